"""Where the release is in a page, told by how its words lie."""

from __future__ import annotations

import pytest

from store.formats.html.main import main_text
from store.formats.html.text import render
from store.formats.html.tree import parse

LEAD = "The harbour board said on Monday that the second ferry will sail in May."
MORE = "Fares will stay as they are, the board added, and children under six sail free."

SAID = "“The boats are full each day,” says Ana Poe."


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
        (
            f"<h1>T</h1>{RELEASE}<div><button class=accordion-button aria-expanded=false>Fares</button>"
            "<div class='accordion-body collapse' hidden><p>They will stay as they are.</p></div></div>",
            f"{LEAD} {MORE} Fares They will stay as they are.",
        ),
        (
            f"<h1>T</h1>{RELEASE}<div role=tabpanel hidden><p>Boats sail at nine each day.</p></div>",
            f"{LEAD} {MORE} Boats sail at nine each day.",
        ),
        (f"<h1>T</h1>{RELEASE}<div class='collapse navbar' hidden><p>Find your way here.</p></div>", BOTH),
        (
            f"<article><h1>T</h1>{RELEASE}<aside><p>{SAID}</p></aside></article>",
            f"{LEAD} {MORE} {SAID}",
        ),
        (f"<article><h1>T</h1>{RELEASE}<aside><p>{MORE.lower()}</p></aside></article>", BOTH),
        (f"<article><h1>T</h1>{RELEASE}<aside><p>Offers of the week. <a href=/a>Go</a></p></aside>", BOTH),
        (
            f"<h1>T</h1><p>{LEAD}</p><svg><text>40 boats</text><g><foreignObject><p>{MORE}</p></g></svg>",
            BOTH,
        ),
        (f"<h1>T</h1><div hidden><p>{MORE}</p></div>{RELEASE}", BOTH),
        (f"<h1>T</h1><div style='display: none'><p>{MORE}</p></div>{RELEASE}", BOTH),
        (f"<article><h1>T</h1>{RELEASE}<footer><p>Notes end.</p></footer></article>",
         f"{LEAD} {MORE} Notes end."),
        (
            f"<main><h1>T</h1>{RELEASE}<blockquote><p>“It holds.”</p>"
            "<footer>Ana Ruiz, Mayor</footer></blockquote></main>",
            f"{LEAD} {MORE} “It holds.” Ana Ruiz, Mayor",
        ),
        (f"<p class=crumbs><a href=/>Home</a> / <a href=/n>News</a> / Port</p><h1>T</h1>{RELEASE}", BOTH),
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


LONG = f"<p>{LEAD} {MORE} {LEAD}</p><p>{MORE} {LEAD} {MORE}</p>"


def test_a_headline_that_is_a_sentence_is_not_the_text_below_the_time() -> None:
    """However long it is."""
    head = "The harbour board of the town reopens the old fish quay after nine months of works on it"
    page = f"<title>{head}</title><main><h1>{head}</h1><time datetime=2025-01-02>x</time>{LONG}</main>"
    assert main_text(parse(page), [head]).published == "2025-01-02"


def test_a_linked_heading_in_the_text_makes_no_card_of_it() -> None:
    """What announces another release is short; most of a page's prose does not."""
    content = f"<div class=content>{LONG}<h3><a href=/q>How the quay was repaired</a></h3><p>{MORE}</p></div>"
    teaser = "<div class=more><h3><a href=/t>Tram line to the airport opens</a></h3></div>"
    text = shown(f"<div class=hero><h1>T</h1><p>Short.</p></div>{content}{teaser}")
    assert text.startswith(f"Short. {LEAD}")
    assert "How the quay was repaired" in text
    assert "Tram line" not in text


@pytest.mark.parametrize(
    "name",
    [
        "no-sidebar",
        "content-with-sidebar",
        "newsletter__content",
        "share-page",
        "related-page",
        "cookie-consent-page",
        "tags-page",
    ],
)
def test_long_text_outweighs_a_name(name: str) -> None:
    """A word of a class or id does not take the text of a page beside its headline."""
    assert LEAD in shown(f"<div class=hero><h1>T</h1><p>{MORE}</p></div><div class={name}>{LONG}</div>")


@pytest.mark.parametrize(
    "part",
    [
        "<section id=related-party-transactions><h2>Related party transactions</h2><p>None.</p></section>",
        "<h2 id=sharing-the-proceeds>Sharing the proceeds</h2><p>Half.</p>",
        "<p id=newsletter-2026>Half of it is spent.</p>",
        f"<p>The lift of <span class=menu-item>x</span> and <b class=share>y</b>, {MORE}</p>",
    ],
)
def test_a_text_is_not_called_by_its_own_words(part: str) -> None:
    """A heading's slug, or the class of a word amid others, does not say what surrounds a release."""
    words = " ".join(render([parse(part)], None).text.split())
    assert words in shown(f"<h1>T</h1><p>{LEAD}{part}<p>{MORE}")


def test_links_amid_the_text_are_of_it() -> None:
    """A line that is mostly a link stays between two paragraphs; a list of headlines after them does not."""
    line = "<div>Watch at <a href=/v>the long page of moving pictures</a></div>"
    lists = "<p>Read more:</p><p><a href=/a>A headline of another</a></p><p><a href=/b>And one more</a></p>"
    text = shown(f"<h1>T</h1><div><div>{LONG}</div>{line}<div>{MORE}</div></div>{lists}")
    assert "Watch at the long page of moving pictures" in text
    assert text.endswith(MORE)


def test_the_longer_of_two_readings_is_taken() -> None:
    """Where names and tags leave next to nothing, they are wrong."""
    footer = f"<footer><div>{LONG * 4}</div></footer>"
    assert LEAD in shown(f"<h1>T</h1><div><p>{MORE}</p></div>{footer}")
    assert LEAD not in shown(f"<h1>T</h1><div><p>{MORE * 3}</p></div><footer><div>{LONG}</div></footer>")


def test_contacts_beside_the_text_follow_it() -> None:
    """A press contact in a sidebar is of the release; a list of links there and a shop's address are not."""
    contact = (
        "<div id=pressemitteilung_sidebar><h3>Pressekontakt</h3><p>Max Muster, Tel. 030 5550101</p></div>"
    )
    shop = "<aside><h3>Our shop</h3><p>Open all day: 030 5550102</p></aside>"
    main = main_text(parse(f"<body><div><h1>T</h1>{RELEASE}</div>{contact}{shop}"), [])
    assert [one.attributes.get("id") for one in main.beside] == ["pressemitteilung_sidebar"]


@pytest.mark.parametrize(
    "notice",
    [
        "<div class=post-meta>Posted by A B</div>",
        "<div class=author-box><p>A B writes of ships.</p></div>",
        "<p>© 2026 Harbour Board</p>",
        "<h3>More of it</h3>",
        "<div class=btn-row><a href=/x>Subscribe</a></div>",
        "<div class=photo-gallery><p>The quay by night, all its lamps lit for the first time.</p></div>",
    ],
)
def test_what_tells_of_the_text_is_left(notice: str) -> None:
    """When and by whom it was put there, who has the rights, a heading of nothing: none is in the release."""
    assert shown(f"<h1>T</h1>{RELEASE}{notice}") == BOTH


@pytest.mark.parametrize(
    ("above", "published"),
    [
        ("<p>Updated: <time datetime=2026-03-04>4 March</time></p>", None),
        ("<p>Geändert am <time datetime=2026-03-04>4. März</time></p>", None),
        ("<p><time itemprop=dateModified datetime=2026-03-04>4 March</time></p>", None),
        (
            "<p>Posted <abbr class=published title=2026-01-02T10:00:00Z>2 Jan</abbr></p>",
            "2026-01-02T10:00:00+00:00",
        ),
        ("<p><abbr title='World Health Organization'>WHO</abbr></p>", None),
        ("<header><time datetime=2026-01-02>2 Jan</time></header>", "2026-01-02"),
        ("<p><time datetime=2026-1-2>2 Jan</time></p>", "2026-01-02"),
    ],
)
def test_times_above_the_text(above: str, published: str | None) -> None:
    """An abbreviation may be a date; when the text was changed is not when it was published."""
    assert main_text(parse(f"<body><h1>T</h1>{above}{RELEASE}"), []).published == published


@pytest.mark.parametrize(
    ("body", "headline"),
    [
        ("<h1>Medienmitteilungen</h1><h2>Quay reopens in May</h2>", "Quay reopens in May"),
        ("<h1>UPDATE</h1><h2>Quay reopens in May</h2>", "Quay reopens in May"),
        ("<h1>Dear editors,</h1>", None),
        ("<h1>Results</h1>", "Results"),
    ],
)
def test_a_kicker_or_a_greeting_is_no_headline(body: str, headline: str | None) -> None:
    """One word over another heading says what kind of text it is; a greeting has its comma."""
    found = main_text(parse(f"<body>{body}{RELEASE}"), []).headline
    assert (found.text() if found else None) == headline


@pytest.mark.parametrize(
    "line",
    [
        "<p>The new quay. Photo: Ann Poe</p>",
        "<p>Bild: www.hafen.example</p>",
        "<p>Zum Newsletter anmelden</p>",
        "<div>Teilen:</div>",
        "<p>Impressum | Datenschutz | Kontakt</p>",
        "<div><div><p>Mehr zum Thema:</p></div></div><nav><a href=/a>Another</a></nav>",
        "<p>The board meets. <b><a href=/a>[read more]</a></b></p>",
        "<p>The board meets. <b>[<a href=/a>mehr …</a>]</b></p>",
        "<div>Show more</div>",
        "<div><a href=/a>Voir cette publication sur Instagram</a></div>",
        "<p>Was this page helpful?</p>",
        "<p>この記事をシェア</p>",
        "<div><h3>Related — 有關</h3>"
        + "".join(
            f"<div><h4><a href=/{n}>A boat built in Gdansk</a></h4><p>{MORE[:45]}.</p></div>" for n in "ab"
        )
        + "</div>",
    ],
)
def test_lines_that_are_never_of_the_text_are_left_out(line: str) -> None:
    """Credits, what asks to subscribe or share, a site's terms, what leads to what was left out."""
    told = "The board meets. " if "meets" in line else ""
    page = f"<h1>T</h1><div><p>{LEAD}</p>{line}<p>{MORE}</p></div>"
    assert shown(page) == f"{LEAD} {told}{MORE}"


@pytest.mark.parametrize(
    "line",
    [
        "<p>Photo: it shows the old quay. The board will sell it.</p>",
        "<h3>Teilen statt besitzen</h3>",
        "<p>Follow us: news@quay.example</p>",
        "<p>Cookies, privacy and terms</p>",
        "<p>Weitere Informationen:</p><p>The map hangs in the hall.</p>",
        "<h3>What is next</h3><div class=ad></div>",
    ],
)
def test_lines_that_only_begin_so_are_kept(line: str) -> None:
    """Headings, addresses and labels of text are kept, also before an empty box."""
    page = f"<h1>T</h1><div><p>{LEAD}</p>{line}<p>{MORE}</p></div>"
    words = " ".join(parse(line).text().replace("</p>", " ").split())
    assert words.replace(" ", "") in shown(page).replace(" ", "")


@pytest.mark.parametrize(
    "around",
    [
        "<div><span>Press release</span><span>3 May 2026</span></div><h1>T</h1>",
        "<h1>T</h1><p>03.05.2026</p>",
        "<h1>T</h1><ul><li><a href=/a>4 May 2026</a></ul><p>Nr. 7</p><p>3. Mai 2026</p>",
    ],
)
def test_a_date_line_around_the_headline(around: str) -> None:
    """It says when, if it says no more and leads nowhere."""
    assert main_text(parse(f"<body>{around}{RELEASE}"), ["T"]).published == "2026-05-03"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ("<section><h3>Ihre Ansprechpartnerin für Pressefragen</h3><p>Ann Poe 030 555 0101</section>", "Poe"),
        (f"<h2>About the board</h2><p></p><p>{MORE}</p><div>Home</div><p>{LEAD}</p>", MORE),
    ],
)
def test_contacts_and_who_issued_it_beside_the_body(after: str, told: str) -> None:
    """Both may stand after the element that has the headline and the text."""
    main = main_text(parse(f"<body><div><div><h1>T</h1>{3 * RELEASE}</div>{after}</div>"), ["T"])
    assert told in render(main.beside).text
    assert LEAD not in render(main.beside).text


def test_of_what_is_beside_the_text_the_contact_alone_is_kept() -> None:
    """Not what asks to subscribe in the same column."""
    card = "<div><h4>Press contact</h4><p>Ann Poe</p><p>555 0101 22</p></div>"
    column = f"<aside>{card}<div><h4>Newsletter</h4><p>We write to you each week.</p></div></aside>"
    main = main_text(parse(f"<body><div><h1>T</h1>{3 * RELEASE}</div>{column}"), ["T"])
    assert render(main.beside).text.split() == ["Press", "contact", "Ann", "Poe", "555", "0101", "22"]


def test_business_cards_after_the_text_are_kept() -> None:
    """Boxes without a paragraph, told by their address."""
    card = "<div><div>Ann Poe</div><div>a.poe@quay.example</div></div>"
    assert shown(f"<h1>T</h1>{RELEASE}{card}") == f"{BOTH} Ann Poe a.poe@quay.example"


@pytest.mark.parametrize(
    "box",
    [
        "<div><h2>Ferries</h2><p>All about boats.</p><a href=/a>Read on</a></div>"
        "<div><h2>Piers</h2><p>All about piers.</p><a href=/b>Read on</a></div>",
        "<div><h4>Keep reading</h4><div>Another word on <a href=/a>ferries</a></div></div>",
        "<div class=news-letter><span>Boats and more, once in a week</span></div>",
        "<p><a href=/a>What the board said in June »</a></p>",
    ],
)
def test_what_announces_other_texts_is_left(box: str) -> None:
    """Boxes with the same call at their ends, under “read more”, called so in two words, behind an arrow."""
    assert shown(f"<h1>T</h1><div><p>{LEAD}</p>{box}<p>{MORE}</p></div>") == BOTH


def test_a_download_or_an_address_behind_an_arrow_is_kept() -> None:
    """They are of the release, and so are boxes that lead to one place."""
    lines = "<p><a href=/a.pdf>» The plan</a></p><p><a href=/b>» www.quay.example</a></p>"
    assert shown(f"<h1>T</h1><p>{LEAD}</p>{lines}<p>{MORE}") == f"{LEAD} » The plan » www.quay.example {MORE}"


def test_the_caption_above_the_first_words_is_left() -> None:
    """A picture's caption amid the text is of it, and so is what is only set in small type."""
    caption, small = (
        "<figcaption>The boat at its pier, in May.</figcaption>",
        f"<h2 class=caption>{MORE}</h2>",
    )
    lead = f"<h1>T</h1><div>{small}<figure>{caption}</figure><p>{LEAD}</p><figure>{caption}</figure>"
    assert shown(f"{lead}<p>{LEAD}</div>", "T") == f"{MORE} {LEAD} The boat at its pier, in May. {LEAD}"


@pytest.mark.parametrize("name", ["comments-wrapper", "js-lightbox-gallery", "player"])
@pytest.mark.parametrize("inner", ["<p>{}</p>", "<div><div>{}</div></div>", "<p>{} <a href=/a>More</a></p>"])
def test_text_outweighs_the_name_of_what_is_long_and_no_release(name: str, inner: str) -> None:
    """A body beside a hero, whatever it is called; comments have a box each, with who wrote them."""
    hero = "<div class=hero><h1>T</h1><p>The board confirms date and fares for its new boat.</p></div>"
    told = [LEAD, MORE, f"{LEAD[:-1]}, or June.", f"{MORE[:-1]}, or seven."]
    page = f"{hero}<div class={name}>{''.join(inner.format(one) for one in told)}</div>"
    assert all(one in shown(page) for one in told)
    comments = "".join(f"<div><a href=/ann>Ann</a><p>{one}</p></div>" for one in told)
    assert "Ann" not in shown(f"<h1>T</h1>{RELEASE}<div class={name}>{comments}</div>")


def test_a_text_in_several_boxes_is_whole() -> None:
    """Where one of them has the headline and most of the text, the others follow."""
    more = "".join(f"<p>{n} {MORE}</p>" for n in range(3))
    page = f"<div><div><h1>T</h1>{more}{more}</div><div>{more}</div></div>"
    assert shown(page).count(MORE) == 9


def test_no_headline_is_looked_for_in_menus() -> None:
    """The path to a page ends with its title."""
    page = f"<ol id=nav-breadcrumbs><li>Second ferry</li></ol><h1>News: Second ferry</h1>{RELEASE}"
    headline = main_text(parse(f"<body>{page}"), ["Second ferry"]).headline
    assert headline is None or headline.tag != "li"


def test_a_link_that_is_never_closed_is_none() -> None:
    """All that follows would be in it."""
    assert shown(f"<h1>T</h1><a href=/a><div>{9 * RELEASE}").count(LEAD) == 9
    hero = f"<div class=hero><h1>T</h1><p>{MORE}</p></div>"
    more = "<div><h3><a href=/t>How the quay was repaired in spring</a></h3></div>"
    assert shown(f"{hero}<a href=/a><div><p>{LEAD}</p><p>{LEAD}</p><p>{LEAD}</p>{more}").count(LEAD) == 3


def test_paragraphs_that_are_links_are_the_text_where_there_is_no_other() -> None:
    """Beside a text they lead to others; where some of it remains, it is told that they were left out."""
    links = "".join(f"<a href=/{n}><p>{LEAD}</p></a>" for n in range(9))
    assert shown(f"<h1>T</h1><p>Short.</p><div>{links}</div>").count(LEAD) == 9
    main = main_text(parse(f"<body><h1>T</h1><p>{MORE}</p><div>{links}</div>"), ["T"])
    assert main.left_out


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (f"<aside><h2>Of boats</h2>{9 * RELEASE}</aside>", "headed “Of boats”"),
        (f"<button>{9 * RELEASE}</button>", "beginning “The harbour board said on Monday that the…”"),
        (f"<div hidden>{9 * RELEASE}</div>", "beginning “The harbour board said on Monday that the…”"),
        (f"<nav>{12 * RELEASE}</nav>", "beginning “The harbour board said on Monday that the…”"),
    ],
)
def test_a_sizeable_part_left_out_is_told(part: str, told: str) -> None:
    """With its heading or first words; smaller ones, menus and comments as pages have them are not."""
    main = main_text(parse(f"<body><h1>T</h1>{2 * RELEASE}{part}"), ["T"])
    assert main.left_out
    assert told in main.left_out
    small = f"<aside>{RELEASE}</aside><nav>{2 * RELEASE}</nav>"
    assert main_text(parse(f"<body><h1>T</h1>{8 * RELEASE}{small}"), ["T"]).left_out is None


def test_the_way_from_the_front_page_is_left_out() -> None:
    """Whatever its element is called; a line of links to write to is kept."""
    trail = "<p class=ariane><a href=/>Home</a> / <a href=/press>Press</a> / Releases</p>"
    assert shown(f"<main>{trail}<h1>T</h1>{LONG}</main>") == shown(f"<main><h1>T</h1>{LONG}</main>")
    assert shown(f"<main><h1>T</h1>{trail}{LONG}</main>") == shown(f"<main><h1>T</h1>{LONG}</main>")
    contact = "<p><a href=mailto:a@b.example>Ida Holm</a> / a@b.example</p>"
    assert "a@b.example" in shown(f"<main><h1>T</h1>{LONG}{contact}</main>")
