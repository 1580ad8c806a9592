"""What looks after a library that may be damaged.

`doctor` looks and changes nothing; `repairing` mends what it finds, row by row, and sets aside what it
cannot, with `mending`, which makes a row whole of what is left of it; `salvaging` gets the rows out of a file
that SQLite cannot read any more, with `damaged`, the way into such a file; `copying` moves a whole library to
another file. Whether a file can be used at all is `store.backups.soundness`, asked before a backup is put
back.
"""

from store.faces import attach_stub

__getattr__, __dir__, __all__ = attach_stub(__name__, __file__)
