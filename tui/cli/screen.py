"""The way from the command line to the application: the one module of this room that imports it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store import DatelineError, Library, open_library
from store.library import library_named
from tui.cli.naming import (
    INTERRUPTED,
    by_lines,
    closed,
    data_folder,
    failure,
    named_by_environment,
    why_no_application,
)

if TYPE_CHECKING:
    from store.library import Spot

#: Seconds after which a thread that computes lets the one go on that answers keys; a key takes several turns.
_TURN_SECONDS = 0.001


def run_screen(arguments: Sequence[str]) -> int:
    """Opens the library that a command line names, runs the application and gives the exit code.

    Args: none, or ``--library`` and a path.
    """
    try:
        if reason := why_no_application():
            return _failed(reason)
        named = library_named(arguments[1]) if arguments else named_by_environment()
        library = open_library(named or data_folder() / "library.db")
        try:
            open_screen(library)
        finally:
            for line in closed(library):
                print(line, file=sys.stderr)  # noqa: T201
    except DatelineError as error:
        return _failed(str(error))
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)  # noqa: T201
        return INTERRUPTED
    return 0


def _failed(message: str) -> int:
    print(failure(message), file=sys.stderr)  # noqa: T201
    return 1


def open_screen(library: Library, first: Spot | None = None, *, tour: bool = False) -> None:
    """Runs the application, beginning at the place, if one is given; with the tour where it is wanted.

    Where the terminal has no screen it is a sequence of lines. Raises SystemExit where it did not end as its
    user asked it to.
    """
    if by_lines():
        from tui.cli.line_mode import LineMode

        LineMode(library).run(first, tour=tour)
        return
    gc.disable()  # importing makes nothing that a collection could free
    from tui.app import DatelineApp
    from tui.config import config_file, folder_file, load

    set_pace()
    config = config_file()
    settings, problems = load(config, folder_file())
    library.warnings.extend(problems)
    release, start = first or (None, None)
    app = DatelineApp(library, first=release, start=start, settings=settings, config=config, tour=tour)
    code = app.run_to_the_end()
    gc.freeze()  # the end need not look for what could be freed
    if code:
        raise SystemExit(code)
    if app.ending.for_samples:
        open_samples(data_folder() / "demo.db")


def set_pace() -> None:
    """Has garbage be looked for, and threads take turns, as answering keys asks for; once all is imported."""
    gc.freeze()  # what was imported will never be garbage
    gc.set_threshold(100_000)  # a long text has ten thousands of paragraphs, none of them garbage
    gc.enable()
    sys.setswitchinterval(_TURN_SECONDS)


def open_samples(path: Path, *, tour: bool = False) -> None:
    """Runs the application on the sample releases, in a library of their own, made where there is none.

    Raises DatelineError, and SystemExit as `open_screen` does.
    """
    from store import add_paths

    library = open_library(path)
    try:
        add_paths(library, [Path(__file__).parents[1] / "samples"])
        open_screen(library, tour=tour)
    finally:
        for line in closed(library):
            print(line, file=sys.stderr)  # noqa: T201
