"""The start of the application: what stands in the way of its first frame."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from store import add_paths, open_library
from tests.tui.terminals import OnTerminal, dateline

pytestmark = pytest.mark.skipif(os.name != "posix", reason="terminals of POSIX")

#: All of our modules that are imported before the first frame: another one makes every start longer.
OURS = """
store store.atomic store.backups store.backups.beside store.backups.daily store.backups.plans store.batches
store.faces
store.canonical store.errors store.library store.library.annotations store.library.library
store.library.library_tables store.library.preparing store.library.reading store.library.records
store.library.release_tags store.library.releases store.library.storage_kinds store.library.tags
store.meanings store.models store.row_rules store.schema store.storages store.storages.file_kinds
store.storages.handles store.storages.header store.storages.json_documents store.storages.leaves
store.storages.lock_holder store.storages.row_tables store.storages.rows store.storages.same_file
store.storages.seals store.storages.server_name store.storages.sqlite store.storages.sqlite_connections
store.storages.sqlite_file store.storages.writable
store.tables store.urls store.wording
tui tui.__main__ tui.action tui.actions tui.app tui.app.app tui.app.ending tui.app.input_queue
tui.app.theming tui.app.terminal_app tui.app.three_panes tui.cli tui.cli.naming tui.cli.screen tui.config
tui.describe tui.gate tui.help_pages tui.key_words tui.keys tui.messages tui.palette tui.panes
tui.panes.colors tui.panes.footer
tui.panes.groups tui.panes.line_list tui.panes.row_marks tui.panes.release_rows tui.panes.releases
tui.panes.side_pane
tui.reader_actions
tui.scopes tui.screen_actions tui.screen_signs tui.settings_files tui.sorts tui.steady
tui.terminal tui.terminal_driver tui.terminal_input
tui.text tui.text.directions tui.text.typesetting tui.units tui.whole_rows
"""
#: All packages of others, those that Textual needs itself among them.
OTHERS = "lazy_loader platformdirs rich textual tinydb typing_extensions"
#: Notes what is imported when the first frame has been written.
NOTING = """
from pathlib import Path
from tui.terminal_driver import TerminalDriver
write, noted = TerminalDriver.write, Path({noted!r})
def write_and_note(self, data):
    write(self, data)
    if "Harbour towns" in data and not noted.exists():
        noted.with_suffix(".part").write_text(" ".join(sys.modules))
        noted.with_suffix(".part").rename(noted)
TerminalDriver.write = write_and_note
"""


@pytest.fixture
def path(tmp_path: Path, wire: Path) -> Path:
    """A library with one release, read before, and open last."""
    path = tmp_path / "library.db"
    library = open_library(path, user="ana")
    add_paths(library, [wire])
    library.annotations.add(1, 0, 7, tags=["harbour"])
    library.close()
    return path


@pytest.fixture
def noted(path: Path, tmp_path: Path) -> Path:
    """Where it is noted what was imported."""
    return tmp_path / "modules"


@pytest.fixture
def started(path: Path, noted: Path, tmp_path: Path) -> Iterator[OnTerminal]:
    """The application, started on a terminal."""
    terminal = dateline(tmp_path, path, NOTING.format(noted=str(noted)))
    yield terminal
    terminal.close()


@pytest.mark.slow
def test_what_is_imported_before_the_first_frame(started: OnTerminal, noted: Path) -> None:
    """No more of ours, and no other package of others, than stands in the list."""
    started.until(noted.exists)
    loaded = set(noted.read_text().split())
    bare = [sys.executable, "-c", "import sys; print(*sys.modules)"]
    of_python = set(subprocess.run(bare, capture_output=True, text=True, check=True).stdout.split())
    names = {name for name in loaded - of_python if name.partition(".")[0] not in sys.stdlib_module_names}
    ours = {name for name in names if name.partition(".")[0] in ("store", "tui")}
    assert ours == set(OURS.split())
    assert {name.partition(".")[0] for name in names - ours} == set(OTHERS.split())


@pytest.mark.slow
def test_what_is_typed_before_the_first_frame_is_taken_in_order(started: OnTerminal) -> None:
    """Enter opens the release, w goes on by a word, c writes a note on it: typed before anything is there."""
    started.until(lambda: 2004 in started.set_modes)  # before that the terminal itself edits lines
    started.send(b"\rwc")
    started.until_shown("Enter keep")
