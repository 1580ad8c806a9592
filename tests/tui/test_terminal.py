"""What comes from outside reaches a terminal as signs, never as orders."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Library, add_paths, open_library
from store.exports import EXPORTERS
from tests.divided import Divided
from tui.terminal import one_line, safe, safe_json

ROOT = Path(__file__).resolve().parents[2]
#: What a terminal would obey, one of each kind.
ORDERS = "\x1b[31m\x1b]0;title\x07\x9b31m\x7f\x08\u202e\u2066\u200f\u061c\u2028\u2029"
HEADLINE = f"A headline {ORDERS}[bold]with markup[/bold] of its own"
BODY = f"Words {ORDERS} and [red]more[/red] :smile: \\[x] of them."
NOTE = f"A note {ORDERS} [link=x]here[/link]"
TAG = f"tag {ORDERS}[b]"


@cache
def forbidden() -> frozenset[str]:
    """Code points that stand in no output at all, beside the white space it is made of."""
    steers = ("LRO", "RLO", "LRE", "RLE", "PDF", "LRI", "RLI", "FSI", "PDI")
    return frozenset(
        char
        for char in map(chr, range(0x110000))
        if (unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") and char not in "\t\n")
        or unicodedata.bidirectional(char) in steers
    )


TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(ORDERS + "\udcff\n\t\r[]\\\"'")))

Printed = Callable[..., str]


# -- one text ----------------------------------------------------------------------------------


@given(TEXTS)
def test_a_safe_text_holds_nothing_a_terminal_obeys(text: str) -> None:
    """It has as many code points as before, and UTF-8 can hold it."""
    shown = safe(text)
    assert not forbidden() & set(shown)
    assert len(shown) == len(text)
    shown.encode()


@given(TEXTS)
def test_a_safe_text_is_safe_once_and_for_all(text: str) -> None:
    """A second time changes nothing, and harmless characters never change."""
    assert safe(safe(text)) == safe(text)
    printable = "".join(char for char in text if char.isprintable())
    assert safe(printable) == printable


@pytest.mark.slow
@given(TEXTS)
def test_safe_json_means_the_same(text: str) -> None:
    """The values come back exactly, from text with nothing a terminal obeys."""
    printed = safe_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert not forbidden() & set(printed)
    assert json.loads(printed) == {text: [text]}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "␛[31m"),
        ("\0\x07\r\x7f", "␀␇␍␡"),
        ("\x9b\u202e\u2069\u2028\ufeff\udcff", "\ufffd" * 6),
        ("tab\tand\nline", "tab\tand\nline"),
        ("قال 👨\u200d👩\u200d👧 é 中 [bold]", "قال 👨\u200d👩\u200d👧 é 中 [bold]"),
    ],
)
def test_control_characters_have_visible_signs(text: str, shown: str) -> None:
    """Control Pictures for C0 and DEL, the replacement character for the rest, all else as it is."""
    assert safe(text) == shown


@given(TEXTS)
def test_one_line_is_one_line(text: str) -> None:
    """No line end, no tab, no double or outer space, nothing a terminal obeys."""
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not forbidden() & set(line)
    assert line == " ".join(line.split())


# -- whole commands ----------------------------------------------------------------------------


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A library in which headline, place of origin, text, note and tag are full of orders."""
    folder = tmp_path / "from \x1b[31m outside"
    folder.mkdir()
    path = folder / "evil\x1b]0;title\x07\u202e.txt"
    path.write_text(f"{HEADLINE}\n\n{BODY}\n", encoding="utf-8")
    library: Library = open_library(tmp_path / "library.db", user="ana")
    add_paths(library, [path])
    text = library.releases.text(1).text
    start = text.index("Words")
    annotation = library.annotations.add(1, start, text.index(" of them"), tags=["plain"], note=NOTE)
    # No command makes such a name; a library from somebody else may hold one.
    library.tables.table("tags").update({"name": TAG}, doc_ids=[annotation.tags[0].id])
    library.close()
    return library.path


def environment(library: Path) -> dict[str, str]:
    """Variables for a process with that library, on a terminal without colours."""
    ours = {"PYTHONPATH": str(ROOT), "DATELINE_LIBRARY": str(library), "LC_ALL": "C.UTF-8", "TERM": "dumb"}
    return {**os.environ, **ours, "HOME": str(library.parent), "COLUMNS": "100", "LINES": "40"}


@pytest.fixture
def printed(hostile: Path, divided: Divided) -> Printed:
    """Runs a command with its output in a pipe."""

    def run(*arguments: str, code: int = 0) -> str:
        done = divided.completed(arguments, environment(hostile), hostile.parent)
        output = (done.stdout + done.stderr).decode()
        assert done.returncode == code, output
        return output

    return run


@pytest.fixture
def on_terminal(hostile: Path, divided: Divided) -> Printed:
    """Runs a command on a terminal of its own and gives what it wrote there."""
    pty = pytest.importorskip("pty")

    def run(*arguments: str) -> str:
        ours, theirs = pty.openpty()
        with ThreadPoolExecutor(1) as thread:
            written = thread.submit(_all_of, ours)
            code = divided.code(arguments, environment(hostile), hostile.parent, theirs)
            os.close(theirs)
            output = written.result().decode()
        os.close(ours)
        assert code == 0, output
        return output.replace("\r\n", "\n")

    return run


def _all_of(terminal: int) -> bytes:
    """What is written there until nobody has its other end any more."""
    output = b""
    with suppress(OSError):  # Linux says so then
        while data := os.read(terminal, 65536):
            output += data
    return output


COMMANDS = [
    ("list",),
    ("show", "1"),
    ("tags",),
    ("find", "more"),
    ("list", "--json"),
    ("show", "1", "--json"),
    ("tags", "--json"),
    ("find", "more", "--json"),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_prints_what_a_terminal_obeys(printed: Printed, arguments: tuple[str, ...]) -> None:
    """Neither as text nor as JSON; the words around it are there."""
    output = printed(*arguments)
    assert not forbidden() & set(output)
    assert "headline" in output or "tag" in output


#: Of archives no terminal is shown anything.
SHOWN = [one for one in EXPORTERS.values() if one.suffix not in (".zip", ".qdpx", ".docx")]
EXPORTS = [("export", "--format", one.name, "--output", "-") for one in SHOWN]
#: Of formats that lose nothing of a note, in which it is not packed.
WITH_NOTES = [
    export
    for export, one in zip(EXPORTS, SHOWN, strict=True)
    if not one.only_codebook and (not one.losses or one.name == "webannotation")
]


@pytest.mark.few(8)
@pytest.mark.parametrize("arguments", [*COMMANDS[:4], ("show", "1", "--json"), *EXPORTS], ids=" ".join)
def test_nothing_on_a_terminal_is_an_order_of_the_text(
    on_terminal: Printed, arguments: tuple[str, ...]
) -> None:
    """On a terminal without colours no control character is written at all."""
    output = on_terminal(*arguments)
    assert not forbidden() & set(output)
    assert "headline" in output or "tag" in output or arguments in EXPORTS


def test_the_line_ends_of_a_csv_are_not_shown(on_terminal: Printed) -> None:
    """They are carriage return and newline, in the file and in a pipe."""
    output = on_terminal("export", "--format", "csv", "--output", "-")
    assert "identity\n" in output and "\u240d" not in output


def test_markup_is_shown_as_it_stands(on_terminal: Printed) -> None:
    """Square brackets and colons are the text's own."""
    assert "[bold]with markup[/bold]" in " ".join(on_terminal("list").split())
    shown = " ".join(on_terminal("show", "1").split())
    for words in ("[bold]with markup[/bold]", "[red]more[/red] :smile: \\[x]", "[link=x]here[/link]"):
        assert words in shown


def test_json_gives_back_the_exact_text(printed: Printed) -> None:
    """Headline, text, tag, note and source come back as they were stored."""
    shown = json.loads(printed("show", "1", "--json"))
    assert shown["text"] == f"{HEADLINE}\n\n{BODY}\n"
    assert shown["tags"] == [TAG]
    assert shown["annotations"][0]["note"] == NOTE
    assert shown["source"].endswith("evil\x1b]0;title\x07\u202e.txt")
    assert json.loads(printed("tags", "--json"))[0]["name"] == TAG


@pytest.mark.parametrize("arguments", WITH_NOTES, ids=" ".join)
def test_an_export_into_a_pipe_is_faithful(printed: Printed, arguments: tuple[str, ...]) -> None:
    """The note stands there as typed, in JSON with its escapes."""
    output = printed(*arguments)
    assert NOTE in output or json.dumps(NOTE, ensure_ascii=False)[1:-1] in output


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "no\x1b[31m\u202esuch.txt"), 1),
        (("annotate", "1", "--quote", "no\x1b[31m\u202esuch", "--tag", "t"), 1),
        (("annotate", "1", "--quote", "Words", "--tag", "no\x1b[31m\u202esuch"), 1),
        (("list", "--library", "no\x1b[31m\u202esuch.db"), 1),
        (("tags", "no\x1b[31m\u202esuch"), 2),
        (("no\x1b[31m\u202esuch",), 2),
        (("list", "--no\x1b[31m\u202esuch"), 2),
        (("--no\x1b[31m\u202esuch",), 2),
        (("show", "no\x1b[31m\u202esuch"), 2),
    ],
)
def test_no_message_repeats_an_order(printed: Printed, arguments: tuple[str, ...], code: int) -> None:
    """What was typed is in the message, harmless."""
    output = printed(*arguments, code=code)
    assert not forbidden() & set(output)
    assert "no" in output and "such" in output
