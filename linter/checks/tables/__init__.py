"""Checks of the tables as they are drawn, and of what stands in their cells."""
