"""Quoted speech: where it stands in the text, its quotation marks included, and who is speaking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter

from store.models import Quotation
from store.patterns import lazy_pattern
from store.structure.attributions import Attribution, Reader
from store.structure.dashes import has_dashes, spoken_lines
from store.structure.marked_names import (
    ENDS,
    PAUSES,
    is_file,
    is_headline,
    is_labelled,
    is_motto,
    is_name,
    is_term,
    is_title_case,
)
from store.structure.name_phrases import STATEMENT
from store.structure.occupations import occupation_of
from store.structure.quotation_marks import MARKS, Quoted, quoted_passages
from store.structure.readers import reader_for
from store.structure.roles import role_of
from store.structure.roles_by_table import role_by_table
from store.structure.sentence_heads import person_alone_at_head
from store.structure.speaker_words import SENTENCE
from store.structure.speech.table import Speech, alternatives
from store.structure.turns import Spoken, speakers
from store.structure.unmarked import statements
from store.structure.word_lists import word_set

#: Characters on either side of a quotation that may say whose it is.
REACH = 200
#: Characters of the shortest quotation that words about the speaker may stand in.
_WITHIN = 60
#: Paragraphs at the head of a text of which one may be its headline.
_HEAD = 4
#: Words of the shortest speech that goes on behind the words about the speaker: “It squeaks.”
_FEW = 2
#: Names in marks that may stand in those words.
_NAMES = 2
#: The same of those before it, in languages of long sentences.
_LEAD = 350
#: Signs of the longest name in marks, which words without a pause follow, and the first of these words.
_NAMED_EAST = 8
#: So many words, and no more, tell speech from a term; and the characters in which they mostly are.
_MANY, _FIRST = 12, 110
#: Bytes with which no sign of `_EAST` begins in UTF-8.
_NO_EASTERN = bytes(code for code in range(256) if not 0xE3 <= code <= 0xE9)
_first_sign = itemgetter(0)
_EAST_WORD = lazy_pattern(r"[\u3400-\u9fff]")
_EAST = lazy_pattern(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORD = lazy_pattern(r"\w[\w'’\-]*")
#: A name in marks, which in the words about a speaker stands for a thing.
_NAMED = lazy_pattern(r'[“"«»„「『]([^“”"«»„「」『』]*)[”"»«“」』]')
#: A field at the head of a file, as `title: "…"`.
_FIELD = lazy_pattern(r"(?:^|\n)[a-z][a-z_-]*: $")
#: Words for a work, whose title follows, in several languages.
_WORKS = tuple(
    word_set(
        "article artículo artigo articolo artikel report informe relatório rapporto rapport study studie "
        "estudio estudo studio étude paper essay ensayo ensaio bericht beitrag статье отчёте artykule "
        "raporcie"
    )
)
_WORK = lazy_pattern(rf"\b(?:{'|'.join(_WORKS)})\s$", re.IGNORECASE)
#: What is said behind the title of a work: whose it is, and where it is published.
_IS_PUBLISHED = (
    r"(?:is|was|are|were|has been|appears?|will be)\s(?:\w+\s)?(?:published|printed|available|in\b|on\b)"
)
_WRITTEN_BY = lazy_pattern(
    rf"\s?,?\s(?:\(\d{{4}}\)\s)?(?:by\s[^.]{{3,60}}?\s(?:et al|{_IS_PUBLISHED})"
    r"|(?:is|was|has been|will be)\s(?:\w+\s)?(?:published|printed)\b)"
)
#: The rest of a paragraph that ends with a passage; asked of each passage, so only as far as it goes.
_NO_WORDS = lazy_pattern(r"[ .]*+")
_SENTENCE_ENDS = frozenset(".!?。！？")
_LEADS = tuple(":：,，")
#: After these a phrase with capitals is a title.
_TITLED = lazy_pattern(
    r"\b(?:"
    r"(?:theme|slogan|tagline|motto|title|hashtag|campaign|initiative|book|song|album|film|session|report"
    r"|panel|talk|summit|event|exhibition|exhibit|show|series|gala|podcast|play|game)s?,?)\W{0,3}$"
    r"|(?:^|\n|[.!?]\s)In\s$",
    re.IGNORECASE,
)


def quotations(
    text: str, spans: Sequence[tuple[int, int]], around: Sequence[tuple[int, int]] | None = None
) -> tuple[Quotation, ...]:
    """The quoted speech in the paragraphs `spans`, in order; none if no passage of `around` is between marks.

    Phrases between quotation marks that nobody is said to have spoken (titles, terms, scare quotes) are
    left out, unless they are long enough to be speech by themselves.
    """
    if around is not None and not _may_hold(text, around):
        return ()
    quoted = list(quoted_passages(text, spans))
    if not quoted and not has_dashes(text, len(text)) and ":\n" not in text:
        return ()
    finder = _Finder(text, spans)
    speech = finder.speech(quoted)
    if not speech or (around is not None and not _held(speech, quoted, around)):
        return ()
    said_by = speakers(text, spans, speech, finder.table)
    people = [name for name in dict.fromkeys(said_by) if name is not None]
    roles = {name: _role(text, name, finder.table) for name in people}
    return tuple(
        Quotation(one.quoted.start, one.quoted.end, name, roles[name] if name else None)
        for one, name in zip(speech, said_by, strict=True)
    )


def _role(text: str, name: str, speech: Speech) -> str | None:
    """What a speaker is: by the offices of the language first, unless it is English."""
    if speech.titles:
        return role_by_table(text, name, speech) or role_of(text, name)
    return role_of(text, name) or role_by_table(text, name, speech) or occupation_of(text, name, speech)


def _may_hold(text: str, passages: Sequence[tuple[int, int]]) -> bool:
    """Whether anything is opened before the end of one of the passages."""
    last = max((start for start, _ in passages), default=-1) + 1
    return bool(MARKS.search(text, 0, last) or has_dashes(text, last))


def _held(speech: Sequence[Spoken], quoted: Sequence[Quoted], passages: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the passages stands within what is quoted."""
    spans = [(one.start, one.end) for one in (*quoted, *(one.quoted for one in speech))]
    return any(start <= begin and stop <= end for begin, stop in passages for start, end in spans)


#: Who said it, of whom no name is told: （40代女性）
_MOTTO = 22  # characters of the longest motto between marks
_WHOSE_EAST = lazy_pattern(r"\s?[（(][^（()）]{2,20}[)）]\s*(?:・|$)")


@cache
def _naming(speech: Speech) -> re.Pattern[str]:
    """Words after which a phrase in quotation marks is a name or a term, not speech."""
    edge = r"\b" if speech.reader in ("capitals", "arabic") else ""
    return re.compile(rf"{edge}{alternatives(speech.naming)}\s*[:：]?\s*\(?$", re.IGNORECASE)


@cache
def _framed(speech: Speech) -> re.Pattern[str]:
    """What follows a quotation alone: "şeklinde konuştu"."""
    return re.compile(rf"\s(?:{alternatives(speech.frames)}\s){alternatives(speech.verbs)}")


class _Finder:
    """Finds speech and speakers in one text."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self._text, self._spans = text, spans
        self.table, self._reader = reader_for(text[spans[0][0] :] if spans else "")

    def speech(self, quoted: Sequence[Quoted]) -> list[Spoken]:
        """Those of the quoted passages that are speech, and what is spoken without marks."""
        found = list(self._between_marks(quoted))
        lines: list[Spoken] = []
        for one, whose in statements(self._text, self._spans, self.table, self._reader):
            lines.append(Spoken(one, whose, follows=False))
        for one, said in spoken_lines(self._text, self._spans, self.table, self._reader):
            lines.append(Spoken(one, said, follows=said is None))
        return sorted([*found, *lines], key=lambda one: one.quoted.start) if lines else found

    def _between_marks(self, quoted: Sequence[Quoted]) -> Iterator[Spoken]:
        text, spans = self._text, self._spans
        last: Spoken | None = None
        lead = _LEAD
        names = [is_name(text, item) for item in quoted]
        for index, item in enumerate(quoted):
            start, end = spans[item.first][0], spans[item.last][1]
            above, below = index - 1, index + 1
            while (
                index - above <= _NAMES
                and above >= 0
                and (names[above] or is_term(text, quoted[above], item))
            ):
                above -= 1
            while below - index <= _NAMES and below < len(quoted) and names[below]:
                below += 1
            before_from = max(start, item.start - lead, quoted[above].end if above >= 0 else 0)
            after_to = min(end, item.end + REACH, quoted[below].start if below < len(quoted) else end)
            before, after = text[before_from : item.start], text[item.end : after_to]
            if before.endswith("(") and after.startswith(")"):
                continue  # a defined term
            led = text.endswith(": ", start, item.start)
            if led and _FIELD.search(text, max(start, item.start - 40), item.start):
                continue
            if above + 1 < index:
                before = _NAMED.sub(_lowered, before)
            if index + 1 < below:
                after = _NAMED.sub(_lowered, after)
            before, after = self._unwrapped(before), after.replace("\n", " ")
            said = self._attribution(item, before, after, last)
            words = text[item.start + item.opened : item.end - item.closed]
            if item.first < _HEAD and not after and is_headline(text[start : item.start], words):
                continue
            follows = last is not None and last.quoted.last == item.first
            if not item.opened and said is None:
                continue
            if said is not None and said.name and is_labelled(said.name, before, words):
                continue
            if not item.closed and not _unclosed_speech(words, before, said is not None or follows):
                continue
            if self._is_speech(words, before, after, said is not None, follows):
                last = Spoken(item, said, follows)
                yield last

    def _unwrapped(self, before: str) -> str:
        """Words before a passage as one line; in Japanese, whose lines end with sense, the last one, with its
        end where the passage begins another."""
        if self.table.reader != "japanese":
            return before.replace("\n", " ")
        last = before.rstrip().rpartition("\n")[2]
        return f"{last}\n" if "\n" in before[len(before.rstrip()) :] else last

    def _attribution(self, item: Quoted, before: str, after: str, last: Spoken | None) -> Attribution | None:
        """Whose words they are: said after them, before them, or by a line of its own below them."""
        text, spans, reader = self._text, self._spans, self._reader
        inside_end = text[max(item.start, item.end - 3) : item.end]
        ended = not _SENTENCE_ENDS.isdisjoint(inside_end)
        said = reader.around(before, after) or reader.after(after, ended, paused="," in inside_end)
        if said is None and before.strip():
            said = reader.before(before)
            if said and last and last.quoted.last == item.first and _only_tells(said, last, before):
                said = None
        elif said is not None and self._may_be_introduced(said):
            told = reader.introduced(before)
            said = told._replace(pronoun=said.pronoun) if told and told.name else told or said
            first = last is None or last.quoted.last != item.first
            if (
                said.name is None
                and first
                and (name := person_alone_at_head(SENTENCE.split(before.strip())[-1]))
            ):
                said = Attribution(name, said.pronoun)
        if said is None and item.end - item.start > _WITHIN:
            said = reader.inside(text[item.start + 1 : item.end - 1].replace("\n", " "))
        led = said is None and item.start == spans[item.first][0] and item.first > 0
        if led:
            start, end = spans[item.first - 1]
            above = text[max(start, end - REACH) : end].replace("\n", " ")
            if STATEMENT.fullmatch(above):
                above += ":"
            leads = above.endswith((":", "：")) or (not above.isascii() and _leads_east(above, reader))
            said = reader.before(f"{above}\n") if leads else None
        ends_paragraph = _NO_WORDS.fullmatch(text, item.end, max(item.end, spans[item.last][1])) is not None
        goes_on = last is not None and last.quoted.last == item.first and last.said is not None
        ended = ended or text[item.end : item.end + 1] == "."
        whole = item.start == spans[item.first][0] or (ended and not goes_on)
        heading = said is not None and led and said.name is not None and " " not in said.name
        if (said is None or heading) and whole and ends_paragraph and item.last + 1 < len(spans):
            start, end = spans[item.last + 1]
            below = text[start : min(end, start + REACH)]
            if not below[:1].islower():
                said = reader.signature(below) or said  # below a heading: "Quotations:"
            elif said is None:
                said = reader.after(f" {below}", False, True)
        return said

    def _may_be_introduced(self, said: Attribution) -> bool:
        """Whether the sentence before may say whom a pronoun means: not "ce dernier"."""
        pronoun = said.pronoun.casefold() if said.pronoun and not said.plural and not said.offices else ""
        return bool(pronoun) and pronoun not in self.table.latter_words

    def _is_speech(self, words: str, before: str, after: str, attributed: bool, continues: bool) -> bool:
        """Whether quoted words are speech rather than a title, a term or a scare quote."""
        eastern = len(_EAST.findall(words[:2000])) if _may_be_eastern(words) else 0
        count = _count_words(words) + eastern // 2
        stripped = words.strip(' “”"«»„')
        pause = stripped[-1:] in PAUSES
        ended = stripped[-1:] in ENDS or pause
        if (is_title_case(words) and _TITLED.search(before[-40:])) or "et al." in before[-60:]:
            return False
        if is_file(before, words) or (eastern and is_motto(before, after)):
            return False
        if after and _WRITTEN_BY.match(after):
            return False  # ‘A trial of …’ by Ruiz et al. is published in
        work = not ended and before[-40:].rstrip().rstrip(",").lower().endswith(_WORKS)
        if work and _WORK.search(before[-40:] if attributed else before[-40:].replace(", ", " ")):
            return False
        if eastern and len(words) <= _NAMED_EAST and not ended and _EAST_WORD.match(after):
            return False  # “海盐二号”采用……
        if attributed:
            led = before.rstrip()[-1:] in (":", "：", ",", "，") or after[:1] in (",", "،", "，")
            ended = (
                ended or (count > 1 and led) or (count > 2 and _framed(self.table).match(after) is not None)
            )
            follows = self._reader.leads_on(before) and before.rstrip()[-1:] not in _LEADS  # "said that “…”"
            ended = ended or (continues and after[:1] == ".")
            if self._names(before) and not follows:
                return count >= (4 if ended else 6)
            return ended or (
                count >= (4 if before.strip() else 3) and (eastern > 0 or not is_title_case(words))
            )
        if eastern:
            alone = before.rstrip()[-1:] == "。" and after[:1] == "。"
            listed = before.rstrip()[-1:] in ("", "・") and _WHOSE_EAST.match(after) is not None
            goes_on = continues and after[:1] == "と"
            if len(words) <= _MOTTO and not (attributed or continues or before.strip() or after.strip()):
                return False  # a line of its own: 「このまちと、あしたも。」
            return (ended or alone or listed or goes_on) and count >= 6
        if (
            continues
            and count == _FEW
            and stripped[-1:] in ENDS
            and before.rstrip()[-1:] == "."
            and not after.strip()
        ):
            return True
        if count < 3 or is_title_case(words):
            return False
        if stripped[:1].islower():
            last = before.rstrip()[-1:]
            led = self._reader.leads_on(before) and (continues or last != ",")
            led = led or (continues and last == ";")
            return count >= 6 and led and not self._names(before)
        # “The long way…” opens, the congress “What next?” meets
        goes_on = (
            stripped.endswith(("…", "...", "?", "!"))
            and after.lstrip()[:1].islower()
            and before[-2:-1].isalpha()
        )
        ended = (ended and not goes_on and (not pause or count >= 6)) or after[:1] == "."
        alone = not before.strip() and not after.strip()
        long = count >= (6 if alone or self._reader.leads_on(before) else 12)
        return (continues and ended) or ((ended or long) and not self._names(before))

    def _names(self, before: str) -> bool:
        """Whether after these words a phrase between marks is a name or a term, not speech."""
        return bool(_naming(self.table).search(before[-40:]))


def _only_tells(said: Attribution, before: Spoken, between: str) -> bool:
    """Whether the sentence between two passages says who spoke the first, and names nobody for the other."""
    named = before.said is not None and before.said.name is not None
    return named and said.name is None and said.pronoun is None and between.rstrip(" .,;").count(". ") == 0


def _leads_east(above: str, reader: Reader) -> bool:
    """Whether a line without colon leads up to the quotation below it: 次のように述べました。"""
    return above[-1:] not in PAUSES and reader.leads_on(above)


def _lowered(match: re.Match[str]) -> str:
    return match[1].strip().lower()


def _unclosed_speech(words: str, before: str, attributed: bool) -> bool:
    """Whether a passage whose closing mark is missing is speech: whole sentences that somebody said."""
    whole = words.rstrip()[-1:] in tuple('.!?“”"') and not words[:1].islower()
    return attributed and whole and len(words.split()) >= 6 and before.strip()[-1:] in ("", *':,.”"')


def _may_be_eastern(words: str) -> bool:
    """Whether words may hold signs of East Asia: in UTF-8 these begin with certain bytes."""
    return not words.isascii() and bool(words.encode(errors="surrogatepass").translate(None, _NO_EASTERN))


def _count_words(words: str) -> int:
    """How many words there are; of many, more than `_MANY`: then it makes no difference how many."""
    first = sum(map(str.isalnum, map(_first_sign, words[:_FIRST].split())))  # each begins one word at least
    return first if first > _MANY else len(_WORD.findall(words[:2000]))
