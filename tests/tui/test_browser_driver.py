"""In a browser: what is typed is kept however the tab goes, and a paste is text."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import add_paths, open_library
from tests.tui.in_browser import InBrowser
from tests.tui.terminals import PATIENCE
from tui.drafts import Drafts

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals and pipes of POSIX"),
]

TYPED = "half a thought"


@pytest.fixture
def path(tmp_path: Path, wire: Path) -> Path:
    """A library with one release."""
    path = tmp_path / "library.db"
    library = open_library(path, user="ana")
    add_paths(library, [wire])
    library.close()
    return path


@pytest.fixture
def browser(path: Path) -> Iterator[InBrowser]:
    """The application in a browser, with a note begun."""
    browser = InBrowser(path)
    browser.until_shown("Harbour towns")
    browser.send("\rw")
    browser.until_shown("c note")
    browser.send("c")
    browser.until_shown("Enter keep")
    browser.send(TYPED)
    browser.until_shown(TYPED)
    yield browser
    browser.close()


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        (lambda browser: browser.say(type="quit"), signal.SIGHUP),
        (InBrowser.say_no_more, signal.SIGHUP),
        (InBrowser.look_away, signal.SIGHUP),
        (lambda browser: browser.process.send_signal(signal.SIGTERM), signal.SIGTERM),
    ],
    ids=["tab", "input", "output", "signal"],
)
def test_what_was_typed_is_kept(
    browser: InBrowser, path: Path, ends: Callable[[InBrowser], None], code: int
) -> None:
    """Where the tab is closed, where a pipe of the server's is, and at a signal."""
    ends(browser)
    assert browser.process.wait(PATIENCE) == 128 + code
    drafts = Drafts(path)
    drafts.take_over()
    assert [one.text for one in drafts.all()] == [TYPED]
    drafts.close()


def test_a_paste_is_text(browser: InBrowser) -> None:
    """Also one that holds the mark of a paste's end, and keys behind it."""
    browser.send("\x1b[200~ and\x1b[201~ more\rX\x1b[201~")
    browser.until_shown(f"{TYPED} and")
    browser.until_shown("more")
    browser.until_shown("Enter keep")


def test_a_key_to_suspend_says_that_there_is_no_shell(browser: InBrowser) -> None:
    """Nor is there room for an editor; the words that were typed stand there still."""
    browser.send("\x1a")
    browser.until_shown("no shell to go back to")
    browser.until_shown(TYPED)


def test_a_copy_goes_to_the_browsers_clipboard(browser: InBrowser) -> None:
    """By OSC 52, with no program of the computer that serves, and without what tmux asks for."""
    browser.send("\x1b[200~.\x1b[201~\r")
    browser.until_shown("undo")
    browser.send("y")
    browser.until_shown("Copied by your browser")
    assert b"\x1b]52;c;" in browser.written and b"\x1bPtmux" not in browser.written
