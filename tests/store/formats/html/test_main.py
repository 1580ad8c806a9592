"""Where the release is in a page, told by how its words lie."""

from __future__ import annotations

import pytest

from store.formats.html.main import main_text
from store.formats.html.text import render
from store.formats.html.tree import parse

LEAD = "The harbour board said on Monday that the second ferry will sail in May."
MORE = "Fares will stay as they are, the board added, and children under six sail free."


def shown(body: str, *titles: str) -> str:
    """What of a page is taken for the release, as one line, without its headline."""
    main = main_text(parse(f"<body>{body}"), titles)
    return " ".join(render([main.body], None, main.without).text.split())


BOTH = f"{LEAD} {MORE}"
RELEASE = f"<div class=x1><p>{LEAD}</p><p>{MORE}</p></div>"


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (f"<h1>T</h1><p>Standfirst of the release</p>{RELEASE}", f"Standfirst of the release {LEAD} {MORE}"),
        (f"<h1>T</h1><ul><li>one point</ul>{RELEASE}", f"• one point {LEAD} {MORE}"),
        (f"<div>Home</div><h1>T</h1>{RELEASE}", BOTH),
        (f"<h1>T</h1><div><time datetime=2025-01-02>2 Jan</time></div>{RELEASE}", BOTH),
        (f"<h1>T</h1>{RELEASE}<div><p>Press: 555 0101</p></div>", f"{LEAD} {MORE} Press: 555 0101"),
        (f"<h1>T</h1>{RELEASE}<div><a href=/a>Another</a> <a href=/b>And another</a></div>", BOTH),
        (
            f"<h1>T</h1>{RELEASE}<h2>More</h2><div><div><h3><a href=/a>A headline of another</a></h3>"
            f"<p>{LEAD}</p></div><div><h3><a href=/b>A headline of yet one</a></h3><p>{LEAD}</p></div></div>",
            BOTH,
        ),
        (f"<form><input><h1>T</h1>{RELEASE}</form>", BOTH),
        (f"<h1>T</h1><div hidden><p>{MORE}</p></div>{RELEASE}", BOTH),
        (f"<h1>T</h1><div style='display: none'><p>{MORE}</p></div>{RELEASE}", BOTH),
        (f"<article><h1>T</h1>{RELEASE}<footer><p>Notes end.</p></footer></article>",
         f"{LEAD} {MORE} Notes end."),
        (f"<h1>T</h1>{RELEASE}<footer><p>All rights reserved.</p></footer>", BOTH),
        (f"<div class='no-sidebar'><h1>T</h1>{RELEASE}</div>", BOTH),
        (f"<div class=siteNav><p>{LEAD}</p></div><h1>T</h1>{RELEASE}", BOTH),
        (
            f"<p>{LEAD}<p>{MORE}<ul><li><a href=/a.pdf>The plan</a><li><a href=/b.pdf>The map</a></ul>",
            f"{LEAD} {MORE} • The plan • The map",
        ),
        (f"<p>{LEAD}<p>{MORE}<h4>See also</h4><ul><li><a href=/a>One</a><li><a href=/b>Two</a></ul>", BOTH),
        (f"<h2><a href='#a'>First section of it</a></h2><p>{LEAD}"
         f"<h2><a href='#b'>Second section of it</a></h2><p>{MORE}",
         f"First section of it {LEAD} Second section of it {MORE}"),
        ("<h1>T</h1><p>Short.", "Short."),
    ],
)  # fmt: skip
def test_what_is_of_the_release(body: str, kept: str) -> None:
    """Standfirst, points, contacts and notes are; dates, navigation, teasers and what is hidden are not."""
    assert shown(body) == kept


@pytest.mark.parametrize(
    ("body", "titles", "headline"),
    [
        ("<h1>Site</h1><h2>The title</h2>", ["The title"], "The title"),
        (
            "<h1>The Ministry</h1><h2>A long title of it</h2>",
            ["A long title of it | The Ministry"],
            "A long title of it",
        ),
        ("<h1>Only heading</h1>", [], "Only heading"),
        ("<h1>One</h1><h1>Two</h1>", [], None),
        ("<div>Navigation</div><div><span>The title</span></div>", ["The title"], "The title"),
        ("<h1>Newsroom</h1>", ["A title", "A title | Site"], None),
        ("<p>words", ["A title"], None),
    ],
)
def test_the_headline(body: str, titles: list[str], headline: str | None) -> None:
    """What is shown as the page's title; a site's own name is not."""
    found = main_text(parse(f"<body>{body}{RELEASE}"), titles).headline
    assert (found.text() if found else None) == headline


@pytest.mark.parametrize(
    ("body", "published", "byline"),
    [
        (f"<article><h1>T</h1><time datetime=2025-01-02>x</time>{RELEASE}</article>", "2025-01-02", None),
        (f"<article><h1>T</h1>{RELEASE}<time datetime=2025-01-02>x</time></article>", None, None),
        (f"<h1>T</h1>{RELEASE}<div class=related><time datetime=2025-01-02>x</time></div>", None, None),
        (f"<article><h1>T</h1>{RELEASE}<p>By <a rel=author>A B</a></article>", None, "A B"),
        (
            f"<article><h1>T</h1>{RELEASE}<p><i itemprop=datePublished content=2025-01-02>x</i></article>",
            "2025-01-02",
            None,
        ),
    ],
)
def test_time_and_author_beside_the_text(body: str, published: str | None, byline: str | None) -> None:
    """The time above the first words, or marked as such, is when it was published; no other is."""
    main = main_text(parse(f"<body>{body}"), [])
    assert (main.published, main.byline) == (published, byline)
