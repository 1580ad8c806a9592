"""How a release, a date, an origin are worded on the screen and in print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from math import ceil
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from store import Release, Tag
from store.wording import many, place_of
from tui import screen_signs as signs
from tui.terminal import one_line

if TYPE_CHECKING:
    from store.duplicates import Differences

#: Words read in a minute; the mean for English non-fiction in Brysbaert (2019), rounded.
WORDS_PER_MINUTE = 240

#: Between the parts of what is known of a release.
SEPARATOR = " · "

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December")  # fmt: skip


def long_date(iso: str) -> str:
    """``5 April 2018``."""
    day = date.fromisoformat(iso)
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(iso: str | None) -> str:
    """``05 Apr 18``, or nothing."""
    if iso is None:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day:02} {_MONTHS[day.month - 1][:3]} {day.year % 100:02}"


def origin(release: Release) -> str:
    """Who sent it: the agency, else who published it, else the site, folder or file it came from."""
    return one_line(release.agency or release.publisher or place_of(release.source, release.part))


def when(release: Release) -> str:
    """The day of a release that has one, with the time its dateline says.

    ``27 September 2025 09:00 Mountain``.
    """
    words = (long_date(release.date or ""), release.time, release.zone if release.time else None)
    return " ".join(one_line(word) for word in words if word)


def minutes(release: Release) -> int:
    """How long it takes to read, at `WORDS_PER_MINUTE`: one at least."""
    return max(1, round(release.words / WORDS_PER_MINUTE))


#: Marks a quotation may begin with.
_OPENING = "“\"«„「『‘'»"


def quoted(passage: str) -> str:
    """The passage on one line in quotation marks, its own if it begins with one."""
    line = one_line(passage)
    return line if line[:1] in _OPENING else f"“{line}”"


#: What marks a release under embargo, until it ends.
EMBARGO = f"{signs.EMBARGO} embargo"
#: What marks a release that was updated since it was read, until it is looked at.
UPDATED = f"{signs.UPDATED} updated"
#: Cells of a headline in a message, and how many stand there by name.
_NAMED_CELLS, _NAMED = 36, 3
_MINUTES_A_DAY = 24 * 60
#: How late the tags are left out of what stands below a headline.
_TAGS = 4
#: Cells that a tag takes there at least, with the blank behind it.
_CELLS_OF_A_TAG = 3


def updates(headlines: Sequence[str]) -> str:
    """``2 updated: “Harbour towns…”, “Old bridge…”``; of many, the first by name."""
    told = ", ".join(f"“{shortened(one_line(one), _NAMED_CELLS)}”" for one in headlines[:_NAMED])
    more = f" and {len(headlines) - _NAMED} more" if len(headlines) > _NAMED else ""
    return f"{len(headlines)} updated" + (f": {told}{more}" if told else "")


def about(release: Release, tags: Sequence[Tag] = (), cells: int | None = None) -> str:
    """``BRUSSELS · 5 April 2018 · WAM · 2 min``, of what is known; before it the tags on the release.

    Where there are only so many cells, origin and minutes are left out until the rest has room; then fewer
    tags are named, and the others counted; then place, day and tags are left out, an embargo last.
    """
    # Each with how late it is left out.
    known = (
        (_TAGS, " ".join(f"#{tag.name}" for tag in tags)),
        (2, release.place),
        (3, when(release) if release.date else None),
        (0, origin(release)),
        (1, f"{minutes(release)} min"),
        (5, embargo_left(release)),
    )
    parts = [(rank, one_line(part)) for rank, part in known if part]
    fewer = _fewer(tags, (cells or 0) // _CELLS_OF_A_TAG)
    while cells is not None and cell_len(_joined(parts)) > cells:
        least = min(parts)
        if least[0] > 1 and (told := next(fewer, None)) is not None:
            parts[0] = _TAGS, one_line(told)
        elif len(parts) > 1:
            parts.remove(least)
        else:
            break
    return _joined(parts) if cells is None else shortened(_joined(parts), cells)


def _fewer(tags: Sequence[Tag], most: int) -> Iterator[str]:
    """The tags with ever fewer by name, at most so many: ``#port #sea +2``, ``#port +3``, ``4 tags``."""
    for count in range(min(len(tags) - 1, most), 0, -1):
        yield " ".join((*(f"#{tag.name}" for tag in tags[:count]), f"+{len(tags) - count}"))
    if tags:
        yield many(len(tags), "tag")


def _joined(parts: Sequence[tuple[int, str]]) -> str:
    return SEPARATOR.join(part for _, part in parts)


def under_embargo(release: Release, now: datetime | None = None) -> str:
    """Until when a release is under embargo, by the clock here: empty where it is not.

    ``under embargo until 5 April 2018 10:00 CEST``; in the words printed where these name no date.
    """
    if not release.embargo:
        return ""
    from store.structure import embargo_moment, is_embargoed  # few releases are

    if not is_embargoed(release.embargo_until, release.date, now or datetime.now(UTC)):
        return ""
    if release.embargo_until is None:
        return f"under embargo: {shortened(one_line(release.embargo), _NAMED_CELLS)}"
    end = embargo_moment(release.embargo_until)
    return f"under embargo until {long_date(f'{end:%Y-%m-%d}')} {end:%H:%M %Z}"


def embargo_left(release: Release, now: datetime | None = None) -> str:
    """As `under_embargo`, with how long that is: ``…, 2 h 5 min left``."""
    now = now or datetime.now(UTC)
    held = under_embargo(release, now)
    if not held or release.embargo_until is None:
        return held
    from store.structure import embargo_moment

    return f"{held}, {time_left(embargo_moment(release.embargo_until), now)} left"


def time_left(end: datetime, now: datetime) -> str:
    """``3 d``, ``2 h 5 min``, ``1 min``: rounded up to minutes."""
    minutes = max(1, ceil((end - now).total_seconds() / 60))
    if minutes >= 2 * _MINUTES_A_DAY:
        return f"{round(minutes / _MINUTES_A_DAY)} d"
    hours, rest = divmod(minutes, 60)
    return " ".join(part for part in (f"{hours} h" * bool(hours), f"{rest} min" * bool(rest)) if part)


def share(part: float) -> str:
    """A part of one in whole percent, ``12 %``; ``< 1 %`` where that would be none."""
    return f"{round(part * 100)} %" if part >= 0.005 or not part else "< 1 %"


def shortened(text: str, width: int) -> str:
    """The text in at most that many cells, an ellipsis where it was cut."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    begun = text[: width - 1]
    if not (begun.isprintable() and text[width - 1 : width].isascii() and cell_len(begun) == width - 1):
        begun = set_cell_size(text, width - 1)  # the same, by all characters there are: slow
    return begun.rstrip() + "…"


def differing(found: Differences) -> str:
    """In words what is not the same in two versions: ``12 % of words; other place, headline``."""
    named = {"agency": found.agency, "place": found.place, "date": found.date, "headline": found.headline}
    other = ", ".join(name for name, both in named.items() if both)
    parts = (f"{share(found.words)} of words" if found.words else "", f"other {other}" if other else "")
    return "; ".join(part for part in parts if part) or "the same words"
