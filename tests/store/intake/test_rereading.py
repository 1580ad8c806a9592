"""The structure of releases read again: what is derived is new, what a user made is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths
from store.duplicates import groups
from store.intake import reread
from tests.conftest import SAMPLES, WIRE

PAGE = (
    "<html lang=fr><head><title>Told headline</title><meta name=author content='Ada L'>"
    "<meta property=og:site_name content=ALN></head><body><article>"
    "<h1>Told headline</h1><p>LISBON, Mar 14 2025 (ALN) - "
    + "A ferry sails to the harbour each day. " * 12
    + "<p>SOURCE Ferries"
)


def everything(library: Library) -> dict[str, dict[int, dict[str, object]]]:
    """All rows but those that are derived."""
    tables = ("releases", "texts", "annotations", "tags", "reading", "history")
    return {name: dict(library.tables.storage.scan_rows(name)) for name in tables}


@pytest.fixture
def samples(library: Library, tmp_path: Path) -> Library:
    """The sample releases, a web page and a table, marked."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "rows.csv").write_text(f'title,text,date\nTold,"{WIRE}",2020-01-02\n', encoding="utf-8")
    add_paths(library, [SAMPLES, tmp_path / "page.html", tmp_path / "rows.csv"])
    for key in library.releases.ids():
        library.annotations.add(key, 0, 12, tags=["all"], note="mine")
        library.reading.set_starred([key], True)
    return library


def test_the_rules_that_brought_it_in_change_nothing(samples: Library) -> None:
    """Whatever a format told of a release counts as it did."""
    before = everything(samples)
    told: list[tuple[int, int]] = []
    report = reread(samples, samples.releases.ids(), lambda done, of: told.append((done, of)))
    assert report.changed == {} and report.read == samples.releases.count() == told[-1][0]
    assert everything(samples) == before


@pytest.mark.slow
def test_other_rules_change_what_is_derived_alone(samples: Library) -> None:
    """Headline, dateline, embargo and paragraphs are as today's rules see them; all else stays."""
    before = everything(samples)
    samples.quoting.make()
    quoted = samples.quoting.of(samples.releases.ids())
    known = groups(samples)
    with samples.transaction():
        for key, row in before["releases"].items():
            other = {"headline": "Old", "place": "Old"} if row["format"] == "text" else {"place": "Old"}
            samples.tables.table("releases").update({**other, "embargo": "Old"}, doc_ids=[key])
        for key, row in before["texts"].items():
            whole = {"paragraphs": [[0, len(str(row["text"])), "contact"]], "dateline": None}
            samples.tables.table("texts").update(whole, doc_ids=[key])
    samples.quoting.forget(samples.releases.ids())
    samples.quoting.make()
    report = reread(samples, samples.releases.ids())
    assert report.changed.keys() == set(before["releases"])
    assert all({"place", "embargo", "paragraphs"} <= set(fields) for fields in report.changed.values())
    after = everything(samples)
    for row in before["releases"].values():
        row.setdefault("embargo", None)
    for row in after["releases"].values():
        row.setdefault("embargo", None)
    assert after == before
    samples.quoting.make()
    assert samples.quoting.of(samples.releases.ids()) == quoted and groups(samples) == known


def test_what_cannot_be_read_is_passed_over(samples: Library) -> None:
    """Others are read again all the same."""
    bad, *others = samples.releases.ids()
    samples.tables.table("texts").update({"paragraphs": "odd"}, doc_ids=[samples.releases.get(bad).text_id])
    assert reread(samples, [bad, *others, 9999]).read == len(others)
