"""Writers: what a user marked -> the text of files. Each touches no disk and no clock."""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
