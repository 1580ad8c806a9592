"""The codebook as a file: what is written is read again, and harms no spreadsheet and no page."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from store import InvalidInputError, Tag
from store.exports import codebook_csv, codebook_markdown, read_codebook
from store.library import Entry, Uses

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=20)
HOSTILE = Tag(
    7, "=cmd|x/[b]", 3, 2, "**bold** <b>\n\n\n# head", "@a", "'quoted", "ada", "2026-11-28T10:00:00Z"
)


@given(st.lists(st.tuples(TEXTS.filter(str.strip), TEXTS, TEXTS, TEXTS), max_size=4))
def test_what_is_written_is_read_again(rows: list[tuple[str, str, str, str]]) -> None:
    """Every character of every text, colour and digit."""
    tags = [
        Tag(at, name, at % 9, at + 1, *texts)
        for at, (name, *texts) in enumerate(sorted({r[0]: r for r in rows}.values()))
    ]
    assert read_codebook(codebook_csv(tags)) == [
        Entry(
            tag.name, tag.description or None, tag.include or None, tag.exclude or None, tag.color, tag.pinned
        )
        for tag in tags
    ]  # fmt: skip


def test_no_cell_is_a_formula() -> None:
    """An apostrophe stands before what a spreadsheet would compute; taken away, it is exact."""
    _, row = csv.reader(io.StringIO(codebook_csv([HOSTILE]), newline=""))
    assert row == ["'=cmd|x/[b]", HOSTILE.description, "'@a", "''quoted", "3", "2"]
    (entry,) = read_codebook(codebook_csv([HOSTILE]))
    assert (entry.name, entry.include, entry.exclude) == (HOSTILE.name, "@a", "'quoted")


def test_that_of_another_program_is_read() -> None:
    """Columns in any order and case, unknown ones passed over, names that begin with an apostrophe kept."""
    text = "\ufeffnumber,Description,TAG\r\n3,about,'t/u\r\n,,\r\n"
    assert read_codebook(text) == [Entry("'t/u", "about")]


@pytest.mark.parametrize(
    "text", ["", "a,b\r\n1,2\r\n", 'name\r\n"open', "name,digit\r\na,x\r\n", "name,color\r\na,-1"]
)
def test_what_is_no_codebook_is_refused(text: str) -> None:
    """With a sentence that says what is missing."""
    with pytest.raises(InvalidInputError):
        read_codebook(text)


def test_as_markdown_it_is_a_tree_of_headings_and_quotes() -> None:
    """A CommonMark parser finds each text as it was typed, and nothing that means anything."""
    tags = [HOSTILE, Tag(8, "water/sea", 0, None)]
    text = codebook_markdown(tags, {7: Uses(3, 2)})
    assert "3 passages, 2 releases" in text and "0 passages, 0 releases" in text
    tokens = MarkdownIt().parse(text)
    headings = [tokens[at + 1].content for at, one in enumerate(tokens) if one.type == "heading_open"]
    assert len(headings) == 5 and headings[0] == "Codebook"
    html = MarkdownIt().render(text)
    assert "<strong>" not in html and "<b>" not in html
