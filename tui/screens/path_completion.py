"""A path in a prompt's field, made longer by a key."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input, Static

from tui.paths import completed
from tui.screens.hints import fitting
from tui.terminal import one_line


def complete_path(prompt: Widget) -> None:
    """Makes the path longer as far as only one way leads on, and shows the ways from there.

    Args: a prompt with a field ``line`` for the path, and a line ``names`` for the ways.
    """
    field = prompt.query_one("#line", Input)
    field.value, names = completed(field.value)
    field.cursor_position = len(field.value)
    shown = prompt.query_one("#names", Static)
    shown.display = len(names) != 1
    told = map(one_line, names) if names else ["Nothing there begins so."]
    shown.update(fitting(told, max(1, shown.container_size.width)))
