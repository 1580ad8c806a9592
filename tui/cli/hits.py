"""What a search found, printed for reading on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from store import Hit
from store.search import spans
from tui.cli.printing import MEASURE
from tui.describe import about
from tui.terminal import one_line, safe


def print_hits(hits: Iterable[Hit], words: str) -> None:
    """One block per hit, as they come: headline, what is known of it, the snippet with the words bold."""
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(MEASURE, console.width)
    for hit in hits:
        release = hit.release
        headline = Text(f"{release.id}  ", style="dim")
        headline.append(one_line(release.headline), style="not dim bold")
        console.print(headline, width=width)
        console.print(Padding(Text(safe(about(release)), style="dim"), (0, 0, 0, 2)), width=width)
        console.print(Padding(_marked(hit.snippet, words), (0, 0, 0, 2)), width=width)
        console.print()


def _marked(snippet: str, words: str) -> Text:
    text = Text(safe(snippet))  # as many code points as before, so the places hold
    for start, end in spans(words, snippet):
        text.stylize("bold", start, end)
    return text
