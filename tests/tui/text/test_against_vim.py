"""Motions and objects beside vim itself, on text where the two mean the same."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.text import motions, objects, paragraph_motions
from tui.text.jumps import JumpList

pytestmark = pytest.mark.skipif(shutil.which("vim") is None, reason="vim is not installed")

TEXT = "The U.S. envoy's “shared” plan (2,500 boats) -- said Ana_Prates; I don’t know, é 中国 à la carte."
SPANS = [(0, len(TEXT))]
COUNTS = (1, 2, 3)


def vim(tmp_path: Path, commands: list[str], result: str) -> list[list[int]]:
    """What the expression gives after each list of normal-mode commands, run in one vim."""
    (tmp_path / "text").write_text(TEXT + "\n", encoding="utf-8")
    script = ["set encoding=utf-8 nocompatible", "e text", "let g:found = []"]
    for command in commands:
        script += [command, f"call add(g:found, {result})"]
    script += ["call writefile([json_encode(g:found)], 'found')", "qa!"]
    (tmp_path / "script.vim").write_text("\n".join(script) + "\n", encoding="utf-8")
    subprocess.run(
        ["vim", "-Nu", "NONE", "-i", "NONE", "-n", "-es", "--cmd", "set encoding=utf-8", "-S", "script.vim"],
        cwd=tmp_path, check=True, timeout=60, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    found = json.loads((tmp_path / "found").read_text(encoding="utf-8"))
    assert isinstance(found, list) and len(found) == len(commands)
    return found


def at(offset: int, keys: str) -> str:
    """The command that presses keys with the cursor on a character."""
    return f'call setcursorcharpos(1, {offset + 1}) | exe "normal! {keys}"'


@pytest.mark.parametrize(
    ("key", "motion"),
    [
        ("w", motions.word_forward),
        ("b", motions.word_back),
        ("e", motions.word_end),
        ("ge", motions.word_end_back),
        ("h", motions.left),
        ("l", motions.right),
    ],
)
def test_word_motions_go_where_vim_goes(tmp_path: Path, key: str, motion: Callable[[str, int], int]) -> None:
    """From every character, with and without a count."""
    cases = [(offset, count) for offset in range(len(TEXT)) for count in COUNTS]
    commands = [at(offset, f"{count}{key}") for offset, count in cases]
    theirs = vim(tmp_path, commands, "[charcol('.') - 1]")
    ours = [[motions.repeated(motion, TEXT, offset, count)] for offset, count in cases]
    assert list(zip(cases, ours, strict=True)) == list(zip(cases, theirs, strict=True))


@pytest.mark.parametrize("character", ["a", "t", " ", "é", "“", "z"])
def test_characters_are_found_where_vim_finds_them(tmp_path: Path, character: str) -> None:
    """``f`` and ``F`` from every character; too large a count moves neither."""
    cases = [(offset, count) for offset in range(len(TEXT)) for count in COUNTS]
    theirs_on = vim(tmp_path, [at(o, f"{n}f{character}") for o, n in cases], "[charcol('.') - 1]")
    theirs_back = vim(tmp_path, [at(o, f"{n}F{character}") for o, n in cases], "[charcol('.') - 1]")
    assert [[paragraph_motions.find_forward(TEXT, o, character, SPANS, n)] for o, n in cases] == theirs_on
    assert [[paragraph_motions.find_back(TEXT, o, character, SPANS, n)] for o, n in cases] == theirs_back


@pytest.mark.parametrize(("keys", "select"), [("iw", objects.inner_word), ("aw", objects.a_word)])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_words_are_selected_as_in_vim(
    tmp_path: Path, keys: str, select: Callable[[str, tuple[int, int]], tuple[int, int]], times: int
) -> None:
    """``viw`` and ``vaw``, asked for again to grow, as long as there is more of the line."""
    offsets = range(len(TEXT) - 12)
    commands = [at(offset, f"v{keys * times}\\<Esc>") for offset in offsets]
    theirs = vim(tmp_path, commands, '[getcharpos("\'<")[2] - 1, getcharpos("\'>")[2]]')
    ours = []
    for offset in offsets:
        selected = motions.selection(TEXT, offset, offset)
        for _ in range(times):
            selected = select(TEXT, selected)
        ours.append(list(selected))
    assert list(zip(offsets, ours, strict=True)) == list(zip(offsets, theirs, strict=True))


def test_the_jump_list_goes_back_and_on_as_in_vim(tmp_path: Path) -> None:
    """Jumps, ways back and ways on mixed, with counts; vim's lines are our offsets."""
    keys = [(0, "5G"), (0, "9G"), (0, "3G"), (-1, ""), (-1, ""), (1, ""), (0, "7G"),
            (-1, ""), (-1, ""), (1, ""), (-2, ""), (-9, ""), (9, ""),
            (0, "2G"), (0, "5G"), (-3, ""), (1, ""), (2, ""), (0, "4G"),
            (-1, ""), (-1, ""), (-1, ""), (-1, ""), (-1, "")]  # fmt: skip
    commands = ["call setline(1, range(1, 20)) | clearjumps | call cursor(1, 1)"]
    for step, jump in keys:
        way = f"{abs(step)}\\<C-o>" if step < 0 else f"{step}\\<C-i>"
        commands.append(f'exe "normal! {jump or way}"')
    theirs = [line for (line,) in vim(tmp_path, commands, "[line('.')]")]
    jumps, here, ours = JumpList(), 1, [1]
    for step, jump in keys:
        if jump:
            jumps.leave(here)
            here = int(jump[:-1])
        else:
            here = (jumps.back(here, -step) if step < 0 else jumps.forward(step)) or here
        ours.append(here)
    assert ours == theirs
