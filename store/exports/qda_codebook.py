"""The codebook for programs of qualitative analysis: REFI-QDA's .qdc, and the CSV that Taguette reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from store.errors import ExportError
from store.exports.comma_separated import csv_rows
from store.exports.exporter import Marked
from store.exports.identities import guid, tag_guid
from store.exports.qda_words import CODEBOOK, COLORS, ORIGIN, described
from store.exports.xml_text import element, opening, words
from store.library import Node, tag_key, tree
from store.models import Tag


def write(marked: Iterable[Marked], *, codebook: Iterable[Tag]) -> Iterator[str]:
    """All tags as an exchange codebook, whatever carries them. Raises ExportError where there are none."""
    written = codes(codebook)
    if not written:
        raise ExportError("there are no tags, and the format has no codebook without.", "Make one first.")
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield element("CodeBook", written, xmlns=CODEBOOK, origin=ORIGIN) + "\n"


def write_taguette(marked: Iterable[Marked], *, codebook: Iterable[Tag]) -> Iterator[str]:
    """All tags as Taguette reads them, beginning with U+FEFF, by which it knows UTF-8."""
    rows = ((tag.name, described(tag)) for tag in sorted(codebook, key=lambda tag: tag.name))
    yield "\ufeff" + csv_rows([("path", "description"), *rows])


def codes(tags: Iterable[Tag]) -> str:
    """The element ``Codes``; nothing where there are no tags.

    A name that only leads to others is a code that nothing may carry; one that its neighbours have already
    is numbered.
    """
    found = _nested(tree(tags))
    written: list[str] = []
    left: list[_Code | str] = [*reversed(found)]
    while left:  # a name may lead down further than calls may be nested
        one = left.pop()
        if isinstance(one, str):
            written.append(one)
            continue
        written += one.begun
        left += ["</Code>", *reversed(one.below)]
    return element("Codes", *written) if found else ""


@dataclass(slots=True)
class _Code:
    """A code with those below it."""

    label: str
    begun: tuple[str, str]
    """The tag that begins the element, and its description."""
    below: list[_Code] = field(default_factory=list)


def _nested(nodes: Iterable[Node]) -> list[_Code]:
    """The rows of the tree, each within the one it stands below."""
    roots: list[_Code] = []
    way: list[tuple[str, _Code]] = []
    for node in nodes:
        key, same = tag_key(node.path), way[node.depth][0] if node.depth < len(way) else ""
        neighbours = way[node.depth - 1][1].below if node.depth else roots
        made = _code(node, {one.label.casefold() for one in neighbours})
        neighbours.append(made)
        if key != same:  # else it is a second one of its name: what is below belongs to the first
            way[node.depth :] = [(key, made)]
    return roots


def _code(node: Node, taken: set[str]) -> _Code:
    label, number = node.label, 1
    while label.casefold() in taken:
        number += 1
        label = f"{node.label} ({number})"
    tag = node.tag
    begun = opening(
        "Code",
        guid=tag_guid(tag) if tag else guid("name", tag_key(node.path)),
        name=label,
        isCodable="true" if tag else "false",
        color=COLORS[tag.color] if tag else None,
    )
    return _Code(label, (begun, words("Description", described(tag)) if tag else ""))
