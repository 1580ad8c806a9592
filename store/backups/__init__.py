"""Copies of a whole library: made beside it, looked over, put back in its place."""
