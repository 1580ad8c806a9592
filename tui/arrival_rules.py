"""The rules in the settings file: read when something came in, so that an edit holds at once."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import InvalidInputError, InvalidQueryError, Library
from tui.settings_files import written_in
from tui.terminal import one_line

if TYPE_CHECKING:
    from store.intake import Rule

#: The name of their tables.
_RULES = "rules"
#: A place in the settings (`tui.settings_lines.Where`), and what is wrong there.
Wrong = tuple[tuple[str | int, ...], str]
_FLAGS = ("star", "read", "notify")
_KEYS = ("when", "tag", *_FLAGS)
#: Releases of a rule that are named.
_NAMED = 3


def rules_in(given: Any) -> tuple[list[Rule], list[Wrong]]:
    """The rules under ``[[rules]]``, and what is wrong with those that were passed over."""
    from store.intake import Rule  # many have no rules

    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        return [], [((_RULES,), "rules begin with [[rules]]")]
    rules: list[Rule] = []
    problems: list[Wrong] = []
    for number, one in enumerate(given, 1):
        if problem := _problem(one):
            name, what = problem
            at = (_RULES, number - 1, name) if name in one else (_RULES, number - 1)
            problems.append((at, f"rule {number}: {what}"))
        else:
            flags = {name: one.get(name, False) for name in _FLAGS}
            rules.append(Rule(number, one["when"], tuple(one.get("tag", ())), **flags))
    return rules, problems


def _problem(rule: dict[str, Any]) -> tuple[str, str] | None:
    """The name in a rule that something is wrong with, and what; None for nothing."""
    for name, value in rule.items():
        if name not in _KEYS:
            from tui.settings_lines import nearest

            return name, f"there is no “{name}”; {nearest(name, _KEYS)}"
        if name == "when" and not isinstance(value, str):
            return name, "“when” must be a query in quotation marks"
        if name == "tag" and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            return name, '“tag” must be a list of names, such as ["water", "fares"]'
        if name == "tag" and (told := next(filter(None, map(_no_tag, value)), None)):
            return name, told
        if name in _FLAGS and type(value) is not bool:
            return name, f"“{name}” must be true or false"
    if "when" not in rule:
        return "when", "it has no “when”"
    if not any(rule.get(name) for name in _KEYS[1:]):
        return "", "it does nothing; it needs tag, star, read or notify"
    return None


def _no_tag(name: str) -> str | None:
    """What is wrong with the name of a tag; None for nothing."""
    from store.library import new_tag_name  # many have no rules

    try:
        new_tag_name(name)
    except InvalidInputError as error:
        return f"{error.message} {error.way_out}".removesuffix(".")
    return None


def load_rules(path: Path) -> tuple[list[Rule], list[str]]:
    """The rules in the file of settings, and what in them was passed over; none without a file.

    What is wrong with the file itself is said by who reads the settings.
    """
    import tomllib

    try:
        written = written_in(path)
        given = tomllib.loads(written).get(_RULES, [])
    except (OSError, ValueError):
        return [], []
    rules, wrong = rules_in(given) if given else ([], [])
    unreadable = {rule.number: told for rule in rules if (told := _no_query(rule))}
    sound = [rule for rule in rules if rule.number not in unreadable]
    return sound, problems_at(path, written, [*wrong, *unreadable.values()])


def _no_query(rule: Rule) -> Wrong | None:
    """What is wrong with the query of a rule, None for nothing: looked at only where rules are to be used."""
    from store.search import asked

    try:
        asked(rule.when)
    except InvalidQueryError as error:
        return (_RULES, rule.number - 1, "when"), f"rule {rule.number}: {error.message.removesuffix('.')}"
    return None


def problems_at(path: Path, written: str, wrong: list[Wrong]) -> list[str]:
    """What is wrong with rules in the text of a file, in plain words, with the line."""
    if not wrong:
        return []
    from tui.settings_lines import told_at  # most rules are right

    return [told_at(path, written, at, what) for at, what in wrong]


def applied(library: Library, path: Path | None, added: Iterable[int]) -> tuple[list[str], list[str]]:
    """Applies the rules in a file to releases that came in; what to say of it, and what went wrong, in lines.

    Raises StorageError.
    """
    came = list(dict.fromkeys(added))
    rules, problems = load_rules(path) if came and path is not None else ([], [])
    if not rules:
        return [], problems
    from store.intake import apply_rules

    done = apply_rules(library, rules, came)
    told = [_told(library, rule, ids) for rule, ids in done.told]
    if done.changed:
        told.append(f"rules changed {done.changed} of what came")
    refused = [f"{path}: rule {rule.number}: {error.message}" for rule, error in done.refused]
    return told, [*problems, *refused]


def _told(library: Library, rule: Rule, ids: list[int]) -> str:
    names = ", ".join(f"“{one_line(one.headline)}”" for one in library.releases.many(ids[:_NAMED]))
    more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
    return f"{one_line(rule.when)}: {names}{more}"
