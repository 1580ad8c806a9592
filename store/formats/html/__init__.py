"""HTML pages: the release without the page around it."""
