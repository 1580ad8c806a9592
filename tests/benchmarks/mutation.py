"""How many small faults the tests notice: each is made in a copy of the tree, and its tests are run.

    python tests/benchmarks/mutation.py [--group history …] [--sample 40] [--seed 1] [--jobs 2]

A fault is one change to one place of a module's syntax tree: a comparison or an operator turned, a
condition forced, a number moved by one, a call left out, a result replaced by None. Of each group of
modules a sample is drawn; a fault counts as noticed when a test fails or does not end. The ones that are
not are printed with their lines, for `README.md` beside this file to say why, or for a test to be written.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Group:
    """Modules whose faults the same tests should notice."""

    modules: tuple[str, ...]
    """Globs below the root."""
    tests: tuple[str, ...]
    """Globs of test files and folders, the quickest first."""


GROUPS = {
    "storages": Group(("store/storages/*.py",), ("tests/store/storages", "tests/store/test_processes.py")),
    "history": Group(
        ("store/library/history.py", "store/library/recording.py", "store/library/standings.py",
         "store/library/undoing.py", "store/library/compaction.py", "store/library/reconciling.py"),
        ("tests/store/library/test_history*.py", "tests/store/library/test_undo*.py",
         "tests/store/library/test_compaction.py", "tests/store/library/test_reconciling.py",
         "tests/store/library/test_annotations.py", "tests/store/library/test_tags.py",
         "tests/store/library/test_reading.py"),
    ),
    "backups": Group(
        ("store/backups/*.py", "store/care/damaged.py"),
        ("tests/store/backups", "tests/store/care/test_salvage.py"),
    ),
    "arrivals": Group(
        ("store/intake/arrivals.py", "store/intake/identity.py", "store/intake/importing.py"),
        ("tests/store/intake/test_identity.py", "tests/store/intake/test_arrivals.py",
         "tests/store/intake/test_importing.py", "tests/store/intake/test_sources.py"),
    ),
    "re-anchoring": Group(
        ("store/anchoring/reanchoring.py", "store/anchoring/alignment.py",
         "store/anchoring/paragraph_matching.py", "store/anchoring/selectors.py"),
        ("tests/store/anchoring/test_selectors.py", "tests/store/anchoring/test_reanchoring.py",
         "tests/store/anchoring/test_diffing.py", "tests/store/intake/test_arrivals.py"),
    ),
    "keys": Group(
        ("tui/keys.py", "tui/app/input_queue.py", "tui/app/app.py", "tui/app/three_panes.py",
         "tui/app/workspace.py", "tui/app/showing.py", "tui/app/open_annotations.py", "tui/app/opening.py",
         "tui/app/positions.py", "tui/app/preferences.py", "tui/app/reading.py"),
        ("tests/tui/app/test_opening.py", "tests/tui/app/test_reading.py", "tests/tui/app/test_app.py",
         "tests/tui/app/test_input_queue.py"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of a module."""

    module: str
    line: int
    what: str
    source: str
    """The module with it."""


def faults(module: str) -> list[Fault]:
    """Every fault that can be made in the module, in the order of its lines."""
    tree = ast.parse((ROOT / module).read_text())
    _drop_docstrings(tree)
    found = []
    for at, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node):
            changed = copy.deepcopy(tree)
            twin = next(one for number, one in enumerate(ast.walk(changed)) if number == at)
            change(twin)
            ast.fix_missing_locations(changed)
            found.append(Fault(module, getattr(node, "lineno", 0), what, ast.unparse(changed)))
    return sorted(found, key=lambda fault: fault.line)


def _drop_docstrings(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            node.body = [one for one in node.body if not _is_text(one)] or [ast.Pass()]


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What can be changed in a node: in words, and the function that changes its twin."""
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED:
        turned = _TURNED[type(node.ops[0])]
        yield (
            f"{type(node.ops[0]).__name__} -> {turned.__name__}",
            lambda one: one.ops.__setitem__(0, turned()),
        )
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _TURNED:
        turned = _TURNED[type(node.op)]
        yield f"{type(node.op).__name__} -> {turned.__name__}", lambda one: setattr(one, "op", turned())
    elif isinstance(node, ast.If | ast.While | ast.IfExp):
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        for value in (True, False):
            if not (isinstance(node, ast.While) and value):
                yield f"condition -> {value}", _forced(value)
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        yield f"{node.value} -> {node.value + 1}", lambda one: setattr(one, "value", one.value + 1)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield f"{node.value} -> {not node.value}", lambda one: setattr(one, "value", not one.value)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await):
        yield f"without {ast.unparse(node)[:60]}", lambda one: setattr(one, "value", ast.Constant(None))
    elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
        yield "return None", lambda one: setattr(one, "value", ast.Constant(None))


def _forced(value: bool) -> Callable[[Any], None]:
    return lambda one: setattr(one, "test", ast.Constant(value))


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def drawn(group: Group, sample: int, seed: int) -> list[Fault]:
    """A sample of a group's faults, the same for the same seed."""
    modules = sorted({path for glob in group.modules for path in ROOT.glob(glob)})
    every = [fault for path in modules for fault in faults(str(path.relative_to(ROOT)))]
    return random.Random(seed).sample(every, min(sample, len(every)))


def tree_copy(folder: Path) -> Path:
    """The project without what tests do not need."""
    target = folder / "tree"
    left = shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__", ".hypothesis", "screenshots")
    shutil.copytree(ROOT, target, ignore=left)
    return target


def run(tree: Path, tests: list[str], seconds: float | None = None) -> tuple[bool, float]:
    """Whether the tests pass in that tree, and the seconds they took; what does not end does not pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    begun = time.monotonic()
    env = {**os.environ, "CI": "1", "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        command,
        cwd=tree,
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            code = child.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            code = -9
    return code == 0, time.monotonic() - begun


def measure(name: str, trees: Queue[Path], sample: int, seed: int, jobs: int) -> tuple[int, int]:
    """Makes the sample's faults, prints those unnoticed; gives how many were noticed and made."""
    group = GROUPS[name]
    tests = [str(path.relative_to(ROOT)) for glob in group.tests for path in sorted(ROOT.glob(glob))]
    tree = trees.get()
    passes, took = run(tree, tests)
    trees.put(tree)
    if not passes:
        sys.exit(f"{name}: its tests fail without any fault")

    def noticed(fault: Fault) -> bool:
        tree = trees.get()
        path = tree / fault.module
        before = path.read_text()
        try:
            path.write_text(fault.source)
            return not run(tree, tests, 4 * took + 30)[0]
        finally:
            path.write_text(before)
            trees.put(tree)

    chosen = drawn(group, sample, seed)
    with ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(noticed, chosen))
    for fault, seen in zip(chosen, found, strict=True):
        if not seen:
            line = (ROOT / fault.module).read_text().splitlines()[fault.line - 1].strip()
            print(f"  unnoticed  {fault.module}:{fault.line}  {fault.what}  | {line[:90]}", flush=True)
    print(f"{name}: {sum(found)} of {len(found)} noticed, {sum(found) / len(found):.0%}", flush=True)
    return sum(found), len(found)


def main() -> None:
    """Measures the groups named, or all."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", action="append", choices=GROUPS)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trees: Queue[Path] = Queue()
        for job in range(args.jobs):
            place = Path(folder, str(job))
            place.mkdir()
            trees.put(tree_copy(place))
        totals = [measure(name, trees, args.sample, args.seed, args.jobs) for name in args.group or GROUPS]
    print(f"in all: {sum(seen for seen, _ in totals)} of {sum(of for _, of in totals)} noticed")


if __name__ == "__main__":
    main()
