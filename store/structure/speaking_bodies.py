"""Bodies that speak, found by what they are called: "the union said"."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.printed_names import CAPITAL
from store.structure.speaker_words import LINKS
from store.structure.speech.table import alternatives

#: Characters before a place in which a body is looked for.
_LONG = 20_000
_LINK = alternatives(" ".join(sorted({*LINKS, "&"} - {"in", "on", "at"})))
_NAME = lazy_pattern(rf"{CAPITAL}(?:\s(?:{_LINK}\s){{0,2}}{CAPITAL}){{0,8}}")
_BESIDE = lazy_pattern(rf"\s(?P<name>{_NAME.pattern})")
#: Before a noun behind which a name may begin what is told of it: "the trust Ana Ruiz founded".
_ENGLISH_ARTICLE = lazy_pattern(r"\b(?:[Tt]he|[Aa]n?)\s\Z")
_ARTICLE = lazy_pattern(
    r"(?:The|Der|Die|Das|Le|La|Les|El|Los|Las|Il|Lo|O|A|Os|As|De|Het)\s|[LD]['’](?=[A-ZÀ-Þ])"
)


def body_called(text: str, position: int, noun: str) -> str | None:
    """The full name of the body last named before a position with a noun in its name or right before it, as
    in "housing charity Roof and Hearth"; None where none is."""
    word = re.compile(rf"(?<!\w)[{noun[:1]}{noun[:1].upper()}]{re.escape(noun[1:])}(?!\w)")
    for match in reversed(list(word.finditer(text, max(0, position - _LONG), position))):
        at = match.start()
        if match[0] == noun:
            beside = _BESIDE.match(text, match.end(), position)
            if beside and not _ENGLISH_ARTICLE.search(text, max(0, at - 4), at):
                return beside["name"]
            continue
        line = text.rfind("\n", 0, at) + 1
        for run in _NAME.finditer(text, line, position):
            if run.start() <= at < run.end():
                name = _ARTICLE.sub("", run[0], count=1)
                if " " in name:
                    return name
                break
    return None
