"""What a user changed inside the parts of an exported note: tags and notes come back into the library.

A part says by its checksum that somebody changed it; what the library has is looked at beside it. Where both
were changed since the export nothing of either is lost: the notes stand one below the other, and the passage
has all tags. Words of a release are its own and never taken from a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from store.atomic import replace
from store.errors import InvalidInputError, NotFoundError
from store.exports import Marked, marked
from store.exports.markdown import (
    NOTE_TITLES,
    PROPERTIES,
    STYLES,
    ByHand,
    by_hand,
    note,
    release_in,
    seal,
    tag_word,
    taken_apart,
    updated,
    values,
)
from store.exports.markdown import identity as identity_of
from store.library import Library, tag_key
from store.models import Annotation, Tag
from store.urls import is_url
from store.wording import brief

_ADDRESS = re.compile(r"annotation-([0-9]+)")
#: What stands behind the tags of a passage: where it is.
_PLACE = re.compile(r"(?:paragraphs? [0-9]|(?:last at )?characters [0-9])")
_TAG = re.compile(r"#\[\[(.+?)\]\]|#(\S+)")
#: Letters before a difference that are shown with it.
_LED_IN = 12
_FENCE = re.compile(r"(`{3,})text")
_DIGITS = re.compile(r"_[0-9].*")


class Change(NamedTuple):
    """One annotation as the library has it, and as it is to be."""

    annotation: Annotation
    tags: tuple[str, ...]
    """Names."""
    note: str
    both: bool
    """Whether the library's was changed since the export too."""


class NoteRead(NamedTuple):
    """What an exported note brings."""

    marked: Marked
    """Its release, as the library has it."""
    style: str
    paths: bool
    """Whether it says where on this machine the release's file lies."""
    changes: Sequence[Change]
    release_tags: Sequence[str]
    """Names of tags that the release is to have too."""
    left: Sequence[str]
    """What is not taken in, in words."""


def note_read(library: Library, text: str) -> NoteRead:
    """What a note brings, without taking it in.

    Raises InvalidInputError for what is no note of Dateline's, NotFoundError for that of another library.
    """
    key = release_in(text.encode(errors="replace"))
    if key is None:
        raise InvalidInputError("this is no note that Dateline exported.", "‘dateline add’ adds releases.")
    if not library.releases.many([key[0]]):
        raise NotFoundError(f"the note is of release {key[0]}, which is not in this library.")
    (one,) = marked(library, [key[0]])
    if identity_of(one.release) != key[1]:
        raise NotFoundError(f"the note is of another library's release {key[0]}.", "Name it with --library.")
    front = values(taken_apart(text).front)
    style, paths = _style_of(front), _has_path(front)
    written = seal(note(one, STYLES[style], paths=paths))
    tags = {tag_word(tag).removeprefix("#"): tag.name for tag in library.tags.all()}
    blocks = {one.name: one for one in taken_apart(written).blocks().values()}
    marks = taken_apart(text).blocks()
    changes, left, release_tags = list[Change](), list[str](), list[str]()
    for hand in by_hand(text, written) or ():
        found = _ADDRESS.fullmatch(hand.name)
        if hand.name == PROPERTIES:
            added, gone = _of_front(front, one, tags)
            release_tags += added
            left += gone
        elif found and (annotation := _with_id(one.annotations, int(found[1]))):
            since = blocks[hand.name].lines[-1] != marks[hand.name].lines[-1]
            change, more = _changed(hand, annotation, tags, both=since)
            changes += [change] if change is not None else []
            left += more
        else:
            left.append(f"{hand.name}: what was changed in it is nothing of yours in the library")
    known = {each.id for each in one.annotations}
    for name, part in marks.items():
        found = _ADDRESS.fullmatch(name)
        if found and int(found[1]) not in known and not part.by_hand:
            left.append(f"{name}: there is none in the library, or not in this release")
    return NoteRead(one, style, paths, changes, release_tags, left)


def take_in_note(library: Library, read: NoteRead) -> None:
    """Puts what a note brings into the library, in one step that undo takes back.

    Raises InvalidInputError for a name that no tag can have, StorageError; nothing is done then.
    """
    release = read.marked.release
    if not (read.changes or read.release_tags):
        return
    with library.tables.action(release.id) as (action, call):
        for one in read.changes:
            given = library.tags.named(action, one.tags)
            action.update(
                "annotations", one.annotation.id,
                tags=[tag.id for tag in given], note=one.note, modified=library.tables.clock(),
            )  # fmt: skip
        if read.release_tags:
            library.tags.named(action, read.release_tags)
            library.release_tags.give_each(action, {release.id: list(read.release_tags)})
            action.release = release.id
        call("took in what was changed in an exported note")


def rewritten(library: Library, read: NoteRead, present: str) -> str:
    """What the file of a note is to hold once it was taken in; what was not stands below its part."""
    (one,) = marked(library, [read.marked.release.id])
    return updated(present, seal(note(one, STYLES[read.style], paths=read.paths)), keep=True)


def _style_of(front: Mapping[str, object]) -> str:
    if "headline" in front:
        return "logseq"
    return "obsidian" if "tag_names" in front else "pandoc" if "bibliography" in front else "markdown"


def _has_path(front: Mapping[str, object]) -> bool:
    source = str(front.get("source", ""))
    return ("/" in source or "\\" in source) and not is_url(source)


def _with_id(annotations: Iterable[Annotation], key: int) -> Annotation | None:
    return next((one for one in annotations if one.id == key), None)


def _of_front(
    front: Mapping[str, str | list[str]], one: Marked, tags: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The tags that a user added to the front matter, and in words what else was changed there."""
    told = front.get("tags", [])
    if isinstance(told, str):
        told = [match[1] or match[2] for match in _TAG.finditer(told.replace("[[", "#[["))]
    has: set[str] = {
        tag.name for given in (one.tags, *(each.tags for each in one.annotations)) for tag in given
    }
    found = [_name(name, has, tags) for name in told]
    known = {tag_key(name) for name in has}
    added = [name for name in dict.fromkeys(found) if tag_key(name) not in known]
    there = {tag_key(name) for name in found}
    gone = [
        f"#{name} is taken away in Dateline, from what has it" for name in has if tag_key(name) not in there
    ]
    return added, gone or ([] if added else ["fields of Dateline's own are written anew"])


def _name(word: str, has: Iterable[str], tags: Mapping[str, str]) -> str:
    """What a word means: one of the tags there were, else one of the library's, else a new one."""
    there = {tag_word(Tag(0, name, 0, None)).removeprefix("#"): name for name in has}
    own = word[1:] if _DIGITS.fullmatch(word) else word
    return there.get(word) or tags.get(word) or own


def _changed(
    hand: ByHand, annotation: Annotation, tags: Mapping[str, str], *, both: bool
) -> tuple[Change | None, list[str]]:
    """What became of an annotation, and in words what is not taken in."""
    present = [line.rstrip() for line in hand.present]
    head, noted = _parted(present)
    fixed, written = _parted([line.rstrip() for line in hand.new])
    if noted == written:  # as it is here, with any blanks that no line ends with in a note
        noted = annotation.note
    line = next((one for one in head if _PLACE.search(one) and not one.lstrip().startswith(">")), None)
    names = [one.name for one in annotation.tags]
    if line is not None:
        before = line[: _PLACE.search(line).start()]  # type: ignore[union-attr]
        given = [_name(match[1] or match[2], names, tags) for match in _TAG.finditer(before)]
    else:
        given = names
    own = [one for one in head if one not in fixed and one != line]
    missing = [one for one in fixed if one not in head and not _PLACE.search(one)]
    left = (
        [f"{hand.name}: the words of the release are its own: {one.strip()}" for one in own]
        if missing
        else []
    )
    if own and not missing:  # written between: it belongs to the note
        noted = "\n".join((*([noted, ""] if noted else ()), *(one.strip() for one in own)))
    if both:
        given = list(dict.fromkeys((*names, *given)))
        noted = annotation.note if noted in annotation.note else f"{annotation.note}\n\n{noted}".strip("\n")
    if not given and not noted.strip():
        return None, [
            *left,
            f"{hand.name} has neither tag nor note left; it is deleted in Dateline alone",
        ]
    if {*map(tag_key, given)} == {*map(tag_key, names)} and noted == annotation.note:
        return None, left
    return Change(annotation, tuple(given), noted, both), left


def _parted(lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines of a passage without blank ones, and its note as it was typed."""
    at = next((at for at, line in enumerate(lines) if line.strip() in NOTE_TITLES), len(lines))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())] if at < len(lines) else ""
    head = [line for line in lines[:at] if line.strip()]
    begin = f"{indent}> " if lines[at : at + 1] and lines[at].lstrip().startswith(">") else "    "
    noted: list[str] = []
    for line in lines[at + 2 :]:
        if line.startswith(begin) or line.strip() in ("", begin.strip()):
            noted.append(line[len(begin) :])
        elif line.strip():
            head.append(line)
    if noted and (fence := _FENCE.fullmatch(noted[0])) and fence[1] in noted[1:]:
        end = len(noted) - 1 - noted[::-1].index(fence[1])
        return head, "\n".join((*noted[1:end], *(one for one in noted[end + 1 :] if one)))
    return head, "\n".join(noted).rstrip("\n")


def bring_back(library: Library, path: Path) -> NoteRead:
    """Takes in what a user changed in the file of a note, and brings the file up to date; gives what came.

    Raises as `note_read` and `take_in_note`, and InvalidInputError for a file that cannot be read or written.
    """
    try:
        present = path.read_bytes().decode()
        read = note_read(library, present)
        take_in_note(library, read)
        fresh = rewritten(library, read, present)
        if fresh != present:
            replace(path, fresh.encode())
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no UTF-8"
        raise InvalidInputError(f"{path}: {why}.", "What was taken in stays.") from error
    return read


def told(read: NoteRead) -> Iterator[str]:
    """What a note brings, a line for each: what the library had, and what it is to have."""
    for one in read.changes:
        had = one.annotation
        yield f"annotation-{had.id} on {brief(had.quote)}" + (
            ", changed in the library too" if one.both else ""
        )
        names = [tag.name for tag in had.tags]
        if set(map(tag_key, names)) != set(map(tag_key, one.tags)):
            yield f"  tags: {_hashed(names)} → {_hashed(one.tags)}"
        if had.note != one.note:
            old, new = _where_they_differ(had.note, one.note)
            yield f"  note: {brief(old)} → {brief(new)}"
    if read.release_tags:
        yield f"the release: {_hashed(read.release_tags)} given"


def _where_they_differ(old: str, new: str) -> tuple[str, str]:
    """Two notes from a little before the first letter that differs: a message shows their beginnings."""
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    if same <= _LED_IN:
        return old, new
    start = same - _LED_IN
    return f"…{old[start:]}", f"…{new[start:]}"


def _hashed(names: Iterable[str]) -> str:
    return " ".join(f"#{name}" for name in names) or "none"
