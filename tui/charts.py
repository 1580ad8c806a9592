"""Statistics as lines of a terminal: a bar, a heat map of a year, a row of columns for each tag.

A plotting library draws axes around one curve in as many lines as these take for all tags; what is told here
is told by shapes alone, in any terminal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from store.library import Statistics
from store.wording import many
from tui.describe import shortened
from tui.terminal import one_line

#: None, then more and more, by quarters of the most.
_SHADES = "·░▒▓█"
_COLUMNS = " ▁▂▃▄▅▆▇█"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: Weeks of a year's map, and months of a row.
_WEEKS, _SHOWN_MONTHS = 53, 12
#: Cells before each row of the map; of a tag's name at most; of the bar at most.
_LABEL, _NAME, _BAR = 4, 32, 40


def charts(of: Statistics, width: int) -> list[Text]:
    """All that is told of releases, in lines of at most so many cells."""
    lines = [*_progress(of, width)]
    if of.days:
        lines += [Text(""), *_year(of.days, width)]
    if of.tags:
        lines += [Text(""), *_tags(of, width)]
    for line in lines:
        line.truncate(width)
    return lines


def as_json(of: Statistics) -> dict[str, Any]:
    """The same for other programs; days, months and tags in their order, the tags given most first."""
    counts = {
        "releases": of.releases, "read": of.read, "starred": of.starred, "marked": of.marked,
        "passages": of.passages, "undated": of.undated,
    }  # fmt: skip
    tags = [
        {"tag": name, "given": times.total(), "months": dict(sorted(times.items()))}
        for name, times in _most_given(of)
    ]
    return {
        **counts,
        "days": dict(sorted(of.days.items())),
        "months": dict(sorted(of.months.items())),
        "tags": tags,
    }


def _facts(line: Text, facts: Iterable[str], width: int) -> Text:
    """The line with as many facts behind it as find room, none of them cut."""
    between = ""
    for fact in facts:
        if line.cell_len + cell_len(between + fact) <= width:
            line.append(between + fact, "not bold dim")
            between = " · "
    return line


def _most_given(of: Statistics) -> list[tuple[str, Counter[str]]]:
    return sorted(of.tags.items(), key=lambda one: (-one[1].total(), one[0]))


def _progress(of: Statistics, width: int) -> Iterator[Text]:
    share = of.read / of.releases if of.releases else 0
    cells = min(_BAR, max(10, width - 30))
    full = int(share * cells)
    yield Text.assemble(
        ("Read  ", "bold"),
        "█" * full,
        ("░" * (cells - full), "dim"),
        f"  {share:.0%}  {of.read:,} of {of.releases:,}",
    )
    parts = [f"{of.releases - of.read:,} unread", f"{of.starred:,} starred"]
    parts += [f"{many(of.passages, 'passage')} marked in {many(of.marked, 'release')}"]
    parts += [f"{of.undated:,} without a date"] if of.undated else []
    yield _facts(Text("      "), parts, width)


def _year(days: Mapping[str, int], width: int) -> Iterator[Text]:
    """A column for each week up to the last day there is, a row for each day of the week."""
    last = date.fromisoformat(max(days))
    weeks = min(_WEEKS, max(1, width - _LABEL))
    first = last - timedelta(days=last.weekday(), weeks=weeks - 1)
    shown = {day: number for day, number in days.items() if first.isoformat() <= day}
    most = max(shown.values())
    span = Text(f"{first:%Y-%m-%d} to {last:%Y-%m-%d}  ", "bold")
    facts = [many(sum(shown.values()), "release"), f"{most:,} on one day at most"]
    before = sum(days.values()) - sum(shown.values())
    yield _facts(span, [*facts, *([f"{before:,} before that"] if before else [])], width)
    yield Text(" " * _LABEL + _months_above(first, weeks), "dim")
    for weekday, name in enumerate(_DAYS):
        row = Text(f"{name:<{_LABEL}}", "dim")
        for week in range(weeks):
            day = first + timedelta(weeks=week, days=weekday)
            number = shown.get(day.isoformat(), 0)
            row.append(" " if day > last else _SHADES[-(-4 * number // most)], "not dim" if number else "dim")
        yield row


def _months_above(first: date, weeks: int) -> str:
    """The months' names, each over the week in which it begins, where there is room."""
    mondays = [first + timedelta(weeks=week) for week in range(weeks)]
    begins = [week for week in range(1, weeks) if mondays[week].month != mondays[week - 1].month]
    line = ""
    for week in [0, *begins] if not begins or begins[0] > len("Jan") else begins:
        if week + len("Jan") <= weeks:
            line = f"{line:<{week}}{_MONTHS[mondays[week].month - 1]}"
    return line


def _tags(of: Statistics, width: int) -> Iterator[Text]:
    """A row for each tag: its name, a column for each of twelve months, how often it was given."""
    months = _last_months(max((*of.months, *(month for times in of.tags.values() for month in times))))
    tags = _most_given(of)
    room = min(
        _NAME, max(cell_len(one_line(name)) for name, _ in tags) + 1, max(8, width - 2 * len(months) - 12)
    )
    most = max((times[month] for _, times in tags for month in months), default=0)
    facts = [f"{months[0]} to {months[-1]}", f"{most:,} in one month at most"] if months else []
    yield _facts(Text("Tags over time  ", "bold"), facts, width)
    yield Text(" " * (room + 1) + " ".join(_MONTHS[int(month[5:]) - 1][0] for month in months), "dim")
    for name, times in tags:
        columns = " ".join(_COLUMNS[-(-8 * times[month] // most)] if most else " " for month in months)
        label = shortened(f"#{one_line(name)}", room)
        yield Text(f"{label}{' ' * (room - cell_len(label))} {columns}  {times.total():,}")


def _last_months(month: str) -> list[str]:
    """Twelve months up to one, ``2026-11``; none for the empty one."""
    if len(month) < len("2026-11"):
        return []
    last = int(month[:4]) * 12 + int(month[5:7]) - 1
    return [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(last - _SHOWN_MONTHS + 1, last + 1)]
