"""Annotations as Markdown that reads well in a text editor, on GitHub and in Obsidian.

A document is YAML front matter, the headline, and one block per annotation::

    > The words that were marked, every line prefixed.

    ^annotation-17

    #protection #vulnerable-migrants · paragraph 4, characters 812–954

    -   Note:

        What the user wrote, as typed.

What a quote says is exact: a CommonMark 0.31 parser (https://spec.commonmark.org/0.31.2/) finds in
the block quote the quoted text, character by character. The note is the user's own Markdown; it is
contained, so that whatever it holds ends with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from store.exports import yaml_fields
from store.exports.exporter import Marked
from store.exports.file_names import WORD_CATEGORIES, category
from store.models import Annotation, Paragraph, Quotation, Release, ReleaseText, Tag
from store.structure import quotations_around

#: Characters with a meaning in CommonMark, in GitHub's additions to it or in Obsidian, where they
#: stand. Applied to one line without its newline. `number` is an ordered list's number, whose full
#: stop is what takes the backslash (CommonMark 0.31, sections 2.4 and 5.2).
_SPECIAL = re.compile(
    r"""
      (?P<number> ^[0-9]{1,9} (?= [.)] (?: [ \t] | \Z ) ) )
    | (?P<mark>
          [\\`*\[\]<>|~]                          # code, emphasis, links, HTML, tables, strikethrough
        | ^[-+=:\#]                               # lists, rules, headings, a table's second row
        | (?<![^\W_]) _ | _ (?![^\W_])            # emphasis; inside a word it never is (section 6.2)
        | & (?= \#? [0-9A-Za-z]+ ; )              # character references (section 2.5)
        | (?<![\w/]) \# (?= \S | \Z )             # Obsidian's tags, the closing # of a heading
        | \^ (?= [\w-]+ [ \t]* \Z )               # Obsidian's block ids
        | (?<==) = | = (?==)                      # Obsidian's highlights
        | (?<=%) % | % (?=%)                      # Obsidian's comments
        | (?<=\$) \$ | \$ (?=\$) | (?<=\S) \$ (?![0-9])   # a dollar that could end a formula
      )
    """,
    re.VERBOSE,
)

#: What any of these holds: most lines hold none, and are not looked at closely.
_PERHAPS_SPECIAL = re.compile(r"[\\`*\[\]<>|~_&#^=%$\r]|\A[-+:0-9]")

#: A run that GitHub's autolinks take whole (https://github.github.com/gfm/#autolinks-extension-).
_RUN = re.compile(r"[^ \t]+")

#: The character that makes such a run a link.
_LINKING = re.compile(r"(?:(?<=http)|(?<=https)|(?<=ftp)):(?=//)|(?<=www)\.", re.IGNORECASE)

#: An element without text: what stands beside it is not at the edge of the paragraph.
_NOTHING = "[](<>)"

#: White space that a numeric reference may not denote for every parser (markdown-it gives U+FFFD).
_NO_REFERENCE = frozenset("\x0b\x1c\x1d\x1e\x1f\x85")

#: What in a note could reach past its list item once it is shown: raw HTML (a comment left open
#: hides the rest of a page; autolinks are harmless), Obsidian's comments and formulas, block ids.
_UNRULY = re.compile(
    r"<(?![A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>)[A-Za-z!?/]|%%|\$\$|\^[\w-]+[ \t]*$", re.MULTILINE
)

#: What Obsidian takes in a tag beside its few ASCII signs.
_TAG_CATEGORIES = WORD_CATEGORIES | {"So"}

#: A line ending (CommonMark 0.31, section 2.1).
_LINE_END = re.compile(r"\r\n|\r|\n")

#: Columns of a note's list item: a tab stop, so tabs and indented code in a note mean what they
#: mean in a document of their own (CommonMark 0.31, section 2.2).
_INDENT = " " * 4


def write(marked: Iterable[Marked]) -> Iterator[str]:
    """The document of each release in turn, see `render`."""
    for one in marked:
        yield render(one.release, one.text(), one.annotations, one.tags)


def render(
    release: Release, text: ReleaseText, annotations: Sequence[Annotation], tags: Sequence[Tag] = ()
) -> str:
    """The release's annotations as one Markdown document, ``\\n`` at the end of every line.

    Annotations come by start, end and id, those that have lost their passage in a section of their
    own at the end. Paragraphs are counted from 1 in ``text.paragraphs``; characters are code point
    offsets into ``text.text``, half-open. Every annotation given is written, none is dropped.
    """
    ordered = sorted(annotations, key=lambda each: (each.start, each.end, each.id))
    blocks = [_front_matter(release, ordered, tags), f"# {_heading(release)}"]
    if release.embargo:
        blocks.append(f"**{escape_inline(' '.join(release.embargo.split()))}**")
    spoken = quotations_around(text, [(each.start, each.end) for each in ordered])
    blocks += (
        _annotation(each, _place(each, text.paragraphs), _speaker(each, spoken))
        for each in ordered
        if each.state != "orphaned"
    )
    orphaned = [each for each in ordered if each.state == "orphaned"]
    if orphaned:
        blocks.append("## Passages no longer in the text")
        blocks += (_annotation(each, f"last at characters {each.start}–{each.end}") for each in orphaned)
    return "\n\n".join(blocks) + "\n"


def escape_quote(text: str) -> str:
    """A block quote that a CommonMark parser reads as exactly ``text``, without a last newline.

    Two newlines are a new paragraph, one is a new line; further ones are ``&#10;``. ``text`` is
    canonical: U+0000 would be read as U+FFFD (CommonMark 0.31, section 2.3).
    """
    body = text.lstrip("\n")
    leading = len(text) - len(body)
    trailing = len(body) - len(body := body.rstrip("\n"))
    first, *rest = re.split(r"\n\n(\n*)", body)
    paragraphs = ["&#10;" * leading + _escape_paragraph(first)]
    paragraphs += (
        "&#10;" * len(further) + _escape_paragraph(paragraph)
        for further, paragraph in zip(rest[::2], rest[1::2], strict=True)
    )
    lines = ("\n\n".join(paragraphs) + "&#10;" * trailing).split("\n")
    return "\n".join(f"> {line}" if line else ">" for line in lines)


def escape_inline(text: str) -> str:
    """One line of text, so escaped that a CommonMark parser reads exactly ``text`` in it.

    Backslashes stand only where the character would mean something. White space at the ends is left
    as it is; ``text`` holds no newline.
    """
    if not _PERHAPS_SPECIAL.search(text):
        return text
    escaped = _SPECIAL.sub(r"\g<number>\\\g<mark>", text).replace("\r", "&#13;")
    return _RUN.sub(lambda run: _unlinked(run[0]), escaped)


@lru_cache(maxsize=1024)  # a library has few tags, and a hundred thousand passages
def tag_word(tag: Tag) -> str:
    """The tag as Obsidian takes it, ``#`` included; the exact name stands in the front matter.

    Letters and digits of any script, emoji, ``/`` and ``-`` are kept, ``_`` inside a word; all else is
    a hyphen. What holds no letter gets a leading ``_``, because Obsidian takes no tag of digits
    alone: ``2018`` is ``#_2018``. A name with nothing to keep is written as its id.
    """
    kept = "".join(
        character if character in "_/-" or category(character) in _TAG_CATEGORIES else "-"
        for character in unicodedata.normalize("NFC", tag.name)
    )
    # An underscore at a word's edge would be emphasis outside Obsidian, and an escape ends a tag.
    kept = re.sub(r"(?<![^\W_])_|_(?![^\W_])|-{2,}", "-", kept)
    word = re.sub(r"-{2,}", "-", kept).strip("-/") or str(tag.id)
    return f"#{word}" if any(category(character) in ("L", "So") for character in word) else f"#_{word}"


def _front_matter(release: Release, annotations: Sequence[Annotation], tags: Sequence[Tag]) -> str:
    """The YAML block, its fences included; no value can hold a line that ends it early.

    Its tags are those on the release and those on its passages.
    """
    fields: dict[str, yaml_fields.Value] = {
        "title": release.headline,
        "place": release.place,
        "date": release.date,
        "agency": release.agency,
        "byline": release.byline,
        "source": release.source,
        **({"embargo": release.embargo_until or release.embargo} if release.embargo else {}),
        "tags": sorted({tag.name for given in (tags, *(each.tags for each in annotations)) for tag in given}),
        "id": release.id,
        "modified": max([release.modified, *(each.modified for each in annotations)]),
    }
    return f"---\n{yaml_fields.block(fields)}---"


def _heading(release: Release) -> str:
    """The headline on one line, escaped; a release without one is called by its id."""
    return escape_inline(" ".join(release.headline.split())) or f"Release {release.id}"


def _speaker(annotation: Annotation, spoken: Sequence[Quotation]) -> str:
    """Whose words the passage is, with the role, escaped: of the innermost quotation it lies in."""
    around = [one for one in spoken if one.start <= annotation.start and annotation.end <= one.end]
    inner = min(around, key=lambda one: one.end - one.start, default=None)
    if inner is None or inner.speaker is None:
        return ""
    return escape_inline(" ".join(", ".join(filter(None, (inner.speaker, inner.role))).split()))


def _annotation(annotation: Annotation, place: str, speaker: str = "") -> str:
    """One annotation's block.

    The id follows the quote between blank lines: so Obsidian wants it for quotes, lists and tables.
    """
    tags = " ".join(sorted({tag_word(tag) for tag in annotation.tags}))
    blocks = [
        escape_quote(annotation.quote),
        f"^annotation-{annotation.id}",
        *([f"— {speaker}"] if speaker else ()),
        f"{tags} · {place}" if tags else place,
    ]
    if annotation.note.strip():
        blocks.append(_note(annotation.note))
    return "\n\n".join(blocks)


def _place(annotation: Annotation, paragraphs: Sequence[Paragraph]) -> str:
    """Where the passage stands, in words."""
    touched = [
        number
        for number, paragraph in enumerate(paragraphs, start=1)
        if paragraph.start < annotation.end and annotation.start < paragraph.end
    ]
    place = f"characters {annotation.start}–{annotation.end}"
    if touched:
        first, last = touched[0], touched[-1]
        place = (f"paragraph {first}, " if first == last else f"paragraphs {first}–{last}, ") + place
    if annotation.state == "anchored":
        return place
    was = f", first marked as: {escape_inline(' '.join(annotation.was.split()))}" if annotation.was else ""
    return f"{place} · {annotation.state} by an update{was}"


def _note(note: str) -> str:
    """The note as typed, in a list item of its own, every line indented.

    A list item ends at the first line that is not indented after a blank one (CommonMark 0.31,
    section 5.2), and whatever the note left open ends with it. The label takes the first line, for
    an item may not begin with blank lines. What only a reader of HTML or Obsidian would let out of
    the item stands in a fence longer than any in the note, and is shown as typed.
    """
    lines = _LINE_END.split(note)
    if _UNRULY.search("\n".join(lines)):
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", note)), default=0))
        lines = [f"{fence}text", *lines, fence]
    return "\n".join(["-   Note:", "", *(f"{_INDENT}{line}" if line else "" for line in lines)])


def _escape_paragraph(paragraph: str) -> str:
    """The lines of one paragraph, its edges safe from parsers that trim more than spaces and tabs."""
    text = "\n".join(map(_escape_line, paragraph.split("\n")))
    if text[:1].isspace():
        text = (_NOTHING + text[0] if text[0] in _NO_REFERENCE else _reference(text[0])) + text[1:]
    if text[-1:].isspace():
        text = text[:-1] + (text[-1] + _NOTHING if text[-1] in _NO_REFERENCE else _reference(text[-1]))
    return text


def _escape_line(line: str) -> str:
    """One line, a space or tab at either end as a reference: a parser drops them otherwise.

    The outermost is enough, the rest is then inside the line (CommonMark 0.31, sections 4.8, 6.8).
    """
    head = tail = ""
    if line.startswith((" ", "\t")):
        head, line = _reference(line[0]), line[1:]
    if line.endswith((" ", "\t")):
        tail, line = _reference(line[-1]), line[:-1]
    return head + escape_inline(line) + tail


def _reference(character: str) -> str:
    """The character as a decimal numeric reference (CommonMark 0.31, section 2.5)."""
    return f"&#{ord(character)};"


def _unlinked(run: str) -> str:
    """A run with escapes in it as plain text, for within a bare URL GitHub would show the escapes."""
    return _LINKING.sub(r"\\\g<0>", run) if "\\" in run or "&#" in run else run
