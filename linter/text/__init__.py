"""Text for comparison, with the way back to the source; numbers, dates and names in it."""
