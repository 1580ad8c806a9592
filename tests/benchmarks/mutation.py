"""How many small faults the tests notice: each is put into a copy of the tree, and its tests are run.

    python tests/benchmarks/mutation.py [--group history …] [--sample 40] [--seed 1]

A fault is one change to one place of a module's syntax tree: a comparison or an operator turned, a
condition forced, a number moved by one, a call left out, a result replaced by None. Of each group of
modules a sample is drawn; a fault counts as noticed when a test fails or does not end. The ones that are
not are printed with their lines, for `README.md` beside this file to say why, or for a test to be written.

To be cheap, a group's tests are collected once, and run once to see which of them reach which line. Each
fault then is made in a fork of that process, in the functions as they stand in memory, and on the disk for
what other processes import; only tests that reach its line are run, those of its module's own file first.
"""

from __future__ import annotations

import argparse
import ast
import faulthandler
import gc
import os
import pickle
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import coverage
import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Seconds of processor time of tests, as first measured, for a fault; what only others notice is not noticed.
_MOST_SECONDS = 30.0
#: In place of a test's name, where a run did not come to its end.
_UNKNOWN = "?"
#: The status of a fork that could not do its work.
_BROKEN = 3
_TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
#: Arguments that change nothing a right program shows: sizes of caches, seconds to wait for others, what only
#: forbids mistakes, and what lets a file be gone that another process may have removed.
_NO_MATTER = {"maxsize", "timeout", "strict", "frozen", "slots", "kw_only", "missing_ok"}
#: The name of a limit a module has chosen: one more of it, or that just at it is within, is as right.
_LIMIT = re.compile(r"_[A-Z][A-Z_]*")


@dataclass(frozen=True, slots=True)
class Group:
    """Modules whose faults the same tests should notice."""

    modules: tuple[str, ...]
    """Globs below the root."""
    tests: tuple[str, ...]
    """Globs of test files and folders."""
    without: tuple[str, ...] = ()
    """Beginnings of the names of tests that take too long to be run for every fault."""


GROUPS = {
    "storages": Group(
        ("store/storages/*.py",),
        ("tests/store/storages", "tests/store/test_processes.py", "tests/store/backups/test_rescue.py"),
    ),
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
        ("tests/store/backups/test_beside.py", "tests/store/care/test_damaged.py",
         "tests/store/backups/test_copies.py", "tests/store/backups/test_restoring.py"),
    ),
    "arrivals": Group(
        ("store/intake/arrivals.py", "store/intake/identity.py", "store/intake/importing.py"),
        ("tests/store/intake/test_identity*.py", "tests/store/intake/test_arrivals.py",
         "tests/store/intake/test_putting.py", "tests/store/intake/test_importing*.py",
         "tests/store/intake/test_followed.py"),
    ),
    "re-anchoring": Group(
        ("store/anchoring/reanchoring.py", "store/anchoring/alignment.py",
         "store/anchoring/paragraph_matching.py", "store/anchoring/selectors.py"),
        ("tests/store/anchoring/test_selectors.py", "tests/store/anchoring/test_paragraph_matching.py",
         "tests/store/anchoring/test_alignment*.py", "tests/store/anchoring/test_reanchoring*.py",
         "tests/store/intake/test_arrivals.py"),
        ("tests/store/anchoring/test_reanchoring.py::test_a_text_of_one_thing_over_and_over",),
    ),
    "keys": Group(
        ("tui/keys.py", "tui/app/input_queue.py", "tui/app/app.py", "tui/app/three_panes.py",
         "tui/app/workspace.py", "tui/app/showing.py", "tui/app/open_annotations.py", "tui/app/opening.py",
         "tui/app/positions.py", "tui/app/preferences.py", "tui/app/reading.py"),
        ("tests/tui/test_keys.py", "tests/tui/app/test_*_alone.py", "tests/tui/app/test_app.py",
         "tests/tui/app/test_input_queue.py", "tests/tui/app/test_three_panes.py",
         "tests/tui/app/test_workspace.py", "tests/tui/app/test_opening.py",
         "tests/tui/app/test_positions.py", "tests/tui/app/test_preferences.py",
         "tests/tui/app/test_reading.py", "tests/tui/app/test_palette_commands.py"),
        ("tests/tui/app/test_input_queue.py::test_one_write_of_hundreds_of_keys",
         "tests/tui/app/test_app.py::test_e_exports"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One change of a module."""

    module: str
    line: int
    what: str
    node: int
    """The number of the changed node, as `ast.walk` counts."""
    change: int
    """Which of the changes of that node."""
    lines: range
    """The lines of the statement's head: a test that runs one of them may notice."""
    inside: bool
    """Whether it is in a function's body, and not carried out by the import."""

    def made_in(self, source: str) -> ast.Module:
        """The module with the fault."""
        tree = ast.parse(source)
        node = next(one for number, one in enumerate(ast.walk(tree)) if number == self.node)
        list(_changes(node))[self.change][1](node)
        return ast.fix_missing_locations(tree)


def faults(module: str) -> list[Fault]:
    """Every fault that can be made in the module, in the order of its lines."""
    tree = ast.parse((ROOT / module).read_text())
    places: dict[ast.AST, tuple[range, bool]] = {}
    _place(tree, range(0), False, places)
    found = [
        Fault(module, getattr(node, "lineno", 0), what, at, number, *places[node])
        for at, node in enumerate(ast.walk(tree))
        if node in places
        for number, (what, _) in enumerate(_changes(node))
    ]
    return sorted(found, key=lambda fault: fault.line)


def _place(node: ast.AST, lines: range, inside: bool, places: dict[ast.AST, tuple[range, bool]]) -> None:
    """Notes of all nodes below this one the lines of their statement, and whether a function holds them."""
    if (isinstance(node, ast.keyword) and node.arg in _NO_MATTER) or _chooses_limit(node):
        return
    if isinstance(node, ast.stmt):
        body = getattr(node, "body", None)
        end = body[0].lineno if body else (node.end_lineno or node.lineno) + 1
        lines = range(node.lineno, max(end, node.lineno + 1))
    places[node] = lines, inside
    for name, value in ast.iter_fields(node):
        deeper = inside or (isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and name == "body")
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, ast.AST):
                _place(one, lines, deeper, places)


def _chooses_limit(node: ast.AST) -> bool:
    """Whether it is the line of a module that says how large one of its limits is."""
    if not isinstance(node, ast.Assign) or node.col_offset or not isinstance(node.targets[0], ast.Name):
        return False
    parts = list(ast.walk(node.value))
    numbers = all(isinstance(one, ast.Constant | ast.BinOp | ast.operator) for one in parts)
    return bool(numbers and _LIMIT.fullmatch(node.targets[0].id))


def _is_at_limit(node: ast.Compare) -> bool:
    """Whether it tells what is within one of the module's limits from what is beyond it."""
    sides = [node.left, *node.comparators]
    limited = any(isinstance(one, ast.Name) and _LIMIT.fullmatch(one.id) for one in sides)
    return limited and isinstance(node.ops[0], ast.Lt | ast.LtE | ast.Gt | ast.GtE)


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """What can be changed in a node: in words, and the function that changes it.

    What is left out stays in the tree behind a constant, so that a function keeps its variables and the
    code of one that lives can be exchanged.
    """
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _TURNED and not _is_at_limit(node):
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
        yield f"without {ast.unparse(node)[:60]}", _left_out
    elif isinstance(node, ast.Return) and node.value is not None and not _is_nothing(node.value):
        yield "return None", _left_out


def _forced(value: bool) -> Callable[[Any], None]:
    operator = ast.Or if value else ast.And
    return lambda one: setattr(one, "test", ast.BoolOp(operator(), [ast.Constant(value), one.test]))


def _left_out(node: Any) -> None:
    node.value = ast.BoolOp(ast.And(), [ast.Constant(None), node.value])


def _is_nothing(node: ast.expr) -> bool:
    """None, and False: who asks only for truth takes either."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is False)


def modules_of(group: Group) -> list[str]:
    """The group's modules, from the root."""
    return sorted({str(path.relative_to(ROOT)) for glob in group.modules for path in ROOT.glob(glob)})


def drawn(group: Group, sample: int, seed: int) -> list[Fault]:
    """A sample of a group's faults, the same for the same seed."""
    every = [fault for module in modules_of(group) for fault in faults(module)]
    return random.Random(seed).sample(every, min(sample, len(every)))


def tree_copy(folder: Path) -> Path:
    """The project without what tests do not need."""
    target = folder / "tree"
    left = shutil.ignore_patterns(".git", ".venv", "*_cache", "__pycache__", ".hypothesis")
    shutil.copytree(ROOT, target, ignore=left)
    return target


@dataclass(slots=True)
class Reached:
    """What the tests did without a fault."""

    seconds: dict[str, float] = field(default_factory=dict)
    """Of the processor, of each test that passed."""
    failed: set[str] = field(default_factory=set)
    tests: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    """The tests that reach each line, of each module."""

    def of(self, fault: Fault) -> list[str]:
        """The tests a fault is tried with, those of its module's own file first, then the quickest."""
        lines = self.tests.get(fault.module, {})
        at = fault.lines if fault.inside else lines
        mirror = f"/test_{Path(fault.module).stem}"
        names = {name for line in at for name in lines.get(line, []) if name in self.seconds}
        ordered = sorted(names, key=lambda name: (mirror not in name, self.seconds[name], name))
        tried: list[str] = []
        took = 0.0
        for name in ordered:
            took += self.seconds[name]
            if tried and took > _MOST_SECONDS:
                break
            tried.append(name)
        return tried


class Recording:
    """A plugin that notes which test reaches which lines of the modules, and the seconds each takes."""

    def __init__(self, tree: Path, modules: list[str]) -> None:
        self.reached = Reached()
        self._tree = tree
        self._modules = modules
        self._begun = 0.0
        paths = [str(tree / module) for module in modules]
        self._coverage = coverage.Coverage(include=paths, data_file=None, config_file=False)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """The lines reached from here on are this test's, and so is the processor's time."""
        self._begun = time.process_time()
        self._coverage.switch_context(nodeid)

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Notes what it took; how long it took depends on what else the machine does."""
        self.reached.seconds[nodeid] = time.process_time() - self._begun

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Notes how it went."""
        if report.failed:
            self.reached.failed.add(report.nodeid)

    def begin(self) -> None:
        """Begins to note, of functions whose code was exchanged, which is tried thereby."""
        for module in self._modules:
            path = self._tree / module
            _exchange(compile(path.read_text(), str(path), "exec"))
        self._coverage.start()

    def end(self) -> None:
        """Ends it; what failed notices no fault."""
        self._coverage.stop()
        data = self._coverage.get_data()
        for module in self._modules:
            self.reached.tests[module] = data.contexts_by_lineno(str(self._tree / module))
        for name in self.reached.failed:
            del self.reached.seconds[name]


class Measuring:
    """A plugin that runs the tests it finds in forks of its process, again and again."""

    def __init__(self, group: Group, tree: Path, sample: int, seed: int) -> None:
        self.noticed = 0
        self.made = 0
        self._modules = modules_of(group)
        self._tree = tree
        self._faults = drawn(group, sample, seed)
        self._reached = Reached()

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Tries the faults instead of running the tests once."""
        sys.dont_write_bytecode = True  # of a module with a fault, that is
        self._record(session)
        for fault in self._faults:
            self.made += 1
            tests = self._reached.of(fault)
            if tests and self._is_noticed(session, fault, tests):
                self.noticed += 1
                continue
            line = (self._tree / fault.module).read_text().splitlines()[fault.line - 1].strip()
            tried = f"{len(tests)} tests" if tests else "no test reaches it"
            _say(f"  unnoticed  {fault.module}:{fault.line}  {fault.what}  | {line[:90]}  ({tried})")
        return True

    def _record(self, session: pytest.Session) -> None:
        kept = self._tree.parent / "reached"

        def run() -> None:
            recording = Recording(self._tree, self._modules)
            session.config.pluginmanager.register(recording)
            recording.begin()
            _run(session, session.items)
            recording.end()
            kept.write_bytes(pickle.dumps(recording.reached))

        begun = time.monotonic()
        _forked(run, None)
        self._reached = pickle.loads(kept.read_bytes())
        _say(f"  {len(session.items)} tests, {time.monotonic() - begun:.0f} s")
        for name in sorted(self._reached.failed):
            _say(f"  left out, for it fails without any fault: {name}")

    def _first_failure(
        self, session: pytest.Session, code: CodeType, tests: list[str], seconds: float
    ) -> str | None:
        """The first of the tests that fails with that code of a module; `_UNKNOWN` if they do not end."""
        by_name = {item.nodeid: item for item in session.items}
        kept = self._tree.parent / "failed"
        kept.write_text(_UNKNOWN)

        def run() -> None:
            _exchange(code)
            failed = _run(session, [by_name[name] for name in tests], first_failure=True)
            kept.write_text(failed or "")

        _forked(run, seconds)
        return kept.read_text() or None

    def _is_noticed(self, session: pytest.Session, fault: Fault, tests: list[str]) -> bool:
        path = self._tree / fault.module
        before = path.read_text()
        tree = fault.made_in(before)
        seconds = 60 + 20 * sum(self._reached.seconds[name] for name in tests)
        try:
            path.write_text(ast.unparse(tree))
            # Not the time and size of what was compiled before.
            os.utime(path, (0, 0))
            if not fault.inside:
                return not _passes_anew(self._tree, tests, seconds)

            while tests:
                failed = self._first_failure(session, compile(tree, str(path), "exec"), tests, seconds)
                if failed is None or failed == _UNKNOWN:
                    return failed == _UNKNOWN
                # A busy machine may fail a test by itself: it has to fail twice.
                if self._first_failure(session, compile(tree, str(path), "exec"), [failed], seconds):
                    return True
                tests = tests[tests.index(failed) + 1 :]
            return False
        finally:
            path.write_text(before)


def _say(text: str) -> None:
    print(text, flush=True)


def _run(session: pytest.Session, items: list[pytest.Item], *, first_failure: bool = False) -> str | None:
    """Runs the tests; gives the first that fails and runs no more, if that is asked for."""
    for number, item in enumerate(items):
        following = items[number + 1] if number + 1 < len(items) else None
        before = session.testsfailed
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if first_failure and session.testsfailed > before:
            return item.nodeid
    return None


def _forked(work: Callable[[], None], seconds: float | None) -> None:
    """Does work in a fork of this process, for at most that many seconds."""
    child = os.fork()
    if child == 0:
        try:
            os.setsid()
            silent = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(silent, stream)
            if seconds is not None:
                # By a thread of C: what hangs may hold Python's lock.
                faulthandler.dump_traceback_later(seconds, exit=True, file=silent)
            work()
        except BaseException:  # noqa: BLE001 - whatever it is, the fork ends here
            os._exit(_BROKEN)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == _BROKEN:
        raise RuntimeError("a fault could not be made or tried")
    with suppress(ProcessLookupError):  # what it started may be left
        os.killpg(child, signal.SIGKILL)


def _exchange(module: CodeType) -> None:
    """Gives the living functions of a module their code from another compilation of it."""
    codes: dict[tuple[str, int], list[CodeType]] = {}
    for code in _codes(module):
        codes.setdefault((code.co_qualname, code.co_firstlineno), []).append(code)
    gc.unfreeze()  # what the tests have put out of its sight
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == module.co_filename:
            found = codes[one.__code__.co_qualname, one.__code__.co_firstlineno]
            if len(found) == 1:  # not one of several lambdas in a line
                one.__code__ = found[0]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield one
            yield from _codes(one)


def _passes_anew(tree: Path, tests: list[str], seconds: float) -> bool:
    """Whether the tests pass in a process of their own, which imports everything anew."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
    with subprocess.Popen(
        command,
        cwd=tree,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            return child.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            return False


def measure(name: str, tree: Path, sample: int, seed: int) -> None:
    """Makes the sample's faults in this process's forks, prints those unnoticed and how many were not."""
    group = GROUPS[name]
    tests = [str(path.relative_to(ROOT)) for glob in group.tests for path in sorted(ROOT.glob(glob))]
    measuring = Measuring(group, tree, sample, seed)
    os.environ.update(CI="1", PYTHONPATH=str(tree))
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    without = [f"--deselect={name}" for name in group.without]
    pytest.main(["-qq", "-s", "-p", "no:cacheprovider", *without, *tests], plugins=[measuring])
    if not measuring.made:
        sys.exit(f"{name}: its tests could not be collected")
    share = measuring.noticed / measuring.made
    _say(f"{name}, seed {seed}: {measuring.noticed} of {measuring.made} noticed, {share:.0%}")


def main() -> None:
    """Measures the groups named, or all, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", action="append", choices=GROUPS)
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    for name in args.group or GROUPS:
        child = os.fork()
        if child == 0:
            with tempfile.TemporaryDirectory() as folder:
                measure(name, tree_copy(Path(folder)), args.sample, args.seed)
            return
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
