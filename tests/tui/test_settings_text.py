"""The settings as a person reads them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tui.actions import DEFAULTS
from tui.config import ENTRIES, Settings, read, settings_of
from tui.remapping import remapped
from tui.settings_text import as_they_hold, documented, keys_as_they_hold, template

PAGE = Path(__file__).resolve().parents[2] / "tui" / "help" / "settings.md"


def test_the_help_has_every_setting_as_the_table_has_it() -> None:
    """Line by line."""
    assert "```toml\n" + "\n".join(documented({}, {})) + "\n```" in PAGE.read_text(encoding="utf-8")


def test_the_defaults_of_the_table_are_what_holds_without_a_file() -> None:
    """And each is right by its own check."""
    given = tomllib.loads("\n".join(documented({}, {})))
    assert given == {one.name: one.default for one in ENTRIES}
    assert all(one.is_right(one.default) for one in ENTRIES)
    assert settings_of([read(Path("none.toml"))._replace(values=given)]) == (Settings(), [])


def test_the_template_sets_nothing_until_its_marks_are_taken_away(tmp_path: Path) -> None:
    """Then it is right as a whole."""
    assert tomllib.loads(template()) == {}
    path = tmp_path / "config.toml"
    lines = [
        line.removeprefix("# ") if "=" in line or "[" in line else line for line in template().splitlines()
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert settings_of([read(path)])[1] == []


def test_what_holds_is_shown_with_where_it_comes_from(tmp_path: Path) -> None:
    """As TOML that gives the same settings again."""
    own, folder = tmp_path / "config.toml", tmp_path / ".dateline.toml"
    own.write_text('measure = 60\nmargin = 1\n[remap.reader]\ntag = "#"\n', encoding="utf-8")
    folder.write_text("margin = 2\nlist_widths = { 140 = 60 }\n", encoding="utf-8")
    files = [read(own), read(folder, of_folder=True)]
    shown = as_they_hold(files)
    told = {line.split(" = ")[0]: line for line in shown.splitlines()}
    assert told["measure"].endswith(f'(default 72; set in "{own}")')
    assert told["margin"].endswith(f'(default 0; set in "{folder}")')
    assert told["leading"].endswith("(default)")
    own.write_text(shown, encoding="utf-8")
    assert settings_of([read(own)])[0] == settings_of(files)[0]._replace(of_folder={})


def test_the_keys_that_are_printed_can_be_set_as_they_stand() -> None:
    """Every one of them, and nothing changes."""
    actions, wrong = remapped("vim", tomllib.loads(keys_as_they_hold(DEFAULTS))["remap"])
    assert wrong == []
    assert {(scope, key) for one in actions for scope in one.scopes for key in one.keys} == {
        (scope, key) for one in DEFAULTS for scope in one.scopes for key in one.keys
    }
