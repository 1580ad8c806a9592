"""Valid files damaged in the ways files are: cut, with bytes changed, taken out or doubled."""

from __future__ import annotations

from hypothesis import strategies as st


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with up to six changes, and perhaps cut short."""
    change = st.tuples(st.integers(0, len(data)), st.integers(0, 40), st.binary(max_size=40))

    def apply(changes: list[tuple[int, int, bytes]], end: int) -> bytes:
        made = data
        for place, count, put in changes:
            made = made[:place] + put + made[place + count :]
        return made[:end]

    ends = st.one_of(st.just(len(data) + 300), st.integers(0, len(data)))
    return st.builds(apply, st.lists(change, max_size=6), ends)
