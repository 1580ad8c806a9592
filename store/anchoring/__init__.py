"""Where a passage went: found again in a new version of its text."""
