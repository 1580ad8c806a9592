"""Folding: what counts as the same word, and where a folded place lies in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.search.folding import (
    _FOLDS,
    FIND_EXACT_FOLDS,
    FIND_FOLDS,
    FoldedText,
    Folds,
    Phrase,
    fold,
    has_words,
    segmented,
)

#: Letters of many scripts, marks, separators, and what folds to none or several characters.
MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from('aAbé ßİıﬁøÆ\n\n  ,.*"()-$€🚢½º…’'),
        st.sampled_from("\u00ad\u200b\u200d\u0301\u0651ـأاىةیک٣世界貿の がｶﾞ한국ไทยำ"),
        st.characters(),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"), ("STRASSE", "straße"), ("İstanbul", "istanbul"), ("ISI", "ısı"), ("ﬁn", "fin"),
        ("e\u0301tude", "étude"), ("Ångström", "angstrom"), ("Łódź", "lodz"), ("København", "kobenhavn"),
        ("Αθήνα", "αθηνα"), ("ΟΔΟΣ", "οδος"), ("Ёлка", "елка"), ("minis\u00adter", "minister"),
        ("أحمد", "احمد"), ("إمارات", "امارات"), ("آل", "ال"), ("مـــصر", "مصر"),
        ("مُحَمَّد", "محمد"), ("مستشفى", "مستشفي"),
        ("مدينة", "مدينه"), ("کتاب", "كتاب"), ("٢٠٢٥", "2025"), ("שָׁלוֹם", "שלום"),
        ("ＷＡＭ", "wam"), ("ﻣﺼﺮ", "مصر"),
    ],
)  # fmt: skip
def test_variants_of_a_word_fold_to_the_same(one: str, other: str) -> None:
    """Case, accents, points, letter variants and digits do not make another word."""
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("か", "が"), ("กา", "กำ"), ("दिन", "दीन"), ("한국", "한극"), ("5", "6")]
)
def test_marks_that_make_another_word_stay(one: str, other: str) -> None:
    """Voicing marks of kana and the vowel signs of Thai and Devanagari are no accents."""
    assert fold(one) != fold(other)


@given(MIXED)
def test_folding_is_idempotent(text: str) -> None:
    """What is folded stays as it is, but for the room around symbols."""
    assert fold(fold(text)).split() == fold(text).split()


@given(MIXED)
def test_folding_looks_at_single_characters(text: str) -> None:
    """The folded text is the folded characters one after the other, which is what offsets rest on."""
    assert fold(text) == "".join(map(fold, text))


@given(MIXED, st.data())
def test_a_place_folds_to_the_words_found_there(text: str, data: st.DataObject) -> None:
    """What stands between the offsets of a match holds the phrase and nothing beside it."""
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))]
    if not has_words(words):
        return
    phrase = Phrase(words)
    for begin, end in FoldedText(text).spans(phrase):
        assert 0 <= begin < end <= len(text)
        assert phrase.holds(fold(text[begin:end]))
        assert not fold(text[begin]).isspace()


@given(MIXED)
def test_every_word_of_a_text_is_found_in_it(text: str) -> None:
    """Each word, and all of them as one phrase, is found where it stands."""
    for word in fold(text).split():
        assert Phrase(word).holds(fold(text))
    if has_words(text):
        assert Phrase(text).holds(fold(text))


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The ferry’s 1,000", "the ferry s 1 000"),
        ("世界贸", "世界 界贸 贸"),
        ("世", "世"),
        ("世\n界", "世界 界"),
        ("世\n\n界", "世 界"),
        ("한국\n정부", "한국 국 정부 부"),
        ("WTO世界 ok", "wto 世界 界 ok"),
        ("a🚢b", "a 🚢 b"),
        ("$5", "＄ 5"),
        ("", ""),
    ],
)
def test_what_the_index_holds(text: str, tokens: str) -> None:
    """Words as they are; runs without blanks as pairs and the last character; a wrapped line goes on."""
    assert segmented(text).split() == tokens.split()


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("ferry", "The Ferry, a ferryman.", ["Ferry"]),
        ("run one", "to RUN\n  one day", ["RUN\n  one"]),
        ("don't", "We don’t", ["don’t"]),
        ("界", "世界", ["界"]),
        ("世界", "新世\n界", ["世\n界"]),
        ("한국", "한국은", ["한국"]),
        ("cafe", "cafe\u0301s cafe\u0308!", ["cafe\u0308"]),
        ("strasse", "İ½ die Straße…", ["Straße"]),
        ("ไทย", "ประเทศไทยและ", ["ไทย"]),
        ("🚢", "a🚢🚢", ["🚢", "🚢"]),
    ],
)
def test_places_are_exact(words: str, text: str, found: list[str]) -> None:
    """The offsets give the words as they stand in the text, accents included."""
    assert [text[start:end] for start, end in FoldedText(text).spans(Phrase(words))] == found


def test_a_prefix_takes_the_whole_word() -> None:
    """A word is found by its beginning and given to its end."""
    text = "Embargoed: no embargo, embark"
    places = FoldedText(text).spans(Phrase("embargo", prefix=True))
    assert [text[start:end] for start, end in places] == ["Embargoed", "embargo"]


@given(MIXED, st.booleans())
def test_scripts_without_blanks_are_asked_for_only_where_there_are_some(text: str, prefix: bool) -> None:
    """To compile their letters takes longer than to search a text; without them the same is found."""
    phrase = Phrase("ferry", prefix=prefix)
    without, among_runs = phrase.pattern(has_run=False), phrase.pattern(has_run=True)
    assert "\u4e00" not in without.pattern
    assert "\u4e00" in among_runs.pattern
    both = f"{text} ferry ferryman"
    found = [both[start:end] for start, end in FoldedText(both).spans(phrase)]
    folded = fold(both)
    assert [fold(one) for one in found] == [one[0] for one in among_runs.finditer(folded)]


def test_nothing_is_no_phrase() -> None:
    """A phrase needs words."""
    with pytest.raises(ValueError, match="no words"):
        Phrase("—!")


@pytest.mark.parametrize("folds", [_FOLDS, FIND_FOLDS])
def test_a_text_is_folded_as_each_of_its_characters(folds: Folds) -> None:
    """Whatever stands beside it, and whether it is of ASCII or beyond; halves of surrogate pairs too."""
    characters = [
        chr(code) for code in (*range(0x3100), *range(0xD7F0, 0xE010), *range(0xF900, 0x10000), 0x1F600)
    ]
    assert folds.fold("".join(characters)) == "".join(folds[ord(one)] for one in characters)
    assert folds.fold("a$".join(characters)) == folds.fold("a$").join(folds[ord(one)] for one in characters)


@pytest.mark.parametrize(
    ("typed", "folded"), [("İstanbul", "Istanbul"), ("É", "E"), ("ﬁ", "fi"), ("A b", "A b")]
)
def test_capitals_stay_capitals_where_they_count(typed: str, folded: str) -> None:
    """Also those whose small letter is two."""
    assert FIND_EXACT_FOLDS.fold(typed) == folded
