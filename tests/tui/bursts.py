"""Inputs written at once, as a macro or a slow line brings them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from tests.tui.settling import settled
from tui.app.app import DatelineApp

#: Seconds a burst may take, on a machine that has much else to do: beyond them the application hangs.
PATIENCE = 120.0


def inputs_of(written: str) -> Iterator[Message]:
    """The events a terminal's driver makes of what is written; Esc stands for the key alone."""
    parser = XTermParser()
    for part in _parts(written):
        yield from [events.Key("escape", "\x1b")] if part == "\x1b" else list(parser.feed(part))


def _parts(written: str) -> Iterator[str]:
    """The text, each Esc that begins no sequence by itself."""
    rest = written
    while rest:
        at = rest.find("\x1b")
        if at < 0:
            yield rest
            return
        if at:
            yield rest[:at]
        rest = rest[at:]
        if rest.startswith("\x1b["):
            yield rest[:4] if rest[2].isdigit() else rest[:3]
            rest = rest[4:] if rest[2].isdigit() else rest[3:]
        else:
            yield "\x1b"
            rest = rest[1:]


async def burst(app: DatelineApp, written: str) -> None:
    """Writes all of it at once and waits until it has had its effect, and is seen."""
    for event in inputs_of(written):
        event.set_sender(app)
        app.post_message(event)
    await asyncio.sleep(0)
    await asyncio.wait_for(rested(app), PATIENCE)
    await settled(app)


async def rested(app: DatelineApp) -> None:
    """Waits until the application has taken all that was posted to it."""
    noted = asyncio.Event()
    if app.call_later(noted.set):
        await noted.wait()
    await app.rest()


async def click(app: DatelineApp, place: tuple[int, int], times: int = 1) -> None:
    """Presses and releases the left button there, so many times at once."""
    x, y = place
    for _ in range(times):
        for kind in (events.MouseDown, events.MouseUp):
            app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
    await asyncio.wait_for(rested(app), PATIENCE)
