"""The subcommand that marks a passage: annotate."""

from __future__ import annotations

import click

from store import InvalidInputError, Library, NotFoundError
from store.anchoring import occurrences
from store.canonical import canonical
from store.library import annotation_json
from tui.cli import shell_values
from tui.cli.root import existing_library, library_option, print_json
from tui.cli.words import ID
from tui.terminal import one_line


@click.command()
@click.argument("release_id", metavar="ID", type=ID, shell_complete=shell_values.release_ids)
@click.option("--quote", required=True, help="The words to mark, as they stand in the text.")
@click.option("--prefix", default="", help="The words just before, where the quote stands more than once.")
@click.option(
    "--tag",
    "tag_names_",
    multiple=True,
    shell_complete=shell_values.tags,
    help="A tag; may be given several times.",
)
@click.option("--note", default="", help="A note, in Markdown.")
@library_option
def annotate(release_id: int, quote: str, prefix: str, tag_names_: tuple[str, ...], note: str) -> None:
    """Mark a passage of a release with tags and a note."""
    if not tag_names_ and not note:
        raise click.UsageError("give --tag, --note, or both.")
    if not quote.strip():
        raise InvalidInputError("there are no words after --quote.", "Give those to mark, as they stand.")
    library = existing_library()
    start, end = _passage(library, release_id, canonical(quote), canonical(prefix))
    annotation = library.annotations.add(release_id, start, end, tags=tag_names_, note=note)
    print_json(annotation_json(annotation))


def _passage(library: Library, release_id: int, quote: str, prefix: str) -> tuple[int, int]:
    """The one passage meant. Raises NotFoundError, or InvalidInputError when it is not one."""
    found = occurrences(library.releases.text(release_id).text, quote, prefix)
    if not found:
        raise NotFoundError(f"release {release_id} does not hold “{one_line(quote)}”.")
    if len(found) > 1:
        raise InvalidInputError(
            f"“{one_line(quote)}” stands {len(found)} times in release {release_id}.",
            "Give --prefix, the words just before it.",
        )
    return found[0]
