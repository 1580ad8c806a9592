"""The pages of longer help: Markdown in the folder `help`, shown by the help and read on the web alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

#: The files of the pages without their ending, in their order. A new page is a file and a name.
NAMES = ("reading", "marking", "tags", "finding", "bringing-in", "changes", "settings", "library")
#: The key of each.
PAGE_KEYS = tuple(str(number + 1) for number in range(len(NAMES)))
_FOLDER = Path(__file__).with_name("help")
#: A heading, or a setting with the value it has.
_NAMED = re.compile(r"^#+ (.+)$|^([a-z_]+) += ", re.MULTILINE)
_BLOCKS = {"Paragraph", "Item", "TableRow", "CodeBlock"}


class Passage(NamedTuple):
    """A paragraph, an item of a list, a row of a table or a block of commands."""

    heading: str
    """The heading it stands under."""
    text: str
    """Its words, without Markdown's marks, in one line."""


class Page(NamedTuple):
    """A page of longer help."""

    name: str
    """Its file without the ending, by which others link to it."""
    title: str
    text: str
    """The whole page, as Markdown."""

    @property
    def names(self) -> list[str]:
        """What it is about: its headings, and the settings it lists."""
        return [heading or setting for heading, setting in _NAMED.findall(self.text)]

    @property
    def passages(self) -> Iterator[Passage]:
        """What it says, piece by piece."""
        from pyromark import Options, events  # a compiled library: only where it is needed

        heading, words = "", list[str]()
        for event in events(self.text, options=Options.ENABLE_TABLES):
            match event:
                case {"Text": str(word)} | {"Code": str(word)}:
                    words.append(word)
                case "SoftBreak" | "HardBreak" | {"End": "TableCell"}:
                    words.append(" ")
                case {"End": {"Heading": _}}:
                    heading, words = "".join(words), []
                case {"End": str(block)} if block in _BLOCKS:
                    if told := " ".join("".join(words).split()):
                        yield Passage(heading, told)
                    words = []


def pages() -> list[Page]:
    """All pages, in their order."""
    texts = [(_FOLDER / f"{name}.md").read_text(encoding="utf-8") for name in NAMES]
    return [
        Page(name, text.partition("\n")[0].removeprefix("# "), text)
        for name, text in zip(NAMES, texts, strict=True)
    ]
