"""Copying: by the system's clipboard program where there is one, else by the terminal."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

#: Seconds a clipboard program gets.
_TIMEOUT = 2.0


def _programs(environment: Mapping[str, str]) -> list[list[str]]:
    """The clipboard programs that could work here, the likeliest first."""
    programs = []
    if environment.get("WAYLAND_DISPLAY"):
        programs.append(["wl-copy"])
    if environment.get("DISPLAY"):
        programs += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if sys.platform == "darwin":
        programs.append(["pbcopy"])
    if sys.platform == "win32" or environment.get("WSL_DISTRO_NAME"):
        programs.append(["clip.exe"])
    return programs


def osc52(text: str, environment: Mapping[str, str]) -> str:
    """The escape sequence that asks the terminal to take the text; wrapped for tmux to let it through.

    XTerm Control Sequences, "Operating System Commands", 52; tmux(1), ``allow-passthrough``.
    """
    sequence = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if environment.get("TMUX"):
        doubled = sequence.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{doubled}\x1b\\"
    return sequence


def copy(
    text: str,
    write: Callable[[str], None],
    environment: Mapping[str, str] | None = None,
    *,
    browser: bool = False,
) -> str:
    """Copies the text and says by which way.

    Args:
        text: what to copy.
        write: sends an escape sequence to the terminal.
        environment: where to look for displays; the process's own when None.
        browser: whether the screen is a browser's, which may be on another computer.
    """
    if browser:
        write(osc52(text, {}))
        return "by your browser, if it allows that"
    environment = os.environ if environment is None else environment
    for command in _programs(environment):
        program = shutil.which(command[0], path=environment.get("PATH"))
        if program and _run([program, *command[1:]], text):
            return f"with {command[0]}"
    write(osc52(text, environment))
    by = (
        "by tmux and your terminal, if they allow"
        if environment.get("TMUX")
        else "by your terminal, if it allows"
    )
    return f"{by} that"


def _run(command: list[str], text: str) -> bool:
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            timeout=_TIMEOUT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
