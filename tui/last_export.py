"""What was exported last from a library, and when: kept in the user's state folder."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from store.atomic import replace
from store.library import LibraryPlace, full_name
from tui.drafts import state_folder


class LastExport(NamedTuple):
    """What was asked for."""

    scope: str
    """The name of what was exported (`tui.app.exporting`)."""
    format: str
    folder: str
    """The folder it went to."""
    time: str
    """When it was begun: ISO 8601, UTC."""
    which: str
    """The one that was named of a scope of many; empty for all of them."""


def last_export(library: LibraryPlace) -> LastExport | None:
    """The last one of a library; None where there was none, or nobody knows any more."""
    try:
        kept = json.loads(_file(library).read_text(encoding="utf-8"))
        values = [kept[name] for name in LastExport._fields]
    except (OSError, ValueError, LookupError, TypeError):
        return None
    return LastExport(*values) if all(isinstance(one, str) for one in values) else None


def remember_export(library: LibraryPlace, last: LastExport) -> None:
    """Keeps it; where the disk refuses, the next one is asked for anew."""
    with suppress(OSError):
        replace(_file(library), json.dumps(last._asdict()).encode())


def _file(library: LibraryPlace) -> Path:
    name = hashlib.sha256(full_name(library).encode(errors="surrogateescape")).hexdigest()[:16]
    return state_folder() / "exports" / f"{name}.json"
