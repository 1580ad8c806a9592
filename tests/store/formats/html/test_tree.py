"""HTML as a tree: by the standard, bounded whatever is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats.html.tree import MAX_ATTRIBUTES, MAX_DEPTH, MAX_TAGS, Element, parse
from tests.drawn import listed


def depth(element: Element) -> int:
    """How deep a tree is."""
    return 1 + max((depth(child) for child in element.children if isinstance(child, Element)), default=0)


def test_what_is_shown_is_kept_with_its_attributes() -> None:
    """Elements, attributes and text as the standard has them; tags never closed are closed."""
    root = parse("<P Class=a hidden>x &amp; <b>y</p>z")
    [paragraph] = [one for one in root.elements() if one.tag == "p"]
    assert paragraph.attributes == {"class": "a", "hidden": ""}
    assert (paragraph.text(), root.text()) == ("x & y", "x & yz")


def test_only_json_ld_is_kept_of_scripts() -> None:
    """Programs and styles are not in the tree; what describes the page is."""
    root = parse("<script>a</script><style>b</style><script type='application/ld+json'>{}</script>")
    assert [one.text() for one in root.elements() if one.tag == "script"] == ["{}"]
    assert root.text() == "{}"


@pytest.mark.parametrize(("most", "text"), [(10, "0123456789"), (9, None)])
def test_text_within(most: int, text: str | None) -> None:
    """Short text is given, longer text is None; so is what is in too many elements."""
    assert parse("<p>0123<b>456789</b>").text_within(most) == text
    assert parse("<b></b>" * 20 + "<p>0123456789").text_within(most) is None


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" * (MAX_TAGS + 1),
        "<p " + " ".join(f"a{n}" for n in range(MAX_ATTRIBUTES)) + ">x",
        "<p a=\"<\" b='>' " + " ".join(f"a{n}=<" for n in range(MAX_ATTRIBUTES)),
        "<script>a<b '</script><p " + " ".join(f"a{n}" for n in range(MAX_ATTRIBUTES)),
        "".join(f"<b id={n}>" for n in range(900)) + "<p>x" * 5000,
        "".join(f"<B id='>{n}'>" for n in range(900)) + "<p>x" * 5000,
    ],
)
def test_hostile_nesting_is_refused(markup: str) -> None:
    """What would cost the parser time or memory without bound is refused before it is parsed."""
    with pytest.raises(RefusedError, match=r"release has\.$"):
        parse(markup)


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "markup",
    [
        "<p>a" * 40_000,
        "<b>a</b>" * 20_000,
        "<table>" + "<tr><td>a<td>b" * 15_000,
        "<font size=1><p>a" * 5000,
        "<div>a" * 10_000,
        "<p " + "a=b " * 900 + ">" + "a" * 5000,
    ],
)
def test_long_flat_pages_are_read(markup: str) -> None:
    """Many tags are read, closed or not."""
    assert parse(markup).text().count("a") >= 5000


def test_depth_is_bounded_and_no_text_lost() -> None:
    """Deeper elements become children of the deepest; their text stays, in order."""
    root = parse("".join(f"<div>{n} " for n in range(900)))
    assert depth(root) <= MAX_DEPTH + 2
    assert root.text().split() == [str(n) for n in range(900)]


@given(st.text())
def test_any_text_is_html(markup: str) -> None:
    """Any text has a tree."""
    assert parse(markup).tag == "#document"


@pytest.mark.parametrize(
    "fallback",
    [
        "<noscript><div>off</noscript>",
        "<NOSCRIPT><p>off<div></noscript >",
        "<video><p>off</video>",
        "<object data=x><param name=a>",
        "<noscript>",
        "<audio",
        "<!-- <noscript> -->",
        "<script>'<noscript>'</script>",
        "<template><p>",
        "<noframes>",
        "<!-- off <b></b>",
        "<!-->",
        "<!-- off --!>",
        "<script>off = 1;",
        "<style>off {}\n",
        "<title>One",
    ],
)
def test_what_is_left_open_in_a_fallback_swallows_nothing(fallback: str) -> None:
    """What is shown where scripts or films are not ends at its own end tag, or at once."""
    root = parse(f"<body><p>One</p>{fallback}<p>Two</p>")
    text, shown = root.text(), [one.text() for one in root.elements() if one.tag == "p"]
    assert "One" in text
    assert "Two" in shown or fallback == "<audio"
    assert "off" not in text


@pytest.mark.parametrize("field", ["select", "button", "textarea", "iframe"])
def test_fields_never_closed_hold_nothing(field: str) -> None:
    """The parser would take all that follows to be in them; closed ones are never shown."""
    assert parse(f"a<{field} class=x>b<p>c").text() == "abc"
    assert parse(f"a<{field}>b</{field}><p>c").text() == "ac"


def test_tags_quoted_in_a_script_cut_off_are_no_text() -> None:
    """A page may end within its last script."""
    assert parse("<p>One</p><script>var a = '<p>off</p><p>off").text() == "One"


@pytest.mark.parametrize("tag", ["button", "dialog", "noscript", "template", "meter"])
def test_long_text_is_in_the_tree_wherever_it_is(tag: str) -> None:
    """What is seldom shown is left out only where it is short: the reader weighs what is hidden."""
    assert parse(f"<{tag}><p>{'word ' * 200}</p></{tag}>").text().count("word") == 200
    assert parse(f"<{tag}><p>word</p></{tag}>").text() == ""


@given(listed(["<div>", "</div>", "<p>", "x", "<li>"], max_size=30))
def test_what_lies_in_an_element_is_cut_out_in_order(pieces: list[str]) -> None:
    """As it would be found by going through its children."""

    def within(element: Element) -> list[Element | str]:
        inner = [within(one) if isinstance(one, Element) else [one] for one in element.children]
        return [element, *(one for part in inner for one in part)]

    root = parse("".join(pieces))
    for element in root.elements():
        found = within(element)
        assert element.elements() == [one for one in found if isinstance(one, Element)]
        assert element.text() == "".join(one for one in found if isinstance(one, str))
        assert element.length == len(element.text())


def test_what_a_frame_holds_by_itself_is_in_its_place() -> None:
    """Where it is long; one of a few words is not taken, nor is one that is elsewhere."""
    words = "The harbour board has reopened the quay, and the boats have unloaded their catch there. " * 3
    page = f'<p>Above<iframe src=a.html srcdoc="&lt;html>&lt;p>{words}&lt;/p>">no frames</iframe><p>Below'
    assert "".join(parse(page).text().split()) == "".join(f"Above{words}Below".split())
    assert parse("<p>Above<iframe srcdoc='<p>Few words'></iframe><p>Below").text() == "AboveBelow"


def test_what_only_a_fast_page_has_around_its_text_is_not_shown() -> None:
    """AMP's advertisements, its side bar and its question for consent."""
    tags = ("amp-ad", "amp-sidebar", "amp-consent", "amp-embed")
    assert parse("<p>Text</p>" + "".join(f"<{tag}><p>Buy</p></{tag}>" for tag in tags)).text() == "Text"
