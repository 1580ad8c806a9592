"""Which of the three panes has the keys and which are shown, without a screen."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import Mock, PropertyMock, call

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from textual.app import ScreenStackError
from textual.css.query import NoMatches
from textual.widgets import Input

from tui.app.three_panes import THREE_PANES, ThreePanes, annotations_width, list_width
from tui.panes import FindField
from tui.scopes import ANNOTATIONS, CHANGES, READER, RELEASES, RESHAPE, SELECTION
from tui.screen_actions import FIND
from tui.text import Setting

NAMES = ["releases", "reader", "annotations"]


@pytest.fixture
def told() -> Mock:
    """The application and the panes, which note what they are told; three are as wide as the screen."""
    told = Mock()
    told.app.screen_stack, told.app.size.width, told.app.focused = [told.first], THREE_PANES, None
    for pane, scope in ((told.releases.rows, RELEASES), (told.reader, READER), (told.rows, ANNOTATIONS)):
        pane.scope.return_value = scope
    told.annotations.rows = told.rows
    told.reader.reshaping, told.reader.hits, told.reader.setting = None, {}, Setting()
    return told


@pytest.fixture
def panes(told: Mock) -> ThreePanes:
    """The list of releases has the keys."""
    panes = ThreePanes(told.app, told.releases, shown=told.shown)
    panes.join(told.reader, told.annotations, told.found)
    return panes


def displayed(panes: ThreePanes) -> list[str]:
    """Those that are in view."""
    return [name for name, pane in panes.by_name.items() if pane.display]


def test_who_has_the_keys(panes: ThreePanes, told: Mock) -> None:
    """From left to right and round, and back; the pane that gets them has the focus, and it is said."""
    assert list(panes.by_name) == NAMES
    assert (panes.active, panes.pane) == ("releases", told.releases.rows)
    for step, name, pane in (
        (panes.action_next_pane, "reader", told.reader),
        (panes.action_next_pane, "annotations", told.rows),
        (panes.action_next_pane, "releases", told.releases.rows),
        (panes.action_previous_pane, "annotations", told.rows),
        (panes.action_previous_pane, "reader", told.reader),
        (panes.action_previous_pane, "releases", told.releases.rows),
        (panes.action_leave_annotations, "reader", told.reader),
    ):
        told.reset_mock()
        step()
        assert (panes.active, panes.pane) == (name, pane)
        assert told.app.screen.set_focus.mock_calls == [call(pane)]
        assert told.shown.mock_calls == [call(name)]


def test_whose_keys_are(panes: ThreePanes, told: Mock) -> None:
    """Those of a screen over them, or of a field, are not theirs."""
    for stack, focused, theirs in (
        ([1], None, True),
        ([1], told.reader, True),
        ([1, 2], None, False),
        ([1], Mock(spec=Input), False),
    ):
        told.app.screen_stack, told.app.focused = stack, focused
        assert panes.take_keys is theirs


def test_how_many_are_shown(panes: ThreePanes, told: Mock) -> None:
    """All where there is room, else that with the keys, or the text alone; in a width to come too."""
    for active in NAMES:
        panes.active = active
        for alone, given, width, shown in (
            (False, None, THREE_PANES, NAMES),
            (False, None, THREE_PANES - 1, [active]),
            (False, THREE_PANES, 10, NAMES),
            (False, THREE_PANES - 1, 500, [active]),
            (True, None, 500, [active]),
            (True, 500, 500, [active]),
        ):
            panes.alone, told.app.size.width = alone, width
            panes.arrange(given)
            assert displayed(panes) == shown
            for side in (told.releases, told.annotations):
                assert (side.styles.width == "1fr") == (shown != NAMES)


def test_what_comes_after_the_end_is_shown_nowhere(panes: ThreePanes, told: Mock) -> None:
    """Annotations may be read, and the bottom line be told of, when the last screen has gone."""
    told.app.screen_stack = []
    type(told.app).focused = PropertyMock(side_effect=ScreenStackError)
    panes.arrange()
    assert panes.hinted == RELEASES
    told.releases.tell_active.assert_not_called()


def test_what_comes_while_the_parts_are_taken_down_is_shown_nowhere(panes: ThreePanes, told: Mock) -> None:
    """The screen stands a little longer than what stood on it."""
    told.app.query_one.side_effect = NoMatches
    panes.arrange()
    told.releases.tell_active.assert_not_called()


def test_the_list_has_all_the_room_until_a_release_is_opened(panes: ThreePanes, told: Mock) -> None:
    """And afterwards what the text and the annotations leave of it."""
    panes.begin()
    told.app.size.width, told.reader.shows_something = 200, False
    panes.arrange()
    assert displayed(panes) == ["releases"]
    panes.active = "reader"
    panes.arrange()
    assert displayed(panes) == NAMES
    panes.active, told.reader.shows_something = "releases", True
    panes.arrange()
    assert displayed(panes) == NAMES
    assert told.releases.styles.width == list_width(200, 72 + 9, 44)


@pytest.mark.parametrize("text", [True, False])
def test_a_text_that_is_on_its_way_has_its_room_from_the_beginning(told: Mock, text: bool) -> None:
    """Where none is to be opened the list has it; neither gives way to the other before the first keys."""
    panes = ThreePanes(told.app, told.releases, shown=told.shown)
    told.app.size.width, told.reader.shows_something = 200, False
    panes.arrange()
    panes.expect(text)
    assert (told.releases.styles.width == "1fr") is not text
    panes.join(told.reader, told.annotations, told.found)
    panes.arrange()
    assert displayed(panes) == (NAMES if text else ["releases"])
    told.reader.shows_something = text
    panes.begin()
    assert displayed(panes) == (NAMES if text else ["releases"])


def test_annotations_hide_while_there_are_none(panes: ThreePanes, told: Mock) -> None:
    """Unless they have the keys; room for them stays free where there is some: the text stands still."""
    told.app.size.width, told.reader.shows_something = 200, True
    for active, number, visible in (
        ("reader", 0, False),
        ("annotations", 0, True),
        ("reader", 1, True),
        ("releases", 0, False),
    ):
        panes.active, told.annotations.number = active, number
        panes.arrange()
        assert told.annotations.visible is visible and displayed(panes) == NAMES


@drawn(st.integers(THREE_PANES, 500), st.integers(-500, 500), st.none() | st.integers(26, 300))
def test_a_split_that_is_moved_leaves_room_on_both_sides(screen: int, change: int, noted: int | None) -> None:
    """Whatever was remembered; other widths of the screen have their own."""
    told = Mock()
    told.app.screen_stack, told.app.size.width, told.reader.setting = [told.first], screen, Setting()
    panes = ThreePanes(told.app, told.releases, shown=told.shown)
    panes.join(told.reader, told.annotations, told.found)
    panes.list_widths, panes.annotation_widths = {screen: 300}, {screen: noted} if noted else {}
    for side, pane, widths, least in (
        (False, told.releases, panes.list_widths, 28),
        (True, told.annotations, panes.annotation_widths, 26),
    ):
        moved = panes.move_split(change, side)
        cells = pane.styles.width
        assert moved == (screen, cells) and widths == {screen: cells} and cells >= least
        assert told.releases.styles.width + told.annotations.styles.width <= screen - 40
    told.app.size.width = screen + 1
    panes.arrange()
    share = annotations_width(screen + 1)
    assert told.annotations.styles.width == share
    assert told.releases.styles.width == list_width(screen + 1, 72 + 9, share)
    panes.alone = True
    assert panes.move_split(change) is panes.move_split(change, True) is None


@drawn(st.integers(THREE_PANES, 500), st.integers(30, 220))
def test_the_text_keeps_its_room(screen: int, text: int) -> None:
    """The list is never narrower than its share, and beyond that takes nothing that the text asks for."""
    cells = list_width(screen, text, annotations_width(screen))
    assert 28 <= cells <= 100
    share = min(44, max(28, int(screen * 0.26)))
    assert cells == share or screen - cells - min(44, max(26, int(screen * 0.24))) >= text


def test_the_scope_that_the_footer_names(panes: ThreePanes, told: Mock) -> None:
    """None while the text alone is read; the selection's is another while it reshapes an annotation."""
    for active, alone, scope, reshaping, hinted in (
        ("releases", False, READER, None, RELEASES),
        ("releases", False, READER, 1, RELEASES),
        ("reader", False, READER, None, READER),
        ("reader", True, READER, None, ""),
        ("reader", True, SELECTION, None, SELECTION),
        ("reader", True, CHANGES, None, CHANGES),
        ("reader", False, SELECTION, 1, RESHAPE),
        ("reader", False, READER, 1, READER),
    ):
        panes.active, panes.alone = active, alone
        told.reader.scope.return_value, told.reader.reshaping = scope, reshaping
        assert panes.hinted == hinted
    told.app.focused = FindField()
    assert panes.hinted == FIND


def test_the_pane_that_was_given_the_focus_has_the_keys(panes: ThreePanes, told: Mock) -> None:
    """Or that holds what has it; not one that has lost it since, and nothing beside the panes."""
    told.app.size.width = 10
    for owner, has_it, active in (
        (told.reader, True, "reader"),
        (told.annotations, False, "reader"),
        (told.annotations, True, "annotations"),
        (told.footer, True, "annotations"),
        (told.releases, True, "releases"),
    ):
        widget = SimpleNamespace(ancestors_with_self=[Mock(), owner])
        told.app.focused = widget if has_it else told.reader
        told.rows.follow.reset_mock()
        panes.focused(SimpleNamespace(widget=widget))  # type: ignore[arg-type]
        assert panes.active == active
        assert displayed(panes) == [active]
        assert told.rows.follow.mock_calls == [call(told.reader.current)]


def test_both_are_about_the_annotation_of_the_pane_with_the_keys(panes: ThreePanes, told: Mock) -> None:
    """The reader finds its own, or takes that of the list; the list follows the reader."""
    for active, current, calls in (
        ("releases", 3, [call.reader.find_current()]),
        ("reader", 3, [call.reader.find_current()]),
        ("annotations", 3, [call.reader.mark_current(3)]),
        ("annotations", None, []),
    ):
        panes.active = active
        told.rows.current = current and SimpleNamespace(id=current)
        told.reset_mock()
        panes.match()
        assert told.mock_calls == [*calls, call.rows.follow(told.reader.current)]


def test_the_text_alone_and_all_again(panes: ThreePanes, told: Mock) -> None:
    """The reader gets the keys with it, and keeps them."""
    panes.action_zen()
    assert (panes.alone, panes.active, displayed(panes)) == (True, "reader", ["reader"])
    panes.action_zen()
    assert (panes.alone, panes.active, displayed(panes)) == (False, "reader", NAMES)


def test_esc_in_the_reader(panes: ThreePanes, told: Mock) -> None:
    """Hides the hits, then brings the other panes back, then goes to the list."""
    panes.action_zen()
    told.reader.hits = {1: 2}
    panes.leave_reader()
    assert told.reader.hide_hits.mock_calls == [call()]
    assert panes.alone
    told.reader.hits = {}
    panes.leave_reader()
    assert (panes.alone, panes.active) == (False, "reader")
    panes.leave_reader()
    assert (panes.alone, panes.active) == (False, "releases")
    assert told.reader.hide_hits.mock_calls == [call()]
