"""A whole journey in a real terminal: import, read, tag, quit, kill, reopen, export."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Terminal:
    """A tmux session of its own, driven by keys and read as text."""

    def __init__(self, name: str, folder: Path) -> None:
        self._name = name
        self._folder = folder
        self._sessions = 0
        self._tmux: list[str] = []
        self.renew()

    def renew(self) -> None:
        """A fresh terminal of 120 by 32 in place of the one there."""
        self.close()
        self._sessions += 1
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
        for size in ("COLUMNS", "LINES"):  # they would be believed before the terminal itself
            environment.pop(size, None)
        self._tmux = ["tmux", "-L", f"{self._name}-{self._sessions}", "-f", "/dev/null"]
        subprocess.run(
            [*self._tmux, "new-session", "-d", "-x", "120", "-y", "32", "sh"],
            check=True, cwd=self._folder,
            env=environment,
        )  # fmt: skip

    def run(self, *arguments: str) -> None:
        """Starts ``dateline`` in the session."""
        line = " ".join([sys.executable, "-m", "tui", *arguments])
        self.keys("-l", f"{line}; echo ended:$?")
        self.keys("Enter")

    def keys(self, *keys: str) -> None:
        """Sends keys by tmux's names; ``-l`` first for letters as they are."""
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def screen(self) -> str:
        """What is to be seen."""
        shown = subprocess.run([*self._tmux, "capture-pane", "-p"], check=True, capture_output=True)
        return shown.stdout.decode()

    def wait(self, holds: Callable[[str], bool]) -> str:
        """The screen once the condition holds; fails after `PATIENCE` seconds."""
        until = time.monotonic() + PATIENCE
        while not holds(shown := self.screen()):
            assert time.monotonic() < until, f"waited in vain; the screen shows\n{shown}"
            time.sleep(0.05)  # between two looks, not instead of one
        return shown

    def close(self) -> None:
        """Ends the session and all in it."""
        if self._tmux:
            subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in an empty folder."""
    session = Terminal(f"dateline-{os.getpid()}-{tmp_path.name}", tmp_path)
    yield session
    session.close()


def dateline(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the command line to its end."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def process_of(library: str) -> int:
    """The id of the one process that has the application open on the library."""
    found = subprocess.run(
        ["pgrep", "-f", f"tui --library {library}$"], capture_output=True, text=True, check=True
    )
    (pid,) = found.stdout.split()
    return int(pid)


EXPECTED = re.compile(
    r"""---
title: Harbour towns agree on a shared ferry
place: LISBON
date: '2025-03-14'
agency: ALN
byline: Rui Costa
source: wire\.txt
id: 1
modified: '\S+'
tags:
- ferries
- promises
---

<!-- dateline release-1 [0-9a-f]{8} [0-9a-f]{16} -->
# Harbour towns agree on a shared ferry
<!-- /dateline [0-9a-f]{16} -->

<!-- dateline annotation-1 -->
> Three harbour towns agreed on Friday to run one ferry between them\.

\^annotation-1

ALN, LISBON, 2025-03-14

#ferries · paragraph 2, characters 67–134

`dateline read --at annotation-1` · \[dateline:annotation-1\]\(dateline:annotation-1\)
<!-- /dateline [0-9a-f]{16} -->

<!-- dateline annotation-2 -->
> “It will be on time,” she added\.

\^annotation-2

ALN, LISBON, 2025-03-14

#promises · paragraph 4, characters 227–259

`dateline read --at annotation-2` · \[dateline:annotation-2\]\(dateline:annotation-2\)
<!-- /dateline [0-9a-f]{16} -->

<!-- Exported by Dateline, checksum [0-9a-f]{64} -->
"""
)


@pytest.mark.slow
def test_what_was_tagged_survives_kill_9_and_is_exported(
    terminal: Terminal, wire: Path, tmp_path: Path
) -> None:
    """Every change the screen showed as done is in the library after a kill, and in the Markdown."""
    library = str(tmp_path / "journey.db")
    added = dateline(tmp_path, "add", str(wire), "--library", library)
    assert added.stdout == "1 added, 0 unchanged, 0 updated, 0 refused\n"

    terminal.run("--library", library)
    terminal.wait(lambda shown: "Harbour towns agree" in shown and "Enter open" in shown)
    terminal.keys("Enter")
    terminal.wait(lambda shown: "LISBON · 14 March 2025 · ALN" in shown)
    terminal.keys("}", "V")
    terminal.wait(lambda shown: "SELECT sentence  12 words" in shown)
    terminal.keys("t")
    terminal.wait(lambda shown: "another tag" in shown)
    terminal.keys("-l", "ferries")
    terminal.wait(lambda shown: "new tag ferries" in shown)
    terminal.keys("Enter")
    terminal.wait(lambda shown: "Tagged #ferries" in shown)
    terminal.keys("q")
    terminal.wait(lambda shown: "ended:0" in shown)

    terminal.renew()
    terminal.run("--library", library)
    terminal.wait(lambda shown: "◆1" in shown and "Enter open" in shown)
    terminal.keys("Enter", "}", "}", "V", "t")  # it opens where it was left
    terminal.wait(lambda shown: "Tag “It will be on time,”" in shown)
    terminal.keys("-l", "promises")
    terminal.wait(lambda shown: "new tag promises" in shown)
    terminal.keys("Enter")
    terminal.wait(lambda shown: "Tagged #promises" in shown)
    os.kill(process_of(library), signal.SIGKILL)
    terminal.wait(lambda shown: "ended:137" in shown)

    terminal.renew()
    terminal.run("--library", library)
    terminal.wait(lambda shown: "◆2" in shown and "promises" in shown)
    terminal.keys("q")
    terminal.wait(lambda shown: "ended:0" in shown)

    exported = dateline(tmp_path, "export", "1", "--output", "out.md", "--library", library)
    assert exported.returncode == 0, exported.stderr
    markdown = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert EXPECTED.fullmatch(markdown), markdown


@pytest.mark.slow
def test_keys_written_at_once_are_taken_in_order(terminal: Terminal, wire: Path, tmp_path: Path) -> None:
    """A prompt ends with its Enter; what follows meets the reader, and what follows ``q`` nothing."""
    library = str(tmp_path / "burst.db")
    dateline(tmp_path, "add", str(wire), "--library", library)
    terminal.run("--library", library)
    terminal.wait(lambda shown: "Harbour towns agree" in shown and "Enter open" in shown)
    terminal.keys("-l", "\r}Vtalpha\r)jVtbeta\rcA note\rqsx")
    terminal.wait(lambda shown: "ended:0" in shown)
    shown = json.loads(dateline(tmp_path, "show", "1", "--json", "--library", library).stdout)
    made = [(one["tags"], one["note"]) for one in shown["annotations"]]
    assert made == [(["alpha"], ""), (["beta"], "A note")]
    assert not shown["starred"]


@pytest.mark.slow
def test_what_is_found_is_tagged_renamed_and_kept_as_a_view(
    terminal: Terminal, wire: Path, tmp_path: Path
) -> None:
    """A word is found, three hits are tagged, the tag's passages seen, it is renamed, that is undone."""
    library = str(tmp_path / "found.db")
    second = tmp_path / "second.txt"
    second.write_text("Ferry fares\n\nA ferry sails at noon. Nobody waits.\n", encoding="utf-8")
    dateline(tmp_path, "add", str(wire), str(second), "--library", library)
    terminal.run("--library", library)
    terminal.wait(lambda shown: "Harbour towns agree" in shown and "Enter open" in shown)
    terminal.keys("g", "/")
    terminal.wait(lambda shown: "Enter results" in shown)
    terminal.keys("-l", "ferry")
    terminal.wait(lambda shown: "1 Releases 2" in shown and "2 Text 4" in shown)
    terminal.keys("Enter", "2")
    terminal.wait(lambda shown: "Enter open" in shown and "A ferry sails" in shown)
    for number in range(3):
        terminal.keys("t")
        terminal.wait(lambda shown: "Tag “" in shown)
        terminal.keys("-l", "boats")
        terminal.wait(lambda shown: "boats" in shown.partition("Tag “")[2])
        terminal.keys("Enter")
        terminal.wait(lambda shown: "Tagged #boats" in shown)
        terminal.keys("j", "j") if number else terminal.keys("j")
    terminal.keys("Escape", "T")
    terminal.wait(lambda shown: "boats" in shown and "Enter passages" in shown)
    terminal.keys("Enter")
    terminal.wait(lambda shown: "#boats" in shown and "passages" in shown)
    terminal.keys("Escape", "r")
    terminal.wait(lambda shown: "accept" in shown)
    terminal.keys("C-u")
    terminal.keys("-l", "ships")
    terminal.keys("Enter")
    terminal.wait(lambda shown: "ships" in shown and "Enter passages" in shown)
    terminal.keys("u")
    terminal.wait(lambda shown: "boats" in shown and "ships" not in shown.partition("Undone")[0])
    terminal.keys("Escape")
    terminal.wait(lambda shown: "Enter open" in shown)
    terminal.keys("q")
    terminal.wait(lambda shown: "ended:0" in shown)

    found = dateline(tmp_path, "find", "--in", "passages", "tag:boats", "--json", "--library", library)
    passages = json.loads(found.stdout)
    assert passages and all("ferry" in one["text"].casefold() for one in passages)
    saved = dateline(tmp_path, "view", "save", "Boats", "tag:boats", "--library", library)
    assert saved.returncode == 0, saved.stderr
    listed = json.loads(dateline(tmp_path, "list", "--view", "Boats", "--json", "--library", library).stdout)
    ids = [str(one["id"]) for one in listed]
    exported = dateline(tmp_path, "export", *ids, "--output", "notes", "--library", library)
    assert exported.returncode == 0 and len(list((tmp_path / "notes").iterdir())) == len(ids) > 0
