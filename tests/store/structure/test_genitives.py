"""Names in the genitive, by their endings."""

from __future__ import annotations

import pytest

from store.structure.genitives import nominative


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("Марины Портовой", "Марина Портова"),
        ("Ивана Морева", "Иван Морев"),
        ("Игоря Мельника", "Игорь Мельник"),
        ("Марии Берг", "Мария Берг"),
        ("Дмитрия Портовского", "Дмитрий Портовский"),
        ("Павла Седых", "Павел Седых"),
        ("Ольги Ткаченко", "Ольга Ткаченко"),
        ("Beaty Morskiej", "Beata Morska"),
        ("Jana Morskiego", "Jan Morski"),
        ("Marka Nowaka", "Marek Nowak"),
        ("Agnieszki Wrony", "Agnieszka Wrona"),
        ("Анна Берг", "Анна Берг"),
        ("Стив Берг", "Стив Берг"),
        ("Иван", "Иван"),
    ],
)
def test_nominatives(printed: str, known: str) -> None:
    """A name whose endings do not tell stays as it is printed."""
    assert nominative(printed) == known
