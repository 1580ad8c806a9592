"""Releases that are handed over with what is known of them."""

from __future__ import annotations

from store import Library
from store.intake import Document, add_documents

IRI = "urn:uuid:69a4332d-5b31-4915-b520-5275cfc21b40"


def test_what_is_said_of_a_document_stands_over_its_text(library: Library) -> None:
    """It is known by its identity: the same is not added again, other words are its next version."""
    text = "LISBON, Mar 14 2025 (ALN) - Three harbour towns agreed on Friday to run one ferry.\n"
    one = Document(IRI, text, "Ferry", {"place": "Porto", "agency": None})
    (key,) = add_documents(library, "/x.qdpx", "qdpx", [one])
    assert add_documents(library, "/y.qdpx", "qdpx", [one]) == []
    release = library.releases.get(key)
    assert (release.headline, release.place, release.agency, release.date) == (
        "Ferry", "Porto", None, "2025-03-14",
    )  # fmt: skip
    assert (release.identity, release.source, release.format) == (IRI, "/x.qdpx", "qdpx")
    again = one._replace(text=text.replace("Three", "Four"))
    assert add_documents(library, "/x.qdpx", "qdpx", [again]) == []
    assert library.releases.text(key).text == again.text
