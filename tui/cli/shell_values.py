"""What a shell is told when Tab is pressed: ids, tags, views and speakers of the library.

It answers quickly or not at all, and never with an error: somebody is typing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from store import Library, open_library
from store.library import LibraryPlace
from tui.cli.naming import data_folder, named_by_environment
from tui.terminal import one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: How many are offered at most, the newest or the first by name: nobody reads more.
MOST = 100
#: What bash would take for more than a letter.
_SPECIAL = re.compile(r"[^\w@%+=:,./-]")

Values = Callable[[Library, str], Iterable[tuple[str, str]]]
Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def _completer(values: Values) -> Completer:
    """What click asks; `values` gives, for what was typed so far, values and what is said of each."""

    def complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        try:
            given: LibraryPlace | None = ctx.find_root().meta.get("library") or named_by_environment()
            path = given or data_folder() / "library.db"
            if isinstance(path, Path) and not (path.is_file() and path.stat().st_size):
                return []  # to open it would make it
            library = open_library(path)
            try:
                return [
                    CompletionItem(_quoted(one_line(value), incomplete), help=one_line(told))
                    for value, told in islice(values(library, incomplete), MOST)
                ]
            finally:
                library.close()
        except Exception:  # noqa: BLE001  # whatever it is, the command itself will say it
            return []

    return complete


def _quoted(value: str, incomplete: str) -> str:
    """As bash needs it, outside a quotation mark that is open; the other shells quote for themselves.

    The backslashes are twofold: click's script reads the values by ``read``, which takes one away.
    """
    line = os.environ.get("COMP_WORDS", "")
    is_open = line.endswith((f'"{incomplete}', f"'{incomplete}"))
    if os.environ.get("_DATELINE_COMPLETE") != "bash_complete" or is_open:
        return value
    return _SPECIAL.sub(lambda found: f"\\\\{found.group()}", value)


def _beginning(values: Iterable[tuple[str, str]], typed: str) -> Iterator[tuple[str, str]]:
    start = typed.lower()
    return ((value, told) for value, told in values if value.lower().startswith(start))


def _release_ids(library: Library, typed: str) -> Iterator[tuple[str, str]]:
    ids = (key for key in library.releases.listed_ids() if str(key).startswith(typed))
    return ((str(one.id), one.headline) for one in library.releases.each(ids))


def _removed_ids(library: Library, typed: str) -> Iterator[tuple[str, str]]:
    return _beginning(((str(one.release.id), one.release.headline) for one in library.trash.all()), typed)


def _tags(library: Library, typed: str) -> Iterator[tuple[str, str]]:
    return _beginning(((tag.name, tag.description) for tag in library.tags.all()), typed)


def _saved_views(library: Library, typed: str) -> Iterator[tuple[str, str]]:
    return _beginning(((view.name, view.query) for view in library.views.all()), typed)


def _views(library: Library, typed: str) -> Iterator[tuple[str, str]]:
    from store.library import BUILT_IN

    yield from _beginning(((view.name, view.query) for view in BUILT_IN), typed)
    yield from _saved_views(library, typed)


def _speakers(library: Library, typed: str) -> Iterator[tuple[str, str]]:
    return ((name, role or "") for name, role in library.quoting.speakers(typed))


release_ids = _completer(_release_ids)
removed_ids = _completer(_removed_ids)
tags = _completer(_tags)
views = _completer(_views)
saved_views = _completer(_saved_views)
speakers = _completer(_speakers)


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Leaves it to the shell, which knows the files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
