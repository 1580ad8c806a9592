"""The subcommand ``history``: who did what when."""

from __future__ import annotations

import click

from store.library import PastEvent, event_json
from tui.cli import shell_values
from tui.cli.root import existing_library, library_option, print_json_list, print_rows


@click.command()
@click.argument(
    "release_id", metavar="[ID]", type=int, required=False, shell_complete=shell_values.release_ids
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with what each change changed.")
@library_option
def history(release_id: int | None, as_json: bool) -> None:
    """Print who did what when, newest first.

    With an ID: only what was done to that release.
    """
    library = existing_library()
    if release_id is not None:
        library.releases.get(release_id)
    events = library.history.events(release_id)
    if as_json:
        print_json_list(map(event_json, events))
    else:
        headings = ("When", "Who", "Release", "What")
        print_rows(headings, map(_fields, events), nothing="Nothing was done yet.", to_the_right=("Release",))


def _fields(event: PastEvent) -> tuple[object, ...]:
    about = "" if event.release is None else event.release
    return event.time, event.user, about, event.what + (" (undone)" if event.undone else "")
