"""A release as it arrives: new, known, or a new version of a known one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tinydb import where
from tinydb.table import Document

from store.batches import batched
from store.errors import RefusedError
from store.formats import known_by_name
from store.intake.identity import UNDER_ID, Reading, is_of_id, version_of
from store.intake.parsing import CONTENT, IDENTIFIER, Incoming, source_of
from store.library import RELEASE_EXTRAS, Library, Row, settled
from store.tables import fault

#: Releases that waited for the end of their source and are stored in one transaction.
_AT_ONCE = 100


Known = tuple[int, str]
"""A release and the SHA-256 its file had when it came."""


def known(library: Library, paths: Sequence[Path]) -> list[Known | None]:
    """For each of the files the release that came from it; None where none did.

    None for one that was removed too: what becomes of it is told when the file was read. And for a file whose
    name says that it holds many, which is read whatever came from it.
    """
    sources: list[str | None] = []
    for path in paths:
        named = known_by_name(path.name)
        if named is not None and named.many:
            sources.append(None)
            continue
        try:
            sources.append(source_of(path))
        except RefusedError:
            sources.append(None)
    found: dict[str, Known] = {}
    removed = library.tables.removed()
    for row in library.tables.rows_among("releases", "source", filter(None, sources)):
        if not row.get("part") and row.doc_id not in removed:
            found.setdefault(row["source"], (row.doc_id, str(row.get("digest"))))
    return [None if source is None else found.get(source) for source in sources]


def moved(library: Library, one: Incoming) -> int | None:
    """The release that holds these bytes from a file that is no longer there, now given the new source.

    A file that was moved keeps all that was marked in it.
    """
    if one.identity != one.release["source"] or not Path(one.identity).is_absolute():
        return None
    releases = library.tables.table("releases")
    for row in releases.search(where("digest") == one.digest):
        is_whole = fault("releases", row) is None and row.get("identity") == row["source"]
        if is_whole and _is_gone(Path(row["source"])):
            releases.update({"source": one.identity, "identity": one.identity}, doc_ids=[row.doc_id])
            return row.doc_id
    return None


def _is_gone(path: Path) -> bool:
    """Whether a file is known to be there no more: it may lie in a folder that may not be entered."""
    try:
        return path.is_absolute() and not path.exists()
    except OSError:
        return False


@dataclass(slots=True)
class Put:
    """What became of the releases handed to `put_releases`: their ids."""

    added: list[int] = field(default_factory=list)
    updated: list[int] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    """Those that a user has removed: they stay as they are, whatever came."""
    annotations: Counter[str] = field(default_factory=Counter)
    """How many annotations of updated releases are in which of `store.models.STATES` now."""


def put_releases(
    library: Library,
    incoming: Iterable[Incoming],
    reading: Reading | None = None,
    *,
    asked: bool = False,
) -> Put:
    """Stores releases: those of several sources, or a few of the many that one source holds.

    A known release with other content becomes a new version: the earlier text stays in ``texts``, the star
    stays, and each annotation is put where its words now are. One with the same content is left alone; so is
    one whose file was only moved, but for its source, and one that says it is earlier than the version that
    is known. One that was removed stays so, and as it is; one that was deleted from the trash is new again
    where it is `asked` for. What can be told only at the end of a source waits in `reading` for `put_held`;
    where none is given, `incoming` is all of each source.
    """
    readings: dict[str, Reading] = {}
    putting = _Putting(library)
    ones = list(incoming)
    with library.transaction(), library.tables.counters():
        putting.look_up(ones)
        for one in ones:
            source = one.release["source"]
            putting.take(one, reading or readings.setdefault(source, Reading(library, source, asked=asked)))
        for whole in readings.values():
            for one, key in whole.settled():
                putting.settle(one, key, whole)
        putting.write()
    return putting.put


def put_held(library: Library, reading: Reading) -> Iterator[Put]:
    """Stores what waited for the end of a source, in transactions of many."""
    for batch in batched(reading.settled(), _AT_ONCE):
        putting = _Putting(library)
        with library.transaction(), library.tables.counters():
            putting.look_up([one for one, _ in batch])
            for one, key in batch:
                putting.settle(one, key, reading)
            putting.write()
        yield putting.put


class _Putting:
    """Stores releases within one transaction, new rows many at once.

    All is looked up inside the transaction: another process may be importing the same file.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self.put = Put()
        self._texts: list[Document] = []
        self._releases: dict[str, Document] = {}
        self._entries: dict[int, tuple[Row, str]] = {}
        self._parts: dict[int, str] = {}
        self._removed: set[int] | None = None
        #: Identities and digests that no release has, nothing written since.
        self._unknown: frozenset[str] = frozenset()

    def look_up(self, ones: Sequence[Incoming]) -> None:
        """Asks at once which of the documents nothing is known of, as of most in an import.

        What is known of the others is asked for one by one: an earlier one may have changed it.
        """
        identities, digests = {one.identity for one in ones}, {one.digest for one in ones}
        tables = self._library.tables
        known = {row["identity"] for row in tables.rows_among("releases", "identity", identities)}
        known |= {row["digest"] for row in tables.rows_among("releases", "digest", digests)}
        self._unknown = frozenset((identities | digests) - known)

    def write(self) -> None:
        """Writes what waits to be written."""
        library = self._library
        self._unknown = frozenset()
        library.tables.table("texts").insert_multiple(self._texts)
        library.tables.table("releases").insert_multiple(self._releases.values())
        library.index.put(self._entries)
        rows = library.tables.storage.get_rows("releases", self._parts)
        library.tables.storage.write_rows(
            "releases", {key: {**row, "part": self._parts[key]} for key, row in rows.items()}
        )
        self._texts, self._releases, self._entries, self._parts = [], {}, {}, {}

    def take(self, one: Incoming, reading: Reading) -> None:
        """Stores a document, or lets it wait for the end of the reading."""
        if one.known_by == CONTENT:
            self._take_by_content(one, reading)
            return
        known = self._named(one.identity)
        if known is None:
            key = None if one.digest in self._unknown else moved(self._library, one)
            if key is None:
                self._add(one, reading)
            else:
                self._unknown = frozenset()  # it has that identity now
                self._keep(one, key, reading)
        elif known.get("digest") == one.digest or _is_earlier(one, known):
            self._keep(one, known.doc_id, reading)
        elif one.known_by != IDENTIFIER or _says_version(one, known):
            self._update(one, known, reading)
        else:
            reading.held.append(one)

    def _take_by_content(self, one: Incoming, reading: Reading) -> None:
        key = reading.unchanged(one)
        if key is None and not reading.rows:
            key = self._came_meanwhile(one, reading)
        if key is not None:
            self._keep(one, key, reading)
        elif reading.rows:
            reading.held.append(one)
        else:
            self._add(one, reading)

    def _came_meanwhile(self, one: Incoming, reading: Reading) -> int | None:
        return None if one.digest in self._unknown else reading.came_meanwhile(one)

    def settle(self, one: Incoming, key: int | None, reading: Reading) -> None:
        """Stores a document that waited, as a version of the release `reading` found it to be, if any."""
        if one.known_by == IDENTIFIER and key is None:
            known = version_of(one, self._under_id(one, reading), reading)
        else:
            key = self._came_meanwhile(one, reading) if key is None else key
            known = None if key is None else self._row(key)
        if known is None:
            self._add(one, reading)
        elif known["digest"] == one.digest or reading.is_earlier(one, known):
            self._keep(one, known.doc_id, reading)
        else:
            self._update(one, known, reading)

    def _under_id(self, one: Incoming, reading: Reading) -> list[Document]:
        """The releases that came under the document's id: more than one where quite other texts did."""
        first = self._named(one.identity)
        same = self._library.tables.table("releases").search(where("digest") == one.digest)
        keys = [row.doc_id for row in same if is_of_id(row.get("identity"), one.identity)]
        keys += [*([] if first is None else [first.doc_id]), *reading.under_id(one.identity)[-UNDER_ID:]]
        return [row for key in dict.fromkeys(keys) if (row := self._row(key)) is not None]

    def _row(self, key: int) -> Document | None:
        row = self._library.tables.row("releases", key)
        return row if row is not None and fault("releases", row) is None else None

    def _named(self, identity: str) -> Document | None:
        """The release of that identity."""
        if identity in self._releases:  # twice at once: the later may be a version of the earlier
            self.write()
        if identity in self._unknown:
            return None
        rows = self._library.tables.table("releases").search(where("identity") == identity)
        return rows[0] if rows else None

    def _is_removed(self, key: int) -> bool:
        if self._removed is None:
            self._removed = self._library.tables.removed()
        return key in self._removed

    def _leave(self, one: Incoming, known: Document, reading: Reading) -> None:
        """Leaves a removed release as it is; a deleted one that is asked for gets its words again."""
        key = known.doc_id
        gone = self._library.tables.row("trash", key)
        if reading.asked and gone is not None and gone.get("emptied"):
            self._library.tables.table("trash").remove(doc_ids=[key])
            self._removed, self._unknown = None, frozenset()
            row = {**self._with_text(one, key), "identity": known.get("identity", one.identity)}
            _update(self._library, known, {**row, "added": row["modified"]}, one.text["text"])
            self._entries[key] = row, one.indexed
            self.put.added.append(key)
        else:
            self.put.removed.append(key)
        reading.found(key)

    def _keep(self, one: Incoming, key: int, reading: Reading) -> None:
        known = self._row(key) if self._is_removed(key) else None
        if known is not None:
            self._leave(one, known, reading)
            return
        self.put.unchanged.append(key)
        reading.found(key)
        if one.known_by == CONTENT and reading.part_of(key) != one.release["part"]:
            self._parts[key] = one.release["part"]

    def _add(self, one: Incoming, reading: Reading) -> None:
        identity = self._unused(one, reading)
        key = self._library.tables.new_id("releases")
        row = {**self._with_text(one, key), "identity": identity}
        self._releases[identity] = Document({**row, "added": row["modified"]}, key)
        self._entries[key] = row, one.indexed
        self.put.added.append(key)
        reading.added(key, identity)

    def _unused(self, one: Incoming, reading: Reading) -> str:
        """An identity for a new release: another may have come under its id, or have the same text."""
        wanted = one.identity
        if one.known_by == IDENTIFIER and self._named(wanted) is not None:
            wanted = f"{wanted}#{one.digest}"
        # Only those that come again are counted: most of a hundred thousand come once.
        if wanted not in self._releases and self._named(wanted) is None:
            return wanted
        identity = reading.numbered(wanted)
        while self._named(identity) is not None:
            identity = reading.numbered(wanted)
        return identity

    def _update(self, one: Incoming, known: Document, reading: Reading) -> None:
        if self._is_removed(known.doc_id):
            self._leave(one, known, reading)
            return
        row = {**self._with_text(one, known.doc_id), "identity": known.get("identity", one.identity)}
        self._unknown = frozenset()  # as the row is written
        self.put.annotations += _update(self._library, known, row, one.text["text"])
        self._entries[known.doc_id] = row, one.indexed
        self.put.updated.append(known.doc_id)
        reading.found(known.doc_id)

    def _with_text(self, one: Incoming, key: int) -> Row:
        """The row of a release with a new text, which waits to be written."""
        row = {
            **one.release,
            "text_id": self._library.tables.new_id("texts"),
            "modified": self._library.tables.clock(),
        }
        self._texts.append(Document({"release": key, "added": row["modified"], **one.text}, row["text_id"]))
        return row


def _versions(one: Incoming, row: Document) -> tuple[int, int] | None:
    """The version the document says it is and the one that is known; None where either is silent."""
    told, known = one.release.get("version"), row.get("version")
    return (told, known) if isinstance(told, int) and isinstance(known, int) else None


def _says_version(one: Incoming, row: Document) -> bool:
    """Whether both say which version they are: then they are versions, whatever their texts say."""
    return _versions(one, row) is not None


def _is_earlier(one: Incoming, row: Document) -> bool:
    """Whether it says that it is an earlier version than the one that is known."""
    versions = _versions(one, row)
    return versions is not None and versions[0] < versions[1]


def _update(library: Library, known: Document, row: Row, text: str) -> Counter[str]:
    """Makes it the release's present version; how many annotations are in which state now."""
    gone = dict.fromkeys(RELEASE_EXTRAS)  # an embargo that was lifted
    library.tables.table("releases").update({**gone, **row}, doc_ids=[known.doc_id])
    found = library.tables.table("annotations").search(where("release") == known.doc_id)
    # One that cannot be understood stays as it is: ‘dateline doctor’ knows of it.
    annotations = [one for one in found if fault("annotations", one) is None]
    readable = fault("releases", known) is None
    before = library.tables.row("texts", known["text_id"]) if annotations and readable else None
    old = before["text"] if before is not None and fault("texts", before) is None else None
    _mark_updated(library, known, annotated=bool(annotations))
    states: Counter[str] = Counter()
    for annotation, fields in zip(annotations, settled(annotations, old, text), strict=True):
        library.tables.table("annotations").update(fields, doc_ids=[annotation.doc_id])
        states[fields["state"]] += 1
    return states


def _mark_updated(library: Library, known: Document, *, annotated: bool) -> None:
    """Has a release that somebody read, or began to read, be unread and marked until it is looked at.

    ``since`` keeps the version that was read, whatever further ones come until then.
    """
    reading = library.tables.row("reading", known.doc_id) or Document({}, known.doc_id)
    if fault("reading", reading) is not None or not (annotated or reading.get("read") or "cursor" in reading):
        return
    fields: Row = {"read": False, "updated": True}
    if not reading.get("updated") and type(known.get("text_id")) is int:
        fields["since"] = known["text_id"]
    library.tables.table("reading").upsert(Document(fields, known.doc_id))
