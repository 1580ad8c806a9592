"""What is exported, read from a library: so many releases at a time, however many there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType

from store.batches import batched
from store.exports.exporter import Marked
from store.exports.unchanged import Unchanged, made_of
from store.library import Found, Library
from store.models import Annotation, Release, ReleaseText, Tag

#: Releases whose records are read by the same few statements.
TOGETHER = 500
#: Releases whose words are held together: they may be long.
_TEXTS = 50


def marked(library: Library, ids: Iterable[int]) -> Iterator[Marked]:
    """The releases in the order asked for, each with what was marked in it.

    Raises NotFoundError, UnreadableRecordError where one is reached that is not there or cannot be read.
    """
    for some in batched(ids, TOGETHER):
        with library.snapshot():
            found = {one.id: one for one in library.releases.many(some)}
            releases = [found[key] if key in found else library.releases.get(key) for key in some]
            annotations = library.annotations.of_each(some)
            tags = library.release_tags.of_each(some)
        yield from _with_texts(library, releases, annotations, tags)


def listed(library: Library) -> Iterator[Marked]:
    """All releases, in the order they are listed, each with what was marked in it."""
    return marked(library, library.releases.listed_ids())


def annotated(library: Library) -> Iterator[Marked]:
    """The releases that carry annotations, in the order they are listed, each with these."""
    for some in batched(library.releases.listed_ids(), TOGETHER):
        with library.snapshot():
            annotations = library.annotations.of_each(some)
            releases = library.releases.many(key for key in some if key in annotations)
            tags = library.release_tags.of_each(annotations)
        yield from _with_texts(library, releases, annotations, tags)


def annotated_anew(library: Library, unchanged: Unchanged) -> Iterator[Marked | Path]:
    """As `annotated`; of one whose file need not be written it gives the file."""
    for some in batched(library.releases.listed_ids(), TOGETHER):
        with library.snapshot():
            digests = made_of(library, some)
            there = unchanged(digests)
            annotations = library.annotations.of_each(key for key in some if key not in there)
            releases = library.releases.many(key for key in some if key in annotations)
            tags = library.release_tags.of_each(annotations)
        # What is passed over is named each time, so nothing is kept of an export beside it.
        known = {} if library.unreadable() else digests
        found = _with_texts(library, releases, annotations, tags, known)
        given = {one.id for one in releases}
        for key in some:
            if key in there:
                yield there[key]
            elif key in given:
                yield next(found)


def _with_texts(
    library: Library,
    releases: Sequence[Release],
    annotations: Mapping[int, Sequence[Annotation]],
    tags: Mapping[int, Sequence[Tag]],
    digests: Mapping[int, bytes] = MappingProxyType({}),
) -> Iterator[Marked]:
    """Words are never changed: those of a release are its own, whatever was written since it was read."""
    for few in batched(releases, _TEXTS):
        text, quotations = _read_when_asked(library, few), _heard_when_asked(library, few)
        for one in few:
            parts = annotations.get(one.id, ()), partial(text, one.id), digests.get(one.id, b"")
            yield Marked(one, *parts, tags.get(one.id, ()), partial(quotations, one.id))


def _heard_when_asked(library: Library, releases: Sequence[Release]) -> Callable[[int], Sequence[Found]]:
    """Gives what is quoted in one of the releases; that of all is read when the first is asked for."""
    quotations = cache(lambda: library.find.quotations_in([one.id for one in releases]))
    return lambda key: quotations().get(key, ())


def _read_when_asked(library: Library, releases: Sequence[Release]) -> Callable[[int], ReleaseText]:
    """Gives the words of one of the releases; those of all are read when the first is asked for."""
    texts = cache(lambda: library.releases.texts(releases))
    return lambda key: texts()[key] if key in texts() else library.releases.text(key)
