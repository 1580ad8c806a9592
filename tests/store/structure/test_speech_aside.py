"""Quotations found by another process are those found here."""

from __future__ import annotations

import threading

import pytest

from store.aside import BrokeOffError, Stop, shared
from store.models import ReleaseText
from store.structure import analyse, quotations_aside, quotations_of, speech_aside
from tests.conftest import WIRE
from tests.store.aside.jobs import HERE


def release(text: str) -> ReleaseText:
    """The text with its paragraphs."""
    return ReleaseText(text, analyse(text).paragraphs, (), None)


LONG = "\n\n".join([WIRE, "🛳️ Émile Zola said: “The ferry \U0001f600 sails tomorrow at noon.”"] * 300)


@pytest.mark.parametrize("text", ["", "No quotation.", WIRE, LONG], ids=["empty", "none", "wire", "long"])
def test_they_are_the_same(text: str) -> None:
    """Places, speakers and roles, however many there are."""
    assert quotations_aside(release(text), Stop()) == quotations_of(release(text))


@pytest.mark.few(1)
@pytest.mark.parametrize("job", ["abort", "leave"])
def test_where_the_process_breaks_down_they_are_found_here(job: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees the difference."""
    monkeypatch.setattr(speech_aside, "_JOB", f"{HERE}:{job}")
    assert quotations_of(release(WIRE))
    assert quotations_aside(release(WIRE), Stop()) == quotations_of(release(WIRE))


def test_stopped_they_are_found_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is ended in the middle of its work, and this one does not begin it anew."""
    monkeypatch.setattr(speech_aside, "_JOB", f"{HERE}:silent")
    monkeypatch.setattr(speech_aside, "quotations_of", None)
    stop = Stop()
    waiting = threading.Timer(0.1, stop)
    waiting.start()
    with pytest.raises(BrokeOffError):
        quotations_aside(release(WIRE), stop)
    waiting.join()
    assert list(shared().call(f"{HERE}:same", b"still here")) == ["still here"]


def test_of_many_texts_each_has_its_own() -> None:
    """In their order, however they are sent together: few with much in them, many with nothing."""
    releases = [release(text) for text in ["", WIRE, LONG, "Nobody said anything.", *[WIRE, ""] * 25]]
    assert speech_aside.many_aside(releases, Stop()) == [quotations_of(one) for one in releases]


def test_what_is_found_comes_some_at_a_time() -> None:
    """Neither a text with many quotations nor many texts wait for all the others."""
    few, much = (speech_aside._sent(release(text)) for text in (WIRE, LONG))
    assert [len(part) for part in speech_aside.each(*few * 45)] == [20, 20, 5]
    assert [len(part) for part in speech_aside.each(*few, *much, *few)] == [2, 1]
