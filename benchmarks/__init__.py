"""Synthetic reports with known content, ways to draw them, and what the program costs on them."""
