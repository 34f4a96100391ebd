"""Checks beside last year's report."""
