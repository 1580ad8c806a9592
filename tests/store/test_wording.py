"""How what is in the library is named."""

from __future__ import annotations

from contextlib import suppress
from pathlib import PurePath
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store.wording import many, place_of


@pytest.mark.parametrize(
    ("source", "part", "name"),
    [
        ("/press-office/wire.txt", "", "press-office"),
        ("/press-office/2026/03-14/wire.txt", "", "press-office"),
        ("/press-office/march.mbox", "3", "march.mbox"),
        ("/wire.txt", "", "wire.txt"),
        ("stdin:wire.txt", "", "stdin:wire.txt"),
        ("https://news.example/a/b.html", "", "news.example"),
        ("https://news.example/feed.xml", "3", "news.example"),
        ("http://[::1/x", "", "http:"),
        ("", "", ""),
    ],
)
def test_a_release_came_from_a_site_a_folder_or_a_file_of_many(source: str, part: str, name: str) -> None:
    """A file's own name comes last."""
    assert place_of(source, part) == name


@given(
    st.lists(st.sampled_from(["/", ".", "..", "a", "b.txt", "http:", "//", "?", "#", "@", "[", "ü"])).map(
        "".join
    )
)
@example("a/./")
@example("a/..")
def test_a_path_is_taken_apart_whatever_it_looks_like(source: str) -> None:
    """No host is made up."""
    host = None
    with suppress(ValueError):
        host = urlsplit(source).hostname
    assert place_of(source, "1") == (host or PurePath(source).name)
    assert place_of(source) == host or not host
    assert bool(place_of(source)) == bool(host or PurePath(source).name)


def test_one_is_not_several() -> None:
    """And none are."""
    assert [many(count, "passage") for count in (0, 1, 2)] == ["0 passages", "1 passage", "2 passages"]
