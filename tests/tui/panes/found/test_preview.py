"""The paragraph of a result: which it is, what of it is in view, what was found in it."""

from __future__ import annotations

from tui.panes.found.preview import Line, paragraph_around, preview

TEXT = "One.\n\n" + "word " * 50 + "ferry " + "word " * 50 + "\n\nThree."


def words(lines: list[Line], *, found: bool) -> str:
    """What was found, or what was not."""
    return "".join(piece for line in lines for piece, is_found in line if is_found is found)


def test_the_paragraph_is_the_one_that_holds_the_place() -> None:
    """Where there is none, what stands around it."""
    assert paragraph_around(TEXT, 2, [(0, 4), (6, 20)]) == (0, 4)
    assert paragraph_around("x" * 20_000, 10_000, []) == (6_000, 14_000)


def test_the_place_is_in_view_and_what_was_found_is_marked() -> None:
    """However long the paragraph is, in as many lines as there are."""
    at = TEXT.index("ferry")
    lines = preview(TEXT, (6, len(TEXT) - 8), [(at, at + 5)], at, (30, 4), bidi=True)
    assert len(lines) == 4
    assert words(lines, found=True) == "ferry"


def test_what_reads_to_the_left_is_put_in_order() -> None:
    """And left as it is where the terminal does that."""
    text = "العبارة الجديدة"
    (there,) = preview(text, (0, len(text)), [(0, 7)], 0, (40, 3), bidi=False)
    assert there == [("العبارة", True), (" الجديدة", False)]
    (here,) = preview(text, (0, len(text)), [(0, 7)], 0, (40, 3), bidi=True)
    assert here == [("ةديدجلا ", False), ("ةرابعلا", True)]


def test_nothing_steers_the_terminal() -> None:
    """Control characters are drawn as signs."""
    text = "a\x1b[2Jb\u202ec"
    assert not set(words(preview(text, (0, len(text)), [], 0, (40, 3), bidi=True), found=False)) & {
        "\x1b",
        "\u202e",
    }
