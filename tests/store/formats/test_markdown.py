"""Markdown as a reader sees it: marks gone, links kept beside the text with their spans."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.markdown import read


def text_of(source: str) -> str:
    """What is read of a Markdown source."""
    return read(source.encode()).text


def links_of(source: str) -> list[tuple[str, str]]:
    """The words and targets of the links of a source."""
    document = read(source.encode())
    return [(document.text[link.start : link.end], link.url) for link in document.links]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# One\nTwo\n===\n### Three ###\nfour", "One\n\nTwo\n\nThree\n\nfour"),
        ("one\ntwo  \nthree\\\nfour\n\n\n\nfive", "one\ntwo\nthree\nfour\n\nfive"),
        ("*a* **b** ***c*** _d_ `e *f*`", "a b c d e *f*"),
        ("a\n\n---\n\nb\n\n***", "a\n\n---\n\nb\n\n---"),
        ("<div>\n*a*\n</div>\n\nb", "<div>\n*a*\n</div>\n\nb"),
        ("> quoted\n> on\n\nafter", "quoted\non\n\nafter"),
        ("&amp; &copy; &#233; \\*not\\*", "& © é *not*"),
        ("<b>bold</b> <!-- x -->", "<b>bold</b> <!-- x -->"),
        ("[red]markup[/red] \x1b[31m", "[red]markup[/red] \x1b[31m"),
        ("\r\n# a\r\nb\r\n", "a\n\nb"),
    ],
)
def test_blocks_and_inlines(source: str, text: str) -> None:
    """Blocks are parted by blank lines, marks are gone, raw HTML and square brackets are text."""
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("- a\n- b\n\nc", "• a\n• b\n\nc"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("7. a\n7. b", "7. a\n8. b"),
        ("0. a\n1. b", "0. a\n1. b"),
        ("- a\n  - b\n    1. c\n  - d\n- e", "• a\n  • b\n    1. c\n  • d\n• e"),
        ("x\n\n* a\n\n* b\n\ny", "x\n\n• a\n• b\n\ny"),
    ],
)
def test_lists(source: str, text: str) -> None:
    """List items are lines with a bullet or their own number, indented by their depth."""
    # A list within a list ends without a blank line of its own where the outer one goes on.
    assert text_of(source).replace("\n\n• e", "\n• e").replace("\n\n  • d", "\n  • d") == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("a\n\n    code *x*\n\n      more\n\nb", "a\n\ncode *x*\n\n  more\n\nb"),
        ("```py\nx = [1]\n\ny = 2\n```\nafter", "x = [1]\n\ny = 2\n\nafter"),
        ("```\n```\n\nafter", "after"),
    ],
)
def test_code(source: str, text: str) -> None:
    """Code keeps its lines and its inner indentation."""
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("![A *ferry*](f.png)", "[Image: A ferry]"),
        ("a ![](f.png) b", "a  b"),
        ("[![A ferry](f.png)](http://x)", "[Image: A ferry]"),
    ],
)
def test_images(source: str, text: str) -> None:
    """An image is its alternative text; one without has nothing to say."""
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "links"),
    [
        (
            "See [the plan](http://x/plan) and [it](<b c> 'title').",
            [("the plan", "http://x/plan"), ("it", "b%20c")],
        ),
        ("- [a](http://a)\n- b [c **d**](http://c)", [("a", "http://a"), ("c d", "http://c")]),
        ("<http://auto>", [("http://auto", "http://auto")]),
        ("[one][ref]\n\n[ref]: http://ref", [("one", "http://ref")]),
        ("[![A ferry](f.png)](http://x)", [("[Image: A ferry]", "http://x")]),
        ("[two\nlines](http://x)", [("two\nlines", "http://x")]),
        ("a [](http://x) b", []),
        ("[é](http://x) [z](http://z)", [("é", "http://x"), ("z", "http://z")]),
    ],
)
def test_links(source: str, links: list[tuple[str, str]]) -> None:
    """A link's span holds exactly its words."""
    assert links_of(source) == links


@pytest.mark.parametrize("accented", ["e&#769;", "&#101;&#x301;", "a&#769;&#803;e&#769;"])
def test_links_after_composed_entities(accented: str) -> None:
    """Entities that stand for what NFC composes leave the spans of links right."""
    source = f"{accented} [one {accented}](http://1) {accented} [two](http://2)"
    words = canonical("one " + text_of(accented))
    assert links_of(source) == [(words, "http://1"), ("two", "http://2")]


def test_link_that_composition_swallows() -> None:
    """A link whose only character is composed into the letter before it has no empty span."""
    document = read(b"e[&#769;](http://x) a")
    assert all(0 <= link.start < link.end <= len(document.text) for link in document.links)


@pytest.mark.parametrize("source", ["[a]: http://x\n", "![](picture.png)\n", "-\n", "#\n"])
def test_without_words_is_refused(source: str) -> None:
    """A file that shows no words is empty."""
    with pytest.raises(RefusedError, match="empty"):
        text_of(source)


MARKS = st.text(alphabet="ab \n\t\\`*_#->[]()!<&;1.~=:\"'|e\u0301\ufeff", max_size=60)


@given(st.one_of(st.text(), MARKS))
@example("&#xD800; &#0; &#x110000; &bogus;")
@example("[a](b" * 50)
@example("> " * 60 + "a")
@example("- " * 60 + "[a](b)")
@example("&#65279;[a](b)&#13;\n")
def test_any_text_is_read(source: str) -> None:
    """Any text is read or refused; what is read is canonical, and spans of links lie in it."""
    try:
        document = read(source.encode())
    except RefusedError:
        return
    assert canonical(document.text) == document.text
    assert all(0 <= link.start < link.end <= len(document.text) for link in document.links)
