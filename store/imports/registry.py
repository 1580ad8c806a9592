"""Readers, one per format, in a registry: the bytes of a file -> what was marked in which release.

A reader is pure: it knows no library. A new import is a module with its ``read`` and one more row in
`IMPORTERS`; the command line reads it there. `store.imports.taking_in` puts what it gives into a library.
"""

from __future__ import annotations

from store.errors import InvalidInputError
from store.imports import refi_qda, web_annotation
from store.imports.importer import Importer

#: Every import format by its name; a file is of the first that recognises it.
IMPORTERS = {
    importer.name: importer
    for importer in (
        Importer(
            "webannotation",
            "W3C Web Annotations, as JSON-LD, and what Hypothesis gives",
            web_annotation.recognises,
            web_annotation.read,
        ),
        Importer(
            "qdpx",
            "REFI-QDA projects, of NVivo, ATLAS.ti, MAXQDA, QualCoder and others",
            refi_qda.recognises,
            refi_qda.read,
            with_releases=True,
        ),
        Importer(
            "qdc",
            "REFI-QDA codebooks",
            refi_qda.recognises_codebook,
            refi_qda.read_codebook,
            with_releases=True,
        ),
    )
}


def importer_of(name: str, data: bytes) -> Importer:
    """The format of a file. Raises InvalidInputError where it is of none.

    Args:
        name: what it is called.
        data: its bytes.
    """
    found = next((one for one in IMPORTERS.values() if one.recognises(name, data)), None)
    if found is None:
        known = "; ".join(f"{one.name} ({one.about})" for one in IMPORTERS.values())
        raise InvalidInputError(
            f"{name} is of no form that annotations are imported from: {known}; notes that were exported.",
            "Releases are added by ‘dateline add’.",
        )
    return found
