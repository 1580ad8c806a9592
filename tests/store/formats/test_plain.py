"""Plain text: as it stands, in canonical form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.plain import read


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_text_is_canonical_and_whole(text: str) -> None:
    """Any text is kept, canonical, without links."""
    document = read(f"A{text}.".encode())
    assert document.text == canonical(f"A{text}.")
    assert document.links == ()


@pytest.mark.parametrize(
    "text",
    [
        "\x1b[31mred\x1b[0m",
        "[bold]markup[/bold]",
        "a\x07b\x08c\x9bd",
        "a\tb  c \n\n\n d",
        "<b>&amp;</b>",
        "# a",
    ],
)
def test_nothing_is_interpreted(text: str) -> None:
    """Control characters, escape sequences, markup and spacing are kept as they are."""
    assert read(text.encode()).text == text


def test_line_ends_and_marks_are_made_one() -> None:
    """Line ends become ``\\n``, a byte order mark goes, composed characters are made one."""
    assert read(b"\xef\xbb\xbfa\r\nb\rcafe\xcc\x81").text == "a\nb\ncafé"


def test_no_text_is_refused() -> None:
    """Bytes that are no text raise RefusedError."""
    with pytest.raises(RefusedError):
        read(b"\0\1\2")
