"""XHTML and NITF as blocks: what a browser would show, links on their words."""

from __future__ import annotations

import pytest
from hypothesis import example, given

from store.canonical import canonical
from store.formats.agency.markup import blocks_of, line_of
from store.formats.agency.safe_xml import parse
from store.formats.block_texts import joined
from tests.drawn import listed


def text_of(source: str) -> str:
    """What is read of well-formed markup."""
    return joined(blocks_of(parse(f"<div>{source}</div>".encode())))[0]


def links_of(source: str) -> list[tuple[str, str]]:
    """The words and targets of its links."""
    text, links = joined(blocks_of(parse(f"<div>{source}</div>".encode())))
    return [(text[one.start : one.end], one.url) for one in links]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one\n  two</p>three<p> four </p>", "one two\n\nthree\n\nfour"),
        ("a <b>b</b> <i> c</i>d", "a b cd"),
        ("a <br/> b<br/><br/>c", "a\nb\n\nc"),
        ("<p>a</p><hr/><p>b</p>", "a\n\n---\n\nb"),
        ("<ul><li>a</li><li><p>b</p><p>c</p></li></ul><p>d</p>", "• a\n• b\n  c\n\nd"),
        ("<ol start='3'><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ol>", "3. a\n4. b\n  • c\n5. d"),
        ("<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>e", "a\n  b\nc\n  d\n\ne"),
        ("<pre>\na  b\n  c\n</pre>", "a  b\n  c"),
        ("<p><img alt='A  cat'/><img/></p>", "[Image: A cat]"),
        ("said <q>yes</q> and <q>“no”</q>", "said “yes” and “no”"),
        ("<script>x</script><style>y</style><head><title>z</title></head>a", "a"),
        ("<p>&#160;</p><p/><p>a&#160;b</p>", "a\xa0b"),
        ("<table><caption>t</caption><thead><tr><th>a</th><th> b </th></tr></thead><tr><td/><td> </td></tr>"
         "<tr><td><p>c</p><p>d</p></td><td>e<br/>f</td></tr></table>g", "t\na | b\nc d | e f\n\ng"),
        ("<table><tr><td>a<table><tr><td>b</td><td>c</td></tr></table></td></tr></table>", "ab | c"),
        ("<media media-type='video'><media-caption>a</media-caption></media>", "[Video: a]"),
        ("<media media-type='audio'><media-caption>a</media-caption></media>", "a"),
        ("<media><media-reference alternate-text='a'/><media-object>QQ</media-object></media>", "[Image: a]"),
        ("<bq><block><p>a</p></block><credit>b</credit></bq>", "a\n\nb"),
        ("2<frac><frac-num>1</frac-num><frac-den>4</frac-den></frac>", "2 1/4"),
        ("[b]a[/b] &lt;i&gt;", "[b]a[/b] <i>"),
    ],
)  # fmt: skip
def test_blocks(source: str, text: str) -> None:
    """Blocks are parted by blank lines, white space is one blank, what is not shown is not read."""
    assert text_of(source) == text


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("a <a href=' http://x '> b c </a> d", [("b c", "http://x")]),
        ("<p>x</p><ul><li><a href='https://y'>b</a> <a href='mailto:a@b'>c</a></li></ul>",
         [("b", "https://y"), ("c", "mailto:a@b")]),
        ("<a href='javascript:x'>a</a><a href='/here'>b</a><a>c</a><a href='http://x'> </a>", []),
        ("<table><tr><td>a</td><td><a href='http://x'>b</a></td></tr></table>", [("b", "http://x")]),
        ("e&#769; e&#769;<a href='http://x'>e&#769;</a> e&#769; <a href='http://y'>z</a>",
         [("é", "http://x"), ("z", "http://y")]),
    ],
)  # fmt: skip
def test_links(source: str, links: list[tuple[str, str]]) -> None:
    """A link's span holds exactly its words; what cannot be opened is no link."""
    assert links_of(source) == links


def test_line() -> None:
    """An element's words as one line, without the elements that hold none."""
    assert line_of(parse(b"<a><p>b</p>\n<p>c <i>d</i></p></a>")) == "b c d"
    assert line_of(parse(b"<a> <b/> </a>")) is None
    assert line_of(None) is None


NAMES = (
    "p",
    "ul",
    "li",
    "ol",
    "table",
    "tr",
    "td",
    "a",
    "br",
    "pre",
    "q",
    "dl",
    "dt",
    "dd",
    "hr",
    "b",
    "media",
)
WORDS = [" ", "a", "é", "e\u0301", "\u0301", "\ufeff", "&#13;", "\n", "\u00a0", ".", "|"]
#: Elements begin, and None ends the last that is open, so that they lie in each other in any way.
PIECES = [*WORDS, *WORDS, *(f"<{name} href='http://x'>" for name in NAMES), *[None] * len(NAMES)]


def well_formed(pieces: list[str | None]) -> str:
    """The pieces, each element ended where it must at the latest."""
    made: list[str] = []
    opened: list[str] = []
    for piece in [*pieces, *[None] * len(pieces)]:
        if piece is None:
            made.append(f"</{opened.pop()}>" if opened else "")
        else:
            made.append(piece)
            opened += [piece[1:].partition(" ")[0]] if piece[0] == "<" else []
    return "".join(made)


@given(listed(PIECES, max_size=60).map(well_formed))
@example("<a href='http://x'>\u0301</a>")
@example("<pre>\r\n\ra</pre>")
@example("\u00a0\ufeff\na")
def test_any_markup_is_canonical(source: str) -> None:
    """Whatever is read is canonical, without blank lines at its ends, and its links lie in it on words."""
    text, links = joined(blocks_of(parse(f"<div>{source}</div>".encode())))
    assert canonical(text) == text
    assert text == text.rstrip(" \n").lstrip("\n")
    assert all(0 <= one.start < one.end <= len(text) for one in links)
