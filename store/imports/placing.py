"""Where in a release's text a passage stands that was marked elsewhere, maybe on other words."""

from __future__ import annotations

from typing import Any

from store.anchoring import occurrences, select
from store.imports.importer import Passage
from store.library import reanchored
from store.models import CONTEXT

#: The longest place that a row may name (`store.meanings.COUNT`), and that is worth a look.
_FARTHEST = 2**31


def placed(text: str, passage: Passage) -> dict[str, Any]:
    """The fields of an annotation's row that say where it is, ``state`` among them; its words are canonical.

    Where it was says which of several like passages is meant. ``changed`` where most of its words are there,
    ``orphaned`` where they are not, or in several places that are as likely.
    """
    quote, prefix, suffix = passage.quote, passage.prefix, passage.suffix
    start = passage.start if passage.start is not None and 0 <= passage.start < _FARTHEST else 0
    own = {
        "start": start, "end": start + max(1, len(quote)), "quote": quote,
        "prefix": prefix[-CONTEXT:], "suffix": suffix[:CONTEXT],
    }  # fmt: skip
    if passage.gone:
        return {**own, "state": "orphaned"}
    span = _span(text, quote, prefix, suffix, passage.start)
    if span is not None:
        place = select(text, *span)._asdict()
        # The passage's own words where they are the same: there may be very many, and each is held a while.
        place |= {name: said for name, said in own.items() if place[name] == said}
        return {**place, "state": "anchored"}
    found = reanchored(text, {**own, "state": "anchored"})
    if found["state"] == "orphaned":
        return {**own, "state": "orphaned"}
    # A place in another text is none that it was moved from.
    return {**found, "state": "changed" if found.get("was") else "anchored"}


def _span(text: str, quote: str, prefix: str, suffix: str, start: int | None) -> tuple[int, int] | None:
    """Where the words stand as they were marked, white space aside, if that is one place only."""
    if start is not None and _stands(text, quote, prefix, suffix, start):
        return start, start + len(quote)
    found = occurrences(text, quote, prefix) or occurrences(text, quote)
    behind = [span for span in found if text.startswith(suffix, span[1])]
    if len(behind or found) == 1:
        return (behind or found)[0]
    return None


def _stands(text: str, quote: str, prefix: str, suffix: str, start: int) -> bool:
    end = start + len(quote)
    return text[start:end] == quote != "" and text[:start].endswith(prefix) and text.startswith(suffix, end)
