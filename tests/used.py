"""Libraries that have been in use: one with a row in every table, one after years of work."""

from __future__ import annotations

import itertools
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tinydb.table import Document

from store import Library, ReadingPosition, add_paths, open_library
from store.care.repairing import repair
from store.duplicates.grouping import groups, split
from store.imports import Brought, Passage, take_in
from store.intake.followed import follow

WORDS = (
    "{place}, Mar {day} 2025 ({agency}) - The council of the harbour town agreed on {topic}. “It will be "
    "done in May,” said the mayor, Ana Prates. A second boat follows in the summer of next year, and the old "
    "pier stays.\n"
)
TOPICS = ("ferry fares", "night trains", "the water works", "a museum of fish")
STEPS = 5000
USERS = ("ana", "bea", "cem")


def clock() -> Any:
    """A clock that goes on by a minute each time it is read."""
    minutes = itertools.count()
    return lambda: (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=next(minutes))).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )


def releases(folder: Path) -> Path:
    """A folder of four releases, the first of which came through two agencies."""
    folder.mkdir(exist_ok=True)
    for number, topic in enumerate(TOPICS):
        words = WORDS.format(place="Lisbon", day=10 + number, agency="ALN", topic=topic)
        body = " ".join(f"{topic.split()[-1]}{word}" for word in range(60))
        (folder / f"{number}.txt").write_text(
            f"Council agrees on {topic}\n\n{words}\n{body}.\n", encoding="utf-8"
        )
    again = (
        (folder / "0.txt")
        .read_text(encoding="utf-8")
        .replace("Lisbon", "LISBON")
        .replace("ALN", "Tagus Wire")
    )
    (folder / "again.txt").write_text(again, encoding="utf-8")
    return folder


def library_in_use(folder: Path) -> Path:
    """A closed library with rows in every table, an orphan, two versions and something set aside."""
    path = folder / "library.db"
    library = open_library(path, user="ana", clock=clock())
    sources = releases(folder / "releases")
    follow(library, str(sources))
    for key in (1, 2, 3, 4):
        library.annotations.add(key, 0, 14, tags=[f"tag {key}", "all"], note=f"note {key}")
    library.annotations.add(2, 18, 30, tags=["gone"])
    changed = sources / "1.txt"
    text = changed.read_text(encoding="utf-8")
    changed.write_text("Another headline altogether" + text[30:], encoding="utf-8")
    add_paths(library, [sources])
    library.reading.set_starred([1], True)
    library.release_tags.give([1, 2], ["all", "whole"])
    library.reading.save_position(1, ReadingPosition(12, 3))
    library.reading.set_read([2], True)
    library.history.undo()
    assert groups(library)
    split(library, [3], [4])
    library.views.save("Ferries", "ferry is:unread")
    library.trash.remove([5])
    library.people.join("Ana Prates", "A. Prates")
    waiting = Passage(("https://example.org/to-come",), "its words", tags=("all",), start=3, end=12)
    take_in(library, Brought([waiting]), "marks.json")
    list(library.find.hits("ferry"))
    library.tables.table("texts").update({"links": "odd"}, doc_ids=[library.releases.get(4).text_id])
    repair(library, back_up=False)
    library.tables.table("set_aside").update({"mended": False})
    library.close()
    return path


def library_of_years(folder: Path, steps: int = STEPS) -> Path:
    """A closed library after some `steps` changes by three users, with a deleted release and deleted tags.

    Most events are written as rows, for speed; what made them small is the program's own compaction.
    """
    path = folder / "library.db"
    library = open_library(path, user="ana", clock=clock())
    follow(library, str(releases(folder / "releases")))
    shared = [Library(library.tables.db, user=user, clock=library.tables.clock) for user in USERS]
    with library.transaction():
        for one in shared:
            for number in range(12):
                _step(one, number)
            _stars(one, steps // len(USERS))
            for number in range(12, 24):
                _step(one, number)
        _forget_release(library, 3)
        for tag in library.tags.all()[:2]:
            library.tables.table("tags").remove(doc_ids=[tag.id])
    library.close()
    return path


def _step(library: Library, number: int) -> None:
    """One change; all kinds there are in turn."""
    key = 1 + number % 5
    match number % 6:
        case 0:
            library.annotations.add(
                key, number, number + 9, tags=[f"tag {number // 6}"], note=f"note {number}"
            )
        case 1:
            newest = library.annotations.add(key, number, number + 9, tags=["short-lived"])
            library.annotations.edit(newest.id, note=f"edited {number}")
            library.annotations.delete(newest.id)
        case 2:
            library.reading.set_starred([key], not library.releases.get(key).starred)
            library.history.undo()
        case 3:
            split(library, [1], [2])
        case 4:
            library.reading.set_read([key], not library.releases.get(key).read)
        case 5:
            library.tags.pin(library.tags.all()[0].id, None if library.tags.all()[0].pinned else 1)


def _stars(library: Library, count: int) -> None:
    """So many changes of one star, as rows of the history."""
    meta: Any = library.tables.row("meta", 1)
    first = library.tables.storage.last_id("history") + 1
    standing = meta["undo"][library.user]
    rows = [
        Document(
            {
                "time": library.tables.clock(),
                "user": library.user,
                "what": "marked “Council” starred",
                "release": 1,
                "undone": False,
                "upon": standing["last"] if key == first else key - 1,
                "changes": [["reading", 1, {"starred": key % 2 == 0}, {"starred": key % 2 == 1}]],
            },
            key,
        )
        for key in range(first, first + count)
    ]
    library.tables.table("history").insert_multiple(rows)
    standing |= {"last": first + count - 1, "again": 0, "whole": standing["whole"] + count}
    ids = meta["ids"] | {"history": first + count - 1}
    library.tables.table("meta").update({"ids": ids, "undo": meta["undo"]}, doc_ids=[1])


def _forget_release(library: Library, key: int) -> None:
    """Deletes a release and all that hangs on it, as a script could."""
    for table in ("texts", "annotations"):
        gone = [row.doc_id for row in library.tables.table(table) if row["release"] == key]
        library.tables.table(table).remove(doc_ids=gone)
    for table in ("releases", "reading"):
        if library.tables.row(table, key) is not None:
            library.tables.table(table).remove(doc_ids=[key])


def copied(library: Path, folder: Path) -> Path:
    """A copy of a closed library in another folder."""
    target = folder / library.name
    for end in ("", "-wal", "-shm"):  # a file of its own, not the one an earlier copy may be open in
        Path(f"{target}{end}").unlink(missing_ok=True)
    shutil.copy(library, target)
    return target
