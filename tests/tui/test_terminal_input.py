"""What a terminal sends: pastes are text, all else is keys."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import pairwise
from selectors import SelectorKey, SelectSelector
from threading import Thread

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual import events
from textual.message import Message

from tui import terminal_input
from tui.terminal_input import PastingDriver, TerminalParser, _Bell

START, END = "\x1b[200~", "\x1b[201~"
#: What a paste may hold to be taken for keys.
PIECES = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        [START, "\x1b", "\x1b[A", "\x1b[", "\x1b]52;c;eA==\x07", "\x1bOP", "q", "~", "\x9b", "\x00", "\r"]
    ),
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)


def read(chunks: Sequence[str]) -> Iterator[Message]:
    """What is made of what comes, with a pause after it that is long enough."""
    parser = TerminalParser()
    for chunk in chunks:
        if chunk:  # nothing would mean the end
            yield from parser.feed(chunk)
    parser._timeout_time = None if parser._timeout_time is None else 0.0
    yield from parser.tick()


def cut(text: str, places: list[int]) -> list[str]:
    """The text in pieces."""
    edges = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    return [text[start:end] for start, end in pairwise(edges)]


def told(messages: Iterator[Message]) -> list[str]:
    """Keys by their names, pastes as they are."""
    return [
        one.key if isinstance(one, events.Key) else f"paste {one.text}"
        for one in messages
        if isinstance(one, (events.Key, events.Paste))
    ]


@given(TEXTS, st.lists(st.integers(0, 200), max_size=6))
@example("a\x1b[201~q\rb", [])
@example("\x1b" * 3 + "x" * 40, [])
@example("\x1b", [7])
def test_a_paste_is_text_whatever_it_holds(text: str, places: list[int]) -> None:
    """One paste with just that text, no key, however it is cut into reads."""
    assert told(read(cut(f"{START}{text}{END}", places))) == [f"paste {text}"]


@given(TEXTS, TEXTS)
def test_a_mark_of_the_end_within_a_paste_is_text(before: str, after: str) -> None:
    """What comes after it at once and is ended once more was pasted, unless another paste begins in it."""
    pasted = before + END + after.replace(START, "")
    assert told(read([f"{START}{pasted}{END}"])) == [f"paste {pasted}"]


def test_keys_after_a_paste_are_keys_and_in_order() -> None:
    """Before, between and after pastes, sent at once."""
    sent = f"a{START}one{END}b\x1b[A{START}two{END}\r"
    assert told(read([sent])) == ["a", "paste one", "b", "up", "paste two", "enter"]


def test_a_paste_waits_for_no_longer_than_the_mouse_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    """Moves of the mouse that come without a pause hold it up for a moment only."""
    now = iter([0.0, *[0.05] * 20, *[1.0] * 99])
    monkeypatch.setattr(terminal_input, "monotonic", lambda: next(now))
    parser = TerminalParser()
    found = list(parser.feed(f"{START}one{END}" + "\x1b[<35;10;10M" * 5))
    assert told(iter(found)) == ["paste one"]
    assert [type(one) for one in found[1:]] == [events.MouseMove] * (len(found) - 1) != []


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=20))
def test_what_is_typed_is_keys(text: str) -> None:
    """Each character one key with that character."""
    keys = [one for one in read([text]) if isinstance(one, events.Key)]
    assert "".join(one.character or "" for one in keys) == text


#: What terminals send for one key, with its name here.
SEQUENCES = {
    "\x1b[A": "up", "\x1bOA": "up", "\x1b[3~": "delete", "\x1b[1;5C": "ctrl+right", "\x1bOP": "f1",
    "\x1b[Z": "shift+tab", "\x1b[15~": "f5", "\x1b[27u": "escape", "\x1b[106;5u": "ctrl+j",
    "\x1b[106;3u": "alt+j", "\x1b\r": "alt+enter", "\x1b[<0;3;4M": None, "\x1b[I": None,
}  # fmt: skip
#: Keys of one character; CSI and SS3 begin with Esc and one of the two left out.
PLAIN = st.sampled_from([*"jkxqtGV1)]{é", " ", "中"])
TYPED = st.one_of(PLAIN, st.just("\x1b"), st.sampled_from(list(SEQUENCES)))
NAMES = {" ": "space", ")": "right_parenthesis", "]": "right_square_bracket", "{": "left_curly_bracket"}


@given(st.lists(TYPED, max_size=12), st.lists(st.integers(0, 200), max_size=6))
@example(["\x1b", "j", "j", "j"], [])
@example(["\x1b", "\x1b[A", "\x1b", "1"], [2])
def test_esc_and_the_key_after_it_are_two_keys(typed: list[str], places: list[int]) -> None:
    """However the bytes are cut, all keys come in order; sequences stay one key each."""
    told_of = [name for one in typed if (name := SEQUENCES.get(one, _name(one))) is not None]
    assert told(read(cut("".join(typed), places))) == told_of


def _name(key: str) -> str:
    return "escape" if key == "\x1b" else NAMES.get(key, key)


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("\x1b[x", ["escape", "left_square_bracket", "x"]),
        ("\x1b[3jG", ["escape", "left_square_bracket", "3", "j", "G"]),
        ("\x1bOz", ["escape", "O", "z"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1b[3\x1b[A", ["escape", "left_square_bracket", "3", "up"]),
        ("\x1b\t\x1b\x7f", ["escape", "tab", "escape", "backspace"]),
        ("\x1bb\x1bf", ["escape", "b", "escape", "f"]),
        ("\x1b\rx", ["alt+enter", "x"]),
        ("\x1b", ["escape"]),
    ],
)
def test_what_is_no_sequence_is_the_keys_typed(sent: str, keys: list[str]) -> None:
    """None is lost or taken for another, also where a sequence seemed to begin."""
    assert told(read([sent])) == keys
    assert told(read(list(sent))) == keys


def test_esc_waits_for_a_sequence_no_longer_than_one_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal is looked at again when the wait is over, not only when something comes."""
    asked: list[float | None] = []
    told: list[Message] = []
    select = SelectSelector.select

    def recorded(selector: SelectSelector, timeout: float | None) -> list[tuple[SelectorKey, int]]:
        asked.append(timeout)
        return select(selector, timeout)

    def take(message: Message) -> None:
        told.append(message)
        driver.exit_event.set()

    monkeypatch.setattr(SelectSelector, "select", recorded)
    reading, writing = os.pipe()
    driver = PastingDriver.__new__(PastingDriver)
    driver.fileno, driver._debug = reading, False
    driver.exit_event = _Bell()
    monkeypatch.setattr(driver, "process_message", take)
    os.write(writing, b"\x1b")
    driver.run_input_thread()
    for end in (reading, writing):
        os.close(end)
    assert [one.key for one in told if isinstance(one, events.Key)] == ["escape"]
    first, second, *_ = asked
    assert first is None
    assert second is not None and 0 <= second <= 0.02


def test_the_end_is_heard_though_nothing_comes() -> None:
    """Who waits for the terminal waits for the bell too; rung and taken back it can be rung again."""
    reading, writing = os.pipe()
    driver = PastingDriver.__new__(PastingDriver)
    driver.fileno, driver._debug = reading, False
    driver.exit_event = _Bell()
    for _ in range(2):
        thread = Thread(target=driver.run_input_thread, daemon=True)
        thread.start()
        driver.exit_event.set()
        thread.join(60)
        assert not thread.is_alive()
        driver.exit_event.clear()
    for end in (reading, writing):
        os.close(end)
