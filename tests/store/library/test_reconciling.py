"""What an annotation's row becomes when its release's text does."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from store.anchoring.selectors import select
from store.library.reconciling import settled
from store.tables import fault

OLD = "The ferry will sail from May, the harbour trust said.\n\nFares rise by two euros in the summer."
NEW = OLD.replace("will sail from May", "will now sail from June")
TEXTS = st.lists(st.sampled_from(["The ferry ", "sails", " from May.", "\n\n", "It rains. "]), min_size=1)


def row(text: str, start: int, end: int, state: str = "anchored", **more: str) -> dict[str, Any]:
    """An annotation's row on a passage."""
    one = select(text, start, end)
    place = {"start": start, "end": end, "quote": one.quote, "prefix": one.prefix, "suffix": one.suffix}
    said = dict.fromkeys(("created", "modified", "creator"), "2025-03-14T12:00:00Z")
    return {"release": 1, **place, **said, "tags": [1], "note": "", "state": state, **more}


def on(text: str, words: str, **more: str) -> dict[str, Any]:
    """The same, on the first place of the words."""
    start = text.index(words)
    return row(text, start, start + len(words), **more)


@given(TEXTS.map("".join), TEXTS.map("".join), st.data())
def test_no_annotation_is_dropped_and_each_reads_its_quote(old: str, new: str, data: st.DataObject) -> None:
    """Kept, moved, changed and orphaned are all; what has a place reads its quote; what was is kept."""
    spans = st.tuples(st.integers(0, len(old) - 1), st.integers(1, 20)).map(
        lambda span: (span[0], min(len(old), sum(span)))
    )
    rows = [row(old, *span) for span in data.draw(st.lists(spans, max_size=4))]
    found = settled(rows, old, new)
    states = [fields["state"] for fields in found]
    assert sum(map(states.count, ("anchored", "moved", "changed", "orphaned"))) == len(rows)
    for before, fields in zip(rows, found, strict=True):
        after = before | fields
        assert fault("annotations", after) is None
        if after["state"] == "orphaned":
            assert fields == {"state": "orphaned"}
        else:
            assert new[after["start"] : after["end"]] == after["quote"]
            assert new[: after["start"]].endswith(after["prefix"])
        assert after.get("was", "") == (before["quote"] if after["state"] == "changed" else "")


def test_altered_words_are_quoted_and_the_first_ones_kept() -> None:
    """Changed twice: the quote is what stands there, `was` what was marked at first."""
    first = on(OLD, "ferry will sail from May")
    second = first | settled([first], OLD, NEW)[0]
    assert (second["state"], second["was"]) == ("changed", "ferry will sail from May")
    assert second["quote"].startswith("ferry will now sail from")
    third = second | settled([second], NEW, "News.\n\n" + NEW.replace("ferry", "boat"))[0]
    assert (third["state"], third["was"]) == ("changed", "ferry will sail from May")
    assert "will now sail from" in third["quote"]


def test_words_that_are_back_are_changed_no_more() -> None:
    """The first words again: nothing is kept beside them, and their place is still to be checked."""
    first = on(OLD, "ferry will sail from May, the harbour")
    second = first | settled([first], OLD, NEW)[0]
    third = second | settled([second], NEW, OLD)[0]
    assert (third["state"], third["was"]) == ("moved", "")
    assert third["quote"] in first["quote"]


def test_an_orphan_that_was_changed_is_changed_when_it_returns() -> None:
    """Words altered, then lost, then back as altered: marked as changed."""
    first = on(OLD, "ferry will sail from May, the harbour")
    second = first | settled([first], OLD, NEW)[0]
    lost = second | settled([second], NEW, "Nothing of the kind was ever said.")[0]
    assert (lost["state"], lost["quote"]) == ("orphaned", second["quote"])
    assert lost | settled([lost], "Nothing of the kind was ever said.", NEW)[0] == second


def test_what_moved_stays_to_be_checked() -> None:
    """An annotation that moved in one update is still marked after one that leaves it in place."""
    first = on(OLD, "two euros")
    second = first | settled([first], OLD, "News.\n\n" + OLD)[0]
    third = second | settled([second], "News.\n\n" + OLD, "News.\n\n" + OLD + "\n\nMore.")[0]
    assert (second["state"], third["state"]) == ("moved", "moved")
    assert third["start"] == second["start"]
