"""Front matter says what a Markdown file is and is no part of its text; what is none stays."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats.document import Metadata
from store.formats.front_matter import split
from store.formats.markdown import read
from tests.drawn import listed

YAML = """---
title: "A second ferry: from May"
date: 2025-03-04 10:00:00 -0500
author:
  - Nora Quay
  - name: Bo Pier
lang: en-GB
source: https://harbour.example/r/1
publisher: Harbour Trust
tags: [ferry, harbour]
id: 17
---
"""
TOML = """+++
title = "A second ferry: from May"
date = 2025-03-04T10:00:00-05:00
authors = ["Nora Quay", "Bo Pier"]
language = "en"
link = "https://harbour.example/r/1"
site = "Harbour Trust"
id = 17
+++
"""
SAID = Metadata(
    title="A second ferry: from May",
    published="2025-03-04T10:00:00-05:00",
    language="en",
    publisher="Harbour Trust",
    byline="Nora Quay, Bo Pier",
    url="https://harbour.example/r/1",
    identifier="17",
)


@pytest.mark.parametrize(
    "block", [YAML, TOML, YAML.replace("\n---\n", "\n...\n"), YAML.replace("\n", "\r\n")]
)
def test_front_matter_is_read(block: str) -> None:
    """YAML and TOML say the same; the block is not text, its title is the headline."""
    document = read(f"{block}HARBOUR – The *ferry* [sails](http://x).\n".encode())
    assert document.metadata == SAID
    assert document.text == "A second ferry: from May\n\nHARBOUR – The ferry sails."
    [link] = document.links
    assert document.text[link.start : link.end] == "sails"


def test_the_title_is_not_said_twice() -> None:
    """A text that begins with the title is not given it again."""
    assert read(f"{YAML}# A second ferry: from May\n\nIt sails.".encode()).text == (
        "A second ferry: from May\n\nIt sails."
    )


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nText: between rules\n\n---\nafter",
        "---\nContact: Ann\n---\nafter",
        "---\ntitle: never closed\n\nafter",
        "---\ntitle: [broken\n---\nafter",
        "---\n- a\n- list\n---\nafter",
        "---\njust words\n---\nafter",
        "---\n? [a]\n: title\n---\nafter",
        "---\n---\nafter",
        "before\n---\ntitle: x\n---\nafter",
        " ---\ntitle: x\n---\nafter",
        "+++\ntitle = \n+++\nafter",
        "---\ntitle: &a [*a, *a\n---\n",
        "----\ntitle: x\n----\nafter",
        "---\ntitle: x\n" + "a: b\n" * 3000 + "---\nafter",
    ],
)
def test_what_is_no_front_matter_is_text(source: str) -> None:
    """Rules, lists, words between rules and what cannot be read stay in the text."""
    assert split(source) == (Metadata(), source)


BOMB = "---\ntitle: Bomb\na0: &a0 [x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
)


@pytest.fixture
def shallow() -> Iterator[None]:
    """Little room for calls within calls: what is nested without end comes to its end soon."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 150)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.usefixtures("shallow")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("block", "title"),
    [
        (BOMB + "author: *a29\n---\n", "Bomb"),
        ("---\ntitle: Own\nauthor: &a [*a]\n---\n", None),
        ("---\ntitle: Deep\nx: " + "[" * 400 + "]" * 400 + "\n---\n", None),
        ("+++\ntitle = 'Deep'\nx = " + "[" * 400 + "]" * 400 + "\n+++\n", None),
        ("---\ntitle: !!python/object/apply:os.system ['true']\n---\n", None),
        ("---\ntitle: 2025-03-04\ndate: 2025-99-99\nlang: [en]\nurl: javascript:x\n---\n", "2025-03-04"),
    ],
    ids=range(6),
)
def test_hostile_front_matter_is_harmless(block: str, title: str | None) -> None:
    """Aliases of aliases, nesting and tags that would run something do nothing."""
    metadata, _ = split(block + "after")
    assert metadata == Metadata(title=title)


def test_front_matter_alone_is_its_title() -> None:
    """A file without text has its title; one without either is empty."""
    assert read(b"---\ntitle: A title\n---\n").text == "A title"
    with pytest.raises(RefusedError, match="empty"):
        read(b"---\nlayout: post\n---\n")


LINES = listed(
    [
        "---",
        "+++",
        "...",
        "title: a",
        "title = 'a'",
        "- b",
        "  c: d",
        "date: 1",
        "[x]",
        "&a *a",
        "",
        "é: |",
    ]
)


def test_the_first_rule_may_be_missing() -> None:
    """Where the lines say three things that front matter says; else they are text."""
    metadata, rest = split('layout: page\nlang: it\ntitle: "Il molo"\ncategories:\n  - press\n---\nApre.\n')
    assert (metadata.title, metadata.language, rest) == ("Il molo", "it", "Apre.\n")
    text = "Summary: the pier opens\nWhere: Leith\n---\nIt is long.\n"
    assert split(text) == (Metadata(), text)


@given(st.one_of(st.text(), LINES.map("\n".join), LINES.map(lambda lines: "\n".join(["---", *lines, "---"]))))
def test_any_text_is_split_or_kept(text: str) -> None:
    """What is left is always the end of the text."""
    metadata, rest = split(text)
    assert text.endswith(rest)
    assert rest == text or metadata == Metadata() or text.startswith(("---", "+++")) or "\n---" in text
