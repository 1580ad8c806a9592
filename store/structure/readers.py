"""Which reader serves a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from store.patterns import lazy_pattern
from store.structure.attributions import Attribution, Reader
from store.structure.languages import SAMPLE, language_of
from store.structure.speakers import CapitalReader
from store.structure.speech import UNTOLD, speech_of
from store.structure.speech.table import Speech, alternatives

#: Signs of languages that may be told from a few of them, among many Latin names.
_SIGNS = (("ja", lazy_pattern("[\u3041-\u30ff]{2}")), ("zh", lazy_pattern("[\u4e00-\u9fff]{3}")))

#: Letters by which the language is told of a text that is too short to tell it by its words.
_LETTERS = tuple(
    (language, lazy_pattern(f"[{letters}]"))
    for language, letters in {
        "pl": "ąęłńśźż",
        "tr": "ğış",
        "sv": "å",
        "de": "ß",
        "pt": "ãõ",
        "es": "ñ¿¡",
    }.items()
)


def reader_for(text: str) -> tuple[Speech, Reader]:
    """The table of a text's language, and what reads by it."""
    sample = text[:SAMPLE]
    if language := language_of(sample) or next((one for one, sign in _SIGNS if sign.search(sample)), None):
        return speech_of(language), _reader(language)
    letters = [one for one, sign in _LETTERS if sign.search(sample)]
    others = (one for one in UNTOLD if _says(one).search(sample))
    spoken = tuple(dict.fromkeys([*letters, *others])) or UNTOLD[:1]
    return speech_of(spoken[0]), _untold(spoken)


@cache
def _says(language: str) -> re.Pattern[str]:
    """A verb of saying of a language, or what stands for one, also at the head of a sentence."""
    speech = speech_of(language)
    return re.compile(
        rf"\b(?:{alternatives(speech.verbs)}|{alternatives(speech.according)})\b", re.IGNORECASE
    )


@cache
def _reader(language: str) -> Reader:
    speech = speech_of(language)
    if speech.reader == "capitals":
        return CapitalReader(speech)
    from store.structure import uncased_speakers  # few texts need it

    return uncased_speakers.READERS[speech.reader](speech)


class _EachInTurn:
    """Asks several readers, until one finds something."""

    def __init__(self, readers: Sequence[Reader]) -> None:
        self._readers = readers

    def after(self, words: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
        """The attribution in the words that follow a quotation."""
        return next(filter(None, (one.after(words, sentence_ended, paused) for one in self._readers)), None)

    def before(self, words: str) -> Attribution | None:
        """The attribution in the words that lead up to a quotation."""
        return next(filter(None, (one.before(words) for one in self._readers)), None)

    def around(self, before: str, after: str) -> Attribution | None:
        """The attribution of which the name stands before a quotation, the verb after it."""
        return next(filter(None, (one.around(before, after) for one in self._readers)), None)

    def inside(self, words: str) -> Attribution | None:
        """The attribution that stands within the marks, as the first of them reads it."""
        return self._readers[0].inside(words)

    def introduced(self, words: str) -> Attribution | None:
        """Of whom the sentence before a quotation tells, as the first of them reads it."""
        return self._readers[0].introduced(words)

    def signature(self, paragraph: str) -> Attribution | None:
        """The name in a line of its own below a quotation, as the first of them reads it."""
        return self._readers[0].signature(paragraph)

    def leads_on(self, words: str) -> bool:
        """Whether, to any of them, words end in what a quotation in mid-sentence may follow."""
        return any(one.leads_on(words) for one in self._readers)


@cache
def _untold(languages: tuple[str, ...]) -> Reader:
    return _EachInTurn([_reader(one) for one in languages])
