"""The matrix of releases and tags."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from store.exports.matrix import write
from tests.store.exports.samples import annotation, marked, tag


def test_a_row_for_each_release_and_a_column_for_each_tag() -> None:
    """Passages that have the tag, and the release itself; none is nought. Cells are harmless."""
    sea, quote, unused = tag("=sea", 1), tag("quote, “x”", 2), tag("a", 3)
    first = replace(
        marked(annotation(3, "a", tags=(sea, quote)), annotation(4, "b", tags=(sea,))), tags=(sea,)
    )
    text = "".join(write([first, marked(id=2, headline="=1+1")], codebook=[quote, sea, unused]))
    assert text.count("\r\n") == 3
    one, two = csv.DictReader(io.StringIO(text, newline=""))
    assert (one["#=sea"], one["#quote, “x”"], one["#a"]) == ("3", "1", "0")
    assert (two["#=sea"], two["headline"], two["words"]) == ("0", "'=1+1", "3")
    assert list(one)[-3:] == ["#=sea", "#a", "#quote, “x”"]
