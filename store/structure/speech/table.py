"""What the table of a language holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from store.structure.word_lists import word_set


@dataclass(frozen=True, eq=False)
class Speech:
    """Words by which a language's press says who speaks.

    Fields of words are words parted by blanks, an underscore standing for a blank within one; those marked
    so may hold patterns. All are matched in lower case but for `names`.
    """

    verbs: str
    """Verbs of saying, in the forms that stand beside a quotation; patterns."""
    reader: Literal["capitals", "arabic", "chinese", "japanese"] = "capitals"
    """How names are told: by their capitals, or by the rules of a script that has none."""
    pronouns: str = ""
    """Pronouns that mean one person as the subject of such a verb."""
    plurals: str = ""
    """Those that mean several, or nobody in particular."""
    he: str = ""
    """Those of the pronouns that mean a man."""
    she: str = ""
    """Those that mean a woman."""
    latter: str = ""
    """Those that mean who was named last: "the latter"."""
    man: str = ""
    """How a man is addressed, or whose man he is, before his name: "Mr", "father"."""
    woman: str = ""
    """The same of a woman."""
    he_article: str = ""
    """The article before what a man is, as a subject."""
    she_article: str = ""
    """The same of a woman."""
    definite: str = ""
    """The article before either, where they have the same one."""
    feminine: str = ""
    """What the offices of women end in that no man has; patterns."""
    feminines: str = ""
    """How offices of men end, and behind ">" how those of women do: "eur>rice"; none where the man's form
    is a woman's too."""
    either: str = ""
    """What both men and women are called, with one article: "persona"."""
    men_surnames: str = ""
    """What surnames of men end in where women's end otherwise; patterns."""
    women_surnames: str = ""
    """The same of women's."""
    bodies: str = ""
    """What a body is called of which one says that it speaks: "union"."""
    papers: str = ""
    """What a paper is called of which one says so: "report"."""
    adverbs: str = ""
    """What may stand between the verb and its subject; patterns."""
    determiners: str = ""
    """Articles and the like, before what is no name."""
    articles: bool = True
    """Whether an office that means a person already named has an article or the like before it."""
    according: str = ""
    """What stands before the name where there is no verb: "according to"; patterns."""
    called: str = ""
    """What holders of an office are called besides: "first_citizen:mayor"."""
    by_pronoun: str = ""
    """What does so for somebody already named: "in her words"; patterns."""
    pointing: str = ""
    """What points back at a quotation at the head of the next sentence, before the verb: "Das sagte"."""
    saying: str = ""
    """Participles that lead up to a quotation: "saying"; patterns."""
    relative: str = ""
    """Participles that stand before the name of whom they tell: "belirten"; patterns."""
    remarks: str = ""
    """What a colon may follow, with the name before it: "in a statement"; patterns."""
    that: str = ""
    """What parts the verb from a quotation that begins in mid-sentence: "that"."""
    frames: str = ""
    """What follows a quotation whose speaker stands before it, as in Turkish; patterns."""
    titles: str = ""
    """Titles and offices, besides those of `names.TITLES`."""
    title_endings: str = ""
    """What compound titles end in: "minister"."""
    unnamed: str = ""
    """Offices of those who speak for others, and are not known by a name that stands elsewhere."""
    naming: str = ""
    """After these a phrase between marks is a name or a term; patterns."""
    surname_joint: str = "i"
    """What stands between two surnames in Catalan, where that is no word of the language itself."""
    dashes: Literal["", "again", "on"] = ""
    """Whether the press prints speech with a dash instead of marks, and whether it goes on after the words
    about the speaker only where another dash stands (`again`), or to the end of the paragraph (`on`)."""
    inflected: bool = False
    """Whether names are inflected: then they are given as they stand elsewhere with the same stems."""
    case_marks: bool = False
    """Whether the ending of its case stands behind a name and an apostrophe, as in Turkish."""
    verb_second: bool = False
    """Whether the subject stands behind the verb wherever anything else is before it, as in German."""
    two_surnames: bool = False
    """Whether people have two surnames, of which the first may stand alone for them."""
    subjectless: bool = False
    """Whether a verb needs no subject, as in Spanish: "“…”, completa."."""
    any_verb: bool = True
    """Whether any word in lower case between a quotation and a full name may be a verb of saying."""
    no_verbs: str = ""
    """Words of which that is not so."""

    @cached_property
    def pronoun_words(self) -> frozenset[str]:
        """All the pronouns, in lower case."""
        return word_set(f"{self.pronouns} {self.plurals}")

    @cached_property
    def he_words(self) -> frozenset[str]:
        """Pronouns that mean a man, in lower case."""
        return word_set(self.he)

    @cached_property
    def she_words(self) -> frozenset[str]:
        """Pronouns that mean a woman, in lower case."""
        return word_set(self.she)

    @cached_property
    def definite_words(self) -> frozenset[str]:
        """Articles before what a man or a woman is, in lower case."""
        return word_set(f"{self.he_article} {self.she_article} {self.definite}")

    @cached_property
    def latter_words(self) -> frozenset[str]:
        """Pronouns that mean who was named last, in lower case."""
        return word_set(self.latter)

    @cached_property
    def man_words(self) -> frozenset[str]:
        """What stands before the name of a man, in lower case."""
        return word_set(self.man)

    @cached_property
    def woman_words(self) -> frozenset[str]:
        """What stands before the name of a woman, in lower case."""
        return word_set(self.woman)

    @cached_property
    def address_words(self) -> frozenset[str]:
        """What stands before the name of either, in lower case."""
        return self.man_words | self.woman_words

    @cached_property
    def feminine_of(self) -> tuple[tuple[str, str], ...]:
        """How offices of men end, each with how those of women do."""
        pairs = (one.partition(">") for one in self.feminines.split())
        return tuple((man, woman) for man, _, woman in pairs)

    @cached_property
    def either_words(self) -> frozenset[str]:
        """What both men and women are called with one article, in lower case."""
        return word_set(self.either)

    @cached_property
    def feminine_pattern(self) -> re.Pattern[str]:
        """The end of an office that a woman has."""
        return re.compile(f"{alternatives(self.feminine)}$")

    @cached_property
    def surname_patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The ends of men's and of women's surnames."""
        men, women = alternatives(self.men_surnames), alternatives(self.women_surnames)
        return re.compile(f"{men}$"), re.compile(f"{women}$")

    @cached_property
    def body_words(self) -> frozenset[str]:
        """What a body is called, in lower case."""
        return word_set(self.bodies)

    @cached_property
    def paper_words(self) -> frozenset[str]:
        """What a paper is called, in lower case."""
        return word_set(self.papers)

    @cached_property
    def determiner_words(self) -> frozenset[str]:
        """Articles and the like, in lower case."""
        return word_set(self.determiners)

    @cached_property
    def plural_words(self) -> frozenset[str]:
        """Those that mean several, or nobody in particular."""
        return word_set(self.plurals)

    @cached_property
    def verb_pattern(self) -> re.Pattern[str]:
        """The verbs of saying."""
        return re.compile(alternatives(self.verbs))

    @cached_property
    def said_pattern(self) -> re.Pattern[str]:
        """The verbs of saying as words by themselves."""
        return re.compile(rf"\b{alternatives(self.verbs)}\b")

    @cached_property
    def unnamed_words(self) -> frozenset[str]:
        """Offices of those who speak for others."""
        return word_set(self.unnamed)

    @cached_property
    def function_words(self) -> frozenset[str]:
        """Words that are no names, though they may begin a sentence."""
        return word_set(f"{self.adverbs} {self.determiners} {self.that} {self.no_verbs} {self.according}")

    @cached_property
    def no_names(self) -> frozenset[str]:
        """Those, and the pronouns."""
        return self.function_words | self.pronoun_words

    @cached_property
    def small_words(self) -> frozenset[str]:
        """Words in no name, that begin a sentence before one; articles, which may be in one, are none."""
        return word_set(f"{self.adverbs} {self.no_verbs} {self.according}")

    @cached_property
    def according_words(self) -> frozenset[str]:
        """What stands before the name where there is no verb."""
        return word_set(self.according)

    @cached_property
    def called_offices(self) -> dict[str, str]:
        """The office by what its holder is called besides, all in lower case."""
        return dict(one.replace("_", " ").split(":") for one in self.called.split())

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The titles, in lower case."""
        return word_set(self.titles)

    @cached_property
    def compound_titles(self) -> tuple[str, ...]:
        """What compound titles end in."""
        return tuple(self.title_endings.split())


def alternatives(words: str) -> str:
    """A pattern of any of the words; of nothing that can be found where there are none."""
    return "(?:" + "|".join(word.replace("_", r"\s") for word in words.split()) + ")" if words else r"(?!)"
