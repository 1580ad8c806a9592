"""Which build this is: those between two releases have one number."""

from __future__ import annotations

import csv
from hashlib import sha256
from importlib.metadata import distribution

#: Hex digits that tell builds apart.
_DIGITS = 10
_ROOMS = ("store/", "tui/")


def build() -> str:
    """The version, and what its files sum up to; the same code has the same, whoever built it.

    Of a folder that is worked in (an editable install) nobody has summed up the files.
    """
    found = distribution("dateline")
    sums = sorted(_sums(found.read_text("RECORD") or ""))
    told = sha256("\n".join(sums).encode()).hexdigest()[:_DIGITS] if sums else "in place"
    return f"{found.version} ({told})"


def _sums(record: str) -> list[str]:
    """Path and sum of each of our files; what was compiled at the installation has none.

    By the form of ``RECORD`` (Python Packaging User Guide, "Recording installed projects").
    """
    rows = csv.reader(record.splitlines())
    return [f"{path} {digest}" for path, digest, _ in rows if digest and path.startswith(_ROOMS)]
