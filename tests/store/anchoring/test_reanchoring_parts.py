"""The parts of following a passage, on alignments made by hand."""

from __future__ import annotations

import pytest

from store.anchoring import reanchoring
from store.anchoring.alignment import Alignment, Block
from store.anchoring.paragraph_matching import Piece
from store.anchoring.reanchoring import Anchoring, Place, Placer, reanchor_all
from store.anchoring.selectors import Selector, select
from store.anchoring.tokens import Vocabulary


def placer(old: str, new: str, blocks: list[Block], paragraphs: list[Piece] | None = None) -> Placer:
    """One that follows the words of the blocks, and no others."""
    words = Vocabulary()
    here, there = words.tokens(old), words.tokens(new)
    alignment = Alignment(here, there, paragraphs or [(0, len(here.keys))])
    alignment.join(blocks)
    return Placer(old, new, alignment)


def following(new_of: list[int], paragraphs: list[Piece] | None = None) -> Placer:
    """One of texts of single letters, of which the place of each is given."""
    new = "x " * (max([*new_of, len(new_of)]) + 5)
    blocks = [(old, at, 1) for old, at in enumerate(new_of) if at >= 0]
    return placer("y " * len(new_of), new, blocks, paragraphs)


def test_no_words_have_no_place() -> None:
    """A selector without a quote is lost, in a text that is known and in one that is not."""
    nothing = Selector(3, 3, "", "", "")
    for old in ("The bus", None):
        for new in ("The bus", "The long bus"):
            assert reanchor_all(old, new, [nothing]) == [Anchoring(3, 3, "orphaned")]


@pytest.mark.parametrize(
    ("old", "new", "start", "end", "found"),
    [
        # A letter may be two when it is written large.
        ("STRASSE is long now", "Straße is long now", 0, 1, Anchoring(0, 1, "orphaned")),
        ("STRASSE is long now", "Straße is long now", 0, 3, Anchoring(0, 2, "changed")),
        # A cluster is not cut, but where it was before.
        ("\u0130stanbul is long now", "i\u0307stanbul is long here", 1, 8, Anchoring(0, 9, "changed")),
        ("e\u0301 is long now", "So e\u0301 is long now", 0, 1, Anchoring(3, 4, "moved")),
        ("e\u0301 is long now", "So e\u0301 is long now", 1, 2, Anchoring(4, 5, "moved")),
    ],
)
def test_a_part_of_a_word_that_is_written_in_other_letters(
    old: str, new: str, start: int, end: int, found: Anchoring
) -> None:
    """It is as far from its word's beginning or end as it was; where nothing is left there, it is lost."""
    assert reanchor_all(old, new, [select(old, start, end)]) == [found]


def test_how_many_words_speak_for_a_place() -> None:
    """Those of the passage that are left, and those beside it that went the same way; two for a space."""
    old, new = "Big ferries sail on Monday now", "So big ferries sail up Monday now"
    follows = placer(old, new, [(0, 1, 3), (4, 5, 2)])
    assert follows.place(select(old, 4, 19)) == Place(7, 19, 5)  # ferries sail on
    assert follows.place(select(old, 4, 16)) == Place(7, 19, 5)  # ferries sail
    assert follows.place(select(old, 20, 30)) == Place(23, 33, 5)  # Monday now
    assert follows.place(select(old, 17, 19)) is None  # on
    assert follows.place(select(old, 11, 12)) == Place(14, 15, 2)


def test_a_text_of_white_space_alone() -> None:
    """A passage of it stays where it is, as far as there is still white space and no word."""
    for new, found in (("    ", Place(1, 3, 2)), ("   ", Place(1, 3, 2)), ("  ", None), ("    a", None)):
        assert placer("     ", new, []).place(select("     ", 1, 3)) == found


@pytest.mark.parametrize(
    ("old", "word", "start", "now"),
    [(5, 5, 10, 10), (7, 5, 10, 12), (3, 5, 10, 8), (3, 5, 12, 12)],
)
def test_a_start_within_a_word_or_before_it(old: int, word: int, start: int, now: int) -> None:
    """As far from the word as it was; before it only if the same white space stands there."""
    assert placer("Bus \n Stop", "Ferry at \n stop", [])._outer_start(old, word, start) == now


@pytest.mark.parametrize(
    ("old", "word", "end", "now"),
    [(3, 3, 8, 8), (1, 3, 8, 6), (5, 3, 8, 10), (5, 3, 5, 5)],
)
def test_an_end_within_a_word_or_behind_it(old: int, word: int, end: int, now: int) -> None:
    """As far from the word as it was; behind it only if the same white space stands there."""
    assert placer("Bus \n Stop", "Ferry at \n stop", [])._outer_end(old, word, end) == now


@pytest.mark.parametrize(
    ("new_of", "together"),
    [
        ([0, 1, 2, 3], [0, 1, 2, 3]),
        ([7, 8, 9, 10], [0, 1, 2, 3]),
        # Five more than twice as far are too far.
        ([0, 1, 8, 9], [0, 1, 2, 3]),
        ([0, 1, 9, 10, 11], [2, 3, 4]),
        ([0, 1, 2, 10, 11], [0, 1, 2]),
        ([0, -1, 9, 10], [0, 2, 3]),
        ([0, -1, 10, 11], [2, 3]),
        # Never backwards; of two parts as large, the first.
        ([4, 5, 6, 2, 3], [0, 1, 2]),
        ([4, 5, 2, 3], [0, 1]),
        ([5, 1, 2, 0], [1, 2]),
        ([-1, -1], []),
    ],
)
def test_the_words_that_stand_together(new_of: list[int], together: list[int]) -> None:
    """The largest part of them, in the old order, with some put in between."""
    kept = [at for at, new in enumerate(new_of) if new >= 0]
    assert following(new_of)._together(kept, 5) == together


def known(here: list[int], shift: int = 0) -> list[int]:
    """Places of thirty words: those named, all as far on."""
    return [at + shift if at in here else -1 for at in range(30)]


@pytest.mark.parametrize(
    ("new_of", "kept", "near", "confirmed"),
    [
        (list(range(30)), [10, 11], 10, True),
        # Of ten beside, three must have gone where it went; each of its own but one counts.
        (known([10, 6, 8, 13]), [10], 3, True),
        (known([10, 6, 13]), [10], 2, False),
        (known([10, 11, 6, 13]), [10, 11], 2, True),
        (known([10, 11, 6]), [10, 11], 1, False),
        # Those beside are the five on each side.
        (known([10, 4, 5, 9, 12, 16, 17]), [10], 4, True),
        (known([10, 11, 7, 8, 9], 3), [10, 11], 3, True),
        # Eight words farther from it than they were, or nearer: those before from its first, those behind
        # from its last.
        ([*range(10), 19, 20, *[-1] * 18], [10, 11], 0, False),
        ([*range(10), 18, 19, *[-1] * 18], [10, 11], 5, True),
        ([-1] * 7 + [0, 1, 2, 11, 12, 13, 14, 15, *[-1] * 15], [10, 11], 6, True),
        ([-1] * 10 + [11, 18, 19, 20, 21, *[-1] * 15], [10, 11], 3, True),
        ([-1] * 10 + [10, 11, 20, 21, 22, *[-1] * 15], [10, 11], 3, True),
        ([-1] * 10 + [10, 11, 21, 22, 23, *[-1] * 15], [10, 11], 0, False),
        ([*[-1] * 7, 21, 22, 23, 15, 16, *[-1] * 18], [10, 11], 0, False),
    ],
)
def test_words_beside_confirm_a_place(new_of: list[int], kept: list[int], near: int, confirmed: bool) -> None:
    """Where too few of them went along, a short passage is somebody else's."""
    assert following(new_of)._confirmed(10, 12, kept) == (near, confirmed)


@pytest.mark.parametrize(
    ("span", "new_of", "found"),
    [
        ((0, 1), known([0, 1, 2]), (2, True)),  # of five behind it
        ((0, 1), known([0, 1]), (1, False)),
        ((29, 30), known([29, 28, 26]), (2, True)),
        ((29, 30), known([29, 28]), (1, False)),
        ((10, 12), known([10, 9, 12]), (0, True)),  # a paragraph by itself asks no other
        ((10, 11), known([10, 9, 12]), (0, False)),
        ((9, 11), known([9, 8, 7]), (2, True)),
        ((9, 13), known([9, 8, 13]), (2, False)),
    ],
)
def test_words_beside_are_of_the_same_paragraphs(
    span: tuple[int, int], new_of: list[int], found: tuple[int, bool]
) -> None:
    """Those of the paragraphs the passage stands in, and no farther than the text reaches."""
    follows = following(new_of, [(0, 10), (10, 12), (12, 30)])
    assert follows._confirmed(*span, [at for at in range(*span) if new_of[at] >= 0]) == found


def test_the_paragraphs_of_a_passage() -> None:
    """From the beginning of the first to the end of the last."""
    follows = following([-1] * 30, [(0, 10), (10, 12), (12, 30)])
    for span, words in (
        ((0, 1), (0, 10)),
        ((9, 10), (0, 10)),
        ((9, 11), (0, 12)),
        ((10, 12), (10, 12)),
        ((11, 13), (10, 30)),
        ((12, 30), (12, 30)),
        ((0, 30), (0, 30)),
    ):
        assert follows._paragraphs(*span) == words


@pytest.mark.parametrize(
    ("new_of", "edge"),
    [
        ([10, 11, 12, 13], 13),
        ([10, -1, -1, 13], 13),
        # Three more between than there were, and not four.
        ([10, 14, -1, -1], 14),
        ([10, 15, -1, -1], 10),
        ([10, -1, 15, 16], 16),
        ([10, -1, 16, -1], 10),
        ([10, 15, 15 + 1, 14], 14),
        ([10, 12, 16, 20], 20),
        ([10, 12, 17, 18], 12),
        ([10, 12, 17, 16], 16),
        # Not on its other side.
        ([10, 9, 8, -1], 10),
        ([10, 9, 11, -1], 11),
    ],
)
def test_an_edge_goes_on_to_words_close_to_it(new_of: list[int], edge: int) -> None:
    """Word by word outwards, each from the last that was near enough; the same at either end."""
    assert following(new_of)._edge(range(1, 4), 0, new_of[0]) == edge
    mirrored = [30 - at if at >= 0 else -1 for at in reversed(new_of)]
    assert following(mirrored)._edge(range(2, -1, -1), 3, mirrored[3]) == 30 - edge


def test_an_edge_takes_in_the_next_word_altered() -> None:
    """One by one, while each is another spelling; not a word farther off."""
    old = "our harbours honours colours"
    follows = placer(old, "our harbors honors colors", [(0, 0, 1)])
    assert follows._edge(range(1, 4), 0, 0) == 3
    assert placer(old, "our boats honors colors", [(0, 0, 1)])._edge(range(1, 4), 0, 0) == 0
    assert placer(old, "our fine harbors", [(0, 0, 1)])._edge(range(1, 4), 0, 0) == 0
    old = "harbours honours colours our"
    assert placer(old, "harbors honors colors our", [(3, 3, 1)])._edge(range(2, -1, -1), 3, 3) == 0


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        (1, 1, True),  # 12, 13
        (2, 2, True),  # Harbour, HARBORS
        (0, 0, False),  # known to be another
        (0, 3, False),
        (4, 4, False),
        (1, 2, False),
        (2, 1, False),
        (2, 5, False),
        (0, -1, False),
        (3, 6, False),
    ],
)
def test_what_stands_for_an_altered_word(one: int, other: int, stands: bool) -> None:
    """A free word that is spelled nearly so, or a number for a number; nothing outside the text."""
    old, new = "said 12 Harbour said town", "said 13 HARBORS boat sail ferry"
    assert placer(old, new, [(0, 0, 1)])._stands_for(one, other) is stands


def test_a_word_known_to_be_another_stands_for_none() -> None:
    """Though it be the first of its text, and spelled nearly so."""
    old, new = "harbor by harbour", "by harbor"
    for blocks, stands in (([], True), ([(0, 1, 1)], False)):
        assert placer(old, new, blocks)._stands_for(2, 1) is stands


def test_the_only_one_of_too_many_is_not_sought() -> None:
    """Among more like places than are looked through, none is taken for the right one."""
    for others, single in ((40, True), (70, False)):
        text = "near bus, " + "far bus. " * others
        one = select(text, 5, 8)
        assert reanchoring._single(text, one, (5, 8)) is single


def test_how_like_the_words_beside_are() -> None:
    """A hundred for each side that is the same, also at the ends of the text."""
    text = "the bus stops"
    for span, prefix, suffix, like in (
        ((4, 7), "the ", " stops", 200),
        ((4, 7), "the ", "", 200),
        ((4, 7), "e ", " s", 200),
        ((4, 7), "xyz", " stops", 100),
        ((4, 7), "the ", "xyzxyz", 100),
        ((4, 7), "a longer one, the", "xyzxyz", 100 * 2 * 3 / 21),
        ((0, 3), "", " bus", 200),
        ((8, 13), "bus ", "", 200),
        ((8, 13), "bus ", "!", 100),
    ):
        one = Selector(*span, text[slice(*span)], prefix, suffix)
        assert reanchoring._context(text, one, *span) == pytest.approx(like), (prefix, suffix)
