"""Readers of what was marked elsewhere: the bytes of a file -> annotations of releases in a library."""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
