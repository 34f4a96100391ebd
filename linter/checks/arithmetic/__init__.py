"""Checks of the sums of the tables."""
