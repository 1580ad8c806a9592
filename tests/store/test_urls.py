"""What is a URL, and how much of it may be shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.urls import is_url, path_of, public, scheme_of


@pytest.mark.parametrize("text", ["https://a.example/feed", "HTTP://A", "file:///tmp/a", "ftp://a", "x+y://"])
def test_a_scheme_and_two_slashes_make_a_url(text: str) -> None:
    """Whether or not it can be fetched."""
    assert is_url(text)
    assert scheme_of(text) == text.partition(":")[0].lower()


@pytest.mark.parametrize(
    "text", ["", "a.txt", "/tmp/a", "C:\\a", "a.example/feed", "://a", "mailto:a@b", "é://"]
)
def test_everything_else_is_a_path(text: str) -> None:
    """Also what a browser would take for an address."""
    assert not is_url(text)
    assert scheme_of(text) == ""


def test_what_is_shown_holds_no_password() -> None:
    """Nor a user name, nor the place in a page; an @ in path or query is no password."""
    assert public("https://ana:se@cret@a.example:8/x?y=b@c#d") == "https://a.example:8/x?y=b@c"
    assert public("https://a.example/@ana") == "https://a.example/@ana"


@given(st.text("ab:@/?#[]%"), st.text("ab:@[]%", min_size=1))
def test_no_url_is_too_odd_to_be_shown(rest: str, secret: str) -> None:
    """However it is written, it is shown without raising, and showing it twice changes nothing."""
    shown = public(f"http://{secret}@host/{rest}")
    assert shown.startswith("http://host/")
    assert public(shown) == shown


def test_a_file_url_names_a_file_here() -> None:
    """Percent signs are undone; another computer's file is none of ours."""
    assert path_of("file:///tmp/a%20b.xml") == Path("/tmp/a b.xml")
    assert path_of("file://localhost/tmp/a") == Path("/tmp/a")
    assert path_of("file://elsewhere/tmp/a") is None
    assert path_of("https://a.example/tmp") is None
    assert path_of("http://[1::/") is None
