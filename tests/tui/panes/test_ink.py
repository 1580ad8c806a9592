"""The reader's styles: readable in both themes, and what they become where colours cannot be relied on."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest
from rich.style import Style
from textual.color import Color
from textual.filter import Monochrome
from textual.widget import Widget

from store import Library
from tests.tui.conftest import Opener, press
from tui.palette import AA, THEMES, contrast
from tui.panes.colors import Colors, colors_of

SECONDS = 30


def ratio(text: Style, ground: Style) -> float:
    """The contrast of one style's text on another's ground."""
    assert text.color and ground.bgcolor
    return contrast(Color.from_rich_color(text.color), Color.from_rich_color(ground.bgcolor))


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_what_the_style_sheet_gives_is_readable(
    sample_library: Library, opened: Opener, theme: str
) -> None:
    """Text, dim text, accents, selection and cursor of every pane: WCAG AA."""
    async with opened(sample_library) as (app, pilot):
        app.theme = theme
        await pilot.pause()
        rows = app.releases.rows
        widgets: list[Widget] = [app.reader, rows, app.annotations.rows, app.footer]
        for widget in widgets:
            for name in widget.COMPONENT_CLASSES:
                style = widget.get_component_rich_style(name)
                assert ratio(style, style) >= AA, name
        for ground in ("rows--cursor", "rows--cursor-idle"):
            for text in ("rows--text", "rows--dim", "rows--bold", "rows--accent"):
                styles = (rows.get_component_rich_style(name) for name in (text, ground))
                assert ratio(*styles) >= AA, (text, ground)
        for title in app.query(".pane-title"):
            assert ratio(title.rich_style, title.rich_style) >= AA


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, Colors.TRUE),
        ({"TERM": "xterm-256color"}, Colors.ROUNDED),
        ({"TERM": "tmux-256color"}, Colors.ROUNDED),
        ({"TERM": "xterm"}, Colors.NONE),
        ({"TERM": "dumb"}, Colors.NONE),
        ({"TERM": "xterm", "COLORTERM": "truecolor", "NO_COLOR": "1"}, Colors.NONE),
    ],
)
async def test_what_the_terminal_shows_decides(
    wire_library: Library,
    opened: Opener,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    expected: Colors,
) -> None:
    """NO_COLOR goes before all."""
    monkeypatch.delenv("COLORTERM")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    async with opened(wire_library) as (app, _):
        assert colors_of(app) is expected


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light"])
@pytest.mark.parametrize("no_color", [False, True])
async def test_themes_of_the_terminals_colours_keep_everything_apart(
    wire_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch, theme: str, no_color: bool
) -> None:
    """Passage, selection and cursor differ by attributes, and nothing is drawn black on black."""
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    wire_library.annotations.add(1, 0, 7, tags=["harbour"])
    async with opened(wire_library, keys="enter w w v e") as (app, pilot):
        app.theme = theme
        await pilot.pause()
        assert colors_of(app) is Colors.NONE
        assert not any(isinstance(one, Monochrome) for one in app.get_line_filters())
        strip = app.reader.render_line(0)
        shown = [line_filter for line_filter in app.get_line_filters() if no_color]
        for line_filter in shown:
            strip = strip.apply_filter(line_filter, Color(0, 0, 0))
    looks: dict[str, tuple[bool, bool]] = {}
    for segment in strip:
        style = segment.style or Style()
        assert not no_color or style.color is None or style.color.is_default
        for word in segment.text.split():
            looks[word] = (bool(style.underline), bool(style.reverse))
    assert looks["towns"] == (False, False)
    assert looks["Harbour"] == (True, False)
    assert looks["agre"] == (False, True)
    # The cursor, at the end of the selection.
    assert looks["e"] == (True, False)


async def test_the_cursor_of_a_list_is_reversed_without_colours(
    sample_library: Library, opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shade of the background could not be relied on."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(sample_library, keys="j") as (app, pilot):
        rows = app.releases.rows
        first, other = (rows.render_line(rows.first_line(index)) for index in (rows.cursor, 0))
        assert all(segment.style and segment.style.reverse for segment in first)
        assert not any(segment.style and segment.style.reverse for segment in other)
        await press(pilot, "enter")


def run(library: Path, steps: list[tuple[str, bytes]], environment: dict[str, str]) -> list[str]:
    """Runs the application on a terminal, giving the keys of each step when its pattern has been written.

    Returns the patterns that were.
    """
    leader, follower = pty.openpty()
    names = ("COLORTERM", "NO_COLOR", "TERM")
    kept = {name: value for name, value in os.environ.items() if name not in names}
    process = subprocess.Popen(
        [sys.executable, "-m", "tui", "--library", str(library)],
        stdin=follower, stdout=follower, stderr=follower,
        env=kept | environment | {"COLUMNS": "60", "LINES": "20"},
    )  # fmt: skip
    os.close(follower)
    output, seen = b"", list[str]()
    try:
        while len(seen) < len(steps) and select.select([leader], [], [], SECONDS)[0]:
            output += os.read(leader, 65536)
            pattern, keys = steps[len(seen)]
            if re.search(pattern.encode(), output):
                seen.append(pattern)
                output = b""
                os.write(leader, keys)
    finally:
        process.kill()
        process.wait()
        os.close(leader)
    return seen


@pytest.mark.slow
@pytest.mark.parametrize(
    "environment",
    [{"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "xterm-256color", "NO_COLOR": "1"}],
    ids=["16 colours", "16 colours, NO_COLOR", "256 colours, NO_COLOR"],
)
def test_a_passage_is_underlined_on_a_real_terminal(
    wire_library: Library, environment: dict[str, str]
) -> None:
    """It is sent underlined, and bold where it is the current one, but for the cell of the cursor."""
    wire_library.annotations.add(1, 0, 7, tags=["harbour"])
    wire_library.annotations.add(1, 14, 19, tags=["agree"])
    path = wire_library.path
    wire_library.close()
    underlined, current = r"\x1b\[4[;\d]*m", r"\x1b\[1;4[;\d]*m"
    steps = [
        ("Harbour", b"\r"),
        (f"{current}arbour.*{underlined}agree", b"]"),
        (f"{underlined}Harbour.*{current}gree", b"q"),
    ]
    assert run(path, steps, environment) == [pattern for pattern, _ in steps]
