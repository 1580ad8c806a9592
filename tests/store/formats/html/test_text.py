"""HTML as the text a reader sees: blocks, lists, tables and links."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.formats.html.text import rendered, target
from tests.drawn import pieced


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>One</h1>Two <b>three</b>\n <i>four</i><p>five<p>six", "One\n\nTwo three four\n\nfive\n\nsix"),
        ("a<br>b<br><br>c<br><br><br>d<br>", "a\nb\n\nc\n\nd"),
        ("a <br> b", "a\nb"),
        ("<p>&nbsp;</p><p>\u3000\u3000東湾</p>", "東湾"),
        ("two&nbsp;yards", "two\u00a0yards"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("<blockquote><p>a</p><p>b</p></blockquote>c", "a\n\nb\n\nc"),
        ("<q>a</q>", "“a”"),
        ("<pre>\n a\n\n  b\n</pre>c", " a\n\n  b\n\nc"),
        ("a <em style='color: red; display: block'>b</em>c", "a\n\nb\n\nc"),
        ("<script>no</script><style>no</style><template>no</template>a<noscript>no</noscript><svg>no", "a"),
        ("<button>no</button><select><option>no</select><textarea>no</textarea>a<!-- no -->", "a"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>e", "a\nb\nc\nd\n\ne"),
        ("&lt;b&gt; [red]x[/red] \x1b[31m", "<b> [red]x[/red] \x1b[31m"),
        ("<img alt='A ferry'><img alt=' '><img>", "[Image: A ferry]"),
        ("<p>a<p>", "a"),
        ("", ""),
    ],
)
def test_blocks(markup: str, text: str) -> None:
    """Blocks are parted by blank lines, white space is a browser's, what is not shown is not there."""
    assert rendered(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("x<ul><li>a<li>b</ul>y", "x\n\n• a\n• b\n\ny"),
        ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
        ("<ol start=7><li>a<li>b</ol>", "7. a\n8. b"),
        ("<ul><li>a<ul><li>b<ol><li>c</ol></ul><li>d</ul>", "• a\n  • b\n    1. c\n• d"),
        ("<ul><li><p>a</p><p>b</p></li><li></li><li>c</ul>", "• a\nb\n• c"),
        ("<li>a", "• a"),
    ],
)
def test_lists(markup: str, text: str) -> None:
    """Items are lines with their mark, indented by depth, as in Markdown."""
    assert rendered(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "a<table><caption>C</caption><tr><th>x<th>y<tr><td>1<td>2</table>b",
            "a\n\nC\n\nx | y\n1 | 2\n\nb",
        ),
        ("<table><tr><td>a<td><td>b<tr><td>c<td><td></table>", "a | b\nc"),
        ("<table><tr><td>a<td>b<tr><td><td>d</table>", "a | b\n | d"),
        ("<table><tr><td>a<br>b<p>c<td>d</table>", "a b c | d"),
        ("<table><tr><td><h1>H</h1><p>a</p><td>side</table>", "H\n\na\n\nside"),
        ("<table><tr><td>a<tr><td>b</table>", "a\n\nb"),
    ],
)
def test_tables(markup: str, text: str) -> None:
    """A table of data is lines of cells, empty columns gone; one that lays out a page is its paragraphs."""
    assert rendered(markup).text == text


@pytest.mark.parametrize(
    ("markup", "links"),
    [
        ("See <a href='http://x/?a=1&amp;b=2'> the plan </a>.", [("the plan", "http://x/?a=1&b=2")]),
        ("<ul><li>a <a href=http://a>b</a></ul>", [("b", "http://a")]),
        ("<table><tr><td>a<td>b <a href=http://a>c<br>d</a></table>", [("c d", "http://a")]),
        ("<a href=http://a><h3>H</h3><p>t</p></a>", [("H", "http://a"), ("t", "http://a")]),
        ("<a href=http://a><img alt=i></a>", [("[Image: i]", "http://a")]),
        ("<a href=http://a></a><a href='#top'>t</a><a name=x>n</a><a href='javascript:x()'>j</a>", []),
        (
            "e&#769; <a href=http://a>e&#769;</a> <a href=http://b>b</a>",
            [("é", "http://a"), ("b", "http://b")],
        ),
        ("<a href='mailto:p@x'>m</a> <a href='JavaScript:x'>n</a>", [("m", "mailto:p@x")]),
    ],
)
def test_links(markup: str, links: list[tuple[str, str]]) -> None:
    """A link's span holds exactly its words, and leads where a reader can go."""
    text, found = rendered(markup)
    assert [(text[link.start : link.end], link.url) for link in found] == links


@pytest.mark.parametrize(
    ("href", "base", "url"),
    [
        ("/a b?ä", "https://x/y/z", "https://x/a%20b?%C3%A4"),
        ("../a", "https://x/y/z", "https://x/a"),
        ("a", None, "a"),
        (" java\nscript:x ", None, None),
        ("data:text/html,x", "https://x", None),
        ("http://[", "https://x", None),
        ("#a", "https://x", None),
        ("https://x/\ud800", None, "https://x/?"),
    ],
)
def test_target(href: str, base: str | None, url: str | None) -> None:
    """Relative links are resolved, what cannot stand in a URL is encoded, scripts lead nowhere."""
    assert target(href, base) == url


SOURCE = (
    "<p>|</p>|<ul>|<li>|</ul>|<a href=http://x>|</a>|<table>|<tr>|<td>|</table>|<br>|<pre>|</pre>|<b>|</b>|<q>|<hr>|"
    "a|b\u0301|\u0301|\ufeff|&#xD800;|&#0;|\u1100|\u1161|\u3000| |\n"
)
PIECES = pieced(SOURCE.split("|"), max_size=40) | st.text()


@given(PIECES)
def test_any_markup_is_canonical_with_links_in_it(markup: str) -> None:
    """Whatever is typed, the text is canonical and links lie in it."""
    text, links = rendered(markup)
    assert canonical(text) == text
    assert "\0" not in text
    assert all(0 <= link.start < link.end <= len(text) for link in links)


@given(PIECES, PIECES)
def test_links_move_right_through_composition(before: str, after: str) -> None:
    """Words in a link stay its words, whatever is composed before and after them."""
    before, after = (re.sub("<(a|pre)[^>]*>|<(?![^<>]*>)", "", piece) for piece in (before, after))
    text, links = rendered(f"{before}<p>{after} <a href=http://y>words</a><p>{after}")
    assert [text[one.start : one.end] for one in links if one.url == "http://y"] == ["words"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>„<q>Yes</q>“ she said. „<q>No.</q>“", "„Yes“ she said. „No.“"),
        ("<p>« <q>Oui</q> »", "« Oui »"),
        ("<p><q>“Yes”</q>", "“Yes”"),
        ("<p>It is <q>so</q>", "It is “so”"),
    ],
)
def test_quotation_marks_are_printed_once(markup: str, text: str) -> None:
    """Where the text prints its own marks, the element adds none."""
    assert rendered(markup).text == text
