"""Where the name of a place ends at the head of a dateline."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from store.structure.dates import date_at
from store.structure.place_names import begins_prose, place_end

#: Words that are a place's, a date's or prose's.
WORDS = st.sampled_from(
    [
        *(
            "The",
            "Acme",
            "May",
            "March",
            "Monday",
            "Sen.",
            "U.S.",
            "Calif.",
            "Paris",
            "London,",
            "Rabi",
            "Jumada",
        ),
        *(
            "May-June",
            "La",
            "On",
            "De",
            "of",
            "and",
            "de",
            "von",
            "the",
            "on",
            "said",
            "le",
            "rabi",
            "jumada",
            "ii",
        ),
        *(
            "shaban",
            "dhu",
            "al-hijjah",
            "march",
            "5",
            "2018",
            "(AP)",
            "-",
            "/",
            ",",
            ":",
            ".",
            "vom",
            "d'Alene",
        ),
    ]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "  ", ""])).map("".join), max_size=6).map("".join))
@example("Rome on 5 March")
@example("Napa,  Calif. said")
@example("Cairo jumada ii 5")
@example("Rome on the 5th of March")
@example("Rome on Monday the board")
@example("Cairo dhu-al-hijjah 5")
@example("Lisboa segunda-feira 5 de abril")
def test_prose_has_neither_place_nor_date(text: str) -> None:
    """What is told to be prose, to save the time of looking, is where nothing would be found."""
    if begins_prose(text, 0):
        assert place_end(text, 0) is None
        assert date_at(text, 0) is None


def test_sentences_are_prose() -> None:
    """With names, and small words in them, before the first small word."""
    for text in (
        "The Department of Justice said",
        "President George W. Bush met",
        "must do",
        "A key House panel",
        "Commenting on the budget",
        "The record-breaking year",
    ):
        assert begins_prose(text, 0), text
    for text in (
        "PARIS, France (AP)",
        "Monday the",
        "On the 5th",
        "Rome on Monday the board",
        "Paris le 5 avril",
        "Napa  Calif. said",
        "Geneva – The",
    ):
        assert not begins_prose(text, 0), text
