"""What was marked as standoff for brat and the programs that read its form: a zip archive of a folder.

Each release is a ``.txt`` with its words and an ``.ann`` with its passages
(https://brat.nlplab.org/standoff.html): one line for each tag of a passage, its places in code points of the
text, half-open, in as many pieces as it has lines. ``annotation.conf`` names the tags, as far as brat can
spell them, ``visual.conf`` says what each is called in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from store.exports.exporter import Marked
from store.exports.file_names import file_name
from store.exports.zip_parts import ZipParts
from store.models import Annotation, Tag

#: What a passage without a tag is called.
UNTAGGED = "Note"
_LINE = re.compile(r"[^\n]+")
#: What would end a line, or a field in it, for one who reads them.
_LINE_END = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


#: The comment with which an archive of ours says so.
OWN = "# Dateline"


def write(marked: Iterable[Marked], *, codebook: Sequence[Tag]) -> Iterator[bytes]:
    """The archive: what the tags are, then each release in turn."""
    types = types_of(codebook)
    names = sorted([UNTAGGED, *types.values()])
    entities = [OWN, "[entities]", *names, "[relations]", "[events]", "[attributes]", ""]
    with ZipParts() as archive:
        archive.add("annotation.conf", "\n".join(entities))
        archive.add("visual.conf", "\n".join(["[labels]", *_labels(codebook, types), "[drawing]", ""]))
        for one in marked:
            text = one.text().text
            archive.add(file_name(one.release, ".txt"), text)
            archive.add(file_name(one.release, ".ann"), "".join(_lines(one.annotations, text, types)))
            yield archive.taken()
        yield from archive.end()


def types_of(codebook: Iterable[Tag]) -> dict[int, str]:
    """What brat can call each tag, by the tag's id: ASCII letters, digits, ``-`` and ``_``; each its own.

    Names in other scripts are written as they sound, or are called: ``Voda`` for «Вода», ``ship`` for 🚢.
    """
    from anyascii import anyascii  # 35 ms, and its tables: for this format alone

    found: dict[int, str] = {}
    taken = {UNTAGGED.lower()}
    for tag in sorted(codebook):
        name = re.sub(r"[^A-Za-z0-9-]+", "_", anyascii(tag.name)).strip("_-")
        name = name if name[:1].isalpha() else f"Tag_{name or tag.id}"
        while name.lower() in taken:
            name += f"_{tag.id}"
        taken.add(name.lower())
        found[tag.id] = name
    return found


def _labels(codebook: Iterable[Tag], types: Mapping[int, str]) -> Iterator[str]:
    """What brat shows for each tag: its name. Where that has a sign which brat reads in its own way, another
    is shown for it, and the line before, a comment, has the name."""
    for tag in codebook:
        label = re.sub("^!", "ǃ", tag.name.replace("|", "∣"))
        if label != tag.name:
            yield f"# {types[tag.id]}: {tag.name}"
        yield f"{types[tag.id]} | {label}"


def _lines(annotations: Iterable[Annotation], text: str, types: Mapping[int, str]) -> Iterator[str]:
    """The lines of the passages that have a place, with their notes."""
    number = 0
    for one in annotations:
        spans = [] if one.state == "orphaned" else _pieces(text, one.start, one.end)
        if not spans:
            continue
        first = number + 1
        places = ";".join(f"{start} {end}" for start, end in spans)
        words = " ".join(text[start:end] for start, end in spans)
        for name in [types[tag.id] for tag in one.tags] or [UNTAGGED]:
            number += 1
            yield f"T{number}\t{name} {places}\t{words}\n"
        if one.note:
            note = " ".join(_LINE_END.split(one.note))
            yield f"#{first}\tAnnotatorNotes T{first}\t{note}\n"


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The lines of a passage, those that are empty left out."""
    return [found.span() for found in _LINE.finditer(text, start, end)]
