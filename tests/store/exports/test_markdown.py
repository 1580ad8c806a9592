"""The Markdown export: quotes survive a parser exactly, notes stay contained."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from store.exports import Marked
from store.exports.markdown import (
    STYLES,
    Entry,
    escape_inline,
    escape_quote,
    note,
    report,
    tag_word,
    taken_apart,
)
from store.models import Annotation, Paragraph, Release, ReleaseText
from tests.drawn import pieced
from tests.store.exports.samples import RELEASE, TEXT, annotation, release, tag

#: CommonMark knows no limit to what is nested; the parser, left alone, passes over what is deeper than 20.
PARSER = MarkdownIt("commonmark", {"maxNesting": 1000})
#: GitHub's tables and strikethrough, on top.
GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])

HOSTILE = (
    r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
    " \t\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029\u3000\ufeff\u200b\x1b\x7f"
    "0123456789aZéß“«»中文😀العربية"
)
PIECES = (
    "\n\n", "\n", "  \n", "---", "===", "***", "```", "~~~", "1. ", "2) ", "- ", "# ", "> ", "    ", "&amp;",
    "&#35;", "<b>", "<!--", "-->", "[a](b)", "![a](b)", "[a]: b", "[!NOTE]", "<http://a.b>", "http://a.b/_c_",
    "www.a.b", "**a**", "__a__", "a_b", "~~a~~", "^id", "%%", "==", "$$", "#tag", "| a |", ":-: ", "\\", "a",
)  # fmt: skip
#: What begins and ends a block of Dateline's.
MARK = re.compile(r"<!-- (dateline [\w -]+|/dateline [0-9a-f]{16}) -->\n")
#: The front matter, its fields apart.
FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
#: Neither surrogates nor U+0000 nor carriage returns: a canonical text has none.
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))
QUOTES = st.one_of(
    ANY,
    st.text(st.sampled_from(HOSTILE)),
    pieced((*PIECES, *HOSTILE)),
)
NOTES = st.one_of(QUOTES, pieced((*PIECES, "\r", "\r\n", "\t", "   \n", "<div>", "````", "^annotation-2")))
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


def render(
    release: Release, text: ReleaseText, annotations: Sequence[Annotation], style: str = "markdown"
) -> str:
    """The note of a release in a style."""
    return note(Marked(release, annotations, lambda: text), STYLES[style])


def words(inline: Token) -> str:
    """The text of an inline token; fails where it holds code, images or HTML."""
    found = []
    for child in inline.children or []:
        assert child.type in {"text", "softbreak", "hardbreak", "link_open", "link_close"}, child
        assert child.type != "link_open" or child.attrs == {"href": ""}, child
        found.append("\n" if child.type.endswith("break") else child.content)
    return "".join(found)


def outer_quotes(tokens: list[Token], level: int = 0) -> Iterator[str]:
    """The text of each block quote of the level, but of those that hold a note."""
    at = 0
    while at < len(tokens):
        if (tokens[at].type, tokens[at].level) == ("blockquote_open", level):
            paragraphs, is_note = list[str](), False
            at += 1
            while (tokens[at].type, tokens[at].level) != ("blockquote_close", level):
                is_note |= not paragraphs and tokens[at].content in ("[!note] Note", "Note:")
                allowed = {"paragraph_open", "inline", "paragraph_close"}
                assert is_note or tokens[at].type in allowed, tokens[at]
                if tokens[at].type == "inline" and not is_note:
                    paragraphs.append(words(tokens[at]))
                at += 1
            if not is_note:
                yield "\n\n".join(paragraphs[paragraphs[:1] == ["[!quote]"] :])
        at += 1


def below_fields(document: str) -> str:
    """The Markdown after the front matter."""
    found = FRONT.match(document)
    assert found
    return document[found.end() :]


def split(document: str) -> tuple[dict[str, object], str]:
    """The front matter's values and the Markdown after it."""
    found = FRONT.match(document)
    assert found
    values = yaml.safe_load(found[1])
    assert isinstance(values, dict)
    return values, below_fields(document)


@given(QUOTES)
@example("")
@example("\n")
@example("\n\n\n a \n \n\n\n\x0b\n")
@example("a_b __c__ _d_")
@example("1. a\n2) b\n3.5 c\n12.")
@example("a\n:-")
@example("a\n===\n---")
@example(" \xa0\x1c")
@example("https://example.org/a*b_c_ www.example.org/[x]")
def test_a_quote_is_read_back_exactly(quote: str) -> None:
    """What a CommonMark parser finds in the block quote is the quoted text, with GitHub's rules too."""
    escaped = escape_quote(quote)
    for parser in (PARSER, GITHUB):
        assert list(outer_quotes(parser.parse(escaped))) == [quote]
    assert all(line.startswith(">") for line in escaped.split("\n"))


@pytest.mark.parametrize(
    ("quote", "escaped"),
    [
        ("Jobs rose 4.5% (to 1,200) – a record, AT&T’s a_b said: “yes!”", None),
        ("See https://example.org/a_b?c=d&e=f#g or mail a@example.org", None),
        ("It cost $5 million and US$6 million", None),
        ("one\ntwo\n\nthree", "> one\n> two\n>\n> three"),
        ("a\n\n\nb", "> a\n>\n> &#10;b"),
        ("# a #b c# #", r"> \# a \#b c# \#"),
        ("1. a", r"> 1\. a"),
        ("a&amp;b", r"> a\&amp;b"),
        ("word ^id", r"> word \^id"),
        ("==a== %%b%% $$c$$", r"> \=\=a\=\= \%\%b\%\% \$\$c\$\$"),
        ("http://a.b/*c", r"> http\://a.b/\*c"),
        ("  a", "> &#32; a"),
        ("\xa0a\x0b", "> &#160;a\x0b[](<>)"),
    ],
)
def test_only_what_needs_it_is_escaped(quote: str, escaped: str | None) -> None:
    """Ordinary prose is written as it is; None stands for the quote unchanged."""
    assert escape_quote(quote) == (f"> {quote}" if escaped is None else escaped)


@pytest.mark.parametrize("style", STYLES)
@given(pairs=st.lists(st.tuples(QUOTES, NOTES), max_size=4))
@example(pairs=[("a", "<!-- open"), ("b", "```\nopen"), ("c", "> lazy"), ("d", "- - x")])
@example(pairs=[("a", "\n\n\n    code\n\n---\n# b\n"), ("b", "x\r> y\r\rz"), ("c", "\t\t- x\n\t\n<div>")])
@example(pairs=[("", "0. " * 10), ("", "")])
@example(pairs=[("a", "<!-- /dateline 0123456789abcdef -->\n<!-- dateline annotation-9 -->"), ("b", "")])
def test_no_note_alters_another_quote(style: str, pairs: list[tuple[str, str]]) -> None:
    """Each quote comes out exactly and in order, whatever notes hold, in a block of its own."""
    marked = [annotation(number, quote, note) for number, (quote, note) in enumerate(pairs, start=1)]
    document = render(RELEASE, TEXT, marked, style)
    tokens = PARSER.parse(document if style == "logseq" else below_fields(document))
    level = 2 if style == "logseq" else 0
    assert list(outer_quotes(tokens, level)) == [each.quote for each in marked]
    assert [token.tag for token in tokens if token.type == "heading_open" and token.level == level] == ["h1"]
    assert not [token for token in tokens if token.type in {"hr", "fence"} and token.level == 0]
    blocks = taken_apart(document).blocks()
    assert list(blocks)[1:] == [f"annotation-{each.id}" for each in marked]
    assert not any(block.by_hand for block in blocks.values())


@given(NOTES.filter(str.strip))
def test_a_note_is_in_the_file_as_typed(note: str) -> None:
    """Every line of a note stands in the file, indented and otherwise unchanged."""
    body = below_fields(render(RELEASE, TEXT, [annotation(1, "q", note)]))
    typed = re.split(r"\r\n|\r|\n", note)
    assert "\n".join(f"    {line}" if line else "" for line in typed) in body


@given(NOTES)
@example("<!-- open\n\n%%")
@example("``` \n<script>")
def test_a_note_yields_no_raw_html(note: str) -> None:
    """HTML left open in a note reaches no page: no part of a document is raw HTML."""
    tokens = PARSER.parse(below_fields(render(RELEASE, TEXT, [annotation(1, "q", note)])))
    inner = [child for token in tokens for child in token.children or []]
    html = [token.content for token in tokens + inner if token.type in {"html_block", "html_inline"}]
    assert all(MARK.fullmatch(one) for one in html)


def test_a_note_is_markdown() -> None:
    """Links, lists and indented code in a note mean what they mean in a document of their own."""
    note = "See [it](https://example.org):\n\n- one\n- two\n\n\tcode\n\n    more"
    document = render(RELEASE, TEXT, [annotation(1, "q", note)])
    lines = document.split("-   Note:\n\n")[1].partition("\n<!-- /dateline")[0]
    inside = PARSER.render(lines.replace("\n    ", "\n").removeprefix("    "))
    assert inside.replace("\n", "") in PARSER.render(below_fields(document)).replace("\n", "")


@given(headline=NAMES, names=st.lists(NAMES, max_size=3), place=st.none() | NAMES)
@example("---", ["---", "2018", "1e3"], "a: b")
@example("a\n---\nb", ["a\u2028---", "\x1b[31m", "null"], "\n---\n")
@example("\"'#[markup] {x} &a *b !c %d @e `f", ["~", "0x1F", "yes"], "# x")
def test_front_matter_reads_back(headline: str, names: list[str], place: str | None) -> None:
    """Values survive YAML exactly, and none ends the block early."""
    tags = tuple(tag(name, number) for number, name in enumerate(names))
    marked = [annotation(1, "q", tags=tags, modified="2020-01-01T00:00:00Z")]
    values, body = split(render(release(headline=headline, place=place), TEXT, marked))
    assert values == {
        "title": headline,
        "place": place,
        "date": "2018-04-05",
        "agency": "WAM",
        "byline": None,
        "source": "eu.txt",
        "id": 12,
        "modified": "2020-01-01T00:00:00Z",
        "tags": sorted(set(names)),
    }
    assert list(values)[:3] == ["title", "place", "date"]
    assert body.startswith("\n<!-- dateline release-12 ")


@given(NAMES)
@example("# x ## #")
def test_the_headline_is_one_exact_line(headline: str) -> None:
    """The heading's text is the headline with its white space made single spaces."""
    headline = headline.replace("\0", "")
    tokens = PARSER.parse(below_fields(render(release(headline=headline), TEXT, [])))
    assert tokens[1].tag == "h1"
    assert words(tokens[2]) == (" ".join(headline.split()) or "Release 12")


@given(st.lists(QUOTES, max_size=3), st.randoms())
def test_the_same_input_gives_the_same_bytes(quotes: list[str], chance: object) -> None:
    """Rendering twice is identical, and so is rendering the annotations in another order."""
    marked = [annotation(number, quote) for number, quote in enumerate(quotes, start=1)]
    assert render(RELEASE, TEXT, marked) == render(RELEASE, TEXT, marked[::-1])


@pytest.mark.parametrize("style", STYLES)
def test_the_layout_of_a_document(style: str) -> None:
    """Front matter, headline, then quote, speaker, origin, tags, place, way back, note; the lost last."""
    said = "“We waited for the boat all year,” said Ana Prates, mayor of *Lisbon*. It’s 5 o'clock..."
    text = ReleaseText(said, (Paragraph(0, len(said), "body"),), (), None)
    tags = (tag("vulnerable migrants", 2), tag("2018", 3), tag("claims/numbers", 4))
    marked = [
        annotation(4, "Gone.", state="orphaned", note="why?"),
        annotation(70, "It’s 5 o'clock...", state="moved"),
        annotation(1, "We waited\nfor the boat", "compare\n2016 <b>", tags=tags, end=24),
    ]
    held = release(url="https://example.org/a b", embargo="not before\nnoon")
    golden = Path(__file__).parent / "golden" / f"{style}.md"
    assert render(held, text, marked, style) == golden.read_text(encoding="utf-8")


def test_a_changed_passage_says_what_was_marked() -> None:
    """The present words are quoted, the first ones stand beside their place, escaped and on one line."""
    marked = annotation(30, "cond", state="changed", was="second\n*thing*")
    assert (
        "\nparagraph 3, characters 30–31 · changed by an update, first marked as: second \\*thing\\*\n"
    ) in render(RELEASE, TEXT, [marked])


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("migration", "#migration"),
        ("vulnerable migrants", "#vulnerable-migrants"),
        ("EU – (claims)!", "#EU-claims"),
        ("claims/numbers", "#claims/numbers"),
        ("حماية", "#حماية"),
        ("हिंदी", "#हिंदी"),
        ("2018", "#_2018"),
        ("2018-04", "#_2018-04"),
        ("_a_b_", "#a_b"),
        ("👍", "#👍"),
        ("?!", "#_7"),
    ],
)
def test_tags_are_words_that_obsidian_takes(name: str, word: str) -> None:
    """Letters of any script are kept, what no tag may hold is a hyphen, digits alone get an underscore."""
    assert tag_word(tag(name, 7)) == word


@given(st.lists(NAMES, max_size=4))
@example(["_a", "b_", "2018", "__"])
def test_tags_are_plain_text_outside_obsidian(names: list[str]) -> None:
    """To a CommonMark parser the line of tags is text without emphasis or any other element."""
    line = " ".join(tag_word(tag(name)) for name in names) or "x"
    tokens = GITHUB.parse(line)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert words(tokens[1]) == line


def test_inline_text_has_no_living_markup() -> None:
    """Brackets, angle brackets and emphasis come out as they went in."""
    assert PARSER.renderInline(escape_inline("[a](b) <i> *c* ![d][e]")) == "[a](b) &lt;i&gt; *c* ![d][e]"


def test_a_passage_in_a_quotation_says_who_speaks() -> None:
    """Under the quote, escaped, with the role; a passage beside it does not, nor one that lost its words."""
    words = "“We waited for the boat all year,” said Ana Prates, mayor of *Lisbon*. It came."
    text = ReleaseText(words, (Paragraph(0, len(words), "body"),), (), None)
    spoken = annotation(1, "We waited", end=10)
    beside = annotation(5, "boat all year,” said", end=40)
    gone = annotation(2, "e w", state="orphaned")
    written = render(RELEASE, text, [spoken, beside, gone])
    assert "> We waited\n\n^annotation-1\n\n— Ana Prates, mayor of \\*Lisbon\\*\n\n" in written
    assert written.count("—") == 1


def test_a_report_links_only_to_notes_that_there_are() -> None:
    """A release in which nothing is marked has none: its headline stands there alone."""
    entries = [Entry(RELEASE, []), Entry(release(id=13, headline="Not *marked*"), [], has_note=False)]
    text = "".join(report("Ana", entries, STYLES["obsidian"]))
    assert text.count("[[") == 1 and "\n## Not \\*marked\\* · 2018-04-05\n" in text
