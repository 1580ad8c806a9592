"""TinyDB's own test-suite on this project's storages: ``python tests/tinydb_suite.py [postgresql://…]``.

Takes the sdist of the installed TinyDB through pip, unpacks it and runs its tests as they are, once
for each storage, with nothing exchanged but the ``db`` fixture. Prints passed, failed and excluded
tests per storage. A database that is named is emptied. Exit codes: 0 all passed, 1 a test failed, 3 pip has
no sdist.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_SDIST = 3

#: The fixture each storage's run gets in place of TinyDB's own, which has the same last three lines.
FIXTURE = """

from store.storages import RowDB, ServerName, {storage}


@pytest.fixture
def db(tmp_path: Path):
    db_ = RowDB({place}, storage={storage})
    db_.drop_tables()
    db_.insert_multiple({{'int': 1, 'char': c}} for c in 'abc')

    yield db_
    db_.close()
"""

#: Where each storage is opened, in Python.
STORAGES = {"SQLiteStorage": "tmp_path / 'test.db'", "JSONFileStorage": "tmp_path / 'test.json'"}

#: Tests not run, each with the reason.
EXCLUDED = {
    "tests/test_tables.py::test_table_repr": "asserts the names of TinyDB's own table and storage classes",
}


def unpacked(folder: Path) -> Path | None:
    """The installed TinyDB's sdist, unpacked in the folder; None when pip cannot get it."""
    wanted = f"tinydb=={version('tinydb')}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "--no-deps", "--no-binary", "tinydb", "--dest", str(folder), wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    archive = next(folder.glob("tinydb-*.tar.gz"), None)
    if done.returncode or archive is None:
        lines = done.stderr.strip().splitlines() or ["pip gave no sdist"]
        print(f"pip cannot download {wanted}: {lines[-1]}", file=sys.stderr)
        return None
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    suite = folder / archive.name.removesuffix(".tar.gz")
    shutil.rmtree(suite / "tinydb")  # the installed one is what is tested
    return suite


def run(suite: Path, storage: str, place: str, conftest: str) -> tuple[dict[str, int], str]:
    """Runs the suite with `db` on the storage there; how many tests passed, failed and so on; the output."""
    (suite / "tests" / "conftest.py").write_text(
        conftest + FIXTURE.format(storage=storage, place=place), encoding="utf-8"
    )
    deselected = [argument for test in EXCLUDED for argument in ("--deselect", test)]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests", "-q", "-p", "no:cacheprovider", "--tb=short", *deselected],
        cwd=suite,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    last = (done.stdout.strip().splitlines() or [""])[-1]
    counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", last)}
    counts["code"] = done.returncode
    return counts, done.stdout + done.stderr


def sound(counts: dict[str, int]) -> bool:
    """Whether the run ended well, with tests in it, and left out no more and no fewer than was said."""
    return not counts["code"] and counts.get("passed", 0) > 0 and counts.get("deselected", 0) == len(EXCLUDED)


def main(server: str) -> int:
    """Runs it all, on a server's database too if one is named, and prints the result; gives the exit code."""
    storages = {**STORAGES, "PostgreSQLStorage": f"ServerName({server!r})"} if server else STORAGES
    with tempfile.TemporaryDirectory() as temporary:
        suite = unpacked(Path(temporary))
        if suite is None:
            return NO_SDIST
        # TinyDB's settings ask for plugins this project has no use for.
        (suite / "pytest.ini").write_text(
            "[pytest]\nasyncio_default_fixture_loop_scope = function\n", encoding="utf-8"
        )
        conftest = (suite / "tests" / "conftest.py").read_text(encoding="utf-8")
        results = {storage: run(suite, storage, place, conftest) for storage, place in storages.items()}
    for storage, (counts, output) in results.items():
        failed = counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)
        if not sound(counts):
            print(output, file=sys.stderr)
        print(
            f"TinyDB {version('tinydb')} on {storage}: {counts.get('passed', 0)} passed, "
            f"{failed} failed, {counts.get('deselected', 0)} excluded"
        )
    for test, reason in EXCLUDED.items():
        print(f"excluded: {test}: {reason}")
    return 0 if all(sound(counts) for counts, _ in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:2])))
