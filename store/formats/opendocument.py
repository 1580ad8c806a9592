"""OpenDocument text (.odt, ODF 1.3): the words a reader sees, with links, lists, tables and notes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.formats.agency import parse as parse_xml
from store.formats.archives import zips
from store.formats.document import MAX_BYTES, Metadata, RawDocument, check_size
from store.formats.html import rendered
from store.formats.linked import printed_title
from store.formats.stated import language_code, number, one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Elements that become one of HTML; the words of others stand where they are.
_TAGS = {
    "p": "p",
    "list-item": "li",
    "list-header": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
}
#: What is no word of the text: what was deleted, remarks, numbers that are made anew.
_LEFT_OUT = frozenset(
    {
        "tracked-changes",
        "annotation",
        "annotation-end",
        "sequence-decls",
        "forms",
        "note-citation",
        "hidden-text",
    }
    | {"hidden-paragraph", "table-of-content", "soft-page-break", "variable-decls", "binary-data"}
)
_HEADINGS = {"Title": "h1", "Subtitle": "h2"}


def recognises(data: bytes) -> bool:
    """Whether the bytes are a zip file that says it is such a text."""
    return zips.is_zip(data) and zips.kind_of(data) == "odt"


def read(data: bytes) -> RawDocument:
    """The text with its links. Raises RefusedError for what is damaged, encrypted, empty or made to harm."""
    check_size(len(data))
    if not zips.is_zip(data):
        raise RefusedError("it is no .odt file.")
    with zips.opened(data) as container:
        names = set(container.namelist())
        if "content.xml" not in names:
            raise RefusedError("it is damaged, or no .odt file.")
        content, styles, meta, manifest = (
            zips.member(container, container.getinfo(name), MAX_BYTES) if name in names else b""
            for name in ("content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml")
        )
    if b"encryption-data" in manifest:
        raise RefusedError("it is encrypted: it opens with a password only.")
    root = parse_xml(content)
    body = root.find("body/text")
    if body is None:
        raise RefusedError("it is no text, but another OpenDocument file.")
    text = rendered(_Writer(root, *([parse_xml(styles)] if styles else [])).html(body))
    if not text.text:
        raise RefusedError("it has no text.")
    said = parse_xml(meta) if meta else None
    metadata = Metadata(
        title=printed_title(text.text, (said.findtext("meta/title") if said is not None else None) or ""),
        language=language_code(one_line(said.findtext("meta/language")) if said is not None else None),
    )
    return RawDocument(text.text, text.links, metadata)


class _Writer:
    """Writes a text as HTML, by what its styles say."""

    def __init__(self, *roots: Element) -> None:
        styles = [one for root in roots for one in root.iter("style")]
        self._parents = {one.get("name", ""): one.get("parent-style-name", "") for one in styles}
        self._hidden = {
            one.get("name", "")
            for one in styles
            for properties in one.iter("text-properties")
            if properties.get("display") == "none"
        }
        self._numbered = {
            one.get("name", "")
            for root in roots
            for one in root.iter("list-style")
            if one.find("list-level-style-number") is not None
        }
        self._notes: list[str] = []

    def html(self, body: Element) -> str:
        """The text, its notes after it."""
        text = self._content(body)
        notes = "".join(f"<p>{number}. {note}</p>" for number, note in enumerate(self._notes, 1))
        return text + notes

    def _content(self, element: Element, numbered: bool = False) -> str:
        parts = [escape(element.text or "")]
        for child in element:
            if child.tag not in _LEFT_OUT and child.get("style-name") not in self._hidden:
                parts.append(self._element(child, numbered))
            parts.append(escape(child.tail or ""))
        return "".join(parts)

    def _element(self, element: Element, numbered: bool) -> str:
        tag = element.tag
        if tag in ("s", "tab"):
            return " "
        if tag == "line-break":
            return "<br>"
        if tag == "note":
            self._notes.append("")  # its place, before those of notes within it
            place = len(self._notes)
            self._notes[place - 1] = "<br>".join(self._inner(one) for one in element.iter("p"))
            return f"[{place}]"
        if tag == "image" or (tag == "frame" and element.find("text-box") is None):
            said = element.findtext("desc") or element.findtext("title")
            return f'<img alt="{escape(said)}">' if said else ""
        if tag == "list":
            numbered = element.get("style-name") in self._numbered or (
                numbered and not element.get("style-name")
            )
            name = "ol" if numbered else "ul"
        elif tag == "a":
            return f'<a href="{escape(element.get("href", ""))}">{self._content(element)}</a>'
        elif tag == "h":
            level = number(element.get("outline-level")) or 1
            name = f"h{min(max(level, 1), 6)}"
        else:
            name = (
                _HEADINGS.get(self._kind(element), _TAGS.get(tag, "")) if tag == "p" else _TAGS.get(tag, "")
            )
        inner = self._content(element, numbered)
        return f"<{name}>{inner}</{name}>" if name else inner

    def _inner(self, element: Element) -> str:
        return self._content(element)

    def _kind(self, element: Element) -> str:
        """The style a paragraph's own style is made of, where it is but a change of one."""
        name = element.get("style-name", "")
        return name if name in _HEADINGS else self._parents.get(name, "")
