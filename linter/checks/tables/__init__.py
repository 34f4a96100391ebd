"""Checks of the tables as they are laid out, and of what stands in their cells."""
