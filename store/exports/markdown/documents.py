"""Annotations as Markdown: a note for each release, reports of many, and an index of notes.

A note is front matter, the headline, and a block for each annotation (`store.exports.markdown.managed`)::

    > The words that were marked, every line prefixed.

    ^annotation-17

    — Ana Prates, mayor of Lisbon

    WAM, BRUSSELS, 2018-04-05 · [release](<https://example.org/release>)

    #protection #vulnerable-migrants · paragraph 4, characters 812–954

    `dateline read --at annotation-17` · [dateline:annotation-17](dateline:annotation-17)

    -   Note:

        What the user wrote, as typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from store.exports import yaml_fields
from store.exports.exporter import Marked
from store.exports.file_names import file_name
from store.exports.identities import release_guid
from store.exports.markdown.managed import block, front_checksum
from store.exports.markdown.passage import Entry, Passage, on_a_line, passages, source_of
from store.exports.markdown.styles import Style
from store.models import Release, Tag

_LOST = "Passages no longer in the text"
#: The list of references that a text for Pandoc names, beside it.
REFERENCES = "references.json"


def write(marked: Iterable[Marked], style: Style, *, paths: bool = False) -> Iterator[str]:
    """The note of each release in turn, see `note`."""
    for one in marked:
        yield note(one, style, paths=paths)


def note(marked: Marked, style: Style, *, paths: bool = False) -> str:
    """What was marked in a release as one Markdown document, ``\\n`` at the end of every line.

    Annotations come by start, end and id, those that have lost their passage in a section of their own at the
    end. Paragraphs are counted from 1; characters are code point offsets into the text, half-open. Every
    annotation given is written, none is dropped.
    """
    release, found = marked.release, passages(marked)
    head = style.heading(1, headline(release, style))
    if release.embargo:
        head += style.paragraph(f"**{style.escape(on_a_line(release.embargo))}**")
    told = style.told(_fields(marked, style, paths=paths), tags_of(marked))
    marks = identity(release), front_checksum(told)
    blocks = [block(f"release-{release.id}", head, *marks, bullet=style.bullets)]
    lost = next((at for at, one in enumerate(found) if one.orphaned), len(found))
    blocks += _blocks(found[:lost], style)
    if found[lost:]:
        blocks += [block("orphaned", style.heading(2, _LOST), bullet=style.bullets)]
        blocks += _blocks(found[lost:], style)
    return "\n".join((*style.front(told), _text(blocks, style)))


def report(title: str, entries: Iterable[Entry], style: Style) -> Iterator[str]:
    """Passages of many releases below one title, release by release, each with a link to the note it has."""
    head = style.heading(1, style.escape(on_a_line(title)) or "Report")
    yield "\n".join((*style.front(style.told({"title": title, **_references(style)}, ())), ""))
    yield _text([block("report", head, bullet=style.bullets)], style)
    for release, found, has_note in entries:
        name = file_name(release, ".md").removesuffix(".md")
        called = on_a_line(release.headline) or f"Release {release.id}"
        about = [style.link(name, called) if has_note else style.escape(called)]
        head = style.heading(2, " · ".join((*about, *filter(None, (release.date,)))))
        blocks = [block(f"release-{release.id}", head, identity(release), bullet=style.bullets)]
        yield ("" if style.bullets else "\n") + _text([*blocks, *_blocks(found, style)], style)


def index(title: str, links: Iterable[tuple[str, str, str]], style: Style) -> Iterator[str]:
    """A note of links to others: each by its file's name without suffix, its title, what is said of it."""
    yield "\n".join((*style.front(style.told({"title": title}, ())), ""))
    lines = [
        f"{'  ' if style.bullets else ''}- {style.link(name, on_a_line(words))}"
        + (f" · {style.escape(on_a_line(about))}" if about else "")
        for name, words, about in links
    ]
    head = style.heading(1, style.escape(title))
    yield _text([block("index", [*head, "", *lines], bullet=style.bullets)], style)


def headline(release: Release, style: Style) -> str:
    """The headline on one line, escaped; a release without one is called by its id."""
    return style.escape(on_a_line(release.headline)) or f"Release {release.id}"


def identity(release: Release) -> str:
    """By which a note is known as that of this release and no other library's: eight hexadecimal digits."""
    return release_guid(release).hex[:8]


def tags_of(marked: Marked) -> list[Tag]:
    """The tags on the release and those on its passages, each once."""
    given = (marked.tags, *(one.tags for one in marked.annotations))
    return list({tag.id: tag for tags in given for tag in tags}.values())


def _fields(marked: Marked, style: Style, *, paths: bool) -> dict[str, yaml_fields.Value]:
    release = marked.release
    return {
        "title": release.headline,
        "place": release.place,
        "date": release.date,
        "agency": release.agency,
        "byline": release.byline,
        "source": source_of(release, paths=paths),
        **({"embargo": release.embargo_until or release.embargo} if release.embargo else {}),
        "id": release.id,
        "modified": max([release.modified, *(one.modified for one in marked.annotations)]),
        **_references(style),
    }


def _references(style: Style) -> dict[str, yaml_fields.Value]:
    return {"bibliography": REFERENCES} if style.beside else {}


def _blocks(found: Iterable[Passage], style: Style) -> list[list[str]]:
    return [block(one.address.replace(":", "-"), style.passage(one), bullet=style.bullets) for one in found]


def _text(blocks: Iterable[Sequence[str]], style: Style) -> str:
    between = "\n" if style.bullets else "\n\n"
    return between.join("\n".join(lines) for lines in blocks) + "\n"
