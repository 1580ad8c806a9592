"""The program on terminals, for the price of one start: one process reads its modules, and divides.

Each command is a process and a session of its own, on its own terminal, and ends as any other does. What a
start itself does is looked at in starts of its own. (`tests.divided` has this for commands without a
terminal, one at a time.)
"""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT, WIRE

#: Bytes that arguments and variables may take.
_MOST = 2**20
#: Of each process that is asked for one more waits for its end, and tells of it.
_SERVER = f"""
import fcntl, gc, importlib, json, os, pathlib, pkgutil, socket, sys, tempfile, termios, threading
import tui.__main__, tui.cli.screen, textual.drivers.linux_driver
for package in ("tui.app", "tui.panes", "tui.screens"):
    found = importlib.import_module(package)
    for module in pkgutil.walk_packages(found.__path__, package + "."):
        importlib.import_module(module.name)
import store, store.structure
with tempfile.TemporaryDirectory() as folder:  # what is read of a text has its patterns made
    path = pathlib.Path(folder, "wire.txt")
    path.write_text(sys.argv[2], encoding="utf-8")
    library = store.open_library(path.with_name("library.db"))
    store.add_paths(library, [path])
    store.structure.quotations_of(library.releases.text(1))
    library.close()
assert threading.active_count() == 1
gc.freeze()

def begin(terminal, telling, arguments, variables, folder, controlling, code):
    os.close(telling)
    os.setsid()
    for stream in range(3):
        os.dup2(terminal, stream)
    os.close(terminal)
    if controlling:
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(folder)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", errors="surrogateescape")
    sys.stdout = sys.__stdout__ = open(1, "w", encoding="utf-8", errors="surrogateescape")
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)
    sys.argv = ["dateline", *arguments]
    exec(code, {{}})
    tui.__main__.main()

asked = socket.socket(fileno=int(sys.argv[1]))
keepers = []
while True:
    message, handed, _, _ = socket.recv_fds(asked, {_MOST}, 2)
    if not message:
        break
    terminal, telling = handed
    keeper = os.fork()
    if keeper == 0:
        asked.close()
        child = os.fork()
        if child == 0:
            begin(terminal, telling, **json.loads(message))
            sys.exit()
        os.close(terminal)
        os.write(telling, b"%d " % child)
        _, status = os.waitpid(child, 0)
        os.write(telling, b"%d" % os.waitstatus_to_exitcode(status))
        os._exit(0)
    os.close(terminal)
    os.close(telling)
    keepers.append(keeper)
    keepers = [one for one in keepers if os.waitpid(one, os.WNOHANG) == (0, 0)]
"""


class Started:
    """A process that was divided off: what of `subprocess.Popen` whoever looks at it needs."""

    def __init__(self, told: socket.socket) -> None:
        """Args: told: says its number, and its exit code once it has ended."""
        self._told = told
        self.returncode: int | None = None
        """The exit code, negative for a signal that killed it; None while it runs."""
        number, _, ended = told.recv(64).partition(b" ")
        self.pid = int(number)
        """Its number."""
        self._note(ended)

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Waits for the end; gives the exit code. Raises TimeoutError after so many seconds."""
        code = self._wait(timeout)
        if code is None:
            raise TimeoutError
        return code

    def send_signal(self, number: int) -> None:
        """Sends it a signal, while it runs."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _wait(self, seconds: float | None) -> int | None:
        if self.returncode is None and select.select([self._told], [], [], seconds)[0]:
            self._note(self._told.recv(64))
        return self.returncode

    def _note(self, code: bytes) -> None:
        if code:
            self.returncode = int(code)
            self._told.close()


class Starting:
    """Starts the program, each time in a process of its own."""

    def __init__(self, asking: socket.socket) -> None:
        self._asking = asking

    def start(
        self,
        arguments: Sequence[str],
        variables: Mapping[str, str],
        folder: Path,
        terminal: int,
        *,
        controlling: bool,
        code: str,
    ) -> Started:
        """Starts ``dateline`` on a terminal, after code that changes what the program is.

        Args:
            arguments: without the name of the command.
            variables: all of its environment.
            folder: where it runs.
            terminal: a descriptor of it.
            controlling: whether the terminal sends it signals.
            code: what is run before, if anything.
        """
        given = {
            "arguments": [*arguments],
            "variables": {**variables},
            "folder": str(folder),
            "controlling": controlling,
            "code": code,
        }
        message = json.dumps(given).encode()
        assert len(message) < _MOST
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._asking, [message], [terminal, theirs.fileno()])
        return Started(ours)


@contextmanager
def starting(variables: Mapping[str, str]) -> Iterator[Starting]:
    """Starts the process that divides, with this environment, and ends it."""
    ours, theirs = socket.socketpair(type=socket.SOCK_SEQPACKET)
    with ours, theirs:
        command = [sys.executable, "-c", _SERVER, str(theirs.fileno()), WIRE]
        server = subprocess.Popen(command, cwd=ROOT, env=dict(variables), pass_fds=[theirs.fileno()])
        theirs.close()
        yield Starting(ours)
    server.wait()
