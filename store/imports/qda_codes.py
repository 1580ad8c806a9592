"""The codes of a REFI-QDA codebook as tags: each a name of its own, whatever characters it has there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.canonical import canonical
from store.errors import InvalidInputError
from store.exports import COLORS, rules_in
from store.imports.qda_records import key_of
from store.library import Entry, tag_key, tag_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What a code is called of whose name nothing is left.
_NAMELESS = "code"


@dataclass(slots=True)
class Codes:
    """The codes of a file as tags."""

    names: dict[str, str] = field(default_factory=dict)
    """The tags' names by the codes' keys."""
    entries: list[Entry] = field(default_factory=list)
    """The tags, but for names that only lead to others."""
    renamed: list[str] = field(default_factory=list)
    """What could not be called here as it is there, in words for a user."""
    flat: bool = False
    """Whether no code stands below another: then a slash in a name leads down, as in a tag's."""
    _taken: set[str] = field(default_factory=set)

    def add(self, code: Element, notes: Mapping[str, str], above: str = "") -> None:
        """Takes in a code and all below it.

        Args:
            code: the element.
            notes: the texts of notes by their keys.
            above: the name of the tag it stands below.
        """
        key, label = key_of(code.get("guid")), canonical(code.get("name") or "")
        plain = _clean(label, flat=self.flat)
        name = self._unused(f"{above}/{plain}" if above else plain)
        if label.strip() not in (name, name.rpartition("/")[2]):
            self.renamed.append(f"the name of the code “{label}”, which is #{name} here")
        self.names[key] = name
        said = [code.findtext("Description") or ""]
        said += [notes.get(key_of(one.get("targetGUID")), "") for one in code.findall("NoteRef")]
        about = "\n\n".join(filter(None, said))
        if about or code.get("isCodable") not in ("false", "0"):
            description, include, exclude = (text or None for text in rules_in(about))
            color = _nearest(code.get("color") or "")
            self.entries.append(Entry(name, description, include, exclude, color, identity=key))
        for below in code.findall("Code"):
            self.add(below, notes, name)

    def _unused(self, wanted: str) -> str:
        """The name, numbered where another code has it: two codes stay two."""
        name, number = wanted, 1
        while tag_key(name) in self._taken:
            number += 1
            name = f"{wanted} ({number})"
        self._taken.add(tag_key(name))
        return name


def codes_of(elements: Iterable[Element], notes: Mapping[str, str]) -> Codes:
    """The codes as tags; `notes` are the texts of notes that may say more of them, by their keys."""
    listed = list(elements)
    # Programs without levels write the whole way to a tag as its name.
    codes = Codes(flat=all(one.find("Code") is None for one in listed))
    for one in listed:
        codes.add(one, notes)
    return codes


def _clean(label: str, *, flat: bool) -> str:
    """A name that a tag can have: no comma, which parts names, no slash, which leads down the tree."""
    shown = "".join(each if each.isprintable() else " " for each in label).replace(",", " ")
    try:
        return tag_name(shown if flat else re.sub(r"\s*/\s*", "-", shown))
    except InvalidInputError:
        return _NAMELESS


def _nearest(color: str) -> int | None:
    """The colour a tag can have that is most like one in hexadecimal; None for what is none."""
    if not re.fullmatch("#(?:[0-9a-fA-F]{3}){1,2}", color):
        return None
    parts = _parts(color)
    return min(
        range(len(COLORS)),
        key=lambda index: sum(
            (one - other) ** 2 for one, other in zip(parts, _parts(COLORS[index]), strict=True)
        ),
    )


def _parts(color: str) -> tuple[int, ...]:
    digits = color[1:] if len(color) == 7 else "".join(each * 2 for each in color[1:])
    return tuple(bytes.fromhex(digits))
