"""The server for browsers: whom it answers, and that it answers with the application, to the end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store import add_paths, open_library
from tests.conftest import ROOT
from tests.tui.terminals import PATIENCE

aiohttp = pytest.importorskip("aiohttp", reason="the extra is not installed")
web_server = pytest.importorskip("tui.cli.web_server", reason="the extra is not installed")

from aiohttp.test_utils import TestClient, TestServer  # noqa: E402 - where it is installed

NAME = socket.gethostname()


@pytest.mark.parametrize(
    ("bound", "host", "origin", "answered"),
    [
        ("127.0.0.1", "127.0.0.1:8000", "", True),
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("127.0.0.1", "localhost:9000", "http://localhost:9000", True),  # through a tunnel
        ("127.0.0.1", "LOCALHOST:9000", "http://localhost:9000", True),
        ("127.0.0.1", "[::1]:8000", "http://[::1]:8000", True),
        ("127.0.0.1", "127.0.0.1:8000", "http://127.0.0.1:3000", False),
        ("127.0.0.1", "127.0.0.1:8000", "https://evil.example", False),
        ("127.0.0.1", "127.0.0.1:8000", "null", False),
        ("127.0.0.1", "evil.example:8000", "http://evil.example:8000", False),
        ("127.0.0.1", "evil.example:8000", "", False),
        ("127.0.0.1", "192.0.2.1:8000", "", False),
        ("127.0.0.1", "", "", False),
        ("127.0.0.1", "127.0.0.1:port", "", False),
        ("127.0.0.1", "a@127.0.0.1", "", False),
        ("127.0.0.1", "127.0.0.1/x", "", False),
        ("0.0.0.0", "192.0.2.1:8000", "http://192.0.2.1:8000", True),
        ("0.0.0.0", f"{NAME}:8000", f"http://{NAME}:8000", True),
        ("0.0.0.0", "evil.example:8000", "http://evil.example:8000", False),
        ("0.0.0.0", "192.0.2.1:8000", "http://evil.example", False),
    ],
)
def test_only_pages_of_its_own_are_answered(bound: str, host: str, origin: str, answered: bool) -> None:
    """And only by addresses and names of this computer, to which no name of a stranger leads."""
    with web_server.listening(bound, 0) as listener:
        server = web_server.WebServer("true", listener, bound, title="")
        assert server._is_ours(host, origin) is answered


async def last_of(tab: Any) -> object:
    """The kind of what ends a connection: ``CLOSE`` where the server said that it does."""
    shows = aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT
    while (kind := (await tab.receive(timeout=PATIENCE)).type) in shows:
        pass
    return kind


class Serving:
    """``dateline serve`` in a process of its own."""

    def __init__(self, library: Path, **variables: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tui", "serve", "--port", "0", "--library", str(library)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), **variables},
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        self.address = next((word for word in said.split() if word.startswith("http://")), "")

    def close(self) -> None:
        """Ends what still runs."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate()


@pytest.fixture
def serving(tmp_path: Path, wire: Path) -> Iterator[Serving]:
    """A server for a library with one release, under a name that a shell would take for several words."""
    path = tmp_path / 'it\'s; "my" $library.db'
    library = open_library(path)
    add_paths(library, [wire])
    library.close()
    serving = Serving(path, TERM="dumb", TMUX="/tmp/tmux")
    yield serving
    serving.close()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_a_tab_is_the_application_until_a_signal(serving: Serving, number: signal.Signals) -> None:
    """The page loads nothing from elsewhere; its first frame has the release; the end is code 0, at once."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as client:
        async with client.get(serving.address) as answer:
            page = await answer.text()
            assert answer.status == 200 and "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert f"{serving.address.replace('http', 'ws')}/ws" in page and "<title>Dateline" in page
        async with client.get(serving.address, headers={"Origin": "http://evil.example"}) as answer:
            assert answer.status == 403
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await client.ws_connect(f"{serving.address}/ws", origin="http://evil.example")
        async with client.ws_connect(f"{serving.address}/ws?width=100&height=30") as tab:
            shown = b""
            while b"Harbour towns" not in shown:
                shown += await tab.receive_bytes(timeout=PATIENCE)
            serving.process.send_signal(number)
            assert await last_of(tab) is aiohttp.WSMsgType.CLOSE
    assert serving.process.wait(PATIENCE) == 0
    _, complaints = serving.process.communicate()
    assert complaints == ""


@pytest.mark.slow
async def test_the_end_of_an_application_closes_its_tab(serving: Serving) -> None:
    """The server goes on for others."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(PATIENCE)) as client:
        for _ in range(2):
            async with client.ws_connect(f"{serving.address}/ws?width=100&height=30") as tab:
                shown = b""
                while b"Harbour towns" not in shown:
                    shown += await tab.receive_bytes(timeout=PATIENCE)
                await tab.send_json(["stdin", "q"])
                assert await last_of(tab) is aiohttp.WSMsgType.CLOSE
    assert serving.process.poll() is None


async def test_an_application_that_does_not_start_closes_its_tab(caplog: pytest.LogCaptureFixture) -> None:
    """Instead of leaving it blank; what serves says so."""
    with web_server.listening("127.0.0.1", 0) as listener:
        server = web_server.WebServer("exit 3", listener, "127.0.0.1", title="")
        app = await server._make_app()
        async with TestClient(TestServer(app)) as client, client.ws_connect("/ws") as tab:
            assert (await tab.receive(timeout=PATIENCE)).type is aiohttp.WSMsgType.CLOSE
    assert "failed to start" in caplog.text
