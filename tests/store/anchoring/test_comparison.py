"""Two texts in one, and the way from the offsets of one to those of the other."""

from __future__ import annotations

from hypothesis import given

from store.anchoring.comparison import compare
from store.models import Paragraph, ReleaseText
from store.structure.analysis import analyse
from store.structure.paragraphs import paragraph_spans
from tests.drawn import listed

WORDS = listed(["harbour", "ferry", "the", "new", "port,", "a", "\n\n", "港口"], max_size=30)


def of(text: str) -> ReleaseText:
    """A release's text with its paragraphs."""
    return ReleaseText(text, analyse(text).paragraphs, (), None)


def test_what_was_replaced_stands_before_what_replaced_it() -> None:
    """Deleted words, then inserted ones, each between the words both texts have."""
    made = compare(of("The old ferry sails."), of("The new ferry sails today."))
    assert made.text.text == "The old new ferry sails today."
    assert [made.text.text[start:end] for start, end in made.deleted] == ["old "]
    assert [made.text.text[start:end] for start, end in made.inserted] == ["new", " today"]
    assert made.words() == (2, 1)


def test_paragraphs_keep_their_kinds() -> None:
    """A headline stays one when a word of it changes; a deleted paragraph has the kind it had."""
    end = "\n\nAbout the Harbour Trust\n\nIt keeps the harbour."
    old = f"Port opens ferry\n\nLISBON, Mar 14 2025 (ALN) - It sails.{end}\n"
    new = old.replace("opens", "closes").replace(end, "")
    made = compare(of(old), of(new))
    kinds = [one.kind for one in made.text.paragraphs]
    assert kinds[0] == "headline"
    assert kinds[-1] == "boilerplate"


@given(WORDS, WORDS)
def test_offsets_lead_there_and_back(one: list[str], two: list[str]) -> None:
    """Every offset of the later text has its place, where the same character stands."""
    old, new = " ".join(one), " ".join(two)
    made = compare(of(old), of(new))
    for offset in range(len(new)):
        there = made.from_later(offset)
        assert made.text.text[there] == new[offset]
        assert made.to_later(there) == offset
    for offset in range(len(made.text.text) + 1):
        assert 0 <= made.to_later(offset) <= len(new)


@given(WORDS, WORDS)
def test_both_texts_are_in_it(one: list[str], two: list[str]) -> None:
    """Without what was inserted it is the earlier text, without what was deleted the later one."""
    old, new = " ".join(one), " ".join(two)
    made = compare(of(old), of(new))

    def without(passages: tuple[tuple[int, int], ...]) -> str:
        gone = {at for start, end in passages for at in range(start, end)}
        return "".join(char for at, char in enumerate(made.text.text) if at not in gone)

    assert without(made.inserted).split() == old.split()
    assert without(made.deleted) == new
    assert [tuple(one)[:2] for one in made.text.paragraphs] == paragraph_spans(made.text.text)
    assert all(isinstance(one, Paragraph) for one in made.text.paragraphs)
