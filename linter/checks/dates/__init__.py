"""Checks of the period, of years and of dates."""
