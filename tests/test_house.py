"""What no linter asks of the house: lengths of files, names of modules, docstrings that say something."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from store.patterns import lazy_pattern

ROOT = Path(__file__).parents[1]
MODULES = sorted(path.relative_to(ROOT) for room in ("store", "tui") for path in (ROOT / room).rglob("*.py"))
#: What the project is made of.
_FILES = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore"}
TOP = _FILES | {".ci", "tui", "tests", "store", "screenshots"}
#: Lines of the longest module there may be.
LONGEST = 400
#: Modules of one name, and the one thing that both are about.
ONE_MEANING = {
    "adding": "bringing releases in: by a command, and by a key",
    "annotations": "the passages that are marked: kept, and listed",
    "autocoding": "tagging what the hits of a query stand in: in one step, and by a key",
    "comparison": "what changed between two texts: found, and shown",
    "history": "what was changed: kept, and printed",
    "reading": "what was read and where: kept, and noticed",
    "registry": "the rows of a room whose parts are of one kind",
    "releases": "the releases: kept, and listed",
    "web_annotation": "the form of the W3C: written, and read",
    "viewing": "queries under a name: by a command, and by a key",
    "undoing": "taking back a change: what can be, and by a key",
}


@cache
def texts() -> dict[Path, str]:
    """What each module says; read by the process that asks, and by none that only collects."""
    return {path: (ROOT / path).read_text() for path in MODULES}


def trees(pattern: str) -> Iterator[tuple[Path, ast.Module]]:
    """The modules in which the expression is found: to parse them all takes seconds."""
    return ((path, ast.parse(text)) for path, text in texts().items() if re.search(pattern, text))


def docstrings(tree: ast.Module) -> list[str]:
    """The first words of every docstring in a module."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = (ast.get_docstring(node) for node in ast.walk(tree) if isinstance(node, kinds))
    return [text for text in found if text]


def test_nothing_else_lies_at_the_top() -> None:
    """A file that somebody's trial left there is kept by no commit."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not kept:
        pytest.skip("no checkout")
    assert {line.partition("/")[0] for line in kept.splitlines()} <= TOP


def test_a_module_is_of_a_length_one_can_read() -> None:
    """A longer one has more than one concern."""
    lines = {path: len(text.splitlines()) for path, text in texts().items()}
    assert {path: count for path, count in lines.items() if count > LONGEST} == {}


@pytest.mark.slow
def test_a_worker_is_given_a_function() -> None:
    """A coroutine whose worker is cancelled before it begins is complained of on the user's terminal."""
    given = [
        ast.unparse(node.args[0])
        for _, tree in trees("run_worker")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "run_worker"
    ]
    assert given
    assert not [work for work in given if work.endswith(")") and not work.startswith("partial(")]


ROOMS = [path for path in MODULES if path.name == "__init__.py"]


@pytest.mark.parametrize("path", ROOMS, ids=str)
def test_a_room_says_its_job(path: Path) -> None:
    """In the first line of its ``__init__``, and nothing else stands there but its face."""
    first, *rest = (ROOT / path).read_text().splitlines()
    assert first.startswith('"""') and len(first.strip('"').split()) > 2
    assert (ROOT / path).with_suffix(".pyi").exists() == any("attach_stub" in line for line in rest)


def test_modules_of_one_name_are_of_one_meaning() -> None:
    """A name tells a newcomer what a module is about, wherever it stands."""
    named = defaultdict(list)
    for path in MODULES:
        if not path.stem.startswith("__"):
            named[path.stem].append(str(path))
    assert {name for name, paths in named.items() if len(paths) > 1} == set(ONE_MEANING)


@pytest.mark.slow
def test_a_docstring_says_what_is_done() -> None:
    """One that only points elsewhere makes its reader open another file."""
    assert sum(len(re.findall(r'^ *"""\w', text, re.MULTILINE)) for text in texts().values()) > 1000
    found = [(path, text) for path, tree in trees(r"[\"']\s*See ") for text in docstrings(tree)]
    assert [text for text in found if text[1].startswith("See ")] == []


#: How Python understands its patterns.
_PARSER: Any = import_module("re._parser")
#: What takes one character.
_OF_ONE = (_PARSER.IN, _PARSER.LITERAL, _PARSER.NOT_LITERAL, _PARSER.ANY)
#: An alternative that never holds, as a Python and the next understand it.
_NEVER = ("[(ASSERT_NOT, (1, []))]", "[(FAILURE, ())]")


def possessive(parsed: Iterable[Any]) -> Iterator[Any]:
    """All that a parsed pattern repeats without ever giving back."""
    for part in parsed:
        if isinstance(part, tuple | list | _PARSER.SubPattern):
            if len(part) == 2 and part[0] is _PARSER.POSSESSIVE_REPEAT:
                yield part[1][2]
            yield from possessive(part)


@pytest.mark.slow
def test_what_is_repeated_possessively_fails_where_it_began() -> None:
    """Before 3.11.5 Python goes on where it failed: the last alternative of such a group is one that stays.

    Debian 12 has 3.11.2. See the issue 106052 of CPython.
    """
    seen = 0
    for path in MODULES:
        module = import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
        for name, found in vars(module).items():
            if isinstance(found, re.Pattern | type(lazy_pattern(""))):
                for (kind, value), *more in possessive(_PARSER.parse(found.pattern, found.flags)):
                    stays = kind is _PARSER.BRANCH and str(value[1][-1]) in _NEVER
                    assert not more and (kind in _OF_ONE or stays), (path, name)
                    seen += stays
    assert seen
