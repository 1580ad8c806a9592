"""The subcommand ``rules``: what is done with releases that come in, by the settings file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from store import Library
from tui.arrival_rules import load_rules
from tui.cli.progress import find_quotations_for
from tui.cli.root import existing_library, json_option, library_option, print_json, print_rows
from tui.config import config_file
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from store.intake import Rule

#: Releases of a rule that are named.
_NAMED = 10


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what each would do to what is in the library.")
@json_option
@library_option
@click.pass_context
def rules(ctx: click.Context, dry_run: bool, as_json: bool) -> None:
    """List the rules that are applied to what comes in.

    They stand in the settings file. Exit code 1: one of them cannot be read.
    """
    path = config_file()
    found, problems = load_rules(path)
    library = existing_library() if dry_run and found else None
    looked = [(rule, _found_by(rule, library)) for rule in found]
    if as_json:
        print_json([_json(*one) for one in looked])
    elif library is not None:
        _print_found(library, looked)
    elif looked:
        print_rows(("Rule", "When", "Does"), ((one.number, one.when, _does(one)) for one, _ in looked))
    elif not problems:
        click.echo(f"There are no rules; [[rules]] in {safe(str(path))} makes one.")
    for problem in problems:
        click.echo(f"dateline: {safe(problem)}", err=True)
    ctx.exit(1 if problems else 0)


def _does(rule: Rule) -> str:
    flags = [name for name in ("star", "read", "notify") if getattr(rule, name)]
    return ", ".join([*(f"#{one_line(tag)}" for tag in rule.tags), *flags])


def _found_by(rule: Rule, library: Library | None) -> list[int] | None:
    """What a rule finds; None without a library."""
    if library is None:
        return None
    from store.intake import found_by

    find_quotations_for(library, rule.when)
    return found_by(library, rule)


def _json(rule: Rule, ids: list[int] | None) -> dict[str, Any]:
    said = {"number": rule.number, "when": rule.when, "tags": list(rule.tags)}
    return {**said, "star": rule.star, "read": rule.read, "notify": rule.notify, "releases": ids}


def _print_found(library: Library, looked: list[tuple[Rule, list[int] | None]]) -> None:
    """Each rule with the first of the releases that it finds."""
    for rule, ids in looked:
        click.echo(f"{rule.number}\t{one_line(rule.when)}\t{_does(rule)}")
        if ids is None:
            continue
        click.echo(f"\t{len(ids)} of {library.releases.count()} releases")
        for release in library.releases.many(ids[:_NAMED]):
            click.echo(f"\t{release.id}\t{one_line(release.headline)}")
        if len(ids) > _NAMED:
            click.echo(f"\tand {len(ids) - _NAMED} more")
