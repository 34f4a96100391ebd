"""Equations over the cells of tables: how they stand, and which cells make them fail."""
