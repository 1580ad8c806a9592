"""JSON read piece by piece: all that it says, and no more of it in memory than is looked at."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import RefusedPart, items_in
from store.imports.unread_json import opened, parts_in, value_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=5,
)


def read(data: bytes) -> list[Any]:
    """All objects of the file with all that is in them; what is none, as its class."""
    found = [(part, opened(part)) for part in parts_in(data)]
    assert all(repr(value_of(item)) == repr(value_of(part)) for part, item in found if isinstance(item, dict))
    return [value_of(part) if isinstance(item, dict) else RefusedPart for part, item in found]


def whole(value: Any) -> Any:
    """What is unread, opened down to its values."""
    value = opened(value)
    if isinstance(value, dict):
        return {name: whole(one) for name, one in value.items()}
    return [whole(one) for one in value] if isinstance(value, list) else value


@given(
    st.lists(VALUES, max_size=4) | st.dictionaries(st.text(), VALUES, max_size=4),
    st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
)
def test_it_says_what_the_whole_file_says(value: Any, encoding: str) -> None:
    """In any encoding, with numbers that are none; opened level by level as at once."""
    data = json.dumps(value, ensure_ascii=encoding == "utf-16").encode(encoding, errors="replace")
    wanted = [RefusedPart if isinstance(one, RefusedPart) else one[1] for one in items_in(data)]
    assert repr(read(data)) == repr(wanted)
    found = [whole(one) if isinstance(opened(one), dict) else RefusedPart for one in parts_in(data)]
    assert repr(found) == repr(wanted)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (rb'[{"\ud800": 1}, {"a": "\ud800"}]', [{"\ud800": 1}, {"a": "\ud800"}]),
        (b'[{"a": "\xe9"}]', [{"a": "é"}]),
        (b'\n  {"a": 1}  ', [{"a": 1}]),
        (b'{"a": 1}\n{"a": 2}\n', [{"a": 1}, {"a": 2}]),
        (b"[1, {}]", [RefusedPart, {}]),
    ],
)
def test_what_is_not_strictly_json_is_read_as_well(data: bytes, wanted: list[Any]) -> None:
    """Half a character, another encoding, lines."""
    assert read(data) == wanted


@pytest.mark.parametrize("data", [b"3", b"[" * 100_000, b'[{"a": ' + b"9" * 5000 + b"}]", b"{", b""])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    """Whether that is seen at once or when it is read."""
    with pytest.raises(RefusedError):
        read(data)


def test_what_is_not_looked_at_takes_no_memory() -> None:
    """Beside the bytes of the file."""
    data = json.dumps({"items": [{"id": str(at), "more": ["x" * 500] * 4} for at in range(2000)]}).encode()
    tracemalloc.start()
    try:
        items = [each for one in parts_in(data) for each in opened(opened(one)["items"])]
        ids = [value_of(opened(each)["id"]) for each in items]
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(ids) == 2000 and peak < len(data) / 4
