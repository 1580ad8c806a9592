"""Whom the words mean that stand beside a verb of saying: "the mayor of Leith, Ana Ruiz"."""

from __future__ import annotations

import re

from store.structure.attributions import SOMEBODY, Attribution
from store.structure.issuers import BODY_NOUNS
from store.structure.name_phrases import DEMONYM
from store.structure.occupations import is_occupation
from store.structure.places import is_known_place
from store.structure.printed_names import (
    NAME,
    NOBILIARY,
    UPPER,
    is_title,
    offices,
    person,
    person_at_end,
)
from store.structure.sentence_heads import BODIES, is_person
from store.structure.speaker_words import AND, INDEFINITE, LINKS, OF, SENTENCE, without_firm
from store.structure.speech.table import Speech, alternatives
from store.structure.subject_phrases import (
    A_NAME,
    ELIDED,
    IN_OFFICE,
    JOINT,
    NAME_AFTER_FIELD,
    NAME_AND_OFFICE,
    NAME_FROM,
    NAME_LAST,
    NAME_NEXT,
    NEARER,
    OF_BODY,
    OFFICE_NAME,
    OFFICE_NEXT,
    PARTICLED,
    RUN_IN,
    TOLD_NEXT,
    UP_TO_PAUSE,
    WHOSE,
    WORD,
)
from store.structure.word_lists import word_set

#: Words of what somebody without an office is called, behind the article: "the last ferryman".
_NOUNS = 3
#: Letters that a surname behind an office has more than.
_SHORTEST = 2
#: Prepositions that an article has run into, in the Romance languages.
_ARTICULATED = word_set("del della dello dal dalla dallo du au do da pelo pela al")
_AND = frozenset(AND.split("|"))


class Subjects:
    """Reads whom a subject means, in a language whose names have capitals, by its table."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        articles = frozenset(speech.determiners.split())
        # "a" is no indefinite article where it is the definite one
        self._indefinite = INDEFINITE & (articles - {"a"} if speech.any_verb else articles | {"a", "an"})
        self._verb = speech.said_pattern
        pronoun = alternatives(f"{speech.pronouns} {speech.plurals}")
        self._pronoun = re.compile(rf"(?i:{pronoun})\b(?!\s[{UPPER}])")
        self._determiner = re.compile(rf"(?i:{alternatives(speech.determiners)})\s")
        cased = [one for one in speech.according.split() if not one.startswith(("как_", "jak_"))]
        self._accords = re.compile(rf"(?i:{alternatives(' '.join(cased))})")

    def of_match(self, match: re.Match[str], words: str, inflected: bool = False) -> Attribution:
        """Whom the subject that a pattern found in `words` means."""
        groups = match.groupdict()
        name, pronoun = groups.get("name"), groups.get("pronoun")
        if groups.get("thing"):
            return self.described(words, match.start("thing"))
        if name and name.casefold() in self._speech.pronoun_words:
            name, pronoun = None, name
        if pronoun:
            return Attribution(None, pronoun, pronoun.casefold() in self._speech.plural_words)
        if name is None:
            return Attribution()
        joint = JOINT.search(name)
        if (
            joint
            and self.titled(name[joint.end() :].split()[0])
            and not self.titled(name[: joint.start()].split()[-1])
        ):
            return Attribution(name[: joint.start()], inflected=inflected)  # "Dr Ruiz and Mr Berg"
        if apposed := self._apposed_before(words[: match.start("name")], name):
            return Attribution(apposed, inflected=inflected)
        if groups.get("verb") and match.start("verb") > match.end("name"):
            start, end = match.span("name")
            between = words[end : match.start("verb")]
            if name.split()[0].lower() in self._speech.small_words - NOBILIARY and "," in between:
                # "From the Town Hall, the treasurer, Ana Ruiz, replies"
                runs = A_NAME.finditer(words, end, match.start("verb"))
                own = (run for run in runs if words[: run.start()].split()[-1] not in OF)
                inner = [run for run in own if " " in run[0]]
                if inner:
                    apposed = self._apposed_before(words[: inner[-1].start()], inner[-1][0])
                    return self.of_name(apposed or inner[-1][0], words, inner[-1].end(), inflected)
            name = self._nearer(words[:start], name, between) or name
            if (
                (resident := NAME_FROM.search(words, 0, start))
                and is_known_place(name)
                and not between.strip()
            ):
                return self.of_name(resident["name"], words, resident.end("name"), inflected)
        return self.of_name(name, words, match.end("name"), inflected)

    def before_verb(self, match: re.Match[str], words: str) -> Attribution:
        """The subject before a verb: of an office with commas of its own the name that ends it, as in
        "Minister of Trade, Industry and Works, the Hon. Ana Ruiz, told"."""
        name = match["name"] or ""
        if name and " and " not in name and self.titled(name.split()[0]):
            for run in reversed(list(A_NAME.finditer(words, match.start("name"), match.start("verb")))):
                full, titled = person(run[0], self._speech)
                if titled and 2 <= len(full) <= 4:
                    return Attribution(" ".join(full))
        return self.of_match(match, words)

    def _nearer(self, before: str, first: str, between: str) -> str | None:
        """The person right before the verb, behind a name that is not meant: "In Leith, mayor Ana Ruiz"."""
        whose = WHOSE.match(between)
        if whose and self.titled(whose["office"].split()[-1]):
            return whose["name"]
        told = TOLD_NEXT.match(between)
        if told and (self._is_where(before, first) or before.endswith(("'", "’"))):
            return told["name"]  # "In Leith, Ana Ruiz, mayor of Kestrel, says"; "all'Ambiente, Ana Ruiz,"
        match = NEARER.search(between)
        if match and not match["office"] and match.start() == 0 and self._is_where(before, first):
            return without_firm(match["name"], self.titled)
        if match is None or OF & set(match["name"].split()):  # "Ana Ruiz, chair of Acme"
            return None
        apposed = not match["office"] and " " in match["name"] and self._is_where(before, first)
        if apposed and any(map(self.titled, between[: match.start()].split())):
            return match["name"]  # "At Leith Pier, the mayor and treasurer of the town, Ana Ruiz, says"
        name, titled = person(match["name"], self._speech)
        office = match["office"].split()
        if office and office[-1] in LINKS:  # "Ana Ruiz, of Leith Police’s Harbour Team"
            return None
        by_office = bool(office) and self.titled(office[-1]) and len(name) > 1
        if len(name) == 1 and len(person(first, self._speech)[0]) > 1:
            return None  # "Ana Ruiz, P.Eng., Vice President Exploration"
        return match["name"] if name and (titled or by_office) else None

    def _apposed_before(self, before: str, name: str) -> str | None:
        """The person of whose office a name is a part, or who is of a body so called: "Ana Ruiz, responsable
        de" before “Obras”, "Ana Ruiz of the" before “Harbour Institute”."""
        if not is_person(name) and (of := OF_BODY.search(before)):
            return of["name"]
        match = NAME_AND_OFFICE.search(before)
        office = match["office"].split() if match else []
        named = match is not None and not LINKS.isdisjoint(office) and any(map(self.titled, office[:3]))
        return match["name"] if named and match and not is_known_place(match["name"]) else None

    def _is_where(self, before: str, name: str) -> bool:
        """Whether a name says where, at the head of a sentence: "At home in Leith", "Writing from Leith"."""
        links = [*before.split()[-1:], *name.split()[-2:-1]]
        return any(link.casefold() in LINKS for link in links)

    def of_name(self, name: str, words: str, end: int, inflected: bool = False) -> Attribution:
        """The person whom a name that ends at `end` means, or whom the words after it name."""
        at = end - len(name)
        first, _, rest = name.partition(" ")
        if self._speech.any_verb and self._verb.fullmatch(first.lower()):  # a verb at the head of a sentence
            if not rest:
                return Attribution(None, SOMEBODY)
            name = rest
        if first.lower() in self._indefinite:
            return self.described(words, at)  # "A Department of Health spokeswoman"
        if first.lower() in self._speech.function_words and first.lower() not in NOBILIARY:
            if not rest:
                said = first.lower() in self._speech.determiner_words and self._verb.search(words, end)
                return self.described(words, at) if said else Attribution()  # "The union said that:"
            if first.lower() in self._speech.determiner_words and self.titled(rest.split()[-1]):
                return self.described(words, at)  # "Die Leither Bäckermeisterin und Rätin, Ida Holm,"
            name = rest
        elif not rest and first.lower() in _AND:
            return Attribution(None, SOMEBODY)  # "Et d'ajouter :"
        if within := IN_OFFICE.match(words, end):
            return Attribution(within["name"], inflected=inflected)
        following = OFFICE_NEXT.match(words, end)
        if following and len(following["name"].split()) > 1:
            office = list(map(self.titled, following["office"].split()))
            of_body = self._is_of_body(following["office"].split()[-1])
            ends = not of_body and words[following.end() : following.end() + 1] in ("", ",", ".", ":")
            if office[-1] or (ends and any(office)):
                other = OFFICE_NEXT.match(words, following.end())  # "veteran Leith Docks expert Ana Ruiz"
                if other and self.titled(other["office"].split()[-1]):
                    following = other
                return Attribution(following["name"], inflected=inflected)
        before = words[:at].split()
        if before and before[-1].casefold() in LINKS and any(map(self.titled, before[-4:])):
            name = " ".join(person_at_end(name.split()))  # "the minister of Finance Ana Ruiz"
        other = NAME_NEXT.match(words, end)
        if other and 2 <= sum(word[0].isupper() for word in other["name"].split()) <= 4:
            before = [] if self._is_office(other["name"]) else [*words[:at].split(), *name.split()]
            if self.titled(name.split()[-1]) or (OF & set(before) and any(map(self.titled, before))):
                name = other["name"]
        if all(map(self.titled, name.split())):
            field = None if other and " " in other["name"] else NAME_AFTER_FIELD.match(words, end)
            if field and len(field["name"].split()) > 1:
                return Attribution(field["name"])
            return self._by_office(name.split())
        return Attribution(without_firm(name, self.titled), inflected=inflected)

    def _is_office(self, name: str) -> bool:
        """Whether a phrase is an office and what it is of: "Sprecher der Geschäftsführung"."""
        first, second, *_ = [*name.split(), ""]
        return self.titled(first) and second in LINKS

    def _by_office(self, words: list[str], article: str = "") -> Attribution:
        """Somebody already named who is meant by an office: "The Mayor added"; none who speaks for others."""
        named_for_others = not self._speech.unnamed_words.isdisjoint(map(str.casefold, words))
        phrase = " ".join(words).casefold()
        other = (office for called, office in self._speech.called_offices.items() if called in phrase)
        meant = frozenset(other) or offices(words, self._speech)
        pronoun = article if article in self._speech.definite_words else SOMEBODY
        return Attribution(None, None if named_for_others else pronoun, offices=meant)

    def behind(self, verb: re.Match[str], words: str) -> Attribution | None:
        """The subject behind a verb, or behind what stands for one: "according to"."""
        found = self._subject(words, verb.end(), verb["verb"].split()[-1].casefold() in _ARTICULATED)
        according = self._accords.fullmatch(verb["verb"])
        return found._replace(inflected=True) if found and according else found

    def _subject(self, words: str, at: int, articled: bool) -> Attribution | None:
        """The subject that begins at `at`, behind a verb of saying; None where none does.

        `articled` says that its article has run into what stands for the verb: "le parole del".
        """
        if pronoun := self._pronoun.match(words, at):
            return Attribution(None, pronoun[0], pronoun[0].casefold() in self._speech.plural_words)
        phrase = self._phrase(words, at)
        article = self._determiner.match(words, at)
        elided = article and words[at].isupper() and ("'" in article[0] or "’" in article[0])
        described = bool(article) and not elided  # "conclude Dell'Acqua"
        described = described or articled or RUN_IN.match(phrase) is not None
        first = A_NAME.match(phrase)
        if first and not described:
            return self.of_name(first[0], words, at + first.end())
        if not described and (surname := PARTICLED.match(phrase)):
            return Attribution(surname[0])
        found = self.described(words, at)
        noun = phrase.rstrip(".")
        if not self._speech.articles and noun.islower() and noun.isalpha() and not self.titled(noun):
            found = self._by_noun(["", noun])
            described = found.noun is not None
        # without an article, as Polish and Swedish have it: "dodaje ekspertka"
        office = not self._speech.articles and self.titled(phrase.split(" ", 1)[0].rstrip("."))
        return found if described or found.name or office else None

    def _phrase(self, words: str, at: int) -> str:
        """The words from `at` on up to the next pause."""
        return SENTENCE.split(UP_TO_PAUSE.match(words, at)[0], maxsplit=1)[0]  # type: ignore[index]

    def named_in(self, words: str, at: int) -> Attribution:
        """Whom words mean that begin at `at` with a name, a title, or an office in lower case."""
        first = A_NAME.match(words, at)
        last = NAME_LAST.search(words, at)
        if first and last and self.titled(first[0].split()[0]):
            return Attribution(last["name"])  # "Minister for Works and Roads, Ana Ruiz:"
        return self.of_name(first[0], words, first.end()) if first else self.described(words, at)

    def by_case(self, lead: str) -> bool:
        """Whether words begin with what asks for another case: "по словам", not "как сказал"."""
        return self._accords.match(lead) is not None

    def described(self, words: str, at: int) -> Attribution:
        """Whom a phrase means that begins with an article: "the mayor of Leith, Ana Ruiz"."""
        phrase = self._phrase(words, at)
        end = at + len(phrase)
        if said := self._verb.search(phrase):
            phrase = phrase[: said.start()]
        phrase = phrase.rstrip(" .")
        if DEMONYM.fullmatch(phrase.partition(" ")[2]):
            return Attribution(None, SOMEBODY)  # "the Italian said"
        office = any(map(self.titled, phrase.split()))
        for run in reversed(list(A_NAME.finditer(phrase))):
            name, titled = person(without_firm(run[0], self.titled), self._speech)
            lead = phrase[: run.start()].split()
            by_title = titled or (bool(lead) and self.titled(lead[-1]))
            last = lead[-1] if lead else ""
            if office and not titled and run.end() == len(phrase) and len(name) >= 3 and last in LINKS:
                if nearer := self._behind_title(phrase[: run.start()]):
                    return Attribution(nearer)
                # "the minister of Finance, Ana Ruiz"
                other = None if said else NAME_NEXT.match(words, end) or OFFICE_NAME.match(words, end)
                return Attribution(other["name"] if other else " ".join(person_at_end(name)))
            # "the harbour master Tom Berg": a noun just before the name, at the end of the phrase
            bare = bool(lead) and not self._speech.articles and lead[0].islower()
            noun = bool(lead[1:]) or bare or (bool(lead) and "'" in lead[0].replace("’", "'"))
            by_noun = run.end() == len(phrase) and noun and not self._leads_on(lead[-1]) and not titled
            if (by_title or by_noun) and 2 <= len(name) <= 4:
                return Attribution(" ".join(name))
            alone = len(name) == 1 and run.end() == len(phrase) and all(map(self.titled, lead[1:]))
            if by_title and alone and self._is_surname(name[0]) and not NAME_NEXT.match(words, end):
                said_by = self._by_office(phrase.split()[:4], phrase.split()[0].casefold())
                return said_by._replace(name=name[0])  # "le Pr Ruiz"
        parts = phrase.split()
        if not office:
            apposed = self._apposed(words, end, parts) if said is None else None
            return Attribution(apposed) if apposed else self._by_noun(parts)
        other = NAME_NEXT.match(words, end) or OFFICE_NAME.match(words, end)
        if said is None and other and 2 <= len(other["name"].split()) <= 5:
            return Attribution(other["name"])
        if parts[0].casefold() in self._indefinite or not any(map(self.titled, parts[:4])):
            return Attribution()
        return self._by_office(parts[:4], parts[0].casefold())  # "the editor said"

    def _leads_on(self, word: str) -> bool:
        """Whether behind a word stands a place or a body: "of", "dell'"."""
        return word in LINKS or self._is_of_body(word)

    def _is_of_body(self, word: str) -> bool:
        """Whether behind a word stands a body's name: "dell'", "dell'associazione"."""
        *_, noun = word.replace("’", "'").casefold().split("'")
        return not noun or noun in self._speech.body_words

    def _is_surname(self, word: str) -> bool:
        """Whether a word behind a title can be a surname: no office, no initials of a body."""
        return len(word) > _SHORTEST and not self.titled(word) and not word.isupper() and word.isalpha()

    def _by_noun(self, parts: list[str]) -> Attribution:
        """Whom an article and one noun mean, as a person or as a body: "the newcomer", "the union"."""
        if not parts:
            return Attribution()
        if elided := ELIDED.match(parts[0]):
            parts = [f"{elided[1]}'", parts[0][elided.end() :], *parts[1:]]
        small = LINKS | self._speech.small_words | self._speech.determiner_words
        end = next((index for index, word in enumerate(parts) if index and word in small), len(parts))
        article, *nouns = map(str.casefold, parts[:end])
        if len(nouns) > 2 and nouns[-1] in self._speech.body_words and " ".join(parts[1:]).istitle():
            return Attribution(" ".join(parts[1:]))  # "the Leith Harbour Workers Union"
        if not nouns or len(nouns) > 2 or article in self._indefinite or not nouns[-1].isalpha():
            return Attribution()
        if body := next((noun for noun in nouns if noun in self._speech.body_words), None):
            return Attribution(noun=body)
        paper = not self._speech.paper_words.isdisjoint(nouns)
        person = bool(self._speech.titles) or is_occupation(nouns[-1])  # else English
        if paper or not person or (article and article not in self._speech.definite_words):
            return Attribution()
        return Attribution(None, article or SOMEBODY, noun=nouns[-1])

    def _apposed(self, words: str, end: int, parts: list[str]) -> str | None:
        """The full name behind a comma and a noun that no table has as an office: "the donor, Ana Ruiz"."""
        other = NAME_NEXT.match(words, end)
        if other is None or not 2 <= len(parts) <= _NOUNS + 1 or not parts[-1].islower():
            return None
        name = without_firm(other["name"], self.titled).split()
        body = not BODY_NOUNS.isdisjoint(map(str.casefold, parts)) or not BODIES.isdisjoint(name)
        return None if body or not 2 <= len(name) <= 4 or is_known_place(" ".join(name)) else " ".join(name)

    def _behind_title(self, phrase: str) -> str | None:
        """The full name right behind an office: "the mayor Ana Ruiz at the opening of"."""
        for run in A_NAME.finditer(phrase):
            lead = phrase[: run.start()].split()
            name, titled = person(run[0], self._speech)
            if (titled or (lead and self.titled(lead[-1]))) and 2 <= len(name) <= 4:
                return " ".join(name)
        return None

    def titled(self, word: str) -> bool:
        """Whether a word is a title or an office."""
        return is_title(word, self._speech)

    def are_offices(self, name: str | None) -> bool:
        """Whether several offices stand where a name is sought: "Ana Ruiz, Founder & CEO, Acme said"."""
        words = name.split() if name else []
        joint = [word for word in words if word in ("&", "and")]
        return bool(joint) and all(map(self.titled, (word for word in words if word not in joint)))

    def behind_small(self, match: re.Match[str], lead: str) -> Attribution | None:
        """The name behind a small word at the head of a sentence: "His sister Ana agrees:"."""
        small = match["name"] or match["pronoun"]
        possessive = small.lower() in ("his", "her", "their")
        if not (possessive or small.lower() in self._speech.function_words | LINKS):
            return None
        end = match.end("name") if match["name"] else match.end("pronoun")
        name = re.compile(rf"(?:\s{WORD}){{1,3}}\s(?P<name>{NAME})").match(lead, end)
        return self.of_name(name["name"], lead, name.end("name")) if name else None
