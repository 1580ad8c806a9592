"""Names beside a file: made of its own, never too long, never the same for two files."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from store.backups.beside import LONGEST_NAME, beside

NAMES = st.text(st.characters(blacklist_characters="/\0", blacklist_categories=["Cs"]), min_size=1).filter(
    lambda name: name not in (".", "..")
)


def test_a_short_name_is_kept() -> None:
    """It stands whole between the two pieces, or the part of it that is asked for."""
    assert beside(Path("a/library.db"), ".", ".lock") == Path("a/.library.db.lock")
    assert beside(Path("a/library.db"), "", ".old.db", stem="library") == Path("a/library.old.db")


@given(NAMES, st.integers(1, 200))
def test_no_name_is_too_long(name: str, times: int) -> None:
    """With what SQLite appends it fits into any file system, and is text where the name is text."""
    found = beside(Path(name * times), ".", ".set-aside-2025.db").name
    assert len(os.fsencode(found)) + len("-journal") <= LONGEST_NAME
    assert found.endswith(".set-aside-2025.db")
    found.encode()


def test_two_long_names_stay_two() -> None:
    """Names that differ at the end only have other neighbours; bytes that are no UTF-8 do no harm."""
    one, other = (beside(Path("ü" * 120 + end), "", ".backups") for end in ("a", "b"))
    assert one != other
    odd = os.fsdecode(b"\xff" * 250)
    assert os.fsencode(beside(Path(odd), "", ".backups")).startswith(b"\xff\xff")


def test_a_long_name_is_cut_no_more_than_it_must_be() -> None:
    """To the byte; of a character that would be cut through, the rest goes too, at most four bytes."""
    room = LONGEST_NAME - len("-journal")
    for name, less in (("n" * 300, 0), ("ü" * 150, 0), ("n" + "ü" * 150, 1), ("nnn" + "😀" * 80, 3)):
        found = beside(Path(name), "", ".backups").name
        assert len(os.fsencode(found)) == room - less, name
    assert len(os.fsencode(beside(Path(os.fsdecode(b"\xff" * 300)), "", ".backups").name)) == room - 4
    exact = "n" * (room - len(".backups"))
    assert beside(Path(exact), "", ".backups").name == f"{exact}.backups"
    assert beside(Path(exact + "n"), "", ".backups").name.startswith(
        "n" * (room - len(".backups") - 13) + "-"
    )
