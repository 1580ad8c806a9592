"""The settings file: what a reader chooses once, in TOML (https://toml.io).

What is wrong in it is said and passed over: a slip in the settings keeps nobody from reading.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from store import StorageError
from store.atomic import replace
from tui.palette import THEMES
from tui.text import Setting

#: The narrowest and the widest measure, in cells.
MEASURES = (20, 200)
#: Seconds to wait for another window that is writing the file.
_LOCK_TIMEOUT = 2.0


class Settings(NamedTuple):
    """All that can be set."""

    theme: str = THEMES[0].name
    """The name of a theme."""
    setting: Setting = Setting()
    """How texts are set."""
    title: bool = True
    """Whether the terminal's window is named after the open release."""


def config_file() -> Path:
    """``$DATELINE_CONFIG``, or ``config.toml`` in the user's settings folder for this program."""
    named = os.environ.get("DATELINE_CONFIG")
    if named:
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("dateline", appauthor=False) / "config.toml"


def _whole(least: int, most: int) -> tuple[Callable[[Any], bool], str]:
    return (lambda value: type(value) is int and least <= value <= most), f"a number from {least} to {most}"


#: Each key of the file: what its value must be, in code and in words. But for theme and title
#: they are those of `Setting`.
_KEYS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "theme": (lambda value: type(value) is str, "the name of a theme in quotation marks"),
    "measure": _whole(*MEASURES),
    "margin": _whole(0, 40),
    "leading": _whole(0, 3),
    "justified": (lambda value: type(value) is bool, "true or false"),
    "title": (lambda value: type(value) is bool, "true or false"),
    "bidi": (lambda value: value in ("app", "terminal"), '"app" or "terminal"'),
}


def load(path: Path) -> tuple[Settings, list[str]]:
    """The settings in the file, and in plain words what in it was passed over.

    Without a file the defaults.
    """
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        return Settings(), [f"{path}: {error.strerror}; the defaults hold."]
    except UnicodeDecodeError as error:
        return Settings(), [f"{path} cannot be read: {error}; the defaults hold."]
    import tomllib  # many have no such file

    try:
        given = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        return Settings(), [f"{path} cannot be read: {error}; the defaults hold."]
    rules = given.pop("rules", [])
    problems = [f"{path}: {problem}." for name in given if (problem := _problem(name, given[name]))]
    sound = {name: value for name, value in given.items() if _problem(name, value) is None}
    if rules:
        from tui.arrival_rules import rules_in  # many have none

        problems += [f"{path}: {problem}." for problem in rules_in(rules)[1]]
    theme = sound.pop("theme", Settings().theme)
    title = sound.pop("title", Settings().title)
    return Settings(theme, Setting(**sound), title), problems


def _problem(name: str, value: Any) -> str | None:
    if name not in _KEYS:
        return f"there is no setting “{name}”; there are {', '.join(_KEYS)}"
    is_right, wanted = _KEYS[name]
    return None if is_right(value) else f"“{name}” must be {wanted}"


def remember(path: Path, name: str, value: str | int, *, shown: str | int | None = None) -> str | int | None:
    """Sets one key in the file; everything else in it, comments too, stays as it is.

    Args:
        path: the file; where it is a link, the file it leads to.
        name: the key.
        value: what it is set to.
        shown: what this window took it to be, None for anything.

    Returns what stood there where somebody else had set it meanwhile, else None.

    Raises StorageError where it cannot be written or is no TOML.
    """
    import tomlkit  # only when something is set
    from filelock import FileLock, Timeout
    from tomlkit.exceptions import TOMLKitError

    path = path.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f".{path.name}.lock"), timeout=_LOCK_TIMEOUT):
            document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
            stood = document.unwrap().get(name)
            document[name] = value
            replace(path, tomlkit.dumps(document).encode())
    except (OSError, UnicodeDecodeError, TOMLKitError, Timeout) as error:
        raise StorageError(
            f"{path}: the setting could not be kept: {getattr(error, 'strerror', None) or error}.",
            "It holds until you quit.",
        ) from error
    return None if shown is None or stood in (None, shown, value) else stood
