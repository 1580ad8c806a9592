"""TinyDB's own test-suite on this project's storages: ``python tests/tinydb_suite.py [postgresql://…]``.

Takes the sdist of the installed TinyDB through pip, unpacks it and runs its tests as they are, for each
storage those that use one, with nothing exchanged but the ``db`` fixture. Prints passed, failed and excluded
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
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NO_SDIST = 3
#: Where the sdist stays from run to run, beside what pytest keeps.
KEPT = ROOT / ".pytest_cache" / "d" / "tinydb"

#: The fixture in place of TinyDB's own, which has the same last three lines.
FIXTURE = """

import store.storages
from store.storages import RowDB, ServerName


@pytest.fixture(params={storages})
def db(request, tmp_path: Path):
    place = {{{places}}}[request.param]()
    db_ = RowDB(place, storage=getattr(store.storages, request.param))
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
    archive = KEPT / f"tinydb-{version('tinydb')}.tar.gz"
    if not archive.exists() and not downloaded():
        return None
    with tarfile.open(archive) as tar:
        tar.extraction_filter = getattr(tarfile, "data_filter", None)  # none before 3.11.4
        tar.extractall(folder)
    suite = folder / archive.name.removesuffix(".tar.gz")
    shutil.rmtree(suite / "tinydb")  # the installed one is what is tested
    return suite


def downloaded() -> bool:
    """Gets the sdist; whether pip could: it builds what it downloads, which takes it seconds."""
    wanted = f"tinydb=={version('tinydb')}"
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*pip, "--no-deps", "--no-binary", "tinydb", "--dest", str(KEPT), wanted],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["pip gave no sdist"]
        print(f"pip cannot download {wanted}: {lines[-1]}", file=sys.stderr)
    return not done.returncode


def run(suite: Path, storages: dict[str, str]) -> tuple[int, str]:
    """Runs the suite with `db` on each of the storages, opened there; the exit code, and the output."""
    places = ", ".join(f"{storage!r}: lambda: {place}" for storage, place in storages.items())
    with (suite / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(FIXTURE.format(storages=[*storages], places=places))
    deselected = [argument for test in EXCLUDED for argument in ("--deselect", test)]
    # TinyDB's settings ask for plugins this project has no use for, and its tests need none.
    (suite / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    alone = {"PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": "", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "tests", "-v", "-p", "no:cacheprovider", "--tb=short", *deselected],
        cwd=suite,
        env={**os.environ, **alone, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def counts_of(storage: str, storages: Iterable[str], output: str) -> Counter[str]:
    """How many tests passed, failed and so on: those on the storage, and those that use none."""
    others = [one for one in storages if one != storage]
    ended = re.findall(r"^(tests/.+?) (PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)\b", output, re.MULTILINE)
    return Counter(how for test, how in ended if not any(one in test for one in others))


def sound(code: int, counts: dict[str, Counter[str]], output: str) -> bool:
    """Whether the run ended well, with tests in it, and left out no more and no fewer than was said."""
    left_out = re.search(r"(\d+) deselected", output)
    excluded = len(EXCLUDED) * len(counts)
    return (
        not code
        and all(count["PASSED"] for count in counts.values())
        and left_out is not None
        and int(left_out[1]) == excluded
    )


def main(server: str) -> int:
    """Runs it all, on a server's database too if one is named, and prints the result; gives the exit code."""
    storages = {**STORAGES, "PostgreSQLStorage": f"ServerName({server!r})"} if server else STORAGES
    with tempfile.TemporaryDirectory() as temporary:
        suite = unpacked(Path(temporary))
        if suite is None:
            return NO_SDIST
        code, output = run(suite, storages)
    results = {storage: counts_of(storage, storages, output) for storage in storages}
    for storage, counts in results.items():
        print(
            f"TinyDB {version('tinydb')} on {storage}: {counts['PASSED']} passed, "
            f"{counts['FAILED'] + counts['ERROR']} failed, {len(EXCLUDED)} excluded"
        )
    for test, reason in EXCLUDED.items():
        print(f"excluded: {test}: {reason}")
    if sound(code, results, output):
        return 0
    print(output, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main("".join(sys.argv[1:2])))
