"""The program as a process for each command, for the price of one start: one process reads its modules and
divides.

What a start itself does, imports and the encodings of its streams, is looked at in starts of its own.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

_ROOT = Path(__file__).resolve().parents[1]
#: Bytes that arguments and variables may take.
_MOST = 2**20
_SERVER = f"""
import atexit, importlib, json, os, pkgutil, runpy, socket, sys
import tui.cli
for module in pkgutil.iter_modules(tui.cli.__path__, "tui.cli."):
    importlib.import_module(module.name)
asked = socket.socket(fileno=int(sys.argv[1]))
while True:
    message, streams, _, _ = socket.recv_fds(asked, {_MOST}, 3)
    if not message:
        os._exit(0)
    child = os.fork()
    if child == 0:
        break
    for stream in streams:
        os.close(stream)
    _, status = os.waitpid(child, 0)
    asked.sendall(str(os.waitstatus_to_exitcode(status)).encode())
asked.close()
for number, stream in enumerate(streams):
    os.dup2(stream, number)
    os.close(stream)
given = json.loads(message)
os.environ.clear()
os.environ.update(given["variables"])
os.chdir(given["folder"])
sys.stdin = open(0, encoding="utf-8", errors="surrogateescape")
sys.stdout = open(1, "w", encoding="utf-8", errors="surrogateescape")
sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
sys.argv = ["dateline", *given["arguments"]]
try:
    runpy.run_module("tui", run_name="__main__")
except SystemExit as ended:
    # Freeing all the modules one by one would take longer than most commands.
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(ended.code or 0)
"""


class Divided:
    """Runs commands, one at a time, each in a process of its own on UTF-8 streams."""

    def __init__(self, asking: socket.socket) -> None:
        self._asking = asking

    def code(
        self, arguments: Sequence[str | bytes | Path], variables: Mapping[str, str], folder: Path, stream: int
    ) -> int:
        """Runs ``dateline`` with no input and both outputs in a stream; gives its exit code."""
        with Path(os.devnull).open() as nothing:
            return self._run(arguments, variables, folder, [nothing.fileno(), stream, stream])

    def completed(
        self, arguments: Sequence[str | bytes | Path], variables: Mapping[str, str], folder: Path
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs ``dateline`` with no input; what it wrote, and its exit code."""
        with Path(os.devnull).open() as nothing, TemporaryFile() as out, TemporaryFile() as err:
            streams = [nothing.fileno(), out.fileno(), err.fileno()]
            code = self._run(arguments, variables, folder, streams)
            return subprocess.CompletedProcess([*arguments], code, _written(out), _written(err))

    def _run(
        self,
        arguments: Sequence[str | bytes | Path],
        variables: Mapping[str, str],
        folder: Path,
        streams: list[int],
    ) -> int:
        given = {
            "arguments": [os.fsdecode(one) for one in arguments],
            "variables": {**variables},
            "folder": str(folder),
        }
        message = json.dumps(given).encode()
        assert len(message) < _MOST
        socket.send_fds(self._asking, [message], streams)
        return int(self._asking.recv(64))


def _written(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


@contextmanager
def dividing() -> Iterator[Divided]:
    """Starts the process that divides, and ends it."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        server = subprocess.Popen(
            [sys.executable, "-c", _SERVER, str(theirs.fileno())],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        yield Divided(ours)
    server.wait()
