"""The command line as a process: which library, which exit code, never a traceback."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.divided import Divided

ROOT = Path(__file__).resolve().parents[3]

Process = subprocess.CompletedProcess[bytes]
Dateline = Callable[..., Process]


def environment(tmp_path: Path, **extra: str) -> dict[str, str]:
    """Variables under which nothing of the user's own is touched."""
    ours = {
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path / "home"),
        "XDG_DATA_HOME": str(tmp_path / "home" / "data"),
        "DATELINE_LIBRARY": str(tmp_path / "library.db"),
        "LC_ALL": "C.UTF-8",
    }
    return {**os.environ, **ours, **extra}


@pytest.fixture
def dateline(tmp_path: Path, divided: Divided) -> Dateline:
    """Runs ``dateline`` and checks that it ends by one of the three codes, without a traceback.

    In a start of its own where a variable tells Python what to do.
    """
    (tmp_path / "home").mkdir()

    def run(*arguments: str | bytes | Path, **extra: str) -> Process:
        variables = environment(tmp_path, **extra)
        if any(name.startswith("PYTHON") for name in extra):
            done = subprocess.run(
                [sys.executable, "-m", "tui", *arguments],
                env=variables,
                cwd=tmp_path,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        else:
            done = divided.completed(arguments, variables, tmp_path)
        assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
        assert done.returncode in (0, 1, 2)
        return done

    return run


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.slow
def test_a_release_goes_all_the_way(dateline: Dateline, wire: Path, tmp_path: Path) -> None:
    """Added, marked, listed and exported by four processes."""
    assert dateline("add", wire).stdout == b"1 added, 0 unchanged, 0 updated, 0 refused\n"
    assert dateline("annotate", "1", "--quote", "in May", "--tag", "when").returncode == 0
    (listed,) = json.loads(dateline("list", "--json").stdout)
    assert (listed["tags"], listed["annotations"]) == (["when"], 1)
    assert dateline("export", "--output", tmp_path / "out").returncode == 0
    assert "> in May" in next((tmp_path / "out").iterdir()).read_text(encoding="utf-8")


def test_the_library_is_named_before_or_after_the_subcommand(
    dateline: Dateline, wire: Path, tmp_path: Path
) -> None:
    """The option wins over the environment, wherever it stands."""
    one = tmp_path / "one.db"
    assert dateline("--library", one, "add", wire).returncode == 0
    assert not (tmp_path / "library.db").exists()
    assert dateline("list", "--library", one).stdout.count(b"\n") == 1
    assert dateline("list").returncode == 1


@pytest.mark.skipif(sys.platform != "linux", reason="XDG_DATA_HOME is Linux's")
def test_without_a_name_the_library_is_in_the_users_data_folder(
    dateline: Dateline, wire: Path, tmp_path: Path
) -> None:
    """An empty variable names nothing."""
    assert dateline("add", wire, DATELINE_LIBRARY="").returncode == 0
    assert (tmp_path / "home" / "data" / "dateline" / "library.db").is_file()
    assert dateline("list", DATELINE_LIBRARY="").stdout.count(b"\n") == 1


def test_help_and_version_are_printed(dateline: Dateline) -> None:
    """Both end with 0 and make no library."""
    assert b"annotate" in dateline("--help").stdout
    assert b"dateline" in dateline("--version").stdout
    assert dateline("-h").stdout == dateline("--help").stdout


def test_the_application_needs_a_terminal(dateline: Dateline, tmp_path: Path) -> None:
    """Without one: exit code 1, a message, and no library is made for nothing."""
    done = dateline()
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"terminal" in done.stderr
    assert not (tmp_path / "library.db").exists()


def test_reading_imports_before_it_asks_for_a_terminal(dateline: Dateline, wire: Path) -> None:
    """What was added stays."""
    assert dateline("read", wire).returncode == 1
    assert dateline("list").stdout.count(b"\n") == 1


def _text(path: Path) -> None:
    path.write_bytes(b"Only some text.\n")


def _other(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE things (id INTEGER PRIMARY KEY)")
    connection.close()


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA application_id={0x44544C4E}")
        connection.execute("PRAGMA user_version=1000")
        connection.execute("CREATE TABLE meta (id INTEGER PRIMARY KEY, document TEXT NOT NULL)")
    connection.close()


def _newer_rows(path: Path) -> None:
    _newer(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version=1")
        connection.execute("INSERT INTO meta VALUES (1, ?)", ['{"schema":1000,"ids":{}}'])
    connection.close()


def _cut(path: Path) -> None:
    _newer(path)
    path.write_bytes(path.read_bytes()[:100])


def _folder(path: Path) -> None:
    path.mkdir()


def _missing(path: Path) -> None:
    assert not path.exists()


@pytest.mark.parametrize("make", [_text, _other, _newer, _newer_rows, _cut, _folder, _missing])
def test_what_is_no_library_is_refused_and_left_alone(
    dateline: Dateline, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    """Exit code 1 with the path in the message; no file in the folder changes or is made."""
    folder = tmp_path / "bad"
    folder.mkdir()
    path = folder / "library.db"
    make(path)
    before = contents(folder)
    done = dateline("list", "--library", path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"dateline: ")
    assert make is _newer_rows or str(path).encode() in done.stderr
    assert contents(folder) == before


@pytest.mark.parametrize("make", [_text, _other, _newer, _newer_rows, _cut, _folder])
def test_nothing_is_added_to_what_is_no_library(
    dateline: Dateline, tmp_path: Path, wire: Path, make: Callable[[Path], None]
) -> None:
    """Exit code 1; the file is as it was."""
    folder = tmp_path / "bad"
    folder.mkdir()
    make(folder / "library.db")
    before = contents(folder)
    assert dateline("add", wire, "--library", folder / "library.db").returncode == 1
    assert contents(folder) == before


def test_a_library_with_an_impossible_name_is_refused(dateline: Dateline, tmp_path: Path, wire: Path) -> None:
    """A name too long for the file system is a message."""
    path = tmp_path / ("x" * 300)
    assert dateline("list", "--library", path).returncode == 1
    assert dateline("add", wire, "--library", path).returncode == 1


@pytest.mark.slow
def test_a_file_name_that_is_not_utf8_stops_nothing(dateline: Dateline, tmp_path: Path, wire: Path) -> None:
    """Found in a folder or named itself, it is imported or refused, and the rest is in."""
    folder = tmp_path / "folder"
    folder.mkdir()
    odd = os.fsencode(folder) + b"/caf\xe9.txt"
    try:
        with open(odd, "wb") as file:  # noqa: PTH123  # a path of bytes
            file.write(b"A headline\n\nSome words.\n")
    except OSError:
        pytest.skip("the file system takes no such name")
    (folder / "wire.txt").write_bytes(wire.read_bytes())
    done = dateline("add", folder)
    assert re.fullmatch(rb"[12] added, 0 unchanged, 0 updated, [01] refused\n", done.stdout)
    assert dateline("add", odd).stdout.count(b"\n") == 1
    listed = json.loads(dateline("list", "--json").stdout)
    assert "Harbour towns agree on a shared ferry" in [one["headline"] for one in listed]
    assert dateline("list").returncode == 0
    assert dateline("export", str(listed[-1]["id"]), "--output", "-").returncode == 0


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("keys",), ("list", "--json"), ("show", "1"), ("find", "قال")])
def test_output_of_another_encoding_is_no_failure(
    dateline: Dateline, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """A pipe that is not UTF-8 takes what every command prints."""
    path = tmp_path / "arabic.txt"
    path.write_text("عنوان\n\nقال الوزير إن العبّارة تبدأ في مايو.\n", encoding="utf-8")
    dateline("add", path)
    assert dateline(*arguments, PYTHONIOENCODING="cp1252").returncode == 0


def test_a_reader_that_has_gone_is_no_traceback(tmp_path: Path, dateline: Dateline) -> None:
    """A pipe closed at the other end ends the command quietly."""
    dateline("add", ROOT / "tui" / "samples")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "list", "--json"],
            env=environment(tmp_path),
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def imported(tmp_path: Path, *arguments: str) -> tuple[str, set[str]]:
    """What a command printed, and the modules that were imported when it ended."""
    program = (
        "import sys\n"
        "from tui.__main__ import main\n"
        "sys.argv = ['dateline', *sys.argv[1:]]\n"
        "try:\n    main()\n"
        "finally:\n    print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode(), set(done.stderr.decode().split())


@pytest.mark.parametrize("arguments", [["list"], ["list", "--json"]])
def test_listing_imports_only_what_listing_needs(
    tmp_path: Path, dateline: Dateline, wire: Path, arguments: list[str]
) -> None:
    """No other command, nothing that imports, exports, searches or analyses, neither the screen nor Rich."""
    dateline("add", wire)
    printed, loaded = imported(tmp_path, *arguments)
    assert "Harbour towns agree on a shared ferry" in printed
    commands = {name for name in loaded if name.startswith("tui.")}
    needed = "lookups naming output plain_calls"
    of_commands = {f"tui.cli.{name}" for name in needed.split()}
    assert commands == {"tui.__main__", "tui.cli", "tui.terminal", *of_commands}
    rooms = ("aside", "care", "duplicates", "exports", "formats", "intake", "search", "structure")
    needless = (
        *(f"store.{room}" for room in rooms),
        "store.library.history",
        "store.library.migrations",
        "store.library.recording",
        "store.anchoring.",
        "store.backups.copies",
        "store.backups.restoring",
        "store.storages.mem",
        "hashlib",
        "secrets",
    )
    assert not [name for name in loaded if name.startswith(needless)]
    packages = {name.partition(".")[0] for name in loaded}
    assert "store" in packages
    slow = {
        "click",
        "dataclasses",
        "inspect",
        "textual",
        "rich",
        "markdown_it",
        "yaml",
        "platformdirs",
        "charset_normalizer",
        "httpx",
        "msgspec",
    }
    assert not packages & slow


@pytest.mark.parametrize("arguments", [["show", "1"], ["tags"], ["history"], ["history", "1"]])
def test_what_is_looked_up_waits_for_no_slow_import(
    tmp_path: Path, dateline: Dateline, wire: Path, arguments: list[str]
) -> None:
    """Neither for click, nor for what makes data classes or reads stubs as Python."""
    dateline("add", wire)
    _, loaded = imported(tmp_path, *arguments)
    assert not loaded & {"ast", "click", "dataclasses", "inspect"}


def test_adding_a_text_imports_only_what_reads_it(tmp_path: Path, wire: Path) -> None:
    """No reader of pages, PDFs, documents or tables, nothing that compares texts, and not the screen."""
    printed, loaded = imported(tmp_path, "add", str(wire))
    assert printed.startswith("1 added")
    formats = ("agency", "corpora", "docx", "epub", "feeds", "html.main", "opendocument", "pdf.lines", "rtf")
    needless = (*(f"store.formats.{name}" for name in formats), "store.duplicates.", "tui.palette")
    assert not [name for name in loaded if name.startswith(needless)]
    packages = {name.partition(".")[0] for name in loaded}
    assert not packages & {"csv", "rapidfuzz", "rich", "textual", "yaml"}


@pytest.mark.slow
def test_the_end_of_a_command_looks_through_nothing(tmp_path: Path) -> None:
    """The collector leaves all there is to the end of the process, which frees it anyway."""
    program = (
        "import atexit, gc, sys\n"
        "atexit.register(lambda: print(gc.get_freeze_count() > 1000, file=sys.stderr))\n"
        "from tui.__main__ import main\n"
        "sys.argv = ['dateline', 'keys']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment(tmp_path), cwd=ROOT, capture_output=True, check=True
    )
    assert done.stderr == b"True\n"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"]])
def test_help_imports_no_command(tmp_path: Path, arguments: list[str]) -> None:
    """The list of commands says what each does."""
    _, loaded = imported(tmp_path, *arguments)
    assert {name for name in loaded if name.startswith("tui.cli.")} == {
        "tui.cli.commands",
        "tui.cli.examples",
        "tui.cli.file_arguments",
        "tui.cli.helping",
        "tui.cli.naming",
        "tui.cli.output",
        "tui.cli.root",
        "tui.cli.words",
    }


@pytest.mark.slow
def test_the_first_frame_waits_for_no_slow_import(tmp_path: Path, dateline: Dateline, wire: Path) -> None:
    """With a release open again on the screen, no analysis, search, prompt or export is loaded."""
    dateline("add", wire)
    library = tmp_path / "library.db"
    program = (
        "import asyncio, sys\n"
        "import tui.cli.root\n"
        "import tui.app.last_look, tui.panes.releases\n"
        "tui.app.last_look.SETTLED_SECONDS = tui.panes.releases._SETTLED_SECONDS = 3600.0\n"
        "from store import ReadingPosition, open_library\n"
        "from tui.app.app import DatelineApp\n"
        f"library = open_library({str(library)!r})\n"
        "library.reading.save_position(library.releases.ids()[0], ReadingPosition(0, 0))\n"
        "async def first_frame():\n"
        "    async with DatelineApp(library).run_test() as pilot:\n"
        "        while not pilot.app.wired or pilot.app.showing.open_id is None:\n"
        "            await pilot.pause()\n"
        "        print(pilot.app.showing.open_id is not None, *sys.modules)\n"
        "asyncio.run(first_frame())\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    opened, *loaded = done.stdout.decode().split()
    assert opened == "True"
    assert {"textual.app", "tui.panes.reader.pane"} < set(loaded)
    slow = ("store.aside", "store.structure.analysis", "store.search.fulltext", "store.exports",
            "tui.screens", "tui.export_choice", "markdown_it", "yaml", "charset_normalizer")  # fmt: skip
    assert not [name for name in loaded if name.startswith(slow)]


def test_the_readme_shows_the_test_command_that_ci_runs() -> None:
    """One line of a shell block in the README stands as it is in `.ci/run`."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    commands = [line for block in blocks for line in block.splitlines() if "pytest" in line]
    assert commands
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert all(command in script for command in commands)


@pytest.mark.slow
def test_a_full_disk_behind_what_is_printed_is_told() -> None:
    """Exit code 1 and a sentence, whether it shows in the midst or at the end."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", "keys"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"Free some space" in done.stderr and b"Traceback" not in done.stderr


def test_the_root_of_the_disk_is_no_library(dateline: Dateline) -> None:
    """It is a folder, and has no name that another could be made of."""
    for command in (["list"], ["add", "nothing.txt"], ["doctor"], ["backup"]):
        result = dateline("--library", "/", *command)
        assert result.returncode == 1 and b"/ is a folder" in result.stderr, command


@pytest.mark.parametrize("group", ["view", "view --help"])
def test_a_command_that_only_holds_others_shows_its_help(dateline: Dateline, group: str) -> None:
    """As help, and not as a mistake that holds the help."""
    result = dateline(*group.split())
    told = result.stdout + result.stderr
    assert told.startswith(b"Usage: ") and b"Error" not in told and b"save" in told


@pytest.mark.slow
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_stream_that_is_closed_is_none_of_the_user_s_business(
    tmp_path: Path, wire: Path, closed: str
) -> None:
    """The command does its work, and no file it opens takes the place of what is printed."""
    command = f"exec {sys.executable} -m tui {{}} {closed}"
    for said in (f"add '{wire}'", "annotate 1 --quote 'The first boat' --tag ferry", "tags", "nonsense"):
        done = subprocess.run(
            ["sh", "-c", command.format(said)], env=environment(tmp_path), cwd=tmp_path, capture_output=True
        )
        assert done.returncode == (2 if said == "nonsense" else 0), done.stderr
        assert b"Traceback" not in done.stderr
    with closing(sqlite3.connect(tmp_path / "library.db")) as library:
        assert library.execute("SELECT count(*) FROM annotations").fetchall() == [(1,)]
