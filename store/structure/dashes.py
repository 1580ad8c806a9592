"""Speech that the press prints with a dash and no marks: "– Hamnen är öppen, säger Anna Berg."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store.patterns import lazy_pattern
from store.structure.attributions import Attribution, Reader
from store.structure.quotation_marks import MARKS, Quoted
from store.structure.speech.table import Speech

_DASH_LINE = r"[^\S\n]*[–—―-][^\S\n]?\S"
#: A line with a dash at its head: the first one, or another; and a dash behind a stop. Looked for one by one,
#: each is told by its first character.
_FIRST_LINE, _LINE = lazy_pattern(_DASH_LINE), lazy_pattern(rf"\n{_DASH_LINE}")
_BEHIND_STOP = lazy_pattern(r"[:.!?][^\S\n][–—―][^\S\n]")
#: A dash behind a colon, within a paragraph: "Anna Berg är nöjd: – Hamnen är öppen."
_WITHIN = lazy_pattern(r":\s[–—―]\s(?=[^\W\d_a-z])")
#: One that begins speech behind a sentence, and one more behind it.
_MID = lazy_pattern(r"[.!?]\s[–—]\s(?=[^\W\d_a-z][^\n]{10,800}?\s[–—]\s[^\W\dA-Z])")
_OPENING = lazy_pattern(r"[–—―]\s?(?=\S)|-\s(?=\S)")
#: Where the words that say who speaks may begin.
_PAUSE = lazy_pattern(r"[,!?…]?\s[–—―-]{1,2}\s?|[,!?…]\s")
_END = lazy_pattern(r"[.!?…](?=\s|$)")
#: The end of a sentence and the dash behind it, whatever stops stand before.
_ONWARD = lazy_pattern(r"[.!?…]\s{1,3}[–—―-]\s?(?=\S)")
_SHORTEST = 3
#: Characters of the paragraph above that may say whose words a line is.
_REACH = 300


def has_dashes(text: str, end: int) -> bool:
    """Whether a line before `end` begins with a dash, or one stands behind a stop."""
    return bool(
        _LINE.search(text, 0, end) or _BEHIND_STOP.search(text, 0, end) or _FIRST_LINE.match(text, 0, end)
    )


def spoken_lines(
    text: str, spans: Sequence[tuple[int, int]], speech: Speech, reader: Reader
) -> Iterator[tuple[Quoted, Attribution | None]]:
    """The passages of such paragraphs that are speech, dash and the words about the speaker left out.

    The first of a paragraph comes with its attribution, those after it with none. A paragraph in which none
    is found is left to the marks, and to lists.
    """
    if not speech.dashes:
        return
    may_stand_within = any(f": {dash} " in text for dash in "–—―")
    for index, (start, end) in enumerate(spans):
        opening = _OPENING.match(text, start, end)
        if opening is None:
            within = _WITHIN.search(text, start, min(end, start + _REACH)) if may_stand_within else None
            marked = MARKS.search(text, start, end) is not None
            if not marked and (mid := _MID.search(text, start, end)):
                yield from _dashed(text, mid.end(), (index, end), speech, reader)
            if within and not marked:
                introduced = reader.before(text[start : within.start() + 1].replace("\n", " "))
                if introduced and introduced.name and " " in introduced.name:
                    yield Quoted(within.end(), end, index, index, closed=False), introduced
            continue
        if MARKS.search(text, start, end):
            continue
        begin = opening.end()
        led = _led_by(text, spans, index, reader)
        if led is not None:
            yield Quoted(begin, end, index, index, closed=False), led
            continue
        yield from _dashed(text, begin, (index, end), speech, reader)


def _dashed(
    text: str, begin: int, within: tuple[int, int], speech: Speech, reader: Reader
) -> Iterator[tuple[Quoted, Attribution | None]]:
    """Speech from `begin` on to the words that say whose it is, and what goes on behind them.

    `within` is the paragraph: its index and its end.
    """
    index, end = within
    for pause in _PAUSE.finditer(text, begin, end):
        words = text[pause.start() : end].replace("\n", " ").lstrip("!?…")
        said = reader.after(words, False, paused=True) or _by_nobody(
            text[pause.end() : end], pause[0], speech
        )
        if said is None or len(text[begin : pause.start()].split()) < _SHORTEST:
            continue
        stop = pause.start() + (text[pause.start()] in ",!?…")
        yield Quoted(begin, stop, index, index, closed=False), said
        rest = _rest(text, pause.end(), end, speech)
        if rest < end:
            yield Quoted(rest, _until_said(text, rest, end, reader), index, index, closed=False), None
        break


def _by_nobody(words: str, pause: str, speech: Speech) -> Attribution | None:
    """That somebody without a name is said to speak: " – powiedziała policjantom pokrzywdzona."."""
    first = words.split(None, 1)[:1]
    dashed = any(mark in pause for mark in "–—―")
    return (
        Attribution() if dashed and first and speech.verb_pattern.fullmatch(first[0].rstrip(".,")) else None
    )


def _until_said(text: str, start: int, end: int, reader: Reader) -> int:
    """Where speech that goes on ends: where words say once more who speaks, " – dodaje.", else at `end`."""
    for pause in _PAUSE.finditer(text, start, end):
        words = text[pause.start() : end].replace("\n", " ").lstrip("!?…")
        dashed = any(mark in pause[0] for mark in "–—―")
        if dashed and len(words.split()) <= _SHORTEST + 1 and reader.after(words, False, paused=True):
            return pause.start()
    return end


def _led_by(text: str, spans: Sequence[tuple[int, int]], index: int, reader: Reader) -> Attribution | None:
    """Whom the paragraph above introduces by a colon, if no list begins here: more lines with a dash."""
    above = text[slice(*spans[index - 1])] if index else ""
    if not above.endswith(":") or len(text[slice(*spans[index])].split()) <= _SHORTEST:
        return None
    after = spans[index + 1][0] if index + 1 < len(spans) else len(text)
    said = None if _OPENING.match(text, after) else reader.before(above[-_REACH:].replace("\n", " "))
    return said if said is not None and said.name is not None else None


def _rest(text: str, start: int, end: int, speech: Speech) -> int:
    """Where speech goes on after the words that say who speaks; `end` where it does not."""
    if speech.dashes == "again" and (onward := _ONWARD.search(text, start, end)):
        return onward.end()
    stop = _END.search(text, start, end)
    if stop is None:
        return end
    closed = text[stop.start() - 1] in "–—―"
    after = stop.end()
    while after < end and text[after].isspace():
        after += 1
    again = _OPENING.match(text, after, end)
    if again:
        return again.end()
    return after if closed or speech.dashes == "on" else end
