"""The parts of a note that Dateline writes, and what a user wrote beside them.

Each part stands between two HTML comments, which no reader of Markdown shows::

    <!-- dateline annotation-17 -->
    > The words that were marked.
    <!-- /dateline 5a1f0c3e9b7d2468 -->

The second holds a checksum of the lines between, by which a later export knows that nobody changed them; how
lines end, and blanks at their ends, do not count. All else in a note is the user's and is kept for ever, and
so are fields of the front matter that Dateline does not write.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

#: A blank line, or that of the front matter: where Dateline's fields end and the note begins.
_FENCE = "---"
_BEGIN = re.compile(r"^(?:- )?<!-- dateline ([a-z]+(?:-[\w:-]+)?(?: [0-9a-f]+)?) -->$")
_END = re.compile(r"^(?:  |\t)?<!-- /dateline ([0-9a-f]{16}) -->$")
_FIELD = re.compile(r"^([^\s:#][^:]*):(?:\s|$)")


class Block(NamedTuple):
    """Lines of Dateline's own."""

    name: str
    """Unlike that of any other in the note: ``annotation-17``."""
    lines: tuple[str, ...]
    """With the two comments."""
    by_hand: bool = False
    """Whether somebody changed them since they were written."""


class Note(NamedTuple):
    """A note taken apart; put together again it is the same, but for how its lines end."""

    front: tuple[str, ...]
    """The lines of its front matter, without the fences; none where it has no such."""
    parts: tuple[Block | str, ...]
    """Dateline's blocks, and the lines between them."""

    def blocks(self) -> dict[str, Block]:
        """Dateline's own, by their names."""
        return {one.name: one for one in self.parts if isinstance(one, Block)}


def block(name: str, lines: Sequence[str], *, bullet: bool = False) -> list[str]:
    """The lines between their two comments; as the item of a list, where each block must be one."""
    begin, end = f"<!-- dateline {name} -->", f"<!-- /dateline {checksum(lines)} -->"
    return [f"- {begin}", *lines, f"  {end}"] if bullet else [begin, *lines, end]


def checksum(lines: Iterable[str]) -> str:
    """Of lines as they would be without blanks at their ends."""
    words = "\n".join(line.rstrip() for line in lines)
    return hashlib.blake2b(words.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def taken_apart(text: str) -> Note:
    """The front matter, Dateline's blocks and the lines between them; of a note of any kind."""
    lines = text.replace("\r\n", "\n").split("\n")
    front: list[str] = []
    if lines[0] == _FENCE and _FENCE in lines[1:]:
        end = lines.index(_FENCE, 1)
        front, lines = lines[1:end], lines[end + 1 :]
    return Note(tuple(front), tuple(_parts(lines)))


def _parts(lines: Sequence[str]) -> Iterator[Block | str]:
    at = 0
    while at < len(lines):
        begin = _BEGIN.match(lines[at])
        end = _end_of(lines, at) if begin else None
        if begin is None or end is None:
            yield lines[at]
            at += 1
            continue
        stated = _END.match(lines[end])
        by_hand = stated is None or stated[1] != checksum(lines[at + 1 : end])
        yield Block(begin[1], tuple(lines[at : end + 1]), by_hand)
        at = end + 1


def _end_of(lines: Sequence[str], begin: int) -> int | None:
    """The line that ends the block; None where it was taken away."""
    for at in range(begin + 1, len(lines)):
        if _END.match(lines[at]):
            return at
        if _BEGIN.match(lines[at]):
            return None
    return None


def put_together(note: Note) -> str:
    """The text of the note."""
    front = [_FENCE, *note.front, _FENCE] if note.front else []
    lines = (line for part in note.parts for line in (part.lines if isinstance(part, Block) else (part,)))
    return "\n".join((*front, *lines))


def joined(present: Note, new: Note, dropped: Mapping[str, Sequence[str]]) -> Note:
    """The present note with Dateline's parts as they are in the new one; what is between them stays.

    Args: both notes; of blocks that were changed by hand, by name, the lines to be kept below them.
    """
    fresh, written = new.blocks(), list[Block | str]()
    wanted, known = list(fresh), present.blocks()
    for part in present.parts:
        if not isinstance(part, Block):
            written.append(part)
            continue
        while wanted and wanted[0] not in known:  # what is new stands before what follows it
            written += [fresh[wanted.pop(0)], ""]
        if part.name in fresh:
            written.append(fresh[part.name])
            if part.name in wanted:
                wanted.remove(part.name)
        if kept := dropped.get(part.name):
            written += ["", *kept]
    if wanted:
        while written and written[-1] == "":
            written.pop()
        for name in wanted:
            written += ["", fresh[name]]
        written.append("")
    return Note(_joined_front(present.front, new.front), tuple(written))


def _joined_front(present: Sequence[str], new: Sequence[str]) -> tuple[str, ...]:
    """The new fields, then those of the user's own."""
    ours = fields(new)
    own = [line for name, lines in fields(present).items() if name not in ours for line in lines]
    return (*new, *own)


def fields(front: Sequence[str]) -> dict[str, list[str]]:
    """The lines of each field of a front matter, by its name; what stands before the first under no name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in front:
        if begun := _FIELD.match(line):
            name = begun[1]
        found.setdefault(name, []).append(line)
    return found
