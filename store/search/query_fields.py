"""The fields of the query language, one row each: what a value of it is, what it finds, how it is completed.

A new field is a row here, what a release has of it (`store.search.judging`) and its SQL
(`store.search.sqlite_query`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

WORDS, NAME, DAYS, MOMENTS, NUMBERS = "words", "name", "days", "moments", "numbers"

#: What ``is:`` asks of a release.
STATES = ("unread", "read", "new", "starred", "tagged", "updated", "duplicate", "embargoed", "orphaned")
#: What ``has:`` asks for.
PARTS = ("annotation", "note", "date", "place", "agency", "embargo", "link", "quotation")


#: The parts that are a field of the row of ``releases`` which is not empty, with that field.
PART_FIELDS = {"date": "date", "place": "place", "agency": "agency", "embargo": "embargo", "link": "url"}
#: The fields whose names stand in a field of that row, with that field.
NAME_FIELDS = {"lang": "language", "format": "format"}


class Field(NamedTuple):
    """A row of the table."""

    name: str
    kind: str
    """One of the five above."""
    example: str
    help: str
    values: tuple[str, ...] = ()
    """All there are; empty where any is allowed."""


_ROWS = (
    Field("tag", NAME, "tag:migration", "releases with a passage of the tag; tag:migration/* below it"),
    Field("note", WORDS, "note:figures", "words of a note"),
    Field("by", WORDS, "by:ada", "who tagged or noted a passage"),
    Field("speaker", WORDS, "speaker:swing", "words of the name of somebody quoted"),
    Field("said", WORDS, 'said:"global compact"', "words within quotations"),
    Field("headline", WORDS, "headline:ferry", "words of the headline"),
    Field("place", WORDS, "place:geneva", "words of the dateline's place"),
    Field("agency", WORDS, "agency:iom", "words of the dateline's agency"),
    Field("source", WORDS, "source:iom.int", "words of site, feed, file or address it came from"),
    Field("format", NAME, "format:pdf", "the format of its source"),
    Field("lang", NAME, "lang:fr", "the language, by its ISO 639-1 code"),
    Field("date", DAYS, "date:2018-04", "the dateline's day; date:2018-04..2018-06 from one to another"),
    Field("after", DAYS, "after:2018-04-05", "a dateline later than the day, month or year"),
    Field("before", DAYS, "before:2018-04-05", "a dateline earlier than the day, month or year"),
    Field("added", MOMENTS, "added:2026-11..", "when it came into the library"),
    Field("read", MOMENTS, "read:2026-11-28", "when it was marked read"),
    Field("words", NUMBERS, "words:>500", "how many words it has"),
    Field("id", NUMBERS, "id:17", "the release of the number"),
    Field("is", NAME, "is:unread", "its state", STATES),
    Field("has", NAME, "has:note", "what it has", PARTS),
)
#: The fields by name.
FIELDS = {field.name: field for field in _ROWS}
#: Fields whose words lie in the index beside the text, in the order of its columns.
INDEXED = ("headline", "place", "agency", "source")
#: Fields whose words lie in the tables of quotations.
QUOTED = ("speaker", "said")
#: Where plain words are looked for: the columns of the index.
PLAIN = ("headline", "place", "agency", "text")


def words_of(row: Mapping[str, Any], field: str) -> str:
    """What a row of ``releases`` has in a field of words (`store.search.query_fields.INDEXED`)."""
    if field != "source":
        return str(row[field] or "")
    return "\n\n".join(part for part in (row.get("publisher"), row["source"], row.get("url")) if part)
