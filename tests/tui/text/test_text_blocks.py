"""Blocks: what is wrapped at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.drawn import listed
from tui.text.cells import clusters
from tui.text.text_blocks import Block, blocks_of, estimate, wrap
from tui.text.typesetting import Setting

LENGTHS = listed(range(71), min_size=1, max_size=20)


def spans(lengths: list[int]) -> tuple[list[int], list[int]]:
    """Give starts and ends of paragraphs of these lengths, two code points apart."""
    starts = [sum(lengths[:index]) + 2 * index for index in range(len(lengths))]
    return starts, [start + length for start, length in zip(starts, lengths, strict=True)]


@given(LENGTHS, listed(range(20)).map(frozenset), st.integers(4, 30))
def test_blocks_hold_every_paragraph_once_and_in_order(
    lengths: list[int], folded: frozenset[int], size: int
) -> None:
    """No run of folded paragraphs is in two, and only one paragraph or a fold makes a large one."""
    starts, ends = spans(lengths)
    text = ("one two " * 300)[: ends[-1]]
    blocks = blocks_of(text, (starts, ends), folded, size)
    held = [index for block in blocks if not block.continues for index in range(block.first, block.last)]
    assert held == list(range(len(lengths)))
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        if following and following.continues:
            assert (following.first, following.start) == (block.first, block.end)
        elif following:
            assert not {block.last - 1, following.first} <= folded
        assert block.end - block.start <= 2 * size + 8 or set(range(block.first, block.last)) & folded


def test_a_long_paragraph_is_cut_after_a_line_end_or_before_a_word_or_between_clusters() -> None:
    """In this order of preference."""

    def cuts(text: str) -> list[int]:
        return [block.start for block in blocks_of(text, ([0], [len(text)]), frozenset(), 10)]

    assert cuts("a bcd\nfg hi jk lm op qr st") == [0, 6]
    assert cuts("abcdefg   hijklmnopqrstuvw") == [0, 10]
    assert cuts("e\u0301" * 13) == [0, 10]


@given(st.text("ab\u0301中 \n-", max_size=200), st.integers(3, 12))
def test_a_cut_is_between_clusters(text: str, size: int) -> None:
    """Wherever it is made."""
    borders = {start for start, _, _ in clusters(text, 0, len(text))} | {0}
    assert {block.start for block in blocks_of(text, ([0], [len(text)]), frozenset(), size)} <= borders


def test_an_estimate_counts_blank_rows() -> None:
    """With leading, and at least one row for nothing."""
    block = Block(0, 100, 0, 2, continues=False)
    assert estimate(block, 50, Setting()) == 6
    assert estimate(block, 50, Setting(leading=1)) == 10
    assert estimate(Block(0, 0, 0, 0, continues=True), 50, Setting()) == 1


def test_only_the_last_row_before_a_line_end_closes_it() -> None:
    """And the last one of a paragraph, blank rows not counted."""
    text = "one two\nsix ten\n\nend"
    rows = wrap(text, [(0, 15), (17, 20)], (), Block(0, 20, 0, 2, continues=False), 3, Setting(leading=1))
    inked = [index for index, paragraph in enumerate(rows.paragraphs) if paragraph >= 0]
    assert [rows.closes_line(text, index) for index in inked] == [False, True, False, True, True]
    assert rows.inked == len(inked) == 5
