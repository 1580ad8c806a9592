"""The parts of the reader without a screen: on a text, its rows, and a note of what they ask of the pane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import pytest
from textual.geometry import Offset

from store import Annotation, Quotation, Release, ReleaseText
from store.anchoring.comparison import compare
from store.models import Paragraph
from store.structure.on_demand import quotations_of
from tests.tui.panes.inks import annotation
from tui.panes.reader import finder
from tui.panes.reader.comparison import ShownChanges
from tui.panes.reader.cursor import Cursor
from tui.panes.reader.finder import Finder
from tui.panes.reader.folds import Folds
from tui.panes.reader.marks import NOTHING, Marks
from tui.panes.reader.passages import Passages
from tui.panes.reader.selection import Selection
from tui.text.page import Page
from tui.text.typesetting import Setting

Result = TypeVar("Result")
Work = Callable[[Callable[[], bool]], object]


def release_text(*paragraphs: str, kinds: Sequence[str] = ()) -> ReleaseText:
    """Paragraphs with an empty line between them; they are of the kind ``body`` unless said otherwise."""
    at, found = 0, []
    for index, words in enumerate(paragraphs):
        found.append(Paragraph(at, at + len(words), kinds[index] if kinds else "body"))
        at += len(words) + 2
    return ReleaseText("\n\n".join(paragraphs) + "\n", tuple(found), (), None)


class FakeReader:
    """A pane with a cursor and no screen: ten rows are in view, and what is done aside waits."""

    release: Release | None = None
    language: str | None = "en"
    rows_in_view, context, max_scroll_y = 10, 2, 0

    def __init__(self, text: ReleaseText) -> None:
        self.text = text
        self.page = Page(text.text, text.paragraphs, 40)
        self.quotations: Sequence[Quotation] = quotations_of(text)
        self.setting = Setting()
        self.top = 0
        self.scroll_offset = Offset(0, 0)
        self.notice = ""
        self.followed: Callable[[], None] = lambda: None
        """Called when the cursor has gone elsewhere."""
        self.refreshed: list[tuple[int, int]] = []
        self.left: list[int] = []
        self.waiting: list[tuple[Work, Callable[[object], None]]] = []
        self.here: Annotation | None = None
        self.motion = Cursor(self)

    @property
    def cursor(self) -> int:
        """Where the cursor is."""
        return self.motion.offset

    def go(self, offset: int, *, keep_column: bool = False, context: int | None = None) -> None:
        """Moves the cursor."""
        self.motion.put(offset)
        self.followed()

    def tell(self, words: str) -> None:
        """Keeps what was said last."""
        self.notice = words

    def moved(self) -> None:
        """Tells nobody."""

    def refresh_rows(self, one: int, other: int) -> None:
        """Notes what would be drawn."""
        self.refreshed.append((one, other))

    def scroll_rows(self, row: int) -> None:
        """Scrolls to a row."""
        self.scroll_offset = Offset(0, row)

    def show_cursor(self, *, context: int | None = None) -> None:
        """Everything is in view."""

    def repaint(self) -> None:
        """Draws nothing."""

    def refresh_bar(self) -> None:
        """There is no bar."""

    def reveal_rows(self, start: int, end: int) -> None:
        """Everything is in view."""

    def leave(self, offset: int) -> None:
        """Notes a place one jumped from."""
        self.left.append(offset)

    def typeset(self, setting: Setting) -> None:
        """Keeps the setting."""
        self.setting = setting

    def annotation_here(self) -> Annotation | None:
        """The annotation a test has put there."""
        return self.here

    def aside(self, work: Callable[[Callable[[], bool]], Result], done: Callable[[Result], None]) -> None:
        """Keeps the work until a test does it."""
        self.waiting.append((work, done))  # type: ignore[arg-type]

    def stop_aside(self) -> None:
        """What was begun still comes to its end, as a thread may."""

    def let_finish(self, index: int) -> None:
        """Does work that was put aside."""
        work, done = self.waiting[index]
        done(work(lambda: False))


TEXT = release_text("A ferry for three towns", "The first boat leaves in May. It is “a small one”, she said.")
BODY = TEXT.paragraphs[1].start


def test_a_cursor_goes_by_motions_and_comes_back_by_marks() -> None:
    """A mark is a letter of the open release; what is not there is said."""
    reader = FakeReader(TEXT)
    cursor = reader.motion
    cursor.action_word_forward(2)
    assert TEXT.text[cursor.offset :].startswith("for three")
    cursor.action_set_mark("a")
    assert reader.notice == "marked a"
    cursor.action_bottom()
    cursor.action_go_to_mark("a")
    assert TEXT.text[cursor.offset :].startswith("for three")
    cursor.action_go_to_mark("b")
    assert reader.notice == "no mark b"
    cursor.action_set_mark("1")
    assert reader.notice == "a mark is a letter"


def test_a_selection_draws_only_the_end_that_moves() -> None:
    """And dropped, it can be selected again."""
    reader = FakeReader(TEXT)
    selection = Selection(reader)
    reader.followed = selection.follow
    reader.release = object()  # type: ignore[assignment]
    selection.action_select_characters()
    assert reader.refreshed == [(0, 1)]
    reader.refreshed.clear()
    reader.motion.action_word_end()
    assert (selection.passage, reader.refreshed) == ((0, 7), [(1, 7)])
    selection.drop()
    assert not selection.selecting and selection.span == NOTHING
    selection.action_reselect()
    assert selection.passage == (0, 7)
    selection.action_swap_ends()
    assert (selection.passage, reader.cursor) == ((0, 7), 0)


def test_a_passage_to_be_selected_waits_for_its_beginning() -> None:
    """The cursor moves freely until then; the note says that there are no words yet."""
    reader = FakeReader(TEXT)
    selection = Selection(reader)
    reader.followed = selection.follow
    reader.release = object()  # type: ignore[assignment]
    selection.begin(7)
    reader.go(8)
    assert (selection.span, selection.note()) == ((8, 9), "RESHAPE  no words yet")
    selection.action_select_characters()
    reader.go(12)
    assert (selection.span, selection.reshaping, selection.to_be_selected) == ((8, 13), 7, False)


def test_a_quotation_is_selected_with_its_speaker() -> None:
    """Where the text names nobody the note says so."""
    reader = FakeReader(TEXT)
    selection = Selection(reader)
    reader.followed = selection.follow
    reader.go(TEXT.text.index("small"))
    selection.select_span((reader.cursor, reader.cursor + 1))
    selection.action_inner_quotation()
    start, end = selection.span
    assert TEXT.text[start:end] == "a small one"
    assert selection.note() == "SELECT character  3 words  no speaker named"


def test_a_finder_goes_along_and_back() -> None:
    """To the first hit while one types, and back where there is none."""
    reader = FakeReader(TEXT)
    found = Finder(reader, lambda: None)
    found.begin()
    found.look_for("boat")
    assert (reader.cursor, found.note()) == (TEXT.text.index("boat"), "1/1")
    found.look_for("boats")
    assert (reader.cursor, reader.notice, found.hits) == (0, "not found", [])


async def test_what_is_found_for_other_words_is_not_shown() -> None:
    """A thread that ends late has looked for what nobody wants any more."""
    reader = FakeReader(TEXT)
    found = Finder(reader, lambda: None)
    found.begin()
    found.look_for(r"\vboat")
    found.look_for(r"\vMay")
    reader.let_finish(0)
    assert found.looking and not found.hits
    reader.let_finish(1)
    assert not found.looking and reader.cursor == TEXT.text.index("May")
    await found.end(r"\vMay", kept=True)
    assert reader.left == [0]


async def test_words_typed_faster_than_they_are_found_are_found_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Enter waits for the hits of what stands in the field."""
    monkeypatch.setattr(finder, "LONG", 0)
    reader = FakeReader(TEXT)
    found = Finder(reader, lambda: None)
    found.begin()
    found.look_for("Ma")
    await found.end("May", kept=True)
    assert reader.cursor == TEXT.text.index("May") and found.note() == "1/1"


def test_folding_all_holds_for_the_next_text() -> None:
    """And what is gone into is unfolded."""
    text = release_text("A ferry", "About Acme", "Call us", kinds=["body", "boilerplate", "contact"])
    reader = FakeReader(text)
    folds = Folds(reader)
    assert folds.of(text) == frozenset()
    folds.action_toggle_fold()
    assert reader.notice == "nothing to fold here"
    folds.action_fold_all()
    assert reader.setting.folded == folds.of(text) == {1, 2}
    reader.go(text.text.index("Acme"))
    folds.open_here()
    assert reader.setting.folded == frozenset()
    folds.action_unfold_all()
    assert folds.of(text) == frozenset()


def test_changes_are_gone_through_and_left_where_they_were() -> None:
    """Positions are those of the later text."""
    earlier = release_text("A ferry for two towns", "It leaves in May.")
    later = release_text("A ferry for three towns", "It leaves in June.")
    comparison = compare(earlier, later)
    reader = FakeReader(comparison.text)
    changes = ShownChanges(reader)
    assert changes.note() == ""
    changes.show(comparison, "since May")
    assert changes.note().startswith("CHANGES since May  +")
    changes.action_next_change(2)
    last = reader.cursor
    assert later.text[changes.position(last, 0).cursor :].startswith("June")
    changes.action_next_change()
    assert (reader.cursor, reader.notice) == (last, "no change further on")
    changes.action_previous_change()
    assert comparison.text.text[reader.cursor :].startswith("two")
    changes.show(None, "")
    assert changes.position(3, 1).cursor == 3


def test_the_shortest_passage_is_current_until_another_is_chosen() -> None:
    """``o`` goes through all that are under the cursor, and round again."""
    reader = FakeReader(TEXT)
    passages = Passages(reader)
    passages.action_other_annotation()
    assert reader.notice == "no annotation stands here"
    passages.marks = Marks.of([annotation(1, 0, 20, "a"), annotation(2, 2, 7, "b"), annotation(3, 30, 34)])
    reader.go(3)
    assert (present := passages.here()) is not None and present.id == 2
    passages.action_other_annotation()
    assert passages.current == 1
    passages.find_current()
    assert passages.current == 1
    passages.action_other_annotation()
    assert passages.current == 2
    passages.next_annotation(9)
    assert reader.cursor == 30
    passages.previous_annotation(2)
    assert reader.cursor == 0
    passages.mark_shortest()
    assert passages.current == 1
