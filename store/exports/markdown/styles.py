"""The ways to write Markdown: for any reader of CommonMark, for Obsidian, for Logseq, for Pandoc."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote as percent_encoded

from store.exports import yaml_fields
from store.exports.markdown.escapes import (
    Escape,
    contained,
    escape_for_logseq,
    escape_for_pandoc,
    escape_inline,
    escape_quote,
)
from store.exports.markdown.passage import Passage
from store.exports.markdown.tag_words import tag_link, tag_word
from store.models import Tag

#: Columns of a note's list item: a tab stop, so tabs and indented code in a note mean what they
#: mean in a document of their own (CommonMark 0.31, section 2.2).
_INDENT = " " * 4
#: What begins a note, which is a list item in some styles and a quote in others.
NOTE_TITLES = NOTE_ITEM, NOTE_CALLOUT, NOTE_QUOTE = "-   Note:", "> [!note] Note", "> Note:"
#: What no property of Logseq's may hold as it is: what it reads as links, tags and lists.
_WIKI_ENDS = str.maketrans({"[": "(", "]": ")", "|": "-", "#": "-", "^": "-"})

#: The paragraphs of a passage's place, as a locator of a citation has them.
_PARAGRAPHS = re.compile(r"paragraphs? ([0-9]+(?:–[0-9]+)?),")

Fields = Mapping[str, yaml_fields.Value]


@dataclass(frozen=True, slots=True)
class Style:
    """What differs from one kind of Markdown to the next."""

    name: str
    """The format's, as a user types it."""
    about: str
    """What it is for, in a few words."""
    escape: Escape
    """Makes of a line what is read as that."""
    told: Callable[[Fields, Sequence[Tag]], Fields] = field(repr=False)
    """The fields of the front matter: what is known of the release, and its tags."""
    front: Callable[[Fields], list[str]] = field(repr=False)
    """The lines of these fields."""
    passage: Callable[[Passage], list[str]] = field(repr=False)
    """The lines of a block with a passage."""
    link: Callable[[str, str], str] = field(repr=False)
    """A link to another note, by the name of its file without suffix, and the words that are shown."""
    tag: Callable[[Tag], str] = tag_word
    """A tag in the text."""
    beside: str = ""
    """The format of the list of references that its notes name."""
    bullets: bool = False
    """Whether each block is an item of a list."""

    def heading(self, level: int, words: str) -> list[str]:
        """The lines of a heading; the words are escaped already."""
        return [f"  {'#' * level} {words}"] if self.bullets else [f"{'#' * level} {words}"]

    def paragraph(self, words: str) -> list[str]:
        """The lines of a paragraph below others; the words are escaped already."""
        return [f"  {words}"] if self.bullets else ["", words]


def _fenced(fields: Fields) -> list[str]:
    return ["---", *yaml_fields.block(fields).splitlines(), "---", ""]


def _with_names(fields: Fields, tags: Sequence[Tag]) -> Fields:
    """Tags by their exact names: whoever reads YAML alone takes any."""
    return {**fields, "tags": _names(tags)}


def _for_obsidian(fields: Fields, tags: Sequence[Tag]) -> Fields:
    """Under ``tags`` what Obsidian takes (https://help.obsidian.md/tags), the exact names in a key beside."""
    words = sorted({tag_word(tag).removeprefix("#") for tag in tags})
    return {**fields, "tags": words, "tag_names": _names(tags)}


def _for_logseq(fields: Fields, tags: Sequence[Tag]) -> Fields:
    """A page's properties; ``title`` and ``id`` mean something else to Logseq: they are called otherwise."""
    called = {"title": "headline", "id": "release"}
    linked = ", ".join(tag_link(tag).removeprefix("#") for tag in sorted(tags, key=lambda one: one.name))
    known = {called.get(name, name): value for name, value in fields.items() if value is not None}
    return {**known, **({"tags": linked} if linked else {})}


def _properties(fields: Fields) -> list[str]:
    """In quotation marks Logseq reads neither links nor tags."""
    lines = (
        f'{name}:: "{value}"' if isinstance(value, str) and name != "tags" else f"{name}:: {value}"
        for name, value in fields.items()
    )
    return [*(" ".join(line.split()) for line in lines), ""]


def _names(tags: Sequence[Tag]) -> list[str]:
    return sorted({tag.name for tag in tags})


def _about(passage: Passage, escape: Escape, tag: Callable[[Tag], str] = tag_word) -> list[str]:
    """Speaker, origin with a link, tags with the place, and the way back: a paragraph each."""
    origin, back = escape(passage.origin), f"dateline:{passage.address}"
    link = f"[release](<{passage.url}>)" if passage.url else ""
    tags = " ".join(sorted({tag(one) for one in passage.tags}))
    return [
        *([f"— {escape(passage.speaker)}"] if passage.speaker else ()),
        *([" · ".join(filter(None, (origin, link)))] if origin or link else ()),
        " · ".join(filter(None, (tags, escape(passage.place)))),
        f"`dateline read --at {passage.address}` · [{back}]({back})",
    ]


def _plain(passage: Passage) -> list[str]:
    """The id follows the quote between blank lines: so Obsidian wants it for quotes, lists and tables."""
    return _spaced(
        escape_quote(passage.quote).split("\n"),
        *_anchor(passage),
        *([line] for line in _about(passage, escape_inline)),
        _note_item(passage.note),
    )


def _callout(passage: Passage) -> list[str]:
    """A callout with the speaker in its title, and another for the note (https://help.obsidian.md/callouts)."""
    title = f"> [!quote] {escape_inline(passage.speaker)}".rstrip()
    return _spaced(
        [title, ">", *escape_quote(passage.quote).split("\n")],
        *_anchor(passage),
        *([line] for line in _about(passage, escape_inline) if not line.startswith("— ")),
        _quoted_note(NOTE_CALLOUT, passage.note),
    )


def _bullet(passage: Passage) -> list[str]:
    """What stands in one block of Logseq's; the note is a second quote."""
    lines = _spaced(
        escape_quote(passage.quote, escape_for_logseq).split("\n"),
        _about(passage, escape_for_logseq, tag_link),
        _quoted_note(NOTE_QUOTE, passage.note),
    )
    return [f"  {line}" if line else "" for line in (f"annotation:: {passage.address}", *lines)]


def _cited(passage: Passage) -> list[str]:
    """The quote with a citation that Pandoc fills in from the list of references."""
    paragraphs = _PARAGRAPHS.match(passage.place)
    locator = f", para. {paragraphs[1]}" if paragraphs else ""
    return _spaced(
        escape_quote(passage.quote, escape_for_pandoc).split("\n"),
        [f"[[@{passage.key}{locator}]]{{#{passage.address.replace(':', '-')}}}"],
        *([line] for line in _about(passage, escape_for_pandoc)),
        _note_item(passage.note),
    )


def _anchor(passage: Passage) -> list[list[str]]:
    """What ``[[note#^annotation-17]]`` leads to."""
    return [[f"^{passage.address}"]] if passage.address.startswith("annotation-") else []


def _note_item(note: str) -> list[str]:
    """The note in a list item of its own, every line indented.

    A list item ends at the first line that is not indented after a blank one (CommonMark 0.31, section 5.2),
    and whatever the note left open ends with it. The label takes the first line, for an item may not begin
    with blank lines.
    """
    if not note.strip():
        return []
    return [NOTE_ITEM, "", *(f"{_INDENT}{line}" if line else "" for line in contained(note))]


def _quoted_note(title: str, note: str) -> list[str]:
    """The note in a quote of its own, below a title: it ends where the quote does."""
    if not note.strip():
        return []
    return [title, ">", *(f"> {line}" if line else ">" for line in contained(note))]


def _spaced(*groups: Sequence[str]) -> list[str]:
    """The lines of all groups with a blank one between two."""
    lines: list[str] = []
    for group in groups:
        if group:
            lines += [*([""] if lines else ()), *group]
    return lines


def _file_link(file: str, words: str) -> str:
    return f"[{escape_inline(words)}]({percent_encoded(file + '.md')})"


def _named_link(file: str, words: str) -> str:
    return f"[{escape_for_logseq(words)}]([[{file}]])"


def _wiki_link(file: str, words: str) -> str:
    """Links of Obsidian's and Logseq's have no escapes: what ends one is written as what resembles it."""
    return f"[[{file}|{words.translate(_WIKI_ENDS)}]]"


STYLES = {
    style.name: style
    for style in (
        Style(
            "markdown", "notes for any reader of Markdown",
            escape_inline, _with_names, _fenced, _plain, _file_link,
        ),
        Style(
            "obsidian", "the same for Obsidian: links, block ids, callouts, properties",
            escape_inline, _for_obsidian, _fenced, _callout, _wiki_link,
        ),
        Style(
            "logseq", "the same for Logseq: blocks, properties, tags as links",
            escape_for_logseq, _for_logseq, _properties, _bullet, _named_link, tag_link, bullets=True,
        ),
        Style(
            "pandoc", "the same for Pandoc: citations, with a list of references beside",
            escape_for_pandoc, _with_names, _fenced, _cited, _file_link, beside="csl-json",
        ),
    )
}  # fmt: skip
