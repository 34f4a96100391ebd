"""Checks of the title, the parts and their headings."""
