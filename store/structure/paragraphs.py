"""Where a text's paragraphs stand: between blank lines, and where scraped text has lost those."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from string import ascii_uppercase

from store.patterns import lazy_pattern
from store.structure.datelines import dateline_at
from store.structure.dates import date_at

#: A line longer than this was not wrapped by hand: its end ends a paragraph.
LONG_LINE = 200
#: From this length on a line may be a whole page from which the line ends were lost.
GIANT_LINE = 400

_RULE = lazy_pattern(r"\s*[-*_=#~—]{3,}\s*")
_BULLET = lazy_pattern(r"\s*(?:[•◦‣▪●○■□➢➤✓✔·*–—-]|\(?\d{1,2}[.)])\s+\S")
#: White space but for line ends, spelled out: many times faster to look for than ``[^\\S\\n]``.
_BLANK = "".join(char for char in map(chr, range(0x3001)) if char.isspace() and char != "\n")
_BLANKS = lazy_pattern(f"[{_BLANK}]{{2,}}")
#: Where there are no others: found many times faster.
_SPACES, _OTHERS = lazy_pattern("  +"), _BLANK.replace(" ", "")
_TWO_BLANKS = ("  ", "\xa0", "\t", "\u3000")
#: Between which two to four blanks are a pause after a sentence, before the next.
_ENDS, _BEGINS = frozenset('.!?:)”"'), frozenset(ascii_uppercase + '“"•')
#: The single blank of other sentence ends.
_SENTENCE_END = lazy_pattern(r"[.!?][”\"]?[^\S\n](?=[A-Z“\"])")
#: Before the first character of East Asia's scripts.
_WIDE = "\u2e7f"
_FEW_BLANKS, _MANY_BLANKS = 4, 20


#: Headings of the back matter that stand right behind a sentence, where the line end before them was lost.
#: By its first letter, which is looked for many times faster than what stands before it.
_BEFORE = r"(?<=[a-z.!?)”\"/®™].)"
_GLUED = lazy_pattern(
    rf"A{_BEFORE}(?=bout (?:the )?[A-Z])"
    rf"|D{_BEFORE}(?=isclaimer:)"
    rf"|F{_BEFORE}(?=orward-Looking )"
    rf"|S{_BEFORE}(?=afe Harbor )"
    rf"|N{_BEFORE}(?=otes? to editors?\b)"
    rf"|M{_BEFORE}(?=edia Contact(?: Information)?:)"
    rf"|P{_BEFORE}(?=ress Contact(?: Information)?:)"
    rf"|C{_BEFORE}(?=ontact(?: Information)?:)"
)
_GLUED_WORDS = ("About ", "Disclaimer:", "Forward-Looking", "Safe Harbor", "to editor", "ontact")


def paragraph_spans(text: str) -> list[tuple[int, int]]:
    """The paragraphs of `text` as half-open spans, in order, trimmed and never empty.

    A blank line parts paragraphs. So does a line end beside a line too long to have been wrapped, before
    a list item, below a rule, and before an indented first line; and, within a line as long as a page, a run
    of five or more blanks (fewer than twenty only where no lower-case letter follows).
    Every character that is not whitespace lies in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    for block in _blocks(text):
        lone = len(block) == 1
        for start, end in (trim(text, *block[0]),) if lone else _paragraphs(text, block, first=not spans):
            if end - start < GIANT_LINE:
                spans.append((start, end))
            else:
                spans.extend(_parts_of_giant(text, start, end))
    return spans


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without whitespace at its ends."""
    piece = text[start:end]
    kept = piece.lstrip()
    start = end - len(kept)
    return start, start + len(kept.rstrip())


def _blocks(text: str) -> Iterator[list[tuple[int, int]]]:
    """Runs of lines that are not blank, as spans of lines."""
    block: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if line and not line.isspace():
            block.append((position, end))
        elif block:
            yield block
            block = []
        position = end + 1
    if block:
        yield block


def _paragraphs(text: str, block: list[tuple[int, int]], first: bool) -> Iterator[tuple[int, int]]:
    """The block's lines joined into paragraphs."""
    unwrapped = any(_is_long(text[start:end]) for start, end in block if end - start > LONG_LINE // 2)
    begin = block[0][0]
    for number, (previous, line) in enumerate(pairwise(block), 1):
        at_head = first and number < 8
        if (
            unwrapped
            or (number == 1 and _RULE.fullmatch(text, *previous))
            or _begins_paragraph(text, previous, line)
            or (at_head and _dated(text, line, block[-1][1]))
        ):
            yield trim(text, begin, previous[1])
            begin = line[0]
    yield trim(text, begin, block[-1][1])


def _is_long(line: str) -> bool:
    """Whether a line was not wrapped by hand: by its width, of which East Asia's characters take two."""
    line = line.strip()
    if len(line) > LONG_LINE:
        return True
    return 2 * len(line) > LONG_LINE and not line.isascii() and 2 * sum(map(_WIDE.__lt__, line)) > LONG_LINE


def _begins_paragraph(text: str, previous: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line within a block is a list item, or indented after the end of a sentence."""
    if _BULLET.match(text[line[0] : min(line[1], line[0] + 80)]):
        day = date_at(text, trim(text, *line)[0])  # “10. November 2021” is no tenth item
        return day is None or day.iso is None
    ended = text[previous[0] : previous[1]].rstrip().endswith((".", "!", "?", '"', "”", ":", "»"))
    return ended and _indent(text, line) >= _indent(text, previous) + 2


def _indent(text: str, line: tuple[int, int]) -> int:
    piece = text[line[0] : line[1]]
    return len(piece) - len(piece.lstrip())


def _dated(text: str, line: tuple[int, int], block_end: int) -> bool:
    """Whether the line begins with a dateline that has a date and a place or agency."""
    start, _ = trim(text, *line)
    dateline = dateline_at(text, start, block_end)
    return bool(dateline and dateline.date and (dateline.place or dateline.agency))


def _parts_of_giant(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A page on one line, parted where long runs of blanks stand for lost line ends.

    So do short ones after a sentence, where most sentences are parted by a single blank.
    """
    begin = start
    for at, after in _breaks(text, start, end):
        yield begin, at
        begin = after
    yield begin, end


def _breaks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The runs of blanks in a giant line that stand for lost line ends."""
    page = text[start:end]
    glued: list[tuple[int, int]] = []
    if any(map(page.__contains__, _GLUED_WORDS)):
        glued = [(match.start(), match.start()) for match in _GLUED.finditer(text, start, end)]
    if not glued and not any(map(page.__contains__, _TWO_BLANKS)):
        return
    long: list[tuple[int, int]] = []
    short: list[tuple[int, int]] = []
    runs = _BLANKS if any(map(page.__contains__, _OTHERS)) else _SPACES
    for run in runs.finditer(text, start, end):
        at, after = run.span()
        if after - at <= _FEW_BLANKS:
            if text[at - 1] in _ENDS and text[after] in _BEGINS:
                short.append((at, after))
        elif after - at >= _MANY_BLANKS or not text[after].islower():
            long.append((at, after))
    if short and len(short) > len(_SENTENCE_END.findall(page)):
        short = []  # the writer's habit between any two sentences
    position, unclosed, straight = start, 0, 0
    for at, after in sorted(long + short + glued):
        unclosed += text.count("“", position, at) - text.count("”", position, at)
        straight += text.count('"', position, at)
        position = at
        inside = unclosed > 0 or straight % 2
        if after - at not in (2, 3, 4) or not inside:
            yield at, after
