"""A block of commands or settings on a page of help, whole at every width: what is too long goes on below."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import Static
from textual.widgets.markdown import MarkdownFence

#: A comment and what stands before it; the sign within quotation marks begins none.
_COMMENTED = re.compile(r"""((?:[^"'#]|"(?:\\.|[^"\\])*"|'[^']*')*?)(\#\s.*)$""")
#: Cells that a comment is to have at least, or it stands in lines of its own.
_NARROWEST = 24
#: What a line begins with that goes on with a comment, and with code.
_COMMENT, _FURTHER_IN = "# ", "    "


class CodeBlock(MarkdownFence):
    """Shows its lines without a language's colours, which would be none of the theme."""

    def compose(self) -> ComposeResult:
        """The lines."""
        yield Static(CodeLines(self.code.rstrip("\n")), markup=False)


class CodeLines:
    """Lines of code as a Rich renderable, which knows how many cells there are."""

    def __init__(self, code: str) -> None:
        self._code = code

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Every line, in as many as it takes."""
        for line in self._code.splitlines():
            yield from wrapped(console, line, options.max_width)


def wrapped(console: Console, line: str, width: int) -> list[Text]:
    """The line in pieces of so many cells at most.

    A comment goes on below itself, or goes before the code where little room is beside it; code goes on
    further in.
    """
    if cell_len(line) <= width:
        return [Text(line)]
    if found := _COMMENTED.match(line):
        code, comment = found.groups()
        beside = width - cell_len(code) - 2
        if code and beside >= _NARROWEST:
            told = _below(console, comment, width - cell_len(code), _COMMENT)
            return [Text((" " * cell_len(code) if at else code) + one) for at, one in enumerate(told)]
        code = code.rstrip()
        told = _below(console, comment, width, _COMMENT)
        return [*map(Text, told), *(wrapped(console, code, width) if code else [])]
    return [Text(one) for one in _below(console, line, width, _FURTHER_IN)]


def _below(console: Console, text: str, width: int, indent: str) -> list[str]:
    """The text in lines, all but the first begun so."""
    first, *_ = Text(text).wrap(console, width)
    rest = text[len(first.plain) :].lstrip()
    lines: Iterable[Text] = Text(rest).wrap(console, width - len(indent)) if rest else []
    return [first.plain.rstrip(), *(indent + line.plain.rstrip() for line in lines)]
