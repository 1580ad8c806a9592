"""HTML pages: the release without the page around it, in any encoding, whatever is done to the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import reader_for
from store.formats.html.html import page_text, read, recognises
from store.formats.notices import noticing
from tests.store.formats.damage import read_or_refused

PAGES = Path(__file__).parents[1] / "fixtures" / "html"
EXPECTED: dict[str, dict[str, Any]] = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))


def page(name: str) -> bytes:
    """A page made after the manner of one kind of site."""
    return (PAGES / name).read_bytes()


def flat(text: str) -> str:
    """The text as one line."""
    return " ".join(text.split())


@pytest.mark.parametrize("name", EXPECTED)
def test_the_whole_release_is_kept_in_order(name: str) -> None:
    """Headline, standfirst, lists, tables, quotations and contacts are there, in order."""
    text = flat(read(page(name)).text)
    place = 0
    for words in EXPECTED[name]["kept"]:
        assert words in text[place:]
        place = text.index(words, place)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_page_around_it_is_left(name: str) -> None:
    """Navigation, cookie banners, related releases, comments, scripts and styles are not."""
    text = flat(read(page(name)).text)
    assert [words for words in EXPECTED[name]["left"] if words in text] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_metadata_is_what_the_page_says(name: str) -> None:
    """Title, time, language, site, author and address are read; what is not said is None."""
    expected, metadata = EXPECTED[name], read(page(name)).metadata
    for field in ("title", "published", "language", "publisher", "byline", "url"):
        assert getattr(metadata, field) == expected.get(field), field


@pytest.mark.parametrize("name", EXPECTED)
def test_links_hold_their_words(name: str) -> None:
    """The links of the release, and no others, with their words and where they lead."""
    document = read(page(name))
    found = [[document.text[link.start : link.end], link.url] for link in document.links]
    assert found == EXPECTED[name]["links"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_headline_comes_first_and_once(name: str) -> None:
    """The text begins with the title, which does not come again as a paragraph."""
    document = read(page(name))
    title = document.metadata.title
    paragraphs = [flat(one) for one in document.text.split("\n\n")]
    if title:
        assert paragraphs[0] == title
        assert title not in paragraphs[1:]


@pytest.mark.parametrize("name", EXPECTED)
def test_pages_are_recognised(name: str) -> None:
    """A page is told by its content, whatever its name."""
    reader = reader_for("download.txt", page(name))
    assert reader is not None
    assert reader.name == "html"


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"<!DOCTYPE html><p>a", True),
        (b"\xef\xbb\xbf \n<HTML>", True),
        (b"<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE html PUBLIC 'x'><html/>", True),
        ("\ufeff<html>".encode("utf-16-le"), True),
        (b"<htmlish>", False),
        (b"<?xml version='1.0'?><rss/>", False),
        (b"Text about <html>", False),
        (b"<p>a paragraph of Markdown", False),
        (b"", False),
    ],
)
def test_recognises(data: bytes, is_page: bool) -> None:
    """Pages begin with a document type or the html element; nothing else is taken for one."""
    assert recognises(data) is is_page


SAID = "<meta charset='{}'><title>t</title><p>{}</p>"
RUSSIAN = "Правительство утвердило новый пакет мер. «Этого недостаточно», сказал представитель профсоюза."
FRENCH = "« C’est une première », a déclaré la ministre de l’Économie à Besançon."


@pytest.mark.parametrize(
    ("declared", "encoding", "words"),
    [
        ("iso-8859-1", "cp1252", FRENCH),  # what nearly every page that says so means
        ("iso-8859-1", "utf-8", FRENCH),
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8_r", RUSSIAN.replace("«", "").replace("»", "")),
        ("iso-8859-1", "cp1251", RUSSIAN),
        ("utf-8", "cp1252", FRENCH * 3),
        ("utf-16", "utf-8", RUSSIAN),
        ("no-such-encoding", "utf-8", RUSSIAN),
        ("utf-8", "utf-8-sig", RUSSIAN),
        ("utf-8", "utf-16", RUSSIAN),
    ],
)
def test_wrong_declarations_are_survived(declared: str, encoding: str, words: str) -> None:
    """A page is read in the encoding it is in, whatever it says."""
    assert words in read(SAID.format(declared, words).encode(encoding)).text


def test_a_damaged_character_costs_only_itself() -> None:
    """One bad byte in a page that says it is UTF-8 does not make it another encoding."""
    words = RUSSIAN * 3
    data = SAID.format("utf-8", words).encode() + b"<p>\xff \xd0\xb4"
    assert words in page_text(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body><script>draw()</script><div id=app></div></body></html>",
        b"<html>" + b"\0a\x01" * 50,
    ],
)
def test_pages_without_words_are_refused(data: bytes) -> None:
    """An empty page, one that is drawn by a script and bytes that are no text are refused."""
    with pytest.raises(RefusedError):
        read(data)


def test_a_page_that_says_nothing_has_no_metadata() -> None:
    """No date, title or name is made up."""
    metadata = read(b"<p>The port will open on Monday 5 May 2025, the ministry said in a statement.").metadata
    assert (metadata.title, metadata.published, metadata.publisher, metadata.byline) == (None,) * 4


def test_a_page_called_all_wrong_is_still_read() -> None:
    """Where all words are in what surrounds a release elsewhere, they are the release."""
    text = "The port will open on Monday after eleven years of works, the ministry said."
    assert read(f"<html><div class=sidebar><nav><p>{text}</p></nav></div></html>".encode()).text == text


def test_a_title_that_is_only_the_page_s_is_not_a_headline() -> None:
    """The title of the page is not put before a text that it is not about."""
    text = "The port will open on Monday after eleven years of works, the ministry said."
    assert read(f"<title>News: Office of the Senator</title><p>{text}".encode()).text == text
    named = read(f"<title>Port will open Monday | Harbour Board</title><p>{text}".encode())
    assert named.text.startswith("Port will open Monday")


PAGES_AS_BYTES = st.sampled_from(sorted(EXPECTED)).map(page)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A page cut short, with a piece taken out and another put in."""
    data = draw(PAGES_AS_BYTES)
    data = data[: draw(st.integers(0, len(data)))]
    at, end = sorted(draw(st.integers(0, len(data))) for _ in range(2))
    piece = draw(
        st.sampled_from([b"<", b">", b"<table>", b"<!--", b"&#xD800;", b"\0", b"</div>" * 9, b"\xff\xfe"])
    )
    return data[:at] + piece + data[end:]


@given(st.one_of(st.binary(max_size=300), damaged()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No bytes raise anything but RefusedError; what is read is canonical and its links lie in it."""
    read_or_refused(read, data)


def test_links_are_relative_to_where_the_page_came_from() -> None:
    """Unless it names an address of its own."""
    page = b'<html><body><h1>Port opens</h1><p>The <a href="/plan">plan of the port</a> is out.</p></body>'
    (link,) = read(page, "https://example.org/press/1").links
    assert link.url == "https://example.org/plan"
    own = page.replace(b"<html>", b'<html><head><base href="https://other.example/"></head>')
    assert read(own, "https://example.org/press/1").links[0].url == "https://other.example/plan"


TEXT = "The port will open on Monday after eleven years of works, the ministry said in a statement."


def test_one_nul_byte_costs_only_itself() -> None:
    """It is left out, as browsers do."""
    assert read(f"<html><h1>Po\0rt</h1><p>{TEXT}".encode()).text == f"Port\n\n{TEXT}"


def test_a_lead_does_not_take_the_headline_s_place() -> None:
    """A first paragraph that begins with the headline's words is one sentence more than the headline."""
    page = f"<html><meta property=og:title content='The port will open'><p>{TEXT}"
    assert read(page.encode()).text == f"The port will open\n\n{TEXT}"


def test_a_logo_is_no_part_of_the_headline() -> None:
    """What an image in it is called is not among its words."""
    document = read(f"<html><h1><img alt='Harbour Board'>Port opens</h1><p>{TEXT}".encode())
    assert (document.metadata.title, document.text) == ("Port opens", f"Port opens\n\n{TEXT}")


def test_a_kicker_in_the_headline_is_no_part_of_it() -> None:
    """The page's title tells where the headline begins, though the page also names a kind of texts."""
    markup = (
        "<head><title>Quay reopens in May</title><meta property=og:title content='Press releases'></head>"
        "<h1><span>Press release of the board:</span>Quay reopens in May</h1><p>The ferry sails again.</p>"
        "<ul><li><a href=mailto:a>Share <span>Press releases</span></a></ul>"
    )
    found = read(f"<!doctype html>{markup}".encode())
    assert found.metadata.title == "Quay reopens in May"
    assert found.text.startswith("Quay reopens in May\n\nThe ferry sails again.")


def test_an_article_that_scripts_draw_is_read_from_json_ld() -> None:
    """Where much more of it is there than is shown; else what is shown is the release."""
    words = "\n".join(f"The board said so for time {n}, and went on." for n in range(9))
    thing = json.dumps({"@type": "NewsArticle", "headline": "Second ferry", "articleBody": words})
    page = f"<script type=application/ld+json>{thing}</script><h1>Second ferry</h1><p>By Ann.</p>"
    assert read(page.encode()).text == "Second ferry\n\n" + words.replace("\n", "\n\n")
    shown = page + f"<p>{words}</p><p>And more of it.</p>"
    assert "And more of it." in read(shown.encode()).text


def test_a_part_left_out_is_noticed() -> None:
    """Whoever reads the page hears of it."""
    prose = "<p>The harbour board said on Monday that the second ferry will sail in May.</p>"
    with noticing() as told:
        read(f"<h1>T</h1>{prose}<aside>{9 * prose}</aside>".encode())
    assert ["was left out" in one for one in told] == [True]
