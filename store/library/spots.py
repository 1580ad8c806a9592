"""Addresses of places in a library, by which what was exported leads back: ``dateline:annotation-17``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from store.errors import InvalidInputError

if TYPE_CHECKING:
    from store.library.library import Library

_SCHEME = "dateline:"
#: More digits than any id has.
_ADDRESS = re.compile(r"(?:annotation-([0-9]{1,18})|release-([0-9]{1,18})(?::([0-9]{1,18}))?)")


class Spot(NamedTuple):
    """A place in a release."""

    release: int
    start: int | None = None
    """Code points into its present text; None for where it was left."""


def is_address(typed: str) -> bool:
    """Whether it is written as an address, with or without ``dateline:``."""
    return _ADDRESS.fullmatch(_bare(typed)) is not None


def spot(library: Library, typed: str) -> Spot:
    """Where an address leads: ``annotation-17``, ``release-12``, ``release-12:350``.

    An annotation that has lost its passage leads to its release. Raises InvalidInputError for what is no
    address, NotFoundError, UnreadableRecordError.
    """
    found = _ADDRESS.fullmatch(_bare(typed))
    if found is None:
        raise InvalidInputError(
            f"{typed!r} is no address.", "Give annotation-17, release-12 or release-12:350."
        )
    if found[1]:
        annotation = library.annotations.get(int(found[1]))
        release = library.releases.get(annotation.release)
        return Spot(release.id, None if annotation.state == "orphaned" else annotation.start)
    return Spot(library.releases.get(int(found[2])).id, int(found[3]) if found[3] else None)


def _bare(typed: str) -> str:
    return typed.strip().removeprefix(_SCHEME).removeprefix("//")
