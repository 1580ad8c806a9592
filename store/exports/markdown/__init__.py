"""Markdown in its styles: what a user marked -> notes, reports and an index."""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
