"""Releases that come with what somebody did with them: in a project of another program."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from store.canonical import canonical
from store.formats import Metadata, RawDocument
from store.intake.arrivals import put_releases
from store.intake.parsing import incoming
from store.library import Library


class Document(NamedTuple):
    """A release as it is handed over."""

    identity: str
    """The IRI that names it for good."""
    text: str
    title: str
    """Its headline."""
    fields: Mapping[str, str | None]
    """What is known of it, by fields of ``releases``, whatever its text seems to say."""


def add_documents(library: Library, source: str, format: str, documents: Iterable[Document]) -> list[int]:
    """Stores releases, the later versions of known ones too; gives the ids of those that are new.

    Args:
        library: where to; several calls in one transaction are one change.
        source: the absolute path or URL of the file they are in.
        format: that of the file.
        documents: the releases.
    """
    arriving = []
    for one in documents:
        text = canonical(one.text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        metadata = Metadata(title=one.title, identifier=one.identity)
        made = incoming(source, format, digest, RawDocument(text, metadata=metadata, part=one.identity))
        arriving.append(replace(made, release={**made.release, **one.fields}))
    return put_releases(library, arriving, asked=True).added
