"""Datelines: what is one, what is none, and what its parts are."""

from __future__ import annotations

import pytest

from store.structure.datelines import HEAD, dateline_at

FORMS = [
    ("BRUSSELS, Apr 5 2018 (WAM) -", "Senior", "BRUSSELS", "2018-04-05", "WAM"),
    (
        "CHARLOTTE, NC, May 24, 2024 /24-hPressLine/ --",
        "A",
        "CHARLOTTE, NC",
        "2024-05-24",
        "24-hPressLine",
    ),
    ("HOUSTON - (NewHarbourWire) - September 1, 2024 -", "A", "HOUSTON", "2024-09-01", "NewHarbourWire"),
    (
        "NEW YORK, NY - February 13, 2025 (NEWHARBOURWIRE) -",
        "A",
        "NEW YORK, NY",
        "2025-02-13",
        "NEWHARBOURWIRE",
    ),
    ("(NewHarbourWire) - June 09, 2025 - DALLAS —", "To", "DALLAS", "2025-06-09", "NewHarbourWire"),
    (
        "Denver, CO (Harbourly.ai) Saturday Sep 27, 2025 @ 9:00 AM Mountain —",
        "A",
        "Denver, CO",
        "2025-09-27",
        "Harbourly.ai",
    ),
    (
        "London, England — March 13, 2025 — (NOTICIAS PUERTO) —",
        "A",
        "London, England",
        "2025-03-13",
        "NOTICIAS PUERTO",
    ),
    ("TOMBSTONE, AZ / PR Harbour / May 5, 2024 11:09", "", "TOMBSTONE, AZ", "2024-05-05", "PR Harbour"),
    (
        "Coden, United States - October 2, 2025 / Digital Agency /",
        "",
        "Coden, United States",
        "2025-10-02",
        "Digital Agency",
    ),
    (
        "HONG KONG SAR - Media Harbour Newswire - 5 June 2026 -",
        "A",
        "HONG KONG SAR",
        "2026-06-05",
        "Media Harbour Newswire",
    ),
    (
        "TAMPA, Fla., February 17, 2026 – Harbour MediaWire (Releases – News) –",
        "A",
        "TAMPA, Fla.",
        "2026-02-17",
        "Harbour MediaWire",
    ),
    ("SALT LAKE CITY, Utah — November 8, 2024 —", "A", "SALT LAKE CITY, Utah", "2024-11-08", None),
    ("Port-au-Prince, Haiti –", "The", "Port-au-Prince, Haiti", None, None),
    ("(NewsPort) -", "As", None, None, "NewsPort"),
    ("WASHINGTON (AP) —", "The", "WASHINGTON", None, "AP"),
    ("WASHINGTON -", "U.S. Senators", "WASHINGTON", None, None),
    ("BOSTON, March 10th, 2025–", "The", "BOSTON", "2025-03-10", None),
    ("DALLAS, TX -- August 4th, 2025 --", "A", "DALLAS, TX", "2025-08-04", None),
    ("NORTH LITTLE ROCK, Ark., Jan. 08, 2026", "", "NORTH LITTLE ROCK, Ark.", "2026-01-08", None),
    ("St. Louis, MO. (January 30th, 2024) –", "A", "St. Louis, MO", "2024-01-30", None),
    ("[ Northport, BC - May 1, 2024 ] -", "A", "Northport, BC", "2024-05-01", None),
    ("Hanoi, 21st December –", "The", "Hanoi", None, None),
    ("PARIS, le 12 mars 2024 (AFP) -", "Le", "PARIS", "2024-03-12", "AFP"),
    ("Genève, le 3 mai 2024 –", "Le", "Genève", "2024-05-03", None),
    ("MADRID, 12 de marzo de 2024 (EFE) -", "El", "MADRID", "2024-03-12", "EFE"),
    ("BERLIN, 12. März 2024 (dpa) -", "Der", "BERLIN", "2024-03-12", "dpa"),
    ("أبوظبي في 5 أبريل 2018 / وام /", "قال", "أبوظبي", "2018-04-05", "وام"),
    ("أبوظبي في ٥ أبريل ٢٠١٨ / وام /", "قال", "أبوظبي", "2018-04-05", "وام"),
    ("الرباط، 12 مارس 2024 (و م ع) -", "قال", "الرباط", "2024-03-12", "و م ع"),
    ("بيروت، 3 كانون الثاني 2024 (د ب أ) -", "قال", "بيروت", "2024-01-03", "د ب أ"),
    ("新华社北京3月12日电", " 记者", "北京", None, "新华社"),
    ("北京，2024年3月12日（新华社）—", "报道", "北京", "2024-03-12", "新华社"),
    ("【示例社北京2024年3月12日电】", "报道", "北京", "2024-03-12", "示例社"),
]

NONE = [
    "Arrive Works (NASDAQ:ARRV) – a pioneering maker of drones – has opened a plant.",
    "Muhler, a leading force in the industry, is pleased to announce an opening.",
    "On Saturday, July 12, 2025, the society met in the old harbour.",
    "Acme Data Works (ADW) – The company announced a new line of pumps.",
    "Jane Doe, President – Acme will speak on Monday.",
    "January 31, 2025 was a cold day in the valley.",
    "Today, the Harbour Innovators Network (HIN) launched its programme.",
    "MS. RIVERA: Thank you all for coming to the harbour today.",
    "(Erika Doe) - While summer was short, the harvest was good.",
    "U.S. Senators Ana Ruiz (D-Colo.) and Sam Lee (R-Mo.) announced a bill.",
    "",
    "(",
]


@pytest.mark.parametrize(("printed", "words", "place", "date", "agency"), FORMS)
def test_dateline_forms(
    printed: str, words: str, place: str | None, date: str | None, agency: str | None
) -> None:
    """Every supported form yields its parts and a span that ends at its last separator."""
    text = f"{printed} {words}" if words else printed
    found = dateline_at(text, 0, len(text))
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert text[found.start : found.end] == printed


@pytest.mark.parametrize("text", NONE)
def test_sentences_are_no_datelines(text: str) -> None:
    """A sentence that begins with capitals, brackets or a date is no dateline."""
    assert dateline_at(text, 0, len(text)) is None


def test_a_company_in_the_headline_is_no_place() -> None:
    """A capitalised word before a dash is no place where the headline has it as a name."""
    text = "NATCO – The operator opened a shop."
    assert dateline_at(text, 0, len(text), "NATCO opens a shop") is None


def test_a_day_that_does_not_exist_has_no_iso_date() -> None:
    """31 April is printed in the dateline but is not made into a date."""
    text = "OSLO, April 31, 2024 (NTB) - The fjord froze."
    found = dateline_at(text, 0, len(text))
    assert found is not None
    assert (found.place, found.date) == ("OSLO", None)


def test_only_the_head_of_the_paragraph_is_read() -> None:
    """What stands beyond `HEAD` characters is never part of a dateline."""
    text = " " * HEAD + "OSLO, April 3, 2024 (NTB) - The fjord froze."
    assert dateline_at(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("18 November 2025, Skarvøya – The port opened.", "Skarvøya"),
        ("15 мая 2025 года, Рыбинск", "Рыбинск"),
        ("18 November 2025, Skarvøya boats came.", None),
    ],
)
def test_a_place_that_no_list_knows_behind_a_date(text: str, place: str | None) -> None:
    """Before a dash, or at the end of the line."""
    dateline = dateline_at(text, 0, len(text))
    assert (dateline.place if dateline else None) == place


def test_a_label_may_end_a_text() -> None:
    """Behind it nothing is read."""
    text = "Leith, 4 May 2026\nDate:"
    assert dateline_at(text, 0, len(text)) is not None
    assert dateline_at("STATE OFFICE\nNEWS RELEASE", 0, 25) is None
