"""The subcommand that lists quotations by their speaker, and keeps what a user says of speakers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from tui.cli import shell_values
from tui.cli.find import fields_of_quotation, quotation_json
from tui.cli.progress import find_all_quotations
from tui.cli.root import (
    NOTHING_FOUND,
    existing_library,
    json_option,
    library_option,
    print_fields,
    print_json_list,
    print_texts,
    some_or_told,
)
from tui.terminal import one_line

if TYPE_CHECKING:
    from store import Library


@click.command()
@click.option(
    "--speaker",
    default="",
    metavar="NAME",
    shell_complete=shell_values.speakers,
    help="Only speakers whose name has these words.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print comma-separated values, for a spreadsheet.")
@json_option
@click.option(
    "--join",
    nargs=2,
    metavar="NAME NAME",
    shell_complete=shell_values.speakers,
    help="Two names are one speaker: the first.",
)
@click.option(
    "--part",
    nargs=2,
    metavar="NAME NAME",
    shell_complete=shell_values.speakers,
    help="Two names are not one speaker.",
)
@library_option
def quotes(
    speaker: str, as_csv: bool, as_json: bool, join: tuple[str, str] | None, part: tuple[str, str] | None
) -> None:
    """List the quotations of the library by speaker.

    Each speaker's newest come first. A speaker is known by the full name; case, accents and titles do not
    count. One name with the same office in two organisations is two people. --join and --part put that right,
    and ‘u’ in the application takes it back: a NAME may have words of a role behind a comma, “Ana Prates,
    mayor”.
    """
    if sum(map(bool, (as_csv, as_json, join, part))) > 1:
        raise click.UsageError("only one of --csv, --json, --join and --part at a time.")
    library = existing_library()
    if pair := join or part:
        (library.people.join if join else library.people.part)(*pair)
    find_all_quotations(library)
    if pair:
        _tell_of(library, pair, joined=join is not None)
        return
    found = library.find.by_speaker(speaker)
    if as_json:
        print_json_list(map(quotation_json, found))
    elif as_csv:
        from store.exports import quotation_table

        print_texts(quotation_table(found))
    elif sys.stdout.isatty():
        from tui.cli.hits import print_quotations

        print_quotations(some_or_told(found, NOTHING_FOUND))
    else:
        print_fields(map(fields_of_quotation, found))


def _tell_of(library: Library, names: tuple[str, str], *, joined: bool) -> None:
    """Says what two names are now, and of whom nobody has heard: one may have been mistyped."""
    from store.library import person_key

    first, second = (f"“{one_line(name)}”" for name in names)
    same = len({person_key(name) for name in names}) == 1
    are = f"one speaker now, called {first}" if joined else "two speakers now"
    click.echo(f"All called {first} are one speaker now." if same else f"{first} and {second} are {are}.")
    for name in names[:1] if same else names:
        if not any(library.find.by_speaker(name.partition(",")[0])):
            click.echo(f"Nobody called “{one_line(name)}” is quoted here yet.")
