"""Text and its links, cut, joined and made canonical together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.formats.linked import LinkedText, headed, joined, printed_title
from store.models import Link

WORDS = st.text(alphabet="ab e\ufeff\u0301\u00e9\u1100\u1161\n\r한", max_size=12)


def words_of(linked: LinkedText) -> list[str]:
    """What each link covers."""
    return [linked.text[start:end] for start, end, _ in linked.links]


def test_cutting_keeps_what_links_cover() -> None:
    """A cut takes the white space around off, and each link keeps as much of its words as is left."""
    linked = LinkedText("one  two three", (Link(0, 3, "a"), Link(5, 8, "b"), Link(9, 14, "c")))
    part = linked.cut(3, 11)
    assert part.text == "two th"
    assert words_of(part) == ["two", "th"]


def test_joining_shifts_links() -> None:
    """Each part's links cover the same words in the whole."""
    one = LinkedText("a b", (Link(2, 3, "x"),))
    assert words_of(joined([one, LinkedText("c"), one])) == ["b", "b"]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_links_keep_their_words_in_canonical_text(pieces: list[tuple[str, str]]) -> None:
    """After composition each link lies where its words went, though words before it grew shorter."""
    text, links = "", []
    for before, linked in pieces:
        text += before
        links.append(Link(len(text), len(text) + len(linked), "x"))
        text += linked
    text += "."
    clean = LinkedText(text, tuple(link for link in links if link.start < link.end)).canonical()
    assert clean.text == canonical(text)
    assert all(0 <= link.start < link.end <= len(clean.text) for link in clean.links)
    expected = [(len(canonical(text[: one.start])), len(canonical(text[: one.end]))) for one in links]
    assert [tuple(link[:2]) for link in clean.links] == [pair for pair in expected if pair[0] < pair[1]]


@pytest.mark.parametrize(
    ("title", "body", "printed"),
    [
        ("Ferry opens", "FOR IMMEDIATE RELEASE\n\nFerry Opens!\n\nText", "Ferry Opens!"),
        ("Press release: A second ferry opens", "A second ferry opens\n\nText", "A second ferry opens"),
        ("A second ferry", "A second ferry\nopens in May\n\nText", "A second ferry opens in May"),
        ("Statement", "The minister made a statement on the ferry, which many had waited for.", None),
        ("Template of the press office", "A second ferry opens\n\nText", None),
        ("", "Text", None),
        ("新闻稿：渡轮航线将开通", "渡轮航线将开通\n\n正文", "渡轮航线将开通"),
    ],
)
def test_a_title_is_found_where_the_text_prints_it(title: str, body: str, printed: str | None) -> None:
    """A title is the one printed in the first paragraphs; a word that both have by chance is none."""
    assert printed_title(body, title) == printed


@pytest.mark.parametrize(
    ("headline", "body", "text"),
    [
        ("A title", "b c", "A title\n\nb c"),
        ("A title", "A  TITLE:\n\nb c", "A  TITLE:\n\nb c"),
        ("", "b c", "b c"),
    ],
)
def test_headed(headline: str, body: str, text: str) -> None:
    """A headline is put first where the body does not begin with it; links stay with their words."""
    found = headed(LinkedText(headline), LinkedText(body, (Link(len(body) - 1, len(body), "x"),)))
    assert (found.text, words_of(found)) == (text, ["c"])
    assert headed(LinkedText("A title"), LinkedText("")) == LinkedText("A title")


def test_links_end_with_their_words() -> None:
    """White space at a link's ends is none of it; a link of white space alone is none."""
    linked = LinkedText(" one  two", (Link(0, 5, "a"), Link(4, 6, "b"), Link(6, 9, "c")))
    assert words_of(linked.on_words()) == ["one", "two"]
