"""Text objects: the word, sentence, paragraph or quotation around a selection, after vim.

Each takes the span selected now, one cluster where nothing else is, and gives the span to select.
Once the object is selected, asking for it again adds the next one, in the direction of `forward`
(``:help text-objects``). Unlike vim, the blanks between two sentences or paragraphs do not count as an object
of their own. Offsets are code points, spans half-open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tui.text.cells import cluster_at
from tui.text.motions import left, settle, word_at
from tui.text.paragraph_motions import Range, Ranges, paragraph_at
from tui.text.sentences import sentence_at

_MARKS = frozenset('“”"«»„‟「」『』')


def inner_word(text: str, selected: Range, *, forward: bool = True) -> Range:
    """The word, or the run of blanks (``iw``)."""
    return _grown(text, selected, lambda at: word_at(text, at), forward, blanks=True)


def a_word(text: str, selected: Range, *, forward: bool = True) -> Range:
    """The word with the blanks after it, else with those before it; blanks with their word (``aw``)."""

    def found(at: int) -> Range:
        start, end = word_at(text, at)
        if text[start:end].isspace():
            return (start, word_at(text, end)[1]) if forward else (word_at(text, left(text, start))[0], end)
        return _with_blanks(text, start, end, 0, len(text), forward)

    return _grown(text, selected, found, forward, blanks=True)


def inner_sentence(
    text: str,
    selected: Range,
    paragraphs: Ranges,
    language: str | None,
    dateline: Range | None = None,
    *,
    forward: bool = True,
) -> Range:
    """The sentence without the blanks around it (``is``)."""
    return _grown(text, selected, lambda at: sentence_at(text, at, paragraphs, language, dateline), forward)


def a_sentence(
    text: str,
    selected: Range,
    paragraphs: Ranges,
    language: str | None,
    dateline: Range | None = None,
    *,
    forward: bool = True,
) -> Range:
    """The sentence with the blanks after it, in its paragraph's last one those before it (``as``)."""

    def found(at: int) -> Range:
        sentence = sentence_at(text, at, paragraphs, language, dateline)
        return _with_blanks(text, *sentence, *paragraph_at(text, at, paragraphs), forward)

    return _grown(text, selected, found, forward)


def paragraph(text: str, selected: Range, paragraphs: Ranges, *, forward: bool = True) -> Range:
    """The paragraph (``ip`` and ``ap``: the blank rows around it hold nothing to mark)."""
    return _grown(text, selected, lambda at: paragraph_at(text, at, paragraphs), forward)


def quotation(text: str, selected: Range, quotations: Iterable[Range], *, around: bool) -> Range | None:
    """The innermost quotation around the selection, with its marks (``aq``) or without (``iq``).

    Asked again ``iq`` adds the marks, then comes the quotation around that one. None outside quotations.
    """
    start, end = selected
    holding = sorted(
        (one for one in quotations if one[0] <= start and end <= one[1]), key=lambda one: one[1] - one[0]
    )
    steps = [step for one in holding for step in ((one,) if around else (without_marks(text, *one), one))]
    if not steps or _is_one_cluster(text, selected):
        return steps[0] if steps else None
    larger = (one for one in steps if one[0] <= start and end <= one[1] and one != selected)
    return next(larger, selected)


def without_marks(text: str, start: int, end: int) -> Range:
    """A quotation without the marks it begins and ends with, and without the blanks inside them."""
    inner_start = start + (text[start] in _MARKS)
    inner_end = end - (end > inner_start and text[end - 1] in _MARKS)
    inner = text[inner_start:inner_end]
    trimmed = inner_start + len(inner) - len(inner.lstrip()), inner_end - len(inner) + len(inner.rstrip())
    return trimmed if trimmed[0] < trimmed[1] else (start, end)


def _is_one_cluster(text: str, selected: Range) -> bool:
    return selected[1] <= cluster_at(text, selected[0])[1]


def _grown(
    text: str, selected: Range, found: Callable[[int], Range], forward: bool, *, blanks: bool = False
) -> Range:
    """The object a single cluster is in; for more than that, the selection and the next object."""
    start, end = selected
    if not text:
        return selected
    if _is_one_cluster(text, selected):
        here = found(start)
        if start < here[0]:  # in the dateline, which is none of the sentence's
            return here
        return here[0], max(end, here[1])
    if forward:
        following = settle(text, end if blanks else _past_blanks(text, end))
        return start, max(end, found(following)[1])
    before = left(text, start) if blanks else settle(text, _before_blanks(text, start))
    return min(start, found(before)[0]), end


def _past_blanks(text: str, offset: int) -> int:
    while offset < len(text) and text[offset].isspace():
        offset += 1
    return offset


def _before_blanks(text: str, offset: int) -> int:
    while offset > 0 and text[offset - 1].isspace():
        offset -= 1
    return max(0, offset - 1)


def _with_blanks(text: str, start: int, end: int, low: int, high: int, forward: bool) -> Range:
    """The span with the blanks on the side it grows to, else with those on the other, within bounds."""
    after = end
    while after < high and text[after].isspace() and text[after] != "\n":
        after += 1
    before = start
    while before > low and text[before - 1].isspace() and text[before - 1] != "\n":
        before -= 1
    trailing = after > end and after < high and text[after] != "\n"
    leading = before < start and before > low and text[before - 1] != "\n"
    # A mark that is not seen may belong to a blank.
    if trailing and (forward or not leading):
        return start, cluster_at(text, after - 1)[1]
    return (cluster_at(text, before)[0], end) if leading else (start, end)
