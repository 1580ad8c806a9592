"""A note that is exported again: what a user wrote in it stays, whatever was changed in the library."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.errors import ChangedByHandError
from store.exports import EXPORTERS, Marked, write, write_each
from store.exports.markdown import STYLES, by_hand, note, seal, taken_apart, untouched, updated, values
from store.models import Annotation
from tests.drawn import listed
from tests.store.exports.samples import TEXT, annotation, release, tag

EVERY = pytest.mark.parametrize("style", STYLES)


@cache  # what a property asks for is the same in all of its examples
def exported(style: str, *annotations: Annotation, **changes: object) -> str:
    """A note as it is written."""
    return seal(note(Marked(release(**changes), annotations, lambda: TEXT), STYLES[style]))


FIRST = annotation(10, "First", "one", tags=(tag("a b", 1), tag("2018", 2)))
SECOND = annotation(28, "Second.", "two")
#: What a user writes below the blocks: no lines that begin as Dateline's comments do.
OWN = listed(["", "my words", "# mine", "---", "> quoted", "```", "- [ ] todo", "#tag", "\tcode"], min_size=1)


def with_own(text: str, own: list[str], at: int) -> str:
    """The text with lines below one of its blocks."""
    ends = [found.end() for found in re.finditer(r"<!-- /dateline [0-9a-f]+ -->\n", text)]
    return text[: ends[at]] + "\n" + "\n".join(own) + "\n" + text[ends[at] :]


@EVERY
@given(own=OWN, at=st.integers(0, 2), crlf=st.booleans())
def test_what_stands_between_the_blocks_stays(style: str, own: list[str], at: int, crlf: bool) -> None:
    """Whatever became of the annotations; blocks are replaced, added and taken away around it."""
    present = with_own(exported(style, FIRST, SECOND), own, at)
    present = present.replace("\n", "\r\n") if crlf else present
    changed = FIRST._replace(note="other"), annotation(20, "Between", "new")
    new = exported(style, *changed, headline="Another headline")
    assert by_hand(present, new) == []
    joined = updated(present, new, keep=False)
    ending = "\r\n" if crlf else "\n"
    assert ending.join(["", *own, ""]) in joined
    assert ("\r\n" in joined) == crlf
    found, fresh = taken_apart(joined), taken_apart(new)
    assert {one.name: one.inner for one in found.blocks().values()} == {
        one.name: one.inner for one in fresh.blocks().values()
    }
    assert found.front == fresh.front
    assert updated(joined, new, keep=False) == joined
    again = updated(joined, exported(style, *changed, headline="Another headline", place="X"), keep=False)
    assert ending.join(["", *own, ""]) in again


@EVERY
def test_a_field_changed_by_hand_is_told_unless_it_says_what_would_be_written(style: str) -> None:
    """Or is one that Dateline knows nothing of."""
    present, new = exported(style, FIRST), exported(style, FIRST, place="ROME")
    assert by_hand(present, new) == []
    changed = by_hand(present.replace("BRUSSELS", "PARIS", 1), new)
    assert [one.name for one in changed or ()] == ["properties"]
    assert by_hand(present.replace("BRUSSELS", "ROME", 1), new) == []
    own = present.replace(
        "source:", "mine:: words\nsource:" if style == "logseq" else "mine: words\nsource:", 1
    )
    assert by_hand(own, new) == []


@EVERY
def test_line_ends_are_no_change_by_hand(style: str) -> None:
    """What git does to a file is not what a user does; the file is left as it is."""
    text = exported(style, FIRST)
    other = text.replace("\n", "\r\n")
    assert untouched(other)
    assert updated(other, text, keep=False) == other


@EVERY
@pytest.mark.parametrize("old, new", [("one", "mine"), ("2018", "2019"), ("First", "Last"), ("WAM", "ANA")])
def test_a_change_in_a_block_is_seen(style: str, old: str, new: str) -> None:
    """In a note, a tag, a quote, a field; kept, it stands below the block, as the user wrote it."""
    text = exported(style, FIRST, SECOND)
    mine = text.replace(old, new)
    assert by_hand(mine, text)
    kept = updated(mine, text, keep=True)
    assert new in kept and not by_hand(kept, text)
    assert taken_apart(kept).blocks()["annotation-10"] == taken_apart(text).blocks()["annotation-10"]


@pytest.mark.parametrize("style", ["markdown", "obsidian", "pandoc"])
def test_fields_of_ones_own_stay(style: str) -> None:
    """Those of Dateline are brought up to date; that a program spells them otherwise is no change."""
    text = exported(style, FIRST)
    mine = re.sub(r"^- (?=\S)", "  - ", text, flags=re.MULTILINE)
    mine = mine.replace("place: BRUSSELS", "place: 'BRUSSELS'\naliases:\n  - EU\n# mine")
    new = exported(style, FIRST, agency="ANA")
    assert by_hand(mine, new) == []
    joined = updated(mine, new, keep=False)
    assert "agency: ANA\n" in joined and "\naliases:\n  - EU\n# mine\n---\n" in joined


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("---\nid: 12\n---\n<!-- dateline release-12 00000000 -->\n<!-- /dateline 0000000000000000 -->")
def test_what_is_no_note_of_the_release_is_none(text: str) -> None:
    """Neither somebody's own file nor the note of another library."""
    assert by_hand(text, exported("markdown", FIRST)) is None


def marked(style: str, *annotations: Annotation, **changes: object) -> Marked:
    """A release with its annotations."""
    return Marked(release(**changes), annotations, lambda: TEXT)


def test_a_note_is_found_wherever_it_lies(tmp_path: Path) -> None:
    """Moved, renamed, under a new headline: it is brought up to date there, and there is no second one."""
    exporter = EXPORTERS["obsidian"]
    ((first, _),) = write_each(exporter, tmp_path, [marked("obsidian", FIRST)])
    moved = tmp_path / "2018" / "my name.md"
    moved.parent.mkdir()
    first.rename(moved)
    told = list(write_each(exporter, tmp_path, [marked("obsidian", FIRST, SECOND, headline="New headline")]))
    assert told == [(moved, None)]
    assert "New headline" in moved.read_text(encoding="utf-8")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [moved]


def test_the_note_of_another_library_is_not_written_over(tmp_path: Path) -> None:
    """Though its release has the same id, headline and date."""
    exporter = EXPORTERS["markdown"]
    ((path, _),) = write_each(exporter, tmp_path, [marked("markdown", FIRST)])
    before = path.read_bytes()
    ((_, error),) = write_each(exporter, tmp_path, [marked("markdown", added="2020-01-01T00:00:00Z")])
    assert isinstance(error, ChangedByHandError)
    assert path.read_bytes() == before


def test_what_was_changed_by_hand_is_refused_kept_or_left(tmp_path: Path) -> None:
    """As its user says: nothing is written; theirs stands below; the new one is written beside, once."""
    exporter, path = EXPORTERS["markdown"], tmp_path / "note.md"
    write(exporter, path, [marked("markdown", FIRST)])
    path.write_text(path.read_text(encoding="utf-8").replace("one", "mine"), encoding="utf-8")
    mine, newer = path.read_bytes(), [marked("markdown", FIRST._replace(note="other"))]
    with pytest.raises(ChangedByHandError, match="annotation-10"):
        write(exporter, path, newer)
    beside = write(exporter, path, newer, "beside")
    assert beside == write(exporter, path, newer, "beside") == tmp_path / "note-2.md"
    assert path.read_bytes() == mine and "other" in beside.read_text(encoding="utf-8")
    assert write(exporter, path, newer, "keep") == path
    kept = path.read_text(encoding="utf-8")
    assert "    mine\n" in kept and "    other\n" in kept
    assert write(exporter, path, newer) == path and path.read_text(encoding="utf-8") == kept


@pytest.mark.parametrize("headline", ["x" * 300, "…!?", "CON", "nul", "A/B\\C:D", "..", ""])
def test_no_headline_loses_or_doubles_a_file(headline: str, tmp_path: Path) -> None:
    """Two releases of the same, in other letters, are two files; written again they are the same two."""
    exporter = EXPORTERS["markdown"]
    both = [
        Marked(release(id=number, headline=words, date=None), [FIRST], lambda: TEXT)
        for number, words in ((1, headline), (2, headline.swapcase()))
    ]
    for _ in range(2):
        assert all(error is None for _, error in write_each(exporter, tmp_path, both))
    names = [path.name for path in tmp_path.iterdir()]
    assert len({name.casefold() for name in names}) == 2
    assert all(re.fullmatch(r"[^/\\:*?\"<>|]{1,100}-[12]\.md", name) for name in names)


def test_aliases_that_stand_for_billions_cost_nothing() -> None:
    """What is neither a text nor a list of texts is none of Dateline's fields."""
    lines = ["a0: &a0 x", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))]
    read = values(["---", *lines, "title: A note", "---"])
    assert read["title"] == "A note" and read["a1"] == ["x"] * 9 and read["a29"] == [""] * 9
