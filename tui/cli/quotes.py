"""The subcommand that lists quotations by their speaker, and keeps what a user says of speakers."""

from __future__ import annotations

import sys

import click

from tui.cli import shell_values
from tui.cli.find import fields_of_quotation, quotation_json
from tui.cli.progress import find_all_quotations
from tui.cli.root import (
    existing_library,
    json_option,
    library_option,
    print_fields,
    print_json_list,
    print_texts,
)


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
    if join or part:
        (library.people.join if join else library.people.part)(*(join or part or ()))
        return
    find_all_quotations(library)
    found = library.find.by_speaker(speaker)
    if as_json:
        print_json_list(map(quotation_json, found))
    elif as_csv:
        from store.exports import quotation_table

        print_texts(quotation_table(found))
    elif sys.stdout.isatty():
        from tui.cli.hits import print_quotations

        print_quotations(found)
    else:
        print_fields(map(fields_of_quotation, found))
