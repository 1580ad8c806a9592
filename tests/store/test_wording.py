"""How what is in the library is named."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePath
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.wording import file_or_site, many


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/releases/wire.txt", "wire.txt"),
        ("wire.txt", "wire.txt"),
        ("/releases/", "releases"),
        ("https://news.example/a/b.html", "news.example"),
        ("http://[::1/x", "x"),
        ("", ""),
    ],
)
def test_a_release_came_from_a_file_or_a_site(source: str, name: str) -> None:
    """The name of the one, the host of the other."""
    assert file_or_site(source) == name


@given(
    st.lists(st.sampled_from(["/", ".", "..", "a", "b.txt", "http:", "//", "?", "#", "@", "[", "ü"])).map(
        "".join
    )
)
@example("a/./")
@example("a/..")
def test_a_path_is_taken_apart_as_python_does(source: str) -> None:
    """Whatever it looks like."""
    host = None
    with suppress(ValueError):
        host = urlsplit(source).hostname
    assert file_or_site(source) == (host or PurePath(source).name)


def test_one_is_not_several() -> None:
    """And none are."""
    assert [many(count, "passage") for count in (0, 1, 2)] == ["0 passages", "1 passage", "2 passages"]
