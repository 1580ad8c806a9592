"""Fixtures for the screen: libraries with releases in them, and the application driven by keys."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from store import Library, add_paths, open_library
from tests.conftest import WIRE, Clock
from tests.divided import Divided, dividing
from tests.tui.settling import exact_waits
from tests.tui.watchdog import Watchdog
from tui.app.app import DatelineApp
from tui.cli.root import cli
from tui.config import Settings
from tui.text.typesetting import Setting

SAMPLES = Path(__file__).resolve().parents[2] / "tui" / "samples"

#: The cells of a line that the cases of `in_turn` go by.
_ROWS_OF_CASES = 53
#: Columns and rows of the screen they go by: all of the text is in view, and little else to be painted.
_SIZE_OF_CASES = (120, 16)

Run = Callable[..., Result]
Opened = tuple[DatelineApp, Pilot[None]]
Seen = Callable[[DatelineApp], str]
Opener = Callable[..., AbstractAsyncContextManager[Opened]]


@pytest.fixture(autouse=True, scope="package")
def prompt_screen() -> Iterator[None]:
    """What all tests of the screen stand on, set once and not for each of 4,000.

    A terminal that shows every colour, whichever the tests run in. Clicks of one call belong together,
    however long a busy machine takes between them. Frames are drawn once nothing is left to do
    (`tests.tui.settling`), and not by the clock in between.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLORTERM", "truecolor")
        patch.setenv("TERM", "xterm-256color")
        patch.delenv("NO_COLOR", raising=False)
        patch.setattr(App, "CLICK_CHAIN_TIME_THRESHOLD", 60.0)
        patch.setattr("textual.screen.UPDATE_PERIOD", 1.0)
        exact_waits(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def parsed_once() -> Iterator[None]:
    """Textual parses its style sheets for each application; the same ones are parsed once here."""
    parsed: dict[object, list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def kept(sheet: Stylesheet, css: str, *where: Any, **options: Any) -> list[RuleSet]:
        key = (css, *where, *options.items(), *sheet._variables.items())
        if key not in parsed:
            parsed[key] = parse(sheet, css, *where, **options)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", kept)
        yield


@pytest.fixture(scope="session")
def divided() -> Iterator[Divided]:
    """Runs commands in processes of their own, of which one start reads the modules."""
    with dividing() as opened:
        yield opened


def invoke(*arguments: object) -> Result:
    """Runs a command and lets no exception but an exit out."""
    result = CliRunner().invoke(cli, [str(one) for one in arguments], prog_name="dateline")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`invoke` on a library of the test's own."""
    monkeypatch.setenv("DATELINE_LIBRARY", str(tmp_path / "library.db"))
    return invoke


@pytest.fixture
def wire_library(library: Library, wire: Path) -> Library:
    """A library with one short release, whose id is 1."""
    add_paths(library, [wire])
    return library


@pytest.fixture(scope="session")
def made_samples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """A closed library with the sample releases, and how often the clock was read while they came in."""
    clock = Clock()
    library = open_library(tmp_path_factory.mktemp("samples") / "library.db", user="ana", clock=clock)
    add_paths(library, [SAMPLES])
    library.close()
    return library.path, clock.read


@pytest.fixture
def copied_samples(made_samples: tuple[Path, int], tmp_path: Path, clock: Clock) -> None:
    """Puts a copy of it where `library` opens one, and the clock where it stood then."""
    path, clock.read = made_samples
    shutil.copyfile(path, tmp_path / path.name)


@pytest.fixture
def sample_library(copied_samples: None, library: Library) -> Library:
    """A library with the sample releases."""
    return library


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the application on a library: ``async with opened(library, size=..., keys=...)``.

    What it does by itself some seconds after its start it does not, but where a test asks for it; what waits
    for the next letter goes on at once, for each key is waited for anyway.
    """
    monkeypatch.setattr("tui.panes.found.found_pane._PAUSE_SECONDS", 0.0)
    monkeypatch.setattr("tui.app.input_queue._PAUSE_SECONDS", 3600.0)  # the garbage is that of all tests
    monkeypatch.setattr("tui.panes.releases._SETTLED_SECONDS", 3600.0)
    monkeypatch.setattr("tui.app.speech.CALM", 3600.0)

    @asynccontextmanager
    async def run(
        library: Library, *, size: tuple[int, int] = (120, 30), keys: str = "", **options: Any
    ) -> AsyncIterator[Opened]:
        app = DatelineApp(library, **options)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await app.rest()
            watchdog = Watchdog(app)
            await press(pilot, keys)
            yield app, pilot
            watchdog.stop()

    return run


async def in_turn(library: Library, opened: Opener, cases: Mapping[str, str], seen: Seen) -> None:
    """Types the keys of each case in a release of its own, all in one application, and compares what is seen.

    Each release is `WIRE`, opened for the first time: no case meets marks, jumps or selections of another.
    """
    folder = library.path.parent / "alike"
    folder.mkdir()
    for number in range(len(cases)):
        (folder / f"{number}.txt").write_text(WIRE, encoding="utf-8")
    releases = add_paths(library, [folder]).added
    settings = Settings(setting=Setting(measure=_ROWS_OF_CASES))
    async with opened(library, size=_SIZE_OF_CASES, settings=settings) as (app, pilot):
        for key, (keys, expected) in zip(releases, cases.items(), strict=True):
            await app.opening.open_and_read(key)
            await press(pilot, keys)
            assert (keys, seen(app)[: len(expected)]) == (keys, expected)
            await press(pilot, "escape escape")


async def press(pilot: Pilot[None], keys: str) -> None:
    """Presses keys separated by spaces, waiting for each to have its effect."""
    for key in keys.split():
        await pilot.press(key)
        assert isinstance(pilot.app, DatelineApp)
        await pilot.app.rest()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
