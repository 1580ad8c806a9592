"""The same release through several agencies, found and grouped."""
