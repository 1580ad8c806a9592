"""Who is said to speak: reads "said Swing", "he added", "Milo recommends", in the words around a
quotation, in languages whose names have capitals."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.attributions import SOMEBODY, Attribution
from store.structure.framed_speech import framed_by, named_before
from store.structure.name_phrases import (
    ASIDE,
    ATTRIBUTED,
    AUXILIARY,
    BARE,
    DASHED,
    DEMONYM,
    FROM_COLON,
    INVERTED,
    LONG_ASIDE,
    NAME_COLON,
    NO_SPEAKER,
    ONE_OF,
    PARTICIPLE,
    PAUSE,
    POINTED,
    last_sentence,
    within_pauses,
)
from store.structure.printed_names import CAPITAL, LOWER, NAME, UPPER, person
from store.structure.sentence_heads import is_where, person_at_colon, person_at_head, person_before_colon
from store.structure.signed_lines import signed_name
from store.structure.speaker_words import (
    AND,
    JOINED,
    JOINS,
    LINKS,
    OFFICES,
    ONWARD,
    SENTENCE,
    without_degrees,
)
from store.structure.speech.table import Speech, alternatives
from store.structure.subject_phrases import WORD
from store.structure.subjectless import is_manner, is_one_word
from store.structure.subjects import Subjects

_NAME = lazy_pattern(NAME)
#: Characters of what somebody is called between the dashes within a quotation.
_ASIDE = 70
#: Words that may stand between a verb and the quotation it leads up to without colon or "that"; characters in
#: which the longest pronoun stands before its verb, and the longest "that" at the end.
_NEAR, _PRONOUN, _THAT = 6, 40, 30
_PAUSES, _COLONS, _LEADING = (":", ","), (":", "："), (":", "：", ",")
_NUMBER = lazy_pattern(r"\d")


class CapitalReader:
    """Reads attributions in a language whose names have capitals, by its table."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._subjects = Subjects(speech)
        verbs = alternatives(speech.verbs)
        pronoun = alternatives(f"{speech.pronouns} {speech.plurals}")
        later = rf"(?:\s{alternatives(speech.adverbs)})"
        thing = rf"(?i:{alternatives(speech.determiners)})\s"
        who = (
            rf"(?:(?P<pronoun>(?i:{pronoun}))\b(?!\s[{UPPER}])|(?P<thing>{thing})"
            rf"|(?:[a-z][a-z-]*\s){{0,4}}(?:{NAME}\s\([A-Z&]{{2,12}}\)\s)?(?P<name>{NAME}))"
        )
        subject = (
            rf"(?:(?P<pronoun>(?i:{pronoun}))\b|(?P<thing>{thing}[^.“”\"]{{0,60}}?)(?=\b{verbs}\b)"
            rf"|(?:{CAPITAL}(?:\s{CAPITAL}){{0,4}}\s\([A-Z][^()“”]{{1,25}}\)\s)?(?P<name>{NAME}))"
        )
        self._verb = speech.said_pattern
        #: For words in lower case: to look in both cases takes four times as long. No escape is a capital.
        self._small_verb = re.compile(rf"\b{verbs.lower()}\b")
        self._small = LINKS | speech.function_words | speech.pronoun_words
        self._after_verb = re.compile(
            rf"[\s,.:–—-]{{0,4}}(?:{alternatives(speech.adverbs)}\s|(?P<back>(?i:{alternatives(speech.pointing)})(?:\s|(?<=['’]))))?(?P<verb>(?i:{verbs}))\b{later}{{0,2}}(?:,\s[{LOWER}]+(?=,))?\s?[–—,]?\s"
            if speech.any_verb
            else rf"[\s,.–—-]{{0,4}}(?:(?:further|also|then|later)\s)?(?P<verb>{verbs}){later}?\s{who}"
        )
        self._after_subject = re.compile(
            rf"[\s,–—-]{{0,4}}(?:{alternatives(speech.adverbs)}\s|(?P<back>{POINTED}))?{subject}{ASIDE}{later}?\s?\b(?P<verb>{verbs})\b"
            r"(?P<more>\s?[,:]|\s(?!in\b|of\b|at\b|during\b|on\b|to\b)\w)?"
        )
        #: An office in lower case before the name: "curator Ana Ruiz recalls".
        self._after_office = re.compile(
            rf"[\s,–—-]{{1,4}}(?P<office>(?:{WORD}\s|[A-Z]{{2,3}}\s(?=[a-z])){{1,5}})(?P<name>{NAME}){ASIDE}{later}?\s(?P<verb>{verbs})\b"
        )
        self._one_of = re.compile(rf"{ONE_OF},?\s(?P<verb>{verbs})\b")
        #: A subject and any verb, and nothing but a pause before them: "Milo quips."
        self._after_any = re.compile(
            rf"[\s,–—-]{{1,4}}(?:{AUXILIARY}\s)?(?P<verb>[{LOWER}]{{3,}})(?:\s{alternatives(speech.adverbs)})?\s"
            rf"(?P<rest>(?P<pronoun>{alternatives(speech.pronouns)})(?=[.,;:]|$)|(?:{WORD},?\s){{0,6}}?(?P<name>{NAME}))"
            if speech.any_verb
            else rf"\s{{0,3}}(?:(?P<pronoun>(?i:he|she))|(?P<name>{NAME}))\s(?P<verb>[a-z]{{3,14}}(?:s|ed|t))"
            r"(?=[.,]|\s(?:of|about|in|at)\b|\s*$)"
        )
        #: A subject without name: "staff shared."
        self._somebody = re.compile(
            rf"\s(?:[a-z’'-]+\s){{1,4}}{verbs}(?=[.,]|\s*$)" if not speech.any_verb else r"(?!)"
        )
        #: A verb without its subject, as in Spanish: "«...», ha añadido."
        self._verb_alone = re.compile(rf"[\s,–—-]{{1,4}}{verbs}(?:(?:-t)?-{pronoun})?(?=[.;,]|\s*$)")
        self._frame = re.compile(rf"\s?,?\s?{alternatives(speech.frames)}")
        tail = 220 if speech.any_verb else 110
        self._before = re.compile(
            rf"(?P<name>{NAME}){ASIDE}{later}?\s(?P<verb>{verbs})\b[^“”\"]{{0,{tail}}}$"
        )
        self._before_pronoun = re.compile(rf"(?i:\b(?P<pronoun>{pronoun}))\s(?i:{verbs})\b[^“”\".]{{0,80}}$")
        self._before_verb = re.compile(
            rf"\b(?P<verb>(?i:{verbs}))\b{later}{{0,2}}\s"
            if speech.any_verb
            else rf"(?i:\b(?!told|tells|call|urge)(?P<verb>{verbs}))\s(?P<name>{NAME})[^“”\"]{{0,110}}$"
        )
        self._before_long = re.compile(
            rf"(?P<name>{NAME}){LONG_ASIDE}\s(?P<verb>{verbs})\b[^“”\"]{{0,20}}[:,]$"
        )
        self._remark = re.compile(rf"\b{alternatives(speech.remarks)}\b")
        self._before_colon = re.compile(
            rf"(?P<name>{NAME})[^“”\"]{{1,150}}\b{alternatives(speech.remarks)}\b[^“”\"]{{0,40}}[:：]$"
        )
        #: The same sentence goes on: "“…” and notes that they “…”".
        self._verb_that = re.compile(
            rf"(?i:{AND}|{alternatives(speech.adverbs)}),?\s{verbs}\s?(?:that\b)?[^“”\"]{{0,60}}$"
        )
        #: A subject without name before a verb: "the company said that".
        self._thing_says = re.compile(
            rf"(?:^|[,;]\s)(?P<thing>{thing}[^.;:“”\"«»]{{1,80}}?)\s(?P<verb>{verbs})\b[^“”\"]{{0,80}}$"
        )
        #: "By her words," and an office that stands for a name: "Segundo a executiva,".
        self._its_own = re.compile(rf"(?i:{alternatives(speech.by_pronoun)}),?(?:$|\s[^“”\"«»]{{0,80}}$)")
        self._according_thing = re.compile(rf"(?i:{alternatives(speech.according)})\s(?P<thing>{thing})")
        self._pronoun_first = re.compile(rf"(?i:{pronoun})(?=\s)")
        self._verb_at_end = re.compile(rf"\b{verbs}\b[^“”\"]{{0,30}}[,:]$")
        #: "Ruiz praised the pier, saying," with the subject at the head of the sentence.
        self._led = re.compile(
            rf"(?:(?P<pronoun>(?i:{pronoun}))|(?P<name>{NAME}))(?:\s[^“”\"]{{1,200}}?)?\s"
            rf"{alternatives(speech.saying)}\b(?:[^“”\"]{{0,40}}[,:：]|\s?{alternatives(speech.that)}?|\sthat\b[^“”\"]{{0,40}})$"
        )
        #: "Belirten Ruiz, şöyle devam etti:", the participle before the name.
        self._relative = re.compile(
            rf"\b{alternatives(speech.relative)}\s(?P<name>{NAME}),?\s[^“”\"]{{0,60}}[:：,]$"
        )
        self._told = re.compile(rf"\b{alternatives(speech.relative)}\s(?P<name>{NAME}),?\s*$")
        #: "Selon le maire, Pierre Le Goff," and the like.
        self._according = re.compile(
            rf"(?i:{alternatives(speech.according)})\s(?:[^“”\"«»]{{0,60}}?\s)??(?P<name>{NAME})"
            r"(?:,[^“”\"«»]{1,180})?,$"
        )
        self._accordingly = re.compile(
            rf"(?i:{alternatives(speech.according)})\s(?:{WORD},?\s){{0,6}}?(?P<name>{NAME})\b[^“”\"«»]{{0,200}}$"
        )
        self._subject_colon = re.compile(
            rf"(?:(?P<pronoun>(?i:{pronoun}|his|her))|(?P<name>{NAME}))\s(?!{CAPITAL}[–—])[^:：]{{1,160}}[:：]$"
        )
        self._that = re.compile(rf"\b{alternatives(speech.that)}$")

    def after(self, words: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
        """The attribution in the words that follow a quotation; None where they hold none."""
        if not words.strip():
            return None
        words = without_degrees(words)
        if match := self._after_verb.match(words):
            if self._speech.any_verb:
                onward = (
                    match["back"]
                    and match["back"].lower().strip() != "lo"
                    and SENTENCE.split(words.strip())[0].endswith((":", "："))
                )
                if not onward and (found := self._subjects.behind(match, words)):
                    return found
            elif sentence_ended or paused or words.startswith(",") or not match["thing"]:
                return self._subjects.of_match(match, words)  # else: “The Pier” highlights the harbour
        match = self._after_subject.match(words)
        if match and (match["back"] or not (sentence_ended and match["more"])):
            return self._subjects.before_verb(match, words)
        led = not sentence_ended and words.lstrip(" ,–—-")[:1].islower()
        match = self._after_office.match(words) if led else None
        office = match["office"].split() if match else []
        if match and office[0] not in JOINS and self._is_office(office, match["name"], paused):
            return self._subjects.of_match(match, words)
        if match := self._one_of.match(words):
            return self._subjects.of_match(match, words)
        if match := DASHED.match(words):
            return self._subjects.of_name(match["name"], words, match.end("name"))
        if (match := BARE.match(words)) and OFFICES & set(match["office"].split()[:4]) | set(
            filter(self._subjects.titled, match["office"].split()[:4])
        ):
            return Attribution(match["name"])
        if match := self._after_any.match(words):
            found = self._any(match, words, sentence_ended, paused)
            if found:
                return found
        if self._somebody.match(words):
            return Attribution()
        if alone := self._verb_alone.match(words):
            inverted = INVERTED.search(alone[0])
            return Attribution(None, inverted[1] if inverted else SOMEBODY)
        if self._speech.subjectless and is_one_word(words, self._small):
            return Attribution(None, SOMEBODY)
        if self._speech.any_verb and words[:1] == "," and (match := self._after_verb.match(words)):
            inverted = INVERTED.search(match["verb"])
            if self._speech.subjectless and is_manner(words[match.end() :], self._subjects.titled):
                return Attribution(None, SOMEBODY)
            return Attribution(None, inverted and inverted[1])  # else: "it says in the report"
        return None

    def _is_office(self, words: list[str], name: str, paused: bool) -> bool:
        """Whether words in lower case say what the person behind them is: "curator", "local villager"."""
        if self._subjects.titled(words[-1]):
            return True
        nouns = self._small.isdisjoint(words) and not any(map(self._verb.fullmatch, words))
        return paused and nouns and len(words) < 3 and len(name.split()) > 1

    def _any(
        self, match: re.Match[str], words: str, sentence_ended: bool, paused: bool
    ) -> Attribution | None:
        """The attribution by a verb that is in no table."""
        if not self._speech.any_verb:
            return (
                self._subjects.of_match(match, words)
                if not sentence_ended or words[match.end() :][:1] == "."
                else None
            )
        paused = paused or words[:1] in (",", "،") or any(map(self._subjects.titled, match["rest"].split()))
        if match["verb"] in self._speech.function_words or sentence_ended or not paused:
            return None
        if match["pronoun"]:
            return Attribution(None, match["pronoun"])  # "lacht hij."
        found = self._subjects.of_name(match["name"], words, match.end("name"))
        full = found.name is not None and len(found.name.split()) > 1 and not _NUMBER.search(found.name)
        return found if full and re.match(r"\s*(?:[,.;(–—]|$)", words[match.end() :]) else None

    def before(self, words: str) -> Attribution | None:
        """The attribution in the words that lead up to a quotation; None where they hold none."""
        lead = last_sentence(words)
        if not lead:
            return None
        if self._speech.relative and (match := self._relative.search(lead)):
            return self._subjects.of_name(match["name"], lead, match.end("name"))
        # Most have none: to look for what needs one is far dearer.
        verb = self._small_verb.search(small := lead.lower())  # of which places may be others, if longer
        if verb and (said := self._by_verb(lead, verb.start() if len(small) == len(lead) else 0)):
            nobody = said.name is not None and (DEMONYM.search(said.name) or is_where(said.name, lead))
            return Attribution(None, SOMEBODY) if nobody else said
        if verb and self._verb_that.match(lead):
            return Attribution(None, SOMEBODY)
        # What ends with a colon is looked for with one alone, and with the remark before it: it takes as long
        # as all the others.
        colon = lead.endswith(_COLONS)
        at_head = (NAME_COLON, self._led, self._subject_colon) if colon else (self._according, self._led)
        remark = colon and self._remark.search(lead)
        if remark and (match := self._before_colon.search(lead)):
            if match.start() == 0 and " " not in match["name"]:  # a noun at the head of the sentence
                full = [run[0] for run in _NAME.finditer(lead, match.end("name")) if " " in run[0]]
                return Attribution(full[-1]) if full else self._subjects.of_match(match, lead)
            return self._subjects.of_match(match, lead)
        articles = self._speech.determiner_words
        if self._speech.any_verb and (name := person_at_colon(lead, self._subjects.titled, articles)):
            return Attribution(name)
        if colon and (match := FROM_COLON.match(lead)):
            return Attribution(match["name"])
        if colon and (match := ATTRIBUTED.match(lead)):
            return self._subjects.named_in(lead, match.start("whom"))
        if (colon and ONWARD.fullmatch(lead)) or self._its_own.match(lead):
            return Attribution(None, SOMEBODY)
        lead = JOINED.sub("", lead)
        if colon:
            by_verb = self._speech.any_verb and self._verb.search(lead) is not None
            if name := person_before_colon(lead, self._subjects.titled, self._small, by_verb):
                return Attribution(name)
        for pattern in at_head:
            if match := pattern.match(lead):
                if pattern is NAME_COLON and not NO_SPEAKER.isdisjoint(match["name"].split()):
                    return Attribution()
                if pattern is self._subject_colon and (said := self._subjects.behind_small(match, lead)):
                    return said
                inflected = pattern is self._according and self._subjects.by_case(lead)
                found = self._subjects.of_match(match, lead, inflected=inflected)
                if found != Attribution() or not verb:
                    return found
        if match := self._accordingly.match(lead):
            return self._subjects.of_match(match, lead, inflected=self._subjects.by_case(lead))
        if match := self._according_thing.match(lead):
            meant = self._subjects.described(lead, match.start("thing"))
            return meant if meant.offices else None
        if verb and (match := self._thing_says.search(lead)) and self._leads(lead, match):
            return self._subjects.described(lead, match.start("thing"))
        if lead.endswith(_PAUSES) and self._verb_at_end.search(lead):
            if pronoun := self._pronoun_first.match(lead):
                return Attribution(None, pronoun[0], pronoun[0].casefold() in self._speech.plural_words)
            left_out = self._speech.subjectless and not _NAME.search(lead)
            return Attribution(None, SOMEBODY if left_out else None)
        return None

    def introduced(self, words: str) -> Attribution | None:
        """Of whom the sentence before a quotation says that he or she speaks: "Ana Ruiz agreed." """
        lead = PARTICIPLE.sub("", SENTENCE.split(without_degrees(words).rstrip())[-1].strip())
        verb, match = self._before.search(lead), self._accordingly.match(lead)
        match = verb or match
        name = self._subjects.of_match(match, lead).name if match else None
        if name and len(person(name, self._speech)[0]) > 1:
            return Attribution(name)
        if not match and (name := person_at_head(lead, self._subjects.titled, self._small)):
            return Attribution(name)
        # "Как пояснила Анна Белова"
        for one in self._before_verb.finditer(lead) if self._speech.any_verb else ():
            behind = self._subjects.behind(one, lead)
            if behind and behind.name and " " in behind.name:
                return behind
        if name and not verb and self._speech.inflected and self._subjects.by_case(lead):
            return Attribution(name, inflected=True)
        return Attribution(name, SOMEBODY) if name and not verb else None  # "For Ana, the harbour is home."

    def inside(self, words: str) -> Attribution | None:
        """The attribution that stands within the marks, between two pauses; None where none does."""
        if not self._speech.any_verb:
            return None
        for pause in PAUSE.finditer(words):
            aside = within_pauses(pause, words)
            verb = self._after_verb.match(aside, pause.end())
            found = self._subjects.behind(verb, aside) if verb else None
            whole = found.name or found.pronoun if found else None
            if found is None or verb is None or whole is None:
                continue
            meant = found.name is None and bool(found.offices or found.noun)
            alone = aside.endswith(whole) or (meant and len(aside) - verb.end() <= _ASIDE)
            if " " in whole or (alone and len(aside) < len(words)):
                return found
        return None

    def _by_verb(self, lead: str, first: int) -> Attribution | None:
        """The attribution by a verb of saying in words in which the first stands at the place `first`."""
        start = max(0, first - _PRONOUN)
        by_name = (self._before, self._before_long) if lead.endswith(_PAUSES) else (self._before,)
        if not self._speech.any_verb:
            for index, pattern in enumerate((self._before_pronoun, self._before_verb, *by_name)):
                match = pattern.search(lead, start if index < 2 else 0)
                if match and not self._subjects.are_offices(match.groupdict().get("name")):
                    return self._subjects.of_match(match, lead)
            return None
        if (match := self._before_pronoun.search(lead, start)) and self._leads(lead, match):
            return self._subjects.of_match(match, lead)
        before: Attribution | None = None
        for pattern in by_name:
            if before is None and (match := pattern.search(lead)) and self._leads(lead, match):
                before = self._subjects.of_match(match, lead)
        full = before is not None and before.name is not None and len(before.name.split()) > 1
        titled = full and person(before.name, self._speech)[1]  # type: ignore[union-attr]
        if before and (before.pronoun or (full and not self._speech.verb_second)):
            return before
        for verb in self._before_verb.finditer(lead):
            after = self._subjects.behind(verb, lead)
            if after and after.name:
                if titled and " " not in after.name:
                    return before  # "Mayor Ana Ruiz kündigte ein Programm an:"
                behind = lead[lead.rfind(after.name.split()[-1]) :].split()
                if self._leads(lead, verb) or len(behind) <= _NEAR:
                    return after
            subject = after and after.pronoun and not after.plural and self._speech.verb_second
            if after and after.offices and lead.endswith(":") and not (before and before.name):
                subject = not self._verb.search(lead, verb.end())  # "These are the words of the mayor:"
            if subject and self._leads(lead, verb):
                return after
        return before if before and before.name else None

    def _leads(self, lead: str, match: re.Match[str]) -> bool:
        """Whether a verb leads up to the quotation: by a colon, by "that", or since it stands just before."""
        at = match.end("verb") if "verb" in match.groupdict() else match.end()
        return self.leads_on(lead) or len(lead[at:].split()) <= _NEAR

    def leads_on(self, words: str) -> bool:
        """Whether words end in what a quotation in mid-sentence may follow: a colon, a comma, "that"."""
        words = words.rstrip()
        return words.endswith(_LEADING) or self._that.search(words, max(0, len(words) - _THAT)) is not None

    def around(self, before: str, after: str) -> Attribution | None:
        """The attribution of which the name stands before a quotation, the verb after it."""
        if not self._speech.frames or not (match := self._frame.match(after)):
            return None
        return framed_by(after, match, self._speech) or self._led_by(SENTENCE.split(before)[-1])

    def _led_by(self, lead: str) -> Attribution:
        """Whom words before a quotation name whose verb stands behind it."""
        if self._speech.relative and (told := self._told.search(lead)):
            return self._subjects.of_name(told["name"], lead, told.end("name"))
        return named_before(lead, self._speech) or Attribution(None, SOMEBODY)

    def signature(self, paragraph: str) -> Attribution | None:
        """The name in a line of its own below a quotation, or in a sentence that points back at it; None for
        any other line."""
        if name := signed_name(paragraph, self._speech, self._subjects.titled):
            return Attribution(name)
        match = self._after_verb.match(f" {paragraph}") if self._speech.any_verb else None
        back = match["back"] if match else None
        return self.after(f" {paragraph}", True) if back and " " in back.strip() else None
