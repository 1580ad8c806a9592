"""What stands on the command line for a text or an id is refused in one place where it is none."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from tests.tui.cli.conftest import loaded
from tests.tui.conftest import Run
from tui.cli.commands import COMMANDS
from tui.cli.naming import is_id
from tui.cli.root import cli
from tui.cli.words import ID


def _commands(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield command
        if isinstance(command, click.Group):
            yield from _commands(command)


def test_every_command_takes_texts_and_ids_as_here() -> None:
    """None has a type of click's own, to which all that the system hands over is a text or a number."""
    commands = list(_commands(cli))
    assert len(commands) > len(COMMANDS)
    types = [(command.name, param) for command in commands for param in command.params]
    assert [(name, param.name) for name, param in types if param.type in (click.STRING, click.INT)] == []


@pytest.mark.parametrize(
    "words",
    [
        ("find", "\udcff"),
        ("find", "--in", "quotations", "\udcff"),
        ("tag", "\udcff", "x"),
        ("tag", "ferry", "\udcff"),
        ("untag", "ferry", "\udcff"),
        ("view", "save", "x", "\udcff"),
        ("view", "save", "\udcff", "ferry"),
        ("tags", "rename", "\udcff", "x"),
        ("annotations", "\udcff"),
        ("annotations", "--tag", "\udcff"),
        ("annotate", 1, "--quote", "ferry", "--note", "\udcff"),
        ("remove", "\udcff"),
        ("export", "\udcff"),
        ("stats", "\udcff"),
    ],
)
def test_bytes_that_are_no_text_are_refused(wired: Run, words: tuple[str | int, ...]) -> None:
    """As the system hands them over, half a pair of surrogates; it is never said that nothing was found."""
    result = wired(*words)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the text is not valid Unicode. Check your terminal's encoding." in result.stderr


@pytest.mark.parametrize("empty", ["", " "])
@pytest.mark.parametrize(
    "words",
    [
        ("find", ...),
        ("find", "--in", "quotations", ...),
        ("find", "--in", "passages", ...),
        ("tag", ..., "x"),
        ("tag", "--at", "sentence", ..., "x"),
        ("untag", ..., "x"),
        ("view", "save", "x", ...),
        ("annotations", ...),
        ("remove", ...),
        ("export", ...),
        ("stats", ...),
    ],
)
def test_an_empty_query_is_refused(wired: Run, words: tuple[object, ...], empty: str) -> None:
    """As a shell's unset variable is one: it asks neither for all nor for nothing."""
    result = wired(*(empty if word is ... else str(word) for word in words))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "the query is empty. Name a word, or a field such as is:unread." in result.stderr
    assert [one for one in loaded(wired("view", "list", "--json")) if one["saved"]] == []


@pytest.mark.parametrize("empty", ["", " ", "#"])
@pytest.mark.parametrize(
    "words",
    [
        ("tag", "ferry", ...),
        ("tag", "zeppelin", ...),
        ("tag", "--at", "sentence", "zeppelin", ...),
        ("untag", "ferry", ...),
        ("untag", "zeppelin", ...),
        ("annotations", "--tag", ...),
        ("tags", "rename", ..., "x"),
        ("tags", "merge", ..., "x"),
        ("tags", "remove", ...),
        ("tags", "describe", ...),
    ],
)
def test_an_empty_name_of_a_tag_is_told_alike(wired: Run, words: tuple[object, ...], empty: str) -> None:
    """Whether or not anything was found that could have it."""
    result = wired(*(empty if word is ... else str(word) for word in words))
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{empty!r} is no tag name. Use letters, digits, spaces; no comma." in result.stderr


@pytest.mark.parametrize("word", ["1_0", "٣", " 1", "+1", "1.0", "", "9" * 1000])
def test_an_id_is_digits(wired: Run, word: str) -> None:
    """Not what Python, too, reads as a number."""
    for words in (("show", word), ("history", word), ("trash", "--restore", word), ("read", "--plain", word)):
        result = wired(*words)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "is no ID; one is a number such as 37." in result.stderr
    assert not is_id(word)
    assert (ID.convert("037", None, None), ID.convert(4, None, None)) == (37, 4)
