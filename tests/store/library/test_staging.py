"""The first of what a query finds: asked for so that it is soon there, and all of it in the end, once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from store import Library, add_paths, open_library
from store.library import staging
from store.library.results import Ranked
from store.search import Query, parse, write


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Of ten releases that speak of ferries some speak of harbours: the last and the first."""
    opened = open_library(tmp_path / "library.db")
    for number in range(10):
        words = "A harbour." if number in {0, 1, 9} else "A bridge."
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Ferry {number}\n\nThe ferry of May {number + 1}. {words}\n", encoding="utf-8")
        add_paths(opened, [path])
    yield opened
    opened.close()


def asked(library: Library, typed: str, patch: pytest.MonkeyPatch) -> tuple[list[str], list[int]]:
    """What the library is asked on the way to the end, and what comes of it."""
    asked: list[str] = []
    found = library.find._found

    def ask(query: Query, limit: int | None, *rest: Any, by: Query | None = None, **options: Any) -> Ranked:
        asked.append(f"{write(query)} {limit}" + (f" by {write(by)}" if by else ""))
        return found(query, limit, *rest, by=by, **options)

    patch.setattr(library.find._stages, "_ask", ask)
    query = parse(typed)
    assert query is not None
    stages = library.find._stages.of(query, library.find._source(), lambda: False, by_date=False)
    return asked, sorted(key for part in stages for key, _ in part)


def test_what_promises_a_screen_is_looked_at(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """All that holds the other words, where it is few: nothing else is asked."""
    questions, found = asked(library, "ferry ha*", monkeypatch)
    assert questions == ["ferry 120"]
    assert found == [1, 2, 10]


def test_what_promises_none_is_looked_at_no_longer(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The short beginning is asked for once, ranked by the other words; all others come after it."""
    for name, value in (("_LOOKED_AT", 8), ("_AT_ONCE", 2), ("_ENOUGH", 8), ("_FIRST", 2)):
        monkeypatch.setattr(staging, name, value)
    questions, found = asked(library, "ferry ha*", monkeypatch)
    assert questions == ["ferry 8", "ferry ha* None by ferry", "ferry ha* None"]
    assert found == [1, 2, 10]


def test_whole_words_are_asked_for_at_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is looked at; where they are few, that is all."""
    questions, found = asked(library, "ferry harbour", monkeypatch)
    assert questions == ["ferry harbour 40"]
    assert found == [1, 2, 10]
