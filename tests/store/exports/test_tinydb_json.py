"""The TinyDB file: stock TinyDB opens it and finds what was marked."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB, where

from store.exports import EXPORTERS
from store.exports import tinydb_json as writer
from store.exports.files import write
from tests.store.exports.samples import TEXT, annotation, marked, tag

ANY = st.text(st.characters(exclude_categories=["Cs"]))


def test_stock_tinydb_opens_it(tmp_path: Path) -> None:
    """Releases with their words, annotations with the names of their tags, tags; under the library's ids."""
    sea = tag("sea", 4)
    releases = [marked(annotation(3, "a", "Note.", tags=(sea,)), annotation(5, "b")), marked(id=13)]
    text = "".join(writer.write(releases, codebook=[sea]))
    (tmp_path / "marks.json").write_text(text, encoding="utf-8")
    with TinyDB(tmp_path / "marks.json", encoding="utf-8") as opened:
        (found,) = opened.table("annotations").search(where("tags").any(["sea"]))
        assert (found.doc_id, found["quote"], found["note"], found["release"]) == (3, "a", "Note.", 12)
        held = opened.table("releases").get(doc_id=found["release"])
        assert held["text"] == TEXT.text and len(opened.table("releases")) == 2
        assert opened.table("tags").get(doc_id=4)["name"] == "sea"
        opened.table("annotations").insert({"quote": "mine"})


def test_it_is_one_even_of_nothing(tmp_path: Path) -> None:
    """With its three tables."""
    assert EXPORTERS["tinydb"].codebook
    (tmp_path / "none.json").write_text("".join(writer.write([], codebook=[])))
    with TinyDB(tmp_path / "none.json") as opened:
        assert opened.tables() == {"releases", "annotations", "tags"}


@given(ANY, st.integers(0, 70_000))
def test_any_words_are_read_back(words: str, length: int) -> None:
    """However long they are, and whatever they hold: no part ends within a character."""
    import json

    note = words + "é" * length
    text = "".join(writer.write([marked(annotation(3, "a", note), annotation(4, "b", words))], codebook=[]))
    found = json.loads(text)["annotations"]
    assert (found["3"]["note"], found["4"]["note"]) == (note, words)


def test_only_whole_files_are_left(tmp_path: Path) -> None:
    """As with any export."""
    from dataclasses import replace
    from functools import partial

    exporter = EXPORTERS["tinydb"]
    write(replace(exporter, write=partial(exporter.write, codebook=[])), tmp_path / "a.json", [marked()])
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]
