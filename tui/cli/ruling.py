"""The subcommand ``rules``: what is done with releases that come in, by the settings file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from store import InvalidQueryError, Library
from tui.arrival_rules import load_rules
from tui.cli.progress import find_quotations_for
from tui.cli.root import existing_library, library_option
from tui.config import config_file
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from store.intake import Rule

#: Releases of a rule that are named.
_NAMED = 10


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what each would do to what is in the library.")
@library_option
@click.pass_context
def rules(ctx: click.Context, dry_run: bool) -> None:
    """List the rules of the settings file, applied to what comes in.

    Exit code 1: one of them cannot be read.
    """
    path = config_file()
    found, problems = load_rules(path)
    library = existing_library() if dry_run and found else None
    for rule in found:
        click.echo(f"{rule.number}\t{one_line(rule.when)}\t{_does(rule)}")
        try:
            _look(rule, library)
        except InvalidQueryError as error:
            problems.append(f"{path}: rule {rule.number}: {error.message}")
    for problem in problems:
        click.echo(f"dateline: {safe(problem)}", err=True)
    if not (found or problems):
        click.echo(f"There are no rules; [[rules]] in {safe(str(path))} makes one.")
    ctx.exit(1 if problems else 0)


def _does(rule: Rule) -> str:
    flags = [name for name in ("star", "read", "notify") if getattr(rule, name)]
    return ", ".join([*(f"#{one_line(tag)}" for tag in rule.tags), *flags])


def _look(rule: Rule, library: Library | None) -> None:
    """Names what a rule finds. Raises InvalidQueryError for what is no query."""
    from store.intake import found_by
    from store.search import parse

    if library is None:
        parse(rule.when)
        return
    find_quotations_for(library, rule.when)
    ids = found_by(library, rule)
    click.echo(f"\t{len(ids)} of {library.releases.count()} releases")
    for release in library.releases.many(ids[:_NAMED]):
        click.echo(f"\t{release.id}\t{one_line(release.headline)}")
    if len(ids) > _NAMED:
        click.echo(f"\tand {len(ids) - _NAMED} more")
