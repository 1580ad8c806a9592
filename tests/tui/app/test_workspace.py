"""What every concern works with: how changes are made, and how what comes of them is said."""

from __future__ import annotations

from store import Library, StorageError
from tests.tui.conftest import Opener
from tui.app.app import DatelineApp


def toasts(app: DatelineApp) -> list[str]:
    """What the toasts in view say."""
    return [toast.message for toast in app._notifications]


def footer(app: DatelineApp) -> str:
    """The bottom line."""
    return app.footer.render_line(0).text


async def test_a_change_that_fails_is_said_as_it_is_told(wire_library: Library, opened: Opener) -> None:
    """One message takes the place of the one before; what was not done gives nothing."""

    def fail() -> int:
        raise StorageError("the disk is full.", "Free some space.")

    async with opened(wire_library) as (app, pilot):
        app.workspace.say("something")
        assert await app.workspace.changed(fail) is False
        await pilot.pause()
        assert toasts(app) == ["the disk is full. Free some space."]
        assert (
            await app.workspace.change(fail, failing=lambda one: StorageError("[b]no", one.way_out)) is None
        )
        await pilot.pause()
        assert toasts(app) == ["[b]no Free some space."]
        assert await app.workspace.changed(lambda: None) is True
        assert await app.workspace.change(lambda: 3) == 3
        app.workspace.say("[b]said\x1b[31m")
        await pilot.pause()
        (said,) = toasts(app)
        assert said.startswith("[b]said") and "\x1b" not in said
        assert "library.db · saved" in footer(app)
