"""What a thing of a library is called outside of it: the same in every export, and in no other library."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache
from urllib.parse import quote
from uuid import UUID, uuid5

from store.models import Annotation, Release, Tag
from store.urls import scheme_of

#: The namespace of these names (RFC 9562, section 5.5).
_DATELINE = UUID("8a0c6f5e-4b0e-4d5b-9d0c-2f6c1f3a7e11")
_OF_THE_WEB = ("http", "https")
#: What stands in a URL as itself (RFC 3986, section 2), beside letters and digits.
_IN_URLS = "%:/?#[]@!$&'()*+,;=-._~"


def guid(kind: str, *parts: object) -> UUID:
    """The UUID of a thing of some kind that is told from others of it by these parts."""
    return uuid5(_DATELINE, "\0".join((kind, *map(str, parts))))


def named_guid(identity: str) -> UUID:
    """That of a thing known by an IRI: the UUID that the IRI is, else one made of it."""
    try:
        return UUID(identity) if identity.startswith("urn:uuid:") else guid("iri", identity)
    except ValueError:
        return guid("iri", identity)


def release_guid(release: Release) -> UUID:
    """That of a release: the one it came under, or one made for it; an update leaves it as it is."""
    identity = release.identity or ""
    if identity.startswith("urn:uuid:") and (known := named_guid(identity)).urn == identity:
        return known
    return _made_for(release.id, release.added)


@lru_cache(maxsize=256)  # a note asks for it three times, and a hundred are written together
def _made_for(release: int, added: str) -> UUID:
    return guid("release", release, added)


def release_names(release: Release) -> tuple[str, ...]:
    """The IRIs of a release, the best first: where it can be read, its UUID, the digest of the bytes it came
    as (RFC 6920), by which another library knows it that has it from the same file.
    """
    digest = urlsafe_b64encode(bytes.fromhex(release.digest)).decode().rstrip("=")
    own = (release_guid(release).urn, f"ni:///sha-256;{digest}")
    address = web_address(release)
    return (address, *own) if address else own


def web_address(release: Release) -> str:
    """Where the release can be read on the web, spelt in the letters that a URL may have; empty where it
    cannot: the path of a user's file is nobody else's business.
    """
    found = (one for one in (release.url, release.source) if one and scheme_of(one) in _OF_THE_WEB)
    return quote(next(found, ""), safe=_IN_URLS)


def tag_guid(tag: Tag) -> UUID:
    """That of a tag: the one it came under, or one made for it, which no change alters.

    Of one that was made before it was kept who made it, and when, another name makes it another.
    """
    if tag.identity:
        return named_guid(tag.identity)
    return guid("tag", tag.id, tag.creator, tag.created or tag.name)


def annotation_guid(release: Release, annotation: Annotation) -> UUID:
    """That of an annotation."""
    return named_guid(annotation_identity(release, annotation))


def annotation_identity(release: Release, annotation: Annotation) -> str:
    """The IRI of an annotation: that under which it came in, or one made for it, which no change alters."""
    made = (release.id, release.added, annotation.id, annotation.creator, annotation.created)
    return annotation.identity or guid("annotation", *made).urn
