"""The pages of longer help, and the README with them: what they show and name is so."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import store.structure.speech
from store.backups.copies import KEPT
from store.exports.registry import EXPORTERS
from store.exports.templates import _SECONDS
from store.intake.fetching import Limits
from store.library import BUILT_IN
from store.library.library_tables import UNDO_STEPS
from store.search.query_fields import FIELDS, PARTS, PLAIN, STATES
from tests.conftest import ROOT, WIRE
from tests.tui.conftest import SAMPLES, invoke
from tui.actions import ACTIONS
from tui.app.autocoding import _MOST
from tui.cli.root import cli
from tui.help_pages import NAMES, pages
from tui.key_words import shown
from tui.panes.found.asking import MOST_ROWS
from tui.screen_signs import LEGEND
from tui.terminal_input import _ESCAPE
from tui.tour import STEPS

README = (ROOT / "README.md").read_text(encoding="utf-8")
SPEECH = Path(store.structure.speech.__file__).parent
PAGES = {page.name: page.text for page in pages()}
TEXTS = {"README": README, **PAGES}
#: What looks like a key and is none: a mark with its letter, what begins a formula.
NO_KEYS = {"ma", "=", "@"}
SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: A key as one writes it: a letter or sign, a letter behind a beginning, one that is held or has a name.
KEY = re.compile(
    r"(?:Ctrl\+\S+|(?:Shift|Alt)\+\w+|Esc|Enter|Tab|PgDn|PgUp|Home|End|[gzmi]\S|[^\w\s]|[a-zA-Z])"
)


def test_the_folder_has_the_pages_and_no_other_file() -> None:
    """Each begins with its title and has something below each heading."""
    assert sorted(NAMES) == sorted(path.stem for path in (ROOT / "tui" / "help").iterdir())
    for page in pages():
        assert page.text.startswith(f"# {page.title}\n") and page.title
        headings = re.findall(r"^## (.+)$", page.text, re.MULTILINE)
        assert {one.heading for one in page.passages} - {page.title} == set(headings)


def test_a_passage_has_its_words_without_marks() -> None:
    """Of a paragraph, a list's item, a table's row, a block of commands."""
    told = {one.text: one.heading for page in pages() for one in page.passages}
    assert told["note:figures, by:ada words of a note; who tagged or noted a passage"] == "The query"
    assert any(one.startswith("r renames a tag, and all below it with it;") for one in told)
    assert any(one.startswith("dateline backup # one more, now dateline backup --list") for one in told)


@pytest.mark.parametrize("name", TEXTS)
def test_every_link_leads_somewhere(name: str) -> None:
    """To a file, and to a heading in it."""
    folder = ROOT if name == "README" else ROOT / "tui" / "help"
    for target in re.findall(r"\]\(((?!https?:)[^)]+)\)", TEXTS[name]):
        path, _, heading = target.partition("#")
        assert (folder / path).exists(), target
        if heading:
            text = (folder / path).read_text(encoding="utf-8") if path else TEXTS[name]
            headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            assert heading in [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings], (
                target
            )


@pytest.mark.parametrize("name", TEXTS)
def test_every_key_that_is_named_is_one(name: str) -> None:
    """Or a letter after ``m`` or ``'``, a sign, a field's own."""
    keys = {shown(part) for action in ACTIONS for key in action.keys for part in (key, key.split()[0])}
    signs = {part for sign, _ in LEGEND for part in (sign, *sign.split())}
    text = re.sub(r"^```.*?^```$", "", TEXTS[name], flags=re.MULTILINE | re.DOTALL)
    named = {one for one in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text) if KEY.fullmatch(one)}
    assert named - keys - signs - NO_KEYS == set()


def commands(text: str) -> list[str]:
    """What stands behind the program's name in every line for a shell, whatever a pipe leads from or to."""
    lines = [line for block in SHELL.findall(text) for line in block.splitlines()]
    parts = [part.strip() for line in lines for part in re.split(r"[|>](?!')", line.partition(" #")[0])]
    return [part.removeprefix("dateline").strip() for part in parts if re.match(r"dateline\b", part)]


@pytest.mark.few(2)
@pytest.mark.parametrize("name", TEXTS)
def test_every_command_that_is_shown_does_what_it_says(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In an empty folder with the samples; what asks a screen, a server or the web is only looked over."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_LIBRARY", str(tmp_path / "library.db"))
    monkeypatch.setenv("HOME", str(tmp_path))
    for folder in ("releases", "press-office"):
        shutil.copytree(SAMPLES, folder)
    Path("Sync").mkdir()
    Path("codebook.csv").write_text("name,description\ncosts,Who pays\n", encoding="utf-8")
    invoke("add", "releases")
    invoke("follow", "press-office")
    assert invoke("tag", "harbour", "migration", "--at", "span").exit_code == 0
    for line in commands(TEXTS[name]):
        words = shlex.split(line)
        looks_right(words)
        if line and not re.search(
            r"^(demo|read|--library)\b|https:|postgresql:|--edit|--live\b|--man\b|[A-Z]{4}", line
        ):
            done = CliRunner().invoke(cli, words, input=WIRE)
            assert done.exit_code == 0 or "finds nothing that was marked" in done.output, (line, done.output)


@pytest.mark.parametrize("name", TEXTS)
def test_every_command_that_is_named_is_one(name: str) -> None:
    """With its options; the table of commands says what may be left out in its own way."""
    for line in re.findall(r"(?<!`)`dateline ([^`\[|]+)", TEXTS[name]):
        looks_right([word for word in line.replace("'", "").replace("…", "").split() if word])


def looks_right(words: list[str]) -> None:
    """The command is there, and knows its options."""
    command: click.Command = cli
    context = click.Context(cli)
    known = {option for param in cli.params for option in param.opts}
    for word in words:
        under = command.get_command(context, word) if isinstance(command, click.Group) else None
        if under is not None:
            command = under
            known |= {option for param in command.params for option in param.opts}
        elif word.startswith("--"):
            assert word.partition("=")[0] in known, words
    assert command is not cli or not words or words[0].startswith("--"), words


def test_readme_and_pages_say_the_same_of_forms_and_places() -> None:
    """Their tables are one."""
    for head, page in (("| form | what is read", "bringing-in"), ("| what | Linux", "library")):
        table = re.search(rf"^{re.escape(head)}.*?\n\n", README, re.MULTILINE | re.DOTALL)
        assert table is not None and table.group() in PAGES[page]


def test_the_readme_has_the_signs() -> None:
    """All, with what they mean."""
    rows = "\n".join(f"| `{sign}` | {told} |" for sign, told in LEGEND)
    assert f"<!-- signs -->\n| sign | what it means |\n| --- | --- |\n{rows}\n<!-- /signs -->" in README


def test_what_is_said_of_limits_is_so() -> None:
    """A number that changes is changed there too."""
    limits = Limits()
    assert (limits.total, limits.size, limits.redirects) == (60, 20 * 2**20, 5)
    assert "each has 60 seconds, 20 MB and five redirects" in PAGES["bringing-in"]
    assert f"{MOST_ROWS:,} rows are shown at most" in PAGES["finding"]
    assert f"{_MOST:,} passages are listed at most" in PAGES["finding"]
    assert f"The last {UNDO_STEPS:,}\nsteps can be taken back" in PAGES["marking"]
    assert KEPT == 7 and "newest seven are kept" in PAGES["library"]
    assert f"Esc works {_ESCAPE * 1000:.0f} ms after it was pressed" in PAGES["settings"]
    for text in (PAGES["reading"], README):
        assert f"in {_NUMBERS[len(STEPS)]} steps" in " ".join(text.split())


#: Numbers as the texts write them.
_NUMBERS = {5: "five", 8: "eight", 10: "ten", 14: "fourteen"}


def test_what_is_counted_in_the_readme_is_so() -> None:
    """Samples, languages of speech, seconds of a template."""
    assert f"opens {_NUMBERS[len(list(SAMPLES.iterdir()))]} sample releases" in README
    languages = {path.stem for path in SPEECH.glob("??.py")}
    assert f"is known in {_NUMBERS[len(languages)]} languages" in " ".join(README.split())
    assert f"given up after {_NUMBERS[int(_SECONDS)]} seconds" in README


def test_the_readme_has_every_form_of_export() -> None:
    """By its name, and those that a file's name tells by its ending."""
    tables = README.partition("### The Markdown")[2].partition("### The CSV")[0]
    named = re.findall(r"`([\w-]+)`", "".join(re.findall(r"^\| (`\w[^|]+)\|", tables, re.MULTILINE)))
    assert sorted(named) == sorted(EXPORTERS)
    endings = re.search(r"A file's name tells its form too: (.*?) Files are made", README, re.DOTALL)
    assert endings is not None
    told = re.findall(r"`(\.\w+)`", endings.group(1))
    assert sorted(told) == sorted({one.suffix for one in EXPORTERS.values()} - {".md"})


def test_the_readme_has_the_fields_of_lists_and_tables(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of `dateline list --json`, and the columns of the CSV."""
    monkeypatch.setenv("DATELINE_LIBRARY", str(tmp_path / "library.db"))
    invoke("add", SAMPLES)
    fields = list(json.loads(invoke("list", "--json").stdout)[0])
    assert f"as JSON: {', '.join(fields)} |" in README
    invoke("tag", "harbour", "sea", "--at", "span")
    columns = invoke("export", "--format", "csv", "--output", "-").stdout.splitlines()[0].split(",")
    table = README.partition("| of | columns |")[2].partition("The other tables")[0]
    named = re.findall(r"`(\w+)`", table)
    assert sorted(named) == sorted(one.removeprefix("\ufeff") for one in columns)


def test_the_page_on_finding_has_every_field_of_a_query() -> None:
    """With every state and part; it is those of the code."""
    rows = re.findall(r"^\| (`\w+:.*?) \| (.*?) \|$", PAGES["finding"], re.MULTILINE)
    named = {name for left, right in rows for name in re.findall(r"`(\w+):", left)}
    assert named == set(FIELDS)
    told = {
        left.strip("`"): [left.strip("`").split(":")[1], *re.findall(r"`(\w+)`", right)]
        for left, right in rows
    }
    assert sorted(told["is:unread"]) == sorted(STATES) and sorted(told["has:note"]) == sorted(PARTS)
    plain = re.search(r"Plain words are looked for in ([\w, ]+):", PAGES["finding"].replace("\n", " "))
    assert plain is not None
    assert sorted(re.split(r", | and ", plain.group(1))) == sorted(PLAIN)


def test_the_page_on_finding_has_every_view() -> None:
    """Those that are there from the start."""
    text = " ".join(PAGES["finding"].split())
    named = re.search(r"(All, Unread, .*?) are there from the start", text)
    assert named is not None
    views = re.split(r", | and ", re.sub(r" \(.*?\)", "", named.group(1)))
    assert views == [view.name for view in BUILT_IN]
