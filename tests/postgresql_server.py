"""A PostgreSQL server of the tests' own: in a folder of its own, reached by a socket there."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

#: The account that databases belong to.
USER = "team"
_SECONDS = 60
#: What prctl(2) calls the signal that comes when the parent ends, however it does.
_PDEATHSIG = 1


def programs() -> Path | None:
    """The folder of the newest server that is installed, by Debian or on the path; None without one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda one: int(one.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Server:
    """One that runs, with a database ``one``.

    Args: its folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def name(self, database: str = "one", *, password: str = "", user: str = USER) -> str:
        """What opens a library in the database."""
        given = f"{user}:{password}" if password else user
        return f"postgresql://{given}@/{database}?host={self.folder}"

    def run(self, *statements: str, database: str = "one") -> list[tuple[object, ...]]:
        """What the last statement finds."""
        with psycopg.connect(self.name(database), autocommit=True) as connection:
            for statement in statements:
                cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description is not None else []

    def empty(self, database: str = "one") -> None:
        """Ends who is connected to a database, and takes the library in it away; makes the database."""
        if self.run(f"SELECT 1 FROM pg_database WHERE datname = '{database}'", database="postgres"):
            self.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                "DROP SCHEMA IF EXISTS dateline CASCADE",
                database=database,
            )
        else:
            self.run(f"CREATE DATABASE {database}", database="postgres")


@contextmanager
def serving(bin_folder: Path) -> Iterator[Server]:
    """A server that is there as long as the block, and no longer than this process."""
    # A socket's path may have a hundred bytes: pytest's folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    as_another = _as_another(folder)
    data = folder / "data"
    try:
        subprocess.run(
            [bin_folder / "initdb", "-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--locale=C",
             "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_another,
        )  # fmt: skip
        settings = {
            "listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off",
            "max_connections": "30", "shared_buffers": "16MB", "autovacuum": "off",
        }  # fmt: skip
        given = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        server = subprocess.Popen(
            [bin_folder / "postgres", "-D", data, *given],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
            preexec_fn=_end_with_parent, **as_another,
        )  # fmt: skip
        try:
            _wait(Server(folder))
            yield Server(folder)
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_another(folder: Path) -> dict[str, Any]:
    """How processes run as Debian's user for servers, who gets the folder: root may run none."""
    if os.getuid():
        return {}
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _end_with_parent() -> None:
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(_PDEATHSIG, signal.SIGQUIT)


def _wait(server: Server) -> None:
    until = time.monotonic() + _SECONDS
    while True:
        try:
            server.empty()
            return
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
