"""Lines of their own below a quotation that say whose it is: "Ana Ruiz, Director of Harbours"."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from store.patterns import lazy_pattern
from store.structure.name_phrases import SIGNATURE
from store.structure.printed_names import person
from store.structure.speech.table import Speech

_NUMBER = lazy_pattern(r"\d")
#: Characters of the longest line, where what the person is stands below the name.
_LINE = 90


def signed_name(paragraph: str, speech: Speech, titled: Callable[[str], bool]) -> str | None:
    """The name in a line of its own below a quotation; None for any other line.

    The line may run on into the next quotation, where a line end was lost.
    """
    head, *below = paragraph.strip().split("\n")
    if (
        below
        and len(head) <= _LINE
        and all(len(line) <= _LINE for line in below)
        and _says_office(below, titled)
    ):
        return signed_name(head, speech, titled)
    match = SIGNATURE.match(paragraph.strip())
    if match is None or len(match["name"].split()) < 2 or _NUMBER.search(match["name"]):
        return None
    if match["role"] is None and match.end() < len(paragraph) and not match[0].endswith(". "):
        return None
    if match["name"].split()[0].casefold() in speech.function_words:
        name, by_title = person(match["name"], speech)  # "The Honourable Ana Ruiz"
        return " ".join(name) if by_title and len(name) > 1 else None
    if match["role"] is None and titled(match["name"].split()[-1]):
        return None  # "State Veterinarian Dr. Ana Ruiz told"
    role = match["role"] or ""
    return None if speech.said_pattern.search(role) or role[:4] in ("who ", "whic") else match["name"]


def _says_office(lines: Sequence[str], titled: Callable[[str], bool]) -> bool:
    """Whether lines below a name say what the person is, and are no sentence."""
    said = any(titled(word.strip(",")) for word in lines[0].split())
    return said and not any(line.endswith((".", "!", "?", ":")) for line in lines)
