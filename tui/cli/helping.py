"""How commands are listed in a help, whole at every width, and what stands below it: two examples."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

import click

from tui.cli.examples import EXAMPLES
from tui.cli.words import with_checked_texts

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def summary(command: click.Command) -> str:
    """The first paragraph of a command's help, on one line."""
    return " ".join(inspect.cleandoc(command.help or "").partition("\n\n")[0].split())


def with_examples(command: click.Command, typed: str) -> click.Command:
    """The command, its two examples at the end of its help; `typed` is what names it after ``dateline``."""
    command.epilog = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in EXAMPLES[typed])
    return command


class HelpGroup(click.Group):
    """A group whose help lists its commands with their whole first paragraphs."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, with its examples; None where there is none of that name."""
        command = super().get_command(ctx, cmd_name)
        return command and with_examples(with_checked_texts(command), f"{self.name} {cmd_name}")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """What a shell is to offer, each command with what it does, whole."""
        offered = super().shell_complete(ctx, incomplete)
        for item in offered:
            if (command := self.commands.get(item.value)) is not None:
                item.help = summary(command)
        return offered

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list of commands, wrapped where the terminal is narrow."""
        write_commands(formatter, {"Commands": [(name, summary(one)) for name, one in self.commands.items()]})


def write_commands(formatter: click.HelpFormatter, parts: dict[str, list[tuple[str, str]]]) -> None:
    """Writes lists of names and what each does under their titles, the second column below one another."""
    widest = max(len(name) for rows in parts.values() for name, _ in rows)
    for title, rows in parts.items():
        with formatter.section(title):
            formatter.write_dl([(name.ljust(widest), told) for name, told in rows])
