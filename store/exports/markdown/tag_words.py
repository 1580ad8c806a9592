"""Tags as the programs take them that read the notes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from store.exports.file_names import WORD_CATEGORIES, category
from store.models import Tag

#: What Obsidian takes in a tag beside its few ASCII signs.
_CATEGORIES = WORD_CATEGORIES | {"So"}
#: What would end a link of Logseq's, or the line it stands on.
_NO_LINK = re.compile(r"[\[\]\n\r]|^\s|\s$")


@lru_cache(maxsize=1024)  # a library has few tags, and a hundred thousand passages
def tag_word(tag: Tag) -> str:
    """The tag as Obsidian takes it, ``#`` included; the exact name stands in the front matter.

    Letters and digits of any script, emoji, ``/`` and ``-`` are kept, ``_`` inside a word; all else is
    a hyphen, and no level of a tree is without a name. What holds no letter gets a leading ``_``, because
    Obsidian takes no tag of digits alone: ``2018`` is ``#_2018``. A name with nothing to keep is its id.
    """
    kept = "".join(
        character if character in "_/-" or category(character) in _CATEGORIES else "-"
        for character in unicodedata.normalize("NFC", tag.name)
    )
    # An underscore at a word's edge would be emphasis outside Obsidian, and an escape ends a tag.
    kept = re.sub(r"(?<![^\W_])_|_(?![^\W_])|-{2,}", "-", kept)
    word = re.sub(r"/{2,}", "/", re.sub(r"-{2,}", "-", kept)).strip("-/") or str(tag.id)
    return f"#{word}" if any(category(character) in ("L", "So") for character in word) else f"#_{word}"


@lru_cache(maxsize=1024)
def tag_link(tag: Tag) -> str:
    """The tag as Logseq takes it, ``#[[vulnerable migrants]]``: by its exact name where that can be."""
    return tag_word(tag) if _NO_LINK.search(tag.name) else f"#[[{tag.name}]]"
