"""The way from the command line to the application: the one module of this room that imports it."""

from __future__ import annotations

import gc

from store import Library


def open_screen(library: Library, first: int | None = None) -> None:
    """Runs the application, with the given release under the list's cursor.

    Raises SystemExit where it did not end as its user asked it to.
    """
    gc.disable()  # importing makes nothing that a collection could free
    from tui.app import DatelineApp
    from tui.config import config_file, load

    gc.freeze()  # nor will any of it ever be
    gc.set_threshold(100_000)  # a long text has ten thousands of paragraphs, none of them garbage
    gc.enable()
    config = config_file()
    settings, problems = load(config)
    library.warnings.extend(problems)
    code = DatelineApp(library, first=first, settings=settings, config=config).run_to_the_end()
    gc.freeze()  # the end need not look for what could be freed
    if code:
        raise SystemExit(code)
