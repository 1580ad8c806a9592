"""What is flushed to the disk before a change is acknowledged, so that it survives a power cut."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from store import Library, add_paths, open_library
from store.backups.copies import take
from tests.conftest import ROOT

#: Makes a library and changes it; each line it prints is an acknowledgement.
CHANGE = """
import sys
from itertools import pairwise
from pathlib import Path
from store import add_paths, open_library
from store.backups.copies import take
library = open_library(sys.argv[1], user="ana")
print("ack opened", flush=True)
add_paths(library, [Path(sys.argv[2])])
print("ack added", flush=True)
made = library.annotations.add(1, 0, 5, tags=["one"], note="n")
print("ack annotated", flush=True)
library.annotations.edit(made.id, note="other")
print("ack edited", flush=True)
library.history.undo()
print("ack undone", flush=True)
take(library.path, "manual")
print("ack backed up", flush=True)
"""
_CALL = re.compile(r"\b(fsync|fdatasync|rename|renameat2?|unlink(?:at)?|write|pwrite64)\((.*)\)\s+= (-?\d+)")
_DESCRIPTOR = re.compile(r"\d+<([^>]*)>")
_NAMES = re.compile(r'"((?:[^"\\]|\\.)*)"')


def traced(path: Path, wire: Path, log: Path) -> list[tuple[str, str]]:
    """The calls of the process in order: what was called, and the file or what was acknowledged."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,write,pwrite64"
    command = ["strace", "-f", "-y", "-s", "200", "-e", calls, "-o", str(log)]
    child = subprocess.run(
        [*command, sys.executable, "-c", CHANGE, str(path), str(wire)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "ack" not in child.stdout:
        pytest.skip(f"strace is not permitted here: {child.stderr[-200:]}")
    assert child.stdout.count("ack ") == 6, child.stderr
    return [one for line in log.read_text(errors="replace").splitlines() for one in _call(line)]


def _call(line: str) -> list[tuple[str, str]]:
    match = _CALL.search(line)
    if match is None or int(match[3]) < 0:
        return []
    name, arguments = match[1], match[2]
    if name.startswith(("rename", "unlink")):
        return [(name[:6], _NAMES.findall(arguments)[-1])]
    file = _DESCRIPTOR.match(arguments)
    if name == "write" and "ack " in arguments:
        return [("ack", arguments)]
    return [(name.replace("pwrite64", "write").replace("fdatasync", "fsync"), file[1])] if file else []


def unflushed(calls: list[tuple[str, str]], folder: Path) -> list[str]:
    """What was written or renamed in the folder and not yet flushed, at each acknowledgement."""
    found: list[str] = []
    written: dict[str, None] = {}
    for what, file in calls:
        if what == "ack":
            found += [f"{one} at {file}" for one in written]
        elif not file.startswith(str(folder)) or file.endswith(("-shm", ".lock")):
            continue
        elif what in ("fsync", "unlink"):
            written.pop(file, None)
        elif what == "rename":
            # Its bytes were to be flushed under the former name; the new name is in the folder.
            written[str(Path(file).parent)] = None
        else:
            written[file] = None
    return found


@pytest.mark.slow
def test_sqlite_flushes_before_it_acknowledges(tmp_path: Path, wire: Path) -> None:
    """At each acknowledgement nothing written to the log, the file or a backup waits to be flushed."""
    folder = tmp_path / "there"
    calls = traced(folder / "library.db", wire, tmp_path / "log")
    acknowledged = [at for at, (what, _) in enumerate(calls) if what == "ack"]
    logs = [at for at, call in enumerate(calls) if call == ("fsync", str(folder / "library.db-wal"))]
    for before, after in pairwise(acknowledged[:5]):
        assert [at for at in logs if before < at < after], "a change was acknowledged that is not in the log"
    assert unflushed(calls, folder) == []
    assert ("fsync", str(folder / "library.db.backups")) in calls


@pytest.mark.slow
def test_json_flushes_before_it_acknowledges(tmp_path: Path, wire: Path) -> None:
    """The file before it is renamed, and its folder after that."""
    folder = tmp_path / "there"
    calls = traced(folder / "library.json", wire, tmp_path / "log")
    assert unflushed(calls, folder) == []
    assert calls.count(("rename", str(folder / "library.json"))) >= 4


def _file(descriptor: int) -> str:
    return str(Path(f"/proc/self/fd/{descriptor}").readlink())


class Recorder:
    """Records what Python itself flushes and renames."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls: list[tuple[str, str]] = []
        fsync, replace, write = os.fsync, Path.replace, os.write

        def flushed(descriptor: int) -> None:
            fsync(descriptor)
            self.calls.append(("fsync", _file(descriptor)))

        def replaced(path: Path, target: Path) -> Path:
            self.calls.append(("rename", str(target)))
            return replace(path, target)

        def written(descriptor: int, data: bytes) -> int:
            self.calls.append(("write", _file(descriptor)))
            return write(descriptor, data)

        monkeypatch.setattr(os, "fsync", flushed)
        monkeypatch.setattr(Path, "replace", replaced)
        monkeypatch.setattr(os, "write", written)

    def unflushed(self, folder: Path) -> list[str]:
        """What a power cut at this moment could take away."""
        return unflushed([*self.calls, ("ack", "now")], folder)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_what_python_writes_is_flushed(
    tmp_path: Path, wire: Path, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    """A JSON library's every change, and a backup of either kind, without a tool that looks from outside."""
    recorder = Recorder(monkeypatch)
    other = open_library(tmp_path / "library.json", user="ana")
    add_paths(other, [wire])
    for act in (
        lambda: other.annotations.add(1, 0, 5, note="n"),
        other.history.undo,
        lambda: take(other.path, "manual"),
        lambda: take(library.path, "manual"),
    ):
        recorder.calls.clear()
        act()
        assert [what for what, _ in recorder.calls if what == "fsync"]
        assert recorder.unflushed(tmp_path) == []
        renamed = next(at for at, (what, _) in enumerate(recorder.calls) if what == "rename")
        folder = str(Path(recorder.calls[renamed][1]).parent)
        assert ("fsync", folder) in recorder.calls[renamed:]
        assert "fsync" in [what for what, _ in recorder.calls[:renamed]]
    other.close()


def test_every_commit_is_full(library: Library) -> None:
    """The connection that writes waits for the disk at each commit (``synchronous=FULL``)."""
    with library.transaction(), library.tables.storage.index_connection() as connection:  # type: ignore[union-attr]
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
