"""The headline of a release: which paragraph it is, and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.models import Dateline
from store.patterns import lazy_pattern
from store.structure.bylines import byline_names
from store.structure.date_labels import RELEASE
from store.structure.datelines import HEAD, dateline_at
from store.structure.dates import date_at
from store.structure.letterheads import is_letterhead, without_letterhead
from store.structure.release_lines import is_salutation
from store.structure.sections import is_contact, is_reachable

#: The longest headline, in characters.
HEADLINE = 200
_LONG, _SHORT = 300, 160  # characters of what is prose, and of a line
_LINES = 5  # lines of the longest headline
_HEADED = 40  # characters of a contacts' heading above it
_FRONT = 12  # paragraphs in which it may stand
#: Characters of the longest line of capitals above one, and words of the shortest headline below such lines.
_LABELLED, _WORDS = 80, 5
#: Characters of the shortest headline behind its label.
_LEAST = 8
_LABEL = lazy_pattern(
    rf"(?:[【\[]\s?(?:{RELEASE})\s?[】\]]\s?"
    rf"|(?:{RELEASE})(?:\s?[:：]\s|\s[–—|-]{{1,2}}\s)"
    r"|(?:headline|title|subject|re|titel|überschrift|betreff|titre|objet|título|titular|asunto|assunto|titolo"
    r"|oggetto|onderwerp|kop|тема|заголовок|tytuł|temat|konu|başlık|rubrik|ämne|标题|標題|件名|タイトル|الموضوع|العنوان)"
    r"\s?[:：]\s?)",
    re.IGNORECASE,
)
_SENTENCE = lazy_pattern(r"(?<=[^\W\d_]{3}[.!?])\s|(?<=[。！？؟])|(?<=[.!?][”\"»])\s")


def titled(text: str, spans: Sequence[tuple[int, int]], title: str | None) -> int | None:
    """The index of the paragraph that equals the title; None where none does."""
    if not title or not (words := title.split()):
        return None
    longest = 2 * len(title) + _SHORT
    for index, (start, end) in enumerate(spans[:_FRONT]):
        if end - start <= longest and text[start:end].split() == words:
            return index
    return None


def headline_at(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str]) -> int | None:
    """The index of the paragraph that is or holds the headline; None where there is no paragraph."""
    contacts = contacts_above(text, spans, kinds)
    for index in range(min(len(spans), _FRONT)):
        if (
            kinds[index] == "body"
            and index not in contacts
            and not is_front_matter(text, spans[index])
            and not is_letterhead(text, spans, kinds, index)
        ):
            return _below_capitals(text, spans, kinds, index) or index
    return 0 if spans else None


def _below_capitals(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], first: int
) -> int | None:
    """The index of the headline in small letters below two lines of capitals, of which it is neither."""
    lines = [" ".join(text[slice(*span)].split()) for span in spans[first : first + 3]]
    if len(lines) < len(("whose", "which", "headline")) or kinds[first + 1 : first + 3] != ["body"] * 2:
        return None
    *above, headline = lines
    capitals = all(line.isupper() and len(line) <= _LABELLED for line in above)
    told = not headline.isupper() and len(headline.split()) >= _WORDS and len(headline) <= HEADLINE
    return first + 2 if capitals and told and headline[-1] not in ".:!。" else None


def contacts_above(text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str]) -> range:
    """The indices of the paragraphs at the head that are a contacts' heading and whom it heads."""
    first = 1 if kinds[:1] == ["release_line"] else 0
    if len(spans) <= first or kinds[first] != "body":
        return range(0)
    start, end = spans[first]
    if end - start > _HEADED or text[end - 1] not in ":：" or not is_contact(text[start:end], end - start):
        return range(0)
    last = first + 1
    while (
        last < min(len(spans) - 1, _FRONT)
        and spans[last][1] - spans[last][0] <= _SHORT
        and is_reachable(text[slice(*spans[last])])
    ):
        last += 1
    return range(first, last) if last > first + 1 else range(0)


def letterheads_above(
    text: str, spans: Sequence[tuple[int, int]], kinds: Sequence[str], head: int
) -> list[int]:
    """The indices of the paragraphs above the headline's, at `head`, that say whose release it is."""
    return [
        index
        for index in range(head)
        if kinds[index] == "body"
        and not is_front_matter(text, spans[index])
        and is_letterhead(text, spans, kinds, index)
    ]


def is_front_matter(text: str, span: tuple[int, int]) -> bool:
    """Whether a paragraph above the headline is a date line, a byline or a contact."""
    short = span[1] - span[0] <= _SHORT
    words = text[span[0] : min(span[1], span[0] + _LONG)]
    if span[1] - span[0] <= HEAD and _is_date_line(dateline_at(text, *span), span):
        return True
    if short and words[0].isdecimal() and (date := date_at(words, 0)) and date.end == len(words):
        return True  # a date that could be two: 12/02/2026 às 16h20
    return short and bool(
        byline_names(words)
        or is_salutation(words)
        or (((span[1] - span[0]) > 40 or is_reachable(words)) and is_contact(words, (span[1] - span[0])))
    )


def _without_label(words: str) -> str:
    """A headline without the words before it that say what it is: "Press release: ", "Subject: "."""
    match = _LABEL.match(words)
    return words[match.end() :] if match and len(words) - match.end() > _LEAST else words


def _is_date_line(dateline: Dateline | None, span: tuple[int, int]) -> bool:
    return dateline is not None and dateline.end >= span[1]


def headline_of(text: str, spans: Sequence[tuple[int, int]], head: int | None, is_title: bool = False) -> str:
    """The headline as one line; where the text has none, the first sentence, shortened at a word.

    `is_title` says that the format told it, so that all lines of its paragraph are a part of it.
    """
    if head is None:
        return ""
    start, end = spans[head]
    if (
        end - start > HEADLINE
        and (dateline := dateline_at(text, start, end))
        and text[dateline.end : end].strip()
    ):
        start = dateline.end
    lines = [line for line in text[start : min(end, start + 2000)].split("\n") if line.strip()]
    if 1 < len(lines) <= _LINES and not is_title:
        lines = list(without_letterhead([line.strip() for line in lines]))
    words = " ".join(" ".join(lines).split())
    if not is_title:
        words = _without_label(words)
    if end - start <= HEADLINE * 1.5 and len(words) <= HEADLINE:
        return words
    sentence = _SENTENCE.split(words, maxsplit=1)[0]
    if len(sentence) <= HEADLINE:
        return sentence
    cut = sentence[: HEADLINE + 1].rfind(" ")
    return sentence[: cut if cut > 0 else HEADLINE]
