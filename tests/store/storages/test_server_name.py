"""The name of a library on a server: what of it is shown, and that no password is."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import InvalidInputError, StorageError, open_library
from store.library import LibraryPlace, file_of, full_name, library_named, opened_as, place_of
from store.storages import ServerName, is_server_name

SHOWN = [
    ("postgresql://host/db", "postgresql://host/db", "db"),
    ("postgres://ana@host:5433/my%20db", "postgresql://ana@host:5433/my%20db", "my db"),
    ("postgresql://ana:s3cret@host/db", "postgresql://ana@host/db", "db"),
    ("postgresql://:s3cret@host/db", "postgresql://host/db", "db"),
    ("postgresql://ana:s3cret@one:1,two:2", "postgresql://ana@one:1,two:2", "one:1,two:2"),
    ("postgresql://ana:s3c%2Fret@[::1]/db", "postgresql://ana@[::1]/db", "db"),
    ("postgresql:///db?host=/run/pg&PASSWORD=s3cret", "postgresql:///db?host=/run/pg", "db"),
    ("postgresql:///?sslpassword=s3cret&user=ana", "postgresql:///?user=ana", "postgresql"),
]
UNREADABLE = [
    "postgresql:/ana:s3cret@host/db",
    "postgresql:ana:s3cret@host/db",
    "postgresql://ana:s3cret/x@host/db",
    "postgresql://ana:s3cret#x@host/db",
    "postgresql://ana:s3cret?x@host/db",
    "postgresql://ana:s3cret@x@host/db",
]


@pytest.mark.parametrize(("given", "shown", "short"), SHOWN)
def test_a_password_is_not_shown(given: str, shown: str, short: str) -> None:
    """In no form of the name; who connects has it as it was given."""
    name = ServerName(given)
    assert (str(name), name.name, name.given, opened_as(name)) == (shown, short, given, given)
    assert full_name(name) == shown
    assert "s3c" not in repr(name)


@pytest.mark.parametrize("given", UNREADABLE)
def test_what_cannot_be_read_is_not_repeated(given: str) -> None:
    """A password with a character of its own in it could else be taken for a host or a database."""
    with pytest.raises(InvalidInputError) as caught:
        ServerName(given)
    assert "s3cret" not in str(caught.value)


def test_passwords_are_taken_out_of_what_others_say() -> None:
    """As they stand in the name, and as they are meant."""
    name = ServerName("postgresql://ana:a%2Fb@host/db?sslpassword=c%20d")
    assert (
        name.without_secrets("no a%2Fb, no a/b, no c d, no c%20d, but ana")
        == "no •••, no •••, no •••, no •••, but ana"
    )


@pytest.mark.parametrize(
    ("given", "is_one"),
    [("postgresql://h/d", True), ("postgres:/h/d", True), ("postgresql", False), ("a/postgresql://h", False)],
)
def test_what_is_a_servers_name(given: str, is_one: bool) -> None:
    """What begins so; all else is a file's."""
    assert is_server_name(given) == is_one


def test_where_a_library_is() -> None:
    """A server's name as text or as it is, or a file; of what is in no file there is none to be had."""
    name = library_named("postgresql://ana:s3cret@h/d")
    assert isinstance(name, ServerName) and place_of(name) is name
    here: LibraryPlace = library_named("a.db")
    assert (here, file_of(here), full_name(here)) == (Path("a.db"), here, str(Path("a.db").absolute()))
    with pytest.raises(StorageError, match="dateline move postgresql://ana@h/d FILE"):
        file_of(name)
    with pytest.raises(InvalidInputError, match="address"):
        library_named("https://h/d")


@pytest.mark.parametrize(
    "given", ["postgresql://ana:s3cret@/db?host=/nowhere", Path("postgresql://ana:s3cret@h/d")]
)
def test_no_file_is_made_of_the_name(
    given: str | Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the server is not there, or a path has lost one of the slashes; nor is the password told."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises((StorageError, InvalidInputError)) as caught:
        open_library(given)
    assert "s3cret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []
