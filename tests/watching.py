"""Sees every file this process opens otherwise than through SQLite, while SQLite has it open."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from store.storages import handles

_found: list[str] | None = None


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    """``open`` is raised by open(), os.open(), Path.open() and all that stands on them (PEP 578)."""
    if event != "open" or _found is None or not isinstance(arguments[0], str | bytes | os.PathLike):
        return
    path = Path(os.fsdecode(arguments[0]))
    if handles._is_live(path):
        called = [f"{Path(one.filename).name}:{one.lineno}" for one in traceback.extract_stack()[:-1]]
        _found.append(f"{path.name} opened by {' > '.join(called[-4:])}")


sys.addaudithook(_heard)


@contextmanager
def watched() -> Iterator[list[str]]:
    """The list to which each such opening of a live file is added, by its name and who opened it."""
    global _found
    found: list[str] = []
    _found = found
    try:
        yield found
    finally:
        _found = None
