"""Whatever two users do and take back: of each piece it is known whose changes to it stand."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from store import BuiltUponError, DatelineError, Library, add_bytes
from store.library.history import Step
from store.storages import RowDB
from store.storages.memory import MemoryStorage
from store.tables import fault
from tests.one_step import one_step

TEXT = b"A ferry for the harbour\n\nThe ferry sails in May, said the mayor of the harbour town.\n"
TAGS = ["water", "boats", "Water", "town"]
VERSIONS = [
    TEXT,
    b"News.\n\n" + TEXT,
    TEXT.replace(b"in May", b"in early June"),
    b"Nothing of the kind was ever said.\n",
]
Items = dict[tuple[Any, ...], Any]


def items(library: Library) -> Items:
    """What users make, each piece by itself: passages, notes, each tag of each annotation, digits, marks."""
    found: Items = {}
    for key, row in library.tables.storage.scan_rows("annotations"):
        found["annotation", key] = True
        found["place", key] = row["start"], row["end"]
        found |= {("note", key): row["note"]} if row["note"] else {}
        found |= {("tag", key, tag): True for tag in row["tags"]}
    for key, row in library.tables.storage.scan_rows("tags"):
        found["digit", key] = row["pinned"]
    for key, row in library.tables.storage.scan_rows("reading"):
        found["read", key], found["starred", key] = bool(row.get("read")), bool(row.get("starred"))
    return found


def differing(before: Items, after: Items) -> set[tuple[Any, ...]]:
    """What one has and the other has not, or otherwise."""
    return {item for item in before.keys() | after.keys() if before.get(item) != after.get(item)}


class TwoUsers(RuleBasedStateMachine):
    """Two users at one library. Of each piece it is known whose changes to it stand."""

    @initialize()
    def begin(self) -> None:
        """One release, opened by both."""
        ticks = itertools.count()
        db = RowDB(storage=MemoryStorage)
        self.users = {
            name: Library(db, user=name, clock=lambda: f"2025-03-14T12:00:{next(ticks) // 3:06}Z")
            for name in ("ana", "bea")
        }
        self.notes = itertools.count()
        add_bytes(self.users["ana"], "https://news.example/1", "1.txt", TEXT)
        #: For each piece, the events that changed it and stand, with who made them.
        self.touched: dict[tuple[Any, ...], dict[int, str]] = {}

    def act(self, user: str, change: Callable[[Library], object]) -> None:
        """Makes a change; what it changed is the user's."""
        library = self.users[user]
        before, events = items(library), library.tables.storage.last_id("history")
        try:
            change(library)
        except DatelineError:
            assert items(library) == before
            return
        if (event := library.tables.storage.last_id("history")) > events:
            for item in differing(before, items(library)):
                self.touched.setdefault(item, {})[event] = user

    def step(self, user: str, take: Callable[[Library], Step | None], *, back: bool) -> None:
        """Undoes or redoes; nothing that another has changed since changes."""
        library = self.users[user]
        before, rows = items(library), list(library.tables.storage.scan_rows("history"))
        try:
            step = take(library)
        except BuiltUponError as error:
            assert items(library) == before and list(library.tables.storage.scan_rows("history")) == rows
            assert "since" in error.message
            return
        changed = differing(before, items(library))
        if step is None:
            assert not changed
            return
        for item in changed:
            touched = self.touched.setdefault(item, {})
            assert not [one for one, by in touched.items() if one > step.id and by != user], (item, step)
            if back:
                touched.pop(step.id, None)
            else:
                touched[step.id] = user
        if step.nothing:
            assert not changed and step.left

    @rule(
        user=st.sampled_from(["ana", "bea"]),
        start=st.integers(0, 20),
        names=st.lists(st.sampled_from(TAGS), max_size=2),
        noted=st.booleans(),
    )
    def annotate(self, user: str, start: int, names: list[str], noted: bool) -> None:
        """Each note is another."""
        note = f"{user} {next(self.notes)}" if noted else ""
        self.act(user, lambda one: one.annotations.add(1, start, start + 5, tags=names, note=note))

    @rule(user=st.sampled_from(["ana", "bea"]), which=st.integers(0, 1), data=st.data())
    def edit(self, user: str, which: int, data: st.DataObject) -> None:
        """Tags, note, passage, or all is gone."""
        found = self.users[user].annotations.of(1)[which : which + 1]
        if not found:
            return
        kind = data.draw(st.sampled_from(["tags", "note", "both", "no note", "passage", "delete"]))
        names = data.draw(st.lists(st.sampled_from(TAGS), max_size=3))
        start, key, note = data.draw(st.integers(0, 20)), found[0].id, f"{user} {next(self.notes)}"
        changes: dict[str, Callable[[Library], object]] = {
            "tags": lambda one: one.annotations.edit(key, tags=names),
            "note": lambda one: one.annotations.edit(key, note=note),
            "both": lambda one: one.annotations.edit(key, tags=names, note=note),
            "no note": lambda one: one.annotations.edit(key, note=""),
            "passage": lambda one: one.annotations.reshape(key, start, start + 7),
            "delete": lambda one: one.annotations.delete(key),
        }
        self.act(user, changes[kind])

    @rule(user=st.sampled_from(["ana", "bea"]), which=st.integers(0, 2), digit=st.none() | st.integers(1, 3))
    def pin(self, user: str, which: int, digit: int | None) -> None:
        """A digit for a tag, or none."""
        tags = self.users[user].tags.all()
        if which < len(tags):
            self.act(user, lambda one: one.tags.pin(tags[which].id, digit))

    @rule(user=st.sampled_from(["ana", "bea"]), star=st.booleans(), on=st.booleans())
    def mark(self, user: str, star: bool, on: bool) -> None:
        """Read or starred, or no more."""
        self.act(
            user, lambda one: one.reading.set_starred([1], on) if star else one.reading.set_read([1], on)
        )

    @rule(user=st.sampled_from(["ana", "bea"]), both=st.booleans())
    def several_in_one_step(self, user: str, both: bool) -> None:
        """Two annotations and an edit in one step."""

        def change(library: Library) -> None:
            with one_step(library, "coded twice"):
                one = library.annotations.add(1, 0, 5, tags=["town"])
                library.annotations.add(1, 8, 12, note=f"{user} {next(self.notes)}")
                if both:
                    library.annotations.edit(one.id, note=f"{user} {next(self.notes)}")

        self.act(user, change)

    @rule(text=st.sampled_from(VERSIONS))
    def update(self, text: bytes) -> None:
        """The release comes in other words."""
        add_bytes(self.users["ana"], "https://news.example/1", "1.txt", text)

    @rule(user=st.sampled_from(["ana", "bea"]), own_part=st.booleans(), times=st.integers(1, 3))
    def undo(self, user: str, own_part: bool, times: int) -> None:
        """Once or several times."""
        for _ in range(times):
            self.step(user, lambda one: one.history.undo(own_part=own_part), back=True)

    @rule(user=st.sampled_from(["ana", "bea"]), times=st.integers(1, 3))
    def redo(self, user: str, times: int) -> None:
        """Once or several times."""
        for _ in range(times):
            self.step(user, lambda one: one.history.redo(), back=False)

    @invariant()
    def library_is_sound(self) -> None:
        """Every annotation has a tag or a note, every tag is there, once, and has its digit alone."""
        if not hasattr(self, "users"):
            return
        library = self.users["ana"]
        tags = library.tags.all()
        assert len({tag.name.casefold() for tag in tags}) == len(tags)
        digits = [tag.pinned for tag in tags if tag.pinned]
        assert len(set(digits)) == len(digits)
        known = library.tags.by_id()
        for key, row in library.tables.storage.scan_rows("annotations"):
            assert row["tags"] or row["note"]
            assert all(tag in known for tag in row["tags"]), key
        for table in ("annotations", "tags", "history", "reading"):
            assert all(fault(table, row) is None for _, row in library.tables.storage.scan_rows(table))

    def teardown(self) -> None:
        """Whatever was refused, each can go back to the beginning of what is theirs and on again."""
        for name, library in self.users.items() if hasattr(self, "users") else ():
            for back in (True, False):
                steps = len(library.tables.table("history")) + 1
                for _ in range(steps):
                    self.step(
                        name,
                        (lambda one: one.history.undo(own_part=True))
                        if back
                        else lambda one: one.history.redo(),
                        back=back,
                    )
                    self.library_is_sound()


TestTwoUsers = TwoUsers.TestCase
TestTwoUsers.settings = settings(max_examples=40, stateful_step_count=30)
