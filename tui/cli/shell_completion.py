"""The subcommand ``completion``: what makes a shell complete commands, options, ids, tags and names."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

#: zsh completes nothing of programs before it is told to, as many settings do; a second time would take time.
_FIRST = {"zsh": "#compdef dateline\n(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n"}
#: click's script for fish ends headlines and tags at a comma of their own.
_AT_COMMA = 'string split ","', 'string split -m 1 ","'
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
        source = kind(ctx.find_root().command, {}, "dateline", _VARIABLE).source()
        click.echo(_FIRST.get(shell, "") + source.replace(*_AT_COMMA))
