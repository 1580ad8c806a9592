"""Whether a restore of a library was broken off: the plan it wrote down lies beside the library."""

from __future__ import annotations

from pathlib import Path

from store.backups.beside import beside

#: How the name of a plan ends, and those of the copies that are being made begin.
PLAN = ".restoring"


def plan_of(library: Path) -> Path:
    """Where a restore of the library writes down what it is about to do."""
    return beside(library, ".", PLAN)


def is_being_restored(library: Path) -> bool:
    """Whether a restore is under way or was broken off: the library may be missing for a moment."""
    try:
        return plan_of(library.resolve()).exists()
    except (OSError, RuntimeError):  # a name that cannot be; links in a circle
        return False
