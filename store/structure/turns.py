"""Whose turn it is to speak: each passage's speaker, from what is said of it and of those before it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.patterns import lazy_pattern
from store.structure.attributions import Attribution
from store.structure.chinese_names import full_name
from store.structure.discourse import Discourse
from store.structure.japanese_speakers import profiled
from store.structure.printed_names import FULL_NAME
from store.structure.quotation_marks import Quoted
from store.structure.speaking_bodies import body_called
from store.structure.speech.table import Speech

_FULL = lazy_pattern(FULL_NAME)


class Spoken(NamedTuple):
    """A passage that is speech, and whose it is as far as the words beside it say."""

    quoted: Quoted
    said: Attribution | None
    follows: bool
    """Whether another one stands before it in its paragraph."""


def speakers(
    text: str, spans: Sequence[tuple[int, int]], spoken: Sequence[Spoken], speech: Speech
) -> list[str | None]:
    """Each passage's speaker: as attributed, else the one whom the words before it name, else the last."""
    discourse = Discourse(text, spans, [one.quoted for one in spoken], speech)
    found: list[str | None] = []
    for index, one in enumerate(spoken):
        said, item = one.said, one.quoted
        before = found[index - 1] if one.follows else None
        name: str | None
        nobody = speech.reader == "japanese" and (said is None or said.name is None)
        if nobody and (profile := profiled(text, item.start)):
            name = profile
        elif said is None and one.follows and (before or spoken[index - 1].said is not None):
            name = discourse.introduced(item, spoken[index - 1].quoted) or before
        elif said is None:
            name = discourse.silent(item, spoken[index - 1].quoted if index else None)
        elif said.name is not None:
            name = _named(said, text, discourse, speech)
            by_surname = speech.reader == "capitals" and (said.pronoun or said.offices)
            if name and by_surname and " " not in name:
                # "For Leith, the harbour is home", of nobody whom the text knows
                name = discourse.meant(said._replace(name=None), item, before) if said.offices else None
            if name and discourse.contradicts(name, said):
                name = discourse.meant(said._replace(name=None), item, before)
        elif said.noun in speech.body_words:
            found.append(body_called(text, item.start, said.noun))
            continue
        elif said.noun and speech.reader != "capitals":
            name = next((full for full in reversed(discourse.spoken) if full.startswith(said.noun)), None)
        elif said.plural or not (said.pronoun or said.offices or said.noun):
            name = discourse.introduced(item, spoken[index - 1].quoted) if index else None
        elif one.follows and before is None and spoken[index - 1].said is not None and not said.offices:
            name = None  # the same one as before, who is not told
        else:
            name = discourse.meant(said, item, before)
        found.append(name)
        if name is not None:
            discourse.heard(name, item, said)
    return _from_next(text, spoken, found)


def _named(said: Attribution, text: str, discourse: Discourse, speech: Speech) -> str | None:
    """The fullest form of a printed name, in the case by which the person is known."""
    printed = said.name or ""
    if speech.reader != "capitals":
        printed = _known_by(printed, discourse.spoken, speech.reader == "arabic")
    if speech.reader == "chinese":
        printed = full_name(printed, text, speech.titles.split()) or printed
    name = discourse.names.fullest(printed)
    if name and name not in discourse.spoken and speech.reader == "capitals":
        called = [full for full in discourse.spoken if f" {name} " in f" {full} "]
        name = called[0] if len(called) == 1 else name
    return discourse.names.nominative(name) if name and speech.inflected and said.inflected else name


def _known_by(name: str, known: Sequence[str], last: bool) -> str:
    """The full name of whom a surname means, which stands `last` or first in the names of the script."""
    meant = (full for full in known if (full.endswith(f" {name}") if last else full.startswith(name)))
    return next(meant, name)


def _from_next(text: str, spoken: Sequence[Spoken], found: list[str | None]) -> list[str | None]:
    """A passage still without speaker takes the next one's in its paragraph, if no other is introduced."""
    for index in range(len(spoken) - 2, -1, -1):
        here, following = spoken[index], spoken[index + 1]
        if found[index] is not None or here.said is not None or found[index + 1] is None:
            continue
        between = text[here.quoted.end : following.quoted.start].rstrip()
        others = (run[0] for run in _FULL.finditer(between))
        if any(run not in (found[index + 1] or "") for run in others):
            continue  # "is how Ana Ruiz puts it"
        if here.follows and spoken[index - 1].said is not None:
            continue  # hers of whom the words before it tell
        near = following.quoted.first - here.quoted.last <= 1 and not between.endswith((":", "："))
        if near:
            found[index] = found[index + 1]
    return found
