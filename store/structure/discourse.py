"""Who has been introduced in a text, to be found again by what means them: “she”, “the Minister”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from store.patterns import lazy_pattern
from store.structure.attributions import Attribution
from store.structure.genders import Genders, contradict
from store.structure.introductions import HEAD, SURNAME, Introductions, office_first
from store.structure.japanese_speakers import holder_of
from store.structure.names import Names
from store.structure.printed_names import CAPITAL, FULL_NAME, LOWER, is_title, offices
from store.structure.quotation_marks import Quoted
from store.structure.sentence_heads import is_person, person_alone_at_head, person_at_head
from store.structure.speaker_words import INDEFINITE
from store.structure.speech.table import Speech
from store.structure.whole_words import standing

#: Paragraphs after which a quotation that nobody is said to have spoken is no longer the last speaker's.
_NEAR = 6
#: Characters before a passage in which a person may be named whose it is.
_REACH = 600
#: The same of one who is introduced there and has said nothing yet.
_FAR = 1000
#: The same in which an office or a noun is looked for: a release, but not a long text each time.
_LONG = 20_000
#: Words of the longest office before a name at the head of a sentence.
_OFFICE = 6
#: Characters that are looked at for it.
_LEAD = 120
#: A name before a noun that says what the person is, and behind it.
_BEFORE_NOUN = lazy_pattern(rf"(?P<name>{FULL_NAME}),\s(?:[{LOWER}][\w'’-]*\s){{0,3}}\Z")
_BEHIND_NOUN = lazy_pattern(rf",?\s(?P<name>{FULL_NAME})")
#: A name before a verb, whose subject it is: "Chairman Tom Berg" before "said Ruiz had been the choice".
_ENDS_NAMED = lazy_pattern(rf"(?<![.!?”\s])\s{CAPITAL}$")
#: What a person is, or how old, behind a name.
_TOLD = lazy_pattern(rf",\s(?:(?:{'|'.join(sorted(INDEFINITE))})\s[{LOWER}]|\d\d,)")
_POSSESSIVE = ("'s", "’s")
#: What opens a line of speech where no marks do.
_DASHES = "\n \xa0–—-"
#: Where a sentence ends before the next.
_ENDS = tuple('.!?”"»“:：')
_SENTENCE = lazy_pattern(r"[.!?”\"»“]\s+(?=[^\s:：])")


class Mention(NamedTuple):
    """Where a person is named."""

    subject: bool
    """Whether a sentence begins with the name, or with an office and the name."""
    start: int
    name: str


class Discourse:
    """The people of one text, as far as it has been read: who spoke, and who is named before a passage."""

    def __init__(
        self, text: str, spans: Sequence[tuple[int, int]], quoted: Sequence[Quoted], speech: Speech
    ) -> None:
        self._text, self._spans, self._speech = text, spans, speech
        self._quoted = [(one.start, one.end) for one in quoted]
        self.names = Names(text, spans, speech)
        self._genders = Genders(self.names, speech)
        self._no_names = speech.no_names
        self._titles = speech if speech.titles else None
        self._addressed = speech.address_words
        self.spoken: list[str] = []
        """Who has spoken, each once, the last at the end."""
        self._mentions: list[Mention] = []
        self._near_key = (-1, 0)
        self._last: str | None = None
        self._last_at = -_NEAR

    def heard(self, name: str, item: Quoted, said: Attribution | None) -> None:
        """Remembers who spoke a passage, and which pronoun meant them."""
        if name in self.spoken:
            self.spoken.remove(name)
        self.spoken.append(name)
        if said is not None and said.pronoun and not said.plural:
            self._genders.told(name, said.pronoun)
        self._last, self._last_at = name, item.last

    def meant(self, said: Attribution, item: Quoted, before: str | None) -> str | None:
        """Whom a pronoun, an office or a noun means beside a passage; None where that cannot be told.

        `before` has spoken the passage before it in its paragraph.
        """
        gender = self._genders.of_words(said)
        if said.offices:
            if self._speech.reader == "japanese":
                held = (holder_of(self._text, office, self.spoken) for office in said.offices)
                return next(filter(None, held), None)
            holder = self._holder(said.offices, item)
            if holder or said.pronoun is None:
                return holder
        if said.noun is not None and (called := self._called(said.noun, item.start)):
            return called
        for name in self._salient(said, item, before):
            if contradict(self._genders.of(name), gender) or not is_person(name):
                continue
            if said.noun is not None:
                return name if self._is_called(name, item, before) else None
            return name if self._may_hold(name, said.offices, item, before) else None
        return None

    def _holder(self, meant: frozenset[str], item: Quoted) -> str | None:
        """Who has the offices: of several those who are named right before a passage, else the last."""
        near = sorted(self._near(item), reverse=True)
        holders = (one.name for one in near if self.names.has_offices(one.name, meant))
        return next(holders, None) or next(self.names.with_offices(meant, item.start), None)

    def contradicts(self, name: str, said: Attribution) -> bool:
        """Whether a pronoun beside a passage cannot mean a person."""
        told = self._genders.of_words(said)
        return told is not None and contradict(self._genders.of(name), told)

    def introduced(self, item: Quoted, previous: Quoted) -> str | None:
        """With whom the sentence begins that leads up to a passage by a colon, behind another passage."""
        between = self._text[previous.end : item.start]
        if not between.rstrip(" ").endswith((":", "：")):
            return None
        start = item.start - len(_SENTENCE.split(between)[-1])
        near = [one for one in self._near(item) if one.subject and one.start >= start]
        return max(near).name if near else None

    def silent(self, item: Quoted, previous: Quoted | None) -> str | None:
        """Whose a passage is of which nothing says so: whom the words before it name, else the last one's."""
        near = self._near(item)
        lead = self._text[max(0, item.start - _LEAD) : item.start].rstrip(" ")
        last = None if lead.endswith((":", "：")) else self._last
        if previous is not None and self._goes_on(previous, item, near):
            return last
        if near:
            return max(near).name
        return last if item.first - self._last_at <= _NEAR else None

    def _goes_on(self, previous: Quoted, item: Quoted, near: Iterable[Mention]) -> bool:
        """Whether a passage begins the paragraph behind the one before, and nobody is named between them."""
        follows = previous.last == item.first - 1 and self._text[item.start - 1] == "\n"
        return follows and not any(one.start > previous.end for one in near)

    def _salient(self, said: Attribution, item: Quoted, before: str | None) -> Iterator[str]:
        """Whom a pronoun may mean, the likeliest first: whom the sentences before the passage are about,
        who is named there, who spoke last, who was introduced last."""
        near = sorted(self._near(item), reverse=True)
        if said.pronoun and said.pronoun.casefold() in self._speech.latter_words:
            yield from (one.name for one in sorted(near, key=lambda one: one.start, reverse=True))
        gender = self._genders.of_words(said)
        if gender and before is None:  # "his wife, Ida": who is told to be a woman first
            yield from (one.name for one in near if self._genders.of(one.name) == gender)
        if before is not None:
            end = self._quoted_before(item)
            yield from (one.name for one in near if one.subject and one.start > end)
            yield before
        yield from (one.name for one in near)
        if gender or not near:
            yield from self._alone(item)
        yield from reversed(self.spoken)
        yield from (name for _, name in self.names.people_between(item.start - _FAR, item.start))

    def _alone(self, item: Quoted) -> Iterator[str]:
        """The full names of nobody known with which sentences of the paragraph before a passage begin, or of
        the one above where it begins one."""
        words = self._without_quoted(self._beginning(item), item.start)
        for sentence in reversed(_SENTENCE.split(words)):
            name = person_alone_at_head(sentence)
            if name and (full := self.names.fullest(name)):
                yield full

    def _called(self, noun: str, position: int) -> str | None:
        """Who was last introduced by a noun beside the name: "fisherman Tom Berg", "Ida Holm, a potter"."""
        word = re.compile(rf"(?<!\w){re.escape(noun)}(?!\w)", re.IGNORECASE)
        start = max(0, position - _LONG)
        for match in reversed(list(word.finditer(self._text, start, position))):
            before = _BEFORE_NOUN.search(self._text, max(0, match.start() - _LEAD), match.start())
            if beside := before or _BEHIND_NOUN.match(self._text, match.end()):
                return self.names.fullest(beside["name"])
        return None

    def _is_called(self, name: str, item: Quoted, before: str | None) -> bool:
        """Whether a noun can mean a person: who is named in its paragraph, or nobody else is known."""
        start = self._spans[item.first][0]
        named = any(one.name == name and one.start >= start for one in self._near(item))
        return named or name == before or not {*self.spoken} - {name}

    def _may_hold(self, name: str, meant: frozenset[str], item: Quoted, before: str | None) -> bool:
        """Whether a person may have an office that nobody is told to have: who is told to have others may
        where nobody else is named nearby, and the text has not told of the office before."""
        if not self.names.is_other(name, meant):
            return True
        said = max(self._spans[item.first][0], self._quoted_before(item))
        earlier = self._text[max(0, said - _LONG) : said].casefold()
        if any(re.search(rf"\b{re.escape(word)}\b", earlier) for word in meant):
            return False
        return name == before or {one.name for one in self._near(item)} == {name}

    def _quoted_before(self, item: Quoted) -> int:
        """Where the last passage before one ends."""
        index = bisect_left(self._quoted, (item.start, 0))
        return self._quoted[index - 1][1] if index else 0

    def _near(self, item: Quoted) -> list[Mention]:
        """The people named before a passage in its paragraph, or in the one above where it begins one; those
        whom what is quoted there names do not count."""
        key = (item.start, len(self.spoken))
        if self._near_key != key:
            self._near_key, self._mentions = key, self._mentioned(item)
        return self._mentions

    def _beginning(self, item: Quoted) -> int:
        """Where a passage's paragraph begins, or the one above where the passage begins one."""
        start = self._spans[item.first][0]
        above = item.first and not self._text[start : item.start].strip(_DASHES)
        return self._spans[item.first - 1][0] if above else start

    def _mentioned(self, item: Quoted) -> list[Mention]:
        start = max(self._beginning(item), item.start - _REACH)
        words = self._without_quoted(start, item.start)
        found = {one.start: one for one in self._known(words, start)}
        found |= {one.start: one for one in self._introduced(words, start, item.start)}
        return list(found.values())

    def _known(self, words: str, start: int) -> Iterator[Mention]:
        """Those who have spoken, by their first or last name."""
        for name in self.spoken:
            parts = name.split()
            for word in {name} if len(parts[-1]) == 1 else {parts[0], parts[-1]}:
                if word not in words:  # most of the names of a long text
                    continue
                for at in standing(word, words):
                    end = at + len(word)
                    if not words.startswith(_POSSESSIVE, end):
                        yield Mention(self._is_subject(words, at, end), start + at, name)

    def _introduced(self, words: str, start: int, end: int) -> Iterator[Mention]:
        """Those who are named with an office, and with whom sentences begin."""
        for at, name in self.names.people_between(start, end):
            if not words[at - start].isspace() and is_person(name):
                yield Mention(self._is_subject(words, at - start, at - start + len(name)), at, name)
        places = Introductions(words)
        for match in places.at_starts(HEAD):
            full, at = self.names.fullest(match["name"]), match.start("name")
            if full and is_person(full) and (at == match.start() or self.names.offices_of(full)):
                yield Mention(True, start + at, full)
        for match in places.presented():
            if (full := self.names.fullest(match["name"])) and is_person(full):
                yield Mention(True, start + match.start("name"), full)
        yield from self._leading_up(words, start)
        for match in (*places.at_starts(SURNAME), *places.speaking(self._speech)):
            if full := self._by_surname(match, words):
                yield Mention(True, start + match.start("name"), full)
        for title, match in places.titled():
            if full := self._by_title(title.casefold(), match["name"]):
                at = match.start("name")
                yield Mention(self._is_subject(words, at, match.end("name")), start + at, full)
        for match in places.at_starts(office_first(self._speech)):
            meant = offices(match["office"].split(), self._titles)
            if meant and (holder := next(self.names.with_offices(meant, start + match.start()), None)):
                yield Mention(True, start + match.start(), holder)

    def _leading_up(self, words: str, start: int) -> Iterator[Mention]:
        """The person with whom the last sentence begins: "The reeve, Ana Ruiz,"."""
        lead = words.rstrip(_DASHES)
        head = _SENTENCE.split(lead)[-1]
        if name := person_at_head(head, self._titled, self._no_names, office=True):
            at = len(lead) - len(head) + max(head.find(name), 0)
            yield Mention(True, start + at, self.names.fullest(name) or name)

    def _by_surname(self, match: re.Match[str], words: str) -> str | None:
        """Whom a surname at the head of a sentence means: who is named in full, or told of behind it."""
        if match["name"].casefold() in self._no_names:
            return None
        name = self._ending_with(match["name"])
        return name if name and (" " in name or _TOLD.match(words, match.end("name"))) else None

    def _by_title(self, title: str, surname: str) -> str | None:
        """Whom a surname behind a title, in lower case, means: who is named in full, or is addressed."""
        addressed = title in self._addressed
        if not addressed and not is_title(title, self._titles):
            return None
        name = self._ending_with(surname)
        return name if name and (addressed or " " in name) else None

    def _ending_with(self, surname: str) -> str | None:
        """The person with a surname or a first name, by the fullest name that the text has."""
        full = self.names.fullest(surname)
        own = full is not None and surname in (full.split()[0], full[-len(surname) :])
        return full if own and full and is_person(full) else None

    def _titled(self, word: str) -> bool:
        return is_title(word, self._titles)

    def _is_subject(self, words: str, at: int, end: int) -> bool:
        """Whether a sentence begins at `at`, or with an office before it, or a verb of saying stands beside
        the name that ends at `end`."""
        verb = self._speech.verb_pattern
        lead = words[:at].rstrip()
        before, _, last = lead.rpartition(" ")  # "Ruiz said Berg had won"
        subject = before.rpartition(" ")[2].casefold()
        led = subject not in self._speech.pronoun_words and not _ENDS_NAMED.search(before)
        if verb.match(words, end + 1) or (led and verb.fullmatch(last)):
            return True
        if not lead or lead.endswith(_ENDS):
            return True
        office = _SENTENCE.split(lead[-_LEAD:])[-1].split()
        return (
            len(office) <= _OFFICE
            and any(is_title(word, self._titles) for word in office)
            and not any(verb.fullmatch(word) for word in office)
        )

    def _without_quoted(self, start: int, end: int) -> str:
        """The words from `start` up to `end`, with blanks for what is quoted, but for its closing mark."""
        words = self._text[start:end]
        for first, last in self._quoted[max(bisect_left(self._quoted, (start, 0)) - 1, 0) :]:
            if first >= end:
                break
            first, last = max(first - start, 0), last - start
            if last > 0:
                words = f"{words[:first]}{' ' * (last - first - 1)}”{words[last:]}"
        return words
