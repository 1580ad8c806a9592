"""Whom names stand for: a page on the web leads to no address behind us, however it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from store import FetchError, Library
from store.intake.addresses import Addresses
from store.intake.fetching import Fetched, Request, fetch, fetch_all
from store.intake.followed import follow
from tests.fetched import LONG
from tests.servers import Exchange, Site


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True), ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("::ffff:93.184.215.14", True),
        ("127.0.0.1", False), ("127.9.9.9", False), ("0.0.0.0", False), ("10.0.0.1", False),
        ("172.16.5.5", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False), ("ff02::1", False), ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False),
        ("2002:7f00:0001::1", False), ("64:ff9b::7f00:1", False), ("64:ff9b::c0a8:101", False),
    ],
)  # fmt: skip
def test_public_addresses_are_known(address: str, public: bool) -> None:
    """Loopback, private, link-local, unspecified, shared, multicast: not; nor what stands for one of them."""
    assert Addresses().is_public(address) is public


@dataclass(frozen=True, slots=True)
class Names(Addresses):
    """Names of a test: all of them this computer, ``*.example`` taken for the public's."""

    async def resolve(self, host: str, port: int) -> list[str]:
        """127.0.0.1 for names taken for public; the literal's own, and 127.0.0.2 for names inside."""
        if host.endswith(".example"):
            return ["127.0.0.1"]
        if host.endswith(".inside"):
            return ["127.0.0.2"]
        return await Addresses.resolve(self, host, port)

    def is_public(self, address: str) -> bool:
        """The server of the tests is."""
        return address == "127.0.0.1" or Addresses.is_public(self, address)


NAMED = replace(LONG, addresses=Names())


def _outside(site: Site, path: str) -> str:
    """A path of the site under a public name."""
    return f"http://web.example:{site.url.rpartition(':')[2]}{path}"


def _to(target: str) -> Callable[[Exchange], None]:
    return lambda exchange: exchange.reply(302, Location=target)


@pytest.mark.few(6)
@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2:1/x", "http://localhost.inside/x", "http://[::1]:1/x", "http://0.0.0.0:1/x",
        "http://[::ffff:127.0.0.2]:1/x", "http://169.254.169.254/latest", "http://2130706434/x", "http://0x7f.2/x",
    ],
)  # fmt: skip
@pytest.mark.parametrize("hops", [1, 2])
def test_a_redirect_from_the_web_leads_to_nobody_inside(site: Site, target: str, hops: int) -> None:
    """At the first hop and at a later one, by name and by each way to write an address."""
    site.at("/1", _to(target))
    site.at("/2", _to("/1"))
    with pytest.raises(FetchError) as raised:
        fetch(_outside(site, f"/{hops}"), limits=NAMED)
    assert "your own network" in raised.value.reason


def test_what_the_user_names_may_be_inside(site: Site) -> None:
    """And may lead on inside, as intranets do."""
    inside = site.gives("/end", b"words")
    found = fetch(site.at("/moved", _to("/end")), limits=LONG)
    assert isinstance(found, Fetched)
    assert (found.final, found.data, found.public) == (inside, b"words", False)


def test_what_is_public_is_said_to_be(site: Site) -> None:
    """A redirect between public names is followed; the server is asked under the name."""
    site.gives("/end", b"words")
    site.at("/moved", _to(_outside(site, "/end").replace("web.", "other.")))
    found = fetch(_outside(site, "/moved"), limits=NAMED)
    assert isinstance(found, Fetched) and (found.data, found.public) == (b"words", True)
    assert [headers["Host"].partition(":")[0] for _, headers in site.asked] == [
        "web.example",
        "other.example",
    ]


@pytest.mark.parametrize(
    "feed", ["http://127.0.0.2:1/feed", "http://router.inside/feed", "file:///etc/hostname"]
)
def test_a_feed_named_by_a_page_on_the_web_is_nobodys_inside(site: Site, library: Library, feed: str) -> None:
    """Nor a file on this computer."""
    page = f"<html><head><link rel=alternate type=application/rss+xml href='{feed}'></head></html>"
    site.gives("/page", page.encode(), Content_Type="text/html")
    with pytest.raises(FetchError):
        follow(library, _outside(site, "/page"), limits=NAMED)
    assert library.releases.count() == 0


def test_the_address_looked_at_is_the_one_connected_to(site: Site) -> None:
    """A name that stands for another address a moment later leads nowhere else: it is asked for once."""
    asked = []

    @dataclass(frozen=True, slots=True)
    class Rebinding(Names):
        async def resolve(self, host: str, port: int) -> list[str]:
            asked.append(host)
            return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    site.gives("/", b"words")
    ((_, answer),) = fetch_all(
        [Request(_outside(site, "/"), public_only=True)], limits=replace(LONG, addresses=Rebinding())
    )
    assert isinstance(answer, Fetched)
    assert asked == ["web.example"]
