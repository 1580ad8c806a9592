"""What a query finds: the field it is typed into, the rows, the paragraph of a row."""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
