"""What stands on the command line for a file or folder: no address, and not nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from store import InvalidInputError
from store.library import ServerName, library_named
from store.urls import no_url


def named(given: str) -> str:
    """What was given; a name that is empty, as a shell's unset variable is, means the present folder."""
    if not given.strip():
        raise click.BadParameter("it is empty; the folder you are in is ‘.’.")
    return given


def file_named(given: str) -> str:
    """The same, of what can be a file or folder alone. Raises BadParameter for an address as well."""
    try:
        return no_url(named(given))
    except InvalidInputError as error:
        raise click.BadParameter(f"{error.message} {error.way_out}") from error


class FilePath(click.Path):
    """A file that is named, whether or not it is there."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, readable=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises BadParameter for an empty one, and for an address."""
        return super().convert(file_named(value) if isinstance(value, str) else value, param, ctx)


class LibraryArgument(FilePath):
    """A library that is named: a file, or a database on a server, whether or not it is there."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the server's name. Raises BadParameter for an address of anything else."""
        try:
            place = library_named(named(value)) if isinstance(value, str) else value
        except InvalidInputError as error:
            raise click.BadParameter(
                f"{error.message} {error.way_out}"
            ) from None  # which may hold a password
        return place if isinstance(place, ServerName) else super().convert(value, param, ctx)
