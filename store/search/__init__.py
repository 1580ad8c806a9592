"""Full-text search: the query, what counts as one letter, the index."""

from lazy_loader import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
