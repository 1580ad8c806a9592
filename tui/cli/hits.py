"""What a query found, printed for reading on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from store import Hit, Release
from store.library import Found
from store.search import spans
from tui.cli.printing import MEASURE
from tui.describe import about
from tui.screen_signs import NOTE
from tui.terminal import one_line, safe

#: Cells for the number of a release.
_NUMBER = 8


def print_hits(hits: Iterable[Hit], words: str) -> None:
    """One block per hit, as they come: headline, what is known of it, the snippet with the words bold."""
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(MEASURE, console.width)
    for hit in hits:
        release = hit.release
        console.print(_headline(release), width=width)
        console.print(Padding(Text(safe(about(release)), style="dim"), (0, 0, 0, 2)), width=width)
        console.print(Padding(_marked(hit.snippet, words), (0, 0, 0, 2)), width=width)
        console.print()


def print_concordance(lines: Iterable[Found]) -> None:
    """One line per hit, as they come: the words in the middle, what stands left and right of them."""
    console = Console(highlight=False, markup=False, emoji=False)
    room = max(1, (console.width - _NUMBER) // 2 - 1)
    for found in lines:
        before = _end_of(one_line(found.before), room - cell_len(one_line(found.text)) // 2)
        line = Text(f"{found.release.id:>{_NUMBER - 2}}  {' ' * (room - cell_len(before))}", style="dim")
        line.append(before, style="not dim").append(one_line(found.text), style="not dim bold")
        line.append(one_line(found.after), style="not dim")
        console.print(line, no_wrap=True, overflow="crop", width=console.width)


def _end_of(words: str, room: int) -> str:
    """As much of the end of the words as there is room for, in cells."""
    while cell_len(words) > room:
        words = words[1:]
    return words


def print_passages(passages: Iterable[Found]) -> None:
    """A block per passage, as they come: words, tags and note; the headline where another release begins."""
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(MEASURE, console.width)
    last = None
    for found in passages:
        if found.release.id != last:
            console.print(_headline(found.release), width=width)
            last = found.release.id
        about = [f"#{tag}" for tag in found.tags] + [f"{NOTE} {one_line(found.note)}"] * bool(found.note)
        console.print(Padding(Text(f"“{one_line(found.text)}”"), (0, 0, 0, 2)), width=width)
        console.print(Padding(Text("  ".join(map(safe, about)), style="dim"), (0, 0, 1, 2)), width=width)


def print_quotations(quotations: Iterable[Found]) -> None:
    """A block per quotation, as they come: its words, the day, place and headline; the speaker where another
    one speaks."""
    console = Console(highlight=False, markup=False, emoji=False)
    width = min(MEASURE, console.width)
    last: tuple[str | None, str | None] | None = None
    for found in quotations:
        if (found.speaker, found.role) != last:
            last = found.speaker, found.role
            who = Text(one_line(found.speaker or "nobody named"), style="bold" if found.speaker else "dim")
            who.append(f", {one_line(found.role)}" if found.role else "", style="not bold dim")
            console.print(who, width=width)
        release = found.release
        console.print(Padding(Text(safe(" ".join(found.text.split()))), (0, 0, 0, 2)), width=width)
        about = [release.date, release.place, release.agency, f"{release.id}  {release.headline}"]
        line = " · ".join(one_line(part) for part in about if part)
        console.print(Padding(Text(line, style="dim"), (0, 0, 1, 2)), width=width)


def _headline(release: Release) -> Text:
    """The line that a release begins with: number and headline."""
    return Text(f"{release.id}  ", style="dim").append(one_line(release.headline), style="not dim bold")


def _marked(snippet: str, words: str) -> Text:
    text = Text(safe(snippet))  # as many code points as before, so the places hold
    for start, end in spans(words, snippet):
        text.stylize("bold", start, end)
    return text
