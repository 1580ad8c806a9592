"""Patterns that are compiled when they are asked for."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

import store
from store.patterns import lazy_pattern

ROOT = Path(store.__file__).parent
MODULES = [
    ".".join(path.relative_to(ROOT.parent).with_suffix("").parts)
    for path in sorted(ROOT.rglob("*.py"))
    if "lazy_pattern(" in path.read_text(encoding="utf-8") and path.name != "patterns.py"
]


def test_it_does_what_a_pattern_does() -> None:
    """Its methods are the pattern's, with its flags; those of bytes too."""
    found = lazy_pattern(r"(?P<day>\d+)\s+MAY", re.IGNORECASE)
    match = found.search("on 5 may")
    assert match is not None
    assert (match["day"], found.sub("-", "5 may, 6 May"), found.groups) == ("5", "-, -", 1)
    assert lazy_pattern(rb"\d").findall(b"1 2") == [b"1", b"2"]


def test_it_is_compiled_once_and_not_before_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What no text asks for costs nothing; what every text asks for costs no more than a pattern."""
    made: list[str] = []
    compiled = re.compile

    def noting(expression: str, flags: int = 0) -> re.Pattern[str]:
        made.append(expression)
        return compiled(expression, flags)

    monkeypatch.setattr(re, "compile", noting)
    found = lazy_pattern("harbour")
    assert made == []
    assert found.match("harbour") and found.match("harbour") and not found.search("pier")
    assert made == ["harbour"]


def test_what_is_no_pattern_is_an_error_when_it_is_asked() -> None:
    """As late as all else of it."""
    found = lazy_pattern("(")
    with pytest.raises(re.error):
        found.match("")


@pytest.mark.parametrize("module", MODULES)
def test_every_pattern_of_a_module_can_be_compiled(module: str) -> None:
    """An error in one would else be met by the first text that asks for it."""
    for name, found in vars(import_module(module)).items():
        if type(found) is type(lazy_pattern("")):
            assert re.compile(found.pattern), name
