"""What answers mean: names, charsets, encodings, lengths, refusals; none is believed too far."""

from __future__ import annotations

import codecs
import gzip
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.intake.fetching import Fetched, Request, fetch, fetch_all
from store.intake.responses import name_for, recoded, validator
from tests.fetched import LONG, fetched, refused
from tests.servers import Exchange, Site


def test_an_etag_no_header_may_hold_is_not_sent_back(site: Site) -> None:
    """It is passed over, and the page is fetched again."""
    url = site.gives("/", b"words", ETag='"\xe9"')
    assert fetched(url).etag == ""
    assert isinstance(fetch(url, etag='"é\n"'), Fetched)


def test_gzip_is_undone(site: Site) -> None:
    """It was asked for, so it may come."""
    assert fetched(site.gives("/", gzip.compress(b"words"), Content_Encoding="gzip")).data == b"words"


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/a.txt?b=c", "text/html", "a.txt"),
        ("/a%20b.MD", "", "a b.MD"),
        ("/feed.php", "text/xml; charset=x", "feed.php.xml"),
        ("/", "text/plain", "page.txt"),
        ("/news", "application/unheard-of", "news"),
        ("/news", "no type at all", "news.txt"),
    ],
)
def test_the_name_tells_the_format(site: Site, path: str, kind: str, name: str) -> None:
    """By the URL where it does, else by the Content-Type."""
    site.gives(path.partition("?")[0], b"words", Content_Type=kind)
    assert fetched(site.url + path).name == name


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("text/plain; charset=windows-1251", "Порт".encode("cp1251"), "Порт"),
        ("text/plain; charset=ISO-8859-1", b"\x93caf\xe9\x94", "“café”"),
        ("text/plain; charset=ISO-8859-1", "café".encode(), "café"),
    ],
)
def test_text_is_read_in_the_charset_of_its_header(site: Site, kind: str, data: bytes, words: str) -> None:
    """Unless it is UTF-8, which no other text happens to be."""
    assert fetched(site.gives("/", data, Content_Type=kind)).data.decode("utf-8-sig") == words


@pytest.mark.parametrize("charset", ["utf-8", "no-such", "utf-16", "base64"])
def test_a_charset_that_lies_is_not_believed(site: Site, charset: str) -> None:
    """The bytes stay as they are, for whoever can tell by them."""
    data = b"caf\xe9 au lait"
    assert fetched(site.gives("/", data, Content_Type=f"text/plain; charset={charset}")).data == data


@pytest.mark.few(7)
@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "user name and password"),
        (403, "403"),
        (404, "no such page"),
        (410, "gone for good"),
        (418, "418"),
        (500, "500 Internal Server Error"),
        (599, "599"),
    ],
)
def test_a_refusal_is_said_in_words(site: Site, status: int, words: str) -> None:
    """With the URL it is about."""
    url = site.gives("/", b"<b>Sorry</b>", status)
    error = refused(url)
    assert words in error.reason
    assert str(error).startswith(f"Could not be fetched: {url}: ")
    assert error.wait == 0


@pytest.mark.few(5)
@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        ("120", 120, 120),
        ("two hours from now", 3600, 7200),
        ("Fri, 14 Mar 2025 12:00:00 GMT", 0, 0),
        ("9" * 400, 86400, 86400),
        ("Fri, 31 Dec 9999 23:59:59 -2359", 0, 86400),
        ("soon", 0, 0),
        ("-5", 0, 0),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_may_ask_for_a_pause(site: Site, status: int, value: str, least: int, most: int) -> None:
    """In seconds or until a date, a day at most; nonsense asks for none."""
    if value == "two hours from now":
        value = format_datetime(datetime.now(UTC) + timedelta(hours=2))
    error = refused(site.gives("/", b"", status, Retry_After=value))
    assert least <= error.wait <= most
    assert ("asks for a pause" in error.reason) == (error.wait > 0)


def test_a_body_without_end_is_cut(site: Site) -> None:
    """At the size allowed, however fast it comes."""

    def endless(exchange: Exchange) -> None:
        exchange.head(Connection="close")
        while True:
            exchange.wfile.write(b"." * 65536)

    assert "larger than 0.0954 MB" in refused(site.at("/", endless)).reason


def test_a_length_too_large_is_not_waited_for(site: Site) -> None:
    """What it says is enough."""

    def boasting(exchange: Exchange) -> None:
        exchange.head(Content_Length="99999999999")
        exchange.server.site.closing.wait()

    assert "larger than" in refused(site.at("/", boasting)).reason


@pytest.mark.parametrize("length", ["-1", "twelve", "1e3"])
def test_a_length_that_is_none_is_refused(site: Site, length: str) -> None:
    """As no HTTP."""

    def lying(exchange: Exchange) -> None:
        exchange.head(Content_Length=length)
        exchange.wfile.write(b"words")
        exchange.close_connection = True

    assert "broke off" in refused(site.at("/", lying)).reason


def test_a_body_shorter_than_its_length_is_refused(site: Site) -> None:
    """Half a feed is not taken for a whole one."""

    def lying(exchange: Exchange) -> None:
        exchange.head(Content_Length="100")
        exchange.wfile.write(b"words")
        exchange.close_connection = True

    assert "broke off" in refused(site.at("/", lying)).reason


def test_a_body_longer_than_its_length_ends_there(site: Site) -> None:
    """The rest is another matter, and spoils no later answer."""

    def lying(exchange: Exchange) -> None:
        exchange.head(Content_Length="5")
        exchange.wfile.write(b"words and more\r\n\r\n")

    url = site.at("/", lying)
    answers = [answer for _, answer in fetch_all([Request(url), Request(url)], limits=LONG)]
    assert all(isinstance(answer, Fetched) and answer.data == b"words" for answer in answers)


@pytest.mark.slow
def test_a_gzip_bomb_is_cut(site: Site) -> None:
    """By what it becomes, not by what comes; nested ones, which nobody asked for, at once."""
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < LONG.size
    assert "larger than" in refused(site.gives("/", bomb, Content_Encoding="gzip")).reason
    nested = site.gives("/nested", gzip.compress(bomb), Content_Encoding="gzip, gzip")
    assert "not asked for" in refused(nested).reason


@pytest.mark.parametrize("whole", [b"plain words", b"\x1f\x8bjunk", gzip.compress(b"x" * 99, mtime=0)[:-9]])
def test_gzip_that_is_none_is_refused(site: Site, whole: bytes) -> None:
    """Nor is half of one taken for whole."""
    assert refused(site.gives("/", whole, Content_Encoding="gzip")).reason


def test_an_encoding_nobody_asked_for_is_refused(site: Site) -> None:
    """By its name; one that is none is passed over."""
    assert "“br”" in refused(site.gives("/", b"xyz", Content_Encoding="br")).reason
    assert fetched(site.gives("/", b"xyz", Content_Encoding="UTF-8")).data == b"xyz"


@given(st.text(), st.binary(), st.text())
def test_no_header_is_too_odd(kind: str, data: bytes, value: str) -> None:
    """Whatever a server says of its answer, there are bytes, a name, and no header that cannot be sent."""
    assert recoded(data, kind) == data or recoded(data, kind).startswith(codecs.BOM_UTF8)
    assert recoded(data, f"text/plain; charset={value}") is not None
    assert name_for("https://a.example/%00%ff/x", kind)
    assert validator(value) in ("", value)
    assert validator(value).encode("ascii").decode() == validator(value)


@pytest.mark.parametrize("padding", [b"", b"\0" * 40, b"left over"])
def test_gzip_of_several_members_is_read_whole(site: Site, padding: bytes) -> None:
    """As gzip(1) reads it: one after the other, whatever follows the last."""
    parts = [b"first " * 9, b"", b"second " * 9]
    whole = b"".join(map(gzip.compress, parts)) + padding
    assert fetched(site.gives("/", whole, Content_Encoding="gzip")).data == b"".join(parts)
    half = whole[: len(whole) - len(padding) - 4]
    assert "ended before" in refused(site.gives("/half", half, Content_Encoding="gzip")).reason


def test_a_bomb_of_many_members_is_cut(site: Site) -> None:
    """What all of them become counts."""
    bomb = gzip.compress(b"\0" * 60_000) * 3
    assert "larger than" in refused(site.gives("/", bomb, Content_Encoding="gzip")).reason
