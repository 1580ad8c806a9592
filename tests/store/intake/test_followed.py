"""Following feeds and folders: what they bring, what they cannot spoil."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tinydb.operations import delete

from store import FetchError, Library, NotFoundError, RefusedError, open_library
from store.care.doctor import examine
from store.care.repairing import repair
from store.intake.fetching import Limits
from store.intake.followed import Outcome, add_urls, find, follow, refresh, sources, unfollow
from tests.conftest import WIRE
from tests.feeds import BROKEN, feed
from tests.servers import Exchange, Site

pytestmark = pytest.mark.usefixtures("plain_feeds")


def headlines(library: Library) -> set[str]:
    """The headlines of all releases."""
    return {release.headline for release in library.releases.many(library.releases.ids())}


def only(library: Library) -> Outcome:
    """What refreshing the one source brings."""
    (outcome,) = refresh(library).outcomes
    return outcome


# -- following ---------------------------------------------------------------------------------


def test_following_a_feed_brings_what_it_holds(library: Library, site: Site) -> None:
    """And keeps all that the next time needs."""
    url = site.gives("/news", feed("1: One", "2: Two"), ETag='"1"', Last_Modified="today")
    followed = follow(library, url)
    assert (len(followed.report.added), followed.error) == (2, "")
    (source,) = sources(library)
    assert source == followed.source
    assert (source.location, source.kind, source.title, source.origin) == (url, "feed", "Harbour news", url)
    assert (source.etag, source.modified, source.error) == ('"1"', "today", "")
    assert source.checked and source.added
    assert headlines(library) == {"One", "Two"}
    assert {one.source for one in library.releases.many(library.releases.ids())} == {url}


def test_following_twice_is_following_once(library: Library, site: Site) -> None:
    """The second time it is refreshed."""
    url = site.gives("/", feed("1: One"))
    follow(library, url)
    site.gives("/", feed("1: One", "2: Two"))
    again = follow(library, f" {url}#top")
    assert (len(again.report.added), len(again.report.unchanged)) == (1, 1)
    assert len(sources(library)) == 1


def test_what_cannot_be_looked_for_is_refused_with_the_reason(library: Library) -> None:
    """As a long line that was pasted is: no file has such a name."""
    with pytest.raises(NotFoundError, match="too long"):
        follow(library, "The ferry sails again. " * 20)
    assert sources(library) == []


def test_the_feed_of_a_page_is_followed(library: Library, site: Site) -> None:
    """The first it names; following the page again follows no second time."""
    link = '<link rel="alternate" type="application/rss+xml" href="{}">'
    page = site.gives("/", f"<html>{link.format('news')}{link.format('comments')}".encode())
    feed_url = site.gives("/news", feed("1: One"))
    assert follow(library, page).source.location == feed_url
    assert follow(library, page).report.unchanged == library.releases.ids()
    assert [source.location for source in sources(library)] == [feed_url]


def test_a_page_without_a_feed_is_refused(library: Library, site: Site) -> None:
    """With what to do instead; nothing is imported or followed."""
    url = site.gives("/", b"<html><p>Words", Content_Type="text/html")
    with pytest.raises(RefusedError, match="no feed and names none") as raised:
        follow(library, url)
    assert f"dateline add {url}" in raised.value.way_out
    assert (sources(library), library.releases.count()) == ([], 0)


def test_what_cannot_be_fetched_is_not_followed(library: Library, site: Site) -> None:
    """A slip in the address is seen at once."""
    with pytest.raises(FetchError, match="no such page"):
        follow(library, f"{site.url}/none")
    with pytest.raises(NotFoundError, match="begins with https"):
        follow(library, "a.example/feed")
    with pytest.raises(RefusedError, match="it is broken"):
        follow(library, site.gives("/broken", BROKEN))
    assert sources(library) == []


def test_a_password_is_kept_to_ask_with_and_shown_nowhere(library: Library, site: Site) -> None:
    """Not with the releases, which are exported."""
    plain = site.gives("/", feed("1: One"))
    secret = plain.replace("://", "://ana:secret@")
    source = follow(library, secret).source
    assert (source.location, source.shown, source.origin) == (secret, plain, plain)
    assert {one.source for one in library.releases.many(library.releases.ids())} == {plain}
    assert "Authorization" in site.asked[0][1]
    assert only(library).error == ""
    assert "Authorization" in site.asked[1][1]
    assert unfollow(library, plain).id == source.id


def test_a_feed_in_a_file_is_followed(library: Library, tmp_path: Path) -> None:
    """By its path or its URL, which are one; its releases are those the file would give."""
    path = tmp_path / "a news.feed"
    path.write_bytes(feed("1: One"))
    source = follow(library, str(path)).source
    assert (source.location, source.kind, source.origin) == (path.as_uri(), "feed", str(path))
    assert follow(library, path.as_uri()).report.unchanged == library.releases.ids()
    path.write_bytes(feed("2: Two"))
    assert len(only(library).report.added) == 1
    path.unlink()
    assert "no such file" in only(library).error
    assert unfollow(library, str(path)).id == source.id


def test_following_a_folder_brings_its_files(library: Library, tmp_path: Path) -> None:
    """And refreshing, what has come since; a file taken away leaves its release."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(WIRE, encoding="utf-8")
    followed = follow(library, str(folder))
    assert (followed.source.kind, followed.source.location) == ("folder", str(folder))
    assert len(followed.report.added) == 1
    (folder / "one.txt").unlink()
    (folder / "two.txt").write_text("Two\n\nWords.\n", encoding="utf-8")
    assert len(only(library).report.added) == 1
    assert library.releases.count() == 2
    assert len(follow(library, f"{folder}/../in").report.unchanged) == 1
    assert len(sources(library)) == 1


def test_a_folder_that_is_gone_is_named(library: Library, tmp_path: Path) -> None:
    """It may be on a disk that is not plugged in: it stays followed."""
    folder = tmp_path / "in"
    folder.mkdir()
    follow(library, folder.as_uri())
    folder.rmdir()
    assert "no such file or folder" in only(library).error
    folder.mkdir()
    assert only(library).error == ""


def test_a_file_that_is_refused_does_not_fail_its_folder(library: Library, tmp_path: Path) -> None:
    """It is named, and the folder is sound."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").touch()
    followed = follow(library, str(folder))
    assert [reason for _, reason in followed.report.refused] == ["it is empty."]
    assert only(library).error == ""


def test_unfollowing_keeps_the_releases(library: Library, site: Site) -> None:
    """And what was marked in them."""
    url = site.gives("/", feed("1: One"))
    (key,) = follow(library, url).report.added
    library.annotations.add(key, 0, 3, tags=["one"])
    assert unfollow(library, url).location == url
    assert (sources(library), headlines(library)) == ([], {"One"})
    assert len(library.annotations.of(key)) == 1
    with pytest.raises(NotFoundError, match="is not followed"):
        find(library, url)


# -- refreshing --------------------------------------------------------------------------------


def test_nothing_is_lost_when_a_feed_drops_it(library: Library, site: Site) -> None:
    """New items come, changed ones become versions, what is gone stays."""
    url = site.gives("/", feed("1: One", "2: Two"))
    follow(library, url)
    site.gives("/", feed("2: Two, corrected", "3: Three"))
    report = refresh(library)
    assert (len(report.added), len(report.updated), report.failed) == (1, 1, [])
    assert headlines(library) == {"One", "Two, corrected", "Three"}
    site.gives("/", feed())
    assert only(library).error == ""
    assert library.releases.count() == 3


def test_a_feed_that_is_as_it_was_is_not_sent_again(library: Library, site: Site) -> None:
    """Asked by ETag and Last-Modified, both as they came."""

    def conditional(exchange: Exchange) -> None:
        if (exchange.headers["If-None-Match"], exchange.headers["If-Modified-Since"]) == ('W/"1"', "today"):
            exchange.reply(304)
        else:
            exchange.reply(200, feed("1: One"), ETag='W/"1"', Last_Modified="today")

    url = site.at("/", conditional)
    follow(library, url)
    outcome = only(library)
    assert (outcome.modified, outcome.error, outcome.report.ids) == (False, "", [])
    assert outcome.source.checked > outcome.source.added
    assert sources(library)[0].etag == 'W/"1"'


@pytest.fixture
def broken(site: Site) -> list[str]:
    """URLs of feeds that will be broken, each its own way."""
    return [site.gives(f"/{number}", feed(f"{number}: Of {number}")) for number in range(6)]


@pytest.mark.slow
def test_broken_feeds_stop_no_other_and_say_why(library: Library, site: Site, broken: list[str]) -> None:
    """Each by its own reason, in what is reported and in what is kept, until it is well again."""
    good = site.gives("/good", feed("1: One"))
    for url in (*broken, good):
        follow(library, url)
    site.gives("/0", b"", 404)
    site.gives("/1", b"", 500)
    site.gives("/2", b"<html>We are being repaired", Content_Type="text/html")
    site.gives("/3", BROKEN)
    site.at("/4", lambda exchange: exchange.head(Content_Length="99999999999"))
    site.at("/5", lambda exchange: exchange.drip(b"no HTTP\r\n\r\n"))
    site.gives("/good", feed("2: Two"))
    report = refresh(library)
    assert {outcome.source.location for outcome in report.failed} == set(broken)
    assert len(report.added) == 1
    why = ["no such page", "500", "no feed", "it is broken", "larger", "broke off"]
    errors = {source.location: source.error for source in sources(library)}
    for words, url in zip(why, broken, strict=True):
        assert words in errors[url]
    assert errors[good] == ""
    for number in range(6):
        site.gives(f"/{number}", feed(f"{number}: Of {number}"))
    assert refresh(library).failed == []
    assert {source.error for source in sources(library)} == {""}


def test_what_could_not_be_read_is_asked_for_again(library: Library, site: Site) -> None:
    """Its ETag is not kept: else the mended feed, or a later version of the program, would never see it."""
    url = site.gives("/", feed("1: One"), ETag='"1"')
    follow(library, url)
    site.gives("/", BROKEN, ETag='"2"')
    assert only(library).error
    assert sources(library)[0].etag == '"1"'


def test_an_item_that_is_refused_fails_no_feed(library: Library, site: Site) -> None:
    """It is named with its place, the others are there."""
    url = site.gives("/", feed("1: One", "!: 7", "2: Two"))
    followed = follow(library, url)
    assert followed.report.refused == [(f"{url}, 7", "it cannot be read.")]
    assert (len(followed.report.added), followed.error) == (2, "")
    site.gives("/", feed("!: 8"))
    assert only(library).error == ""


def test_a_feed_that_moved_for_good_is_asked_where_it_is(library: Library, site: Site) -> None:
    """Its releases stay the same ones; one that moved for a while stays where it was."""
    old = site.gives("/old", feed("1: One"))
    follow(library, old)
    new = site.gives("/new", feed("1: One", "2: Two"))
    site.gives("/old", b"", 302, Location="/new")
    assert len(only(library).report.added) == 1
    assert sources(library)[0].location == old
    site.gives("/old", b"", 301, Location="/new")
    assert only(library).source.location == new
    (source,) = sources(library)
    assert (source.location, source.origin) == (new, old)
    assert len(only(library).report.unchanged) == 2
    assert library.releases.count() == 2


def test_a_feed_does_not_move_to_a_page_or_another_that_is_followed(library: Library, site: Site) -> None:
    """A network's login page is no feed's new address; two that became one stay two."""
    one, two = (site.gives(f"/{name}", feed("1: One")) for name in ("one", "two"))
    follow(library, one)
    follow(library, two)
    site.gives("/one", b"", 301, Location="/login")
    site.gives("/login", b"<html>Please log in")
    site.gives("/two", b"", 301, Location="/one")
    assert len(refresh(library).failed) == 2
    site.gives("/login", feed("1: One"))
    site.gives("/one", feed("1: One"))
    assert refresh(library).failed == []
    assert [source.location for source in sources(library)] == [one, two]


def test_a_pause_is_kept(library: Library, site: Site) -> None:
    """A server that asked not to be asked is not, until its time has come."""
    url = site.gives("/", feed("1: One"))
    follow(library, url)
    site.gives("/", b"", 429, Retry_After="5")
    outcome = only(library)
    assert "pause of 5 seconds" in outcome.error
    until = outcome.source.paused_until
    assert sources(library)[0].paused_until == until > outcome.source.checked
    site.gives("/", feed("2: Two"))
    asked = len(site.asked)
    assert until in only(library).error
    assert len(site.asked) == asked
    while library.tables.clock() < until:  # the clock of the tests goes on when it is read
        pass
    assert (only(library).error, sources(library)[0].paused_until) == ("", "")


def test_progress_is_told_after_each(library: Library, site: Site) -> None:
    """How many are done, how many there are, what came of it."""
    for number in range(3):
        follow(library, site.gives(f"/{number}", feed(f"{number}: One")))
    told: list[tuple[str, int, int]] = []
    refresh(library, progress=lambda outcome, done, total: told.append((outcome.source.name, done, total)))
    assert told == [("Harbour news", 1, 3), ("Harbour news", 2, 3), ("Harbour news", 3, 3)]


def test_only_those_chosen_are_asked(library: Library, site: Site) -> None:
    """By their records."""
    for number in range(3):
        follow(library, site.gives(f"/{number}", feed(f"{number}: One")))
    site.asked.clear()
    assert len(refresh(library, sources(library)[1:2]).outcomes) == 1
    assert site.paths() == ["/1"]
    assert refresh(library, []).outcomes == []


def test_refreshing_can_be_stopped(library: Library, site: Site, tmp_path: Path) -> None:
    """Though a server does not answer; what came before stays, and it is said."""
    stuck = site.gives("/stuck", feed("1: One"))
    good = site.gives("/good", feed("2: Two"))
    follow(library, stuck)
    follow(library, good)
    site.at("/stuck", lambda exchange: exchange.drip(b""))
    site.gives("/good", feed("3: Three"))
    stop = threading.Event()
    report = refresh(library, progress=lambda *_: stop.set(), stop=stop)
    assert (len(report.added), report.stopped) == (1, True)
    (tmp_path / "in").mkdir()
    stop.clear()
    (tmp_path / "in" / "one.txt").write_text(WIRE, encoding="utf-8")
    folder = follow(library, str(tmp_path / "in")).source
    stop.set()
    assert refresh(library, [folder], stop=stop).stopped


def test_one_unfollowed_meanwhile_does_not_come_back(library: Library, site: Site) -> None:
    """What it brought stays."""
    url = site.gives("/", feed("1: One"))
    source = follow(library, url).source
    site.gives("/", feed("2: Two"))
    unfollow(library, url)
    assert len(refresh(library, [source]).added) == 1
    assert sources(library) == []


def test_a_server_too_slow_is_given_up(library: Library, site: Site) -> None:
    """Within the time allowed."""
    url = site.gives("/", feed("1: One"))
    follow(library, url)
    site.at("/", lambda exchange: exchange.drip(b""))
    (outcome,) = refresh(library, limits=Limits(silence=0.2)).outcomes
    assert "nothing came for 0.2 seconds" in outcome.error


# -- once --------------------------------------------------------------------------------------


def test_urls_are_imported_once(library: Library, site: Site) -> None:
    """Pages and feeds; one that fails is named and keeps out no other; nothing is followed."""
    page = site.gives("/page", WIRE.encode(), Content_Type="text/plain")
    news = site.gives("/news", feed("1: One"))
    report = add_urls(library, [page, f"{page}#top", news, f"{site.url}/none"])
    assert (len(report.added), len(report.unchanged)) == (2, 1)
    assert [(url, reason[:21]) for url, reason in report.refused] == [
        (f"{site.url}/none", "there is no such page")
    ]
    assert sources(library) == []
    assert add_urls(library, [page, news]).added == []
    assert follow(library, news).report.added == []


# -- its table ---------------------------------------------------------------------------------


def test_what_is_followed_is_there_after_opening_again(library: Library, site: Site) -> None:
    """In the order in which it was followed; a sound library has nothing for the doctor."""
    urls = [site.gives(f"/{number}", feed(f"{number}: One")) for number in (2, 1)]
    for url in urls:
        follow(library, url)
    assert examine(library) == []
    other = open_library(library.path)
    assert [source.location for source in sources(other)] == urls
    other.close()


def test_a_damaged_row_is_passed_over_and_mended(library: Library, site: Site) -> None:
    """The others are followed meanwhile; all that matters can be made again from the location."""
    urls = [site.gives(f"/{number}", feed(f"{number}: One")) for number in range(3)]
    for url in urls:
        follow(library, url)
    table = library.tables.table("sources")
    table.update({"etag": 7, "origin": 7, "kind": "x"}, doc_ids=[1])
    table.update(delete("location"), doc_ids=[2])
    assert [source.id for source in sources(library)] == [3]
    assert {(one.table, one.id) for one in examine(library)} == {("sources", 1), ("sources", 2)}
    repair(library)
    assert examine(library) == []
    assert [(one.location, one.origin, one.kind) for one in sources(library)] == [
        (urls[0], urls[0], "feed"),
        (urls[2], urls[2], "feed"),
    ]
    follow(library, urls[1])
    assert sources(library)[-1].id == 4
