"""Copies of a whole library: made beside it, looked over, put back in its place.

A room of its own below the library, which makes one each day: `copies` makes and finds them, `soundness` says
whether a file can be used, `restoring` puts one back, `rescue` saves what is open where the file was lost.
"""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
