"""What a file brought into a library: as one step of the history, and once, however often it comes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Any

from store.batches import batched
from store.canonical import canonical, canonical_part
from store.errors import InvalidInputError
from store.exports import annotation_guid, annotation_identity, guid, tag_guid
from store.imports.arriving import Arriving
from store.imports.homeless import Homeless
from store.imports.importer import Brought, Passage
from store.imports.known_releases import KnownReleases
from store.imports.placing import placed
from store.library import LONGEST_NAME, Entry, Library, new_tag_name, tag_key, tag_name
from store.models import Annotation, Release, ReleaseText, Tag
from store.wording import many, named

if TYPE_CHECKING:
    from store.library import Action

#: A name that is an IRI (RFC 3987), and so nobody else's.
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+\Z")
#: Releases whose texts are in memory together.
_READ_AT_ONCE = 50


@dataclass(slots=True)
class Outcome:
    """What became of what a file holds."""

    releases: int = 0
    """Releases that it brought along and that are new here."""
    made: int = 0
    """Passages that are new here, those that are orphans among them."""
    changed: int = 0
    """Passages that were here, and whose tags or note are other ones in the file, which is newer."""
    there: int = 0
    """Passages that were here as they are in the file."""
    on_releases: int = 0
    """Tags that were given to releases as a whole."""
    orphaned: int = 0
    """How many of those that are new have no place in the text of their release."""
    homeless: dict[str, int] = field(default_factory=dict)
    """How many passages are of a release that is not in the library, by what the file calls it: they are kept
    until it comes."""
    tags: int = 0
    """Tags that are new here."""
    described: int = 0
    """Tags that were here, and are described by the file."""
    missing: list[str] = field(default_factory=list)
    """What releases are called whose words the file has not."""
    left: list[str] = field(default_factory=list)
    """What there is no place for, in words."""


def take_in(
    library: Library,
    brought: Brought,
    name: str,
    *,
    place: str = "",
    format: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Outcome:
    """Puts what a file holds into the library, all in one step that undo takes back.

    Args:
        library: where to.
        brought: what the file holds.
        name: what the file is called, for the history.
        place: its absolute path or URL, of which the releases come that it brings along.
        format: the name of its format.
        progress: told how many releases and passages are looked at, and how many there are; what it raises
            leaves the library as it was.

    Raises InvalidInputError for what cannot be stored, StorageError; nothing is done then.
    """

    def said(outcome: Outcome) -> str:
        return f"imported {_counted(outcome)} from {name}"

    return _take_in(library, brought, said, progress, place or name, format)


def bring_home(library: Library) -> Outcome:
    """Marks what was kept for releases that are in the library now, all in one step that undo takes back.

    Raises StorageError; nothing is done then.
    """

    def said(outcome: Outcome) -> str:
        return f"marked {_counted(outcome)} kept for their release"

    return _take_in(library, Brought(), said, lambda done, total: None)


def _take_in(
    library: Library,
    brought: Brought,
    said: Callable[[Outcome], str],
    progress: Callable[[int, int], None],
    place: str = "",
    format: str = "",
) -> Outcome:
    outcome = Outcome(left=list(brought.left))
    passages = [_sound(one) for one in brought.passages]
    ours = {one.identity for one in passages}
    homeless = Homeless(library)
    kept = homeless.to_come(ours)
    brings = bool(brought.entries or brought.sources or passages)
    if not brings and not kept:
        return outcome
    known = KnownReleases(library, {one for passage in (*passages, *kept) for one in passage.release})
    if not brings and not any(known.of(one.release) for one in kept):
        return outcome
    done, total = 0, len(brought.sources) + len(passages)
    with library.tables.action() as (action, call):
        homeless.in_transaction()
        entries = _without_taken(library, brought.entries)
        outcome.tags, outcome.described = library.codebook.take_in_with(action, entries)
        if brought.sources:
            arriving = Arriving(library, action, known)
            for sources in batched(reversed(brought.sources), _READ_AT_ONCE):
                progress(done, total)
                known.note(arriving.take(sources, place, format))
                done += len(sources)
            outcome.releases = len(arriving.added)
            outcome.missing = [one.title for one in brought.sources if not one.complete]
        come = [one for one in homeless.to_come(ours) if known.of(one.release)]
        groups = _of_releases([*passages, *come], known)
        without = groups.pop((), [])
        taking, placed = _Taking(library, action, outcome), set[str]()
        for keys in batched(list(groups), _READ_AT_ONCE):
            progress(done, total)
            some = [(key, groups.pop(key)) for key in keys]
            taking.take(some)
            done += sum(len(found) for _, found in some)
            placed |= {one.identity for _, found in some for one in found}
        without += taking.without
        outcome.homeless = dict(Counter(one.called for one in without))
        homeless.keep(action, without, placed - {one.identity for one in without})
        touched = sorted(taking.touched.union(arriving.added if brought.sources else ()))
        action.releases = touched if len(touched) > 1 else []
        action.release = touched[0] if len(touched) == 1 else None
        call(said(outcome))
    return outcome


def _counted(outcome: Outcome) -> str:
    """What is new, for the history."""
    if outcome.tags and not (outcome.made or outcome.homeless or outcome.releases):
        return many(outcome.tags, "tag")
    new = outcome.made + sum(outcome.homeless.values())
    if outcome.changed and not (new or outcome.releases):
        return f"what is newer in {many(outcome.changed, 'annotation')}"
    found = many(new, "annotation")
    return f"{many(outcome.releases, 'release')} and {found}" if outcome.releases else found


def _without_taken(library: Library, entries: Iterable[Entry]) -> list[Entry]:
    """The same, without the identity of a tag that is here, maybe under another name."""
    taken = {tag_guid(tag).urn for tag in library.tags.all()}
    return [replace(one, identity="") if one.identity in taken else one for one in entries]


def _of_releases(passages: Iterable[Passage], known: KnownReleases) -> dict[tuple[int, ...], list[Passage]]:
    """The passages by the releases they may be of, which are none for some."""
    found: dict[tuple[int, ...], list[Passage]] = defaultdict(list)
    for one in passages:
        found[tuple(known.of(one.release))].append(one)
    return found


_Candidates = Sequence[tuple[Release, ReleaseText]]
#: Annotations by their identities; None for one that was made just now.
_Known = dict[str, Annotation | None]


class _Taking:
    """Puts passages into a library, as a part of an action."""

    def __init__(self, library: Library, action: Action, outcome: Outcome) -> None:
        self._library = library
        self._action = action
        self._outcome = outcome
        self._time = library.tables.clock()
        self._tags: dict[str, Tag] = {}
        """Tags by what the file calls them."""
        self._names: set[str] = set()
        """What the file calls tags, as far as it was looked at."""
        self.touched: set[int] = set()
        """The releases that were changed."""
        self.without: list[Passage] = []
        """Those whose release has no words that can be read."""

    def _name(self, passages: Iterable[Passage]) -> None:
        """Finds the tags of passages, made where they are new."""
        there = self._library.tags.by_id()
        known, before = {tag_key(tag.name) for tag in there.values()}, set(there)
        cleaned = {
            name: _cleaned(name, known) for one in passages for name in one.tags if name not in self._names
        }
        self._names |= cleaned.keys()
        wanted = {name: clean for name, clean in cleaned.items() if clean}
        given = self._library.tags.named(self._action, dict.fromkeys(wanted.values()))
        by_key = {tag_key(tag.name): tag for tag in given}
        self._outcome.tags += len({tag.id for tag in given} - before)
        self._outcome.left += (
            f"the name of the tag {named(name, LONGEST_NAME)}" + (f" (it is #{clean} here)" if clean else "")
            for name, clean in cleaned.items()
            if "," in name or not clean
        )
        self._tags |= {name: by_key[tag_key(clean)] for name, clean in wanted.items()}

    def take(self, some: Sequence[tuple[tuple[int, ...], Sequence[Passage]]]) -> None:
        """Puts the passages, each group with the releases it may be of, into the library."""
        keys = list(dict.fromkeys(chain.from_iterable(releases for releases, _ in some)))
        releases = {one.id: one for one in self._library.releases.many(keys)}
        texts = self._library.releases.texts(releases.values())
        present = self._library.annotations.of_each(keys)
        whole: dict[int, list[str]] = defaultdict(list)
        new: list[dict[str, Any]] = []
        changed: dict[int, dict[str, Any]] = {}
        groups: list[tuple[_Candidates, _Known, Sequence[Passage]]] = []
        for may_be, passages in some:
            candidates: _Candidates = [(releases[key], texts[key]) for key in may_be if key in texts]
            known: _Known = {
                name: one
                for release, _ in candidates
                for one in present.get(release.id, ())
                for name in (annotation_guid(release, one).urn, annotation_identity(release, one))
            }
            if candidates:
                groups.append((candidates, known, passages))
            else:
                self.without += passages
        self._name(
            one
            for _, known, passages in groups
            for one in passages
            if not _is_old(one, known.get(one.identity))
        )
        for candidates, known, passages in groups:
            for one in passages:
                if not one.quote and not one.note:
                    whole[candidates[0][0].id] += (
                        self._tags[tag].name for tag in one.tags if tag in self._tags
                    )
                else:
                    self._take_one(one, candidates, known, new, changed)
        self._action.insert_many("annotations", new)
        self._action.put_many("annotations", changed)
        self._tag_releases(whole)

    def _take_one(
        self,
        one: Passage,
        candidates: _Candidates,
        known: _Known,
        new: list[dict[str, Any]],
        changed: dict[int, dict[str, Any]],
    ) -> None:
        if one.identity not in known:
            row = self._row(one, candidates)
            known[one.identity] = None
            new.append(row)
            self.touched.add(row["release"])
            self._outcome.made += 1
            self._outcome.orphaned += row["state"] == "orphaned"
            return
        there = known[one.identity]
        fields = self._newer(one, there) if there is not None else {}
        if there is not None and fields:
            changed[there.id] = fields
            self.touched.add(there.release)
        self._outcome.changed += bool(fields)
        self._outcome.there += not fields

    def _row(self, one: Passage, candidates: _Candidates) -> dict[str, Any]:
        """The row of a passage that is new: in the first release that has its words, else in the first."""
        rows = ({"release": release.id, **_place(text, one)} for release, text in candidates)
        found = list(rows)
        place = next((row for row in found if row["state"] != "orphaned"), found[0])
        created = _moment(one.created) or _moment(one.modified) or self._time
        return {
            **place,
            "tags": self._ids(one),
            "note": one.note,
            "creator": one.creator or self._library.user,
            "created": created,
            "modified": _moment(one.modified) or created,
            "identity": one.identity,
        }

    def _ids(self, one: Passage) -> list[int]:
        return list(dict.fromkeys(self._tags[name].id for name in one.tags if name in self._tags))

    def _newer(self, one: Passage, there: Annotation) -> dict[str, Any]:
        """The fields that the file has otherwise, where it is newer than what is here."""
        if _is_old(one, there):
            return {}
        fields: dict[str, Any] = {}
        if set(self._ids(one)) != {tag.id for tag in there.tags}:
            fields["tags"] = self._ids(one)
        if one.note != there.note:
            fields["note"] = one.note
        return {**fields, "modified": _moment(one.modified)} if fields else {}

    def _tag_releases(self, names: Mapping[int, Sequence[str]]) -> None:
        """Gives releases tags beside those they have."""
        has = self._library.release_tags.by_release(names)
        fresh = {
            key: given
            for key, some in names.items()
            if (given := [name for name in dict.fromkeys(some) if name not in has.get(key, ())])
        }
        self._library.release_tags.give_each(self._action, fresh)
        self._outcome.on_releases += sum(map(len, fresh.values()))
        self.touched |= fresh.keys()


def _is_old(one: Passage, there: Annotation | None) -> bool:
    """Whether the library has the passage as it is in the file, or newer; a tag on a release is never old."""
    return there is not None and bool(one.quote or one.note) and _moment(one.modified) <= there.modified


def _place(text: ReleaseText, one: Passage) -> dict[str, Any]:
    """Where a passage is; a note on the whole release stands on its first paragraph, the headline."""
    if one.quote:
        return placed(text.text, one)
    start, end, _ = text.paragraphs[0] if text.paragraphs else (0, len(text.text), "")
    return placed(text.text, one._replace(quote=text.text[start:end] or "…", start=start, end=end))


def _cleaned(name: str, known: Collection[str]) -> str:
    """The name as a tag of Dateline can have it; empty where nothing is left, or too much for a new one.

    `known`: the keys of the tags there are.
    """
    shown = "".join(c if c.isprintable() and c != "," else " " for c in canonical(name))
    try:
        clean = tag_name(shown)
        return clean if tag_key(clean) in known else new_tag_name(clean)
    except InvalidInputError:
        return ""


def _known_by(one: Passage) -> Iterable[object]:
    """What tells a passage from others that has no IRI: the name it has, else all that it says."""
    return (one.identity, *one.release) if one.identity else one


def _sound(one: Passage) -> Passage:
    """The passage with an IRI for identity, in text that UTF-8 can hold and in the canonical form of all text
    here."""
    sound = Passage(
        release=tuple(map(_text, one.release)),
        quote=_text(one.quote, canonical_part),
        prefix=_text(one.prefix, canonical_part),
        suffix=_text(one.suffix, canonical_part),
        start=one.start,
        end=one.end,
        tags=tuple(map(_text, one.tags)),
        note=_text(one.note),
        creator=_text(one.creator),
        created=one.created,
        modified=one.modified,
        identity=_text(one.identity),
        gone=one.gone,
    )
    if _IRI.match(sound.identity):
        return one if sound == one else sound
    return sound._replace(identity=guid("passage", *_known_by(sound)).urn)


def _text(text: str, form: Callable[[str], str] = canonical) -> str:
    """The same object where nothing is to be changed: there may be very many, and each is held a while."""
    if text.isascii() and "\r" not in text:
        return text
    clean = form(text.encode(errors="surrogatepass").decode(errors="replace"))
    return text if clean == text else clean


def _moment(time: str) -> str:
    """A time as the library keeps it, in UTC; empty for what is none."""
    try:
        found = datetime.fromisoformat(time)
        in_utc = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return f"{in_utc.replace(microsecond=0, tzinfo=None).isoformat()}Z"
