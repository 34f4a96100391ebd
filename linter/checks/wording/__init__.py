"""Checks of single words and characters."""
