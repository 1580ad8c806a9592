"""URLs as a user types them and as they may be shown (RFC 3986)."""

from __future__ import annotations

import re
from pathlib import Path

from store.errors import InvalidInputError

_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*)://"
_USERINFO = r"(?<=://)[^/?#]*@"


def is_url(text: str) -> bool:
    """Whether it begins as a URL does: a scheme and ``://``; everything else is a path."""
    return "://" in text and re.match(_SCHEME, text) is not None


def no_url(text: str) -> str:
    """What was typed for a file or folder. Raises InvalidInputError for a URL, which would name a folder
    ``https:``."""
    if is_url(text):
        raise InvalidInputError(f"{text} is an address.", "Name a file or folder on this computer.")
    return text


def scheme_of(url: str) -> str:
    """The scheme in small letters; empty where there is none."""
    match = re.match(_SCHEME, url)
    return match[1].lower() if match else ""


def public(url: str) -> str:
    """The URL as it may be shown and kept with releases: without user name, password and fragment."""
    return re.sub(_USERINFO, "", url.partition("#")[0])


def path_of(url: str) -> Path | None:
    """The file a ``file:`` URL names (RFC 8089); None where it names another host's, or is none."""
    if scheme_of(url) != "file":
        return None
    host, slash, path = url.partition("://")[2].partition("#")[0].partition("/")
    if host.lower() not in ("", "localhost"):
        return None
    from urllib.request import url2pathname  # slow to import, and file: is rare

    return Path(url2pathname(slash + path))
