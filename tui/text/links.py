"""The link that a place in a text belongs to."""

from __future__ import annotations

#: Code points to each side that are looked through: a line may be as long as the text.
_AROUND = 2_000


def link_at(text: str, offset: int) -> str:
    """The address of the web or mail link that holds the code point; empty where there is none.

    An address without a scheme, ``www.example.org`` or ``ana@example.org``, is given one.
    """
    from linkify_it import LinkifyIt  # 7 ms, for a key that is rare

    start = max(text.rfind("\n", 0, offset) + 1, offset - _AROUND)
    line = text[start : offset + _AROUND].partition("\n")[0]
    found = LinkifyIt().match(line) or []
    return next((one.url for one in found if one.index <= offset - start < one.last_index), "")
