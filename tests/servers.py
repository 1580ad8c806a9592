"""A web server on this computer that does what a test tells it to: well, badly, slowly or never."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Exchange(BaseHTTPRequestHandler):
    """One request, and the means to answer it."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Lets the test's function for the path answer; 404 where there is none."""
        site = self.server.site
        site.asked.append((self.path, dict(self.headers.items())))
        answer = site.pages.get(self.path.partition("?")[0])
        try:
            if answer is None:
                self.reply(404)
            else:
                answer(self)
        except ConnectionError:  # whoever asked has had enough
            self.close_connection = True

    def reply(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """A whole answer; underscores in the headers' names stand for hyphens."""
        self.head(status, Content_Length=str(len(body)), **headers)
        self.wfile.write(body)

    def head(self, status: int = 200, **headers: str) -> None:
        """The head of an answer alone."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def drip(self, piece: bytes) -> None:
        """The same piece again and again, 20 times a second, until somebody hangs up."""
        self.close_connection = True
        while not self.server.site.closing.wait(0.05):
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


Answer = Callable[[Exchange], None]


@dataclass
class Site:
    """What the server answers, and what it was asked."""

    url: str = ""
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and headers of each request."""
    closing: threading.Event = field(default_factory=threading.Event)

    def at(self, path: str, answer: Answer) -> str:
        """Gives the path an answer; gives its URL."""
        self.pages[path] = answer
        return self.url + path

    def gives(self, path: str, body: bytes, status: int = 200, **headers: str) -> str:
        """Gives the path a whole answer that is always the same; gives its URL."""
        return self.at(path, lambda exchange: exchange.reply(status, body, **headers))

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.asked]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: Site


@contextmanager
def serving() -> Iterator[Site]:
    """A site that is there as long as the block."""
    server = _Server(("127.0.0.1", 0), Exchange)
    server.site = site = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
