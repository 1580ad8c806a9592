"""What a PDF says, with its text in the order it is read: all that is done with a file as it comes.

For a process of its own, as `glyphs` says; what comes from it is text.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from store.errors import RefusedError
from store.formats.linked import joined
from store.formats.pdf.glyphs import glyphs_of
from store.formats.pdf.joined_lines import text_of
from store.formats.pdf.lines import lines_of
from store.formats.pdf.reading_order import blocks_of
from store.formats.pdf.refusals import why_empty


def words_of(data: bytes) -> Iterator[dict[str, Any]]:
    """One ``{"title", "created", "language", "text", "links": [[start, end, url]]}``.

    Labels set at a turn to the page stand after all else, each once. Raises RefusedError where the file
    cannot be read or has no text.
    """
    said = glyphs_of(data)
    if reason := why_empty(data, said):
        raise RefusedError(reason)
    body = text_of(blocks_of([(page["height"], lines_of(page)) for page in said["pages"]]))
    labels = dict.fromkeys(text_of(blocks_of([(one["height"], lines_of(one))])) for one in said["labels"])
    whole = joined([one for one in (body, *labels) if one.text])
    if not whole.text:
        raise RefusedError("it has no text.")
    told = {name: said[name] for name in ("title", "created", "language")}
    yield {**told, "text": whole.text, "links": whole.links}
