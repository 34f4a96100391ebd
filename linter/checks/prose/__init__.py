"""Checks of the figures in sentences."""
