"""TinyDB storages that keep rows: the protocol all of them satisfy, and the table class on top of it."""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
