"""The three panes. Thin: what they show is worked out in `tui.text` and `store`."""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
