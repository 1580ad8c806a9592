"""What is set right of the ends that sentencex finds: judged by a gold of hard ones, and case by case."""

from __future__ import annotations

import pytest

from tests.benchmarks.sentences import Score, by_dateline, by_sentencex, gold
from tui.text.sentences import sentences


def test_hard_ends_in_a_dozen_languages_are_found() -> None:
    """F1 over the gold; sentencex alone stays below."""
    ours, theirs = Score(), Score()
    for one in gold():
        ours = ours.with_(by_dateline(one.text, one.language), one.begins)
        theirs = theirs.with_(by_sentencex(one.text, one.language), one.begins)
    assert ours.f1 >= 0.98 > 0.9 > theirs.f1


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The tank holds approx. 40 litres. It leaks.",
            "en",
            ["The tank holds approx. 40 litres.", "It leaks."],
        ),
        ("It costs est. $4 million. Why?", "en", ["It costs est. $4 million.", "Why?"]),
        ("Seats sold, i.e. most. all went.", "en", ["Seats sold, i.e. most. all went."]),
        ("The plan ran long. pgEdge paid.", "en", ["The plan ran long.", "pgEdge paid."]),
        ("See it. www.quay.example has it.", "en", ["See it.", "www.quay.example has it."]),
        ("Die 2. Auflage kommt. Gut.", "de", ["Die 2. Auflage kommt.", "Gut."]),
        ("In May 12. They left.", "en", ["In May 12.", "They left."]),
        ("They chose plan B. Then it rained.", "en", ["They chose plan B.", "Then it rained."]),
        ("Selon J.-P. Martin, oui. Non.", "fr", ["Selon J.-P. Martin, oui.", "Non."]),
        ("C’est ainsi, c.-à-d. pour tous. Oui.", "fr", ["C’est ainsi, c.-à-d. pour tous.", "Oui."]),
        ("C’est un quai, c.-à-d. Un mur. Oui.", "fr", ["C’est un quai, c.-à-d. Un mur.", "Oui."]),
        ("L’art. 5 le permet. Bien.", "fr", ["L’art. 5 le permet.", "Bien."]),
        (
            "It holds.¹ It was tried.† Twice.[2] Done.",
            "en",
            ["It holds.¹", "It was tried.†", "Twice.[2]", "Done."],
        ),
        ("He left… Then it rained.", "en", ["He left…", "Then it rained."]),
        ("He left… then returned.", "en", ["He left… then returned."]),
        (
            "(All old.) New ones come (so they say.) Soon.",
            "en",
            ["(All old.)", "New ones come (so they say.) Soon."],
        ),
        ("Voir p. 3, etc. Le reste suit.", "fr", ["Voir p. 3, etc.", "Le reste suit."]),
        ("Züge, Schiffe usw. Boote auch.", "de", ["Züge, Schiffe usw. Boote auch."]),
        ("It ends at 9 a.m. Tuesday. Come.", "en", ["It ends at 9 a.m. Tuesday.", "Come."]),
        ("It ends at 9 a.m. Come early.", "en", ["It ends at 9 a.m.", "Come early."]),
        ("all is small here. nothing is large.", "en", ["all is small here.", "nothing is large."]),
        ("Er baute Werk II. Ihr Bau dauerte.", "de", ["Er baute Werk II.", "Ihr Bau dauerte."]),
        ("Züge usw. Der Rest folgt, z. B. Die Zeit.", "de", ["Züge usw.", "Der Rest folgt, z. B. Die Zeit."]),
        ("Bis zum 3.12. Spenden wir alles.", "de", ["Bis zum 3.12. Spenden wir alles."]),
        ("Es ist gebaut. 2024 war Schluss.", "de", ["Es ist gebaut.", "2024 war Schluss."]),
        ("A. The list has two items.", "en", ["A. The list has two items."]),
        ("Он ушёл в 2025 г. Она пришла.", "ru", ["Он ушёл в 2025 г.", "Она пришла."]),
        ("Цена выросла до 5 млн руб. Люди ждут.", "ru", ["Цена выросла до 5 млн руб.", "Люди ждут."]),
        ("“真的吗？”他问。没有。", "zh", ["“真的吗？”他问。", "没有。"]),
        ("Offers:\n- boats.\n- trains.", "en", ["Offers:", "- boats.", "- trains."]),
    ],
)
def test_what_ends_a_sentence_and_what_does_not(text: str, language: str, expected: list[str]) -> None:
    """A sentence is what a reader would mark."""
    assert [text[start:end] for start, end in sentences(text, 0, len(text), language)] == expected
