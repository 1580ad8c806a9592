"""Finding quotations: by their own words and speakers, by all else of their releases; and by speaker."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import InvalidInputError, Library
from store.library.results import Found
from store.library.said import having_quotations
from store.search import parse
from tests.store.library.test_quoting import MAYOR, SWING, add


@pytest.fixture
def keys(library: Library, tmp_path: Path) -> dict[str, int]:
    """The releases of a library that quote somebody."""
    return {name: add(library, tmp_path, name, text) for name, text in (("swing", SWING), ("mayor", MAYOR))}


def words(found: list[Found]) -> list[str]:
    """The first word of each."""
    return [one.text.strip("“").split()[0] for one in found]


@pytest.mark.few(8)
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", ["The", "We", "It"]),
        ("swing", ["We", "It"]),
        ("boat", ["The"]),
        ("migration", []),  # stands in the release, and in nobody's mouth
        ("headline:migration", ["We", "It"]),
        ("said:lost", ["It"]),
        ("said:historic said:lost", []),
        ("speaker:swing -said:lost", ["We"]),
        ("speaker:prates OR said:lost", ["The", "It"]),
        ("near:3(historic opportunity)", ["We"]),
        ("near:1(william swing)", ["We", "It"]),
        ("place:geneva has:quotation", ["We", "It"]),
        ("-has:quotation", []),
        ("date:2025", ["The"]),
        ("is:read", []),
    ],
)
def test_quotations_are_found_by_what_is_theirs(
    library: Library, keys: dict[str, int], typed: str, expected: list[str]
) -> None:
    """Plain words in the words quoted and the speaker's name; other fields in the release; newest first."""
    assert words(list(library.find.quotations(typed))) == expected


def test_a_quotation_says_whose_it_is(library: Library, keys: dict[str, int]) -> None:
    """With role, release, place in the text, and what stands around it."""
    one, other = library.find.quotations("speaker:swing")
    assert (one.speaker, one.role, one.release.id) == (
        "William Lacy Swing",
        "IOM Director-General",
        keys["swing"],
    )
    assert library.releases.text(keys["swing"]).text[one.start : one.end] == one.text
    assert one.before.endswith("(IOM) - ") and one.after.startswith(" said IOM")
    assert other.speaker == "William Lacy Swing"  # “Ambassador Swing” there


def test_a_joined_name_finds_both(library: Library, keys: dict[str, int]) -> None:
    """Whoever is one is found by the name they are called together, in SQL as by plain evaluation."""
    library.people.join("Bill Harbour", "Ana Prates")
    found = list(library.find.quotations('speaker:"bill harbour"'))
    assert [(one.speaker, one.text[:4]) for one in found] == [("Bill Harbour", "“The")]
    assert [hit.release.id for hit in library.find.hits("speaker:harbour")] == [keys["mayor"]]
    library.history.undo()
    assert list(library.find.quotations("speaker:harbour")) == []


def test_all_are_listed_by_speaker(library: Library, keys: dict[str, int], tmp_path: Path) -> None:
    """In the order of names, each one's newest first; those that nobody is named for come last."""
    add(library, tmp_path, "nobody", "Anon\n\n“Nobody knows who has ever said this here.”\n")
    add(library, tmp_path, "later", SWING.replace("2018", "2019").replace("historic", "late"))
    listed = [(one.speaker, one.release.date) for one in library.find.by_speaker()]
    swing = [("William Lacy Swing", f"{year}-04-05") for year in (2019, 2019, 2018, 2018)]
    assert listed == [("Ana Prates", "2025-03-14"), *swing, (None, None)]
    assert {one.speaker for one in library.find.by_speaker("Ambassador Swing")} == {"William Lacy Swing"}
    assert list(library.find.by_speaker("nobody of this name")) == []
    with pytest.raises(InvalidInputError):
        library.find.by_speaker("…")


def test_an_update_in_between_lists_nothing_wrong(
    library: Library, keys: dict[str, int], tmp_path: Path
) -> None:
    """What is kept of a former text is not shown as of the present one."""
    found = library.find.quotations("")
    add(library, tmp_path, "mayor", "A ferry\n\nLISBON, Mar 14 2025 (ALN) - No boat.\n")
    assert words(list(found)) == ["We", "It"]


@pytest.mark.parametrize("typed", ["-ferry", "near:2(a b)", "ferry OR -boat", "has:quotation"])
def test_what_says_nothing_of_a_release_asks_for_quotations(typed: str) -> None:
    """Then all releases with quotations are looked at."""
    query = parse(typed)
    assert query is not None
    assert having_quotations(query) == parse("has:quotation")
