"""Writers, one per format, in a registry: what a user marked -> the text of a file.

A writer is pure: it touches no disk and no clock, so the same input gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from store.exports import markdown
from store.models import Annotation, Release, ReleaseText


@dataclass(frozen=True, slots=True)
class Exporter:
    """One export format."""

    name: str
    """What a user types to ask for it."""
    suffix: str
    """The suffix of its files, dot included."""
    render: Callable[[Release, ReleaseText, Sequence[Annotation]], str]
    """The file's text, to be encoded in UTF-8 with ``\\n`` line ends."""
    file_name: Callable[[Release], str]
    """A safe name for the file, unique among the releases of one library."""


#: Every export format by its name.
EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (Exporter("markdown", markdown.SUFFIX, markdown.render, markdown.file_name),)
}
