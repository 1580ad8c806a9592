"""The subcommand ``completion``: what makes a shell complete commands, options, ids, tags and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

#: The variable by which a shell asks, named as click names it.
_VARIABLE = "_DATELINE_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes a shell complete with Tab.

    Commands and options, and of the library ids, tags, views and speakers.
    """
    kind = get_completion_class(shell)
    if kind is not None:
        click.echo(kind(ctx.find_root().command, {}, "dateline", _VARIABLE).source())
