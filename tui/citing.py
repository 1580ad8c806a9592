"""A passage as it is copied: its words, and where they are from, in the style a reader has set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from store import Release
from store.urls import is_url, scheme_of
from tui.describe import long_date, under_embargo
from tui.terminal import one_line


class Quoted(NamedTuple):
    """Words of a release."""

    release: Release
    words: str
    spoken: bool = False
    """Whether they are a quotation, its marks included."""
    speaker: str | None = None
    role: str | None = None


def quotation(quoted: Quoted) -> str:
    """A quotation with its marks, and who said it: speaker, role, agency, place, date, of what is known.

    Words that are none as `short` has them.
    """
    if not quoted.spoken:
        return short(quoted)
    release = quoted.release
    parts = (quoted.speaker, quoted.role, release.agency, release.place, _day(release))
    about = ", ".join(one_line(part) for part in parts if part)
    return f"{quoted.words} ({about})" if about else quoted.words


def short(quoted: Quoted) -> str:
    """The words with where they are from: headline, agency, place, date, address; of a file that has none its
    name alone, for what is copied goes to others."""
    from store.exports.markdown import source_of  # exports are imported when they are first asked for

    release = quoted.release
    source = _address(release) or source_of(release, paths=False)
    parts = (f"“{release.headline}”", release.agency, release.place, _day(release), source)
    return f"{quoted.words}\n\n— " + ", ".join(one_line(part) for part in parts if part)


def apa(quoted: Quoted) -> str:
    """The words with a reference by the Publication Manual of the APA, 7th edition, 10.16 (press release)."""
    release = quoted.release
    day = date.fromisoformat(release.date) if release.date else None
    when = f"({day.year}, {day:%B} {day.day})" if day else "(n.d.)"
    title = one_line(release.headline)
    author = _author(release)
    # A work without an author begins with its title (9.12).
    begin = f"{author}. {when}. {title} [Press release]." if author else f"{title} [Press release]. {when}."
    return _with_address(f"{quoted.words}\n\n{begin}", release)


def chicago(quoted: Quoted) -> str:
    """The words with a note by The Chicago Manual of Style, 17th edition, 14.190 and 14.208."""
    release = quoted.release
    day = date.fromisoformat(release.date) if release.date else None
    parts = (
        _author(release),
        f"“{one_line(release.headline)},” press release",
        f"{day:%B} {day.day}, {day.year}" if day else "",
        _address(release),
    )
    return f"{quoted.words}\n\n" + ", ".join(part for part in parts if part) + "."


Cite = Callable[[Quoted], str]
#: By the names that the setting has.
STYLES: dict[str, Cite] = {"quotation": quotation, "short": short, "apa": apa, "chicago": chicago}


def cited(quoted: Quoted, style: str) -> str:
    """What is copied of a passage, in a style of `STYLES`; with its embargo, while there is one."""
    held = under_embargo(quoted.release)
    return f"{STYLES[style](quoted)}\n" + (f"[{held}]\n" if held else "")


def _day(release: Release) -> str | None:
    return long_date(release.date) if release.date else None


def _author(release: Release) -> str:
    return one_line(release.agency or release.publisher or "")


def _address(release: Release) -> str:
    """Where it is on the web; empty where that is not known."""
    source = release.source if is_url(release.source) and scheme_of(release.source) != "file" else ""
    return one_line(release.url or source)


def _with_address(text: str, release: Release) -> str:
    address = _address(release)
    return f"{text} {address}" if address else text
