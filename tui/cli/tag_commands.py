"""The subcommands for tags: the list and what is done to them, and tags on whole releases."""

from __future__ import annotations

import sys
from typing import BinaryIO, cast

import click

from store import InvalidInputError, Library
from store.library import TEXTS, cleaned_tag_name, tag_key, tag_name
from store.wording import many
from tui.cli import shell_values
from tui.cli.file_arguments import file_named
from tui.cli.helping import HelpGroup
from tui.cli.lookups import list_tags
from tui.cli.progress import found_ids, get_ready_for, shown
from tui.cli.root import (
    QueryCommand,
    existing_library,
    json_option,
    library_option,
    print_json_list,
    print_rows,
)
from tui.terminal import one_line, safe
from tui.units import UNITS, Unit

#: What may be tagged around a hit, as it is called here.
_UNITS = [unit.title.lower() for unit in UNITS]


@click.group(cls=HelpGroup, invoke_without_command=True)
@json_option
@library_option
@click.pass_context
def tags(ctx: click.Context, as_json: bool) -> None:
    """List the tags with the number of passages of each.

    In a terminal as a tree, with the number of releases that carry each, whole or in a passage.
    """
    if ctx.invoked_subcommand is not None:
        return
    list_tags(existing_library(), as_json=as_json)


@tags.command()
@click.argument("old", shell_complete=shell_values.tags)
@click.argument("new")
@library_option
def rename(old: str, new: str) -> None:
    """Give the tag OLD the name NEW, and all tags below it with it.

    A / in a name leads down the tree: ‘rename vulnerable migration/vulnerable’ moves it.
    """
    moved = existing_library().codebook.rename(old, new)
    others = [one for one in moved if tag_key(one.name) != tag_key(cleaned_tag_name(old))]
    below = f", with {len(others)} below it" if others else ""
    click.echo(f"Renamed #{one_line(old.lstrip('#'))} to #{one_line(new.lstrip('#'))}{below}.")


@tags.command()
@click.argument("source", metavar="FROM", shell_complete=shell_values.tags)
@click.argument("into", shell_complete=shell_values.tags)
@library_option
def merge(source: str, into: str) -> None:
    """Make whatever carries the tag FROM carry INTO in its place."""
    library = existing_library()
    used = _used(library, source)
    tag = library.codebook.merge(source, into)
    click.echo(f"Merged #{one_line(source.lstrip('#'))}, {used}, into #{one_line(tag.name)}.")


@tags.command()
@click.argument("name", shell_complete=shell_values.tags)
@library_option
def remove(name: str) -> None:
    """Take the tag NAME away. Its passages stay marked, also those with no other tag nor note."""
    library = existing_library()
    used = _used(library, name)
    tag = library.codebook.delete(name)
    click.echo(f"Removed #{one_line(tag.name)}, {used}; u in the application brings it back.")


def _used(library: Library, name: str) -> str:
    use = library.codebook.uses()[library.tags.meant(name).id]
    return f"used in {use.passages} passages and {use.releases} releases"


@tags.command()
@click.argument("name", shell_complete=shell_values.tags)
@click.argument("description", metavar="[TEXT]", required=False)
@click.option("--include", help="What the tag is to be given to.")
@click.option("--exclude", help="What it is not to be given to.")
@library_option
def describe(name: str, description: str | None, include: str | None, exclude: str | None) -> None:
    """Say what the tag NAME is about; without a TEXT or rule, print what is said."""
    library = existing_library()
    given = zip(TEXTS, (description, include, exclude), strict=True)
    texts = {field: text for field, text in given if text is not None}
    if texts:
        library.codebook.describe(name, **texts)
        return
    tag = library.tags.meant(name)
    for title, text in (("", tag.description), ("Give it to: ", tag.include), ("Not to: ", tag.exclude)):
        if text:
            click.echo(safe(f"{title}{text}"))


@tags.command("export")
@click.option("--format", "form", type=click.Choice(["csv", "markdown"]), default="csv", help="Which form.")
@library_option
def export_tags(form: str) -> None:
    """Print the codebook, as CSV for ‘tags import’ and spreadsheets, or as Markdown for reading."""
    from store.exports import codebook_csv, codebook_markdown

    library = existing_library()
    all_tags = library.tags.all()
    text = codebook_csv(all_tags) if form == "csv" else codebook_markdown(all_tags, library.codebook.uses())
    if sys.stdout.isatty():
        click.echo(safe(text), nl=False)
    else:
        click.echo(text.encode(errors="surrogatepass"), nl=False)


def _codebook(given: str) -> BinaryIO:
    """The file, opened; ``-`` is standard input. Raises BadParameter."""
    return cast("BinaryIO", click.File("rb").convert(file_named(given), None, click.get_current_context()))


@tags.command("import")
@click.argument("file", type=_codebook, shell_complete=shell_values.files)
@library_option
def import_tags(file: BinaryIO) -> None:
    """Take in a codebook from a CSV: make the tags that are new, describe those there are.

    FILE may be - for standard input. Its first row names the columns: name (or tag, path, code), description,
    include, exclude, color, digit.
    """
    from store.exports import read_codebook
    from store.formats import MAX_BYTES

    try:
        data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise InvalidInputError(
                f"{file.name} has more than {MAX_BYTES // 1_000_000} MB: it is no codebook."
            )
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(f"{file.name} cannot be read as UTF-8: {error}.") from error
    library = existing_library()
    try:
        made, changed = library.codebook.take_in(read_codebook(text))
    except InvalidInputError as error:
        way_out = f"{error.way_out} Nothing of {file.name} was taken in.".lstrip()
        raise InvalidInputError(error.message, way_out) from error
    click.echo(f"{made} new, {changed} changed.")


@click.command(cls=QueryCommand)
@click.argument("query")
@click.argument("name", shell_complete=shell_values.tags)
@click.option("--at", "unit", type=click.Choice(_UNITS), help="Tag what each hit stands in, not the release.")
@click.option("--dry-run", is_flag=True, help="Print what would be tagged, and tag nothing.")
@click.option("--json", "as_json", is_flag=True, help="With --dry-run: print JSON.")
@library_option
def tag(query: str, name: str, unit: str | None, dry_run: bool, as_json: bool) -> None:
    """Give every release that a QUERY finds the tag NAME.

    With --at every hit of its words in the texts, or the sentence, paragraph or quotation a hit stands in. As
    one step, which undo takes back. What is tagged already keeps its tags.
    """
    if as_json and not dry_run:
        raise click.UsageError("--json is for --dry-run, which lists.")
    library = existing_library()
    tag_name(name)  # a name that is none is told also where nothing is found
    if unit is not None:
        _tag_hits(library, query, name, UNITS[_UNITS.index(unit)], dry_run=dry_run, as_json=as_json)
        return
    found = found_ids(library, query)
    if dry_run:
        releases = library.releases.each(found)
        if as_json:
            print_json_list({"release": one.id, "headline": one.headline} for one in releases)
        else:
            rows = ((one.id, one.headline) for one in releases)
            print_rows(("ID", "Headline"), rows, to_the_right=("ID",))
        return
    changed = library.release_tags.give(found, [name]) if found else 0
    click.echo(f"{len(found)} found, {changed} tagged.")


def _tag_hits(library: Library, typed: str, name: str, unit: Unit, *, dry_run: bool, as_json: bool) -> None:
    """Tags passages; those it would are printed by release, place and words."""
    get_ready_for(library, typed)
    candidates = library.autocoding.candidates(typed, unit.around)
    if dry_run:
        names = ("release", "start", "end", "text")
        rows = ((one.release.id, one.start, one.end, one.text) for one in candidates)
        if as_json:
            print_json_list(dict(zip(names, row, strict=True)) for row in rows)
        else:
            titles = [name.capitalize() for name in names]
            print_rows(titles, rows, to_the_right=titles[:-1])
        return
    found = list(candidates)
    with shown("Tagging") as show:
        coded = library.autocoding.tag(found, [name], progress=lambda done, total: show(done, total, 0))
    if coded is not None:
        had = f", {coded.had} had it already" if coded.had else ""
        click.echo(f"{many(len(found), 'passage')} found, {coded.passages} tagged{had}.")


@click.command(cls=QueryCommand)
@click.argument("query")
@click.argument("name", shell_complete=shell_values.tags)
@library_option
def untag(query: str, name: str) -> None:
    """Take the tag NAME from every release a QUERY finds.

    Passages keep their tags.
    """
    library = existing_library()
    found = found_ids(library, query)
    changed = library.release_tags.take(found, [name])
    click.echo(f"{len(found)} found, {changed} untagged.")
