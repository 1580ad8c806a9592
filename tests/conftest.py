"""Fixtures: a library in an empty folder, a clock that is handed in, real releases where they are."""

from __future__ import annotations

import gc
import importlib
import itertools
import os
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from store import Library, open_library
from store.aside import BrokeOffError, Helper
from store.formats import registry
from tests import feeds
from tests.postgresql_server import Server, programs
from tests.postgresql_server import serving as postgresql_serving
from tests.servers import Site, serving

#: Where files lie in memory on Linux, and the bytes that must be free there.
MEMORY, ENOUGH = Path("/dev/shm"), 2 * 2**30
ROOT = Path(__file__).resolve().parents[1]
RELEASES = ROOT.parent / "shared" / "releases"
SAMPLES = ROOT / "tui" / "samples"

#: Cases of a test that opens the application which are not slow; another number is said by ``few``.
_OPENED = 1
#: Such tests of a module that are not slow: the one at its top is about what it is for.
_OPENED_IN_MODULE = 1
#: Counts the tests of this process.
_TESTS = itertools.count()

# Where a failure would keep work from landing, the same examples are tried each time.
settings.register_profile("dateline", deadline=None, derandomize="CI" in os.environ)
settings.register_profile("daily", settings.get_profile("dateline"), max_examples=10)
settings.load_profile("dateline")


def pytest_configure(config: pytest.Config) -> None:
    """Fewer examples in the daily round; temporary files in memory, where there is room.

    So no commit waits for a disk. What is flushed, and when, is what `tests/store/test_power_cut.py` looks
    at, on any file system. Who names a folder in ``TMPDIR`` has the files there.
    """
    if config.option.markexpr == "not slow":
        settings.load_profile("daily")
    if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH:
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.hookimpl(tryfirst=True)  # before the collection, whose rules for warnings hold already
def pytest_collection(session: pytest.Session) -> None:
    """Of all modules each worker first reads its share, so that what pytest makes of one is made once.

    In a new clone the assertions take twice as long as all else before the first test, and workers that go
    through the modules in one order make the same of them at the same time.
    """
    given = getattr(session.config, "workerinput", None)
    if given is None or session.config.option.file_or_dir:
        return
    first, of = int(given["workerid"].removeprefix("gw")), given["workercount"]
    for path in sorted((ROOT / "tests").rglob("test_*.py"))[first::of]:
        # What cannot be read, or not here, is told of where it is collected.
        with suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


@pytest.hookimpl(tryfirst=True)  # before those that are left out are
def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Marks slow by ``few``, `_OPENED` and `_OPENED_IN_MODULE`; the slow begin: none is left at the end."""
    cases: Counter[str] = Counter()
    tests: defaultdict[Path, set[str]] = defaultdict(set)
    if settings.get_current_profile_name() == "daily":
        _limit_examples(items, settings().max_examples)
    for item in items:
        opens = "opened" in item.fixturenames
        few = item.get_closest_marker("few")
        most = few.args[0] if few is not None else _OPENED if opens else None
        if most is None:
            continue
        test = item.nodeid.partition("[")[0]
        cases[test] += 1
        if opens and len(tests[item.path]) < _OPENED_IN_MODULE:
            tests[item.path].add(test)
        if cases[test] > most or (opens and test not in tests[item.path]):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def _limit_examples(items: list[pytest.Function], most: int) -> None:
    """A property with a number of its own has no more examples than any other."""
    for item in items:
        for owner, name in ((item.function, "_hypothesis_internal_use_settings"), (item.cls, "settings")):
            own = getattr(owner, name, None)
            if isinstance(own, settings) and own.max_examples > most:
                setattr(owner, name, settings(own, max_examples=most))


def pytest_collection_finish() -> None:
    """Has the garbage collector pass over what stays to the end, and come seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What exports remember is the tests' own, in the processes they start too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


WIRE = """Harbour towns agree on a shared ferry

LISBON, Mar 14 2025 (ALN) - Three harbour towns agreed on Friday to run one ferry between them. \
The first boat leaves in May.

“We have waited ten years for this,” said Mayor Ana Prates.

“It will be on time,” she added.

ALN/Rui Costa
"""


@pytest.fixture(autouse=True, scope="session")
def settings_apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the settings and drafts of tests, in place of those of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("DATELINE_CONFIG", "DATELINE_STATE"):
            patch.setenv(name, "")
        yield tmp_path_factory.mktemp("settings")


@pytest.fixture(autouse=True)
def no_settings(settings_apart: Path) -> None:
    """The settings and drafts of whoever runs the tests are neither read nor written, nor another test's.

    The folder that is named for them is made by who writes there: most of 10,000 tests need none.
    """
    _name_settings(settings_apart / str(next(_TESTS)))


@pytest.fixture
def tmp_path(tmp_path: Path) -> Path:
    """A folder of the test's own; settings and drafts are ``config.toml`` and ``state`` in it."""
    _name_settings(tmp_path)
    return tmp_path


def _name_settings(folder: Path) -> None:
    """For a test and the processes it starts; the next test names another."""
    os.environ.update(DATELINE_CONFIG=f"{folder}/config.toml", DATELINE_STATE=f"{folder}/state")


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A web server on this computer; no proxy stands before it."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as opened:
        yield opened


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that makes no sense is looked at as often as ever, and nothing is waited for in between."""
    monkeypatch.setattr("store.storages.same_file._AGAIN", 0)


@pytest.fixture
def breaking_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process aside breaks off after its first answer."""
    call = Helper.call

    def broken(self: Helper, *given: Any, **named: Any) -> Iterator[Any]:
        yield next(call(self, *given, **named))
        raise BrokeOffError

    monkeypatch.setattr(Helper, "call", broken)


@pytest.fixture
def plain_feeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds as `tests.feeds` makes them are a format like any other."""
    monkeypatch.setattr(registry, "_choice", registry.Choice((*registry.READERS, feeds.READER)))


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self) -> None:
        self.read = 0
        """How often it was; a test that goes on with what another clock began sets it."""

    def __call__(self) -> str:
        """The time, in UTC."""
        now = datetime(2025, 3, 14, 12, tzinfo=UTC) + timedelta(seconds=self.read)
        self.read += 1
        return now.strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def clock() -> Clock:
    """One for the test."""
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    """An empty library."""
    opened = open_library(tmp_path / "library.db", user="ana", clock=clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server, where one is installed."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("no PostgreSQL server is installed")
    with postgresql_serving(bin_folder) as running:
        yield running


@pytest.fixture
def team(server: Server) -> str:
    """The name of a database without a library, on that server."""
    server.empty()
    return server.name()


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """A file with a short piece of wire copy."""
    path = tmp_path / "wire.txt"
    path.write_text(WIRE, encoding="utf-8")
    return path


@pytest.fixture
def releases() -> Path:
    """The folder of real releases."""
    if not RELEASES.is_dir():
        pytest.skip("the real releases are not here")
    return RELEASES
