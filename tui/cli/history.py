"""The subcommand ``history``: who did what when."""

from __future__ import annotations

import click

from tui.cli import shell_values
from tui.cli.lookups import print_history
from tui.cli.root import existing_library, library_option
from tui.cli.words import ID


@click.command()
@click.argument(
    "release_id", metavar="[ID]", type=ID, required=False, shell_complete=shell_values.release_ids
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with what each change changed.")
@library_option
def history(release_id: int | None, as_json: bool) -> None:
    """Print who did what when, newest first.

    With an ID: only what was done to that release.
    """
    print_history(existing_library(), release_id, as_json=as_json)
