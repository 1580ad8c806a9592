"""The canonical text: NFC, ``\\n``, no byte order mark at its head, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical


@given(st.text())
def test_idempotent(text: str) -> None:
    """What is canonical stays as it is."""
    assert canonical(canonical(text)) == canonical(text)


@given(st.text(alphabet=st.characters(exclude_characters="\r\ufeff")))
def test_nothing_but_nfc(text: str) -> None:
    """Without carriage returns and byte order marks it is NFC and no more."""
    assert canonical(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("\r\r\n\n", "\n\n\n"),
        ("\ufeff\ufeffa\ufeff", "a\ufeff"),
        ("e\u0301", "é"),
        ("\u1112\u1161\u11ab", "한"),
        ("\x0b\x0c\x85\u2028\u2029\t \x1b[31m\0", "\x0b\x0c\x85\u2028\u2029\t \x1b[31m\0"),
        ("ﬁ ²", "ﬁ ²"),
        ("", ""),
    ],
)
def test_canonical(text: str, expected: str) -> None:
    """Line ends and composition are made one; other white space, controls and ligatures stay."""
    assert canonical(text) == expected
