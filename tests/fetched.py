"""Fetching as tests do it."""

from __future__ import annotations

import pytest

from store import FetchError
from store.intake.fetching import Fetched, Limits, fetch

#: Little enough for a test to wait for.
SHORT = Limits(connect=5, silence=0.3, total=0.6, size=100_000)
#: So much that a test on a busy computer does not run out of it.
LONG = Limits(connect=60, silence=60, total=60, size=100_000)


def fetched(url: str, limits: Limits = LONG) -> Fetched:
    """What the URL names, which is not what is known already."""
    answer = fetch(url, limits=limits)
    assert isinstance(answer, Fetched)
    return answer


def refused(url: str, limits: Limits = LONG) -> FetchError:
    """The error that fetching ends with."""
    with pytest.raises(FetchError) as raised:
        fetch(url, limits=limits)
    return raised.value
