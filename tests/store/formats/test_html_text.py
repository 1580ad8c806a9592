"""The text of an HTML fragment: its blocks, lists, tables and links, and nothing that it hides."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.html_text import html_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<h1>One</h1><p>two\n three</p>four", "One\n\ntwo three\n\nfour"),
        ("<p>a<br>b<br><br>c</p>", "a\nb\n\nc"),
        ("<div><div>a</div><div>b <b>c</b>d</div></div>", "a\n\nb cd"),
        ("<ul><li>a<li><p>b</p></ul><ol start=3><li>c<li>d</ol>e", "• a\n• b\n\n3. c\n4. d\n\ne"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "• a\n  • b\n• c"),
        ("<table><tr><th>a<th>b<tr><td>1<td><p>2</p></table>c", "a | b\n1 | 2\n\nc"),
        ("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>", "a\n\nb\n\nc\n\nd"),
        ("<table><tr><td><table><tr><td>a<td>b<tr><td>1<td>2</table></table>", "a | b\n1 | 2"),
        ("<table><tr><td>logo<td>headline</table>", "logo\n\nheadline"),
        ('a<p style="display: none">b</p><p hidden>c</p><script>d</script><style>e</style>', "a"),
        ('<img src=x alt="A  ferry"><img alt=""><img width=1 alt=pixel>', "[Image: A ferry]"),
        ("<pre>a\n  b</pre>c", "a\n  b\n\nc"),
        ("a<hr>b", "a\n\n---\n\nb"),
        ("&lt;b&gt; &amp; [red]&#27;[31m", "<b> & [red]\x1b[31m"),
        ("<p>«&nbsp;a&nbsp;»\n b</p><p>&nbsp;</p>c", "«\u00a0a\u00a0» b\n\nc"),
        ("", ""),
    ],
)
def test_blocks(source: str, text: str) -> None:
    """Blocks are parted by blank lines, items have their marks, cells of data their bars."""
    assert html_text(source).text == text


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ('a <a href="http://x/ y">b <i>c</i></a>.', [("b c", "http://x/y")]),
        ("<a href=mailto:a@b>m</a>", [("m", "mailto:a@b")]),
        ("<a href=#top>t</a><a href='javascript:x'>j</a><a name=n>n</a><a href=http://x></a>", []),
        ("<p>e&#769;<a href=http://x>e&#769;</a></p>", [("é", "http://x")]),
        ("<ul><li><a href=http://x>a</a></ul>", [("a", "http://x")]),
    ],
)
def test_links(source: str, links: list[tuple[str, str]]) -> None:
    """A link's span holds exactly its words; what leads nowhere on the web is none."""
    found = html_text(source)
    assert [(found.text[start:end], url) for start, end, url in found.links] == links


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li", "b", "blockquote"])
def test_bottomless_nesting_is_refused(tag: str) -> None:
    """A page nested without end is refused at once: its parser would take time by the square."""
    with pytest.raises(RefusedError, match="nested"):
        html_text(f"<{tag}>" * 100_000 + "a")


PIECES = (
    "<p> </p> <div> <ul> <ol> <li> </ul> <table> <tr> <td> </table> <a&href='http://x'> </a> <br>"
    " <pre> </pre> <img&alt='e&#769;'> <hr> a e&#769; &#13; &#0; <b <!-- --> <svg> <title> <td&hidden>"
)
TAGS = st.lists(st.sampled_from([re.sub(r"^(<\w+)&", r"\1 ", piece) for piece in PIECES.split()]))


@given(st.one_of(st.text(), TAGS.map("".join)))
def test_any_text_is_read(source: str) -> None:
    """Whatever the source, its text is canonical and each link covers some of it."""
    found = html_text(source)
    assert canonical(found.text) == found.text
    assert all(0 <= link.start < link.end <= len(found.text) for link in found.links)
