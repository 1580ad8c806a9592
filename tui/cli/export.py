"""The subcommand ``export``."""

from __future__ import annotations

import click

from tui.cli.root import existing_library, library_option, named


@click.command()
@click.argument("release_ids", metavar="[ID]...", nargs=-1, type=int)
@click.option("--output", type=named, default=".", help="A folder, a file for one release, or - for stdout.")
@library_option
@click.pass_context
def export(ctx: click.Context, release_ids: tuple[int, ...], output: str) -> None:
    """Write what was marked as Markdown, one file per release.

    Without an ID: every release that carries annotations.
    """
    from tui.exporting import export_releases

    ctx.exit(0 if export_releases(existing_library(), list(release_ids), output) else 1)
