"""Front matter: what a Markdown file says of itself before its text, as static site generators read it.

YAML lies between lines of ``---`` (the last may be ``...``), TOML between lines of ``+++``, at the very
beginning of the file. The first line of ``---`` may be missing where the lines say three things or more that
front matter says.
"""

from __future__ import annotations

import datetime
import re
from typing import Any

from store.formats.document import Metadata
from store.formats.stated import iso_date, language_code, one_line
from store.patterns import lazy_pattern

_YAML = lazy_pattern(r"---[ \t]*\n(?=[^\s-])(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
#: The same where the first line of ``---`` was lost: lines of names and values and a line of ``---`` below.
_UNOPENED = lazy_pattern(
    r"((?:(?:[A-Za-z][\w-]*:(?:[ \t].*)?|[ \t]+\S.*|-[ \t].*|[ \t]*)\n){2,60}?)---[ \t]*(?:\n|\Z)"
)
_TOML = lazy_pattern(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
#: Characters above which a block is no front matter: what it costs to read grows with it.
_LONGEST = 10_000
_TITLES = ("title", "headline")
_DATES = ("date", "published", "date_published", "publishdate", "pubdate", "datepublished", "created")
_LANGUAGES = ("lang", "language", "locale")
_AUTHORS = ("author", "authors", "byline", "creator")
_SITES = ("publisher", "site", "site_name", "source", "agency", "organization")
_URLS = ("url", "link", "canonical_url", "canonicalurl", "source_url", "source", "permalink")
_IDENTIFIERS = ("id", "guid", "identifier")
#: What else front matter says; a block that says nothing known is the text of a release between two rules.
_OTHERS = ("layout", "tags", "categories", "category", "draft", "slug", "description", "summary", "keywords")
_KNOWN = frozenset((*_TITLES, *_DATES, *_LANGUAGES, *_AUTHORS, *_SITES, *_URLS, *_IDENTIFIERS, *_OTHERS))


def split(text: str) -> tuple[Metadata, str]:
    """What the front matter says, and the text after it; all of the text where there is none.

    A block that cannot be read, or says nothing front matter says, is text.
    """
    found = _YAML.match(text) or _TOML.match(text) or _UNOPENED.match(text)
    if not found or len(found[1]) > _LONGEST:
        return Metadata(), text
    block = _toml(found[1]) if text[0] == "+" else _yaml(found[1])
    if not isinstance(block, dict) or not all(isinstance(name, str) for name in block):
        return Metadata(), text
    said = {name.lower(): value for name, value in block.items()}
    if len(said.keys() & _KNOWN) < (1 if text[0] in "-+" else 3):
        return Metadata(), text
    return _metadata(said), text[found.end() :]


def _yaml(block: str) -> Any:
    import yaml  # not needed for most files

    try:
        # Strings, lists and mappings only: no dates to be misread, and an alias costs no more than its name.
        return yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _toml(block: str) -> Any:
    import tomllib  # little front matter is of TOML

    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _metadata(said: dict[str, Any]) -> Metadata:
    site = next((one for one in _all(said, _SITES) if not _is_web(one)), None)
    url = next((one for one in _all(said, _URLS) if _is_web(one)), None)
    dates = (iso_date(one) for one in _all(said, _DATES))
    return Metadata(
        title=next(iter(_all(said, _TITLES)), None),
        published=next(filter(None, dates), None),
        language=next(filter(None, map(language_code, _all(said, _LANGUAGES))), None),
        publisher=site,
        byline=next((names for name in _AUTHORS if (names := _names(said.get(name)))), None),
        url=url,
        identifier=next(iter(_all(said, _IDENTIFIERS)), None),
    )


def _all(said: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """What is said under each of the names, as single lines."""
    return [line for name in names if (line := _line(said.get(name)))]


def _line(value: object) -> str | None:
    if isinstance(value, datetime.date):  # TOML has dates of its own
        return value.isoformat()
    return one_line(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)


def _names(value: object) -> str | None:
    """One name, or several: as words, or as mappings with a name."""
    values = value if isinstance(value, list) else [value]
    names = [_line(one.get("name") if isinstance(one, dict) else one) for one in values]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _is_web(value: str) -> bool:
    return bool(re.match(r"https?://[^\s/]", value, re.IGNORECASE))
