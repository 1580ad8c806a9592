"""Keys to actions, without a screen: counts, sequences, a character that follows, and taking them back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual import events
from textual.widget import Widget

from tests.conftest import ROOT
from tui import keys as keys_module
from tui.actions import ACTIONS
from tui.keys import BY_KEY, MOST_TIMES, KeyDispatch, ScopedKeys, begins_sequence, taken_before_panes
from tui.scopes import READER, RELEASES
from tui.screen_actions import HELP


class Pane(KeyDispatch):
    """Notes what it is asked to do."""

    SCOPE = READER

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[object, ...]] = []

    @property
    def parts(self) -> Mapping[str, object]:
        """It carries out everything itself."""
        return {"motion": self, "tagging": self}

    def action_down(self, count: int | None) -> None:
        """A counted action."""
        self.done.append(("down", count))

    async def action_top(self, count: int | None) -> None:
        """A sequence, done by a coroutine."""
        self.done.append(("top", count))

    def action_row_start(self) -> None:
        """The action whose key is a digit."""
        self.done.append(("row start",))

    def action_character_forward(self, character: str, count: int | None) -> None:
        """An action that is given the character typed next."""
        self.done.append(("to", character, count))

    def action_tag(self) -> None:
        """Neither counted nor given anything."""
        self.done.append(("tag",))

    async def type(self, keys: str) -> list[bool]:
        """Takes keys; whether each was taken."""
        return [await self.take_key(key(one)) for one in keys.split()]


def key(name: str) -> events.Key:
    """A key as Textual names it, or a character."""
    return events.Key(name, name if len(name) == 1 else None)


@pytest.mark.parametrize(
    ("keys", "done"),
    [
        ("j", [("down", None)]),
        ("down", [("down", None)]),
        ("3 j", [("down", 3)]),
        ("1 0 j j", [("down", 10), ("down", None)]),
        ("0 j", [("row start",), ("down", None)]),
        ("9 9 9 9 j", [("down", 9999)]),
        ("1 0 0 0 0 j", [("down", MOST_TIMES)]),
        ("g g", [("top", None)]),
        ("1 2 g g", [("top", 12)]),
        ("g 3 j", [("down", None)]),
        ("f j", [("to", "j", None)]),
        ("2 f 3", [("to", "3", 2)]),
        ("2 f 3 j", [("to", "3", 2), ("down", None)]),
        ("4 t j", [("tag",), ("down", None)]),
        # Taken back: by Esc, by a key that is no character, by one that means nothing.
        ("3 escape j", [("down", None)]),
        ("g escape g g", [("top", None)]),
        ("2 g escape j", [("down", None)]),
        ("f escape j", [("down", None)]),
        ("2 f left j", [("down", None)]),
        ("3 Q j", [("down", None)]),
    ],
)
async def test_what_keys_do(keys: str, done: list[tuple[object, ...]]) -> None:
    """Each command once, as often as the number before it says, and none of what was taken back."""
    pane = Pane()
    await pane.type(keys)
    assert pane.done == done
    assert pane.pending == ""


@pytest.mark.parametrize(
    ("keys", "pending"),
    [
        ("1 2", "12"),
        ("3 g", "3g"),
        ("f", "f"),
        ("2 f", "2f"),
        ("3 escape", ""),
        ("g escape", ""),
        ("f left", ""),
    ],
)
async def test_what_is_not_complete_is_said(keys: str, pending: str) -> None:
    """As it was typed; it is taken back when another pane gets the keys."""
    pane = Pane()
    assert all(await pane.type(keys))
    assert pane.pending == pending
    assert pane.done == []
    pane.on_blur()
    assert pane.pending == ""
    await pane.type("j")
    assert pane.done == [("down", None)]


async def test_keys_that_are_left_to_others() -> None:
    """One that means nothing, and Esc where there is nothing to take back; not the rest of a sequence."""
    pane = Pane()
    assert await pane.type("Q f1") == [False, False]
    assert await pane.type("g Y") == [True, True]
    assert await pane.type("3 Q") == [True, False]
    assert pane.done == []


async def test_the_meaning_of_a_key_is_what_it_would_complete() -> None:
    """None for a digit, for the beginning of a sequence and for what means nothing."""
    pane = Pane()
    down, top, to = (BY_KEY[READER, name] for name in ("j", "g g", "f"))
    assert pane.meaning(key("j")) is down
    assert pane.meaning(key("3")) is None
    assert pane.meaning(key("g")) is None
    assert pane.meaning(key("0")) is BY_KEY[READER, "0"]
    await pane.type("3")
    assert pane.meaning(key("j")) is down
    assert pane.meaning(key("0")) is None
    await pane.type("g")
    assert pane.meaning(key("g")) is top
    assert pane.meaning(key("z")) is None
    await pane.type("escape f")
    assert pane.meaning(key("j")) is to
    assert pane.meaning(key("3")) is to
    assert pane.scope() == READER
    assert pane.footer_note() == ""


async def test_what_else_a_pane_is_told() -> None:
    """A key that types a line break is no character of a command; a pane may be given the keys."""
    pane = Pane()
    assert Pane.can_focus
    assert pane.pending == ""
    assert await pane.type("f") == [True]
    assert await pane.take_key(events.Key("enter", "\r"))
    assert (pane.done, pane.pending) == ([], "")
    assert await pane.take_key(events.Key("down", None))
    await pane.type("2 f")
    assert pane.meaning(key("escape")) is BY_KEY[READER, "f"]
    pane.on_blur()
    assert pane.meaning(key("escape")) is BY_KEY.get((READER, "escape"))
    assert pane.done == [("down", None)]


async def test_an_action_is_carried_out_without_its_keys() -> None:
    """As from the palette: the number typed before counts, and is used up."""
    pane = Pane()
    await pane.type("7")
    for _ in range(2):
        await pane.carry_out(BY_KEY[READER, "j"])
    await pane.carry_out(BY_KEY[READER, "f"], "x")
    assert pane.done == [("down", 7), ("down", None), ("to", "x", None)]


class Field(ScopedKeys):
    """A field with keys of its own, in an application that has controllers."""

    SCOPE = HELP
    done: list[str]
    controllers: dict[str, object]

    @property
    def app(self) -> Any:  # type: ignore[override]
        """No more of it than is asked for."""
        return SimpleNamespace(controllers=self.controllers)

    def action_down(self, count: int | None) -> None:
        """Said by itself."""
        self.done.append(f"itself {count}")


class Controller:
    """Does what is not the field's own."""

    def __init__(self, done: list[str]) -> None:
        self.done = done

    async def action_down(self, count: int | None) -> None:
        """Said by the controller."""
        self.done.append(f"controller {count}")


async def test_the_keys_of_a_field_come_before_those_of_the_panes() -> None:
    """The field's that has the focus, or else the screen's; what means nothing there is left to others."""
    done: list[str] = []
    field, screen, other = Field(), Field(), Widget()
    for one in (field, screen):
        one.done, one.controllers = done, {"motion": Controller(done)}
    down = key("j")
    for focused, shown, key_, taken in (
        (field, other, down, True),
        (other, screen, down, True),
        (None, screen, down, True),
        (field, screen, down, True),
        (field, screen, key("ä"), False),
        (other, other, down, False),
        (None, other, down, False),
    ):
        before = len(done)
        app = cast("Any", SimpleNamespace(focused=focused, screen=shown))
        assert await taken_before_panes(app, key_) is taken
        assert len(done) - before == taken
    assert set(done) == {"controller None"}
    field.controllers = {}
    await field.take_key(down)
    assert done[-1] == "itself None"


def test_every_key_means_one_thing_in_a_scope(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table in which one means two is refused, with both their names; one key may mean others elsewhere."""
    assert len(BY_KEY) == sum(len(one.scopes) * len(one.keys) for one in ACTIONS)
    assert all(key in one.keys and scope in one.scopes for (scope, key), one in BY_KEY.items())
    down = next(one for one in ACTIONS if one.id == "down")
    tag = next(one for one in ACTIONS if one.id == "tag")
    monkeypatch.setattr(keys_module, "ACTIONS", (down, tag))
    assert keys_module._by_key()[READER, "j"] is down
    monkeypatch.setattr(keys_module, "ACTIONS", (down, tag, down))
    with pytest.raises(ValueError, match="j means down and down in releases"):
        keys_module._by_key()


def test_what_begins_a_sequence() -> None:
    """All of its keys but the last, and only in its scope."""
    assert begins_sequence(READER, "g") and begins_sequence(RELEASES, "g")
    assert not begins_sequence(HELP, "g")
    assert not begins_sequence(READER, "g g") and not begins_sequence(READER, "j")
    assert not begins_sequence(READER, "")


#: What says a key in a text: a key's name, or a letter before what it does.
NAMED = re.compile(
    r"\b(Ctrl\+\w|Esc|Enter|Tab|PgDn|PgUp)\b"
    r"|(?:^|[ ;.,·] ?)(?:[a-zA-Z]|g[a-zA-Z?/]) (?:saves|undoes|redoes|brings|opens|shows|ends|leaves)\b"
    r"|· g[a-zA-Z]\b"
)


def texts(path: Path) -> Iterator[str]:
    """Every string of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docs:
            yield one.value


@pytest.mark.slow
def test_no_message_names_a_key_that_may_be_another() -> None:
    """They ask the table (`key_of`, `with_key`), which has the reader's own keys."""
    named = [
        (path.name, text)
        for folder in ("app", "panes", "screens")
        for path in sorted((ROOT / "tui" / folder).rglob("*.py"))
        for text in texts(path)
        if NAMED.search(text)
    ]
    assert named == []
