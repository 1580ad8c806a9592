"""Which tag is meant by what is typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.library.tags import cleaned_tag_name, tag_key
from tui.screens.tag_choices import OFFERED, Choice, choices, folded
from tui.screens.tag_choices import given as given_by

TAGS = [
    "refugees", "unity", "résumé", "Europe", "euro area", "budget/Europe", "water policy", "Straße",
    "می\u200cخواهیم",
]  # fmt: skip


def old(name: str) -> Choice:
    """A tag there is."""
    return Choice(name, new=False)


def new(name: str) -> Choice:
    """A tag to be made."""
    return Choice(name, new=True)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("eu", old("Europe")),
        ("EURO AREA", old("euro area")),
        ("ug", new("ug")),
        ("rfg", new("rfg")),
        ("UN", old("unity")),
        ("ity", new("ity")),
        ("Resume", old("résumé")),
        ("re\u0301s", old("résumé")),
        ("area", old("euro area")),
        ("policy", old("water policy")),
        ("olicy", new("olicy")),
        ("budget/eu", old("budget/Europe")),
        ("strasse", old("Straße")),
        ("#eu", old("Europe")),
        ("  two \t words", new("two words")),
        ("می", old("می\u200cخواهیم")),
        ("میخواهیم", old("می\u200cخواهیم")),
        ("-", new("-")),
    ],
)
def test_what_enter_gives(typed: str, first: Choice) -> None:
    """What is typed, unless a tag has that name, or begins with it, or one of its parts does."""
    assert choices(TAGS, typed)[0] == first


def test_of_several_that_are_meant_the_likeliest_is_first() -> None:
    """Just that name, then it but for accents, then its beginning, then that of a part; else as given."""
    names = ["a eu", "eu b", "euro", "eù", "eu"]
    assert choices(names, "eu") == [old(name) for name in ("eu", "eù", "eu b", "euro", "a eu")]


def test_a_beginning_with_its_accents_comes_before_one_without() -> None:
    """Whichever stands first in the list; the same of parts."""
    names = ["energy", "Énergie", "new energy", "une énergie"]
    assert choices(names, "éner")[:4] == [old(names[1]), old(names[0]), old(names[3]), old(names[2])]
    assert choices(names, "ener")[0] == old("energy")


def test_what_resembles_is_offered_below_and_a_new_tag_last() -> None:
    """What only resembles comes behind what is meant; a new tag last, or first where nothing is meant."""
    assert choices(["refugees", "europe"], "eu") == [old("europe"), old("refugees"), new("eu")]
    assert choices(["refugees"], "eu") == [new("eu"), old("refugees")]


def test_nothing_typed_offers_the_first_tags() -> None:
    """In their order."""
    names = [f"tag {number}" for number in range(20)]
    assert choices(names, " #") == [old(name) for name in names[:OFFERED]]


def test_a_finished_name_is_never_completed() -> None:
    """It is the tag of just that name, whatever its case, or a new one."""
    assert given_by(TAGS, " europe") == old("Europe")
    assert given_by(TAGS, "euro") == new("euro")


NAMES = st.lists(st.text(st.sampled_from("eEéuU/ n‌ß"), min_size=1).filter(cleaned_tag_name), unique=True)
TYPED = st.text(st.sampled_from("eEéuU/ n#‌ß"))


@given(NAMES, TYPED)
def test_enter_never_gives_what_was_not_typed(names: list[str], typed: str) -> None:
    """The first choice is what was typed, has that name, or has it for a beginning, of a part perhaps."""
    names = list(dict.fromkeys(cleaned_tag_name(name) for name in names))
    wanted = cleaned_tag_name(typed)
    found = choices(names, typed)
    if not wanted:
        assert all(not one.new for one in found)
        return
    first = found[0]
    exact = [name for name in names if tag_key(name) == tag_key(wanted)]
    if first.new:
        assert first.name == wanted and not exact
    elif first.name not in exact:
        bare = _bare(first.name)
        parts = [bare, *(bare[at + 1 :] for at, one in enumerate(bare) if one in " /")]
        assert any(part.startswith(_bare(wanted)) for part in parts)
    assert not exact or first.name in exact
    assert [one.new for one in found].count(True) == (0 if exact else 1)


def _bare(name: str) -> str:
    """Without case, accents and joiners, by another way than the code's."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one) and one != "\u200c")


@given(NAMES, TYPED)
def test_everything_offered_is_offered_once(names: list[str], typed: str) -> None:
    """And no more than fit."""
    found = choices(names, typed)
    assert len(found) == len(set(found)) <= OFFERED + 1
    assert all(one.new or one.name in names for one in found)
    assert folded("Élan") == folded("elan")
