"""The manual page, made from the commands themselves (groff_man(7))."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version

import click

from tui.cli.commands import PARTS
from tui.cli.examples import EXAMPLES

_VARIABLES = {
    "DATELINE_LIBRARY": "The library's file, or its name on a server, where --library names none.",
    "DATELINE_CONFIG": "The settings file, in place of config.toml in the user's settings folder.",
}


def manual(root: click.Context, exit_codes: dict[int, str]) -> str:
    """The page as roff, for ``man -l -``: every command with its options and examples.

    Args:
        root: the context of ``dateline`` itself.
        exit_codes: what each means.
    """
    lines = [
        f'.TH DATELINE 1 "" "dateline {version("dateline")}" "User Commands"',
        ".SH NAME",
        "dateline \\- read, tag and export press releases with the keyboard",
        ".SH SYNOPSIS",
        _text(root.command.get_usage(root).removeprefix("Usage: ")),
        ".SH DESCRIPTION",
        *_paragraphs(root.command.help or ""),
        ".SH OPTIONS",
        *_options(root),
    ]
    for title, rows in PARTS.items():
        lines.append(f'.SH "{title.upper()}"')
        for row in rows:
            lines += _command(root, row.name)
    lines.append('.SH "EXIT STATUS"')
    lines += _terms((str(code), told) for code, told in exit_codes.items())
    lines.append(".SH ENVIRONMENT")
    lines += _terms(_VARIABLES.items())
    return "\n".join(lines) + "\n"


def _command(above: click.Context, name: str) -> Iterator[str]:
    """A command, and those below it."""
    group = above.command
    command = group.get_command(above, name) if isinstance(group, click.Group) else None
    if command is None:
        return
    ctx = click.Context(command, info_name=name, parent=above)
    typed = ctx.command_path.partition(" ")[2]
    yield f'.SS "{_text(" ".join([ctx.command_path, *command.collect_usage_pieces(ctx)]))}"'
    yield from _paragraphs(command.help or "")
    yield from _options(ctx)
    yield from (".PP", ".nf", *(_text(line) for line in EXAMPLES[typed]), ".fi")
    if isinstance(command, click.Group):
        for below in command.list_commands(ctx):
            yield from _command(ctx, below)


def _options(ctx: click.Context) -> Iterator[str]:
    """What a command may be told; ``--library`` and the help are every command's, and said once."""
    records = [
        record
        for param in ctx.command.get_params(ctx)
        if isinstance(param, click.Option)
        and (ctx.parent is None or not {"--library", "--help"}.intersection(param.opts))
        and (record := param.get_help_record(ctx)) is not None
    ]
    return _terms(records)


def _terms(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for term, told in pairs:
        yield from (".TP", f".B {_text(term)}", _text(told))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        yield from (".PP", _text(" ".join(paragraph.split())))


def _text(text: str) -> str:
    """For roff, which takes backslashes, minus signs, quotation marks and dots for its own."""
    shown = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq")
    return re.sub(r"^\.", r"\\&.", shown, flags=re.MULTILINE)
