"""Fetching from servers that are slow, broken, huge or lying."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from store import FetchError
from store.intake.fetching import Answer, Fetched, Limits, NotModified, Request, fetch, fetch_all
from tests.fetched import LONG, SHORT, fetched, refused
from tests.servers import Exchange, Site

# -- what goes well ----------------------------------------------------------------------------


def test_a_page_comes_with_what_to_ask_with_next_time(site: Site) -> None:
    """Bytes, a name that tells the format, ETag and Last-Modified; the program says who it is."""
    date = "Fri, 14 Mar 2025 12:00:00 GMT"
    url = site.gives("/news", b"<rss/>", Content_Type="application/rss+xml", ETag='"1"', Last_Modified=date)
    assert fetched(url) == Fetched(url, url, b"<rss/>", "news.xml", '"1"', date)
    (headers,) = (headers for _, headers in site.asked)
    assert headers["User-Agent"].startswith("Dateline/")


def test_what_is_known_is_asked_for_by_its_etag_and_date(site: Site) -> None:
    """304 means it is as it was."""

    def conditional(exchange: Exchange) -> None:
        known = (
            exchange.headers["If-None-Match"] == '"1"' and exchange.headers["If-Modified-Since"] == "today"
        )
        exchange.reply(304) if known else exchange.reply(200, b"new")

    url = site.at("/", conditional)
    assert fetch(url, etag='"1"', modified="today") == NotModified(url)
    assert isinstance(fetch(url, etag='"2"', modified="today"), Fetched)


def test_304_to_who_knows_nothing_is_an_error(site: Site) -> None:
    """A server that lies so would keep a feed empty for ever."""
    assert "304" in refused(site.gives("/", b"", 304)).reason


def test_a_file_url_is_read(tmp_path: Path) -> None:
    """As a feed on the web is."""
    path = tmp_path / "a feed.xml"
    path.write_bytes(b"<rss/>")
    assert fetched(path.as_uri()).data == b"<rss/>"
    assert fetched(path.as_uri()).name == "a feed.xml"
    assert "larger" in refused(path.as_uri(), Limits(size=3)).reason
    assert "no such file" in refused((tmp_path / "none").as_uri()).reason
    assert "no such file" in refused(tmp_path.as_uri()).reason
    assert "no file on this computer" in refused("file://elsewhere/feed.xml").reason


# -- redirects ---------------------------------------------------------------------------------


def redirect(status: int, target: str) -> Callable[[Exchange], None]:
    """An answer that sends elsewhere."""
    return lambda exchange: exchange.reply(status, Location=target)


@pytest.mark.slow
def test_permanent_redirects_say_where_to_ask_next_time(site: Site) -> None:
    """As long as every one before was permanent; a passing one changes nothing."""
    end = site.gives("/end", b"words")
    passing = site.at("/passing", redirect(302, "/end"))
    moved = site.at("/moved", redirect(301, "end"))
    twice = site.at("/twice", redirect(308, "/moved"))
    mixed = site.at("/mixed", redirect(301, "/passing"))
    late = site.at("/late", redirect(307, "/moved"))
    assert [fetched(url).url for url in (moved, twice)] == [end, end]
    assert [fetched(url).url for url in (passing, mixed, late)] == [passing, passing, late]
    assert {fetched(url).final for url in (passing, moved, twice, mixed, late)} == {end}


def test_a_loop_of_redirects_ends(site: Site) -> None:
    """After five, whichever way they go."""
    url = site.at("/loop", redirect(301, "/loop"))
    assert "redirects more than 5 times" in refused(url).reason
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "data:,x"]
)
def test_a_redirect_to_anything_but_the_web_is_refused(site: Site, target: str) -> None:
    """A server must not make us read this computer's files."""
    error = refused(site.at("/", redirect(302, target)))
    assert "is not followed" in error.reason or "redirects to, no URL" in error.reason
    assert error.url == f"{site.url}/"


def test_a_redirect_to_no_url_is_refused(site: Site) -> None:
    """And the page that redirects is named."""
    error = refused(site.at("/", redirect(302, "http://[1::/")))
    assert (error.url, "Invalid URL in location header" in error.reason) == (f"{site.url}/", True)


def with_password(url: str) -> str:
    """The URL with a user name and a password."""
    return url.replace("://", "://ana:secret@")


def test_a_password_goes_to_its_own_server_only(site: Site) -> None:
    """Not along with a redirect to another, nor into what is kept or said."""
    port = site.url.rpartition(":")[2]
    site.gives("/end", b"words")
    here = site.at("/here", redirect(302, "/end"))
    away = site.at("/away", redirect(302, f"http://localhost:{port}/end"))
    assert fetched(with_password(here)).final == f"{site.url}/end"
    assert fetched(with_password(away)).final == f"http://localhost:{port}/end"
    assert [("Authorization" in headers) for _, headers in site.asked] == [True, True, True, False]
    error = refused(with_password(f"{site.url}/none"))
    assert "secret" not in f"{error}" and error.url == f"{site.url}/none"


# -- refusals ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["http://", "http://[1::/", "http://a b/", "http://a:99999/", "https://\n/", "http://é­.¨/"]
)
def test_what_is_no_url_is_refused(url: str) -> None:
    """In words, whatever it is."""
    assert refused(url, SHORT).reason


@pytest.mark.parametrize("url", ["ftp://a.example/", "gopher://a.example/", "a.example/feed", ""])
def test_other_schemes_are_refused(url: str) -> None:
    """And the ones that can be fetched are named."""
    assert "http:" in refused(url).way_out


# -- servers that are slow, broken, huge or lying ----------------------------------------------


def test_a_server_that_says_nothing_is_given_up(site: Site) -> None:
    """After the time of silence allowed."""
    url = site.at("/", lambda exchange: void(exchange.server.site.closing.wait()))
    assert "nothing came for 0.3 seconds" in refused(url, SHORT).reason


def void(_: object) -> None:
    """Nothing, of anything."""


def test_a_body_that_drips_for_ever_is_cut(site: Site) -> None:
    """Each piece comes in time, and all of them never do."""

    def dripping(exchange: Exchange) -> None:
        exchange.head(Content_Length="99999")
        exchange.drip(b".")

    assert "not whole after 0.6 seconds" in refused(site.at("/", dripping), SHORT).reason


def test_a_head_that_drips_for_ever_is_cut(site: Site) -> None:
    """Before there is any answer to speak of."""

    def dripping(exchange: Exchange) -> None:
        exchange.wfile.write(b"HTTP/1.1 200 OK\r\n")
        exchange.drip(b"X: y\r\n")

    assert "not whole after 0.6 seconds" in refused(site.at("/", dripping), SHORT).reason


def test_a_connection_that_is_reset_is_named(site: Site) -> None:
    """In the middle of an answer."""

    def resetting(exchange: Exchange) -> None:
        exchange.head(Content_Length="100")
        exchange.wfile.flush()
        exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        exchange.close_connection = True

    assert "broke off" in refused(site.at("/", resetting)).reason


def test_what_is_no_http_is_refused(site: Site) -> None:
    """Whatever speaks there."""

    def greeting(exchange: Exchange) -> None:
        exchange.wfile.write(b"220 mail.example ESMTP\r\n")
        exchange.close_connection = True

    assert "broke off" in refused(site.at("/", greeting)).reason


def test_a_host_nobody_answers_at_is_named() -> None:
    """With what the system says."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        assert "cannot be reached: " in refused(url).reason


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PROXY", "nonsense://a.example"),
        ("HTTP_PROXY", "socks5://a.example"),
        ("SSL_CERT_FILE", "/none"),
    ],
)
def test_an_environment_that_cannot_be_is_named(
    site: Site, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A proxy of an unknown kind, or certificates that are not there, fail each request in words."""
    monkeypatch.setenv(name, value)
    found = outcomes([f"{site.url}/1", f"{site.url}/2"])
    reasons = [answer.reason for answer in found.values() if isinstance(answer, FetchError)]
    assert len(reasons) == 2
    assert all("named in the environment cannot be used" in reason for reason in reasons)
    assert site.asked == []


# -- many at once ------------------------------------------------------------------------------


def outcomes(urls: list[str], limits: Limits = LONG) -> dict[str, Answer | FetchError]:
    """Each URL with what came of it."""
    return {request.url: answer for request, answer in fetch_all(list(map(Request, urls)), limits=limits)}


def test_a_broken_one_stops_no_other(site: Site) -> None:
    """Each answer belongs to its own request."""
    good = [site.gives(f"/{number}", str(number).encode()) for number in range(20)]
    bad = [f"{site.url}/none", "http://[1::/", "ftp://a.example"]
    found = outcomes([*bad, *good])
    assert all(isinstance(found[url], FetchError) for url in bad)
    data = [answer.data for url in good if isinstance(answer := found[url], Fetched)]
    assert data == [str(number).encode() for number in range(20)]


def test_no_host_is_asked_for_more_than_two_at_once(site: Site) -> None:
    """However many of its pages are wanted."""
    lock, present, most = threading.Lock(), 0, 0
    together = threading.Barrier(2)

    def counted(exchange: Exchange) -> None:
        nonlocal present, most
        with lock:
            present += 1
            most = max(most, present)
        together.wait(60)
        with lock:
            present -= 1
        exchange.reply(200, b"words")

    found = outcomes([site.at(f"/{number}", counted) for number in range(10)])
    assert len(found) == 10
    assert all(isinstance(answer, Fetched) for answer in found.values())
    assert most == 2


def test_a_host_that_asks_for_a_pause_is_left_alone(site: Site) -> None:
    """Its other pages are not asked for, and it is said why; another host's are."""
    limits = Limits(per_host=1)
    paused = [site.gives(f"/{number}", b"", 429, Retry_After="60") for number in range(3)]
    elsewhere = site.gives("/good", b"words").replace("127.0.0.1", "localhost")
    found = outcomes([*paused, elsewhere], limits)
    assert isinstance(found[elsewhere], Fetched)
    errors = [answer for answer in found.values() if isinstance(answer, FetchError)]
    assert [error.wait for error in errors] == [60, 60, 60]
    assert sum(error.reason.startswith("not asked") for error in errors) == 2
    assert len(site.asked) == 2


def test_stopping_abandons_what_is_under_way(site: Site) -> None:
    """At once, though a server has not answered; what came before stays."""
    stop = threading.Event()
    good = site.gives("/good", b"words")
    stuck = [site.at("/stuck", lambda exchange: void(exchange.server.site.closing.wait()))]
    found = []
    for request, _ in fetch_all([Request(url) for url in (good, *stuck)], limits=LONG, stop=stop):
        found.append(request.url)
        stop.set()
    assert found == [good]


def test_few_answers_wait_to_be_taken(site: Site) -> None:
    """No more are asked for until one is taken: a hundred large feeds do not lie in memory at once."""
    urls = [site.gives(f"/{number}", b"words") for number in range(10)]
    answers = fetch_all(list(map(Request, urls)), limits=Limits(at_once=2))
    next(answers)
    assert len(site.asked) <= 2
    assert len(list(answers)) == 9
