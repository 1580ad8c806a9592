"""Tokens with labels: what a reader finds are the passages, as far as they do not lie over each other."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from store.exports import EXPORTERS, Marked
from store.exports.conll import _placed
from store.models import Annotation, Paragraph, ReleaseText
from tests.store.exports.samples import annotation, release, tag

CONLL = EXPORTERS["conll"]
SEA, AIR = tag("sea", 1), tag("C# & air", 2)


def written(text: str, *spans: tuple[int, int, tuple[int, ...]]) -> tuple[list[tuple[str, str]], Marked]:
    """Tokens with labels, and the release they are of; passages are start, end, ids of tags."""
    tags = {one.id: one for one in (SEA, AIR)}
    marks = [
        annotation(number, "…", start=start, end=end, tags=tuple(tags[key] for key in given))
        for number, (start, end, given) in enumerate(spans, 1)
    ]
    marks.sort(key=lambda each: (each.start, each.end, each.id))
    whole = ReleaseText(text, (Paragraph(0, len(text), "body"),), (), None)
    one = Marked(release(), marks, lambda: whole)
    lines = "".join(map(str, CONLL.write([one], codebook=[SEA, AIR]))).split("\n")
    assert lines[:2] == ["-DOCSTART-\tO", ""]
    return [tuple(line.split("\t")) for line in lines[2:] if line], one  # type: ignore[misc]


def losses(one: Marked) -> dict[str, int]:
    """What the format says it has no place for."""
    return {loss.what: count for loss in CONLL.losses if (count := loss.count(one))}


def test_each_token_has_the_label_of_its_passage() -> None:
    """Where two meet the second begins anew; what lies over another, and further tags, are counted."""
    text = "Don’t run, عبّارة 渡轮 🚢!"
    tokens, one = written(text, (0, 9, (1, 2)), (6, 10, (2,)), (11, 19, (2,)), (19, 20, ()))
    assert tokens == [
        ("Don’t", "B-sea"), ("run", "I-sea"), (",", "O"), ("عبّارة", "B-C#_&_air"), ("渡", "I-C#_&_air"),
        ("轮", "B-Note"), ("🚢", "O"), ("!", "O"),
    ]  # fmt: skip
    assert {"overlapping passage": 1, "further tag": 1, "tag name blank": 1}.items() <= losses(one).items()
    assert [name for loss in CONLL.losses for name in loss.names(one)] == ["C# & air"]


def test_tags_are_called_by_their_names_each_its_own() -> None:
    """In any script; a blank becomes ``_``, and where that is another's name it is told apart."""
    tags = [tag(name, key) for key, name in enumerate(("عربي", "東京", "sea side", "sea_side", "Note"), 1)]
    marks = [annotation(key, "…", start=key, end=key + 1, tags=(one,)) for key, one in enumerate(tags)]
    whole = ReleaseText("!" * 6, (Paragraph(0, 6, "body"),), (), None)
    one = Marked(release(), [*marks, annotation(9, "…", start=5, end=6)], lambda: whole)
    labels = [
        line.partition("\t")[2] for line in "".join(map(str, CONLL.write([one], codebook=tags))).split("\n")
    ]
    assert labels[2:8] == ["B-عربي", "B-東京", "B-sea_side_3", "B-sea_side", "B-Note", "B-Note_"]


def test_a_token_is_what_is_seen_as_one() -> None:
    """A family, a flag, a word with a joiner in it; what nobody sees is none."""
    tokens, _ = written("👨‍👩‍👧🇨🇭🇫🇷👍🏽 🏴󠁧󠁢󠁥󠁮󠁧󠁿 می‌خواهم \u202eabc\u202c\x07\u200b؀ 5 葛󠄀")
    seen = ["👨‍👩‍👧", "🇨🇭", "🇫🇷", "👍🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "می‌خواهم", "abc", "؀", "5", "葛󠄀"]
    assert [token for token, _ in tokens] == seen


def _seen(text: str) -> str:
    return regex.sub(r"[\s\p{Cc}\p{DI}\uFFF9-\uFFFB]", "", text)


@given(st.text(), st.data())
def test_no_letter_is_lost_whatever_the_text(text: str, data: st.DataObject) -> None:
    """Tokens are all that is no blank; a label goes on only where one began; no line is broken."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(
        lambda span: span[0] < span[1]
    )
    spans = data.draw(st.lists(places, max_size=4)) if text else []
    tokens, one = written(text, *((start, end, (1,)) for start, end in spans))
    assert _seen("".join(token for token, _ in tokens)) == _seen(text)
    assert not any(regex.search(r"\s", token) for token, _ in tokens)
    before = "O"
    for _, label in tokens:
        assert label[0] != "I" or before != "O"
        before = label
    assert sum(label[0] == "B" for _, label in tokens) <= len(spans) - losses(one).get(
        "overlapping passage", 0
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9), st.booleans()), max_size=8))
def test_of_passages_over_each_other_the_first_is_there_and_the_longest_of_those(
    spans: list[tuple[int, int, bool]],
) -> None:
    """As if they were sorted so, whatever there is; what has no place is neither there nor in the way."""
    marks = [
        annotation(number, "…", start=start, end=start + length, state="orphaned" if gone else "anchored")
        for number, (start, length, gone) in enumerate(spans, 1)
    ]
    wanted: list[Annotation] = []
    for each in sorted(marks, key=lambda each: (each.start, -each.end, each.id)):
        if each.state != "orphaned" and (not wanted or wanted[-1].end <= each.start):
            wanted.append(each)
    assert _placed(sorted(marks, key=lambda each: (each.start, each.end, each.id))) == wanted
