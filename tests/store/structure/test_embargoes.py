"""Embargoes: which lines are one, and when it ends."""

from __future__ import annotations

import pytest

from store.structure.analysis import analyse
from store.structure.embargoes import embargo_end, is_embargo

LINES = [
    ("EMBARGOED UNTIL 00:01 GMT, 5 April 2018", "2018-04-05T00:01+00:00"),
    ("STRICT EMBARGO: 5 April 2018, 10:00 CEST", "2018-04-05T10:00+02:00"),
    ("Embargo until 6 am EDT Thursday, April 5, 2018", "2018-04-05T06:00-04:00"),
    ("Embargoed for release until 10 a.m. ET on January 5, 2018", "2018-01-05T10:00-05:00"),
    ("Embargoed until 8 a.m. CT/9 a.m. ET, Thursday, July 5, 2018", "2018-07-05T08:00-05:00"),
    ("UNDER EMBARGO UNTIL 5 APRIL 2018", "2018-04-05"),
    ("Embargo: 5 April, 10:00", None),
    ("NOT FOR PUBLICATION BEFORE 09:30 ON 5 APRIL 2018", "2018-04-05T09:30"),
    ("Communiqué de presse – Sous embargo jusqu'au 5 avril 2018 à 10h00", "2018-04-05T10:00"),
    ("Embargado hasta el 5 de abril de 2018 a las 10:00", "2018-04-05T10:00"),
    ("SPERRFRIST: 5. April 2018, 10:00 Uhr MESZ", "2018-04-05T10:00+02:00"),
    ("محظور النشر حتى 5 أبريل 2018", "2018-04-05"),
    ("禁止在2018年4月5日上午9:00前发布", "2018-04-05T09:00"),
    ("SOTTO EMBARGO FINO ALLE ORE 17.00 DI GIOVEDÌ 5 APRILE 2018", "2018-04-05T17:00"),
    ("Bajo embargo hasta el 5 de abril de 2018 a las 10:00", "2018-04-05T10:00"),
    ("Sob embargo até às 14h de 5 de abril de 2018", "2018-04-05T14:00"),
    ("Onder embargo tot 5 april 2018 16:00 uur", "2018-04-05T16:00"),
    ("Эмбарго до 12:00 5 апреля 2018 г.", "2018-04-05T12:00"),
    ("報道解禁日時：日本時間 2018年4月5日（木）午後6時（新聞は6日付朝刊から）", "2018-04-05T18:00"),
    ("【報道解禁：2018年4月5日（木）18時】", "2018-04-05T18:00"),
]


@pytest.mark.parametrize(("line", "end"), LINES)
def test_embargo_lines(line: str, end: str | None) -> None:
    """The line is known for an embargo's in each language; its end is given as far as it is printed."""
    assert is_embargo(line)
    assert embargo_end(line) == end


@pytest.mark.parametrize(
    "line",
    [
        "The embargo was lifted on 5 April 2018.",
        "FOR IMMEDIATE RELEASE",
        "Harbour board opens a pier",
        "The release after the storm",
        "アユ釣り解禁、今年も",
        "",
    ],
)
def test_no_embargo(line: str) -> None:
    """A sentence about an embargo, or a release line, is none."""
    assert not is_embargo(line)


def test_an_embargo_is_part_of_the_structure() -> None:
    """The embargo's line is a release line, neither headline nor dateline."""
    text = "EMBARGOED UNTIL 00:01 GMT, 6 April 2018\n\nPier opens\n\nOSLO, 5 April 2018 (NTB) - It is open."
    structure = analyse(text)
    assert structure.headline == "Pier opens"
    assert structure.embargo == "EMBARGOED UNTIL 00:01 GMT, 6 April 2018"
    assert structure.embargo_until == "2018-04-06T00:01+00:00"
    assert structure.paragraphs[0].kind == "release_line"
    assert structure.dateline is not None
    assert structure.dateline.date == "2018-04-05"


def test_no_embargo_no_words() -> None:
    """A release without an embargo has none."""
    structure = analyse("Pier opens\n\nOSLO, 5 April 2018 (NTB) - It is open.")
    assert (structure.embargo, structure.embargo_until) == (None, None)
