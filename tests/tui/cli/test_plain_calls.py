"""Commands that are understood without click: as click does, and left to it where that is unsure."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import example, given

from tests.drawn import listed
from tui.cli.plain_calls import PlainCall, plain_call
from tui.cli.root import cli

WORDS = (
    *("list", "show", "tags", "history", "find", "rename", "--json", "--library", "--view", "--help", "-h"),
    *("--verbose", "--version", "--", "-1", "0", "7", "007", "12345678901", "²", "٣", "1_0", "+5", " 5", ""),
    *("a.db", "--library=a.db", "https://example.org/a.db", "--jso", "--lib", "-", "unread"),
)
#: Of these most lines are plain.
LIKELY = (*("list", "show", "tags", "history"), *("--json", "--library", "a.db", "7", "007"))
LOOKS = ("list_releases", "show_release", "list_tags", "print_history")


def understood(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> tuple[object, ...] | None:
    """What click has printed of which library; None where it refuses the arguments, or prints help."""
    called: list[tuple[object, ...]] = []
    opened: list[Path | None] = []

    def look(name: str, *given: object, **named: object) -> None:
        called.append((name, given[1:], {key: value for key, value in named.items() if value is not None}))

    with monkeypatch.context() as patch:
        for module in ("browsing", "history", "tag_commands"):
            for name in LOOKS:
                patch.setattr(
                    f"tui.cli.{module}.{name}",
                    lambda *given, _name=name, **named: look(_name, *given, **named),
                    raising=False,
                )
            patch.setattr(
                f"tui.cli.{module}.existing_library",
                lambda: opened.append(click.get_current_context().find_root().meta.get("library")),
            )
        CliRunner().invoke(cli, arguments)
    return (opened[0], *called[0]) if called else None


def as_click_calls(call: PlainCall) -> tuple[object, ...]:
    """The same of a plain call."""
    names = {"list": "list_releases", "show": "show_release", "tags": "list_tags", "history": "print_history"}
    # Where it may be missing click gives it as None.
    ids = (None,) if call.command == "history" and not call.ids else call.ids
    return call.library, names[call.command], ids, {"as_json": call.as_json}


@given(listed(LIKELY, max_size=5) | listed(WORDS, max_size=5))
@example(["list", "--library", "a.db", "--json"])
@example(["--library", "a.db", "show", "7"])
@example(["show", "--json", "7"])
@example(["history"])
@example(["--json", "list"])
@example(["list", "--library", "-1"])
def test_a_plain_call_is_what_click_makes_of_it(arguments: list[str]) -> None:
    """The same command, ids, library and form, whatever is on the line."""
    if (call := plain_call(arguments)) is None:
        return
    with pytest.MonkeyPatch.context() as monkeypatch:
        assert understood(monkeypatch, arguments) == as_click_calls(call)


@pytest.mark.parametrize(
    "line", ["list", "list --json", "show 7", "show 7 --json", "tags", "history", "history 7 --library a.db"]
)
def test_what_scripts_call_is_plain(line: str) -> None:
    """Before and after its words the library may be named."""
    assert plain_call(line.split()) is not None
    assert plain_call(["--library", "b.db", *line.split()[:2]]) is not None


@pytest.mark.parametrize(
    "line", ["", "show", "show x", "list 1", "history 1 2", "tags rename a b", "list -h"]
)
def test_what_is_not_certain_is_left_to_click(line: str) -> None:
    """It tells what is wrong, or knows the rest."""
    assert plain_call(line.split()) is None
