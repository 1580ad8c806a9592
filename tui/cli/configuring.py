"""The subcommand ``config``: the settings as they hold, edited, and where they lie."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import click

from store import DatelineError
from store.atomic import replace
from tui.arrival_rules import load_rules
from tui.config import config_file, folder_file, read, settings_of
from tui.editor import editor_command, named_editor
from tui.terminal import safe


class _CannotEditError(DatelineError):
    """The settings could not be opened in an editor."""

    title = "The settings could not be edited"


@click.command()
@click.option("--show", "what", flag_value="show", default="show", help="Print them all (the default).")
@click.option("--edit", "what", flag_value="edit", help="Open them in $VISUAL or $EDITOR; say what is wrong.")
@click.option("--path", "what", flag_value="path", help="Print where they lie.")
@click.option("--keys", "what", flag_value="keys", help="Print the keys as they can be set.")
@click.pass_context
def config(ctx: click.Context, what: str) -> None:
    """Print the settings and where each is set, or edit them.

    Exit code 1: something in them is wrong, and passed over.
    """
    path, folder = config_file(), folder_file()
    if what == "path":
        click.echo(safe(str(path)))
        return
    if what == "edit":
        _edit(path)
    files = [read(path), *([read(folder, of_folder=True)] if folder not in (None, path) else [])]
    settings, problems = settings_of(files)
    if what in ("show", "keys"):
        from tui.settings_text import as_they_hold, keys_as_they_hold

        told = as_they_hold(files) if what == "show" else keys_as_they_hold(settings.actions)
        click.echo(safe(told), nl=False)
    problems += [one for one in load_rules(path)[1] if one not in problems]
    for problem in problems:
        click.echo(f"dateline: {safe(problem)}", err=True)
    ctx.exit(1 if problems else 0)


def _edit(path: Path) -> None:
    """Opens the file, made where there is none, and waits for the editor to end.

    Raises DatelineError where no editor is named, it cannot be run, or the file cannot be made.
    """
    editor = named_editor(os.environ)
    if not editor:
        raise _CannotEditError("no editor is named.", f"Set $VISUAL or $EDITOR, or edit {path} yourself.")
    try:
        if not path.exists():
            from tui.settings_text import template

            path.parent.mkdir(parents=True, exist_ok=True)
            replace(path, template().encode())
    except OSError as error:
        raise _CannotEditError(
            f"{path}: {error.strerror}.", "Name another file in $DATELINE_CONFIG."
        ) from error
    try:
        code = subprocess.run([*editor_command(os.environ), str(path)]).returncode
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise _CannotEditError(
            f"the editor {editor!r} cannot be run: {why}.", "Set $VISUAL or $EDITOR."
        ) from error
    if code:
        raise _CannotEditError(f"the editor {editor!r} ended with code {code}.", f"{path} is as it left it.")
