"""Releases with all that was marked in them as one HTML page, to be read, printed or sent.

There are no scripts in it, nothing is fetched, and everything is escaped.

Each release is a section with its text; a passage is highlighted in the colour of its tag and numbered at its
end, and below the paragraph it ends in stand its tags and note. It prints from any browser, a release on a
page of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from store.exports.exporter import Marked
from store.exports.identities import web_address
from store.models import Annotation, Paragraph, Release, Tag

#: The colours of highlights by the tags' `store.models.Tag.color`; dark text on each has 7 : 1 at least.
_COLORS = (
    "#cfe3ff", "#ffe0b8", "#d3f0cf", "#f8d0dc", "#e2d6f7", "#fff0a8", "#c9eeee", "#ead9c8", "#e0e0e0",
)  # fmt: skip
_UNTAGGED = "#ededed"
_STYLE = """\
:root { color-scheme: light; }
body { margin: 0 auto; max-width: 42rem; padding: 1.5rem; background: #fff; color: #1a1a1a;
  font: 1rem/1.55 Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
section + section { margin-top: 4rem; border-top: 1px solid #999; padding-top: 2rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .5rem; }
.about, .note .by { color: #555; font: .85rem/1.4 system-ui, "Noto Sans", sans-serif; }
.embargo { font-weight: bold; }
p { margin: 0 0 1rem; white-space: pre-wrap; }
mark { color: inherit; padding: .08em 0; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
mark.over { text-decoration: underline; text-underline-offset: .2em; }
sup { color: #555; font: .65rem/0 system-ui, "Noto Sans", sans-serif; }
ol { list-style: none; margin: 0 0 1rem; padding: 0; }
.note { margin: 0 0 .6rem; padding: .1rem 0 .1rem .8rem; border-inline-start: .2rem solid #999;
  font: .9rem/1.45 system-ui, "Noto Sans", sans-serif; break-inside: avoid; }
.note div { white-space: pre-wrap; }
.tag { font-weight: bold; margin: 0 .6em 0 0; }
blockquote { margin: 0; font-family: Georgia, "Noto Serif", serif; white-space: pre-wrap; }
@media print {
  @page { margin: 2cm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  section + section { break-before: page; margin: 0; border: 0; padding: 0; }
  h1 { break-after: avoid; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_HEAD = f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Dateline">
<title>Marked press releases</title>
<style>
{_STYLE}</style>
</head>
<body>
"""


def write(marked: Iterable[Marked]) -> Iterator[str]:
    """The page, each release in turn."""
    yield _HEAD
    for one in marked:
        yield "\n".join(_section(one)) + "\n"
    yield "</body>\n</html>\n"


def _section(one: Marked) -> Iterator[str]:
    release, text = one.release, one.text()
    numbers = {each.id: number for number, each in enumerate(one.annotations, 1)}
    placed = [each for each in one.annotations if each.state != "orphaned"]
    here, below = _by_paragraph(text.paragraphs, placed)
    language = f' lang="{escape(release.language)}"' if release.language else ""
    yield f'<section id="release-{release.id}"{language}>'
    yield f'<h1 dir="auto">{escape(release.headline) or f"Release {release.id}"}</h1>'
    yield from _about(release, one.tags)
    for at, paragraph in enumerate(text.paragraphs):
        # The headline stands there already, but for what is marked in it.
        if at or paragraph.kind != "headline" or here[at]:
            ended = {each.id: numbers[each.id] for each in below[at]}
            yield f'<p dir="auto">{_highlighted(text.text, paragraph, here[at], ended)}</p>'
        yield from _notes(below[at], numbers)
    orphaned = [each for each in one.annotations if each.state == "orphaned"]
    if orphaned:
        yield "<h2>Passages no longer in the text</h2>"
        yield from _notes(orphaned, numbers)
    yield "</section>"


def _by_paragraph(
    paragraphs: Sequence[Paragraph], annotations: Iterable[Annotation]
) -> tuple[Mapping[int, list[Annotation]], Mapping[int, list[Annotation]]]:
    """The passages that each paragraph, by its place, has a part of; and those that it is the last of."""
    starts, ends = [one.start for one in paragraphs], [one.end for one in paragraphs]
    here: dict[int, list[Annotation]] = defaultdict(list)
    below: dict[int, list[Annotation]] = defaultdict(list)
    for one in annotations:
        last = bisect_left(starts, one.end)
        for at in range(bisect_right(ends, one.start), last):
            here[at].append(one)
        below[max(last - 1, 0)].append(one)
    return here, below


def _about(release: Release, tags: Iterable[Tag]) -> Iterator[str]:
    """Where the release is from, and what it is about as a whole."""
    parts = [release.place, release.date, release.agency, release.byline]
    told = [f"<bdi>{escape(part)}</bdi>" for part in parts if part]
    if address := web_address(release):
        told.append(f'<bdi><a href="{escape(address)}">{escape(address)}</a></bdi>')
    if told:
        yield f'<p class="about" dir="auto">{" · ".join(told)}</p>'
    if release.embargo:
        yield f'<p class="about embargo" dir="auto">{escape(" ".join(release.embargo.split()))}</p>'
    if named := _tags(tags):
        yield f'<p class="about" dir="auto">{named}</p>'


def _highlighted(
    text: str, paragraph: Paragraph, annotations: Iterable[Annotation], ended: Mapping[int, int]
) -> str:
    """The words of a paragraph, cut where passages begin or end, with the numbers of those that `ended`."""
    start, end, _ = paragraph
    begins: dict[int, list[Annotation]] = defaultdict(list)
    stops: dict[int, list[Annotation]] = defaultdict(list)
    for one in annotations:
        begins[max(one.start, start)].append(one)
        stops[min(one.end, end)].append(one)
    over: dict[int, Annotation] = {}
    parts: list[str] = []
    for begin, stop in pairwise(sorted({start, end, *begins, *stops})):
        over |= {one.id: one for one in begins[begin]}
        words = escape(text[begin:stop])
        parts.append(_mark(words, over.values()) if over else words)
        for one in stops[stop]:
            del over[one.id]
            parts += [f"<sup>[{ended[one.id]}]</sup>"] if one.id in ended else []
    return "".join(parts)


def _mark(words: str, over: Collection[Annotation]) -> str:
    """The words of passages: in the colour of the one that began last, underlined where there are more."""
    own = max(over, key=lambda one: (one.start, -one.end, one.id))
    color = _COLORS[own.tags[0].color % len(_COLORS)] if own.tags else _UNTAGGED
    several = ' class="over"' if len(over) > 1 else ""
    return f'<mark{several} style="background:{color}">{words}</mark>'


def _notes(annotations: Iterable[Annotation], numbers: Mapping[int, int]) -> Iterator[str]:
    """What is said of passages; the words of an orphan with it."""
    items = [_note(one, numbers[one.id]) for one in annotations]
    if items:
        yield "\n".join(["<ol>", *items, "</ol>"])


def _note(one: Annotation, number: int) -> str:
    quote = f'<blockquote dir="auto">{escape(one.quote)}</blockquote>' if one.state == "orphaned" else ""
    note = f'<div dir="auto">{escape(one.note)}</div>' if one.note else ""
    state = f" · {one.state} by an update" if one.state != "anchored" else ""
    by = f'<bdi class="by">{escape(one.creator)}, {escape(one.created[:10])}{state}</bdi>'
    return f'<li class="note" id="annotation-{one.id}">[{number}] {_tags(one.tags)}{by}{quote}{note}</li>'


def _tags(tags: Iterable[Tag]) -> str:
    return "".join(f'<bdi class="tag">#{escape(tag.name)}</bdi>' for tag in tags)
