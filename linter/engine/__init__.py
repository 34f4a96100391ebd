"""Checking files: one, many, again, and what is made of the results."""
