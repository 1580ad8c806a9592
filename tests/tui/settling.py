"""Waits until an application has nothing left to do, in place of the waits of Textual's pilot.

Those sleep for 20 ms three times a key, until the process took little of a processor meanwhile: long on a
quiet machine, and too short on one that gives the process nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic, process_time
from typing import Any
from weakref import WeakSet

import pytest
from textual._context import active_app
from textual._wait import SLEEP_GRANULARITY, SLEEP_IDLE
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

from tui.app.app import DatelineApp

#: Frames drawn and turns of the loop after which something goes on for ever.
_FRAMES, _TURNS = 50, 100_000
#: Seconds that threads are waited for at most; and those between looks at them, ever more, in what Textual
#: takes to see whether the process does anything.
_LONGEST_SECONDS = 1.0
_LOOKS = (0.001, 0.002, 0.004, SLEEP_GRANULARITY - 0.007)
#: Seconds after which what is waited for is taken for what never comes true, on a machine under load; and
#: those between two looks.
_PATIENCE_SECONDS, _LOOK_SECONDS = 20.0, 0.01
#: Groups of workers that never end, or that a test lets go on when it wants to: nothing waits for them.
held_back = {"watch"}
_paint = Screen._compositor_refresh
#: Screens that have changed since they were painted.
_unpainted: WeakSet[Screen[Any]] = WeakSet()


def exact_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the pilot wait by `settled`, and the screen painted when nothing is left to do, not in between."""

    async def idle(*_: float) -> None:
        await settled(active_app.get())

    async def screen(pilot: Pilot[Any], _timeout: float = 0) -> bool:
        await settled(pilot.app)
        return pilot.app._exception is None

    monkeypatch.setattr("textual.pilot.wait_for_idle", idle)
    monkeypatch.setattr("textual.app.wait_for_idle", idle)
    monkeypatch.setattr(Pilot, "_wait_for_screen", screen)
    monkeypatch.setattr(Screen, "_compositor_refresh", _paint_later)


def _paint_later(screen: Screen[Any]) -> None:
    """What lies below another screen is painted with that, which hears of it at once."""
    if screen is not screen.app.screen:
        _paint(screen)
        return
    screen._dirty_widgets.clear()  # the compositor knows where they are
    _unpainted.add(screen)


async def settled(app: App[Any]) -> None:
    """Waits until every message was taken and the screen is painted; for threads and timers only a while."""
    waited = False
    for _ in range(_FRAMES):
        await _quiet()
        if _draw(app):
            continue
        if not waited and await _is_busy(app):
            waited = True
            await _while_busy(app)
        elif not _paint_now(app):
            break


def _paint_now(app: App[Any]) -> bool:
    """Paints what has changed on the screen; whether anything had: what it reads it may have told of."""
    if not app.is_running or not app.screen_stack or app.screen not in _unpainted:
        return False
    _unpainted.discard(app.screen)
    try:
        _paint(app.screen)
    except Exception as error:  # noqa: BLE001 - as the message queue that would have painted it
        app._handle_exception(error)
    return True


async def _quiet() -> None:
    """Waits until nothing else in the loop is ready to run."""
    loop: Any = asyncio.get_running_loop()
    for _ in range(_TURNS):
        await asyncio.sleep(0)
        if not loop._ready:
            break


def _draw(app: App[Any]) -> bool:
    """Draws at once what the next frame would; whether there was anything."""
    if not app.is_running or app._exit or app._exception is not None or not app.screen_stack:
        return False
    screen = app.screen
    waiting = bool(screen._callbacks) or screen._update_timer._active.is_set()
    if waiting:
        screen._on_timer_update()
    return waiting


async def _while_busy(app: App[Any]) -> None:
    """Waits for threads and workers; for those that wait themselves as long as Textual's pilot would."""
    until = monotonic() + _LONGEST_SECONDS
    while monotonic() < until:
        used = 0.0  # without what the looks take
        for seconds in _LOOKS:
            used -= process_time()
            await asyncio.sleep(seconds)
            used += process_time()
            if not await _is_busy(app):
                return
        if used < SLEEP_IDLE:
            return


async def _is_busy(app: App[Any]) -> bool:
    """Whether a thread or a worker has something under way."""
    if any(not worker.is_finished and worker.group not in held_back for worker in app.workers):
        return True
    if isinstance(app, DatelineApp) and app._exception is None and not app._exit:
        try:
            async with asyncio.timeout(0):
                await app.rest()
        except TimeoutError:
            return True
    return False


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> bool:
    """Waits, without a key pressed, for what is to come true; whether it has, before long."""
    end = monotonic() + _PATIENCE_SECONDS
    while not condition() and monotonic() < end:
        await pilot.pause(_LOOK_SECONDS)
    return condition()
