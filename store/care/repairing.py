"""Mends what `store.care.doctor` finds; what cannot be mended is set aside, nothing else is deleted.

A row that is changed beyond its offsets, or taken out of its table, is first written to the table
``set_aside`` as it lay in the file: table, id, raw text, reason, time.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from tinydb.table import Document

from store import tables
from store.backups import back_up as backed_up
from store.care import doctor, mending
from store.care.doctor import SET_ASIDE
from store.care.row_looks import Finding, named
from store.library import Library, kept_changes, reanchored, text_row
from store.storages import parsed
from store.structure import analyse
from store.tables import META, fault, sound

_ROUNDS = 5  # mending one thing may bring another to light: a lost release, its text, its marks


@dataclass(slots=True)
class Repair:
    """What was done."""

    mended: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    backup: str = ""
    """The file that holds the library as it was before; empty where none was asked for."""


def repair(library: Library, *, back_up: bool = True) -> Repair:
    """Backs the library up, then mends it in one transaction.

    Raises BackupError where no backup can be made, StorageError where it cannot be written, and
    NotALibraryError where the file itself is damaged (see `store.care.salvaging`); nothing is changed then.
    """
    done = Repair()
    if back_up and (backup := backed_up(library.tables.storage, "repair")) is not None:
        done.backup = str(backup)
    with library.transaction():
        for _ in range(_ROUNDS):
            library.tables.storage.drop_indexes()
            findings = doctor.findings_of(library)
            if not findings:
                break
            _Round(library, done).mend(findings)
        library.tables.storage.ensure_indexes(tables.indexes())
    return done


class _Round:
    """One pass over the findings."""

    def __init__(self, library: Library, done: Repair) -> None:
        self.library = library
        self.done = done
        self.remembered: dict[tuple[str, int], dict[str, Any]] = {}
        """What the history has of the records that cannot be understood."""

    def mend(self, findings: list[Finding]) -> None:
        """Records first, for the rest is judged by them."""
        records_first = [one for one in findings if one.kind == "record"]
        odd = {(one.table, one.id) for one in records_first if one.id is not None}
        events = (event for _, event in self.library.tables.readable_rows("history"))
        self.remembered = mending.remembered(odd, events) if odd else {}
        for finding in records_first or findings:
            getattr(self, f"_{finding.kind}")(finding)

    def _mended(self, finding: Finding, how: str) -> None:
        self.done.mended.append(f"{finding}: {how}")

    def _keep_raw(self, finding: Finding, *, mended: bool) -> None:
        """Writes the row, as it lies in the file, to the table of what is set aside."""
        assert finding.id is not None
        raw = self.library.tables.storage.raw_row(finding.table, finding.id) or b""
        row = {
            "table": finding.table,
            "id": finding.id,
            "reason": finding.what,
            "time": self.library.tables.clock(),
        }
        self.library.tables.table(SET_ASIDE).insert(row | raw_fields(raw) | {"mended": mended})

    def _replace(self, finding: Finding, row: dict[str, Any] | None) -> None:
        """Puts the row in place of the one found, or nothing."""
        assert finding.id is not None
        self._keep_raw(finding, mended=row is not None)
        self.library.tables.storage.remove_raw(finding.table, [finding.id])
        if row is None:
            self.done.set_aside.append(str(finding))
        else:
            self.library.tables.table(finding.table).insert(Document(row, finding.id))
            self._mended(finding, "what could be read of it was kept")

    def _record(self, finding: Finding) -> None:
        assert finding.id is not None
        raw = self.library.tables.storage.raw_row(finding.table, finding.id)
        if raw is None:
            return
        if finding.table == "meta":
            row: dict[str, Any] | None = self._fresh_meta(raw)
        else:
            fields, known = parsed(raw)[0], self.remembered.get((finding.table, finding.id))
            row = mending.completed(finding.table, finding.id, fields, self.library.tables.clock(), known)
        self._replace(finding, row)
        if finding.table == "history":
            self._forget_standings()

    def _fresh_meta(self, raw: bytes) -> dict[str, Any]:
        known = parsed(raw)[0] or {}
        kept = mending.sound_fields("meta", known)
        ids = {table: key for table, key in doctor.highest_ids(self.library).items() if key}
        given = known.get("ids")
        for table, key in given.items() if isinstance(given, dict) else ():
            if sound("meta", "ids", {table: key}):
                ids[table] = max(key, ids.get(table, 0))
        return {"schema": tables.SCHEMA_VERSION, **kept, "ids": ids}

    def _forget_standings(self) -> None:
        """Where users stand in the history is looked for anew by their next step."""
        self.library.tables.table("meta").update({"undo": {}}, doc_ids=self._present_meta())

    def _present_meta(self) -> list[int]:
        return [META] if self.library.tables.row("meta", META) is not None else []

    def _history(self, finding: Finding) -> None:
        if finding.table == "history":
            event: Any = self.library.tables.row("history", finding.id or 0)
            earlier = (
                key
                for key, row in self.library.tables.readable_rows("history")
                if row["user"] == event["user"]
            )
            before = max((key for key in earlier if key < event.doc_id), default=0)
            self.library.tables.table("history").update({"upon": before}, doc_ids=[event.doc_id])
        self._forget_standings()
        self._mended(finding, "the changes follow each other again")

    def _search(self, finding: Finding) -> None:
        self.library.index.discard()
        self._mended(finding, "the index will be made anew by the next search")

    def _orphan(self, finding: Finding) -> None:
        row: Any = self.library.tables.row(finding.table, finding.id or 0)
        if row is None:
            return
        if finding.table == "releases":
            self._give_text(finding, row)
        elif finding.table == "annotations" and finding.field == "tags":
            self._give_tags(finding, row)
        elif finding.field in tables.TABLES[finding.table].optional:
            self._replace(finding, {key: value for key, value in row.items() if key != finding.field})
        elif finding.table == "texts" and row["text"]:
            self._give_release(finding, row)
        elif not self._will_return(finding, row):
            self._replace(finding, None)

    def _will_return(self, finding: Finding, row: Any) -> bool:
        """Whether its releases are there, or made anew in this round from their texts."""
        wanted = set(named(row[finding.field] if finding.field else finding.id))
        missing = {key for key in wanted if self.library.tables.row("releases", key) is None}
        texts = self.library.tables.readable_rows("texts") if missing else ()
        return missing <= {text["release"] for _, text in texts if text["text"]}

    def _give_text(self, finding: Finding, row: Any) -> None:
        """The newest text of the release that is left; else an empty one, which its file replaces."""
        rest = [
            key for key, text in self.library.tables.readable_rows("texts") if text["release"] == finding.id
        ]
        if rest:
            text_id, how = max(rest), "an earlier text of it was taken"
        else:
            empty = text_row("", analyse(""), ())
            text_id = self._insert("texts", {"release": finding.id or 0, **empty})
            how = f"add its file again, its annotations are kept: {row['source']}"
        # Without the digest the file counts as changed and is read again.
        self.library.tables.table("releases").update(
            {"text_id": text_id, "digest": ""}, doc_ids=[finding.id or 0]
        )
        self._mended(finding, how)

    def _give_release(self, finding: Finding, row: Any) -> None:
        """Makes a lost release of its text and what is left of its row."""
        key = row["release"]
        if self.library.tables.row("releases", key) is not None:
            return
        texts = self.library.tables.readable_rows("texts")
        newest = max(at for at, text in texts if text["release"] == key)
        lost = [
            row
            for row in self.library.tables.table(SET_ASIDE).search(_was("releases", key))
            if _is_sound(row)
        ]
        text = self.library.tables.row("texts", newest) or row
        made = mending.release_of(
            key, newest, text["text"], lost[-1]["raw"] if lost else "", self.library.tables.clock()
        )
        self.library.tables.table("releases").insert(Document(made, key))
        self._mended(finding, f"release {key} was made again from its text")

    def _give_tags(self, finding: Finding, row: Any) -> None:
        """Makes the missing tags, by the name the history has for them."""
        for key in row["tags"]:
            if self.library.tables.row("tags", key) is None:
                events = (kept_changes(event) for _, event in self.library.tables.readable_rows("history"))
                name = mending.lost_tag_name(key, events)
                self.library.tables.table("tags").insert(
                    Document({"name": name, "color": 0, "pinned": None}, key)
                )
                self._mended(finding, f"the tag was made again as “{name}”")

    def _insert(self, table: str, row: dict[str, Any]) -> int:
        """Under an id nothing has, whether or not the counters can be trusted."""
        meta: Any = self.library.tables.row("meta", META) or {"ids": {}}
        key: int = max(doctor.highest_ids(self.library)[table], meta["ids"].get(table, 0)) + 1
        self.library.tables.table(table).insert(Document(row, key))
        return key

    def _counter(self, finding: Finding) -> None:
        meta: Any = self.library.tables.row("meta", META) or {"schema": tables.SCHEMA_VERSION, "ids": {}}
        highest = doctor.highest_ids(self.library)
        counted = {table: meta["ids"].get(table, 0) for table in highest}
        ids = {
            table: key if counted[table] > key + doctor.FAR else max(key, counted[table])
            for table, key in highest.items()
        }
        self.library.tables.table("meta").upsert(Document({**meta, "ids": {**meta["ids"], **ids}}, META))
        self._mended(finding, "put right")

    def _offsets(self, finding: Finding) -> None:
        row: Any = self.library.tables.row(finding.table, finding.id or 0)
        release: Any = self.library.tables.row("releases", row["release"])
        text: Any = self.library.tables.row("texts", release["text_id"])
        fields = reanchored(text["text"], row)
        self.library.tables.table("annotations").update(fields, doc_ids=[row.doc_id])
        words = {"orphaned": "its words are gone from the text; its quote and note are kept"}
        self._mended(finding, words.get(fields["state"], "put where its words are"))


def _is_sound(row: dict[str, Any]) -> bool:
    return fault(SET_ASIDE, row) is None


def _was(table: str, key: int) -> Any:
    from tinydb import where

    return (where("table") == table) & (where("id") == key)


def raw_fields(raw: bytes) -> dict[str, str]:
    """A row's bytes as text; in base64 (RFC 4648) where they are not UTF-8."""
    try:
        return {"raw": raw.decode(), "encoding": "utf-8"}
    except UnicodeDecodeError:
        return {"raw": base64.b64encode(raw).decode(), "encoding": "base64"}
