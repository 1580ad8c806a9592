"""Words as Markdown that a parser reads as exactly these words, and notes that stay where they are put.

What a quote says is exact: a CommonMark 0.31 parser (https://spec.commonmark.org/0.31.2/) finds in
the block quote the quoted text, character by character. The note is the user's own Markdown; it is
contained, so that whatever it holds ends with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Escape = Callable[[str], str]
"""Makes of one line of text what a parser reads as that."""

#: Characters with a meaning in CommonMark, in GitHub's additions to it or in Obsidian, where they stand.
_MARKS = r"""
      [\\`*\[\]<>|~]                          # code, emphasis, links, HTML, tables, strikethrough
    | ^[-+=:\#]                               # lists, rules, headings, a table's second row
    | (?<![^\W_]) _ | _ (?![^\W_])            # emphasis; inside a word it never is (section 6.2)
    | & (?= \#? [0-9A-Za-z]+ ; )              # character references (section 2.5)
    | (?<![\w/]) \# (?= \S | \Z )             # Obsidian's tags, the closing # of a heading
    | \^ (?= [\w-]+ [ \t]* \Z )               # Obsidian's block ids
    | (?<==) = | = (?==)                      # Obsidian's highlights
    | (?<=%) % | % (?=%)                      # Obsidian's comments
    | (?<=\$) \$ | \$ (?=\$) | (?<=\S) \$ (?![0-9])   # a dollar that could end a formula
"""


def _signs(numbers: str = "[0-9]{1,9}", marks: str = _MARKS) -> re.Pattern[str]:
    """What takes a backslash in a line without its newline: marks, and the sign behind a list's number.

    CommonMark 0.31, sections 2.4 and 5.2.
    """
    return re.compile(
        rf"(?P<number> ^(?:{numbers}) (?= [.)] (?: [ \t] | \Z ) ) ) | (?P<mark> {marks} )", re.VERBOSE
    )


_SPECIAL = _signs()
#: Logseq's macros stand in braces.
_OF_LOGSEQ = _signs(marks=rf"[{{}}] | {_MARKS}")
#: What Pandoc reads beside all that (https://pandoc.org/MANUAL.html#pandocs-markdown): letters as numbers of
#: lists, citations, superscripts, attributes, and quotation marks, dashes and dots that it sets anew.
_OF_PANDOC = _signs(
    r"\(?(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdm]{1,9}|[IVXLCDM]{1,9}|\#)",
    rf"[@^{{}}'\"$] | (?<=-)- | -(?=-) | (?<=\.)\. | \.(?=\.) | {_MARKS}",
)

#: What any of these holds: most lines hold none, and are not looked at closely.
_PERHAPS_SPECIAL = re.compile(r"[\\`*\[\]<>|~_&#^=%$\r]|\A[-+:0-9]")

_PERHAPS_OF_LOGSEQ = re.compile(_PERHAPS_SPECIAL.pattern + r"|[{}]")
_PERHAPS_OF_PANDOC = re.compile(
    _PERHAPS_SPECIAL.pattern + r"|[@{}'\"]|--|\.\.|\A\(?(?:[A-Za-z]{1,9}|[0-9]{1,9}|\#)[.)]"
)

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

#: A line ending (CommonMark 0.31, section 2.1).
_LINE_END = re.compile(r"\r\n|\r|\n")


def escape_quote(text: str, escape: Escape | None = None) -> str:
    """A block quote that a CommonMark parser reads as exactly ``text``, without a last newline.

    Two newlines are a new paragraph, one is a new line; further ones are ``&#10;``. ``text`` is
    canonical: U+0000 would be read as U+FFFD (CommonMark 0.31, section 2.3).

    Args: the text; what escapes a line of it, `escape_inline` where it is None.
    """
    escape = escape or escape_inline
    body = text.lstrip("\n")
    leading = len(text) - len(body)
    trailing = len(body) - len(body := body.rstrip("\n"))
    first, *rest = re.split(r"\n\n(\n*)", body)
    paragraphs = ["&#10;" * leading + _escape_paragraph(first, escape)]
    paragraphs += (
        "&#10;" * len(further) + _escape_paragraph(paragraph, escape)
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
    return _escaped(_SPECIAL, text)


def escape_for_logseq(text: str) -> str:
    """As `escape_inline`, for Logseq too."""
    if not _PERHAPS_OF_LOGSEQ.search(text):
        return text
    return _escaped(_OF_LOGSEQ, text)


def escape_for_pandoc(text: str) -> str:
    """As `escape_inline`, for Pandoc too: it takes more for signs, and sets quotation marks anew."""
    if not _PERHAPS_OF_PANDOC.search(text):
        return text
    return _escaped(_OF_PANDOC, text)


def _escaped(signs: re.Pattern[str], text: str) -> str:
    escaped = signs.sub(r"\g<number>\\\g<mark>", text).replace("\r", "&#13;")
    return _RUN.sub(lambda run: _unlinked(run[0]), escaped) if _LINKING.search(escaped) else escaped


def contained(note: str) -> list[str]:
    """The lines of a note, to be indented or marked as a quote, each alike: it ends where these end.

    What only a reader of HTML or Obsidian would let out of there stands in a fence longer than any in the
    note, and is shown as typed.
    """
    lines = _LINE_END.split(note)
    if _UNRULY.search("\n".join(lines)):
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", note)), default=0))
        return [f"{fence}text", *lines, fence]
    return lines


def _escape_paragraph(paragraph: str, escape: Escape) -> str:
    """The lines of one paragraph, its edges safe from parsers that trim more than spaces and tabs."""
    text = "\n".join(_escape_line(line, escape) for line in paragraph.split("\n"))
    if text[:1].isspace():
        text = (_NOTHING + text[0] if text[0] in _NO_REFERENCE else _reference(text[0])) + text[1:]
    if text[-1:].isspace():
        text = text[:-1] + (text[-1] + _NOTHING if text[-1] in _NO_REFERENCE else _reference(text[-1]))
    return text


def _escape_line(line: str, escape: Escape) -> str:
    """One line, a space or tab at either end as a reference: a parser drops them otherwise.

    The outermost is enough, the rest is then inside the line (CommonMark 0.31, sections 4.8, 6.8).
    """
    head = tail = ""
    if line.startswith((" ", "\t")):
        head, line = _reference(line[0]), line[1:]
    if line.endswith((" ", "\t")):
        tail, line = _reference(line[-1]), line[:-1]
    return head + escape(line) + tail


def _reference(character: str) -> str:
    """The character as a decimal numeric reference (CommonMark 0.31, section 2.5)."""
    return f"&#{ord(character)};"


def _unlinked(run: str) -> str:
    """A run with escapes in it as plain text, for within a bare URL GitHub would show the escapes."""
    return _LINKING.sub(r"\\\g<0>", run) if "\\" in run or "&#" in run else run
