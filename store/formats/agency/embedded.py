"""A release's body within an envelope: NITF, XHTML, HTML or plain text, whichever it is."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.formats.agency import nitf
from store.formats.agency.markup import blocks_of
from store.formats.agency.safe_xml import parse_text
from store.formats.block_texts import Block, Head, plain_blocks
from store.formats.document import Metadata, clean, decode
from store.formats.html import blocks_of as blocks_of_html
from store.patterns import lazy_pattern

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: How text begins that is HTML, or that it holds an element no plain text would.
_HTML = lazy_pattern(
    r"\A\s*<(?:!doctype html|\?xml|[a-z][a-z0-9]*[\s/>])|</(?:p|div|li|td|h[1-6])>|<br\s*/?>", re.I
)
_NITF = lazy_pattern(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE\s+nitf\b[^>]*>\s*)?<(?:\w+:)?nitf[\s>]")


@dataclass(frozen=True, slots=True)
class Body:
    """What an envelope holds; its head and metadata are silent but for NITF."""

    blocks: list[Block]
    head: Head = field(default_factory=Head)
    metadata: Metadata = field(default_factory=Metadata)


def body_of(element: Element) -> Body:
    """The body within an element, or that an element is; where it holds marked text alone, what that is."""
    root = element if element.tag == "nitf" else next(element.iter("nitf"), None)
    if root is not None:
        head, blocks = nitf.content(root)
        return Body(blocks, head, nitf.metadata(root, head))
    if len(element) == 0:
        return body_of_text(element.text or "")
    return Body(blocks_of(element))


def body_of_text(text: str) -> Body:
    """The body that a text is: NITF, HTML where it plainly is, else as it stands.

    Raises RefusedError for NITF that is not well-formed.
    """
    if "<" not in text:  # as of most rows of a table
        return Body(plain_blocks(text))
    if _NITF.match(text):
        return body_of(parse_text(clean(text).strip()))
    return body_of_html(text) if _HTML.search(text) else Body(plain_blocks(text))


def body_of_html(text: str) -> Body:
    """The body that a text is as HTML, whether it looks like it or not."""
    return Body(blocks_of_html(clean(text)))


def unpacked(text: str) -> str:
    """The text that was packed in base64 (RFC 4648). Raises RefusedError where it is none."""
    try:
        return decode(base64.b64decode(text))
    except (binascii.Error, ValueError) as error:
        raise RefusedError("what it holds in base64 is damaged.") from error
