"""The subcommand ``orphans``: annotations whose words are gone, and where they may belong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from store import Annotation, Library, NotFoundError, StorageError, UnreadableRecordError
from tui.cli.naming import failure
from tui.cli.root import existing_library, json_option, library_option, print_json, print_rows

if TYPE_CHECKING:
    from store.imports import Passage, Waiting

_TO_COME = "not here yet"
_TO_MARK = "here; it is marked once the library can be written to"
_UNDONE = "undone; ‘dateline import’ marks it again"


@click.command()
@json_option
@library_option
def orphans(as_json: bool) -> None:
    """List the annotations whose words or release are missing.

    One line each: annotation, release, its words, what the text has that is most like them. In the
    application ‘gs’ in the list of annotations attaches one. What was imported for a release that is not here
    has no id yet, and the name its file gives the release; it is marked once that is there, or before this
    lists, where an ‘add’ was stopped between the two. What you took back by undo waits for an import.
    """
    from store.anchoring import suggestion  # both slow to import, and rarely needed
    from store.imports import waiting
    from tui.after_arrival import brought_home
    from tui.describe import quoted

    library = existing_library()
    try:
        told = brought_home(library)
    except StorageError as error:  # what is there can be listed all the same
        told = [failure(str(error))]
    for line in told:
        click.echo(line, err=True)
    kept = waiting(library)
    found: list[tuple[Annotation, dict[str, Any] | None]] = []
    for key in library.annotations.orphans():
        annotation = library.annotations.get(key)
        text = _text(library, annotation.release)
        span = suggestion(text, annotation.quote)
        like = {"start": span[0], "end": span[1], "text": text[slice(*span)]} if span else None
        found.append((annotation, like))
    if as_json:
        print_json([*(_json(*one) for one in found), *map(_waiting_json, kept)])
        return

    def said(one: Annotation | Passage) -> str:
        return quoted(one.quote) if one.quote else one.note

    rows: list[tuple[object, ...]] = [
        (one.id, one.release, said(one), quoted(like["text"]) if like else "") for one, like in found
    ]
    rows += [("", one.passage.called, said(one.passage), _standing(one)) for one in kept]
    print_rows(
        ("ID", "Release", "Its words", "Most like them"),
        rows,
        nothing="All that was marked has its words and its release.",
        to_the_right=("ID", "Release"),
    )


def _standing(kept: Waiting) -> str:
    """What it waits for."""
    if kept.undone:
        return _UNDONE
    return _TO_MARK if kept.here else _TO_COME


def _json(annotation: Annotation, like: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "id": annotation.id,
        "release": annotation.release,
        "quote": annotation.quote,
        "note": annotation.note,
        "tags": [tag.name for tag in annotation.tags],
        "suggestion": like,
    }


def _waiting_json(kept: Waiting) -> dict[str, Any]:
    """With all names that its file gives the release, in the place of a number."""
    one = kept.passage
    said = {"id": None, "release": None, "names": one.release, "quote": one.quote, "note": one.note}
    return {**said, "tags": one.tags, "undone": kept.undone, "here": kept.here, "suggestion": None}


def _text(library: Library, release: int) -> str:
    """The words of a release; none where they are lost, for what was marked in it is listed all the same."""
    try:
        return library.releases.text(release).text
    except (NotFoundError, UnreadableRecordError):
        return ""
