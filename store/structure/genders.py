"""Whether a person is a man or a woman, as far as a text tells: by pronouns, forms of address, offices."""

from __future__ import annotations

from store.structure.attributions import Attribution
from store.structure.names import Names
from store.structure.printed_names import is_title
from store.structure.speech.table import Speech

MAN, WOMAN = "he", "she"


def contradict(one: str | None, other: str | None) -> bool:
    """Whether of two people one is told to be a man, the other a woman."""
    return one is not None and other is not None and one != other


class Genders:
    """What a text tells of the people in it, in the ways of its language."""

    def __init__(self, names: Names, speech: Speech) -> None:
        self._names, self._speech = names, speech
        self._told: dict[str, str] = {}
        self._shown: dict[str, str | None] = {}

    def told(self, name: str, pronoun: str) -> None:
        """Remembers which pronoun meant a person."""
        if gender := self._of_pronoun(pronoun):
            self._told.setdefault(name, gender)

    def of(self, name: str) -> str | None:
        """`MAN` or `WOMAN`, as a person is told to be; None where nothing tells."""
        if name not in self._shown:
            self._shown[name] = self._by_name(name)
        return self._shown[name] or self._told.get(name)

    def of_words(self, said: Attribution) -> str | None:
        """What a pronoun, an office or a noun with its article says."""
        if said.noun in self._speech.either_words:
            return None
        if said.pronoun and (gender := self._of_pronoun(said.pronoun)):
            return gender
        words = [*said.offices, *([said.noun] if said.noun else [])]
        return WOMAN if any(map(self._speech.feminine_pattern.search, words)) else None

    def _of_pronoun(self, pronoun: str) -> str | None:
        word = pronoun.casefold()
        if word in self._speech.he_words or word == self._speech.he_article:
            return MAN
        return WOMAN if word in self._speech.she_words or word == self._speech.she_article else None

    def _by_name(self, name: str) -> str | None:
        """By what stands before the name, by the offices the person has, by the ending of the surname."""
        before = self._names.words_before(name)
        man, woman = (
            not before.isdisjoint(self._speech.man_words),
            not before.isdisjoint(self._speech.woman_words),
        )
        if man != woman:
            return MAN if man else WOMAN
        offices = self._names.offices_of(name)
        if any(map(self._speech.feminine_pattern.search, offices)):
            return WOMAN
        if any(map(self._has_feminine, offices)):
            return MAN
        men, women = self._speech.surname_patterns
        surname = name.rpartition(" ")[2]
        return WOMAN if women.search(surname) else MAN if men.search(surname) else None

    def _has_feminine(self, office: str) -> bool:
        """Whether the language has an office in another form for women: "director", "directora"."""
        return any(
            office.endswith(man) and is_title(office.removesuffix(man) + woman, self._speech)
            for man, woman in self._speech.feminine_of
        )
