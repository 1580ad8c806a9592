"""What a query found in a text: places and snippets."""

from __future__ import annotations

from store.search import parse, phrases, snippet, spans
from store.search.snippets import SNIPPET


def test_only_what_makes_a_query_true_is_marked() -> None:
    """The phrases of a query leave out what must not occur, and what is looked for elsewhere."""
    query = parse('ferry ("two words" OR x*) -bus near:3(one two) headline:harbour ferry')
    assert query is not None
    assert [phrase.match for phrase in phrases(query)] == ['"ferry"', '"two words"', '"x"*', '"one"', '"two"']


def test_snippets_hold_the_densest_place() -> None:
    """Whole words around the most matches, on one line, at most as long as said; marked where cut."""
    text = "ferry " + "word " * 100 + "\n\nthe ferry, a ferry\nand a ferry. " + "word " * 100
    found = snippet(text, spans("ferry", text))
    assert "the ferry, a ferry and a ferry. word" in found
    assert found.startswith("… word ") and found.endswith(" word …")
    assert len(found) <= SNIPPET + 4
    assert snippet("Short.", ()) == "Short."
    assert snippet("", ()) == ""
    assert len(snippet("界" * 500, ((250, 251),))) <= SNIPPET + 4
