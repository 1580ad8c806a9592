"""NewsML 1.x, the IPTC's envelope of components: one or many news items in a file."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.formats.agency import safe_xml
from store.formats.agency.embedded import Body, body_of, body_of_text, unpacked
from store.formats.agency.markup import line_of
from store.formats.agency.nitf import merged
from store.formats.block_texts import Block, Head, document
from store.formats.document import Documents, Metadata, RawDocument, RefusedPart
from store.formats.stated import (
    check_usable,
    embargo_line,
    first,
    iso_date,
    language_code,
    number,
    one_line,
    writer,
)
from store.structure import word_set

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Roles of components that are a picture or film: what they say is its caption.
_PICTURES = word_set("caption graphic image logo multimedia photo picture preview quicklook thumbnail video")
_UNREAD_TYPES = ("image/", "audio/", "video/", "text/css", "text/javascript", "application/pdf")


#: Elements that stand within NewsML 1 alone: what begins with one was cut out of it.
_FRAGMENTS = {
    "NewsEnvelope", "NewsItem", "NewsManagement", "NewsComponent", "NewsLines", "ContentItem", "DataContent",
}  # fmt: skip


def recognises(data: bytes) -> bool:
    """Whether the root element is NewsML 1's, or one of those within it."""
    return safe_xml.root_name(data) in {"NewsML", *_FRAGMENTS}


def read(data: bytes) -> Documents:
    """The releases, one for each news item and language. Raises RefusedError for what is not NewsML 1."""
    if (name := safe_xml.root_name(data)) in _FRAGMENTS:  # it may be several, which are no XML
        raise RefusedError(
            f"it is a fragment of NewsML, a {name} without the NewsML around it; add the whole file."
        )
    root = safe_xml.parse(data)
    if root.tag != "NewsML":
        raise RefusedError("it is not NewsML 1.")
    items = root.findall("NewsItem")
    if not items:
        raise RefusedError("it holds no news item.")
    for position, item in enumerate(items, 1):
        part = "" if len(items) == 1 else _identifier(item) or f"item {position}"
        try:
            components = _components(item)
        except RefusedError as error:
            yield RefusedPart(part, error.message)
            continue
        for index, component in enumerate(components):
            suffix = f"#{_language(component)}" if index else ""
            try:
                yield _release(root, item, component, part, suffix)
            except RefusedError as error:
                yield RefusedPart(part + suffix, error.message)


def _components(item: Element) -> list[Element]:
    """Those that are a release each: one for each language."""
    check_usable(_formal_name(item, "NewsManagement/Status"))
    component = item.find("NewsComponent")
    if component is None:
        kind = "an update to another item" if item.find("Update") is not None else "a list of terms"
        raise RefusedError(f"it is {kind}, without text of its own.")
    return _languages(component)


def _release(root: Element, item: Element, component: Element, part: str, suffix: str) -> RawDocument:
    """The release of a component; `suffix` tells a further language of an item from the first."""
    found = _Found()
    _gather(component, found)
    head = found.head(_embargo(item))
    said = _metadata(root, item)
    said = replace(
        said,
        identifier=said.identifier + suffix if said.identifier else None,
        language=next(filter(None, map(_language, component.iter("NewsComponent"))), said.language),
    )
    said = merged(said, found.metadata)
    said = replace(said, title=head.headline, byline=first(writer(found.lines.get("ByLine")), said.byline))
    return document(head, found.body + found.end + found.pictures, said, part + suffix)


def _embargo(item: Element) -> str | None:
    if (_formal_name(item, "NewsManagement/Status") or "").lower() != "embargoed":
        return None
    return embargo_line(iso_date(_text(item, "NewsManagement/StatusWillChange/DateAndTime")))


@dataclass(slots=True)
class _Found:
    """What the components of an item say, collected while they are gone through."""

    lines: dict[str, str] = field(default_factory=dict)
    """The first of each line, by its element's name."""
    inner: Head = field(default_factory=Head)
    """The head of the NITF within."""
    metadata: Metadata = field(default_factory=Metadata)
    below: list[Block] = field(default_factory=list)
    """The subheadline's."""
    body: list[Block] = field(default_factory=list)
    end: list[Block] = field(default_factory=list)
    """The contact's, which stands below the body wherever it stands in the file."""
    pictures: list[Block] = field(default_factory=list)

    def head(self, embargo: str | None) -> Head:
        below = [*self.below, *self.inner.subheadlines]
        if not below and "SubHeadLine" in self.lines:
            below = [Block(self.lines["SubHeadLine"])]
        return replace(
            self.inner,
            headline=first(self.lines.get("HeadLine"), self.inner.headline),
            subheadlines=tuple(below),
            byline=first(self.lines.get("ByLine"), self.inner.byline),
            release_line=first(embargo, self.inner.release_line),
            dateline=first(self.inner.dateline, self.lines.get("DateLine")),
        )


def _gather(component: Element, found: _Found) -> None:
    """Adds a component with all within it; as deep as the tree, which has a limit."""
    role = (_formal_name(component, "Role") or "").lower()
    bodies = [body for item in component.findall("ContentItem") if (body := _content(item)) is not None]
    children = component.findall("NewsComponent")
    if role in _PICTURES or (not bodies and not children and component.find("ContentItem") is not None):
        _add_picture(component, bodies, found)
        return
    for line in component.findall("NewsLines/*"):
        if words := line_of(line):
            found.lines.setdefault(line.tag, words)
    if _has_choice(component):
        bodies = bodies[:1]
    for body in bodies:
        _add_body(role, body, found)
    for child in children:
        before = len(found.body)
        _gather(child, found)
        if _has_choice(component) and len(found.body) > before:
            break


def _add_body(role: str, body: Body, found: _Found) -> None:
    if role == "stylesheet":
        return
    if role == "headline":
        found.lines.setdefault("HeadLine", " ".join(" ".join(one.text.split()) for one in body.blocks))
    elif role in ("subheadline", "subhead"):
        found.below += body.blocks
    elif role == "contact":
        found.end += body.blocks
    else:
        found.body += body.blocks
        if found.inner == Head():
            found.inner, found.metadata = body.head, body.metadata


def _add_picture(component: Element, bodies: list[Body], found: _Found) -> None:
    """A line for the picture, where anything is said of it."""
    words = [block.text for body in bodies for block in body.blocks]
    caption = one_line(" ".join(words)) or _text(component, "NewsLines/HeadLine")
    if caption:
        block = Block(f"[Image: {caption}]")
        if block not in found.pictures:
            found.pictures.append(block)


def _content(item: Element) -> Body | None:
    """The text of a content item; None where it is something else, or elsewhere."""
    kind = (_formal_name(item, "MimeType") or "").lower()
    if kind.startswith(_UNREAD_TYPES):
        return None
    data = item.find("DataContent")
    encoded = item.find("Encoding")
    if encoded is not None:
        data = encoded.find("DataContent")
        if data is not None and (encoded.get("Notation") or "").lower().endswith("base64"):
            return _non_empty(body_of_text(unpacked(data.text or "")))
    return _non_empty(body_of(data)) if data is not None else None


def _non_empty(body: Body) -> Body | None:
    return body if body.blocks or body.head.headline else None


def _has_choice(component: Element) -> bool:
    """Whether what it holds is the same thing in several forms."""
    return component.get("EquivalentsList") == "yes"


def _languages(component: Element) -> list[Element]:
    """The components that are a release each: several where they differ in language alone."""
    children = component.findall("NewsComponent")
    languages = [_language(child) for child in children]
    if len(children) > 1 and None not in languages and len(set(languages)) == len(children):
        return children
    if len(children) == 1 and len(deeper := _languages(children[0])) > 1:
        return deeper
    return [component]


def _language(component: Element) -> str | None:
    return language_code(
        first(component.get("lang"), _formal_name(component, "DescriptiveMetadata/Language"))
    )


def _metadata(root: Element, item: Element) -> Metadata:
    administration = "NewsComponent/AdministrativeMetadata"
    return Metadata(
        published=first(
            iso_date(_text(item, "NewsManagement/FirstCreated")),
            iso_date(_text(item, "NewsManagement/ThisRevisionCreated")),
            iso_date(_text(root, "NewsEnvelope/DateAndTime")),
        ),
        language=language_code(first(item.get("lang"), root.get("lang"))),
        publisher=first(
            _formal_name(item, f"{administration}/Provider/Party"),
            _formal_name(root, "NewsEnvelope/SentFrom/Party"),
            _formal_name(root, "NewsEnvelope/NewsService"),
            _text(item, "Identification/NewsIdentifier/ProviderId"),
        ),
        identifier=_identifier(item),
        version=number(_text(item, "Identification/NewsIdentifier/RevisionId")),
    )


def _identifier(item: Element) -> str | None:
    """The public identifier without its revision, which is what all revisions share."""
    names = ("ProviderId", "DateId", "NewsItemId")
    parts = [_text(item, f"Identification/NewsIdentifier/{name}") for name in names]
    if all(parts):
        return ":".join(["urn:newsml", *filter(None, parts)])
    public = _text(item, "Identification/NewsIdentifier/PublicIdentifier")
    if public is None or not public.startswith("urn:newsml:"):
        return public
    return ":".join(public.split(":")[:5])


def _text(root: Element, path: str) -> str | None:
    return line_of(root.find(path))


def _formal_name(root: Element, path: str) -> str | None:
    found = root.find(path)
    return one_line(found.get("FormalName")) if found is not None else None
