"""Word files: the package they are in, their styles and numbering, and the body as blocks with places."""
