"""The command line: what all commands share, and how the library is opened.

Exit codes: see `EXIT_CODES`. Slow imports (the screen, Rich, Markdown) happen inside the commands that need
them.
"""

from __future__ import annotations

import errno
import json
import os
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Any, TypeVar

import click

from store import DatelineError, InvalidQueryError, Library, NotFoundError, StorageError, open_library
from store.batches import batched
from tui.cli.commands import COMMANDS, PARTS
from tui.cli.file_arguments import FilePath
from tui.cli.helping import HelpGroup, with_examples, write_commands
from tui.cli.naming import (
    INTERRUPTED,
    STOPPED,
    closed,
    data_folder,
    failure,
    named_by_environment,
    why_no_application,
)
from tui.terminal import one_line, safe, safe_json, safe_row

Function = TypeVar("Function", bound=Callable[..., Any])
Row = TypeVar("Row")

#: Somebody may wait for the first of them.
_PRINTED_FIRST = 20
_PRINTED_AT_ONCE = 100

#: What a command ends with, for its help and the manual.
EXIT_CODES = {
    0: "done; also where a search finds nothing, or the reader of a pipe has gone",
    1: "something was refused, failed or not found, or you said no; the rest is done",
    2: "wrong usage; nothing is done",
    INTERRUPTED: "stopped by Ctrl+C; what was done by then is kept",
}

#: What a search that finds nothing says on a terminal.
NOTHING_FOUND = "Nothing found."

LIBRARY_HELP = "The library's file.  [default: $DATELINE_LIBRARY, else in the user's data folder]"


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
        return with_examples(command, cmd_name)

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
        _write_nowhere()
        raise click.exceptions.Exit(0) from None
    except OSError as error:  # what the library or a file could not do is told by where it happened
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or error.filename is not None:
            raise
        _write_nowhere()
        message = (
            f"what was printed could not be written whole: {error.strerror}. Free some space and try again."
        )
        raise _Failure(message) from error


def _write_nowhere() -> None:
    """Has nothing that is printed, nor what is still buffered at the exit, meet a pipe without a reader."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(line: str) -> None:
    """Prints what was done by a command that goes on with its work, though nobody may read it any more."""
    try:
        click.echo(line)
    except BrokenPipeError:
        _write_nowhere()


def _pointed_at(error: InvalidQueryError) -> str:
    """The query that was refused, and a caret below the place."""
    from rich.cells import cell_len

    before = safe_row(error.query[: error.column - 1])
    return f"  {safe_row(error.query)}\n  {' ' * cell_len(before)}^"


class QueryCommand(click.Command):
    """A command whose words are a query: of such a one a minus is no option's."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Reads the arguments, ``-word`` as the query's ``NOT word``; what an option takes stays as it is."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        names = {name for option in options for name in option.opts}
        taking = {name for option in options if not option.is_flag for name in option.opts}
        said = (
            one if one in names or before in taking else _MINUS.sub("NOT ", one)
            for before, one in pairwise(["", *args])
        )
        return super().parse_args(ctx, list(said))


#: A minus before a word, and not two.
_MINUS = re.compile(r"^-(?=[^-])")


def _keep_library(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.find_root().meta["library"] = value


def library_option(function: Function) -> Function:
    """``--library``, wherever on the line it stands."""
    option = click.option(
        "--library",
        type=FilePath(),
        callback=_keep_library,
        expose_value=False,
        help=LIBRARY_HELP,
    )
    return option(function)


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def print_json(value: Any) -> None:
    """Prints for other programs."""
    click.echo(safe_json(json.dumps(value, ensure_ascii=False, indent=2)))


def print_json_list(values: Iterable[Any]) -> None:
    """Prints what `print_json` prints of them as a list, some at a time: however many, memory stays flat."""
    left = iter(values)
    first = batched(islice(left, _PRINTED_FIRST), _PRINTED_FIRST)
    print_json_parts(map(json_part, chain(first, batched(left, _PRINTED_AT_ONCE))))


def print_json_parts(parts: Iterable[str]) -> None:
    """As `print_json_list`, of what `json_part` gives; empty ones are passed over."""
    before = "["
    for part in filter(None, parts):
        click.echo(before + part, nl=False)
        before = ","
    click.echo("\n]" if before == "," else "[]")


def json_part(values: list[Any]) -> str:
    """The lines that values take in a list as JSON, without its brackets; empty where there are none."""
    return safe_json(_json_list(values)).removeprefix("[").removesuffix("]").removesuffix("\n")


def _json_list(values: list[Any]) -> str:
    """As `json` writes it; with an indent that is Python code and takes twenty times as long."""
    if len(values) < _PRINTED_AT_ONCE:
        return json.dumps(values, ensure_ascii=False, indent=2, default=_as_mapping)
    from msgspec.json import encode, format  # 10 ms that pay where there is much to print

    return format(encode(values), indent=2).decode()


def _as_mapping(structure: Any) -> Any:
    from msgspec import to_builtins  # whose structure it is

    return to_builtins(structure)


def print_lines(lines: Iterable[str]) -> None:
    """Prints lines, some at a time: to flush each takes longer than to make it."""
    for some in batched(lines, _PRINTED_AT_ONCE):
        click.echo("\n".join(some))


def print_fields(lines: Iterable[Iterable[object]]) -> None:
    """For other programs: fields separated by tabs."""
    print_lines("\t".join(one_line(str(field)) for field in fields) for fields in lines)


def print_texts(texts: Iterable[str]) -> None:
    """Prints texts as they are; on a terminal what it would obey is shown, and lines end as they do there."""
    for text in texts:
        shown = safe(text.replace("\r\n", "\n")) if sys.stdout.isatty() else text
        click.echo(shown.encode(), nl=False)


def some_or_told(rows: Iterable[Row], nothing: str) -> Iterator[Row]:
    """The same; whoever looks at a terminal is told where there are none, and a pipe gets nothing."""
    rest = iter(rows)
    first = list(islice(rest, 1))
    if not first and sys.stdout.isatty():
        click.echo(safe(nothing))
    return chain(first, rest)


def print_rows(
    headings: Sequence[str],
    rows: Iterable[Iterable[object]],
    *,
    nothing: str = NOTHING_FOUND,
    to_the_right: Collection[str] = (),
) -> None:
    """On a terminal a table with headings, or what is to be said where there are no rows.

    Elsewhere the same as `print_fields`.
    """
    if not sys.stdout.isatty():
        print_fields(rows)
        return
    from tui.cli.columns import print_table

    cells = ([one_line(str(field)) for field in fields] for fields in some_or_told(rows, nothing))
    print_table(headings, cells, to_the_right=to_the_right)


def named_library() -> Path | None:
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
    from store.backups import is_being_restored

    path = named_library() or data_folder() / "library.db"
    try:
        exists = path.exists() or is_being_restored(path)
    except OSError as error:
        raise StorageError(f"{path}: {error.strerror}.", "Name another with --library.") from error
    if not exists:
        raise NotFoundError(f"there is no library at {path}.", "‘dateline add PATH’ makes one.")
    return _open(path, quiet=quiet)


def _open(path: Path, *, quiet: bool = False) -> Library:
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
@click.version_option(package_name="dateline")
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
