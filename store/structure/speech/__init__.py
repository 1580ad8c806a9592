"""How the press of each language says who speaks: one table a language, in a module named after its code.

A table is loaded with the first text in its language. To add a language: a module here with a `SPEECH`, and
a fixture of its code in ``tests/store/structure/speech_fixtures``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from store.structure.speech.table import Speech

#: Whose table serves a text in a language that has none.
_ELSE = "en"
#: Asked in turn where a text is too short to tell its language.
UNTOLD = ("en", "fr", "es", "de", "it", "pt", "nl", "pl", "sv", "tr")


@cache
def speech_of(language: str) -> Speech:
    """The table of a language, given by its ISO 639-1 code; English's where it has none."""
    module = f"{__name__}.{language}"
    known = len(language) == 2 and find_spec(module) is not None
    speech: Speech = import_module(module if known else f"{__name__}.{_ELSE}").SPEECH
    return speech
