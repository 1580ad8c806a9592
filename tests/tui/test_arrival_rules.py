"""The rules in the settings file: what is wrong is named, what is right is done on arrival."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library
from store.intake import Rule, follow
from tests.conftest import WIRE
from tests.tui.cli.conftest import loaded
from tests.tui.conftest import Opener, Run
from tests.tui.settling import until
from tui.arrival_rules import applied, load_rules
from tui.config import Settings, load, remember

RULES = """theme = "dateline-light"

[[rules]]
when = "ferry"
tag = ["boats"]
star = true
notify = true

[[rules]]
when = 'is:unread place:lisbon'
read = true
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The settings file, with two rules."""
    path = tmp_path / "config.toml"
    path.write_text(RULES, encoding="utf-8")
    return path


def test_rules_are_read_beside_the_settings(config: Path) -> None:
    """In their order; a setting that is kept there later leaves them as they are."""
    rules = [
        Rule(1, "ferry", ("boats",), star=True, notify=True),
        Rule(2, "is:unread place:lisbon", read=True),
    ]
    assert load_rules(config) == (rules, []) and load(config) == (Settings("dateline-light"), [])
    remember(config, "measure", 60)
    assert load_rules(config) == (rules, []) and load(config)[0].setting.measure == 60


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules = 3", "1: rules begin with [[rules]]"),
        ('[[rules]]\nwhen = "a"', "1: rule 1: it does nothing; it needs tag, star, read or notify"),
        ("[[rules]]\nstar = true", "1: rule 1: it has no “when”"),
        ("[[rules]]\nwhen = 3\nstar = true", "2: rule 1: “when” must be a query in quotation marks"),
        ('[[rules]]\nwhen = "a"\ntag = "b"', "3: rule 1: “tag” must be a list of names"),
        ('[[rules]]\nwhen = "a"\ntag = ["b", "c,d"]', "3: rule 1: 'c,d' is no tag name."),
        ('[[rules]]\nwhen = "a"\nstar = 1', "3: rule 1: “star” must be true or false"),
        ('[[rules]]\nwhen = "a"\ncolour = 1', "3: rule 1: there is no “colour”; there are when, tag"),
        ('[[rules]]\nwhen = "a"\nstart = true', "3: rule 1: there is no “start”; did you mean “star”?"),
    ],
)
def test_what_is_wrong_names_file_and_rule(config: Path, text: str, said: str) -> None:
    """Also where the settings are read."""
    config.write_text(text, encoding="utf-8")
    rules, (problem,) = load_rules(config)
    assert not rules and problem.startswith(f"{config}:{said}") and load(config)[1] == [problem]


def test_a_query_that_is_none_is_told_of_and_the_others_hold(run: Run, wire: Path, config: Path) -> None:
    """With its line, by what lists the settings too."""
    wrong = '[[rules]]\nwhen = "tag:"\nstar = true\n[[rules]]\nwhen = ""\nread = true\n'
    config.write_text(RULES + wrong, encoding="utf-8")
    told = [f"{config}:{RULES.count(chr(10)) + 2}: rule 3: ", ": rule 4: the query is empty"]
    for words in (("config",), ("rules",), ("add", wire), ("rules", "--dry-run")):
        stderr = run(*words).stderr
        assert all(one in stderr for one in told), (words, stderr)
    assert [one["name"] for one in loaded(run("tags", "--json"))] == ["boats"]


def test_without_a_file_nothing_is_done(wire_library: Library, tmp_path: Path) -> None:
    """Nor where nothing came."""
    assert applied(wire_library, None, [1]) == applied(wire_library, tmp_path / "none", [1]) == ([], [])


def test_commands_apply_them_and_try_them(run: Run, wire: Path, config: Path) -> None:
    """To what an import added, once; `rules --dry-run` changes nothing."""
    result = run("add", wire)
    assert result.stdout.splitlines()[1:] == [
        "ferry: “Harbour towns agree on a shared ferry”",
        "rules changed 1 of what came",
    ]
    assert '"starred": true' in run("list", "--json").stdout
    assert run("rules").stdout == "1\tferry\t#boats, star, notify\n2\tis:unread place:lisbon\tread\n"
    tried = run("rules", "--dry-run").stdout.splitlines()
    assert tried[1:3] == ["\t1 of 1 releases", "\t1\tHarbour towns agree on a shared ferry"]
    assert tried[-1] == "\t0 of 1 releases"
    config.write_text(RULES.replace('"ferry"', '"(ferry"'), encoding="utf-8")
    result = run("rules", "--dry-run")
    assert result.exit_code == 1 and f"{config}:4: rule 1: column 1: " in result.stderr
    wire.write_text(WIRE.replace("Three", "Four"), encoding="utf-8")
    assert "rule" not in run("add", wire).stderr  # it was there before


async def test_the_application_applies_them_to_what_a_folder_brings(
    library: Library, opened: Opener, config: Path, tmp_path: Path
) -> None:
    """And says so; an undo takes it back."""
    folder = tmp_path / "followed"
    folder.mkdir()
    follow(library, str(folder))

    def ruled() -> bool:
        if library.releases.count():
            return library.releases.get(1).starred
        (folder / "wire.txt").write_text(WIRE, encoding="utf-8")  # the watch may only just begin
        return False

    async with opened(library, config=config) as (app, pilot):
        assert await until(pilot, ruled)
        assert [tag.name for tag in library.tags.all()] == ["boats"]
        assert await until(pilot, lambda: any("rules changed" in one.message for one in app._notifications))
        await pilot.press("u")
        assert await until(pilot, lambda: not library.releases.get(1).starred)
        assert not library.tags.all() and not library.releases.get(1).read
