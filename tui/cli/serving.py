"""The subcommand ``serve``: the application in a browser, by Textual's own server, an extra."""

from __future__ import annotations

import os
import shlex
import sys

import click

from store import DatelineError, open_library
from store.library import opened_as
from tui.cli.naming import closed, data_folder
from tui.cli.root import library_option, named_library
from tui.terminal import safe

_PORT = 8000


class NotServedError(DatelineError):
    """A package is missing, or nothing can listen at the address."""

    title = "Not served"


@click.command()
@click.option(
    "--host",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="The address of this computer to listen at; others reach it there, without a password.",
)
@click.option(
    "--port",
    metavar="N",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="The port to listen at; 0 is any that is free.",
)
@library_option
@click.pass_context
def serve(ctx: click.Context, host: str, port: int) -> None:
    """Show the application in a browser, on this computer alone.

    Each tab is an application of its own on the library. Ctrl+C ends it and closes them, with exit code 0; so
    does a signal to end. It needs the extra ‘serve’.
    """
    try:
        from tui.cli.web_server import WebServer, listening
    except ModuleNotFoundError as error:
        raise NotServedError(
            f"‘serve’ needs the Python package textual-serve ({error.name} is not installed).",
            "In Dateline's folder, ‘pipx install --force '.[serve]'’ brings it; "
            "with uv, ‘uv tool install --force '.[serve]'’.",
        ) from error
    path = named_library() or data_folder() / "library.db"
    told = closed(open_library(path))  # what is wrong with it is told here, and not to a browser
    try:
        socket = listening(host, port)
    except OSError as error:
        raise NotServedError(
            f"nothing can listen at {host}, port {port}: {error.strerror}.",
            "‘--port 0’ takes a port that is free.",
        ) from error
    # Not on the command line, which other users of this computer may read: a server's name has a password.
    os.environ["DATELINE_LIBRARY"] = opened_as(path)
    command = command_line(verbose=ctx.find_root().params.get("verbose", False))
    with socket:
        server = WebServer(command, socket, host, title=f"Dateline · {path.name}")
        for line in told:
            click.echo(line, err=True)
        if not server.is_private:
            click.echo(f"dateline: {_warning(host)}", err=True)
        click.echo(f"Dateline is at {safe(server.address)} for a browser; Ctrl+C ends it.")
        sys.stdout.flush()
        server.run()


def command_line(*, verbose: bool = False) -> str:
    """What a shell runs for each tab: this very program, on the library that the environment names.

    ``-P``: a folder called tui where the command is called is none of ours.
    """
    return "exec " + shlex.join([sys.executable, "-P", "-m", "tui", *(["--verbose"] if verbose else [])])


def _warning(host: str) -> str:
    return (
        f"WARNING: at {safe(host)} others can reach it. Whoever does reads and changes the library, and this"
        " user's files by what it imports and exports: there is no password, and nothing on the way is"
        " encrypted. Without --host only this computer can."
    )
