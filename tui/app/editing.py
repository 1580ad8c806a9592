"""The user's own editor: it gets the terminal; what it saves of a note stands in the note's field."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from tui.app.ending import Ending
from tui.app.workspace import Workspace
from tui.drafts import state_folder
from tui.editor import editor_command

if TYPE_CHECKING:
    from tui.screens import NotePrompt

#: Seconds between two looks at what the editor has saved so far: from then on that is a draft.
_LOOK_SECONDS = 1.0
_IN_BROWSER = "A browser has no room for an editor; ‘dateline’ in a terminal has."
_NONE_SET = "No editor is set. Name one in VISUAL or EDITOR, as in ‘export EDITOR=nano’."


class Editing:
    """Lends the terminal to an editor."""

    def __init__(self, workspace: Workspace, ending: Ending) -> None:
        self._workspace = workspace
        self._ending = ending

    async def action_edit_outside(self) -> None:
        """Opens the editor on the note of the prompt, and takes what it saved back into the field."""
        from tui.screens import NotePrompt

        prompt = self._workspace.app.screen
        if isinstance(prompt, NotePrompt) and (command := self._command()):
            await self._lend(partial(self._edit, command, prompt))

    async def edit_file(self, path: Path) -> None:
        """Opens the editor on a file, and waits for it to end."""
        if command := self._command():
            await self._lend(partial(self._edit_file, command, path))

    def _command(self) -> list[str]:
        """The words of the user's editor; none, and it is said why, where it has no terminal or no name."""
        if self._workspace.app.is_web:
            self._workspace.say(_IN_BROWSER)
            return []
        try:
            command = editor_command(os.environ)
        except ValueError as error:
            self._workspace.warn(f"{error}.", "VISUAL or EDITOR cannot be read")
            return []
        if not command:
            self._workspace.say(_NONE_SET)
        return command

    async def _lend(self, edit: Callable[[], Awaitable[None]]) -> None:
        try:
            await edit()
        except SuspendNotSupported:
            self._workspace.say("No other program can get this terminal.")
        except OSError as error:
            self._workspace.warn(f"{error.filename}: {error.strerror}.", "The note cannot be edited outside")

    async def _edit_file(self, command: list[str], path: Path) -> None:
        with self._workspace.app.suspend(), self._ending.lent():
            trouble = await _run(command, path)
        if trouble:
            self._workspace.warn(trouble)

    async def _edit(self, command: list[str], prompt: NotePrompt) -> None:
        """Raises OSError where the file cannot be made, SuspendNotSupported."""
        before = prompt.text
        path = _written(before)
        try:
            with self._workspace.app.suspend(), self._ending.lent():
                trouble = await _run(command, path, lambda: _draft(path, prompt))
        except SuspendNotSupported:
            path.unlink()
            raise
        saved = None
        try:
            saved = _read(path)
        except (OSError, UnicodeDecodeError):
            trouble = trouble or "What the editor saved is no text in UTF-8."
        if saved is not None and (saved == before or not trouble):
            path.unlink()
        elif path.exists():
            trouble += f" What it saved is in {path}."
        prompt.put(before if trouble or saved is None else saved)
        if trouble:
            self._workspace.warn(f"{trouble} The note stays as it was.")


def _draft(path: Path, prompt: NotePrompt) -> None:
    """Puts what the editor saved so far in the field: it is a draft then, however all this ends."""
    with suppress(OSError, UnicodeDecodeError):  # it may just be being written
        if saved := _read(path):
            prompt.put(saved)


async def _run(command: list[str], path: Path, look: Callable[[], None] = lambda: None) -> str:
    """Waits for the editor and looks meanwhile; gives what went wrong, in words, else nothing.

    Nothing is raised, for the terminal must be taken back.
    """
    try:
        editor = await asyncio.create_subprocess_exec(*command, str(path))
    except OSError as error:
        return f"{command[0]} cannot be run: {error.strerror}."
    ended = asyncio.ensure_future(editor.wait())
    try:
        while not (await asyncio.wait({ended}, timeout=_LOOK_SECONDS))[0]:
            look()
    finally:
        if not ended.done():  # the application ends: two programs would be on the terminal
            editor.terminate()
            await asyncio.wait({ended}, timeout=_LOOK_SECONDS)
    return f"{command[0]} ended with {ended.result()}." if ended.result() else ""


def _written(note: str) -> Path:
    """A file with the note, which nobody else may read; it outlives a crash. Raises OSError."""
    folder = state_folder() / "notes"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(prefix="note-", suffix=".txt", dir=folder, delete=False) as file:
        # Editors end the last line; `_read` takes that end away again.
        file.write(f"{note}\n".encode(errors="surrogatepass") if note else b"")
    return Path(file.name)


def _read(path: Path) -> str:
    """What was saved, without the end of its last line. Raises OSError, UnicodeDecodeError."""
    text = path.read_bytes().decode(errors="surrogatepass")
    return text.removesuffix("\n").removesuffix("\r") if text.endswith("\n") else text
