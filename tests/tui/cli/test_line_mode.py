"""The application as a sequence of lines, as one types them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store import Library, add_bytes, add_paths, open_library
from tests.tui.cli.conftest import MIXED
from tui.cli import line_mode
from tui.cli.commands import COMMANDS
from tui.cli.root import cli

Typed = Callable[..., Result]


@pytest.fixture
def typed(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Starts it on the library, in an empty folder, and types lines; it ends without a failure."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("DATELINE_LIBRARY", str(tmp_path / "none.db"))

    def type_(*lines: str | bytes) -> Result:
        pressed = b"".join((one.encode() if isinstance(one, str) else one) + b"\n" for one in lines)
        result = CliRunner().invoke(
            cli, ["--library", str(library.path)], input=pressed, prog_name="dateline"
        )
        assert result.exit_code == 0, result.output
        assert result.output.endswith("Closed library.db.\n") and "\x1b" not in result.output
        return result

    return type_


def test_a_release_is_read_marked_and_exported(library: Library, wire: Path, typed: Typed) -> None:
    """From the first sentence, which tells where help is, to a note beside one."""
    add_paths(library, [wire])
    told = typed("l", "1", "n", ")", ")", "t when, so soon", "c It’s *sure*?", "", "e", "q", "l").output
    assert told.splitlines()[:4] == [
        "Dateline, library.db: 1 release, 1 unread; ? tells the words.",
        "1. Harbour towns agree on a shared ferry: 14 March 2025, ALN, unread, release 1",
        "Harbour towns agree on a shared ferry",
        "Place: LISBON",
    ]
    read = [line for line in told.splitlines() if line[:2] in ("1.", "2.")][1:]
    assert read[0].startswith("1. LISBON, Mar 14 2025 (ALN) - Three") and read[0].endswith("in May.")
    assert [line[:9] for line in read[1:]] == ["1.1. Thre", "1.2. The ", "2.1. “We "]
    (marked,) = library.annotations.of(1)
    assert (marked.quote, marked.note) == ("The first boat leaves in May.", "It’s *sure*?")
    assert {tag.name for tag in marked.tags} == {"when", "so soon"}
    assert "> The first boat leaves in May." in next(Path().iterdir()).read_text(encoding="utf-8")
    assert told.count("1. Harbour") == 1  # nothing is done after q


def test_each_change_is_on_the_disk_before_the_next_line(
    library: Library, wire: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program sees it at once, and what is undone too."""
    add_paths(library, [wire])
    seen = []

    def lines() -> Iterator[str]:
        for line in ("l", "1", "n", "t a", "c b", "u", "u", "*", "d"):
            yield line
            with library.snapshot():
                release = library.releases.get(1)
                marks = [(len(one.tags), one.note) for one in library.annotations.of(1)]
                seen.append((marks, release.starred, release.read))

    monkeypatch.setattr(line_mode, "_lines", lines)
    typed()
    nothing: tuple[list[tuple[int, str]], bool, bool] = ([], False, False)
    assert seen == [
        *[nothing] * 3, ([(1, "")], False, False), ([(1, "b")], False, False), ([(1, "")], False, False),
        nothing, ([], True, False), ([], True, True),
    ]  # fmt: skip


def test_lists_are_told_twenty_at_a_time(library: Library, typed: Typed) -> None:
    """Enter goes on, numbers go on, and a number opens any row told."""
    rows = (f'Town {number} opens a line,"Its ferry, {number}."\n' for number in range(45))
    add_bytes(library, "/towns.csv", "towns.csv", "".join(["headline,text\n", *rows]).encode())
    told = typed("l", "", "", "", "41", "n", "l town", "1", "77").output.splitlines()
    assert sum("Enter goes on" in line for line in told[:50]) == 2
    assert told[-1] == "Closed library.db." and "That was the whole list." in told
    opened = next(line for line in told if line.startswith("41. ")).partition(": ")[0].removeprefix("41. ")
    assert told.count(opened) == 1
    assert f"1. Its ferry, {opened.split()[1]}." in told
    assert "The last list told 20 rows; l lists the releases." in told


def test_passages_and_quotations_are_found(library: Library, wire: Path, typed: Typed) -> None:
    """Told with their tags, note or speaker; a number opens the release there."""
    add_paths(library, [wire])
    start = library.releases.text(1).text.index("in May")
    library.annotations.add(1, start, start + 6, tags=["when"], note="Sure?\x1b[31m")
    told = typed("f waited", "1", "f", "1").output
    where = "in Harbour towns agree on a shared ferry, release 1"
    assert f"1. Ana Prates: “We have waited ten years for this,”; {where}" in told.replace("Mayor ", "")
    assert f"1. “in May”, tagged when, note: Sure?␛[31m; {where}" in told
    assert "There:\n2. “We have waited" in told and "There:\n1. LISBON" in told
    assert "Annotation 1, tagged when: “in May”\nNote on annotation 1: Sure?␛[31m" in told


def test_commands_are_those_of_the_command_line(
    library: Library, mixed: Path, tmp_path: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the same library, answered by the next lines; samples have one of their own."""
    monkeypatch.setattr("tui.cli.application.data_folder", lambda: tmp_path)
    told = typed(f"add '{mixed}'", "dateline list --json", "dateline", "demo", "q", "l").output
    assert "1 added" in told and '"headline": "مدينة 🚢 تشتري عبّارة جديدة"' in told
    assert f"1. {MIXED.splitlines()[0]}" in told
    assert "Closed demo.db." in told and library.releases.count() == 1
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("lst", "Did you mean 'list'?\n? tells the words."),
        ("show 7", "there is no release 7"),
        ("l geneva OR (", "a bracket is opened"),
        ('export "x', "No closing quotation in this line"),
        (b"c \xff\xfe", "not in your terminal's encoding"),
        ("9" * 5000, "The last list told 0 rows"),
        ("\x1b[A\x1b[31m", "No such command"),
        ("n", "No release is open"),
        ("t a", "No release is open"),
        ("*", "No release is open"),
        ("u", "Nothing to undo."),
        ("f", "Nothing marked or quoted is found"),
    ],
)
def test_what_goes_wrong_is_said_and_ends_nothing(typed: Typed, line: str | bytes, said: str) -> None:
    """The next line is read."""
    result = typed(line, "l")
    assert said in result.output
    assert "No releases yet: ‘add PATH’ adds some." in result.output


def test_ctrl_c_leaves_cleanly(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the end of the input does."""

    def interrupted() -> Iterator[str]:
        yield "l"
        raise KeyboardInterrupt

    monkeypatch.setattr(line_mode, "_lines", interrupted)
    typed()


def test_help_tells_every_word_and_command(typed: Typed) -> None:
    """A word has one meaning, and hides no command."""
    told = typed("?").output
    names = [name for names, _ in line_mode._ROWS for name in names]
    assert len(names) == len(set(names)) and not {row.name for row in COMMANDS} & set(names)
    assert all(f"{row.name}" in told for row in COMMANDS)
    assert "* or s or bookmark: Star, or take the star away\n" in told
    assert {"undo", "done", "quit", "help", "note", "e", "f"} <= set(names)


def test_a_place_is_begun_at(library: Library, wire: Path, typed: Typed) -> None:
    """What ``read --at`` names is opened, and what is closed is not new the next time."""
    add_paths(library, [wire])
    result = CliRunner().invoke(
        cli, ["--library", str(library.path), "read", "--at", "release-1:60"], input="q\n"
    )
    assert "There:\n1. LISBON" in result.output
    with closing(open_library(library.path)) as mine:  # of whoever runs this; the other is Ana’s
        assert mine.reading.last_look()


def test_a_library_that_was_deleted_meanwhile_is_saved(
    library: Library, wire: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is changed then is refused; what is open goes into a file beside it."""
    add_paths(library, [wire])

    def lines() -> Iterator[str]:
        yield from ("l", "1", "n")
        library.path.rename(library.path.with_name("old.db"))
        yield from ("t a", "save")

    monkeypatch.setattr(line_mode, "_lines", lines)
    result = typed()
    assert "The library is no longer there" in result.stderr and "Tagged" not in result.output
    saved = Path(result.stdout.partition("Saved as ")[2].partition(".\n")[0])
    with closing(open_library(saved)) as kept:
        assert saved.parent == library.path.parent and kept.releases.count() == 1
