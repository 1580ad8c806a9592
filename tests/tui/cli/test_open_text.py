"""Where one is in a release that is told piece by piece."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from store import Library, add_paths
from tests.tui.conftest import SAMPLES
from tui.cli.open_text import OpenText, Place
from tui.text import sentence_at


def walked(opened: OpenText, by: int, *, sentence: bool) -> list[Place]:
    """All places from where one is to the end of the text, or to its beginning."""
    places = []
    while opened.step_sentence(by) if sentence else opened.step(by):
        assert opened.place is not None
        places.append(opened.place)
    return places


def _letters(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


@pytest.mark.parametrize("sample", sorted(path.name for path in SAMPLES.iterdir()))
def test_steps_pass_over_nothing(library: Library, sample: str) -> None:
    """Every paragraph, and every sentence as a key would tag it; backwards the same ones."""
    add_paths(library, [SAMPLES / sample])
    release, text = library.releases.get(1), library.releases.text(1)
    opened = OpenText(release, text)
    paragraphs = walked(opened, 1, sentence=False)
    body = [(one.start, one.end) for one in text.paragraphs if one.kind != "headline"]
    assert [(one.start, one.end) for one in paragraphs] == body
    assert walked(opened, -1, sentence=False) == paragraphs[-2::-1]
    opened = OpenText(release, text)
    sentences = walked(opened, 1, sentence=True)
    for one in sentences:
        at = sentence_at(text.text, one.start, body, release.language, text.dateline)
        assert at == (one.start, one.end)
    _, behind = text.dateline or (0, 0)
    told = (text.text[behind if start < behind < end else start : end] for start, end in body)
    assert _letters(map(opened.words, sentences)) == _letters(told)
    assert walked(opened, -1, sentence=True) == sentences[-2::-1]


def test_sentences_begin_where_the_paragraph_was_told(library: Library) -> None:
    """Forward with its own first one, back with the last of the one before."""
    add_paths(library, [SAMPLES / "wire-coastal-forecast.txt"])
    opened = OpenText(library.releases.get(1), library.releases.text(1))
    assert opened.go_to(opened.paragraphs[2].start + 3)
    assert opened.place is not None and opened.place.number == "3"
    assert opened.step_sentence(1) and opened.place.number == "3.1"
    assert opened.step_sentence(-1) and opened.place.number.startswith("2.")
    assert not opened.go_to(-1)
