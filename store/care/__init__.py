"""What looks after a library that may be damaged."""
