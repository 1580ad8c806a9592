"""Valid files damaged in the ways files are, and what holds for whatever is read of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hypothesis import strategies as st

from store.canonical import canonical
from store.errors import RefusedError
from store.formats import RawDocument, RefusedPart

Found = RawDocument | RefusedPart


def damaged(data: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with up to six changes, and perhaps cut short."""
    # Where and how much in one number, and half of the cuts behind the end: what is drawn is what costs.
    change = st.tuples(st.integers(0, 41 * len(data) + 40), st.binary(max_size=40))

    def apply(changes: list[tuple[int, bytes]], cut: int) -> bytes:
        made = data
        for number, put in changes:
            place, count = divmod(number, 41)
            made = made[:place] + put + made[place + count :]
        return made if cut < len(data) else made[: 2 * len(data) - cut]

    return st.builds(apply, st.lists(change, max_size=6), st.integers(0, 2 * len(data)))


def read_or_refused(
    read: Callable[[bytes], RawDocument | Iterable[Found]], data: bytes
) -> list[Found] | None:
    """What a reader gives of the bytes, each of it sound; None where it refuses them, in the form agreed."""
    try:
        given = read(data)
        found: list[Found] = [given] if isinstance(given, RawDocument) else list(given)
    except RefusedError as error:
        assert error.message.endswith(".")
        assert error.message[0].islower() or error.message.startswith("“")
        return None
    for one in found:
        if isinstance(one, RefusedPart):
            assert one.reason.endswith(".")
            continue
        assert one.text.strip()
        assert canonical(one.text) == one.text
        assert "\0" not in one.text
        assert all(0 <= link.start < link.end <= len(one.text) for link in one.links)
        for said in (one.text, one.metadata.title, one.metadata.identifier, one.metadata.byline, one.part):
            (said or "").encode()
    return found
