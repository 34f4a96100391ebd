"""The files that the program finds, reads and writes."""
