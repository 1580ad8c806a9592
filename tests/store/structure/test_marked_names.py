"""Passages between marks that are names, mottos or files, and nobody's words."""

from __future__ import annotations

import pytest

from store.structure.marked_names import is_file, is_motto, is_title_case
from store.structure.paragraphs import paragraph_spans
from store.structure.quotations import quotations


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "という理念のもと、22カ国で事業を展開しています。"),
        ("当金庫は、これからも", "を合言葉に、地域に貢献してまいります。"),
        ("新型車両は", "をデザインコンセプトに設計しました。"),
        ("", "を掲げています。"),
        ("合言葉は", ""),
        ("今年のテーマ：", ""),
    ],
)
def test_a_motto_is_told_by_what_stands_around_it(before: str, after: str) -> None:
    """In Japanese a motto ends as a sentence does."""
    assert is_motto(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [("社長は", "と話しています。"), ("", "という声が届いています。"), ("理念について、社長は", "と")],
)
def test_what_somebody_says_is_no_motto(before: str, after: str) -> None:
    """A verb of saying stands behind it, or a word for what was said."""
    assert not is_motto(before, after)


def test_a_motto_is_nobodys_words() -> None:
    """Neither a speaker nor a quotation is made of it."""
    text = (
        "金庫は来月から新しい店を開きます。理事長の駒井は「町と歩む金庫でありたいと思います」と話しています。\n\n"
        "当金庫は、これからも「このまちと、あしたも。」を合言葉に、地域に貢献してまいります。"
    )
    assert [one.speaker for one in quotations(text, paragraph_spans(text))] == ["駒井"]


def test_a_file_is_told_by_the_word_before_it() -> None:
    """The name of a picture or a document; a sentence beside such a word is speech."""
    assert is_file("Bild: ", "Luchsweibchen bei der Untersuchung")
    assert is_file("Annexe (PDF ", "Eaux de refroidissement et milieu lacustre")
    assert not is_file("Bild: ", "Wir haben das Bild gekauft.")
    assert not is_file("Das Vorbild: ", "Luchsweibchen bei der Untersuchung")


def test_titles_have_capitals() -> None:
    """Nearly every longer word begins with one."""
    assert is_title_case("The Harbour Lights of Leith")
    assert not is_title_case("The harbour lights of Leith went out")
