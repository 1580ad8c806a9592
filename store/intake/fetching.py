"""Fetches what URLs name: in parallel and politely, within bounds of time, size and redirects.

The network has a thread of its own, with one event loop; whoever asks gets the answers in the order
they come, in their own thread. An answer that is wrong is a `FetchError` like any other: it stops nobody.
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import TYPE_CHECKING

from store.errors import FetchError
from store.formats import MAX_BYTES
from store.intake.addresses import Addresses, transport
from store.intake.responses import body, check_status, name_for, recoded, validator
from store.storages import read_bytes
from store.urls import path_of, public, scheme_of

if TYPE_CHECKING:
    import anyio
    import httpx

#: Seconds until a request to stop is seen.
_LOOK_INTERVAL = 0.1
_PERMANENT = {301, 308}


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of time, room and patience is spent."""

    connect: float = 10.0
    """Seconds until there is a connection."""
    silence: float = 20.0
    """Seconds between two pieces of an answer."""
    total: float = 60.0
    """Seconds for everything from the first connection to the last byte, redirects included."""
    size: int = MAX_BYTES
    """Bytes of a body, decompressed."""
    redirects: int = 5
    at_once: int = 8
    """Answers asked for, or waiting to be taken, at once."""
    per_host: int = 2
    """Requests to one host at once."""
    addresses: Addresses = field(default_factory=Addresses)
    """Whom names stand for, and which of them are the public's."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to fetch, and what is known of it."""

    url: str
    etag: str = ""
    """The ETag it last had; empty where it had none."""
    modified: str = ""
    """The Last-Modified it last had, as it was given."""
    public_only: bool = False
    """Whether it may lead to public addresses only: somebody on the web named it, not the user."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a URL names."""

    url: str
    """The URL to ask next time: the one asked, or where permanent redirects led."""
    final: str
    """The URL that answered."""
    data: bytes = field(repr=False)
    name: str
    """A file name; its ending tells the format where the content does not."""
    etag: str = ""
    modified: str = ""
    public: bool = field(default=False, compare=False)
    """Whether it came from a public address: what it names is then followed to others of that kind only."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """It is as it was when it was last fetched."""

    url: str
    """As in `Fetched`."""


Answer = Fetched | NotModified


def fetch(
    url: str, *, etag: str = "", modified: str = "", public_only: bool = False, limits: Limits | None = None
) -> Answer:
    """Fetches what an ``http:``, ``https:`` or ``file:`` URL names; see `Request`. Raises FetchError."""
    ((_, answer),) = fetch_all([Request(url, etag, modified, public_only)], limits=limits)
    if isinstance(answer, FetchError):
        raise answer
    return answer


def fetch_all(
    requests: Sequence[Request], *, limits: Limits | None = None, stop: threading.Event | None = None
) -> Iterator[tuple[Request, Answer | FetchError]]:
    """Each request with what came of it, in the order in which they are answered.

    Once `stop` is set, or the iterator is closed, what is still under way is abandoned.
    """
    if not requests:
        return
    with ExitStack() as stack:
        try:
            portal, network = stack.enter_context(_network(limits or Limits()))
        except _NoNetworkError as error:
            yield from ((request, FetchError(public(request.url), str(error))) for request in requests)
            return
        futures: dict[Future[Answer | FetchError], Request] = {}
        try:  # an interrupt may come while they are being sent
            for request in requests:
                futures[portal.start_task_soon(network.answer, request)] = request
            waiting = set(futures)
            while waiting and not (stop and stop.is_set()):
                done, waiting = wait(waiting, _LOOK_INTERVAL, FIRST_COMPLETED)
                for future in done:
                    yield futures[future], future.result()
                    portal.call(network.slots.release)
        finally:
            for future in futures:
                future.cancel()


@contextmanager
def _network(limits: Limits) -> Iterator[tuple[anyio.from_thread.BlockingPortal, _Network]]:
    """An event loop in a thread, and the client that lives in it."""
    import httpx  # slow to import, as all that it brings, and needed by nobody who only reads
    from anyio.from_thread import start_blocking_portal

    with start_blocking_portal() as portal:
        timeout = httpx.Timeout(limits.silence, connect=limits.connect, pool=None)
        client = portal.call(_client, timeout, limits.addresses)
        with portal.wrap_async_context_manager(client) as opened:
            yield portal, portal.call(_Network, opened, limits)


class _NoNetworkError(Exception):
    """What the environment says of proxies or certificates cannot be."""


def _client(timeout: httpx.Timeout, addresses: Addresses) -> httpx.AsyncClient:
    import httpx

    headers = {
        "User-Agent": f"Dateline/{version('dateline')} (reader of press releases)",
        "Accept-Encoding": "gzip",
        "Accept": "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.8",
    }
    try:
        way = transport(addresses, httpx.create_ssl_context())
        return httpx.AsyncClient(headers=headers, timeout=timeout, transport=way)
    except (httpx.InvalidURL, ImportError, OSError, ValueError) as error:
        raise _NoNetworkError(
            f"the proxy or certificates named in the environment cannot be used: {str(error).rstrip('.')}."
        ) from error


class _Network:
    """Asks servers, so many at once; lives in the event loop's thread."""

    def __init__(self, client: httpx.AsyncClient, limits: Limits) -> None:
        import anyio

        self.client = client
        self.limits = limits
        self.slots = anyio.Semaphore(limits.at_once)
        """One for each answer asked for; given back by who takes the answer, so that few wait in memory."""
        self._hosts = defaultdict[str, anyio.Semaphore](lambda: anyio.Semaphore(limits.per_host))
        self._pauses: dict[str, FetchError] = {}

    async def answer(self, request: Request) -> Answer | FetchError:
        """What came of the request; takes one of the slots and keeps it."""
        host = request.url.split("/")[2].rpartition("@")[2].lower() if "://" in request.url else ""
        async with self._hosts[host]:
            await self.slots.acquire()
            if pause := self._pauses.get(host):
                return FetchError(
                    public(request.url), f"not asked, for of {pause.url} {pause.reason}", wait=pause.wait
                )
            try:
                return await self._within_time(request)
            except FetchError as error:
                if error.wait:
                    self._pauses[host] = error
                return error

    async def _within_time(self, request: Request) -> Answer:
        import anyio
        import httpx

        url = public(request.url)
        try:
            with anyio.fail_after(self.limits.total):
                return await self._ask(request)
        except httpx.ConnectTimeout as error:
            raise FetchError(url, f"no connection within {self.limits.connect:g} seconds.", _LATER) from error
        except httpx.TimeoutException as error:
            raise FetchError(url, f"nothing came for {self.limits.silence:g} seconds.", _LATER) from error
        except TimeoutError as error:
            raise FetchError(url, f"it was not whole after {self.limits.total:g} seconds.", _LATER) from error
        except httpx.ConnectError as error:
            raise FetchError(url, f"it cannot be reached: {_cause(error)}.", _LATER) from error
        except httpx.TransportError as error:
            raise FetchError(url, f"the server broke off: {_cause(error)}.", _LATER) from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise FetchError(url, f"it is, or redirects to, no URL: {str(error).rstrip('.')}.") from error

    async def _ask(self, request: Request) -> Answer:
        import httpx

        scheme = scheme_of(request.url)
        if scheme == "file" and not request.public_only:
            return _read_file(request.url, self.limits.size)
        if scheme not in ("http", "https"):
            raise FetchError(public(request.url), f"{scheme or 'no scheme'}: cannot be fetched.", _SCHEMES)
        if not httpx.URL(request.url).host:
            raise FetchError(public(request.url), "it names no host.")
        known = {"If-None-Match": request.etag, "If-Modified-Since": request.modified}
        headers = {name: value for name, value in known.items() if validator(value)}
        keep, permanent, url = request.url, True, httpx.URL(request.url)
        outside = {"public_only": request.public_only}
        for _ in range(self.limits.redirects + 1):
            async with self.client.stream("GET", url, headers=headers, extensions=outside) as response:
                if not response.has_redirect_location:
                    return await self._take(response, keep, conditional=bool(headers))
                outside = {"public_only": outside["public_only"] or response.extensions["public"]}
                permanent = permanent and response.status_code in _PERMANENT
                url = _redirected(response)
                keep = str(url) if permanent else keep
        raise FetchError(public(request.url), f"it redirects more than {self.limits.redirects} times.")

    async def _take(self, response: httpx.Response, keep: str, *, conditional: bool) -> Answer:
        if response.status_code == 304 and conditional:
            return NotModified(keep)
        check_status(response)
        kind, final = response.headers.get("content-type", ""), public(str(response.url))
        data = recoded(await body(response, self.limits.size), kind)
        etag, modified = (validator(response.headers.get(name, "")) for name in ("etag", "last-modified"))
        name = name_for(final, kind)
        return Fetched(keep, final, data, name, etag, modified, response.extensions["public"])


_LATER = "Try again later."
_SCHEMES = "Only http:, https: and file: can."


def _redirected(response: httpx.Response) -> httpx.URL:
    """Where a redirect leads; a user's name and password go to the same origin only (RFC 9110, 15.4)."""
    here, there = response.url, response.url.join(response.headers["location"])
    if there.scheme not in ("http", "https"):
        raise FetchError(public(str(here)), f"it redirects to {there.scheme}:, which is not followed.")
    origin = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return there.copy_with(userinfo=here.userinfo if origin else b"", fragment=None)


def _read_file(url: str, limit: int) -> Fetched:
    path = path_of(url)
    if path is None:
        raise FetchError(public(url), "it names no file on this computer.", "file:///PATH does.")
    try:
        if not path.is_file():
            raise FetchError(public(url), "there is no such file.")
        data = read_bytes(path, limit + 1)
    except OSError as error:
        raise FetchError(public(url), f"{error.strerror or error}.") from error
    if len(data) > limit:
        raise FetchError(public(url), f"it is larger than {limit / 2**20:.3g} MB; no feed or release is.")
    return Fetched(url, url, data, path.name)


def _cause(error: BaseException) -> str:
    """What the system says lies behind a failure; else what the libraries say."""
    at: BaseException | None = error
    while at is not None:
        if isinstance(at, OSError) and at.strerror:
            if at.errno and at.strerror.startswith("Connect call failed"):  # asyncio's own words
                return os.strerror(at.errno)
            return at.strerror
        at = at.exceptions[0] if isinstance(at, BaseExceptionGroup) else at.__cause__ or at.__context__
    return str(error).rstrip(".") or type(error).__name__
