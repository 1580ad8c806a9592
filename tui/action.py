"""A row of the table of actions."""

from __future__ import annotations

from typing import NamedTuple


class Action(NamedTuple):
    """One row of the table."""

    id: str
    owner: str
    """Whose method ``action_<id>`` carries it out: a part of the pane that has the keys, or else one of the
    application's controllers: `KeyDispatch.parts` and `DatelineApp.controllers` have them by this name.
    ``screen`` and ``field`` are the prompt and the field themselves that have the keys."""
    keys: tuple[str, ...]
    """Keys as `key_name` gives them; a sequence is written with a space (``g g``)."""
    scopes: tuple[str, ...]
    help: str
    """What it does, in one line."""
    footer: str = ""
    """A word for the footer, or for the hints of a prompt; empty where the action does not stand there."""
    argument: str = ""
    """What the method is given: ``key``, the key itself; ``character``, the one typed after it."""
    counted: bool = False
    """Whether the method is given how often (``3j``), None where no number was typed."""
    coalesced: bool = False
    """Whether presses that wait already, as of a key held down, are done in one with it, as a count."""
    jumps: bool = False
    """Whether the place left goes on the jump list (``:help jump-motions``)."""
    words: str = ""
    """What people call it that `help` does not say: the palette and the help find it by these too."""
    brief: str = ""
    """What it does, in a few words, where `help` is longer than a column has room for."""
