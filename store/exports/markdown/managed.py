"""The parts of a note that Dateline writes, and what a user wrote beside them.

Each part stands between two HTML comments, which no reader of Markdown shows::

    <!-- dateline annotation-17 -->
    > The words that were marked.
    <!-- /dateline 5a1f0c3e9b7d2468 -->

The second holds a checksum of the lines between, by which a later export knows that nobody changed them; how
lines end, and blanks at their ends, do not count. All else in a note is the user's and is kept for ever, and
so are fields of the front matter that Dateline does not write. The first part, that of the release, says too
by which eight digits its library is known, and has a checksum of the front matter's fields.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

#: What front matter stands between.
FENCE = "---"
_BEGIN = re.compile(r"^(?:- )?<!-- dateline ([a-z]+(?:-[0-9]+)*)((?: [0-9a-f]+)*) -->$")
_END = re.compile(r"^(?:  |\t)?<!-- /dateline ([0-9a-f]{16}) -->$")
#: A field as YAML has it, and as Logseq has.
_FIELD = re.compile(r"^([^\s:#-][^:]*?)::?(?:\s|$)")
_LOGSEQ_FIELD = re.compile(r"^[\w-]+:: ")


class Block(NamedTuple):
    """Lines of Dateline's own."""

    name: str
    """Unlike that of any other in the note: ``annotation-17``."""
    lines: tuple[str, ...]
    """With the two comments."""
    marks: tuple[str, ...] = ()
    """What else the first comment says."""
    by_hand: bool = False
    """Whether somebody changed them since they were written."""

    @property
    def inner(self) -> tuple[str, ...]:
        """The lines between the two comments."""
        return self.lines[1:-1]


class Note(NamedTuple):
    """A note taken apart; put together again it is the same, but for how its lines end."""

    front: tuple[str, ...]
    """The lines of its front matter, fences and all; none where it has no such."""
    parts: tuple[Block | str, ...]
    """Dateline's blocks, and the lines between them."""

    def blocks(self) -> dict[str, Block]:
        """Dateline's own, by their names."""
        return {one.name: one for one in self.parts if isinstance(one, Block)}


def block(name: str, lines: Sequence[str], *marks: str, bullet: bool = False) -> list[str]:
    """The lines between their two comments; as the item of a list, where each block must be one."""
    begin, end = f"<!-- dateline {' '.join((name, *marks))} -->", f"<!-- /dateline {checksum(lines)} -->"
    return [f"- {begin}", *lines, f"  {end}"] if bullet else [begin, *lines, end]


def checksum(lines: Iterable[str]) -> str:
    """Of lines as they would be without blanks at their ends."""
    words = "\n".join(line.rstrip() for line in lines)
    return hashlib.blake2b(words.encode(errors="surrogatepass"), digest_size=8).hexdigest()


def taken_apart(text: str) -> Note:
    """The front matter, Dateline's blocks and the lines between them; of a note of any kind."""
    lines = text.replace("\r\n", "\n").split("\n")
    end = 0
    if lines[0] == FENCE and FENCE in lines[1:]:
        end = lines.index(FENCE, 1) + 1
    while end < len(lines) and lines[0] != FENCE and _LOGSEQ_FIELD.match(lines[end]):
        end += 1
    return Note(tuple(lines[:end]), tuple(_parts(lines[end:])))


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
        yield Block(begin[1], tuple(lines[at : end + 1]), tuple(begin[2].split()), by_hand)
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
    lines = (line for part in note.parts for line in (part.lines if isinstance(part, Block) else (part,)))
    return "\n".join((*note.front, *lines))


def joined(present: Note, new: Note, kept: Mapping[str, Sequence[str]]) -> Note:
    """The present note with Dateline's parts as they are in the new one; what is between them stays.

    Args: both notes; by the name of a block the lines that are to stand below it from now on.
    """
    fresh, known = new.blocks(), present.blocks()
    wanted = list(fresh)
    written: list[Block | str] = []
    for part in present.parts:
        if not isinstance(part, Block):
            written.append(part)
            continue
        while wanted and wanted[0] not in known:  # what is new stands before what follows it
            written += [fresh[wanted.pop(0)], ""]
        if part.name in wanted:
            written.append(fresh[part.name])
            wanted.remove(part.name)
        if below := kept.get(part.name):
            written += ["", *below]
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
    if new and new[-1] == FENCE:
        return (*new[:-1], *own, FENCE)
    return (*new, *own)


def fields(front: Sequence[str]) -> dict[str, list[str]]:
    """The lines of each field of a front matter, by its name; what stands before the first under no name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in front:
        if line == FENCE:
            continue
        if begun := _FIELD.match(line):
            name = begun[1]
        found.setdefault(name, []).append(line)
    return found


def values(front: Sequence[str]) -> dict[str, str | list[str]]:
    """What the fields say, all as texts; nothing where a reader of YAML finds no fields."""
    found: dict[str, str | list[str]] = {}
    if front and front[0] != FENCE:
        for name, lines in fields(front).items():
            value = lines[0].partition(":: ")[2]
            found[name] = value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
        return found
    import yaml  # for what somebody may have changed only

    try:
        read = yaml.load("\n".join(front[1:-1]), yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}
    # Texts and lists of them are what Dateline writes; what else stands there is not spelt out, for aliases
    # may make a few lines stand for billions.
    for name, value in read.items() if isinstance(read, dict) else ():
        if isinstance(value, list):
            found[str(name)] = [one if isinstance(one, str) else "" for one in value]
        else:
            found[str(name)] = value if isinstance(value, str) else ""
    return found


def front_checksum(told: Mapping[str, object]) -> str:
    """Of the values of fields, however they are spelt; a field that says nothing is as good as none."""
    lines = [
        f"{name}\x1f" + "\x1f".join(map(str, value) if isinstance(value, list | tuple) else (str(value),))
        for name, value in sorted(told.items())
        if value not in (None, "", "null", [], ())
    ]
    return checksum(lines)
