"""ninjs 1.x to 3.x, the IPTC's news in JSON: an item, an array of items, or an item in each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from store.errors import RefusedError
from store.formats.agency.embedded import Body, body_of_html, body_of_text
from store.formats.agency.nitf import merged
from store.formats.block_texts import Block, Head, document
from store.formats.document import Documents, Metadata, RawDocument, RefusedPart, clean
from store.formats.json_items import items_in
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
from store.patterns import lazy_pattern

#: How much of a file's beginning is looked at, in bytes.
_BEGINNING = 64 * 1024
_OWN_KEY = lazy_pattern(
    rb'"(?:(?:first|version|content)created|body_x?html|body_text|bodies|headlines|pubstatus)"\s*:',
    re.IGNORECASE,
)
_NAME_KEY = lazy_pattern(rb'"(?:uri|guid)"\s*:', re.IGNORECASE)
#: Forms of a body, the best to read first.
_FORMS = ("html", "nitf", "text")
_PICTURES = {"picture": "Image", "graphic": "Image", "image": "Image", "video": "Video"}


def recognises(data: bytes) -> bool:
    """Whether the content is JSON with the names only ninjs has."""
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip()
    return (
        beginning.startswith((b"{", b"["))
        and _NAME_KEY.search(beginning) is not None
        and _OWN_KEY.search(beginning) is not None
    )


def read(data: bytes) -> Documents:
    """The releases, one for each item. Raises RefusedError for what is not JSON."""
    for item in items_in(data):
        if isinstance(item, RefusedPart):
            yield item
            continue
        part, value = item
        try:
            yield _release({key.lower(): one for key, one in value.items()}, part)
        except RefusedError as error:
            yield RefusedPart(part, error.message)


def _release(item: dict[str, Any], part: str) -> RawDocument:
    """The release an item is; its names in lower case, for 3.x writes them in two cases."""
    check_usable(_string(item, "pubstatus"))
    body = _body(item)
    head = _head(item, body.head)
    blocks = body.blocks or _caption(item)
    if not blocks and item.get("type") in ("event", "planning"):
        raise RefusedError(
            f"it is {'an event' if item['type'] == 'event' else 'a plan of coverage'}, without text."
        )
    shown = {block.text for block in blocks}
    blocks = blocks + [block for block in _associated(item) if block.text not in shown]
    return document(head, blocks, merged(_metadata(item, head), body.metadata), part)


def _body(item: dict[str, Any]) -> Body:
    """The best form of the body: all say the same."""
    forms = sorted(_forms(item), key=lambda form: _FORMS.index(form[0]))
    for form, text in forms:
        try:
            body = body_of_html(text) if form == "html" else body_of_text(text)
        except RefusedError:
            continue  # another form may be sound
        if body.blocks:
            return body
    return Body([])


def _forms(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The bodies with their forms: ``body_FORM`` in 1.x, ``bodies`` from 2.x on."""
    for key, value in item.items():
        if key.startswith("body_") and isinstance(value, str):
            yield _form(key.removeprefix("body_"), ""), value
    for body in _objects(item.get("bodies")):
        if isinstance(body.get("value"), str):
            kind = str(body.get("contenttype", "")).lower()
            form = _form(str(body.get("role", "")).lower(), kind)
            if form != "text" or not kind or kind.startswith("text/"):
                yield form, body["value"]


def _form(role: str, kind: str) -> str:
    if "html" in kind or ("html" in role and not kind):
        return "html"
    return "nitf" if "nitf" in kind or role == "nitf" else "text"


def _head(item: dict[str, Any], inner: Head) -> Head:
    headlines = [one for one in _objects(item.get("headlines")) if _string(one, "value")]
    below = [one for one in headlines if "sub" in str(one.get("role", "")).lower()]
    above = [one for one in headlines if one not in below]
    main = next((one for one in above if one.get("role") == "main"), above[0] if above else {})
    dateline = item.get("dateline")
    subheadlines = [_string(one, "value") for one in below] or [
        _string(item, key) for key in item if key in ("subheadline", "headline_sub")
    ]
    embargo = _string(item, "embargoed")
    return replace(
        inner,
        headline=first(
            _string(item, "headline"),
            _string(main, "value"),
            _string(item, "headline_main"),
            inner.headline,
            *(_string(item, key) for key in item if key.startswith("headline_") and "sub" not in key),
            _string(item, "title"),
        ),
        subheadlines=tuple(Block(clean(one)) for one in subheadlines if one) or inner.subheadlines,
        byline=first(_string(item, "by"), _string(item, "byline"), inner.byline),
        release_line=embargo_line(iso_date(embargo)) if embargo else inner.release_line,
        dateline=first(
            _string(dateline, "text") if isinstance(dateline, dict) else _string(item, "dateline"),
            inner.dateline,
            _string(item, "located"),
        ),
    )


def _caption(item: dict[str, Any]) -> list[Block]:
    """What an item without a body is said to be."""
    described = [one for one in _objects(item.get("descriptions")) if _string(one, "value")]
    captions = [one for one in described if one.get("role") == "caption"] or described
    words = first(
        *(_string(one, "value") for one in captions),
        *(_string(item, key) for key in ("description_caption", "description_text")),
    )
    if words is None:
        return []
    picture = _PICTURES.get(str(item.get("type")))
    return [Block(f"[{picture}: {clean(words)}]" if picture else clean(words))]


def _associated(item: dict[str, Any]) -> Iterator[Block]:
    """The captions of the pictures and films that belong to it; other items are releases of their own."""
    associations = item.get("associations")
    if isinstance(associations, dict):
        associations = list(associations.values())
    for one in _objects(associations):
        if str(one.get("type")) in _PICTURES:
            yield from _caption(one)


def _metadata(item: dict[str, Any], head: Head) -> Metadata:
    name = first(_string(item, "uri"), _string(item, "guid"))
    sources = _objects(item.get("infosources")) or _objects(item.get("infosource"))
    version = item.get("version")
    return Metadata(
        title=one_line(head.headline),
        published=next(
            filter(
                None, (iso_date(_string(item, f"{one}created")) for one in ("first", "version", "content"))
            ),
            None,
        ),
        language=language_code(_string(item, "language")),
        publisher=first(
            _string(item, "copyrightholder"),
            *(_string(one, "name") for one in sources),
            _string(item, "source"),
        ),
        byline=writer(head.byline),
        url=name if name and name.startswith(("http://", "https://")) else None,
        identifier=name,
        version=version
        if isinstance(version, int) and not isinstance(version, bool)
        else number(_string(item, "version")),
    )


def _string(item: dict[str, Any], key: str) -> str | None:
    """A text as one line; None where there is none or it is something else."""
    return one_line(item.get(key))


def _objects(value: object) -> list[dict[str, Any]]:
    """The objects of an array, their names in lower case."""
    if not isinstance(value, list):
        return []
    return [{str(key).lower(): one for key, one in each.items()} for each in value if isinstance(each, dict)]
