"""The reader: a release to move, select and find in."""
