"""PDF: the text layer in the order it is read."""
