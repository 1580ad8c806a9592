"""What the application tells its concerns, and in which order, without a screen."""

from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import ANY, AsyncMock, Mock, PropertyMock, call

import pytest
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.filter import Monochrome, NoColor
from textual.widgets import Input, TextArea

from store import Library
from tui.actions import ACTIONS
from tui.app import app as app_module
from tui.app import embargo_ends, last_look, terminal_app
from tui.app.app import DatelineApp
from tui.app.outside import LOOK_INTERVAL
from tui.config import Settings
from tui.keys import BY_KEY
from tui.panes import ReaderPane, ReleaseRows, Rows
from tui.scopes import PANE_SCOPES, RELEASES
from tui.text.typesetting import Setting


@pytest.fixture
def app(wire_library: Library) -> DatelineApp:
    """One that does not run."""
    app = DatelineApp(wire_library)
    app.wire()
    return app


@pytest.fixture
def told(app: DatelineApp, monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Its concerns, and itself, note what they are told."""
    told = Mock()
    for name in (
        *("annotations", "annotating", "drafts", "ending", "finding", "jumping", "open_annotations"),
        *("opening", "outside", "panes", "positions", "preferences", "reader", "reading", "refreshing"),
        *("releases", "resuming", "saving", "showing", "under_way", "updates", "watching", "welcoming"),
        *("call_after_refresh", "footer", "push_screen", "soon"),
    ):
        monkeypatch.setattr(app, name, getattr(told, name))
    told.saving.state = "saved"
    told.under_way.told = []
    told.panes.pane.footer_note.return_value = ""
    told.panes.pane.pending = ""
    told.panes.pane.carry_out = AsyncMock()
    told.panes.pane.take_key = AsyncMock()
    told.releases.narrowed = AsyncMock()
    told.open_annotations.shown = AsyncMock()
    return told


def without_footer(told: Mock) -> list[Any]:
    """What was told, but for what the bottom line is made from."""
    footer = ("footer.", "panes.pane.footer_note")
    return [one for one in told.mock_calls if not one[0].startswith(footer)]


def test_every_action_has_one_to_carry_it_out(app: DatelineApp) -> None:
    """The controller that the table names."""
    for one in ACTIONS:
        if set(one.scopes) & set(PANE_SCOPES) and one.owner in app.controllers:
            assert callable(getattr(app.controllers[one.owner], f"action_{one.id}"))
    owners = {one.owner for one in ACTIONS}
    assert set(app.controllers) <= owners | {"app"}
    assert app.controllers["app"] is app


def test_what_is_taken_over_from_textual() -> None:
    """Ctrl+Z comes before every field's undo, and in no list of keys; nothing but the reader selects."""
    (key,) = DatelineApp.BINDINGS
    assert key == Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True, system=True)
    assert not DatelineApp.ALLOW_SELECT


def test_settings_hold_for_all_panes(wire_library: Library) -> None:
    """From the beginning."""
    app = DatelineApp(wire_library, settings=Settings("nord", Setting(measure=50, bidi="terminal")))
    app.wire()
    assert app.theme == "nord"
    assert app.reader.setting.measure == 50
    assert {app.reader.setting.bidi, app.releases.rows.bidi, app.annotations.rows.bidi} == {"terminal"}


def test_what_a_move_in_the_text_is_told_to(app: DatelineApp, told: Mock) -> None:
    """What was read, the place, and the annotation both panes are about; then the footer."""
    for opened in (True, False):
        told.reset_mock()
        app.on_reader_pane_moved(ReaderPane.Moved(opened=opened))
        assert without_footer(told) == [
            call.reading.read_on(opened=opened),
            call.positions.moved(),
            call.panes.match(),
        ]
        told.footer.show.assert_called_once()


def test_what_moves_in_the_lists_are_told_to(app: DatelineApp, told: Mock) -> None:
    """The reader shows the annotation; a text is read ahead. A second click does what Enter does."""
    app.on_annotation_rows_browsed(cast("Any", SimpleNamespace(annotation=SimpleNamespace(id=7))))
    app._releases_browsed(cast("Any", SimpleNamespace(release=9)))
    other = Mock(spec=Rows, DOUBLE_CLICK="v", app=told)
    for rows in (Mock(spec=ReleaseRows), told.annotations.rows, other):
        app._double_clicked(cast("Any", SimpleNamespace(rows=rows)))
    app._find_typed(cast("Any", SimpleNamespace(value="words")))
    app.on_find_field_abandoned()
    app.on_refreshing_answered(cast("Any", "an answer"))
    assert told.mock_calls == [
        call.reader.reveal(7),
        call.panes.match(),
        call.opening.browsed(9),
        call.soon(told.opening.action_open),
        call.soon(told.jumping.action_jump),
        call.take_later(ANY),
        call.finding.typed("words"),
        call.soon(told.finding.leave),
        call.refreshing.answered("an answer"),
    ]


def test_an_update_is_looked_at_when_the_reader_has_the_keys(app: DatelineApp, told: Mock) -> None:
    """If one is open; the footer follows the pane in any case."""
    for name, release, looked in (("reader", 5, 1), ("reader", None, 0), ("releases", 5, 0)):
        told.reset_mock()
        told.reader.release = release
        app._pane_shown(name)
        assert without_footer(told) == [call.showing.look_at(5)] * looked
        told.footer.show.assert_called_once()


def test_who_looks_outside(app: DatelineApp, told: Mock) -> None:
    """Twice a second; and what is done when others have written; and in the end."""
    app.look_outside()
    app._changed_outside()
    app.on_unmount()
    assert told.mock_calls == [
        call.outside.look(),
        call.saving.look_whether_it_is_there(),
        call.updates.list_news(),
        call.releases.load(),
        call.showing.reload(),
        call.watching.follow(),
        call.updates.look(saying=True),
        call.drafts.close(),
        call.under_way.stop_all(),
    ]


def test_the_bottom_line(app: DatelineApp, told: Mock) -> None:
    """A mode and what was typed of a command; what is fetched, the library, and whether all is saved."""
    told.panes.hinted = "the scope"
    for note, pending, progress, line in (
        ("", "", "", ("", "library.db · saved")),
        ("SELECT", "", "", ("SELECT", "library.db · saved")),
        ("", "12", "3 of 7", ("12", "3 of 7 · library.db · saved")),
        ("SELECT", "12", "", ("SELECT  12", "library.db · saved")),
    ):
        told.panes.pane.footer_note.return_value, told.panes.pane.pending = note, pending
        told.under_way.told = [progress] if progress else []
        app.update_footer()
        told.footer.show.assert_called_with("the scope", *line)


async def test_what_an_action_waits_for(app: DatelineApp, told: Mock) -> None:
    """In the list what narrows it; in that of annotations, or if it is about them, the annotations."""
    down = BY_KEY[RELEASES, "j"]
    about = next(one for one in ACTIONS if one.id == "next_annotation")
    for active, action, waits in (
        ("releases", down, [call.releases.narrowed()]),
        ("releases", about, [call.releases.narrowed(), call.open_annotations.shown()]),
        ("reader", down, []),
        ("reader", None, []),
        ("reader", about, [call.open_annotations.shown()]),
        ("annotations", down, [call.open_annotations.shown()]),
        ("annotations", None, [call.open_annotations.shown()]),
    ):
        told.reset_mock()
        told.panes.active = active
        await app._ready_for(action)
        assert told.mock_calls == waits
        if action is not None:
            await app.carry_out(action)
            assert without_footer(told)[len(waits) :] == [*waits, call.panes.pane.carry_out(action)]
            told.footer.show.assert_called_once()


def test_which_inputs_wait_for_no_write(app: DatelineApp, told: Mock) -> None:
    """Keys of the panes that only read, or mean nothing there; all keys of a prompt; whatever is no key."""
    key = events.Key("j", "j")
    reads = BY_KEY[RELEASES, "j"]
    writes = next(one for one in ACTIONS if one.id == "toggle_star")
    for event, theirs, meaning, reads_on in (
        (key, True, reads, True),
        (key, True, None, True),
        (key, True, writes, False),
        (key, False, writes, True),
        (events.Paste("j"), True, writes, True),
    ):
        told.panes.take_keys = theirs
        told.panes.pane.meaning.return_value = meaning
        assert app.reads_on(event) is reads_on


@pytest.fixture
def passed(app: DatelineApp, monkeypatch: pytest.MonkeyPatch) -> Mock:
    """What is left to Textual, of inputs that no field takes."""
    passed = Mock(focused=None, stack=[1], screen=Mock(), field=AsyncMock(return_value=False))
    passed.textual = AsyncMock()
    monkeypatch.setattr(App, "on_event", lambda _app, event: passed.textual(event))

    def given(name: str) -> property:
        return property(lambda _: getattr(passed, name))

    for name, found in (("focused", "focused"), ("screen_stack", "stack"), ("screen", "screen")):
        monkeypatch.setattr(DatelineApp, name, given(found), raising=False)
    monkeypatch.setattr(app_module, "taken_before_panes", passed.field)
    return passed


async def test_who_takes_a_key(app: DatelineApp, told: Mock, passed: Mock) -> None:
    """A field before the pane; Textual what neither takes. The footer is up to date when it was taken."""
    key = events.Key("j", "j")
    told.panes.active = "reader"
    for by_field, theirs, by_pane, takers in (
        (True, True, True, "field"),
        (False, True, True, "field pane"),
        (False, True, False, "field pane textual"),
        (False, False, True, "field textual"),
    ):
        told.reset_mock()
        passed.reset_mock()
        passed.field.return_value, told.panes.take_keys = by_field, theirs
        told.panes.pane.take_key.return_value = by_pane
        await app.take(key)
        assert bool(passed.field.mock_calls) is ("field" in takers)
        assert told.panes.pane.take_key.mock_calls == [call(key)] * ("pane" in takers)
        assert told.panes.match.mock_calls == [call()] * ("pane" in takers)
        assert told.footer.show.call_count == ("pane" in takers)
        assert passed.textual.mock_calls == [call(key)] * ("textual" in takers)


async def test_alt_and_enter_are_two_keys_but_in_a_note(app: DatelineApp, told: Mock, passed: Mock) -> None:
    """Esc first, before any other key: what is asked for last is done first."""
    told.panes.take_keys = False
    key = events.Key("alt+enter", None)
    await app.take(key)
    assert not passed.textual.mock_calls
    works = [one.args[0] for one in told.soon.mock_calls]
    assert all(isinstance(work, partial) and work.func == app.take for work in works)
    assert [(work.args[0].key, work.args[0].character) for work in works] == [
        ("enter", "\r"),
        ("escape", "\x1b"),
    ]
    passed.focused = Mock(spec=TextArea)
    await app.take(key)
    assert passed.textual.mock_calls == [call(key)]


async def test_the_focus_comes_back_to_the_pane(app: DatelineApp, told: Mock, passed: Mock) -> None:
    """Where a click took it away; not while a prompt stands over the panes, or a field has it."""
    told.panes.take_keys = False
    click = events.Key("f12", None)
    for stack, focused, given in (([1], None, 1), ([1, 2], None, 0), ([1], Mock(), 0)):
        passed.reset_mock()
        passed.stack, passed.focused = stack, focused
        await app.take(click)
        assert passed.screen.set_focus.mock_calls == [call(told.panes.pane)] * given


async def test_what_is_pasted_goes_to_the_field_in_one_line(
    app: DatelineApp, told: Mock, passed: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A field for one line gets it prepared; nothing else does."""
    monkeypatch.setattr("tui.fields.pasted_into", lambda _, event: ("prepared", event))
    paste = events.Paste("words")
    passed.focused = Mock(spec=Input)
    await app.take(paste)
    passed.focused = Mock(spec=TextArea)
    await app.take(paste)
    assert passed.textual.mock_calls == [call(("prepared", paste)), call(paste)]
    assert told.soon.mock_calls == []


def test_what_is_painted_passes_the_gate_last(wire_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without colours in a theme of the terminal's own, they are taken away and not made grey."""
    monkeypatch.setenv("NO_COLOR", "1")
    for ansi, kind, other in ((True, NoColor, Monochrome), (False, Monochrome, NoColor)):
        monkeypatch.setattr(App, "native_ansi_color", PropertyMock(return_value=False))
        app = DatelineApp(wire_library)
        monkeypatch.setattr(App, "native_ansi_color", PropertyMock(return_value=ansi))
        *filters, last = app.get_line_filters()
        assert last is terminal_app._GATE
        assert any(isinstance(one, kind) for one in filters)
        assert not any(isinstance(one, other) for one in filters)
        assert len(filters) == len(App.get_line_filters(app))


def test_the_driver_is_ours_where_there_is_one(app: DatelineApp, monkeypatch: pytest.MonkeyPatch) -> None:
    """For terminals of POSIX; any other is Textual's."""
    for name, found in (("LinuxDriver", "TerminalDriver"), ("WindowsDriver", "WindowsDriver")):
        monkeypatch.setattr(App, "get_driver_class", lambda _, name=name: type(name, (), {}))
        assert app.get_driver_class().__name__ == found


def test_what_is_written_to_the_terminal_is_there_at_once(app: DatelineApp) -> None:
    """If there is one."""
    app._write_to_terminal("before it runs")
    app._driver = driver = Mock()
    app._write_to_terminal("words")
    assert driver.mock_calls == [call.write("words"), call.flush()]


async def test_what_is_called_by_name(
    app: DatelineApp, told: Mock, passed: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The end, by any way; the keys' help, and the palette if it is not open."""
    told.ending.action_quit = AsyncMock()
    told.ending.run_to_the_end.return_value = 7
    told.ending.fault.return_value = "a fault"
    monkeypatch.setattr(app, "_close_messages_no_wait", told.close)
    await app.action_quit()
    assert app.run_to_the_end() == 7
    app.on_load()
    app._exception = error = ValueError("a fault")
    app._fatal_error()
    assert told.mock_calls == [
        call.ending.action_quit(),
        call.ending.run_to_the_end(),
        call.ending.listen(),
        call.ending.fault(error),
        call.close(),
    ]
    assert [str(one) for one in app._exit_renderables] == ["a fault"]
    app._exception = None
    told.reset_mock()
    app.action_command_palette()
    ((palette,),) = (one.args for one in told.push_screen.mock_calls)
    passed.screen = palette
    app.action_command_palette()
    assert told.push_screen.call_count == 1


def test_the_screen_tells_the_panes(app: DatelineApp, told: Mock, passed: Mock) -> None:
    """How wide it is, and which widget got the focus; none after the end."""
    app.on_resize(cast("Any", SimpleNamespace(size=SimpleNamespace(width=77))))
    assert told.mock_calls == [call.panes.arrange(77)]
    focus = events.DescendantFocus(Mock())
    for stack, count in (([], 0), ([1], 1)):
        told.reset_mock()
        passed.stack = stack
        app.on_descendant_focus(focus)
        assert told.panes.focused.mock_calls == [call(focus)] * count
        assert told.footer.show.call_count == count


async def test_what_is_done_at_the_beginning(
    app: DatelineApp, told: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first frame waits for neither the other panes, a release, nor what is looked for elsewhere."""
    told.releases.add_field = AsyncMock()
    told.opening.open_first, told.mount, told.mount_in = AsyncMock(), AsyncMock(), AsyncMock()
    told.welcoming.begin = AsyncMock()
    told.call_after_refresh.side_effect = lambda act: act()
    monkeypatch.setattr(app, "mount", told.mount)
    monkeypatch.setattr(app, "query_one", lambda _: SimpleNamespace(mount=told.mount_in))
    for name in ("app_resume_signal", "theme_changed_signal", "set_interval", "set_timer"):
        monkeypatch.setattr(app, name, getattr(told, name))
    app._first = 5
    await app.on_mount()
    assert told.mock_calls == [
        call.app_resume_signal.subscribe(app, app._paint_again),
        call.ending.watch_terminal(),
        call.panes.expect(True),
        call.releases.rows.focus(),
    ]
    told.reset_mock()
    await app.begin()
    assert told.mock_calls == [
        call.call_after_refresh(ANY),
        call.panes.arrange(),
        call.theme_changed_signal.subscribe(app, told.preferences.theme_changed),
        call.ending.terminal.name_window("Dateline"),
        call.releases.add_field(),
        call.mount_in(app.reader, app.annotations),
        call.mount(app.tour_panel, before="#panes"),
        call.mount(app.find_field, app.which_key, before=app.footer),
        call.opening.open_first(5, None),
        call.panes.begin(),
        call.call_after_refresh(told.outside.name_troubles),
        call.outside.name_troubles(),
        call.set_interval(LOOK_INTERVAL, app.look_outside),
        call.set_interval(embargo_ends.LOOK_INTERVAL, app.embargoes.look),
        call.set_timer(last_look.SETTLED_SECONDS, app.last_look.tell),
        call.call_after_refresh(told.watching.follow),
        call.watching.follow(),
        call.updates.look(saying=False),
        call.call_after_refresh(told.resuming.begin),
        call.resuming.begin(),
        call.welcoming.begin(),
    ]


def test_all_is_painted_when_the_terminal_was_another_s(
    app: DatelineApp, told: Mock, passed: Mock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every row, with what lies below a prompt, once all has its place."""
    monkeypatch.setattr(DatelineApp, "_background_screens", PropertyMock(return_value=["below"]))
    monkeypatch.setattr(app, "_display", told.display)
    app._paint_again(None)
    assert passed.screen.refresh.mock_calls == [call(layout=True)]
    ((work,),) = (one.args for one in told.call_after_refresh.mock_calls)
    assert not told.display.mock_calls
    work()
    update = passed.screen._compositor.render_update
    assert update.mock_calls[0] == call(full=True, screen_stack=["below"])
    assert told.display.mock_calls == [call(passed.screen, update.return_value)]
