"""Releases as entries of a bibliography, CSL-JSON and BibTeX, under one key in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec.json import encode

from store.exports.citation_keys import citation_key
from store.exports.exporter import Marked
from store.exports.identities import web_address
from store.models import Release

_GENRE = "Press release"
#: What means something in LaTeX, and how it is written there.
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
_ESCAPES = str.maketrans(_SPECIAL)


def write_csl(marked: Iterable[Marked]) -> Iterator[str]:
    """A list of items (https://docs.citationstyles.org/en/stable/), one of each release."""
    between = "["
    for one in marked:
        yield f"{between}\n{encode(_csl(one.release)).decode()}"
        between = ","
    yield "[]\n" if between == "[" else "\n]\n"


def _csl(release: Release) -> dict[str, Any]:
    issuer = release.agency or release.publisher
    fields: dict[str, Any] = {
        "id": citation_key(release),
        "type": "report",  # as citation styles take a press release
        "genre": _GENRE,
        "title": _one_line(release.headline),
        "author": [{"literal": name}] if (name := release.byline or issuer) else None,
        "publisher": issuer,
        "publisher-place": release.place,
        "issued": {"date-parts": [_date(release.date)]} if release.date else None,
        "language": release.language,
        "URL": web_address(release),
    }
    return {name: value for name, value in fields.items() if value}


def write_bibtex(marked: Iterable[Marked]) -> Iterator[str]:
    """An entry of each release, in UTF-8."""
    between = ""
    for one in marked:
        yield between + _bibtex(one.release)
        between = "\n"


def _bibtex(release: Release) -> str:
    year, month, day = [*(str(part) for part in _date(release.date)), "", "", ""][:3]
    issuer = release.agency or release.publisher or ""
    author = release.byline or issuer
    fields = {
        # In braces of their own: a headline keeps its capitals, and an agency is no first and last name.
        "title": f"{{{_latex(release.headline)}}}",
        "author": f"{{{_latex(author)}}}" if author else "",
        "year": year,
        "month": month,
        "day": day,
        "howpublished": _GENRE,
        "organization": _latex(issuer),
        "address": _latex(release.place or ""),
        "langid": release.language or "",
        "url": web_address(release),
    }
    lines = (f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{citation_key(release)},\n{''.join(lines)}}}\n"


def _latex(text: str) -> str:
    return _one_line(text).translate(_ESCAPES)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _date(date: str | None) -> list[int]:
    return [int(part) for part in date.split("-")] if date else []
