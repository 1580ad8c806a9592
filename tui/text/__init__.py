"""Layout and motions of the reader: pure functions of text, offsets and cells, without widgets."""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
