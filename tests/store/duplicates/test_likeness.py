"""How alike two texts are."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.duplicates.likeness import (
    SKETCH,
    Wording,
    contradict,
    estimate,
    same_release,
    shingles,
    similarity,
    sketch,
    words,
)
from store.library.records import text_row
from store.structure.analysis import analyse

BODY = """The harbour authority of Porto Novo said it would build a second quay for fishing boats by the end \
of next year, after the old one was closed in a storm. The new quay will be longer and deeper than the old \
one, so that larger boats can land their catch without waiting for the tide, which costs crews many hours.

“We have asked for this for a long time,” said Ana Prates, who leads the association of fishing crews. “The \
old quay was never meant for boats of this size, and every winter somebody was hurt on it,” Prates said.

Work begins in spring. The authority will pay 4.5 million for the stones and the ministry adds 1.2 million \
for the lights, the ladders and a small house in which the catch is weighed. About 120 crews land there each \
day in summer and 75 in winter, and all of them were asked what they need before the plans were drawn. \
Nobody who works at the harbour of Porto Novo will lose a place while the work goes on, Prates said today."""

WAM = f"""Second quay for fishing boats

PORTO NOVO, Mar 14 2025 (WAM) - {BODY}

WAM/Rui Costa
"""
AFP = f"""Porto Novo to get a new quay

(AFP) LISBON 15 March :: {BODY}

About Newswire Partners

Newswire Partners has been distributing releases since 1998 for 14,000 customers in 90 countries.

Contact: press@newswire.example
"""


def wording(text: str) -> Wording:
    """What is compared of a text."""
    text = canonical(text)
    return Wording(text_row(text, analyse(text), ()))


def test_words_are_folded_and_scripts_without_blanks_taken_by_characters() -> None:
    """Case, accents and punctuation do not count; Chinese is compared character by character."""
    assert words("Élan, the ÉLAN!") == ["elan", "the", "elan"]
    assert words("世界, hello 貿易") == ["世", "界", "hello", "貿", "易"]


def test_shingles_are_runs_of_five_words() -> None:
    """Six words have two runs, fewer than five have one, none has none."""
    assert len(shingles(list("abcdef"))) == 2
    assert len(shingles(["a"])) == 1
    assert shingles([]) == frozenset()
    assert shingles(list("abcdef")) > shingles(list("abcde"))


@given(st.frozensets(st.integers(0, 2**32 - 1), max_size=200))
def test_a_sketch_is_the_smallest_hashes(hashes: frozenset[int]) -> None:
    """Ascending, no more than its size, and no hash left out is smaller."""
    found = sketch(hashes)
    assert list(found) == sorted(hashes)[:SKETCH]


@given(st.frozensets(st.integers(0, 2**32 - 1), min_size=1), st.frozensets(st.integers(0, 2**32 - 1)))
def test_an_estimate_is_symmetric_and_one_for_the_same(one: frozenset[int], other: frozenset[int]) -> None:
    """It lies between none and all, whichever sketch comes first."""
    first, second = sketch(one), sketch(other)
    shared = len(set(first) & set(second))
    assert 0 <= estimate(first, second, shared) == estimate(second, first, shared) <= 1
    assert estimate(first, first, len(first)) == 1


def test_an_estimate_is_near_the_containment() -> None:
    """An excerpt of a tenth is told from another text."""
    whole = shingles([f"word{number}" for number in range(3000)])
    part = shingles([f"word{number}" for number in range(300)])
    first, second = sketch(whole), sketch(part)
    assert estimate(first, second, len(set(first) & set(second))) > 0.8
    assert estimate(array("I"), array("I"), 0) == 0


def test_another_agencys_head_and_tail_do_not_count() -> None:
    """Dateline, headline, boilerplate and contacts are no part of what is compared."""
    one, other = wording(WAM), wording(AFP)
    assert same_release(one, other) == same_release(other, one) > 0.95
    assert "Newswire" not in other.body and "WAM" not in one.body


def test_an_excerpt_is_the_same_release() -> None:
    """The first two paragraphs are contained in the whole."""
    excerpt = wording("Quay\n\n" + "\n\n".join(BODY.split("\n\n")[:2]))
    assert same_release(wording(WAM), excerpt) > 0.9


def test_a_form_filled_in_anew_is_another_release() -> None:
    """Nine words of ten are the same, but figures or names contradict each other."""
    figures = WAM.replace("4.5", "7.3").replace("120", "340").replace("75", "88")
    names = WAM.replace("Prates", "Moreira").replace("harbour", "station").replace("Porto Novo", "Vila Alta")
    for text in (figures, names):
        assert similarity(wording(WAM), wording(text)) > 0.6
        assert contradict(wording(WAM), wording(text))
        assert same_release(wording(WAM), wording(text)) == 0


def test_a_figure_put_right_is_let_pass() -> None:
    """One of many figures may differ; one of two may not."""
    many = (
        f"{WAM}\n\nIn 2019 there were 81 crews, in 2020 there were 83, in 2021 there were 87 and 2022 had 90."
    )
    assert same_release(wording(many), wording(many.replace("120 crews", "125 crews"))) > 0.8


def test_short_texts_must_resemble_each_other() -> None:
    """One sentence that stands in another text does not make it the same release."""
    sentence = BODY.split(". ")[0] + "."
    assert same_release(wording(sentence), wording(WAM)) == 0
    assert same_release(wording(sentence), wording(f"{sentence}\n")) == 1
    assert same_release(wording(sentence), wording(sentence.replace("second", "third"))) == 0


def test_chinese_versions_are_found() -> None:
    """A script without blanks is compared too."""
    body = "港務局今日宣布明年底之前將興建第二座漁船碼頭，因為舊碼頭在風暴中關閉。" * 1 + "".join(
        f"第{number}號漁船的船員表示希望新碼頭更長更深，讓大船不必等待潮水。" for number in "甲乙丙丁戊己庚辛"
    )
    assert same_release(wording(f"標題\n\n{body}"), wording(f"另一個標題\n\n（中央社）{body}")) > 0.9


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    """Symmetric, between none and all, and every text that says something is the same as itself."""
    first, second = wording(one), wording(other)
    assert 0 <= same_release(first, second) == same_release(second, first) <= 1
    if first.words:
        assert same_release(first, wording(one)) == pytest.approx(1)


@given(st.lists(st.sampled_from(BODY.split()), max_size=80))
def test_texts_of_the_same_words_are_compared_alike_both_ways(chosen: list[str]) -> None:
    """Also where texts share words, figures and names."""
    first, second = wording(" ".join(chosen)), wording(BODY)
    assert similarity(first, second) == similarity(second, first)
    assert contradict(first, second) == contradict(second, first)


def test_an_announcement_is_not_its_results() -> None:
    """Texts that share much weeks apart are two releases; on one day they may be one."""
    shared = " ".join(f"The company makes product number {'x' * n} for wounds." for n in range(30))
    own = " ".join(f"To dial in press {'z' * n} after the tone." for n in range(20))
    call = f"AUSTIN, Texas, {{}} 2026 (ABC) - {own} {shared}"
    results = f"AUSTIN, Texas, March 24, 2026 (ABC) - {'It reports results of the year. ' * 3}{shared}"
    long = results + " ".join(f"More of the {'y' * n} figures." for n in range(40))

    def wording(text: str) -> Wording:
        structure = analyse("Head line\n\n" + text)
        return Wording(text_row("Head line\n\n" + text, structure, ()))

    assert same_release(wording(call.format("March 23,")), wording(long))
    assert not same_release(wording(call.format("March 11,")), wording(long))
