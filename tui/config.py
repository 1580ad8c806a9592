"""The settings file: what a reader chooses once, in TOML (https://toml.io).

What is wrong in it is said, with file and line, and passed over: a slip in the settings keeps nobody from
reading. A folder may have settings of its own, in `FOLDER_FILE`, which lie over the reader's: looks alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from store import StorageError
from store.atomic import replace
from tui.actions import DEFAULTS, Action
from tui.settings_files import written_in
from tui.text import Setting

#: The narrowest and the widest measure, in cells.
MEASURES = (20, 200)
#: The fewest and the most cells of the list, and of the annotations, that are remembered.
LIST_WIDTHS, ANNOTATION_WIDTHS = (28, 300), (26, 300)
#: The sets of keys there are, the usual one first: `tui.presets` has what they change.
PRESETS = ("vim", "emacs", "arrows")
#: The formats of notes, the usual one for a folder that is kept up to date first.
LIVE_FORMATS = ("obsidian", "markdown", "logseq", "pandoc")
#: How a passage may be copied, the usual one first: `tui.citing` has what each says.
CITATIONS = ("quotation", "short", "apa", "chicago")
#: The file of a folder's own settings.
FOLDER_FILE = ".dateline.toml"
#: Seconds to wait for another window that is writing the file.
_LOCK_TIMEOUT = 2.0
_NO_WIDTHS: Mapping[int, int] = MappingProxyType({})


class Settings(NamedTuple):
    """All that can be set."""

    theme: str = "dateline"  # the first of `tui.palette`, which a command has no time to import
    """The name of a theme."""
    setting: Setting = Setting()
    """How texts are set."""
    title: bool = True
    """Whether the terminal's window is named after the open release."""
    citation: str = CITATIONS[0]
    """How a passage is copied."""
    live: str = ""
    """A folder of notes that is kept up to date; empty for none."""
    live_format: str = LIVE_FORMATS[0]
    live_library: str = ""
    """The library the folder is of; empty: whichever is open."""
    """The notes' format."""
    rows: int = 2
    """Lines of one release in the list."""
    list_widths: Mapping[int, int] = _NO_WIDTHS
    """Cells of the list beside a text, by the columns of the terminal; where none stand, what is left."""
    annotation_widths: Mapping[int, int] = _NO_WIDTHS
    """The same of the annotations; where none stand, a share of the screen."""
    actions: tuple[Action, ...] = DEFAULTS
    """The table of actions with the reader's own keys."""
    of_folder: Mapping[str, Path] = MappingProxyType({})
    """Which settings hold because a folder's own file has them, by name."""


class Entry(NamedTuple):
    """A row of the table: one setting."""

    name: str
    default: Any
    meaning: str
    """What it does, in a few words."""
    is_right: Callable[[Any], bool]
    wanted: str
    """What its value must be, in words."""


def _is_whole(value: Any, bounds: tuple[int, int]) -> bool:
    return type(value) is int and bounds[0] <= value <= bounds[1]


def _whole(
    name: str, default: int, meaning: str, bounds: tuple[int, int], words: str = "a number from {} to {}"
) -> Entry:
    return Entry(name, default, meaning, lambda value: _is_whole(value, bounds), words.format(*bounds))


def _chosen(name: str, choices: tuple[str, ...], meaning: str) -> Entry:
    quoted = [f'"{one}"' for one in choices]
    words = f"{', '.join(quoted[:-1])} or {quoted[-1]}"
    return Entry(name, choices[0], meaning, lambda value: type(value) is str and value in choices, words)


def _are_widths(bounds: tuple[int, int], value: Any) -> bool:
    return type(value) is dict and all(
        name.isascii() and name.isdecimal() and _is_whole(cells, bounds) for name, cells in value.items()
    )


def _widths(name: str, told: str, bounds: tuple[int, int]) -> Entry:
    allowed = f"cells from {bounds[0]} to {bounds[1]} for columns of the terminal, as {{ 140 = 60 }}"
    return Entry(name, {}, told, partial(_are_widths, bounds), allowed)


#: Each setting; rules and remapped keys, tables of their own, stand beside them. A new one is a row here.
ENTRIES = (
    Entry(
        "theme",
        Settings().theme,
        'or "dateline-light", "dateline-contrast", or another of the palette\'s',
        lambda value: type(value) is str,
        "the name of a theme in quotation marks",
    ),
    _whole("measure", Setting().measure, "cells in a line; + and - set it", MEASURES),
    _whole("margin", 0, "blank cells on each side of the text at least", (0, 40)),
    _whole("leading", 0, "blank rows between lines", (0, 3)),
    Entry(
        "justified",
        False,
        "spaces widened until lines end at the measure",
        lambda value: type(value) is bool,
        "true or false",
    ),
    Entry(
        "title",
        True,
        "the terminal's window is named after the open release",
        lambda value: type(value) is bool,
        "true or false",
    ),
    _chosen("bidi", ("app", "terminal"), '"terminal" where your terminal orders Arabic and Hebrew itself'),
    _chosen("citation", CITATIONS, '"short", "apa" or "chicago": what y copies with a passage'),
    Entry(
        "live",
        "",
        "a folder of notes that is kept up to date while you tag",
        lambda value: type(value) is str and "\0" not in value,
        "a folder in quotation marks",
    ),
    _chosen("live_format", LIVE_FORMATS, '"markdown", "logseq" or "pandoc": how its notes are written'),
    Entry(
        "live_library",
        "",
        "the library that folder is of; empty: whichever is open",
        lambda value: type(value) is str,
        "a path in quotation marks",
    ),
    _whole("rows", Settings().rows, "lines of a release in the list, 1 or 2", (1, 2), "{} or {}"),
    _widths("list_widths", "cells of the list by columns of the terminal; < and > set it", LIST_WIDTHS),
    _widths("annotation_widths", "the same of the annotations; < and > there set it", ANNOTATION_WIDTHS),
    _chosen("keys", PRESETS, '"emacs", or "arrows" for one who knows neither'),
)
_BY_NAME = {one.name: one for one in ENTRIES}
#: The tables of the file that are no settings by themselves: rules for what comes in, keys.
RULES, REMAP = "rules", "remap"
#: What holds in a reader's own settings only: a folder's may be a stranger's.
_OWN = (RULES, REMAP, "live", "live_format", "live_library")


class Given(NamedTuple):
    """What one file of settings gives."""

    path: Path
    written: str
    """The file's text."""
    values: Mapping[str, Any]
    """What it sets, by name: only what is right."""
    remap: Any
    """What stands under `REMAP`, unread."""
    problems: list[str]
    """In plain words what in it was passed over."""


def config_file() -> Path:
    """``$DATELINE_CONFIG``, or ``config.toml`` in the user's settings folder for this program."""
    named = os.environ.get("DATELINE_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("dateline", appauthor=False) / "config.toml"


def folder_file() -> Path | None:
    """The settings of the folder the program was started in, or of the nearest above it up to one's home.

    Outside of one's home the folders above may be anybody's; they are not looked into.
    """
    try:
        here, home = Path.cwd(), Path.home().resolve()
    except (OSError, RuntimeError):  # the folder was removed, or nobody knows whose home it is
        return None
    above = [one for one in here.parents if one.is_relative_to(home)]
    return next((one / FOLDER_FILE for one in (here, *above) if (one / FOLDER_FILE).is_file()), None)


def read(path: Path, *, of_folder: bool = False) -> Given:
    """What a file of settings gives, nothing where there is none; a folder's has neither rules nor keys."""
    try:
        written = written_in(path)
    except FileNotFoundError:
        return Given(path, "", {}, None, [])
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or error
        return Given(path, "", {}, None, [f"{path} cannot be read: {why}; it is passed over."])
    import tomllib  # many have no such file

    try:
        given = tomllib.loads(written)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Given(path, "", {}, None, [f"{path} cannot be read: {error}; it is passed over."])
    tables = {name: given.pop(name) for name in (RULES, REMAP) if name in given and not of_folder}
    wrong = [(name, problem) for name in given if (problem := _problem(name, given[name], of_folder))]
    problems = []
    if wrong:
        from tui.settings_lines import told_at

        problems = [told_at(path, written, (name,), problem) for name, problem in wrong]
    if RULES in tables:
        from tui.arrival_rules import problems_at, rules_in  # many have none

        problems += problems_at(path, written, rules_in(tables[RULES])[1])
    refused = {name for name, _ in wrong}
    values = {name: value for name, value in given.items() if name not in refused}
    return Given(path, written, values, tables.get(REMAP), problems)


def _problem(name: str, value: Any, of_folder: bool) -> str | None:
    if name in _OWN and of_folder:
        return f"“{name}” holds in your own settings only, not in a folder's"
    if name not in _BY_NAME:
        from tui.settings_lines import nearest

        known = [one for one in (*_BY_NAME, RULES, REMAP) if not (of_folder and one in _OWN)]
        return f"there is no setting “{name}”; {nearest(name, known)}"
    entry = _BY_NAME[name]
    if name == "theme" and entry.is_right(value) and (told := _no_theme(value)):
        return told
    return None if entry.is_right(value) else f"“{name}” must be {entry.wanted}"


def _no_theme(name: str) -> str | None:
    from tui.palette import THEME_NAMES  # which a command without a screen has no time to import
    from tui.settings_lines import nearest

    return None if name in THEME_NAMES else f"there is no theme “{name}”; {nearest(name, THEME_NAMES)}"


def load(path: Path, folder: Path | None = None) -> tuple[Settings, list[str]]:
    """The settings in the file, over them those of the folder's; in plain words what in them was passed over.

    Without a file the defaults.
    """
    files = [read(path)] if folder is None or folder == path else [read(path), read(folder, of_folder=True)]
    return settings_of(files)


def settings_of(files: list[Given]) -> tuple[Settings, list[str]]:
    """The settings of files, the reader's own first, a later one over those before; and what is wrong."""
    problems = [problem for one in files for problem in one.problems]
    values = {name: value for one in files for name, value in one.values.items()}
    preset, remap = values.pop("keys", PRESETS[0]), files[0].remap
    actions = DEFAULTS
    if preset != PRESETS[0] or remap is not None:
        from tui.remapping import remapped

        actions, wrong = remapped(preset, remap)
        if wrong:
            from tui.settings_lines import told_at

            own = files[0]
            problems += [told_at(own.path, own.written, (REMAP, *at), what) for at, what in wrong]
    listed, noted = (
        {int(columns): cells for columns, cells in values.pop(name, {}).items()}
        for name in ("list_widths", "annotation_widths")
    )
    theme, rows = values.pop("theme", Settings().theme), values.pop("rows", Settings().rows)
    title = values.pop("title", Settings().title)
    citation = values.pop("citation", Settings().citation)
    live, form = values.pop("live", ""), values.pop("live_format", LIVE_FORMATS[0])
    of_library = values.pop("live_library", "")
    over = {name: one.path for one in files[1:] for name in one.values}
    return Settings(
        theme, Setting(**values), title, citation, live, form, of_library, rows, listed, noted, actions, over
    ), problems


def remember(path: Path, name: str, value: str | int, *, shown: str | int | None = None) -> str | int | None:
    """Sets one key in the file; everything else in it, comments too, stays as it is.

    Args:
        path: the file; where it is a link, the file it leads to.
        name: the key; of one in a table, the table's name and a full stop before it.
        value: what it is set to.
        shown: what this window took it to be, None for anything.

    Returns what stood there where somebody else had set it meanwhile, else None.

    Raises StorageError where it cannot be written or is no TOML.
    """
    import tomlkit  # only when something is set
    from filelock import FileLock, Timeout
    from tomlkit.exceptions import TOMLKitError

    path = path.resolve()
    *tables, key = name.split(".")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_TIMEOUT):
            document = tomlkit.parse(written_in(path) if path.exists() else "")
            holder: Any = document
            for table in tables:
                if not isinstance(holder.get(table), Mapping):  # what it is else is passed over too
                    holder[table] = tomlkit.table()
                holder = holder[table]
            stood = holder.unwrap().get(key)
            holder[key] = value
            replace(path, tomlkit.dumps(document).encode())
    except (OSError, UnicodeDecodeError, TOMLKitError, Timeout) as error:
        raise StorageError(
            f"{path}: the setting could not be kept: {getattr(error, 'strerror', None) or error}.",
            "It holds until you quit.",
        ) from error
    return None if shown is None or stood in (None, shown, value) else stood
