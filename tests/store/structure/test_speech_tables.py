"""The table of each language, by a fixture of its own: how its press says who speaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.structure import speech
from store.structure.languages import language_of
from store.structure.paragraphs import paragraph_spans
from store.structure.quotations import quotations

FIXTURES = Path(__file__).with_name("speech_fixtures")
LANGUAGES = sorted(path.stem for path in FIXTURES.glob("*.txt"))


def cases() -> list[tuple[str, str, str]]:
    """The language of each case, its text with the paragraph that tells the language before it, and what is
    expected: a line ``speaker | words`` for each quotation."""
    found = []
    for language in LANGUAGES:
        prose, *blocks = (FIXTURES / f"{language}.txt").read_text(encoding="utf-8").split("----\n")
        for block in blocks:
            lines = block.strip("\n").split("\n")
            expected = [line[2:] for line in lines if line.startswith("> ")]
            text = "\n".join(line for line in lines if not line.startswith("> "))
            found.append((language, f"{prose.strip()}\n\n{text}", "\n".join(expected)))
    return found


@pytest.mark.few(8)
@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_speakers_of_a_language(language: str, text: str, expected: str) -> None:
    """What is speech, and who is said to speak, in the ways of that language."""
    assert language_of(text) == language
    found = [
        f"{one.speaker or '-'} | {text[one.start : one.end]}".replace("\n", "\\n")
        for one in quotations(text, paragraph_spans(text))
    ]
    assert "\n".join(found) == expected


def test_each_table_has_a_fixture() -> None:
    """A language is a table and a fixture."""
    tables = {path.stem for path in Path(speech.__file__).parent.glob("??.py")}
    assert tables == set(LANGUAGES)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Volgens Piet Steiger “vaart alles weer vandaag”.", "Piet Steiger"),
        ("Secondo Carla Molo, “tutto riparte adesso”.", "Carla Molo"),
        ("Ha dichiarato Carla Molo: «Tutto riparte adesso.»", "Carla Molo"),
        ("Selon Luc Quai, « tout repart maintenant même ».", "Luc Quai"),
        ("Enligt Eva Brygga: ”Allt seglar igen idag.”", "Eva Brygga"),
    ],
)
def test_a_sentence_alone_is_read_by_the_words_it_begins_with(text: str, speaker: str) -> None:
    """Too short for its language to be told by its commonest words."""
    assert language_of(text) is None
    assert [one.speaker for one in quotations(text, paragraph_spans(text))] == [speaker]
