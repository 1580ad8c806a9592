"""What ``dateline serve`` runs: textual-serve, closed to the pages of others.

A page of any site that a browser shows may open a connection to a server on this computer; one whose own
name was made to lead here may read what it answers (DNS rebinding). So only requests are answered that name
this computer as their host, from pages of this server (RFC 6455, section 10.2).
"""

from __future__ import annotations

import asyncio
import html
import ipaddress
import logging
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server, to_int

#: Seconds between two looks whether a browser is still there, and those its application has to end.
_HEARTBEAT, _PATIENCE = 15.0, 10.0
#: Variables of the terminal in which the server runs, which say nothing of the browser.
_OF_A_TERMINAL = ("TMUX", "STY", "WT_SESSION", "ESCDELAY")
#: Textual's page names a font of another site; nothing but what lies here is loaded.
_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
    " img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws://{}; frame-ancestors 'none';"
    " base-uri 'none'; form-action 'none'"
)


class _Place(NamedTuple):
    """A host and its port, as an address names them."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens at the address, the first that the name has. Raises OSError."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except UnicodeError as error:
        raise OSError(0, "That is no name of a host") from error
    return socket.create_server((str(address[0]), port), family=family)


class _Session(AppService):
    """One tab: an application of its own."""

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        for name in _OF_A_TERMINAL:
            environment.pop(name, None)
        return environment | {"TERM": "xterm-256color"}

    async def run(self) -> None:
        """Passes on what the application shows; however that ends, the tab is told."""
        with suppress(asyncio.CancelledError):  # of a task of theirs, where the application ended at once
            await super().run()
        await self.remote_close()


class WebServer(Server):
    """Serves the application to browsers until a signal comes."""

    def __init__(self, command: str, listener: socket.socket, host: str, *, title: str) -> None:
        """Args: what a shell runs for each tab, what listens, the host it was named by, the page's title."""
        bound, port = listener.getsockname()[:2]
        super().__init__(command, host=host, port=port, title=title)
        self._listener, self._named = listener, host.casefold()
        self._address = ipaddress.ip_address(bound)
        self._sessions: set[asyncio.Task[object]] = set()

    @property
    def is_private(self) -> bool:
        """Whether only this computer can reach it."""
        return self._address.is_loopback

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host = socket.gethostname() if self._address.is_unspecified else str(self._address)
        return f"http://{_Place(host, self.port)}"

    def run(self) -> None:
        """Answers until SIGINT or SIGTERM; then every application ends as by a closed terminal."""
        logging.basicConfig(level=logging.WARNING, format="dateline: %(message)s")
        # It says where it is itself, and lists no requests.
        web.run_app(
            self._make_app(), sock=self._listener, print=None, access_log=None, shutdown_timeout=_PATIENCE
        )

    async def _make_app(self) -> web.Application:
        app = await super()._make_app()
        app.middlewares.append(self._guarding())
        app.on_response_prepare.append(_restrict)
        return app

    async def on_startup(self, app: web.Application) -> None:
        """Says nothing: the command has."""

    async def on_shutdown(self, app: web.Application) -> None:
        """Ends the applications: a tab that is left open would hold the server up."""
        for session in self._sessions:
            session.cancel()
        if self._sessions:
            await asyncio.wait(self._sessions, timeout=_PATIENCE)

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """The page, whose addresses are those it was asked for by: a tunnel has a port of its own."""
        self.public_url = f"http://{_place(request.host)}"
        page = await super().handle_index(request)
        assert isinstance(page, web.Response)  # its decorator promises less
        page.text = (page.text or "").replace("<head>", f"<head><title>{html.escape(self.title)}</title>", 1)
        return page

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Runs an application for as long as the tab is open."""
        websocket = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await websocket.prepare(request)
        session = _Session(
            self.command,
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=websocket.close,  # type: ignore[arg-type]  # it tells whether it did
            download_manager=self.download_manager,
        )
        width, height = (
            to_int(request.query.get(side, ""), usual) for side, usual in (("width", 80), ("height", 24))
        )
        if (task := asyncio.current_task()) is not None:
            self._sessions.add(task)
            task.add_done_callback(self._sessions.discard)
        try:
            await session.start(width, height)
            await self._process_messages(websocket, session)
        finally:
            await session.stop()
        return websocket

    def _guarding(self) -> Callable[..., Awaitable[web.StreamResponse]]:
        @web.middleware
        async def guard(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            if not self._is_ours(request.host, request.headers.get("Origin", "")):
                raise web.HTTPForbidden(text=f"Dateline is at {self.address}, and answers no other page.\n")
            return await handler(request)

        return guard

    def _is_ours(self, host: str, origin: str) -> bool:
        """Whether a request is meant for this computer and comes from a page of ours, or from none."""
        try:
            place = _place(host)
            if origin and _place(urlsplit(origin).netloc) != place:
                return False
        except ValueError:
            return False
        try:
            # No name leads to an address that is written out.
            return ipaddress.ip_address(place.host).is_loopback or not self.is_private
        except ValueError:
            own = socket.gethostname().casefold()
            return place.host in {"localhost", self._named, own, f"{own}.local"}


def _place(host: str) -> _Place:
    """What a ``Host`` header says. Raises ValueError where it is no host."""
    parts = urlsplit(f"//{host}")
    if not parts.hostname or parts.netloc != host or "@" in host:
        raise ValueError(host)
    return _Place(parts.hostname.casefold(), parts.port or 80)


async def _restrict(request: web.Request, response: web.StreamResponse) -> None:
    """Has the browser load nothing from elsewhere, and show the page in no other."""
    response.headers["Content-Security-Policy"] = _POLICY.format(request.host)
    response.headers["Referrer-Policy"] = "no-referrer"
