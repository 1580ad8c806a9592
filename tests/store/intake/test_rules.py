"""Rules on arrival: what they do with releases that came in, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import InvalidInputError, InvalidQueryError, Library, open_library
from store.care.doctor import examine
from store.intake import Rule, apply_rules, found_by
from tests.store.library.conftest import add, dated

FERRY = Rule(1, "ferry", tags=("boats", "sea"), star=True, notify=True)
READ = Rule(2, "date:2024-05-03", tags=("boats", "May"), read=True)


@pytest.fixture(params=["library.db", "library.json"])
def library(request: pytest.FixtureRequest, tmp_path: Path, clock: Callable[[], str]) -> Iterator[Library]:
    """Three releases, in each kind of file."""
    opened = open_library(tmp_path / request.param, user="ana", clock=clock)
    for number in (1, 2, 3):
        add(opened, tmp_path, f"{number}", dated(f"May {number}, 2024"))
    yield opened
    assert not examine(opened)
    opened.close()


def marks(library: Library, key: int) -> tuple[list[str], bool, bool]:
    """The tags of a release, whether it has a star, whether it is read."""
    tags = [tag.name for tag in library.release_tags.of(key)]
    release = library.releases.get(key)
    return tags, release.starred, release.read


def test_rules_change_what_came_and_nothing_else(library: Library) -> None:
    """The release itself is tagged, each tag once; all is one step that an undo takes back."""
    applied = apply_rules(library, [FERRY, READ], [2, 3])
    assert (applied.changed, applied.told, applied.refused) == (2, [(FERRY, [3, 2])], [])
    assert marks(library, 3) == (["boats", "sea", "May"], True, True)
    assert marks(library, 2) == (["boats", "sea"], True, False)
    assert marks(library, 1) == ([], False, False)
    assert not library.annotations.of(3)
    step = library.history.undo()
    assert step is not None and step.what == "applied rules 1, 2 to 2 new releases"
    assert marks(library, 2) == marks(library, 3) == ([], False, False) and not library.tags.all()
    assert library.history.undo() is None


def test_a_rule_that_cannot_be_read_stops_no_other(library: Library) -> None:
    """It is given back with the reason; one that asks for nothing is such a rule too."""
    bad, empty = FERRY._replace(number=3, when="(ferry"), FERRY._replace(number=4, when=" ")
    applied = apply_rules(library, [bad, empty, READ], [3])
    assert [rule.number for rule, _ in applied.refused] == [3, 4] and applied.changed == 1
    with pytest.raises(InvalidQueryError):
        found_by(library, bad)


def test_an_impossible_tag_changes_nothing(library: Library) -> None:
    """Nor does a rule that finds nothing of what came, or only tells of it."""
    with pytest.raises(InvalidInputError):
        apply_rules(library, [READ, FERRY._replace(tags=("  ",))], [3])
    assert marks(library, 3) == ([], False, False)
    assert not apply_rules(library, [FERRY._replace(when="zeppelin")], [3]).changed
    told = apply_rules(library, [Rule(1, "ferry", notify=True)], [3])
    assert (told.changed, len(told.told)) == (0, 1) and library.history.undo() is None
    assert not apply_rules(library, [FERRY], []).told


def test_a_removed_release_is_left(library: Library) -> None:
    """It is not found any more."""
    library.trash.remove([3])
    assert apply_rules(library, [FERRY], [3]).changed == 0
