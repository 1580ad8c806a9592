"""The page of a package index: the README without the pictures and links that lie beside it."""

import re
from pathlib import Path

#: A picture, or a table's row of them; the head of a table that has no rows then; a link into the project.
_PICTURES = re.compile(r"^.*!\[[^\]]*\]\((?!https?:).*\n*", re.MULTILINE)
_EMPTY_TABLE = re.compile(r"^\| \| \|\n\| --- \| --- \|\n(?!\|)", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?:|#)[^)]*\)")


def index_page(readme: str) -> str:
    """The README as an index can show it: it is given no other file, and no address is known to have them."""
    return _LINK.sub(r"\1", _EMPTY_TABLE.sub("", _PICTURES.sub("", readme)))


if __name__ == "__main__":
    from setuptools import setup

    page = index_page(Path("README.md").read_text(encoding="utf-8"))
    setup(long_description=page, long_description_content_type="text/markdown")
