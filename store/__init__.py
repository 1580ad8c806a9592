"""The store: releases, their texts, what users mark in them, and the forms these go in and out.

Knows nothing of the screen. `open_library` is the way in. What takes long to import and is not needed to
read a library is imported when it is first asked for.
"""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
