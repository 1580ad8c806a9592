"""The name of a library on a PostgreSQL server, and what of it may be shown: never the password.

A name is one of libpq's URIs (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS).
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from store.errors import InvalidInputError

_SCHEMES = ("postgresql://", "postgres://")
#: What a name may say beside the rest, whose values are secret.
_SECRET = frozenset({"password", "sslpassword", "passfile", "oauth_client_secret"})
_HIDDEN = "•••"


def is_server_name(name: str) -> bool:
    """Whether it names a library on a server; also where a path has made one slash of two."""
    return name.startswith(("postgresql:/", "postgres:/"))


class ServerName:
    """What a user called a library on a server.

    Args: the name as it was given.

    Raises InvalidInputError for what is none; it repeats nothing that may be a password.
    """

    def __init__(self, given: str) -> None:
        self.given = given
        """With whatever password was in it: for who connects, and for nobody's eyes."""
        rest = given.partition("://")[2]
        if not given.startswith(_SCHEMES):
            raise InvalidInputError(
                "the name of a library on a server begins postgresql:// with two slashes.",
                "Name it as in ‘postgresql://user@host/database’.",
            )
        # A password's own / ? # or @ would make a host, a database or a parameter of the rest of it.
        if "#" in rest or rest.count("@") > 1 or "@" in rest.replace("?", "/").partition("/")[2]:
            raise InvalidInputError(
                "the name of the server’s library cannot be read: one of / ? # @ stands where it must not.",
                "In a password they are %2F %3F %23 %40; or leave it out, and keep it in ~/.pgpass.",
            )

    def __repr__(self) -> str:
        return f"ServerName({str(self)!r})"

    def __str__(self) -> str:
        """The name as it may be shown and kept: without passwords."""
        from urllib.parse import quote, urlsplit

        parts = urlsplit(self.given)
        userinfo, at, server = parts.netloc.rpartition("@")
        kept = [(name, value) for name, value in self._settings() if name.lower() not in _SECRET]
        settings = "&".join(f"{quote(name)}={quote(value, safe='/,')}" for name, value in kept)
        user = userinfo.partition(":")[0]
        shown = f"postgresql://{user}{at if user else ''}{server}{parts.path}"
        return f"{shown}?{settings}" if settings else shown

    @property
    def name(self) -> str:
        """What it is called where there is little room: the database, or the server where none is named."""
        from urllib.parse import unquote, urlsplit

        parts = urlsplit(self.given)
        return unquote(parts.path.strip("/")) or parts.netloc.rpartition("@")[2] or "postgresql"

    def without_secrets(self, text: str) -> str:
        """A text of somebody else's, with the passwords in this name taken out."""
        for secret in sorted(self._secrets(), key=len, reverse=True):
            text = text.replace(secret, _HIDDEN)
        return text

    def _settings(self) -> list[tuple[str, str]]:
        from urllib.parse import parse_qsl, urlsplit

        return parse_qsl(urlsplit(self.given).query, keep_blank_values=True)

    def _secrets(self) -> set[str]:
        from urllib.parse import quote, unquote, urlsplit

        written = urlsplit(self.given).netloc.rpartition("@")[0].partition(":")[2]
        found = {written, unquote(written)}
        for name, value in self._settings():
            if name.lower() in _SECRET:
                found |= {value, quote(value)}
        return found - {""}


#: Where a library is: a file, or a database on a server. Its text may be shown.
LibraryPlace: TypeAlias = Path | ServerName


def full_name(place: LibraryPlace) -> str:
    """The name that is the same from every folder, for what is kept about the library; without a password."""
    return str(place) if isinstance(place, ServerName) else str(place.absolute())


def opened_as(place: LibraryPlace) -> str:
    """What opens the library from every folder, a password included: for another process of ours alone."""
    return place.given if isinstance(place, ServerName) else str(place.absolute())
