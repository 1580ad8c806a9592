"""The command line: what all commands share, and how the library is opened.

Exit codes: see `EXIT_CODES`. Slow imports (the screen, Rich, Markdown) happen inside the commands that need
them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, TypeVar

import click

from store import DatelineError, InvalidQueryError, Library, open_library
from store.library import LibraryPlace
from tui.cli.commands import COMMANDS, PARTS
from tui.cli.file_arguments import LibraryArgument
from tui.cli.helping import HelpGroup, with_examples, write_commands
from tui.cli.naming import (
    INTERRUPTED,
    STOPPED,
    closed,
    data_folder,
    existing,
    failure,
    named_by_environment,
    why_no_application,
)
from tui.cli.output import NOTHING_FOUND as NOTHING_FOUND
from tui.cli.output import json_part as json_part
from tui.cli.output import print_fields as print_fields
from tui.cli.output import print_json as print_json
from tui.cli.output import print_json_list as print_json_list
from tui.cli.output import print_json_parts as print_json_parts
from tui.cli.output import print_lines as print_lines
from tui.cli.output import print_rows as print_rows
from tui.cli.output import print_texts as print_texts
from tui.cli.output import some_or_told as some_or_told
from tui.cli.output import why_unwritten, write_nowhere
from tui.cli.words import with_checked_texts
from tui.terminal import safe, safe_row

Function = TypeVar("Function", bound=Callable[..., Any])

#: What a command ends with, for its help and the manual.
EXIT_CODES = {
    0: "done; also where a search finds nothing, or the reader of a pipe has gone",
    1: "something was refused, failed or not found, or you said no; the rest is done",
    2: "wrong usage; nothing is done",
    INTERRUPTED: "stopped by Ctrl+C; what was done by then is kept",
}

LIBRARY_HELP = (
    "The library's file, or postgresql://… on a server.  [default: $DATELINE_LIBRARY, else in the user's data"
    " folder]"
)


class _Failure(click.ClickException):
    """A `DatelineError` on its way to stderr; exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(failure(self.message), err=True)


class Stopped(click.ClickException):
    """Ctrl+C on its way to stderr: what was kept, and how to go on."""

    exit_code = INTERRUPTED

    def show(self, file: Any = None) -> None:
        """Says it, below the terminal's own ``^C``."""
        click.echo(f"\nStopped: {safe(self.message)}", err=True)


class _Group(HelpGroup):
    """Imports a command when it is called, and lets no traceback reach a user.

    As https://click.palletsprojects.com/en/stable/complex/#lazily-loading-subcommands has it; but what
    `commands` holds are stand-ins that know their help: to list commands, or to guess what a misspelt one
    was to be, none is imported.
    """

    def __init__(self, **settings: Any) -> None:
        stand_ins = {row.name: click.Command(row.name, help=row.help) for row in COMMANDS}
        super().__init__(commands=stand_ins, **settings)
        self._rows = {row.name: row for row in COMMANDS}

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Their names, in the order of the help."""
        return [row.name for row in COMMANDS]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command itself, imported now; None where there is none of that name."""
        row = self._rows.get(cmd_name)
        if row is None:
            return None
        command: click.Command = getattr(import_module(f".{row.module}", __package__), row.function)
        return with_examples(with_checked_texts(command), cmd_name)

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the lists of commands from the stand-ins, then the exit codes."""
        parts = {title: [(row.name, row.help) for row in rows] for title, rows in PARTS.items()}
        codes = [(str(code), told) for code, told in EXIT_CODES.items()]
        write_commands(formatter, {**parts, "Exit codes": codes})

    def make_context(self, *given: Any, **named: Any) -> click.Context:
        """As click does, which prints help and version here."""
        with _without_a_reader():
            return super().make_context(*given, **named)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _without_a_reader():
                return super().invoke(ctx)
        except DatelineError as error:
            if isinstance(error, InvalidQueryError) and error.query and sys.stderr.isatty():
                click.echo(_pointed_at(error), err=True)
            raise _Failure(str(error)) from error
        except click.exceptions.NoArgsIsHelpError:
            raise  # it is the help, and no word of the user's
        except click.UsageError as error:
            raise click.UsageError(safe(error.format_message()), error.ctx) from error
        except (KeyboardInterrupt, click.Abort) as error:
            raise Stopped(STOPPED) from error


@contextmanager
def _without_a_reader() -> Iterator[None]:
    """Ends the command as done where the reader of a pipe has gone, as ``head`` does when it has enough."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        write_nowhere()
        raise click.exceptions.Exit(0) from None
    except OSError as error:  # what the library or a file could not do is told by where it happened
        if not (reason := why_unwritten(error)):
            raise
        write_nowhere()
        raise _Failure(reason) from error


def tell(line: str) -> None:
    """Prints what was done by a command that goes on with its work, though nobody may read it any more."""
    try:
        click.echo(line)
    except BrokenPipeError:
        write_nowhere()


def _pointed_at(error: InvalidQueryError) -> str:
    """The query that was refused, and a caret below the place."""
    from rich.cells import cell_len

    before = safe_row(error.query[: error.column - 1])
    return f"  {safe_row(error.query)}\n  {' ' * cell_len(before)}^"


class QueryCommand(click.Command):
    """A command whose words are a query: of such a one a minus is no option's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments, and every word as it was typed: the options come first, then the words."""
        known = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        names = {name for option in known for name in option.opts}
        taking = {name for option in known if not option.is_flag for name in option.opts}
        ended = args.index("--") if "--" in args else len(args)
        options: list[str] = []
        words: list[str] = []
        wanting = False  # the value of an option
        for one in args[:ended]:
            (options if wanting or one in names or one.startswith("--") else words).append(one)
            wanting = one in taking and not wanting
        # One that is wanted to the end is missed by click, and is not to be the mark.
        return super().parse_args(ctx, [*options, *([] if wanting else ["--", *words, *args[ended + 1 :]])])


def _keep_library(ctx: click.Context, _param: click.Parameter, value: LibraryPlace | None) -> None:
    if value is not None:
        ctx.find_root().meta["library"] = value


def library_option(function: Function) -> Function:
    """``--library``, wherever on the line it stands."""
    option = click.option(
        "--library",
        type=LibraryArgument(),
        callback=_keep_library,
        expose_value=False,
        help=LIBRARY_HELP,
    )
    return option(function)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def named_library() -> LibraryPlace | None:
    """The library the user named by option or environment, if any."""
    given = click.get_current_context().find_root().meta.get("library")
    return given or named_by_environment()


def writable_library() -> Library:
    """The library to change; made when there is none."""
    return _open(named_library() or data_folder() / "library.db")


def existing_library(*, quiet: bool = False) -> Library:
    """The library to look into; `quiet` where the command itself names what cannot be read.

    Raises NotFoundError when there is none.
    """
    return _open(existing(named_library()), quiet=quiet)


def _open(path: LibraryPlace, *, quiet: bool = False) -> Library:
    library = open_library(path)
    click.get_current_context().call_on_close(lambda: _close(library, quiet=quiet))
    return library


def _close(library: Library, *, quiet: bool) -> None:
    """Closes the library, then names on stderr what was passed over and what failed beside the work."""
    for line in closed(library, quiet=quiet):
        click.echo(line, err=True)


def _print_manual(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from tui.cli.manual import manual

        click.echo(manual(ctx, EXIT_CODES), nl=False)
        ctx.exit()


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        from tui.build import build

        click.echo(f"dateline, version {build()}")
        ctx.exit()


@click.group(
    cls=_Group,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@library_option
@click.option(
    "--man",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_manual,
    help="Print the manual page, for ‘man -l -’, and exit.",
)
@click.option("--verbose", is_flag=True, help="Keep a log of what is done, and say where; for any command.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and which build of it this is, and exit.",
)
@click.pass_context
def cli(ctx: click.Context, verbose: bool) -> None:
    """Read, tag and export press releases with the keyboard.

    Without a command it opens the library. For a screen reader, or in a terminal without a screen, it is a
    sequence of lines where TERM is dumb: ‘TERM=dumb dateline’, and ? there tells its words.
    """
    if verbose:
        _begin_log()
    if ctx.invoked_subcommand is None:
        from tui.cli.screen import open_screen

        need_terminal()
        open_screen(writable_library())


def _begin_log() -> None:
    """Logs from now on, and says where; where that is not possible, says why."""
    from tui.logs import begin_log

    try:
        click.echo(f"dateline: what is done is logged in {safe(str(begin_log()))}", err=True)
    except OSError as error:
        raise _Failure(f"{error.filename}: the log cannot be written: {error.strerror}.") from error


def need_terminal() -> None:
    """Ends the command where the application cannot run."""
    if reason := why_no_application():
        raise _Failure(reason)
