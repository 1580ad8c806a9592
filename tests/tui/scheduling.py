"""What the kernel tells of threads that are ready to run."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path


def is_ready(process: int | str = "self") -> bool:
    """Whether a thread of the process, but for the one that asks, runs or would, had it a processor.

    It is in state R then (``/proc/PID/task/TID/stat``, proc_pid_stat(5)). False where the kernel does not
    tell.
    """
    asking = str(threading.get_native_id())
    with suppress(OSError):  # a process that has just ended
        return any(
            _state(task) == "R" for task in Path(f"/proc/{process}/task").iterdir() if task.name != asking
        )
    return False


def _state(task: Path) -> str:
    try:
        return (task / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except OSError:  # a thread that has just ended
        return ""
