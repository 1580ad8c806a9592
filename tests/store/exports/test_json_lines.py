"""JSON Lines: an object in each line, which is what was marked, whatever that holds."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from store.exports import Marked
from store.exports.json_lines import write
from store.exports.table_records import ANNOTATIONS, QUOTATIONS, RELEASES
from store.library import Found
from tests.store.exports.samples import annotation, marked, release, tag

ANY = st.text(st.characters(exclude_categories=["Cs"]))


@given(ANY, ANY, st.lists(ANY, max_size=3))
@example("\r\n\u2028\x85", '"\\', ["=1", "a,b"])
def test_any_words_are_read_back(quote: str, note: str, names: list[str]) -> None:
    """Character by character, a line for each; nothing is neutralised, for no program computes JSON."""
    text = "".join(
        write([marked(annotation(3, quote, note, tags=tuple(map(tag, names))), annotation(5, "b"))])
    )
    first, _ = [json.loads(line) for line in text.encode().splitlines()]
    assert (first["quote"], first["note"], first["tags"], first["start"]) == (quote, note, names, 3)


def test_each_table_has_the_columns_it_says() -> None:
    """In that order, for each of its records; of numbers numbers are written, of nothing null."""
    one = marked(annotation(3, "a"), read=True, agency=None)
    said = [Found(one.release, 3, 9, "“Yes.”", speaker="Ana", role=None)]
    one = Marked(one.release, one.annotations, one.text, tags=(tag("whole"),), quotations=lambda: said)
    for table in (ANNOTATIONS, RELEASES, QUOTATIONS):
        (line,) = "".join(write([one], table=table)).splitlines()
        record = json.loads(line)
        assert tuple(record) == table.columns
        assert record["agency"] is None and record["release"] == one.release.id
    (line,) = "".join(write([one], table=RELEASES)).splitlines()
    assert json.loads(line)["read"] is True and json.loads(line)["release_tags"] == ["whole"]
    assert "".join(write([Marked(release(), (), one.text)], table=QUOTATIONS)) == ""
