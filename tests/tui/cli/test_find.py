"""``dateline find``: releases, every hit in their texts, and passages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.cli.conftest import loaded
from tests.tui.conftest import Run


def test_releases_are_found_by_every_word(run: Run, wire: Path, mixed: Path) -> None:
    """Each row has release, headline, the first place, the snippet, and all places; the best comes first."""
    run("add", wire, mixed)
    (hit,) = loaded(run("find", "--json", "FERRY", "mayor"))
    assert {"release", "headline", "start", "end", "text", "date", "agency", "rank", "matches"} == set(hit)
    assert (hit["release"], hit["start"]) == (1, wire.read_text(encoding="utf-8").index("ferry"))
    assert "shared ferry" in hit["text"]
    assert [one["release"] for one in loaded(run("find", "--json", "عبّارة"))] == [2]
    (line,) = run("find", "ferry", "mayor").stdout.splitlines()
    assert line.startswith("1\t2025-03-14\tHarbour towns") and "shared ferry" in line


def test_finding_nothing_is_no_failure(wired: Run) -> None:
    """Nothing is printed, or an empty array; the exit code is 0."""
    for sort in ("releases", "text", "passages"):
        nothing = wired("find", "submarine", "--in", sort)
        assert (nothing.exit_code, nothing.stdout) == (0, "")
        assert loaded(wired("find", "--json", "--in", sort, "ferry", "submarine")) == []


def test_matches_are_places_of_the_text(run: Run, wire: Path, mixed: Path) -> None:
    """Code points into the text that `show` prints, for releases and as lines of a concordance."""
    run("add", wire, mixed)
    hits = loaded(run("find", "--json", "ferry", "OR", "boat*"))
    lines = loaded(run("find", "--json", "--in", "text", "ferry", "OR", "boat*"))
    assert [hit["release"] for hit in hits] == [1, 2]
    assert hits[0]["rank"] < hits[1]["rank"]
    for hit in hits:
        text = loaded(run("show", hit["release"], "--json"))["text"]
        words = [text[start:end] for start, end in hit["matches"]]
        assert words == (["ferry", "ferry", "boat"] if hit["release"] == 1 else ["ferry", "ferry"])
        of_this = [line for line in lines if line["release"] == hit["release"]]
        assert [[line["start"], line["end"]] for line in of_this] == hit["matches"]
        for line in of_this:
            around = line["before"] + line["text"] + line["after"]
            assert around in text.replace("\n", " ") and line["text"] in words
    assert len(loaded(run("find", "--json", "--limit", "1", "ferry OR boat*"))) == 1
    assert len(run("find", "--in", "text", "--limit", "2", "ferry OR boat*").stdout.splitlines()) == 2


def test_passages_are_found_by_what_is_theirs(wired: Run) -> None:
    """By tag, note, user and their own words; not by words that stand elsewhere in the release."""
    wired("annotate", 1, "--quote", "shared ferry", "--tag", "transport/sea", "--note", "cost?")
    wired("annotate", 1, "--quote", "ten years", "--tag", "time")
    rows = loaded(wired("find", "--json", "--in", "passages", "tag:*"))
    assert [row["text"] for row in rows] == ["shared ferry", "ten years"]
    assert {"release", "headline", "start", "end", "text", "tags", "note", "by", "annotation"} == set(rows[0])
    for query, found in (
        ("tag:transport/*", ["shared ferry"]), ("note:cost", ["shared ferry"]), ("cost", ["shared ferry"]),
        ("ferry", ["shared ferry"]), ("mayor", []), ("headline:harbour tag:time", ["ten years"]),
        ("tag:time note:cost", []), ("-tag:time", ["shared ferry"]), ("has:note", ["shared ferry"]),
        ("is:tagged NOT (has:note)", ["ten years"]), ("near:1(ten years)", ["ten years"]),
    ):  # fmt: skip
        rows = loaded(wired("find", "--json", "--in", "passages", query))
        assert [row["text"] for row in rows] == found, query
    (line,) = wired("find", "--in", "passages", "note:cost").stdout.splitlines()
    assert line.split("\t")[2:5] == ["shared ferry", "transport/sea", "cost?"]


def test_a_minus_is_the_query_s(run: Run, wire: Path, mixed: Path) -> None:
    """A word that begins with one is no option; -h is."""
    run("add", wire, mixed)
    assert [row["release"] for row in loaded(run("find", "ferry", "-mayor", "--json"))] == [2]
    assert len(loaded(run("find", "-has:note", "--json"))) == 2
    assert "Usage" in run("find", "-h").stdout
    for sort in ("releases", "text", "passages", "quotations"):
        assert run("find", "ferry", "--in", sort, "--limit", "9" * 30).exit_code == 0
    told = run("find", "ferry", "--limit", "-5").stderr
    assert "-5" in told and "NOT" not in told  # what an option takes is no word of the query


@pytest.mark.parametrize("words", ["(ferry", '"ferry', "ferry AND", "is:unraed", "date:yesterday"])
def test_what_cannot_be_read_is_refused(wired: Run, words: str) -> None:
    """Exit code 1, what is wrong and in which column on stderr, nothing on stdout."""
    for sort in ("releases", "text", "passages"):
        result = wired("find", "--in", sort, words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "cannot be searched for: column" in result.stderr


def test_the_newest_come_first_where_it_is_said(run: Run, tmp_path: Path) -> None:
    """Else the best; of text too."""
    for name, day, text in (
        ("old", "5 May 2024", "ferry ferry ferry"),
        ("new", "5 May 2026", "a ferry " * 9),
    ):
        path = tmp_path / f"{name}.txt"
        path.write_text(f"Ferry {name}\n\nOSLO, {day} (Wire) - The {text} sails.\n", encoding="utf-8")
        run("add", path)
    for sort in ("releases", "text"):
        for words, order in (("--by=date", [2, 1]), ("--by=rank", [1, 2])):
            found = loaded(run("find", "headline:ferry ferry", "--in", sort, words, "--json"))
            assert list(dict.fromkeys(one["release"] for one in found)) == order, (sort, words)


def test_a_terminal_is_shown_where_a_query_is_wrong(wired: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a caret below the query, whichever command it was typed for; wide characters take two cells."""
    with monkeypatch.context() as patch:
        patch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
        told = [
            wired(*words).stderr for words in (["find", "日内瓦 is:unraed"], ["remove", "日内瓦 is:unraed"])
        ]
    for one in told:
        assert one.splitlines()[-3:-1] == ["  日内瓦 is:unraed", f"  {' ' * 10}^"]
    assert wired("find", "is:unraed").stderr.startswith("dateline: ")
