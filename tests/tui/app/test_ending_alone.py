"""An end that comes before there is anything to keep: before the first frame."""

from __future__ import annotations

import asyncio
import signal
from contextvars import Context, ContextVar
from types import SimpleNamespace
from typing import Any, cast
from unittest.mock import AsyncMock, Mock, call

import pytest

from store import Library
from tui.app.ending import Ending

whose: ContextVar[str] = ContextVar("whose")


async def test_an_end_before_the_first_frame(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a key, a signal or a fault: nothing is there to be kept, and the library is named."""
    app = Mock()
    ending = Ending(app, library)
    await ending.action_quit()
    await ending._end()
    assert app.mock_calls == [call.exit(), call.exit(return_code=128)]
    left = Mock(side_effect=SystemExit)
    monkeypatch.setattr("os._exit", left)
    with pytest.raises(SystemExit):
        ending._end_now()
    left.assert_called_once_with(128)
    said = ending.fault(ValueError("a fault"))
    assert str(library.path) in said and "offered again" in said


async def test_a_signal_ends_what_listened_for_it(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it is taken: what is done on the way out knows whose it is, timers that are set there too."""
    monkeypatch.setattr("threading.Timer", Mock())
    ended: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    app = Mock(exit=lambda **_: ended.set_result(whose.get(None)))
    ending = Ending(app, library)
    whose.set("the application's")
    ending.listen()
    Context().run(ending.end_by, signal.SIGTERM)
    assert await ended == "the application's"


async def test_an_end_after_it_keeps_what_there_is(library: Library) -> None:
    """Drafts, place and settings, once there are any."""
    drafting = Mock(write=AsyncMock(), drafts=SimpleNamespace(unwritten=[]))
    positions, preferences, last_look = Mock(kept=AsyncMock()), Mock(kept=AsyncMock()), Mock(end=AsyncMock())
    ending = Ending(Mock(), library)
    ending.keep(*(cast("Any", one) for one in (drafting, positions, preferences, last_look)))
    await ending.action_quit()
    assert drafting.mock_calls == [call.gather(), call.write()]
    assert positions.mock_calls == preferences.mock_calls == [call.kept()]
    assert last_look.mock_calls == [call.end()]


def test_the_keys_that_interrupt_are_the_other_programs_while_it_has_the_terminal(library: Library) -> None:
    """Ctrl+C there ends nothing here; afterwards it does again."""
    before = signal.getsignal(signal.SIGINT)
    with Ending(Mock(), library).lent():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before
