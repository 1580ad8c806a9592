"""Obsidian's own rules of properties, tags and block ids, held against what is written for it.

https://help.obsidian.md/properties, /tags, /links: a small parser of what its pages say.
"""

from __future__ import annotations

import re

import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from store.exports import Marked
from store.exports.markdown import STYLES, note
from tests.store.exports.samples import TEXT, annotation, release, tag

#: “Letters, numbers, underscore, hyphen, forward slash”, no blank, at least one that is no number.
_TAG = re.compile(r"[^\W_]|[\w\-/\U00002600-\U0001faff]|[^\x00-\x7f]")
_BLOCK_ID = re.compile(r"\^([A-Za-z0-9-]+)")


def is_tag(word: str) -> bool:
    """Whether Obsidian takes it as a tag; each level of a nested one has a name."""
    return (
        bool(word)
        and all(_TAG.fullmatch(character) and not character.isspace() for character in word)
        and not re.fullmatch(r"[\d/]+", word)
        and all(word.split("/"))
    )


def properties(document: str) -> dict[str, object]:
    """A note's properties: YAML between the first two fences, values texts, numbers or lists of texts."""
    lines = document.split("\n")
    assert lines[0] == "---"
    read = yaml.safe_load("\n".join(lines[1 : lines.index("---", 1)]))
    for name, value in read.items():
        assert re.fullmatch(r"[a-z_]+", name)
        assert value is None or isinstance(value, str | int) or all(isinstance(one, str) for one in value)
    return dict(read)


NAMES = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4)


@given(NAMES, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")))
@example(["2018", "a b", "#x", "a//b", "/", "a/ /b", "---", "vulnerable migrants/2018"], "---\nid: 1")
@example(["1/2", "٢٠١٨", "a,b", "`x`", "[[x]]"], "^annotation-9")
def test_obsidian_takes_properties_tags_and_block_ids(names: list[str], words: str) -> None:
    """Tags have the forms that its tags may have, the exact names stand beside; a block id stands once."""
    tags = tuple(tag(name, number) for number, name in enumerate(names, 1))
    marked = [annotation(1, words, words, tags=tags), annotation(2, "other", "^annotation-1")]
    document = note(Marked(release(headline=words), marked, lambda: TEXT), STYLES["obsidian"])
    found = properties(document)
    assert isinstance(found["tags"], list) and all(map(is_tag, found["tags"]))
    assert found["tag_names"] == sorted(set(names))
    lines = document.split("\n")
    ids = [match[1] for line in lines if (match := _BLOCK_ID.fullmatch(line))]
    assert ids == ["annotation-1", "annotation-2"]
    for at, line in enumerate(lines):
        if _BLOCK_ID.fullmatch(line):  # “on its own line, with blank lines before and after”
            assert lines[at - 1] == lines[at + 1] == "" and lines[at - 2].startswith(">")
    used = next(line for line in lines if line.startswith("#") and " · " in line)
    assert all(is_tag(word.removeprefix("#")) for word in used.partition(" · ")[0].split(" "))
