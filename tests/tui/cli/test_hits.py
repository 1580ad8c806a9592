"""What a search found, on a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import Library, add_paths
from tui.cli.hits import print_hits

HOSTILE = """Ferry \x1b[31mnews\x1b[0m for [bold]all[/bold]

LISBON, Mar 14 2025 (ALN) - The \u202eferry\u202c sails \x9b2J and [link=x]so on[/link].
"""


def test_a_block_per_hit(library: Library, wire: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Id and headline, what is known of the release, the snippet."""
    add_paths(library, [wire])
    print_hits(library.find.hits("harbour"), "harbour")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1  Harbour towns agree on a shared ferry"
    assert "LISBON" in lines[1] or "Lisbon" in lines[1]
    assert "Harbour towns agree on a shared ferry" in lines[2]


def test_nothing_from_outside_is_obeyed(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Control characters are shown as signs, square brackets as themselves, in headline and snippet."""
    path = tmp_path / "hostile.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    add_paths(library, [path])
    print_hits(library.find.hits("ferry sails"), "ferry sails")
    out = capsys.readouterr().out
    assert not {"\x1b", "\x9b", "\u202e", "\u202c"} & set(out)
    assert "[bold]all[/bold]" in out
    assert "[link=x]so on[/link]" in " ".join(out.split())
