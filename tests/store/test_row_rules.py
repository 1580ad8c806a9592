"""What fits between the fields of a row."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.row_rules import changes_fit
from store.tables import TABLES

#: More changes than are looked at one by one.
MANY = 40
SOUND: list[Any] = ["annotations", 3, {"tags": [1], "state": "anchored"}, {"tags": [1, 2], "state": "moved"}]

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 2**54),
    st.text(max_size=3),
    st.lists(st.integers(-1, 3), max_size=2),
)
fields = st.dictionaries(
    st.sampled_from(["tags", "state", "name", "pinned", "color", "deleted", "read", "cursor", "own"]), values
)
changes = st.tuples(
    st.sampled_from(["annotations", "tags", "reading", "release_tags", "meta", "unknown"]),
    st.just(7),
    st.none() | fields,
    st.none() | fields,
)


def event(found: list[Any], taken: list[Any] | None = None) -> dict[str, Any]:
    """A row of the history with these changes."""
    return {"changes": found, "taken": taken}


@given(changes, st.integers(0, MANY), st.booleans())
def test_one_change_of_many_is_judged_as_alone(change: Any, at: int, taken: bool) -> None:
    """What does not fit is found wherever it stands, and named as where it is the only one."""
    alone = changes_fit(event([SOUND, change]), TABLES)
    among = [SOUND] * MANY
    among.insert(at, change)
    row = event([SOUND] * MANY, [None, *among]) if taken else event(among)
    assert changes_fit(row, TABLES) == alone


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (["annotations", 7, None, {"tags": ["one"]}], "a “tags” it cannot have"),
        (["annotations", 7, {"state": None}, None], "a “state” it cannot have"),
        (["tags", 7, {"color": True}, None], "a “color” it cannot have"),
        (["meta", 7, {"schema": 1}, None], "name no table of a user’s: meta"),
        (["unknown", 7, {}, None], "name no table of a user’s: unknown"),
    ],
)
def test_what_does_not_fit_is_named(change: list[Any], words: str) -> None:
    """Among many changes too."""
    assert words in str(changes_fit(event([*[SOUND] * MANY, change]), TABLES))


def test_many_that_fit() -> None:
    """A field that may be empty, or that no table knows, keeps no event from being understood."""
    beside = ["tags", 4, {"pinned": None, "own": {}}, {"pinned": 3, "deleted": None}]
    assert changes_fit(event([*[SOUND] * MANY, beside], [None, beside]), TABLES) is None
    assert changes_fit({"changes": None}, TABLES) is None
