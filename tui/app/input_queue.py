"""Keys, mouse and pasted text, taken one after the other: each when the one before has had its effect.

What is typed ahead must meet what it would have met when typed slowly. So the application's own message
queue only notes what comes; a task of its own takes one input at a time, hands it on, and waits until every
message that came of it is done: prompts opened and left, fields changed, lists filled. Because that task is
none of the message queues, it may wait for what comes through them, and for a thread.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections import deque
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from inspect import isawaitable
from typing import Any
from weakref import WeakSet

from textual._context import (  # noqa: PLC2701
    active_message_pump,
    message_hook,
    prevent_message_types_stack,
)
from textual.app import App
from textual.events import Compose, Event, InputEvent, Key, MouseMove, Paste
from textual.message import Message
from textual.message_pump import MessagePump
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, WorkerError

from tui.steady import Steady

#: A function or a coroutine function; what it gives is not asked for.
Work = Callable[[], Any]

#: Seconds the messages of one input are waited for: a widget that never rests must not stop the keys.
_PATIENCE = 2.0
#: Seconds that a thread's work stands back at most between two steps, and those until an input is painted.
_STANDS_BACK, _FRAME = 0.05, 0.02
#: Turns of the loop in which what an input sent is mostly worked on: one round of the widgets tells then.
_TURNS = 12
#: Seconds without an input after which nobody is likely to wait; from so many new objects on, garbage is then
#: looked for among them. Else it is where they are 100,000, in the middle of a key.
_PAUSE_SECONDS, _NEW_OBJECTS = 1.0, 20_000


def _moves_on(before: Event | Work, now: Event) -> bool:
    """Whether both are moves of the mouse with the same button held: the first then changes nothing."""
    return isinstance(before, MouseMove) and isinstance(now, MouseMove) and before.button == now.button


def _tidy_up() -> None:
    """Looks for garbage among what is new, where that is much; what was there before is not looked at."""
    if gc.isenabled() and gc.get_count()[0] >= _NEW_OBJECTS:
        gc.collect(1)


class _Round(Message, bubble=False):
    """Sent through the widgets at work: where it arrives, what was sent before has been worked on."""

    def __init__(self, sent: int) -> None:
        super().__init__()
        self.left = sent
        """How many it has not passed yet."""
        self.passed = asyncio.Event()
        """Set once it has passed all."""


class QueuedApp(App[None]):
    """An application that takes its inputs in order, whatever they have to wait for."""

    #: No widget shows it: nothing is painted anew when it changes.
    title = Reactive("", compute=False, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._inputs: deque[Event | Work] = deque()
        self._came = asyncio.Event()
        self._at_rest = asyncio.Event()
        self._taker: asyncio.Task[None] | None = None
        self._under_way: dict[asyncio.Task[None], asyncio.Event] = {}
        self._passed_at = 0.0
        self._aside: set[asyncio.Task[None]] = set()
        self._dispatched = 0
        self._stirred: WeakSet[MessagePump] = WeakSet()  # no round has passed them since

    # -- what comes ------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """Notes inputs for their turn; nothing is taken any more once the application ends."""
        if isinstance(event, Compose):
            # Inherited by the tasks of all widgets, which are made after this.
            message_hook.set(self._count)
        if isinstance(event, InputEvent | Paste) and not event.is_forwarded:
            self.take_later(event)
            return
        await super().on_event(event)

    def take_later(self, event: Event) -> None:
        """Takes an input after all that came before it; of the mouse on its way only where it is now."""
        if not self._has_ended:
            if self._inputs and _moves_on(self._inputs[-1], event):
                self._inputs.pop()
            self._inputs.append(event)
            self._at_rest.clear()
            self._came.set()

    def take_repeats(self, key: str) -> int:
        """Takes what waits of the same key and no other, as of one held down; how often it was pressed."""
        count = 0
        while self._inputs and isinstance(one := self._inputs[0], Key) and one.key == key:
            self._inputs.popleft()
            count += 1
        return count

    def soon(self, work: Work) -> None:
        """Has work done before the next input is taken."""
        self._inputs.appendleft(work)
        self._at_rest.clear()
        self._came.set()

    def get_default_screen(self) -> Screen[None]:
        """The screen that everything stands on."""
        return Steady(id="_default")

    @property
    def base_screen(self) -> Steady:
        """That screen."""
        base = self.screen_stack[0]
        assert isinstance(base, Steady)
        return base

    def push_screen(self, screen: Any, callback: Any = None, *arguments: Any, **options: Any) -> Any:
        """Opens a screen; its answer is worked on before the next input is taken, in no message queue."""

        def answered(answer: object) -> None:
            self.soon(partial(callback, answer))

        return super().push_screen(screen, callback and answered, *arguments, **options)

    def pop_screen(self) -> Any:
        """Leaves a screen; what tells of the one below is up to date at once."""
        popped = super().pop_screen()
        self.update_footer()
        return popped

    def update_footer(self) -> None:
        """Brings up to date what tells of the screen on top."""

    @property
    def _has_ended(self) -> bool:
        return self._exit or self._exception is not None

    def _count(self, message: Message) -> None:
        if not isinstance(message, _Round):
            self._dispatched += 1
            self._stirred.add(active_message_pump.get())
            return
        message.left -= 1
        if not message.left:
            message.passed.set()

    # -- taking it in order ----------------------------------------------------------------

    async def on_mount(self) -> None:
        """Begins to take what comes."""
        self._taker = asyncio.create_task(self._take_inputs(), name="inputs")
        self._taker.add_done_callback(lambda _: self._at_rest.set())

    def on_unmount(self) -> None:
        """Takes nothing any more."""
        if self._taker is not None:
            self._taker.cancel()

    async def rest(self) -> None:
        """Waits until all that came has been taken and has had its effect, on the disk too."""
        await self._at_rest.wait()
        while others := {*self._under_way, *self._aside}:
            await asyncio.wait(others)
            await self._at_rest.wait()

    async def stand_back(self) -> None:
        """Lets an input that is under way, and its frame, go first: for work that a thread does step by step,
        and that would else take half of the input's time."""
        if not self._at_rest.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._at_rest.wait(), _STANDS_BACK)
            await asyncio.sleep(_FRAME)

    async def _take_inputs(self) -> None:
        # Its own: what another queue's handler prevents while it waits is not prevented here.
        prevent_message_types_stack.set([set()])
        try:
            await self.begin()
        except Exception as error:  # noqa: BLE001 - like any message queue of Textual's
            if not self._has_ended:  # a signal that comes meanwhile leaves nothing to begin with
                self._handle_exception(error)
        while not self._has_ended:
            if not self._inputs:
                self._came.clear()
                self._at_rest.set()
                pause = asyncio.get_running_loop().call_later(_PAUSE_SECONDS, _tidy_up)
                await self._came.wait()
                pause.cancel()
            one = self._inputs.popleft()
            await self._wait_for_others(one)
            if not self._has_ended:
                task = asyncio.create_task(self._carry_out(one))
                self._under_way[task] = done = asyncio.Event()
                task.add_done_callback(self._finished)
                await done.wait()

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._under_way.pop(task).set()

    async def _wait_for_others(self, one: Event | Work) -> None:
        """Waits for work before this one that is not done; what only reads on waits for no writing."""
        if isinstance(one, Event) and self.reads_on(one):
            if one.time > self._passed_at:
                return
            while self._under_way:
                await asyncio.wait(set(self._under_way))
            return
        while others := {*self._under_way, *self._aside}:
            await asyncio.wait(others)

    async def _carry_out(self, one: Event | Work) -> None:
        try:
            if isinstance(one, Event):
                await self.take(one)
                if not isinstance(one, MouseMove):
                    await self.settle()
            else:
                result = one()
                if isawaitable(result):
                    await result
                await self.settle()
        except Exception as error:  # noqa: BLE001 - like any message queue of Textual's
            self._handle_exception(error)

    async def begin(self) -> None:
        """What comes before the first input is taken."""

    def reads_on(self, event: Event) -> bool:
        """Whether an input needs nothing of what is being written."""
        return True

    async def take(self, event: Event) -> None:
        """Carries an input out."""
        await App.on_event(self, event)

    def let_pass(self) -> None:
        """Says that the work under way will take a while: what only reads on is taken meanwhile."""
        task = asyncio.current_task()
        if task in self._under_way:
            self._passed_at = time.monotonic()
            self._under_way[task].set()

    def aside(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Does work beside the keys; those that may depend on it wait for it."""
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._done_aside)
        return task

    def _done_aside(self, task: asyncio.Task[None]) -> None:
        self._aside.discard(task)
        if not task.cancelled() and isinstance(error := task.exception(), Exception):
            self._handle_exception(error)  # like any message queue of Textual's

    # -- until nothing moves ---------------------------------------------------------------

    async def settle(self) -> None:
        """Waits until no message is left that the last input sent, in any widget of the screen."""
        until = time.monotonic() + _PATIENCE
        while not self._has_ended and time.monotonic() < until:
            await self._wait_for_prompt()
            if not self.screen_stack:  # the application has ended meanwhile
                return
            pumps = [self, *self.screen.walk_children(Widget, with_self=True)]
            for _ in range(_TURNS):
                await asyncio.sleep(0)
                waiting = [pump for pump in pumps if pump.message_queue_size]
                self._stirred.update(waiting)
                if not waiting:
                    break
            before = self._dispatched
            stirred = self._stirred.intersection(pumps)
            self._stirred.difference_update(stirred)
            passing = _Round(len(stirred))
            passing.left -= sum(not pump.post_message(passing) for pump in stirred)
            try:
                if passing.left:
                    await asyncio.wait_for(passing.passed.wait(), _PATIENCE)
            except TimeoutError:
                self._stirred.update(stirred)
                return
            still = self._dispatched == before and not any(pump.message_queue_size for pump in pumps)
            if still and not self._work_of_prompt():  # which a message among the first may have begun
                return

    async def _wait_for_prompt(self) -> None:
        for worker in self._work_of_prompt():
            with suppress(WorkerError):
                await worker.wait()

    def _work_of_prompt(self) -> list[Worker[Any]]:
        """What the screen on top still works on, such as the palette's search."""
        if len(self.screen_stack) < 2:
            return []
        return [one for one in self.workers if one.node is self.screen and not one.is_finished]
