"""Sentences: where they end, and the motions by them."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.tui.text.texts import LANGUAGES, TEXTS, walk
from tui.text import sentences


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Rep. Jones left. He smiled.", "en", ["Rep. Jones left.", "He smiled."]),
        ('That 5" pipe broke. "Yes." He left.', "en", ['That 5" pipe broke.', '"Yes."', "He left."]),
        ("Il a remercié Mme Roy. « Merci », dit-il.", "fr", ["Il a remercié Mme Roy.", "« Merci », dit-il."]),
        ("“It is over.” He left.", "en", ["“It is over.”", "He left."]),
        ("😀 Hello. 👨\u200d👩\u200d👧 Bye.", "en", ["😀 Hello.", "👨\u200d👩\u200d👧 Bye."]),
        ("مرحبا بكم. كيف حالك؟ بخير.", "ar", ["مرحبا بكم.", "كيف حالك؟", "بخير."]),
        ("你好。“我很好。”他说。再见！", "zh", ["你好。", "“我很好。”", "他说。", "再见！"]),
        ("「終わった。」と彼は言った。次へ。", "ja", ["「終わった。」と彼は言った。", "次へ。"]),
        ("यह एक वाक्य है। यह दूसरा है।", "hi", ["यह एक वाक्य है।", "यह दूसरा है।"]),
        ("Il dit : « C’est fini. » Puis il part.", "fr", ["Il dit : « C’est fini. »", "Puis il part."]),
        ("»Es ist aus.« Dann ging er.", "de", ["»Es ist aus.«", "Dann ging er."]),
        ("One.\nTwo.", None, ["One.", "Two."]),
        ("A surrogate \ud800. Here.", "en", ["A surrogate \ud800. Here."]),
        (" \n ", "en", []),
    ],
)
def test_sentences_end_with_their_quotation_marks(
    text: str, language: str | None, expected: list[str]
) -> None:
    """A sentence is what a reader would mark, in each language."""
    assert [text[start:end] for start, end in sentences.sentences(text, 0, len(text), language)] == expected


def test_quotation_marks_move_to_the_sentence_they_close() -> None:
    """A cut the library makes before a closing mark is made after it."""
    assert sentences._past_closers("Over. » Then", 6) == 7
    assert sentences._past_closers("Over.” Then", 5) == 6
    assert sentences._past_closers("Over. “Then", 6) == 6


def test_sentences_have_offsets_into_the_whole_text() -> None:
    """The paragraph's place in the text counts."""
    text = "Title\n\nOne. Two."
    assert sentences.sentences(text, 7, 16, "en") == [(7, 11), (12, 16)]
    assert sentences.sentence_at(text, 13, [(0, 5), (7, 16)], "en") == (12, 16)
    assert sentences.sentence_at(text, 11, [(0, 5), (7, 16)], "en") == (7, 11)
    assert sentences.sentence_at("", 0, [], "en") == (0, 0)


def test_the_lead_begins_behind_the_dateline() -> None:
    """Asked for from within the dateline too; other paragraphs, and a dateline alone, are as they are."""
    text = "Pier opens\n\nOSLO, Nor. (NTB) - The pier is open. It is long."
    spans, lead = [(0, 10), (12, 60)], (31, 48)
    for offset in (12, 20, 33):
        assert sentences.sentence_at(text, offset, spans, "en", (12, 30)) == lead
    assert sentences.sentence_at(text, 50, spans, "en", (12, 30)) == (49, 60)
    assert sentences.sentence_at(text, 3, spans, "en", (12, 30)) == (0, 10)
    alone = (text[:30], 20, [(0, 10), (12, 30)], "en")
    assert sentences.sentence_at(*alone, (12, 30)) == sentences.sentence_at(*alone)


def test_sentence_motions_cross_paragraphs() -> None:
    """The next sentence may be in the next paragraph."""
    text = "One. Two.\n\nThree. Four."
    spans = [(0, 9), (11, 23)]
    forward = walk(text, lambda text, offset: sentences.sentence_forward(text, offset, spans, "en"), 0)
    assert list(forward) == [5, 11, 18, 22]
    back = walk(text, lambda text, offset: sentences.sentence_back(text, offset, spans, "en"), 22)
    assert list(back) == [18, 11, 5, 0]


@given(TEXTS, LANGUAGES)
def test_every_visible_character_is_in_one_sentence(text: str, language: str | None) -> None:
    """Sentences are in order, disjoint, trimmed, and leave out only white space."""
    found = sentences.sentences(text, 0, len(text), language)
    position = 0
    for start, end in found:
        assert start >= position and start < end
        assert not text[position:start].strip()
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()
