"""The list of commands, and what holds for all of them: mistakes in usage, unknown ids, empty names."""

from __future__ import annotations

import shlex
import shutil
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from store import open_library
from tests.conftest import WIRE
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import Run, invoke
from tui.cli.commands import COMMANDS, PARTS, Row
from tui.cli.examples import EXAMPLES
from tui.cli.helping import summary
from tui.cli.root import cli

CONTEXT = click.Context(cli)
FOLDER = Path(__file__).resolve().parents[3] / "tui" / "cli"


def test_the_list_has_every_command_once_in_the_order_of_its_help() -> None:
    """As ``dateline --help`` prints them, part by part."""
    names = [row.name for row in COMMANDS]
    assert names == list(dict.fromkeys(names)) == cli.list_commands(CONTEXT)
    lines = invoke("--help").stdout.splitlines()
    heads = [title for title in PARTS if f"{title}:" in lines]
    assert heads == list(PARTS)
    assert [line.split()[0] for line in lines if line.startswith("  ") and line.split()[0] in names] == names


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_a_row_says_what_its_command_says(row: Row) -> None:
    """Its name and its first paragraph, which has room in one line of eighty cells."""
    command = cli.get_command(CONTEXT, row.name)
    assert command is not None and command.name == row.name
    assert summary(command) == row.help
    assert f"{row.name} {row.help}" in [
        " ".join(line.split()) for line in invoke("--help").stdout.splitlines()
    ]


@pytest.mark.parametrize("group", ["tags", "view"])
def test_a_help_cuts_no_line(group: str) -> None:
    """What has no room goes on below."""
    told = " ".join(invoke(group, "--help").stdout.split())
    command = cli.get_command(CONTEXT, group)
    assert isinstance(command, click.Group)
    assert all(summary(one) in told for one in command.commands.values())


def _commands(line: str) -> list[list[str]]:
    """The words of each command of a shell's line, without what it redirects."""
    words = shlex.split(line)
    ends = [at for at, word in enumerate(words) if word in ("|", ">", ">>")] + [len(words)]
    begins = [0, *(at + 1 for at in ends[:-1] if words[at] == "|")]
    return [words[begin : min(end for end in ends if end > begin)] for begin in begins]


@pytest.mark.parametrize("typed", EXAMPLES)
def test_examples_are_what_the_command_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """Both of each command stand in its help, and are read by it without a mistake."""
    monkeypatch.chdir(tmp_path)
    Path("codebook.csv").touch()
    called: list[str] = []
    monkeypatch.setattr(click.Command, "invoke", lambda _command, ctx: called.append(ctx.command_path))
    told = invoke(*typed.split(), "--help").stdout
    for example in EXAMPLES[typed]:
        assert f"  {example}\n" in told
        for words in _commands(example):
            if words[0] == "dateline":
                assert invoke(*words[1:]).exit_code == 0, example
        assert f"dateline {typed}" in (called[-1], example[: len(typed) + 9])


def test_each_command_has_examples() -> None:
    """Those of groups too, and no other."""
    commands = {name: cli.get_command(CONTEXT, name) for name in cli.list_commands(CONTEXT)}
    below = [
        f"{name} {sub}"
        for name, one in commands.items()
        if isinstance(one, click.Group)
        for sub in one.commands
    ]
    assert set(EXAMPLES) == {*commands, *below}


def test_no_command_is_left_out_of_the_list() -> None:
    """Every command that a module of the folder defines has its row."""
    modules = [import_module(f"tui.cli.{path.stem}") for path in sorted(FOLDER.glob("[a-z]*.py"))]
    defined = {
        id(one) for module in modules for one in vars(module).values() if isinstance(one, click.Command)
    }
    listed = [cli.get_command(CONTEXT, row.name) for row in COMMANDS]
    of_groups = [sub for one in listed if isinstance(one, click.Group) for sub in one.commands.values()]
    assert defined == {id(one) for one in (*listed, *of_groups, cli)}


def test_a_misspelt_command_is_guessed(run: Run) -> None:
    """From the list."""
    assert "Did you mean 'find'?" in run("fnd").stderr


def test_a_shell_completes_commands_and_their_options() -> None:
    """Names from the list with their help; options from the command."""
    complete = ShellComplete(cli, {}, "dateline", "_DATELINE_COMPLETE")
    assert [(one.value, one.help) for one in complete.get_completions([], "ex")] == [
        ("export", summary(cli.commands["export"]))
    ]
    assert [one.value for one in complete.get_completions(["list"], "--j")] == ["--json"]


@pytest.mark.parametrize("release", ["7", "0", "9" * 30])
@pytest.mark.parametrize(
    "arguments", [["show"], ["annotate", "--quote", "in May", "--tag", "t"], ["export", "--output", "-"]]
)
def test_an_unknown_id_is_not_found(wired: Run, release: str, arguments: list[str]) -> None:
    """Exit code 1 with a message, for ids of any size."""
    result = wired(*arguments, release)
    assert (result.exit_code, result.stdout) == (1, "")
    assert release in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"], ["show"], ["show", "one"], ["find"], ["annotate", "1"], ["nonsense"], ["list", "--yaml"],
        ["export", "--yaml"], ["list", "extra"], ["list", "--library"], ["\x1b[31m"], ["list", "--\x1b[31m"],
    ],
)  # fmt: skip
def test_a_mistake_in_usage_ends_with_two(run: Run, arguments: list[str]) -> None:
    """The message goes to stderr, harmless, and no library is made."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("stop", [KeyboardInterrupt, click.Abort])
def test_a_command_that_is_stopped_says_how_to_go_on(
    run: Run, wire: Path, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    """By Ctrl+C while it works or at a question: exit code 130."""
    run("add", wire)

    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr("tui.cli.lookups.print_lines", stopped)
    result = run("list")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "\nStopped: what was done by then is kept; the same command does the rest.\n"


@pytest.mark.parametrize(
    "words",
    [
        ("add", ""), ("follow", ""), ("export", "--output", ""), ("add", "a.txt", " "), ("backup", ""),
        ("restore", ""), ("move", "", "b.db"), ("move", "a.db", " "), ("stats", "--svg", ""),
        ("list", "--library", ""),
    ],
)  # fmt: skip
def test_an_empty_name_is_not_the_folder_one_is_in(tmp_path: Path, words: tuple[str, ...]) -> None:
    """A shell's unset variable is refused in words; no library is made."""
    result = invoke("--library", tmp_path / "library.db", *words)
    assert result.exit_code == 2 and "it is empty" in result.output
    assert not (tmp_path / "library.db").exists()


@pytest.fixture(scope="module")
def much(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings and a library that has something in every list."""
    folder = tmp_path_factory.mktemp("much")
    (folder / "config.toml").write_text('[[rules]]\nwhen = "ferry"\nstar = true\n', "utf-8")
    office = folder / "office"
    office.mkdir()
    files = folder / "wire.txt", folder / "copy.txt"
    files[0].write_text(WIRE, encoding="utf-8")
    files[1].write_text(WIRE.replace("ALN", "LNA"), encoding="utf-8")
    (office / "other.txt").write_text("A pier is painted\n\nQUAY, 3 May 2018 - Green.\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATELINE_LIBRARY", str(folder / "library.db"))
        patch.setenv("DATELINE_CONFIG", str(folder / "config.toml"))
        invoke("add", *files)
        invoke("follow", office)
        invoke("remove", "pier")
        invoke("annotate", 1, "--quote", "in May", "--tag", "when")
        invoke("backup")
    return folder


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("words", "heading"),
    [
        (["list"], "ID Date Agency Marks Headline"),
        (["history"], "When Who Release What"),
        (["trash"], "ID Removed Date Marks Headline"),
        (["view", "list"], "View Releases Unread Query"),
        (["tags"], "Passages Releases Tag About"),
        (["sources"], "What Last asked Where"),
        (["tag", "ferry", "boats", "--dry-run"], "ID Headline"),
        (["tag", "ferry", "boats", "--dry-run", "--at", "sentence"], "Release Start End Text"),
        (["duplicates"], "ID Date Agency Differs in Headline"),
        (["backup", "--list"], "Made Reason Bytes Path"),
        (["rules"], "Rule When Does"),
        (["doctor"], None),
        (["find", "ferry"], None),
        (["quotes"], None),
        (["reread"], None),
    ],
)
def test_a_list_has_headings_on_a_terminal_alone_and_json(
    run: Run,
    much: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    heading: str | None,
) -> None:
    """What is piped has none; what lists gives JSON to a program."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "dumb")
    shutil.copytree(much, tmp_path, dirs_exist_ok=True)
    assert heading not in [" ".join(line.split()) for line in run(*words).stdout.splitlines()]
    assert isinstance(loaded(run(*words, "--json")), list)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    lines = [" ".join(line.split()) for line in run(*words).stdout.splitlines()]
    assert heading is None or heading in lines


@pytest.mark.few(8)
@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["list", "--view", "Starred"], ["tags"], ["annotations"], ["annotations", "ferry"],
        ["orphans"],
        ["duplicates"], ["quotes"], ["history"], ["trash"], ["sources"], ["backup", "--list"],
        ["find", "ferry"],
        ["find", "--in", "text", "ferry"], ["find", "--in", "passages", "ferry"],
        ["find", "--in", "quotations", "ferry"], ["tag", "ferry", "boats", "--dry-run"],
        ["tag", "ferry", "boats", "--dry-run", "--at", "sentence"],
    ],
)  # fmt: skip
def test_an_empty_list_says_so_on_a_terminal_alone(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """In a sentence, and without headings above nothing; what is piped holds nothing."""
    open_library(tmp_path / "library.db").close()
    assert run(*words).stdout == ""
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True)
    monkeypatch.setenv("TERM", "dumb")
    (line,) = run(*words).stdout.splitlines()
    assert line.endswith(".") and "─" not in line


@pytest.mark.parametrize(
    "words",
    [
        ["move", "a.db", "URL"], ["move", "URL", "b.db"], ["backup", "URL"], ["restore", "URL"],
        ["import", "URL"], ["tags", "import", "URL"], ["stats", "--svg", "URL"],
        ["export", "--output", "URL"],
        ["export", "--live", "URL"], ["export", "--template", "URL"], ["--library", "URL", "list"],
    ],
)  # fmt: skip
def test_an_address_is_no_file(
    wired: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    """Where a file is meant it is refused in words; no folder “https:” is made."""
    monkeypatch.chdir(tmp_path)
    result = wired(*(word.replace("URL", "https://example.org/a.db") for word in words))
    assert result.exit_code == 2 and "https://example.org/a.db is an address" in result.output
    assert not (tmp_path / "https:").exists()


def test_an_address_is_no_library(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor one that the environment names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_LIBRARY", "https://example.org/a.db")
    result = run("add", "a.txt")
    assert result.exit_code == 1 and "https://example.org/a.db is an address" in result.output
    assert not (tmp_path / "https:").exists()
