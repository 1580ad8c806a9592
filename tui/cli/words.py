"""What stands on the command line for a text or for an id: checked before a command begins."""

from __future__ import annotations

from typing import Any

import click

from store.canonical import user_text
from tui.cli.naming import is_id


class _Text(click.types.StringParamType):
    """A text; bytes that the system could not read as letters are none, and no library could hold them."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The text as it was given. Raises InvalidInputError."""
        given = super().convert(value, param, ctx)
        user_text(given)
        return given


_TEXT = _Text()


class _Id(click.ParamType[int]):
    """The number a release is listed under: digits from 0 to 9 and nothing else."""

    name = "integer"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number. Raises BadParameter."""
        if isinstance(value, int):
            return value
        if is_id(value):
            return int(value)
        raise click.BadParameter(f"{value!r} is no ID; one is a number such as 37.", ctx, param)


ID = _Id()


def with_checked_texts(command: click.Command) -> click.Command:
    """The command, whose arguments and options that take a text take nothing else."""
    for param in command.params:
        if param.type is click.STRING:
            param.type = _TEXT
    return command
