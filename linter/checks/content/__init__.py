"""Checks of what must not stand in a report at all."""
