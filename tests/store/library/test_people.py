"""Which speakers are one: by their names and offices, and by what a user says."""

from __future__ import annotations

import pytest

from store import InvalidInputError, Library
from store.library.joining import joined
from store.library.people import named, offices, organisations, person_key
from store.storages import Form


def labels(
    library: Library, *forms: tuple[str, str | None] | tuple[str, str | None, str]
) -> list[str | None]:
    """What each of some forms of one name is called, in a library that has just these, each a bit rarer."""
    known = [Form(one[0], one[1], one[2] if len(one) > 2 else "en", 99 - at) for at, one in enumerate(forms)]
    who = library.people.who(lambda _: known)
    return [who(person_key(one.speaker), one.speaker, one.role) for one in known]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("William Lacy Swing", "WILLIAM LACY SWING"),
        ("Ambassador William Lacy Swing", "William Lacy Swing"),
        ("José Núñez", "Jose Nunez"),
        ("Robert C. Byrd", "Sen. Robert C Byrd"),
    ],
)
def test_case_accents_and_titles_do_not_count(name: str, other: str) -> None:
    """A name is one however it is written."""
    assert person_key(name) == person_key(other) != ""
    assert person_key(name) != person_key(f"{name} Junior")


def test_initials_stand_for_a_name() -> None:
    """“IOM” and what it is short for share a word; titles name nothing."""
    assert "iom" in organisations("Director General of the International Organization for Migration")
    assert "iom" in organisations("IOM Director-General")
    assert organisations("chief executive") == frozenset() == organisations("Senior Director")
    assert offices("former Mayor of Geneva") == {"mayor"}


def test_one_office_in_two_places_is_two_people(library: Library) -> None:
    """The one quoted most has the plain name; a role that names no place is that one's."""
    found = labels(
        library,
        ("Ana Prates", "mayor of Lisbon"),
        ("ANA PRATES", "Lisbon mayor"),
        ("Ana Prates", None),
        ("Ana Prates", "Mayor of Geneva"),
    )
    assert found == ["Ana Prates"] * 3 + ["Ana Prates (Mayor of Geneva)"]


@pytest.mark.parametrize(
    "roles",
    [
        (("mayor of Lisbon",), ("author of A Life in Boats",)),  # two hats
        (("director of the IOM",), ("directeur de l’OIM", "fr")),  # two languages
        (("Director, World Council on City Data",), ("Director of WCCD",)),  # short for the same
        (("Senator of Ohio",), ("Chairman of the Water Board",)),
    ],
)
def test_other_roles_tell_nobody_apart(library: Library, roles: tuple[tuple[str, ...], ...]) -> None:
    """People have several."""
    forms = [("Ana Prates", role, *language) for role, *language in roles]
    assert set(labels(library, *forms)) == {"Ana Prates"}  # type: ignore[arg-type]


def test_a_user_joins_two_names(library: Library) -> None:
    """They are called by the first; undo parts them again, and so does saying that they are not one."""
    library.people.join("William Lacy Swing", "Bill Swing")
    library.people.join("Bill Swing", "W. Swing")
    assert library.people.called() == dict.fromkeys(
        ["william lacy swing", "bill swing", "w swing"], "William Lacy Swing"
    )
    assert labels(library, ("Bill Swing", None)) == ["William Lacy Swing"]
    assert library.people.name_of("BILL SWING") == "William Lacy Swing"
    library.history.undo()
    assert set(library.people.called()) == {"william lacy swing", "bill swing"}
    library.history.redo()
    library.people.part("William Lacy Swing", "W. Swing")
    assert set(library.people.called()) == {"william lacy swing", "bill swing"}
    library.people.part("William Lacy Swing", "Bill Swing")
    assert library.people.called() == {}
    library.history.undo()
    assert set(library.people.called()) == {"william lacy swing", "bill swing"}


def test_a_user_parts_and_joins_people_of_one_name(library: Library) -> None:
    """By words of their roles, against what the rules would say."""
    forms = (
        ("Ana Prates", "minister of Labour"),
        ("Ana Prates", "pianist"),
        ("Ana Prates", "Minister of Trade"),
    )
    assert labels(library, *forms) == ["Ana Prates", "Ana Prates", "Ana Prates (Minister of Trade)"]
    library.people.part("Ana Prates, minister", "Ana Prates, pianist")
    found = labels(library, *forms)
    assert found[1] == "Ana Prates (pianist)" and found[0] == "Ana Prates"
    library.people.join("Ana Prates, labour", "Ana Prates, trade")
    assert labels(library, *forms) == ["Ana Prates", "Ana Prates (pianist)", "Ana Prates"]
    library.people.join("Ana Prates", "ana prates")
    assert labels(library, *forms) == ["Ana Prates"] * 3


@pytest.mark.parametrize("typed", ["", " ", "  , mayor", "Ana " * 200])
def test_a_speaker_has_a_name(library: Library, typed: str) -> None:
    """What is none, or a text, is refused, and a name is not parted from itself."""
    with pytest.raises(InvalidInputError):
        named(typed)
    with pytest.raises(InvalidInputError):
        library.people.join("Ana Prates", typed)
    with pytest.raises(InvalidInputError):
        library.people.part("Ana Prates", "Ana Prates")
    with pytest.raises(InvalidInputError):
        library.people.join("Ana Prates, mayor", "ANA PRATES, Mayor")
    assert list(library.history.events()) == []


def test_what_two_users_said_is_joined() -> None:
    """What both said of one pair is one row; what only one said is kept."""
    meta = {1: {"schema": 4, "ids": {}, "undo": {}}}
    ours = {"meta": meta, "speakers": {1: {"name": "Ana Prates", "other": "A. Prates", "same": True}}}
    theirs = {
        "meta": meta,
        "speakers": {
            1: {"name": "Bill Swing", "other": "W. Swing", "same": True},
            2: {"name": "A. Prates", "other": "Ana Prates", "same": True},
        },
    }
    rows = joined(None, ours, theirs).tables["speakers"]
    assert sorted(row["other"] for row in rows.values()) in (
        ["A. Prates", "W. Swing"],
        ["Ana Prates", "W. Swing"],
    )
