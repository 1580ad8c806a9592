"""The subcommands that follow: what they print, which code they end with."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from store import Library
from store.intake.followed import follow as begin
from tests.conftest import ROOT, WIRE
from tests.feeds import feed
from tests.servers import Exchange, Site
from tests.tui.conftest import Run

pytestmark = pytest.mark.usefixtures("plain_feeds")


def test_a_url_is_added_beside_a_file(run: Run, site: Site, wire: Path) -> None:
    """One line counts both; what fails is named with its URL and fails no other."""
    url = site.gives("/page.txt", b"Another headline\n\nSome words.\n")
    result = run("add", wire, url, f"{site.url}/none")
    assert result.exit_code == 1
    assert result.stdout == "2 added, 0 unchanged, 0 updated, 1 refused\n"
    assert result.stderr.startswith(f"refused: {site.url}/none: there is no such page (404).")
    assert [one["source"] for one in json.loads(run("list", "--json").stdout)].count(url) == 1


def test_a_file_url_is_the_file(run: Run, wire: Path) -> None:
    """Added once by its path and once by its URL, it is one release."""
    run("add", wire)
    assert run("add", wire.as_uri()).stdout == (
        "0 added, 1 unchanged, 0 updated, 0 refused\n"
        "unchanged: in the library already, as 1 “Harbour towns agree on a shared ferry”\n"
    )


@pytest.mark.few(3)
@pytest.mark.parametrize("url", ["ftp://a.example/", "http://[1::/", "file://elsewhere/x", "x://"])
def test_a_url_that_cannot_be_fetched_is_refused(run: Run, url: str) -> None:
    """In words, by every command that takes one."""
    assert run("add", url).exit_code == 1
    result = run("follow", url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"dateline: Could not be fetched: {url}: ")


def test_a_feed_is_followed_refreshed_and_left(run: Run, site: Site) -> None:
    """From the first item to the last word."""
    url = site.gives("/news", feed("1: One", "2: Two"))
    assert run("follow", url).stdout == "Following Harbour news: 2 added, 0 updated\n"
    site.gives("/news", feed("2: Two, corrected", "3: Three"))
    result = run("refresh")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == (
        "Harbour news: 1 added, 1 updated\n1 asked: 1 added, 1 updated, 0 failed\n"
        "updated: 2 “Two, corrected”\n"
    )
    assert run("refresh").stdout == "1 asked: 0 added, 0 updated, 0 failed\n"
    assert run("unfollow", url).stdout == "Harbour news is not followed any more; its releases stay.\n"
    assert len(json.loads(run("list", "--json").stdout)) == 3
    assert run("sources").stdout == ""


def test_what_fails_is_named_and_the_rest_refreshed(run: Run, site: Site) -> None:
    """On stderr, by URL and reason; exit code 1."""
    bad, good = site.gives("/bad", feed("1: One")), site.gives("/good", feed("1: One", title="Good news"))
    run("follow", bad)
    run("follow", good)
    site.gives("/bad", b"", 410)
    site.gives("/good", feed("!: 7", "2: Two", title="Good news"))
    result = run("refresh")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "2 asked: 1 added, 0 updated, 1 failed, 1 file refused"
    assert f"failed: {bad}: it is gone for good (410). ‘dateline unfollow’ leaves it alone" in result.stderr
    assert f"refused: {good}, 7: it cannot be read." in result.stderr
    assert run("refresh", good).exit_code == 1
    kinds = [line.split("\t")[0::4] for line in run("sources").stdout.splitlines()]
    assert [kind for kind, _ in kinds] == ["feed", "feed"]
    assert "gone for good" in kinds[0][1]
    assert kinds[1][1] == ""


def test_a_folder_is_followed(run: Run, tmp_path: Path) -> None:
    """New files come when it is refreshed; what is refused makes the exit code 1 when it is first named."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").touch()
    result = run("follow", folder)
    assert (result.exit_code, result.stdout) == (1, f"Following {folder}: 0 added, 0 updated\n")
    assert result.stderr == f"refused: {folder / 'empty.txt'}: it is empty.\n"
    (folder / "empty.txt").write_text(WIRE, encoding="utf-8")
    assert "1 asked: 1 added" in run("refresh", folder).stdout
    assert run("unfollow", folder).exit_code == 0


def test_sources_are_listed_without_passwords(run: Run, site: Site) -> None:
    """As lines and as JSON."""
    url = site.gives("/news", feed("1: One"))
    run("follow", url.replace("://", "://ana:secret@"))
    (listed,) = json.loads(run("sources", "--json").stdout)
    assert (listed["location"], listed["kind"], listed["title"]) == (url, "feed", "Harbour news")
    assert set(listed) == {"location", "kind", "title", "origin", "added", "checked", "error", "paused_until"}
    for result in (run("sources"), run("refresh"), run("unfollow", url)):
        assert "secret" not in result.output


def test_nothing_followed_is_no_failure(run: Run, wire: Path) -> None:
    """It is said how to begin; what is not followed cannot be refreshed or left."""
    run("add", wire)
    result = run("refresh")
    assert (result.exit_code, "dateline follow" in result.stdout) == (0, True)
    for command in ("refresh", "unfollow"):
        result = run(command, "https://a.example/feed")
        assert result.exit_code == 1
        assert "https://a.example/feed is not followed." in result.stderr


def test_what_a_server_says_is_harmless(run: Run, site: Site) -> None:
    """Escape sequences in titles and parts reach no terminal."""
    url = site.gives("/news", feed("1: One", "!: \x1b]0;x\x07", title="\x1b[31mred"))
    result = run("follow", url)
    assert "\x1b" not in result.output + run("sources").output + run("sources", "--json").output


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there SIGINT is sent another way")
def test_an_interrupt_ends_a_refresh_at_once(library: Library, site: Site) -> None:
    """Though a server does not answer; it says what came by then."""
    begin(library, site.gives("/", feed("1: One")))
    asked = threading.Event()

    def silent(exchange: Exchange) -> None:
        asked.set()
        exchange.server.site.closing.wait()

    site.at("/", silent)
    command = [sys.executable, "-m", "tui", "--library", str(library.path), "refresh"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background has them ignore it, and all they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert asked.wait(60)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=15)  # sooner than any limit of fetching
    assert (process.returncode, errors) == (130, b"")
    first, last = output.decode().splitlines()
    assert first.startswith("Stopped: what came by then is in the library")
    assert last == "0 asked: 0 added, 0 updated, 0 failed"
