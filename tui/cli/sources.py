"""The subcommands that follow feeds and folders: follow, unfollow, sources, refresh."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from store.wording import many
from tui.cli import shell_values
from tui.cli.adding import name_updates, rule, states
from tui.cli.file_arguments import named
from tui.cli.naming import INTERRUPTED
from tui.cli.root import (
    existing_library,
    json_option,
    library_option,
    print_json,
    writable_library,
)
from tui.terminal import one_line, safe

if TYPE_CHECKING:
    from types import FrameType

    from store.intake import Outcome, RefreshReport, Source

_NOTHING_FOLLOWED = (
    "Nothing is followed yet; ‘dateline follow URL’ follows a feed, a page’s feed or a folder."
)


@click.command()
@click.argument("location", type=named, shell_complete=shell_values.files)
@library_option
@click.pass_context
def follow(ctx: click.Context, location: str) -> None:
    """Follow a feed or folder, and import what it holds.

    LOCATION is the address of a feed or of a page that names one, a folder, or a file with a feed.
    ‘dateline refresh’ asks for what is new; folders are also watched while the application is open.
    """
    from store.intake import follow as begin

    library = writable_library()
    outcome = begin(library, location, processes=os.cpu_count() or 1)
    _name_troubles(outcome)
    if not outcome.error:
        click.echo(f"Following {one_line(outcome.source.name)}: {_news(outcome)}")
        name_updates(library, outcome.report.updated)
    rule(library, outcome.report.added)
    ctx.exit(1 if outcome.error or outcome.report.refused else 0)


@click.command()
@click.argument("location", type=named)
@library_option
def unfollow(location: str) -> None:
    """Follow a feed or folder no more; its releases stay."""
    from store.intake import unfollow as end

    source = end(existing_library(), location)
    click.echo(f"{one_line(source.name)} is not followed any more; its releases stay.")


@click.command()
@json_option
@library_option
def sources(as_json: bool) -> None:
    """List what is followed, and what failed.

    With when each was last asked, and why that failed.
    """
    from store.intake import sources as all_sources

    followed = all_sources(existing_library())
    if as_json:
        print_json([_source_json(source) for source in followed])
    elif sys.stdout.isatty():
        _print_table(followed)
    else:
        for source in followed:
            fields = (source.kind, source.shown, source.checked, source.title, source.error)
            click.echo("\t".join(map(one_line, fields)))


def _source_json(source: Source) -> dict[str, str]:
    names = ("kind", "title", "origin", "added", "checked", "error", "paused_until")
    return {"location": source.shown, **{name: getattr(source, name) for name in names}}


def _print_table(followed: list[Source]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not followed:
        click.echo(_NOTHING_FOLLOWED)
        return
    table = Table("What", "Last asked", "Where", box=box.SIMPLE_HEAD, header_style="dim")
    for source in followed:
        where = Text(one_line(source.shown), overflow="fold")
        if source.error:
            where.append(f"\n{one_line(source.error)}", style="bold")
        table.add_row(Text(one_line(source.title or source.kind)), source.checked, where)
    Console().print(table)


@click.command()
@click.argument("locations", metavar="[LOCATION]...", nargs=-1)
@library_option
@click.pass_context
def refresh(ctx: click.Context, locations: tuple[str, ...]) -> None:
    """Ask followed feeds and folders for what is new.

    Without a LOCATION: all of them. Exit code 1: one of them failed, or a file was refused; the others
    were asked all the same.
    """
    from store.intake import find
    from store.intake import refresh as ask
    from store.intake import sources as all_sources
    from tui.cli.progress import shown

    library = existing_library()
    chosen = [find(library, location) for location in dict.fromkeys(locations)] or all_sources(library)
    if not chosen:
        click.echo(_NOTHING_FOLLOWED)
        rule(library, [])  # what an earlier command was stopped before
        return
    came: list[int] = []
    with shown("Refreshing") as progress, _interrupting() as stop:

        def tell(outcome: Outcome, done: int, total: int) -> None:
            came.extend(outcome.report.ids)
            progress(done, total, len(came))

        report = ask(library, chosen, tell, stop, processes=os.cpu_count() or 1)
    if report.stopped:
        click.echo("Stopped: what came by then is in the library; ‘dateline refresh’ asks again.")
    for outcome in report.outcomes:
        _name_troubles(outcome)
        if outcome.report.added or outcome.report.updated:
            click.echo(f"{one_line(outcome.source.name)}: {_news(outcome)}")
    click.echo(_summary(report))
    name_updates(library, report.updated)
    if report.annotations:
        click.echo(states(report.annotations))
    rule(library, report.added)
    if report.stopped:
        ctx.exit(INTERRUPTED)
    refused = any(outcome.report.refused for outcome in report.outcomes)
    ctx.exit(1 if report.failed or refused else 0)


@contextmanager
def _interrupting() -> Iterator[threading.Event]:
    """An event that Ctrl+C sets, so that what was done by then can be said; pressed again, it ends all."""
    stop = threading.Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _news(outcome: Outcome) -> str:
    return f"{len(outcome.report.added)} added, {len(outcome.report.updated)} updated"


def _name_troubles(outcome: Outcome) -> None:
    """Says on stderr what failed, what of the rest was refused, and what is to be known of what was not."""
    if outcome.error:
        click.echo(f"failed: {safe(outcome.source.shown)}: {safe(outcome.error)}", err=True)
        return
    for part, reason in outcome.report.refused:
        click.echo(f"refused: {safe(part)}: {safe(reason)}", err=True)
    for part, words in outcome.report.noticed:
        click.echo(f"note: {safe(part)}: {safe(words)}", err=True)


def _summary(report: RefreshReport) -> str:
    refused = sum(len(outcome.report.refused) for outcome in report.outcomes if not outcome.error)
    return (
        f"{len(report.outcomes)} asked: {len(report.added)} added, {len(report.updated)} updated, "
        f"{len(report.failed)} failed" + (f", {many(refused, 'file')} refused" if refused else "")
    )
