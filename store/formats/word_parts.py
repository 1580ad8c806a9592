"""A Word document's parts as mammoth needs them.

It passes over some elements with the words in them, shows what is hidden, and fails on the whole document
where one relationship is missing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

from store.formats.guard import refusing
from store.patterns import lazy_pattern

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: Parts that hold words (ECMA-376 part 1, section 11.3), and what in one has to be mended.
_WORDS = lazy_pattern(r"word/(?:document|footnotes|endnotes|comments)\d*\.xml", re.IGNORECASE)
_TO_MEND = lazy_pattern(rb":(?:fldSimple|dir|bdo|rubyBase|vanish)\b")
_HIDING = lazy_pattern(rb":vanish\b")
_REFERENCE = lazy_pattern(rb':(?:id|embed|link)="([^"]{1,200})"')
_RELATION = lazy_pattern(rb"""\bId\s*=\s*["']([^"']{1,200})["']""")
#: Elements whose content stands in their place: fields with their results, directions, words under a gloss.
_UNWRAPPED = frozenset(_W + name for name in ("fldSimple", "dir", "bdo", "ruby", "rubyBase"))
_GLOSS = frozenset((_W + "rt", _W + "rubyPr"))
_OFF = ("0", "false", "off")


def mended(data: bytes) -> bytes:
    """The document with the words of all elements, none of them hidden, and no relationship missing.

    Raises RefusedError where a part is no XML. Parts must have been looked at: they are parsed as they are.
    """
    with refusing("it is damaged, or no Word document."):
        return _mended(data)


def _mended(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        changed = dict(_changed(container))
        if not changed:
            return data
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as copy:
            for name in dict.fromkeys(container.namelist()):
                is_read = name.lower().endswith((".xml", ".rels"))  # and no picture is
                copy.writestr(name, changed.get(name) or (container.read(name) if is_read else b""))
    return made.getvalue()


def _changed(container: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """The parts that have to be mended, each with what it is then."""
    names = set(container.namelist())
    styles = container.read("word/styles.xml") if "word/styles.xml" in names else b""
    hidden = _hidden_styles(styles) if _HIDING.search(styles) else frozenset()
    for name in filter(_WORDS.fullmatch, sorted(names)):
        part, path = container.read(name), PurePosixPath(name)
        relations = f"{path.parent}/_rels/{path.name}.rels"
        known = set(_RELATION.findall(container.read(relations) if relations in names else b""))
        missing = set(_REFERENCE.findall(part)) - known
        if hidden or missing or _TO_MEND.search(part):
            yield name, _rewritten(part, {one.decode(errors="replace") for one in missing}, hidden)


def _hidden_styles(styles: bytes) -> frozenset[str]:
    """The ids of the styles whose words are hidden."""
    return frozenset(
        style.get(_W + "styleId", "")
        for style in ElementTree.fromstring(styles).iter(_W + "style")
        if _hides(style)
    )


def _rewritten(part: bytes, missing: set[str], hidden: frozenset[str]) -> bytes:
    root = ElementTree.fromstring(part)
    for parent in reversed(list(root.iter())):  # what lies within first
        for name in [key for key, value in parent.attrib.items() if key.startswith(_R) and value in missing]:
            del parent.attrib[name]
        if any(child.tag in _UNWRAPPED or child.tag in _GLOSS or child.tag == _W + "r" for child in parent):
            parent[:] = _shown(parent, hidden)
    return ElementTree.tostring(root)


def _shown(parent: ElementTree.Element, hidden: frozenset[str]) -> Iterator[ElementTree.Element]:
    """An element's content as a reader of it sees it."""
    whole = parent.tag == _W + "p" and _named(parent, "pPr", "pStyle") in hidden
    for child in parent:
        if child.tag in _UNWRAPPED:
            yield from child
        elif child.tag == _W + "r":
            if not (whole or _hides(child) or _named(child, "rPr", "rStyle") in hidden):
                yield child
        elif child.tag not in _GLOSS:
            yield child


def _hides(element: ElementTree.Element) -> bool:
    """Whether a run's or a style's own properties hide its words."""
    vanish = element.find(f"{_W}rPr/{_W}vanish")
    return vanish is not None and vanish.get(_W + "val", "1").lower() not in _OFF


def _named(element: ElementTree.Element, properties: str, style: str) -> str | None:
    found = element.find(f"{_W}{properties}/{_W}{style}")
    return found.get(_W + "val") if found is not None else None
