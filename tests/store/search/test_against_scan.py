"""Search is never at odds with the tables: whatever happens to them, it finds what a plain scan finds."""

from __future__ import annotations

import re
import shutil
import tempfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tinydb import where

from store import add_paths, open_library
from store.search import spans
from store.search.folding import fold
from store.storages import SQLiteStorage

WORDS = ["ferry", "Ferry", "férry", "bus", "世界", "界世", "世", "أحمد", "احمد", "trams", "tram", "🚢"]
TEXTS = st.lists(st.sampled_from([*WORDS, ",", "\n\n", "\n"]), min_size=1, max_size=8).map(" ".join)
QUERIES = [
    "ferry",
    "tram",
    "tram*",
    "世",
    "世界",
    "احمد",
    "ferry bus",
    "ferry OR 世界",
    "ferry NOT bus",
    '"bus tram"',
    "🚢",
]


def naive(text: str, query: str) -> bool:
    """Whether a folded text holds the query, found without index, pattern or parser."""
    words = text.split()
    flat = "".join(words)
    unwrapped = re.sub(r"(?<!\n) *\n *(?!\n| )", "", text)
    return {
        "ferry": "ferry" in words,
        "tram": "tram" in words,
        "tram*": any(word.startswith("tram") for word in words),
        "世": "世" in flat,
        "世界": "世界" in unwrapped,
        "احمد": "احمد" in words,
        "ferry bus": {"ferry", "bus"} <= set(words),
        "ferry OR 世界": "ferry" in words or "世界" in unwrapped,
        "ferry NOT bus": "ferry" in words and "bus" not in words,
        '"bus tram"': ("bus", "tram") in pairwise(words),
        "🚢": "🚢" in words,
    }[query]


class SearchAgainstScan(RuleBasedStateMachine):
    """Releases come, change, are rolled back and deleted; each search agrees with a scan of the tables."""

    apart = False

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.patch = pytest.MonkeyPatch()
        self.patch.setattr("platformdirs.user_cache_path", lambda *_, **__: self.folder / "cache")
        if self.apart:
            self.patch.setattr(SQLiteStorage, "index_connection", lambda _self: None)
        self.library = open_library(self.folder / "library.db")

    def teardown(self) -> None:
        """Closes the library and removes it."""
        self.library.close()
        self.patch.undo()
        shutil.rmtree(self.folder)

    def write(self, name: str, text: str) -> None:
        """A file, new or changed, into the library."""
        path = self.folder / f"{name}.txt"
        path.write_text(f"Headline {name}\n\n{text}\n", encoding="utf-8")
        add_paths(self.library, [path])

    @rule(name=st.sampled_from("abc"), text=TEXTS)
    def add_or_update(self, name: str, text: str) -> None:
        """Imports a file."""
        self.write(name, text)

    @rule(name=st.sampled_from("abc"), text=TEXTS, search=st.booleans())
    def roll_back(self, name: str, text: str, search: bool) -> None:
        """Imports a file, perhaps searches, and takes all back."""
        with pytest.raises(KeyError), self.library.transaction():
            self.write(name, text)
            if search:
                self.agrees()
            raise KeyError

    @rule(name=st.sampled_from("abc"))
    def delete(self, name: str) -> None:
        """Removes a release from its table, as a script might."""
        self.library.tables.table("releases").remove(where("source") == str(self.folder / f"{name}.txt"))

    @rule()
    def reopen(self) -> None:
        """Closes the library and opens it again."""
        self.library.close()
        self.library = open_library(self.folder / "library.db")

    @invariant()
    def agrees(self) -> None:
        """The releases found are those whose text holds the words, and each match is in its text."""
        texts = {key: self.library.releases.text(key).text for key in self.library.releases.ids()}
        folded = {key: fold(text) for key, text in texts.items()}
        for query in QUERIES:
            expected = {key for key, text in folded.items() if naive(text, query)}
            hits = list(self.library.find.hits(query))
            assert {hit.release.id for hit in hits} == expected, query
            assert len(hits) == len(expected)
            for hit in hits:
                assert hit.matches == spans(query, texts[hit.release.id])
                assert hit.matches


class SearchApartAgainstScan(SearchAgainstScan):
    """The same with the index in a file of the cache folder."""

    apart = True


TestSearchAgainstScan = SearchAgainstScan.TestCase
TestSearchAgainstScan.settings = settings(max_examples=25, stateful_step_count=12)
TestSearchApartAgainstScan = pytest.mark.slow(SearchApartAgainstScan.TestCase)
TestSearchApartAgainstScan.settings = settings(max_examples=25, stateful_step_count=12)
