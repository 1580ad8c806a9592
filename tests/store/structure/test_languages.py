"""Languages: told by script and commonest words, or not at all."""

from __future__ import annotations

import pytest

from store.structure.languages import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The harbour board said on Monday that the ferry will sail again in May.", "en"),
        ("Le conseil du port a indiqué que la ligne sera rouverte en mai pour les habitants.", "fr"),
        ("La junta del puerto dijo que el servicio se abre en mayo para los vecinos de la isla.", "es"),
        ("Der Hafen ist nach der Sanierung wieder offen und die Fähre fährt auch im Winter.", "de"),
        ("أعلنت هيئة الميناء أن العبارة ستعود إلى العمل في مايو", "ar"),
        ("港务局宣布渡轮将于五月恢复运营", "zh"),
        ("港湾局は五月にフェリーを再開すると発表しました", "ja"),
        ("항만청은 오월에 여객선 운항을 재개한다고 발표했다", "ko"),
        ("רשות הנמל הודיעה כי המעבורת תחזור לפעול במאי", "he"),
        ("Управление порта сообщило, что паром снова выйдет в рейс", "ru"),
        ("", None),
        ("12345 67890", None),
        ("Xyzzy plugh quux frobnitz", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    """A sentence or two suffice; numbers, nonsense and nothing have no language."""
    assert language_of(text) == language


def test_few_stop_words_of_one_language_tell_it_where_the_others_have_fewer() -> None:
    """As of Turkish, which puts at the end of words what others put before them."""
    words = "limanlarımızdaki teknelerimizin yelkenlerini bekleyenlerimiz " * 40
    assert language_of("ve bir bu için ile da de olarak olan çok daha gibi " + words) == "tr"


def test_capitals_are_told_from_no_small_letters_whatever_signs_stand_beside_them() -> None:
    """Words in capitals of any alphabet, with typographic marks, with the Kelvin's sign."""
    words = "“Även PÅ och FÖR”, säger hon: SOM är AV en"
    assert language_of(words) == language_of(words.lower()) == language_of(f"{words} 300 \u212a") == "sv"
