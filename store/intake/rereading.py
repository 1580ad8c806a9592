"""The structure of releases brought in before, read again from their text by today's rules.

Everything that is written is derived from the text: headline, dateline, embargo, kinds of paragraphs. The
text stays, and with it each passage that was marked; what a user made lies in other tables. So this is no
step of the history: to read it again gives the same again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from store.batches import batched
from store.formats import Metadata
from store.intake.parsing import metadata_fields
from store.library import Library, release_fields, text_row
from store.models import Link

#: Releases in one transaction.
_BATCH = 50
#: The format that tells nothing of a release beside its text.
_TELLS_NOTHING = "text"
#: What a release need not have a field for.
_MAY_LACK = ("time", "zone", "embargo", "embargo_until")

Row = Mapping[str, Any]
Progress = Callable[[int, int], object]


@dataclass
class RereadReport:
    """What came of reading again."""

    read: int = 0
    """Releases that were read."""
    changed: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Of each that is otherwise now, the fields; ``paragraphs`` where these are parted or named otherwise."""


def reread(library: Library, ids: Iterable[int], progress: Progress | None = None) -> RereadReport:
    """Reads the structure of releases again. Those that cannot be read are passed over.

    Args:
        library: where they are.
        ids: which.
        progress: told how many are done, of how many.

    Raises StorageError; what was done before stays.
    """
    wanted = list(ids)
    report = RereadReport()
    done = 0
    for some in batched(wanted, _BATCH):
        report.changed |= _reread(library, some, report)
        done += len(some)
        if progress is not None:
            progress(done, len(wanted))
    return report


def _reread(library: Library, some: list[int], report: RereadReport) -> dict[int, tuple[str, ...]]:
    tables, storage = library.tables, library.tables.storage
    changed: dict[int, tuple[str, ...]] = {}
    releases: dict[int, dict[str, Any] | None] = {}
    texts: dict[int, dict[str, Any] | None] = {}
    with library.transaction():
        found = dict(tables.readable_among("releases", storage.get_rows("releases", some).items()))
        rows = storage.get_rows("texts", [row["text_id"] for row in found.values()])
        words = dict(tables.readable_among("texts", rows.items()))
        for key, row in found.items():
            if (text := words.get(row["text_id"])) is None:
                continue
            report.read += 1
            new_row, new_text = read_again(row, text)
            fields = _differing(row, new_row)
            parts = _differing(text, new_text)
            if fields:
                releases[key] = new_row
            if parts:
                texts[row["text_id"]] = new_text
            if fields or parts:
                parted = ["paragraphs"] if "paragraphs" in parts else []
                changed[key] = tuple(dict.fromkeys([*fields, *parted])) or ("dateline",)
        if releases:
            storage.write_rows("releases", releases)
        if texts:
            storage.write_rows("texts", texts)
            # Made of paragraphs too: they are made anew when they are next asked for.
            made = set(storage.get_rows("signatures", list(texts)))
            storage.write_rows("signatures", dict.fromkeys(made))
    if changed:
        library.quoting.forget(list(changed))
    return changed


def read_again(release: Row, text: Row) -> tuple[dict[str, Any], dict[str, Any]]:
    """The rows of a release and its text as they would be brought in today.

    What the format told stays: the headline, the byline and the language of all but plain text.
    """
    from store.structure import analyse, word_count  # slow to import

    told = release["format"] != _TELLS_NOTHING
    structure = analyse(text["text"], release["headline"] or None if told else None)
    metadata = Metadata(
        title=release["headline"] or None if told else None,
        byline=release["byline"] if told else None,
        language=release["language"] if told else None,
        published=release.get("published"),
        publisher=release.get("publisher"),
    )
    fields = metadata_fields(release_fields(structure), metadata)
    kept = {name: value for name, value in release.items() if name not in _MAY_LACK}
    links = tuple(Link(*link) for link in text["links"])
    counted = {"words": word_count(text["text"])}
    return {**kept, **fields, **counted}, {**text, **text_row(text["text"], structure, links)}


def _differing(before: Row, after: Row) -> list[str]:
    names = dict.fromkeys([*before, *after])
    return [name for name in names if before.get(name) != after.get(name)]
