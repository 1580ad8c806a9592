"""Backup, restore, doctor and move on the command line, and what is said of records that cannot be read."""

from __future__ import annotations

import json
import random
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result

from store import Library, add_paths, open_library
from tests.tui.conftest import SAMPLES, Opener, Run, invoke, press
from tests.tui.settling import until


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with the samples and a note, closed."""
    path = tmp_path / "library.db"
    monkeypatch.setenv("DATELINE_LIBRARY", str(path))
    library = open_library(path, user="ana")
    add_paths(library, [SAMPLES])
    library.annotations.add(1, 0, 12, tags=["water"], note="a note")
    library.close()
    return path


@pytest.fixture
def run(path: Path) -> Run:
    """Runs a command on that library."""
    return invoke


def spoil(path: Path, table: str = "texts", key: int = 3) -> None:
    """Makes a row something that is no JSON."""
    connection = sqlite3.connect(path)
    connection.execute('DROP INDEX "texts.release"')  # as damage, it asks nobody
    connection.execute(f"UPDATE {table} SET document='{{\"\x1b[31m' WHERE id=?", [key])
    connection.commit()
    connection.close()


def damage(path: Path) -> None:
    """Overwrites the middle of the file."""
    data = bytearray(path.read_bytes())
    third = len(data) // 3
    data[third : 2 * third] = random.Random(1).randbytes(third)
    path.write_bytes(data)


def test_a_sound_library(run: Run) -> None:
    """The doctor says so and ends with 0, with and without repair."""
    result = run("doctor")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "is sound: 10 releases" in result.stdout
    assert run("doctor", "--repair").exit_code == 0


def test_findings_are_named_and_repaired(run: Run, path: Path) -> None:
    """A finding ends with 1, a repair with 0, and after it the library is sound."""
    spoil(path)
    found = run("doctor")
    assert found.exit_code == 1
    assert "record 3 of “texts”: it is not JSON" in found.stderr
    assert "--repair" in found.stderr
    mended = run("doctor", "--repair")
    assert mended.exit_code == 0, mended.output
    assert "Backup: " in mended.stdout
    assert "set aside: record 3 of “texts”" in mended.stdout
    assert run("doctor").exit_code == 0


def test_one_bad_record_does_not_end_a_command(run: Run, path: Path) -> None:
    """List, tags and export go on without it and name it on stderr; show of it ends with 1."""
    connection = sqlite3.connect(path)
    connection.execute("UPDATE releases SET document=json_remove(document, '$.headline') WHERE id=2")
    connection.commit()
    connection.close()
    listed = run("list", "--json")
    assert listed.exit_code == 0
    assert {one["id"] for one in json.loads(listed.stdout)} == {1, 3, 4, 5, 6, 7, 8, 9, 10}
    assert "passed over record 2 of “releases”: it has no “headline”" in listed.stderr
    assert "doctor --repair" in listed.stderr
    shown = run("show", 2)
    assert shown.exit_code == 1
    assert "record 2 of “releases”" in shown.stderr
    assert run("find", "the").exit_code == 0
    assert run("export", "--output", "-").exit_code == 0


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.slow
def test_a_damaged_file_is_reported_with_the_way_out(run: Run, path: Path) -> None:
    """In plain words, with the newest sound backup; a repair saves what can be read, a restore ends it."""
    made = run("backup").stdout.strip()
    damage(path)
    data = path.read_bytes()
    found = run("doctor")
    assert found.exit_code == 1
    assert "damaged" in found.stderr
    assert f"dateline restore {made}" in found.stderr
    saved = run("doctor", "--repair")
    assert path.read_bytes() == data
    assert saved.exit_code == 1
    assert "saved: " in saved.stdout
    assert "is now what" in run("restore", made).stdout
    assert run("doctor").exit_code == 0
    assert json.loads(run("show", 1, "--json").stdout)["annotations"][0]["note"] == "a note"


def test_half_a_file_is_reported(run: Run, path: Path) -> None:
    """A file cut in half is named as damaged, without a backup too."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = run("doctor")
    assert found.exit_code == 1
    assert "damaged" in found.stderr
    assert "There is no sound backup" in found.stderr
    assert "--repair" in found.stderr


def test_backup_and_restore_say_which_files(run: Run, path: Path, tmp_path: Path) -> None:
    """Both name what they wrote; what exists is not overwritten, what is no library not restored."""
    target = tmp_path / "copy.db"
    assert run("backup", target).stdout.strip() == str(target)
    assert run("backup", target).exit_code == 1
    restored = run("restore", target)
    assert restored.exit_code == 0
    assert "The former library is kept: " in restored.stdout
    other = tmp_path / "other.txt"
    other.write_text("text")
    refused = run("restore", other)
    assert refused.exit_code == 1
    assert "other.txt" in refused.stderr
    path.unlink()
    assert run("backup").exit_code == 1
    assert run("doctor").exit_code == 1
    assert run("restore", target).exit_code == 0
    assert run("doctor").exit_code == 0


def test_a_failed_daily_backup_is_said_on_stderr(run: Run, path: Path) -> None:
    """The command does its work, ends with 0, and says that there is no backup."""
    Path(f"{path}.backups").write_text("in the way")
    result = run("annotate", 2, "--quote", open_text(path, 2), "--tag", "x")
    assert result.exit_code == 0
    assert "backup could not be made" in result.stderr


def open_text(path: Path, key: int) -> str:
    """The first words of a release."""
    library = open_library(path)
    try:
        return library.releases.text(key).text[:20].strip()
    finally:
        library.close()


async def test_the_screen_names_a_bad_record_once(sample_library: Library, opened: Opener) -> None:
    """One toast says which record was passed over; the other releases are listed and open."""
    sample_library.tables.table("releases").update({"headline": 7}, doc_ids=[4])
    async with opened(sample_library) as (app, pilot):
        await press(pilot, "j j enter")

        def told() -> list[str]:
            return [note.message for note in app._notifications if "record 4 of" in note.message]

        assert await until(pilot, lambda: bool(told()))
        assert len(told()) == 1
        assert 4 not in app.releases.rows.ids
        assert len(app.releases.rows.ids) == 9
        assert app.showing.open_id == app.releases.rows.ids[2]


async def test_the_screen_says_that_a_backup_failed(wire_library: Library, opened: Opener) -> None:
    """What went wrong beside the work is shown and the work goes on."""
    async with opened(wire_library) as (app, pilot):
        wire_library.warnings.append("Today’s backup could not be made: the disk is full.")
        app.look_outside()
        await pilot.pause()
        assert any("backup" in note.message for note in app._notifications)
        assert wire_library.warnings == []


FULL_DISK = f"""
import resource, sys
sys.dont_write_bytecode = True  # Python would leave what it compiles cut off, for everybody
sys.path.insert(0, {str(SAMPLES.parents[1])!r})
from tui.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))
sys.argv = ["dateline", *sys.argv[1:]]
main()
"""


def on_a_full_disk(path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Runs a command where nothing can be written, not even what SQLite keeps beside its file."""
    command = [sys.executable, "-c", FULL_DISK, *args, "--library", str(path)]
    return subprocess.run(command, capture_output=True, text=True, cwd=path.parent)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("log", [False, True])
def test_a_full_disk_keeps_nobody_from_reading(path: Path, log: bool) -> None:
    """List, show, export and search answer, with what lies in the log; a change is refused in plain words."""
    if log:
        crash = (
            "import os, sys; from store import open_library; library = open_library(sys.argv[1]);"
            "library.annotations.add(1, 20, 30, note='in the log'); os._exit(0)"
        )
        subprocess.run([sys.executable, "-c", crash, str(path)], check=True)
        path.with_name("library.db-shm").unlink()
    for command in (["list"], ["show", "1"], ["export", "1"], ["find", "night"], ["tags"], ["history"]):
        result = on_a_full_disk(path, *command)
        assert (result.returncode, result.stderr) == (0, ""), command
        assert result.stdout or command == ["history"]
    shown = on_a_full_disk(path, "export", "1", "--output", "-").stdout
    assert ("in the log" in shown) == log
    refused = on_a_full_disk(path, "annotate", "1", "--quote", "العقبة، 12", "--tag", "x")
    assert refused.returncode == 1
    assert "the disk was full" in refused.stderr
    assert "Free some space" in refused.stderr


def test_a_wrong_bit_in_the_header_has_a_way_out(run: Run, path: Path) -> None:
    """Each command says that the library is damaged, the doctor how to save it, and saves it."""
    data = bytearray(path.read_bytes())
    data[2] ^= 16
    path.write_bytes(data)
    assert "is damaged" in run("list").stderr
    result = run("doctor")
    assert result.exit_code == 1
    assert "doctor --repair" in result.stderr
    saved = run("doctor", "--repair").stdout
    assert "saved: 10 releases" in saved
    assert "dateline restore" in saved


@pytest.mark.usefixtures("no_pauses")
@pytest.mark.slow
def test_no_report_of_sqlites_own_reaches_the_user(run: Run, path: Path) -> None:
    """Damaged pages are named in a sentence, whatever SQLite calls what it met in them."""
    damage(path)
    for command in ("doctor", "list", "show 3", "export 1 --output -", "backup"):
        result = run(*command.split())
        said = result.stdout + result.stderr
        for raw in ("btree", "***", "malformed", "Tree ", "disk image", "cell"):
            assert raw.lower() not in said.lower(), (command, said)
    assert re.search(r"page", run("doctor").stderr)


# -- move -------------------------------------------------------------------------------------


def move(*arguments: object) -> Result:
    """Runs the command that copies a library."""
    return invoke("move", *arguments)


@pytest.fixture
def source(library: Library, wire: Path) -> Path:
    """A library with a release, closed."""
    key = add_paths(library, [wire]).added[0]
    library.annotations.add(key, 8, 13, tags=["towns"])
    library.close()
    return library.path


def test_it_says_what_was_copied(source: Path, tmp_path: Path) -> None:
    """One line with the rows of each table; exit code 0; there and back again."""
    done = move(source, tmp_path / "b.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1
    for part in ("annotations 1", "releases 1", "tags 1", "texts 1", "meta 1", "b.json"):
        assert part in done.stdout
    assert move(tmp_path / "b.json", tmp_path / "c.db").exit_code == 0
    moved = open_library(tmp_path / "c.db", user="ana")
    assert [tag.name for tag in moved.tags.all()] == ["towns"]
    moved.close()


def test_refusals_end_with_one(source: Path, tmp_path: Path) -> None:
    """A target that is not empty and a source that is not there are said on stderr."""
    for arguments in ((source, source), (tmp_path / "none.db", tmp_path / "b.json")):
        done = move(*arguments)
        assert (done.exit_code, done.stdout) == (1, "")
        assert done.stderr.startswith("dateline: ")
    assert not (tmp_path / "b.json").exists()


def test_a_missing_argument_is_a_usage_error(source: Path) -> None:
    """Exit code 2."""
    assert move(source).exit_code == 2


def test_names_are_harmless_on_a_terminal(source: Path, tmp_path: Path) -> None:
    """A control character in a file's name is shown, not obeyed."""
    done = move(source, tmp_path / "b\x1b[31m.json")
    assert done.exit_code == 0
    assert "\x1b" not in done.stdout
