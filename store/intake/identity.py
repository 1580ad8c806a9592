"""Which of a source's releases a document is, where nothing its source says of it settles that.

A source that gives its items no id is known by what they say: the same text first, then the same headline
and date, then likeness; its position only decides between what is equally like. Where that leaves a doubt,
the document is a new release: a second copy is seen and costs a key, a note on a stranger's words does not.
An id that comes again with other words names the same release, unless they are quite another text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tinydb import where
from tinydb.table import Document

from store import duplicates  # what compares texts is imported with the first of its names asked for
from store.batches import batched
from store.intake.id_runs import IdRuns
from store.intake.parsing import CONTENT, Incoming
from store.library import Library, Row
from store.patterns import lazy_pattern
from store.search import fold
from store.tables import fault

#: The share of words, in their order, that two texts have in common below which they are quite other texts:
#: of 4,000 pairs of real releases by one issuer, nine in ten have less than 0.22.
_OTHER = 0.35
#: The share of words that a short text, of which shingles tell little, keeps from one version to the next.
_KEPT = 0.75
#: Releases of a source that a changed item is compared with by its words: the newest, and no fewer than so
#: many for each item. What a feed dropped years ago is not edited.
_COMPARED, _FOR_EACH = 2000, 4
#: Rows of the source read at a time: what is kept of each is little.
_READ_AT_ONCE = 1000
#: Releases that a text is compared with for their id, or their headline and date, alone.
UNDER_ID = 16
#: What is put to an id for a further release that came under it: its text's SHA-256, and a number.
_FURTHER = lazy_pattern(r"#[0-9a-f]{64}(?: \(\d+\))?")


def other_release(one: duplicates.Wording, other: duplicates.Wording, *, titled_alike: bool = False) -> bool:
    """Whether two texts under one id are quite other texts; a few words are too few to tell.

    Args:
        one: a text.
        other: another.
        titled_alike: whether they have the same headline, which is as good as likeness.
    """
    if titled_alike or min(len(one.words), len(other.words)) < duplicates.SHINGLE:
        return False
    return max(_kept(one, other), duplicates.similarity(one, other)) < _OTHER


def likeness(one: duplicates.Wording, other: duplicates.Wording) -> float:
    """From 0 to 1, how like two versions of one release; 0 where they may be two releases."""
    if _says_other_figures(one, other):
        return 0.0
    alike = duplicates.same_release(one, other)
    if not alike and max(len(one.words), len(other.words)) < duplicates.SHORT:
        kept = _kept(one, other)
        alike = kept if kept >= _KEPT and not duplicates.contradict(one, other) else 0.0
    return alike


def _says_other_figures(one: duplicates.Wording, other: duplicates.Wording) -> bool:
    """Whether each has figures the other has not, one in ten let pass; in the first line as anywhere.

    `contradict` passes over a text's first words, where agencies differ; a source does not from itself.
    """
    alone = min(len(one.counted - other.counted), len(other.counted - one.counted))
    return alone * 10 > min(len(one.counted), len(other.counted))


def _kept(one: duplicates.Wording, other: duplicates.Wording) -> float:
    from rapidfuzz.distance import Indel  # slow to import, and most documents are new

    return Indel.normalized_similarity(one.words, other.words)


def is_of_id(identity: object, identifier: str) -> bool:
    """Whether a release's identity is the id, or that of a further release that came under it."""
    if not isinstance(identity, str) or not identity.startswith(identifier):
        return False
    rest = identity[len(identifier) :]
    return not rest or bool(_FURTHER.fullmatch(rest))


def version_of(one: Incoming, rows: Sequence[Document], reading: Reading) -> Document | None:
    """The release, of those that came under its id, that the document is a version of; None for a new one."""
    for row in rows:
        if row["digest"] == one.digest:
            return row
    mine, headline = duplicates.Wording(one.text), fold(one.release["headline"])
    found: list[tuple[float, int]] = []
    for number, row in enumerate(rows):
        theirs = reading.wording(row)
        titled_alike = fold(row["headline"]) == headline
        if theirs is None or other_release(mine, theirs, titled_alike=titled_alike):
            continue
        if not (theirs.words or titled_alike):  # it was deleted: nothing else tells of what it was
            continue
        if not (
            reading.has(row.doc_id) and duplicates.contradict(mine, theirs)
        ):  # else both are in the source now
            found.append((_kept(mine, theirs), number))
    return rows[max(found)[1]] if found else None


class _Known(NamedTuple):
    """What is kept of the row of a release that the source held when the reading began."""

    text_id: object
    published: object
    part: Any


@dataclass(slots=True)
class Reading:
    """One reading of a source of many releases: what was found in it, and what waits for its end.

    A document is held back where the source's releases hold its like but not its text: whose it is can be
    said only when all that stand unchanged in the source are known.
    """

    library: Library
    source: str
    go_on: Callable[[], None] = lambda: None
    """Called now and then while what was held back is compared; what it raises ends the reading."""
    asked: bool = False
    """Whether a user asks for what is in it, also for what was deleted from the trash."""
    held: list[Incoming] = field(default_factory=list)
    """Documents to be told apart at the end, by `settled`."""
    _rows: dict[int, _Known] | None = None
    _by_digest: dict[bytes, tuple[int, ...]] = field(default_factory=dict)
    _found: IdRuns = field(default_factory=IdRuns)
    _further: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    _common: set[str] | None = None
    _numbers: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> dict[int, _Known]:
        """The source's releases as they were when the reading began, by id."""
        if self._rows is None:
            self._rows = {}
            storage = self.library.tables.storage
            for keys in batched(storage.find_ids("releases", "source", self.source), _READ_AT_ONCE):
                for key, row in storage.get_rows("releases", keys).items():
                    self._know(key, row)
        return self._rows

    def _know(self, key: int, row: Row) -> None:
        """Keeps of a row what may be asked of it: of a hundred thousand rows the whole is too much."""
        if type(row.get("digest")) is not str or self._rows is None:
            return
        self._rows[key] = _Known(row.get("text_id"), _published(row), row.get("part"))
        digest = _packed(row["digest"])
        self._by_digest[digest] = (*self._by_digest.get(digest, ()), key)
        if told := _FURTHER.search(row.get("identity") or ""):
            self._further[row["identity"][: told.start()]].append(key)

    def found(self, key: int) -> None:
        """Notes that the release is one of those in the source; no other document is the same one."""
        self._found.add(key)

    def has(self, key: int) -> bool:
        """Whether the release was found in the source."""
        return key in self._found

    def added(self, key: int, identity: str) -> None:
        """Notes a release that is new, under its identity."""
        self._found.add(key)
        if self._rows is not None and (told := _FURTHER.search(identity)):
            self._further[identity[: told.start()]].append(key)

    def part_of(self, key: int) -> str | None:
        """Where in the source a release was when the reading began."""
        return self.rows[key].part if key in self.rows else None

    def numbered(self, identity: str) -> str:
        """An identity that is taken with a number behind it, each time the next one, from 2 on."""
        self._numbers[identity] += 1
        return f"{identity} ({self._numbers[identity] + 1})"

    def under_id(self, identifier: str) -> list[int]:
        """The source's releases that came under the id after the first."""
        return self._further.get(identifier, []) if self.rows else []

    def _names_nothing(self, identifier: str) -> bool:
        """Whether so many releases came under the id that those are told as if they had none."""
        return len(self.under_id(identifier)) >= UNDER_ID

    def wording(self, row: Document) -> duplicates.Wording | None:
        """The words of a release's present text; None where it cannot be read."""
        text = self.library.tables.row("texts", row["text_id"])
        return duplicates.Wording(text) if text is not None and fault("texts", text) is None else None

    def is_earlier(self, one: Incoming, row: Document) -> bool:
        """Whether a source that holds a release's present text holds this earlier one under its id too."""
        if one.known_by == CONTENT or row.doc_id not in self._found:
            return False
        texts = self.library.tables.table("texts").search(where("release") == row.doc_id)
        return any(text.get("text") == one.text["text"] for text in texts)

    def unchanged(self, one: Incoming) -> int | None:
        """The release that has the document's text, best also its date, then its position; None without."""
        same = [key for key in self._digests(one.digest) if key not in self._found]
        best = max(same, key=lambda key: self._fits(one, self.rows[key]), default=None)
        if best is not None and _published(one.release) == self.rows[best].published:
            return best
        return None

    def _digests(self, digest: str) -> Sequence[int]:
        return self._by_digest.get(_packed(digest), ()) if self.rows else ()

    def came_meanwhile(self, one: Incoming) -> int | None:
        """The release another process has made of the document since the reading began."""
        for row in self.library.tables.table("releases").search(where("digest") == one.digest):
            key = row.doc_id
            if row.get("source") == self.source and key not in self.rows and key not in self._found:
                return key
        return None

    @staticmethod
    def _fits(one: Incoming, row: _Known) -> tuple[bool, bool]:
        return _published(one.release) == row.published, one.release["part"] == row.part

    # -- at the end ------------------------------------------------------------------------

    def settled(self) -> Iterator[tuple[Incoming, int | None]]:
        """Each document held back, in order, with the release it is; None where it is a new one."""
        numbered = [one for one in self.held if one.known_by == CONTENT or self._names_nothing(one.identity)]
        which: dict[int, int] = {}
        if numbered:
            self._by_text(numbered, which)
            wordings = _Wordings(self.library, self.rows)
            self._by_headline(numbered, which, wordings)
            self._by_likeness(numbered, which, wordings)
        held, self.held = self.held, []
        for one in held:
            yield one, which.get(id(one))

    def _left(self, keys: Iterable[int] | None = None) -> dict[int, Row]:
        """The releases not found yet with their rows, those that cannot be read left out."""
        some = [key for key in (self.rows if keys is None else keys) if key not in self._found]
        rows = self.library.tables.storage.get_rows("releases", some)
        return {key: rows[key] for key in some if key in rows and fault("releases", rows[key]) is None}

    def _take(self, one: Incoming, key: int, which: dict[int, int]) -> None:
        which[id(one)] = key
        self._found.add(key)

    def _by_text(self, held: Iterable[Incoming], which: dict[int, int]) -> None:
        """The same text with another date."""
        for one in held:
            if left := self._left(self._digests(one.digest)):
                self._take(one, max(left, key=lambda key: self._fits(one, self.rows[key])), which)

    def _by_headline(self, held: Iterable[Incoming], which: dict[int, int], wordings: _Wordings) -> None:
        """The same headline and the same date, where the text is not quite another; the most alike first."""
        rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for key, row in self._left().items():
            if name := _titled(row):
                rows[name].append(key)
        documents: dict[tuple[str, str], list[Incoming]] = defaultdict(list)
        for one in held:
            if id(one) not in which and (name := _titled(one.release)) in rows:
                documents[name].append(one)
        for name, ones in documents.items():
            near = rows[name][-UNDER_ID:]
            self._match(ones, lambda _, near=near: near, which, wordings, same=True)  # type: ignore[misc]

    def _by_likeness(self, held: Iterable[Incoming], which: dict[int, int], wordings: _Wordings) -> None:
        ones = [one for one in held if id(one) not in which]
        left = [*self._left()][-max(_COMPARED, _FOR_EACH * len(ones)) :]
        if not ones or not left:
            return
        self._match(ones, _Nearest(left, wordings).to, which, wordings)

    def _match(
        self,
        ones: Sequence[Incoming],
        candidates: Callable[[duplicates.Wording], Sequence[int]],
        which: dict[int, int],
        wordings: _Wordings,
        *,
        same: bool = False,
    ) -> None:
        """Gives each document the release it is most like, those most alike first, position before order."""
        pairs: list[tuple[float, bool, int, int]] = []
        for number, one in enumerate(ones):
            self.go_on()
            mine = duplicates.Wording(one.text)
            for key in candidates(mine):
                theirs = wordings.get(key)
                if theirs is None or (same and other_release(mine, theirs)):
                    continue
                alike = _kept(mine, theirs) if same else likeness(mine, theirs)
                if (
                    alike
                    and not same
                    and len(mine.words) < 2 * duplicates.SHORT
                    and not self._tells(mine, theirs, wordings)
                ):
                    continue
                if alike or same:
                    there = one.release["part"] == self.rows[key].part
                    pairs.append((-alike, not there, number, key))
        for _, _, number, key in sorted(pairs):
            if id(ones[number]) not in which and key not in self._found:
                self._take(ones[number], key, which)

    def _tells(self, mine: duplicates.Wording, theirs: duplicates.Wording, wordings: _Wordings) -> bool:
        """Whether two short texts are alike in what is not said in most of the source's items too."""
        if self._common is None:
            newest = list(self.rows)[-_FOR_EACH * UNDER_ID :]
            said = [wording.said for key in newest if (wording := wordings.get(key)) is not None]
            counts = Counter(word for words in said for word in words)
            self._common = {word for word, count in counts.items() if len(said) > 2 and count * 2 > len(said)}
        if not self._common:
            return True
        one, other = mine.said - self._common, theirs.said - self._common
        return 2 * len(one & other) >= _KEPT * (len(one) + len(other))


class _Wordings:
    """The words of releases, read when they are asked for; a few at a time are kept."""

    _KEPT = 256

    def __init__(self, library: Library, rows: Mapping[int, _Known]) -> None:
        self._library, self._rows = library, rows
        self._kept: dict[int, duplicates.Wording | None] = {}

    def get(self, key: int) -> duplicates.Wording | None:
        """Those of the release's present text; None where it cannot be read."""
        if key not in self._kept:
            if len(self._kept) >= self._KEPT:
                self._kept.clear()
            text_id = self._rows[key].text_id
            row = self._library.tables.row("texts", text_id) if isinstance(text_id, int) else None
            self._kept[key] = (
                duplicates.Wording(row) if row is not None and fault("texts", row) is None else None
            )
        return self._kept[key]


class _Nearest:
    """Which releases share the most with a text, without a look at all of them for each."""

    def __init__(self, keys: Sequence[int], wordings: _Wordings) -> None:
        self._short: dict[str, list[int]] = defaultdict(list)
        sketches = []
        for key in keys:
            if (wording := wordings.get(key)) is None:
                continue
            sketches.append((key, duplicates.sketch(wording.shingles)))
            if len(wording.words) < duplicates.SHORT:
                for word in dict.fromkeys(wording.words):
                    self._short[word].append(key)
        self._postings = duplicates.Postings(sketches)

    def to(self, wording: duplicates.Wording) -> list[int]:
        """The likeliest, in no order."""
        found = set(self._postings.candidates(duplicates.sketch(wording.shingles)))
        if len(wording.words) < duplicates.SHORT:
            # The rarest of its words: of as many as make up a short text, three in four are kept.
            holders = sorted((self._short.get(word, []) for word in set(wording.words)), key=len)
            for keys in holders[: 1 + len(holders) // 3]:
                found.update(keys[-_FOR_EACH * 2 :])
        return sorted(found)


def _packed(digest: str) -> bytes:
    """A digest in half the room; what is none, as nobody wrote it, by its letters."""
    try:
        return bytes.fromhex(digest)
    except ValueError:
        return digest.encode(errors="surrogatepass")


def _published(row: Mapping[str, Any]) -> str | None:
    return row.get("published")


def _titled(row: Mapping[str, Any]) -> tuple[str, str] | None:
    """Headline and time of publication, or date; None without either."""
    headline, date = fold(row["headline"]).strip(), row.get("published") or row.get("date")
    return (headline, date) if headline and date else None
