"""The subcommand ``orphans``: annotations whose words are gone, and where they may belong."""

from __future__ import annotations

import click

from store import Library, NotFoundError, UnreadableRecordError
from tui.cli.root import existing_library, json_option, library_option, print_json
from tui.terminal import one_line


@click.command()
@json_option
@library_option
def orphans(as_json: bool) -> None:
    """List the annotations whose words no update left, with where they may belong.

    One line each: annotation, release, its words, what the text has that is most like them.
    In the application ‘gs’ in the list of annotations attaches one.
    """
    from store.anchoring import suggestion  # both slow to import, and rarely needed
    from tui.describe import quoted

    library = existing_library()
    rows = []
    for key in library.annotations.orphans():
        annotation = library.annotations.get(key)
        text = _text(library, annotation.release)
        span = suggestion(text, annotation.quote)
        rows.append(
            {
                "id": annotation.id,
                "release": annotation.release,
                "quote": annotation.quote,
                "note": annotation.note,
                "tags": [tag.name for tag in annotation.tags],
                "suggestion": {"start": span[0], "end": span[1], "text": text[slice(*span)]}
                if span
                else None,
            }
        )
    if as_json:
        print_json(rows)
        return
    for row in rows:
        like = row["suggestion"]
        fields = (str(row["id"]), str(row["release"]), quoted(str(row["quote"])))
        shown = quoted(like["text"]) if isinstance(like, dict) else ""
        click.echo("\t".join(one_line(field) for field in (*fields, shown)))


def _text(library: Library, release: int) -> str:
    """The words of a release; none where they are lost, for what was marked in it is listed all the same."""
    try:
        return library.releases.text(release).text
    except (NotFoundError, UnreadableRecordError):
        return ""
