"""Runs that are read at once, and long ones that are read once."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import partial

import pytest
import sentencex  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import pieced
from tui.text import cells, motions, sentences
from tui.text.cells import cluster_at, cluster_end
from tui.text.motions import word_class
from tui.text.runs import CLASSES, run_end, run_start

#: What joins, carries, repeats and parts, in runs longer than are looked at anew each time.
PIECES = [
    piece * count
    for piece in (
        "🇦", "🇧", "👩\u200d", "🔬", "\u200b", "\u0301", "\u094d", "क", "\u1100", "가", "가\u11a8", "a", "世",
        " ", "\n", "(", "\u00a0", "ا", "\u0654",
    )
    for count in (1, 2, 3, 70, 71, 150)
]  # fmt: skip
TEXTS = pieced(PIECES, max_size=8)


def stepped(text: str) -> list[tuple[int, int]]:
    """The clusters one after the other, from the beginning."""
    found, position = [], 0
    while position < len(text):
        end = cluster_end(text, position)
        found.append((position, end))
        position = end
    return found


@given(TEXTS)
def test_a_cluster_in_a_long_run_is_the_one_that_is_read_from_the_beginning(text: str) -> None:
    """From wherever one looks, and in whatever order."""
    cells._runs.cache_clear()
    for start, end in reversed(stepped(text)):
        assert {cluster_at(text, offset) for offset in (start, (start + end) // 2, end - 1)} == {(start, end)}


@given(TEXTS, st.data())
def test_a_run_is_made_of_clusters_of_one_class(text: str, data: st.DataObject) -> None:
    """Each a code point long, forwards and backwards."""
    begun = [start for start, _ in stepped(text)] or [0]
    at = data.draw(st.sampled_from(begun))
    for start, end in ((at, run_end(text, at)), (run_start(text, at), at)):
        assert start <= end
        assert set(range(start, end)) <= set(begun)
        assert len({word_class(one) for one in text[start:end]}) <= 1


@pytest.mark.few(3)
@pytest.mark.parametrize("characters", CLASSES)
def test_the_characters_of_a_run_are_of_one_class(characters: str) -> None:
    """As the motions tell classes, one by one."""
    all_of = re.findall(f"[{characters}]", "".join(map(chr, range(0x10000))))
    assert len({word_class(one) for one in all_of}) == 1
    assert all(cluster_end(one + one, 0) == 1 for one in all_of)


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python are carried out: what is done, however fast the machine is."""
    count = 0

    def trace(frame: object, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return count


MOTIONS = [
    motions.left, motions.right, motions.word_forward, motions.word_back, motions.word_end,
    motions.word_end_back, motions.keyword_at,
]  # fmt: skip
HOSTILE = [
    "🇦",
    "👩\u200d",
    "क\u094d",
    "\u1100",
    "a",
    "(",
    "“",
    "世",
    "。",
    "\n",
    " ",
    "a\u0301",
    "\u200b",
    "ab. ",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_what_a_key_does_grows_no_faster_than_the_text(piece: str) -> None:
    """Ten times each motion from the middle: four times the text is at most some five times the work."""

    def keys(size: int) -> int:
        text = piece * size
        cells._runs.cache_clear()
        middle = cluster_at(text, len(text) // 2)[0]
        return steps(lambda: [one(text, middle) for one in MOTIONS for _ in range(10)])

    keys(10)
    few, many = keys(250), keys(1000)
    assert many <= 6 * few


@pytest.mark.parametrize("piece", ["a", "(", "世", "a. ", "\n"])
def test_a_word_of_any_length_is_one_step(piece: str) -> None:
    """Ten words on in a token of a megabyte: as many steps as in a short one, but for the windows back."""
    short, long = ("x " + piece * size + " x" for size in (3000, 300_000))
    for motion in (motions.word_forward, motions.word_end):
        few, many = (steps(partial(motions.repeated, motion, text, 0, 10)) for text in (short, long))
        assert many <= 2 * few


def test_a_long_passage_is_given_to_the_sentence_splitter_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """No call is longer than two pieces, whatever it holds; sentences are those of a passage of their own."""
    given_to: list[int] = []
    library = sentencex.get_sentence_boundaries

    def spy(language: str, passage: str) -> object:
        given_to.append(len(passage))
        return library(language, passage)

    monkeypatch.setattr(sentences, "get_sentence_boundaries", spy)
    for piece in ("“", "「世界。」", "No end "):
        text = piece * 10_000
        sentences._sentences_of.cache_clear()
        sentences.sentences(text, 0, len(text), "en")
    assert max(given_to) <= 2 * sentences._PIECE
    assert sum(given_to) <= 4 * (10_000 * (1 + 5 + 7))
    sentence = "The council set the fares for the year. "
    found = sentences.sentences(sentence * 500, 0, len(sentence) * 500, "en")
    assert found == [(at * len(sentence), (at + 1) * len(sentence) - 1) for at in range(500)]
