"""The queue of inputs by itself: what waits for what, with no panes and no library."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual import events
from textual.app import ComposeResult
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.app import input_queue
from tui.app.input_queue import QueuedApp


class Step(Message):
    """One of a row of messages that a widget sends itself."""

    def __init__(self, left: int) -> None:
        super().__init__()
        self.left = left


class Busy(Widget):
    """Sends itself one message after the other, and tells when the last has come."""

    came = 0
    held: asyncio.Event | None = None

    async def on_step(self, message: Step) -> None:
        """The next, or none."""
        self.came += 1
        await asyncio.sleep(0)  # others have their turn
        if self.held is not None:
            await self.held.wait()
        if message.left:
            self.post_message(Step(message.left - 1))


class Alone(QueuedApp):
    """Notes the keys it takes, and does with each what the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.taken: list[str] = []
        self.work: dict[str, Callable[[], Awaitable[object]]] = {}
        self.busy = Busy()

    def compose(self) -> ComposeResult:
        """A widget to be busy."""
        yield self.busy

    def reads_on(self, event: events.Event) -> bool:
        """A key that writes is the one called so."""
        return super().reads_on(event) and not (isinstance(event, events.Key) and event.key == "w")

    async def take(self, event: events.Event) -> None:
        """Notes it."""
        self.taken.append(event.key if isinstance(event, events.Key) else type(event).__name__)
        if (work := self.work.get(self.taken[-1])) is not None:
            await work()

    async def type(self, keys: str) -> None:
        """Has a key for each letter come."""
        for one in keys:
            await self.on_event(events.Key(one, one))


async def turns(count: int = 30) -> None:
    """Lets all that can go on do so."""
    for _ in range(count):
        await asyncio.sleep(0)


@asynccontextmanager
async def alone() -> AsyncIterator[Alone]:
    """The application, running and at rest."""
    app = Alone()
    async with app.run_test():
        await app.rest()
        yield app


def waiting(
    event: asyncio.Event, before: Callable[[], Any] = lambda: None
) -> Callable[[], Awaitable[object]]:
    """Work that waits for the event."""

    async def work() -> None:
        before()
        await event.wait()

    return work


async def test_a_key_is_taken_when_the_one_before_is_done() -> None:
    """And rest waits for both."""
    async with alone() as app:
        go = asyncio.Event()
        app.work["a"] = waiting(go)
        await app.type("ab")
        resting = asyncio.create_task(app.rest())
        await turns()
        assert app.taken == ["a"]
        assert not resting.done()
        go.set()
        await resting
        assert app.taken == ["a", "b"]


async def test_work_beside_the_keys_stands_back_for_them(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the key is done, but no longer than a while; where there is none, not at all."""
    monkeypatch.setattr(input_queue, "_FRAME", 0.0)
    monkeypatch.setattr(input_queue, "_STANDS_BACK", 3600.0)
    async with alone() as app:
        await asyncio.wait_for(app.stand_back(), 10)
        go = asyncio.Event()
        app.work["a"] = waiting(go)
        await app.type("a")
        standing = asyncio.create_task(app.stand_back())
        await turns()
        assert not standing.done()
        monkeypatch.setattr(input_queue, "_STANDS_BACK", 0.0)
        await app.stand_back()
        assert not standing.done()
        go.set()
        await standing


async def test_of_the_mouse_on_its_way_the_last_place_counts() -> None:
    """With the same button held; a key or a click between two moves parts them."""
    async with alone() as app:
        go = asyncio.Event()
        app.work["a"] = waiting(go)
        await app.type("a")
        await turns()
        for x, button in ((1, 1), (2, 1), (3, 1), (4, 0), (5, 0)):
            await app.on_event(moved(x, button))
        await app.type("b")
        await app.on_event(moved(6, 0))
        waits = [one for one in app._inputs if isinstance(one, events.MouseMove)]
        assert [(one.x, one.button) for one in waits] == [(3, 1), (5, 0), (6, 0)]
        go.set()
        await app.rest()
        assert app.taken == ["a", "MouseMove", "MouseMove", "b", "MouseMove"]


def moved(x: int, button: int) -> events.MouseMove:
    """The mouse, on its way through a cell."""
    return events.MouseMove(None, x, 0, 0, 0, button, False, False, False)


async def test_what_is_to_be_done_soon_comes_before_the_next_key() -> None:
    """The last asked for first; a coroutine is waited for."""
    async with alone() as app:

        async def late() -> None:
            await asyncio.sleep(0)
            app.taken.append("late")

        async def ask() -> None:
            app.soon(lambda: app.taken.append("soon"))
            app.soon(late)

        app.work["a"] = ask
        await app.type("ab")
        await app.rest()
        assert app.taken == ["a", "late", "soon", "b"]
        app.soon(lambda: app.taken.append("by itself"))
        await app.rest()
        assert app.taken[-1] == "by itself"


async def test_what_only_reads_on_passes_work_that_takes_a_while() -> None:
    """Once it says so; what writes waits, and what was typed before that was said."""
    async with alone() as app:
        go = asyncio.Event()
        app.work["w"] = waiting(go, app.let_pass)
        await app.type("w")
        await turns()
        await app.type("j")
        await turns()
        assert app.taken == ["w", "j"]
        await app.type("wj")
        await turns()
        assert app.taken == ["w", "j"]
        go.set()
        await app.rest()
        assert app.taken == ["w", "j", "w", "j"]


async def test_what_was_typed_ahead_waits_though_it_only_reads_on() -> None:
    """It was meant for what is there when the work is done."""
    async with alone() as app:
        go = asyncio.Event()
        app.work["w"] = waiting(go, app.let_pass)
        await app.type("wj")
        await turns()
        assert app.taken == ["w"]
        go.set()
        await app.rest()
        assert app.taken == ["w", "j"]


async def test_work_beside_the_keys_holds_up_what_writes_only() -> None:
    """And rest, which waits for the disk too."""
    async with alone() as app:
        go = asyncio.Event()
        app.aside(waiting(go)())  # type: ignore[arg-type]
        resting = asyncio.create_task(app.rest())
        await app.type("jw")
        await turns()
        assert app.taken == ["j"]
        assert not resting.done()
        go.set()
        await resting
        await app.rest()
        assert app.taken == ["j", "w"]


@pytest.mark.parametrize("how", ["key", "soon", "aside"])
async def test_a_fault_ends_the_application(how: str) -> None:
    """Wherever it comes from, it is not passed over."""

    async def fail() -> None:
        raise ValueError("a fault")

    with pytest.raises(ValueError, match="a fault"):
        async with alone() as app:
            if how == "key":
                app.work["a"] = fail
                await app.type("a")
            elif how == "soon":
                app.soon(fail)
            else:
                app.aside(fail())
            await turns()


@pytest.mark.slow
async def test_work_that_the_end_comes_before_is_dropped_in_silence(recwarn: pytest.WarningsRecorder) -> None:
    """A coroutine that was never begun would be complained of on the user's terminal."""

    async def work() -> None:
        await asyncio.sleep(3600)

    async with alone() as app:
        app.aside(work()).cancel()
        await turns()
    gc.collect(1)  # what is new
    assert not recwarn.list


async def test_nothing_is_taken_after_the_end() -> None:
    """Neither what waits nor what comes; rest does not wait for it."""
    async with alone() as app:

        async def end() -> None:
            app.exit()

        app.work["a"] = end
        await app.type("ab")
        await app.rest()
        await app.type("c")
        await turns()
        assert app.taken == ["a"]
        assert events.Key not in map(type, list(app._inputs)[1:])


async def test_a_key_waits_for_all_messages_that_came_of_the_one_before() -> None:
    """However many it takes until nothing moves; a pointer that only moves is not waited for."""
    async with alone() as app:

        async def send() -> None:
            app.busy.post_message(Step(20))

        seen: list[int] = []

        async def look() -> None:
            seen.append(app.busy.came)

        app.work.update(a=send, b=look)
        await app.type("ab")
        await app.rest()
        assert seen == [21]


async def test_a_key_troubles_no_widget_that_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that has nothing to do is sent nothing; one that works is asked to say when it is done."""
    sent: list[Message] = []
    async with alone() as app:
        await app.type("a")
        await app.rest()
        post = app.busy.post_message

        def noted(message: Message) -> bool:
            sent.append(message)
            return post(message)

        monkeypatch.setattr(app.busy, "post_message", noted)
        await app.type("bd")
        await app.rest()
        assert sent == []

        async def send() -> None:
            app.busy.post_message(Step(0))

        app.work["c"] = send
        await app.type("c")
        await app.rest()
        assert [type(one) for one in sent] == [Step, input_queue._Round]


@pytest.mark.parametrize("hangs", [True, False])
async def test_a_widget_that_never_rests_does_not_stop_the_keys(
    monkeypatch: pytest.MonkeyPatch, hangs: bool
) -> None:
    """Nor does one that does not answer: after a while the next key is taken."""
    async with alone() as app:
        monkeypatch.setattr(input_queue, "_PATIENCE", 0.05)

        async def send() -> None:
            app.busy.held = asyncio.Event() if hangs else None
            app.busy.post_message(Step(10**9))

        app.work["a"] = send
        await app.type("ab")
        async with asyncio.timeout(10):
            await app.rest()
        assert app.taken == ["a", "b"]
        if app.busy.held is not None:
            app.busy.held.set()
        await app.busy.remove()


async def test_an_answer_is_worked_on_before_the_next_key() -> None:
    """Of a screen that asks; one that has nobody to tell is only left."""
    async with alone() as app:
        for told in (app.taken.append, None):
            screen: ModalScreen[str] = ModalScreen()

            async def answer(screen: ModalScreen[str] = screen) -> None:
                screen.dismiss("answer")

            app.push_screen(screen, told)
            await app.rest()
            app.work["a"] = answer
            await app.type("ab")
            await app.rest()
            assert len(app.screen_stack) == 1
        assert app.taken == ["a", "answer", "b", "a", "b"]


async def test_what_another_queue_prevents_is_not_prevented_here() -> None:
    """While a handler of the application waits, what a key sends still comes."""
    async with alone() as app:
        go, waits = asyncio.Event(), asyncio.Event()

        async def hold() -> None:
            with app.prevent(Step):
                waits.set()
                await go.wait()

        async def send() -> None:
            app.busy.post_message(Step(0))

        app.work["a"] = send
        app.call_later(hold)
        await waits.wait()
        await app.type("a")
        await turns()
        assert app.busy.came == 1
        go.set()
        await app.rest()


async def test_the_queue_ends_with_the_application() -> None:
    """It counts the messages until then, and nobody waits for it after."""
    async with alone() as app:
        before = app._dispatched

        async def send() -> None:
            app.busy.post_message(Step(3))

        app.work["a"] = send
        await app.type("a")
        await app.rest()
        assert app._dispatched >= before + 4
        assert app._taker is not None and not app._taker.done()
        assert not app._under_way
    await turns()
    assert app._taker.done()
    async with asyncio.timeout(10):
        await app.rest()


async def test_a_key_is_settled_without_waiting_for_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes to rest is not waited for any longer; a pointer that only moves is waited for by no one."""
    monkeypatch.setattr(input_queue, "_PATIENCE", 3600.0)
    async with alone() as app:
        settled: list[str] = []
        settle = app.settle

        async def noted() -> None:
            settled.append(app.taken[-1] if app.taken else "")
            await settle()

        monkeypatch.setattr(app, "settle", noted)
        await app.type("a")
        await app.rest()
        await app.on_event(events.MouseMove(app.busy, 1, 1, 0, 0, 0, False, False, False))
        await app.rest()
        assert (app.taken, settled) == (["a", "MouseMove"], ["a"])
        app.soon(lambda: None)
        await app.rest()
        assert len(settled) == 2


async def test_a_key_waits_for_the_work_of_the_prompt_on_top() -> None:
    """Such as the palette's search, done or cancelled; for no work of what lies below, and of none alone."""
    async with alone() as app:
        go = asyncio.Event()

        async def wait() -> None:
            await go.wait()

        async def prompt() -> None:
            app.push_screen(ModalScreen())

        app.work["p"] = prompt
        app.screen.run_worker(wait())
        await app.type("ap")
        await app.rest()
        app.busy.run_worker(wait())
        await app.type("b")
        await app.rest()
        for key, cancelled in (("c", False), ("d", True)):
            worker = app.screen.run_worker(wait())
            await app.type(f"{key}j")
            await turns(200)
            assert app.taken[-1] == key
            if cancelled:
                worker.cancel()
            else:
                go.set()
            await app.rest()
            assert app.taken[-2:] == [key, "j"]
            go.clear()
        assert app.taken == [*"apbcjdj"]


class _EndedMeanwhile(QueuedApp):
    async def begin(self) -> None:
        """A signal has come: there is nothing left to begin with."""
        self.exit()
        raise ValueError("no longer mounted")


async def test_what_cannot_begin_because_it_ends_is_no_fault() -> None:
    """It ends as it was told to."""
    app = _EndedMeanwhile()
    async with app.run_test():
        pass
    assert app._exception is None


async def test_garbage_is_looked_for_while_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    """Among what is new, once it is much, and not while keys come."""
    looked: list[tuple[str, int]] = []
    pause = asyncio.Event()

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "stop":
            looked.append(("".join(app.taken), told["generation"]))
            pause.set()

    monkeypatch.setattr(input_queue, "_PAUSE_SECONDS", 3600)
    async with alone() as app:
        gc.collect()
        gc.callbacks.append(note)
        try:
            await app.type("a")
            await app.rest()
            input_queue._tidy_up()
            assert not looked  # few are new
            new = [[one] for one in range(input_queue._NEW_OBJECTS + 10)]
            await app.type("b")
            await app.rest()
            assert not looked and new
            monkeypatch.setattr(input_queue, "_PAUSE_SECONDS", 0)
            await app.type("c")
            await asyncio.wait_for(pause.wait(), 10)
        finally:
            gc.callbacks.remove(note)
    assert looked == [("abc", 1)]
