"""The user's own editor, as the environment names it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping


def named_editor(environment: Mapping[str, str]) -> str:
    """What $VISUAL says, else $EDITOR; empty where neither names one."""
    return next((words for name in ("VISUAL", "EDITOR") if (words := environment.get(name, "").strip())), "")


def editor_command(environment: Mapping[str, str]) -> list[str]:
    """The words of `named_editor`; none where it is empty. Raises ValueError for one no shell could read."""
    return shlex.split(named_editor(environment), posix=os.name == "posix")
