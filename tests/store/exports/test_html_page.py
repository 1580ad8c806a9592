"""The page: all that was marked is in it, and nothing that anybody wrote is more than words."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from store.canonical import canonical
from store.exports import Marked
from store.exports.html_page import write
from store.models import Paragraph, ReleaseText
from tests.store.exports.samples import annotation, marked, release, tag

#: HTML can hold no others: of these a browser makes others, or none.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("<>&\"'`=ab \n")
TEXTS = st.text(LETTERS, min_size=1).map(canonical).filter(bool)


class Page(HTMLParser):
    """What a browser reads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.paragraphs: list[str] = []
        self.marked: list[str] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the element."""
        self.elements.append(tag)
        self.attributes += attrs
        if tag not in ("meta", "br"):
            self._open.append(tag)
        if tag == "p" and dict(attrs).get("class") is None:
            self.paragraphs.append("")
        if tag == "mark":
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        """Closes it."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keeps the words."""
        self.words.append(data)
        if "p" in self._open and "sup" not in self._open and self.paragraphs:
            self.paragraphs[-1] += data
        if "mark" in self._open:
            self.marked[-1] += data


def page(text: str, spans: list[tuple[int, int]], note: str = "", name: str = "sea") -> Page:
    """A release of one paragraph with passages."""
    marks = [
        annotation(number, text[start:end], note, start=start, end=end, tags=(tag(name),))
        for number, (start, end) in enumerate(spans, 1)
    ]
    held = ReleaseText(text, (Paragraph(0, len(text), "body"),), (), None)
    return Page("".join(write([Marked(release(headline=text), marks, lambda: held)])))


@given(TEXTS, TEXTS, st.data())
@example("<script>alert(1)</script>", "</div><img src=x onerror=alert(1)>", None)
def test_words_are_never_more_than_words(text: str, note: str, data: st.DataObject | None) -> None:
    """The paragraph reads as the text does, the marked parts as the passages that lie over each other."""
    spans = [(0, len(text))]
    if data is not None:
        start = data.draw(st.integers(0, len(text) - 1))
        spans.append((start, data.draw(st.integers(start + 1, len(text)))))
    found = page(text, spans, note, name=note)
    assert found.paragraphs == [text]
    assert "".join(found.marked) == text
    assert note in "".join(found.words)
    known = {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "section",
        "h1",
        "p",
        "bdi",
        "mark",
        "sup",
        "ol",
    }
    assert set(found.elements) <= known | {"li", "div"}
    assert not any(name.startswith("on") or name in ("src", "href") for name, _ in found.attributes)


def test_notes_stand_below_the_paragraph_their_passage_ends_in() -> None:
    """Numbered as at its end; an orphan is at the end of the release with the words it had."""
    text = "One two.\n\nThree four."
    held = ReleaseText(text, (Paragraph(0, 8, "headline"), Paragraph(10, 21, "body")), (), None)
    first = annotation(1, text[4:15], "Over two.", start=4, end=15, tags=(tag("sea"), tag("side", 2)))
    second = annotation(2, "lost words", "Kept.", start=3, end=9, state="orphaned")
    whole = Marked(release(embargo="Until noon"), [first, second], lambda: held, tags=(tag("whole"),))
    found = "".join(write([whole]))
    body = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "|", found.partition("<h1")[2]))
    places = [
        body.index(one)
        for one in ("#whole", "two.", "Three", "[1]|", "#sea", "#side", "Over two.", "lost", "Kept.")
    ]
    assert places == sorted(places)
    assert "Until noon" in body and 'id="annotation-1"' in found and "no longer in the text" in body
    assert found.count("<mark") == 2 and Page(found).elements.count("section") == 1


def test_a_passage_that_ends_between_paragraphs_is_numbered_in_the_one_before() -> None:
    """One that is nothing but such white space has its note there too."""
    text = "One two.\n\nThree four."
    held = ReleaseText(text, (Paragraph(0, 8, "body"), Paragraph(10, 21, "body")), (), None)
    first, second = annotation(1, text[4:9], start=4, end=9), annotation(2, "\n", "Blank.", start=9, end=10)
    found = "".join(write([Marked(release(), [first, second], lambda: held)]))
    assert "two.</mark><sup>[1]</sup></p>" in found
    assert found.index("[1]</sup>") < found.index("Blank.") < found.index("Three")


def test_ten_thousand_passages_over_each_other_are_no_matter() -> None:
    """Each has its number and its place below: what one costs does not grow with how many there are."""
    text = "word " * 10_000
    marks = [annotation(at + 1, "word", start=5 * at, end=5 * at + 9) for at in range(9_999)]
    held = ReleaseText(text, (Paragraph(0, len(text), "body"),), (), None)
    found = "".join(write([Marked(release(), marks, lambda: held)]))
    assert found.count("<sup>") == found.count("<li ") == 9_999


def test_what_is_not_of_the_web_is_no_link() -> None:
    """Neither a user's path nor a script; an address is escaped."""
    assert "/releases/" not in "".join(write([marked()]))
    for url in ("javascript://x/%0aalert(1)", "file:///etc/passwd"):
        assert "href" not in "".join(write([marked(url=url)]))
    assert 'href="https://a.example/?a=1&amp;b=%22%3E"' in "".join(
        write([marked(url='https://a.example/?a=1&b=">')])
    )


def test_nothing_is_fetched_and_no_script_runs() -> None:
    """So says the page itself to the browser."""
    found = "".join(write([replace(marked(), tags=(tag("x"),))]))
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in found
    assert "http" not in found.replace("http-equiv", "") and "<script" not in found
