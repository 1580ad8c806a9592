"""A file that is written again: replaced where nobody changed it, else joined with what a user wrote in it.

A file ends with a seal, a checksum of what was written. Where it does not fit, the blocks say which of them
somebody changed (`store.exports.markdown.managed`); what stands between them stays in any case.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import NamedTuple

from store.exports.markdown.managed import (
    Block,
    Note,
    fields,
    front_checksum,
    joined,
    put_together,
    taken_apart,
    values,
)

_SEAL = "\n<!-- Exported by Dateline, checksum {} -->\n"
_SEALED = re.compile(r"\n<!-- Exported by Dateline, checksum ([0-9a-f]{64}) -->\n\Z")
_SEAL_LINE = re.compile(r"<!-- Exported by Dateline, checksum [0-9a-f]{64} -->")
#: The name of what is no block: the fields of the front matter.
PROPERTIES = "properties"


class ByHand(NamedTuple):
    """What somebody changed in a part of a note that Dateline writes."""

    name: str
    """The block's; `PROPERTIES` for the front matter."""
    present: tuple[str, ...]
    """Its lines as they are in the file."""
    new: tuple[str, ...]
    """The lines that would be written; none where the block would be taken away."""


def seal(text: str) -> str:
    """The text with a last line by which a later export knows that nobody changed it since."""
    return text + _SEAL.format(hashlib.sha256(text.encode()).hexdigest())


def untouched(text: str) -> bool:
    """Whether the text is an export as it was written; that its lines end otherwise does not count."""
    return _fits(text) or ("\r\n" in text and _fits(text.replace("\r\n", "\n")))


def _fits(text: str) -> bool:
    match = _SEALED.search(text)
    return bool(match) and hashlib.sha256(text[: match.start()].encode()).hexdigest() == match.group(1)  # type: ignore[union-attr]


def by_hand(present: str, new: str) -> list[ByHand] | None:
    """What a user changed in Dateline's parts of a file; None for a file that is no note of the same release.

    Args: what the file holds; what would be written, its seal included.
    """
    there, fresh = taken_apart(present), taken_apart(new)
    if not _same(there, fresh):
        return None
    blocks, wanted = there.blocks(), fresh.blocks()
    changed = []
    if _front_by_hand(there, fresh):
        changed.append(ByHand(PROPERTIES, there.front, fresh.front))
    for one in blocks.values():
        lines = wanted[one.name].inner if one.name in wanted else ()
        if one.by_hand and _bare(one.inner) != _bare(lines):
            changed.append(ByHand(one.name, one.inner, lines))
    return changed


def updated(present: str, new: str, *, keep: bool) -> str:
    """What the file is to hold: what is new, with all that a user wrote outside of Dateline's parts.

    Args: what the file holds, for which `by_hand` gives no None; what would be written, its seal included;
        whether what a user changed in Dateline's parts is to stand below these from now on.
    """
    if untouched(present):
        return present if present.replace("\r\n", "\n") == new else new
    there, fresh = taken_apart(present), taken_apart(new)
    kept: dict[str, Sequence[str]] = {}
    for one in (by_hand(present, new) or ()) if keep else ():
        known = set(map(_words, one.new))
        kept[one.name] = [line for line in one.present if line.strip() and _words(line) not in known]
    stamp = next(filter(_is_seal, reversed(fresh.parts)))
    sealed = [stamp if _is_seal(part) else part for part in there.parts]
    if stamp not in sealed:
        sealed += ["", stamp, ""]
    text = put_together(joined(Note(there.front, tuple(sealed)), fresh, kept))
    if front := kept.get(PROPERTIES):
        text = _noted(text, front)
    return text.replace("\n", "\r\n") if "\r\n" in present else text


def _is_seal(part: Block | str) -> bool:
    return isinstance(part, str) and _SEAL_LINE.fullmatch(part.rstrip()) is not None


def _noted(text: str, front: Sequence[str]) -> str:
    """The text with lines that were taken out of its front matter at its end, as they were."""
    return f"{text.rstrip()}\n\n" + "\n".join(f"    {line}" for line in front) + "\n"


def _same(there: Note, fresh: Note) -> bool:
    """Whether both are notes of one release of one library, or reports."""
    first = [next((part for part in one.parts if isinstance(part, Block)), None) for one in (there, fresh)]
    if first[0] is None or first[1] is None:
        return False
    return (first[0].name, first[0].marks[:1]) == (first[1].name, first[1].marks[:1])


def _front_by_hand(there: Note, fresh: Note) -> bool:
    """Whether a field of Dateline's says neither what was written nor what would be."""
    own = fields(fresh.front)
    told = {name: value for name, value in values(there.front).items() if name in own}
    first = next(part for part in there.parts if isinstance(part, Block))
    if len(first.marks) < 2 or (says := front_checksum(told)) == first.marks[1]:
        return False
    return says != front_checksum(values(fresh.front))


def _words(line: str) -> tuple[str, ...]:
    """The words of a line in one order: that tags stand otherwise is no change."""
    return tuple(sorted(line.split()))


def _bare(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in lines)
