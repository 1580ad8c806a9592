"""Dates: read in more than twenty languages, and none invented."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.structure.dates import date_at, date_behind_time, is_date_word

# What is printed up to ‖, the date in ISO 8601, the time and the zone.
PRINTED = [
    ("April 5, 2018‖ -", "2018-04-05", None, None),
    ("Apr. 5, 2018‖ /", "2018-04-05", None, None),
    ("March, 14, 2025‖ -", "2025-03-14", None, None),
    ("March 10th, 2025‖–", "2025-03-10", None, None),
    ("Thursday, April 5, 2018‖.", "2018-04-05", None, None),
    ("the 5th of April, 2018‖ –", "2018-04-05", None, None),
    ("5 April 2018‖ –", "2018-04-05", None, None),
    ("04 July,2025‖, Acme", "2025-07-04", None, None),
    ("5-Apr-2018‖ –", "2018-04-05", None, None),
    ("April 5, ’18‖ –", "2018-04-05", None, None),
    ("April 5‖ (", None, None, None),
    ("July 2026‖ –", None, None, None),
    ("5. April 2018‖ –", "2018-04-05", None, None),
    ("den 5. April 2018‖", "2018-04-05", None, None),
    ("5. Jänner 2018‖", "2018-01-05", None, None),
    ("05.04.2018‖ –", "2018-04-05", None, None),
    ("1er mars 2018‖ –", "2018-03-01", None, None),
    ("le jeudi 5 avril 2018‖", "2018-04-05", None, None),
    ("5 août 2018‖", "2018-08-05", None, None),
    ("5 de abril de 2018‖.–", "2018-04-05", None, None),
    ("a 5 de abril de 2018‖.-", "2018-04-05", None, None),
    ("jueves, 5 de abril del 2018‖", "2018-04-05", None, None),
    ("5 setiembre 2018‖", "2018-09-05", None, None),
    ("5 أبريل 2018‖ /", "2018-04-05", None, None),
    ("٥ أبريل ٢٠١٨‖ /", "2018-04-05", None, None),
    ("الخميس 5 نيسان 2018 م‖ -", "2018-04-05", None, None),
    ("3 كانون الثاني 2024‖ (", "2024-01-03", None, None),
    ("5 أبريل/نيسان 2018‖ –", "2018-04-05", None, None),
    ("19 رجب 1439 هـ الموافق 5 أبريل 2018 م‖ واس", "2018-04-05", None, None),
    ("19 رجب 1439 هـ‖ (", None, None, None),
    ("Rajab 19, 1439 H, April 05, 2018‖, SPA", "2018-04-05", None, None),
    ("2018年4月5日‖，", "2018-04-05", None, None),
    ("二〇一八年四月五日‖", "2018-04-05", None, None),
    ("二〇一八年十二月三十一日‖", "2018-12-31", None, None),
    ("4月5日‖电", None, None, None),
    ("2018년 4월 5일‖", "2018-04-05", None, None),
    ("2018-04-05‖ (", "2018-04-05", None, None),
    ("04/25/2018‖", "2018-04-25", None, None),
    ("25/04/2018‖", "2018-04-25", None, None),
    ("04/05/2018‖", None, None, None),
    ("05/05/2018‖", "2018-05-05", None, None),
    ("03/25/18‖", "2018-03-25", None, None),
    ("25/03/18‖", None, None, None),
    ("03/25/99‖", "1999-03-25", None, None),
    ("April 31, 2018‖ -", None, None, None),
    ("Sep 27, 2025 @ 9:00 AM Mountain‖ —", "2025-09-27", "09:00", "Mountain"),
    ("May 5, 2024 11:09‖", "2024-05-05", "11:09", None),
    ("December 2, 2025, 12:15 a.m. UTC+08:00‖ –", "2025-12-02", "00:15", "UTC+08:00"),
    ("April 05, 2018 09:00 PM Eastern Daylight Time‖", "2018-04-05", "21:00", "Eastern Daylight Time"),
    ("2018-04-05 08:00 CEST‖ (", "2018-04-05", "08:00", "CEST"),
    ("05.04.2018 / 07:30 CET/CEST‖", "2018-04-05", "07:30", "CET/CEST"),
    ("5 April 2018, 0700 GMT‖ –", "2018-04-05", "07:00", "GMT"),
    ("5. April 2018, 10:30 Uhr‖ –", "2018-04-05", "10:30", None),
    ("5 avril 2018 à 18h00‖ –", "2018-04-05", "18:00", None),
    ("5 de abril de 2018 a las 10:00‖", "2018-04-05", "10:00", None),
    ("5 أبريل 2018 الساعة 9:00 مساء بتوقيت أبوظبي‖", "2018-04-05", "21:00", "بتوقيت أبوظبي"),
    ("2018年4月5日下午3点30分‖", "2018-04-05", "15:30", None),
    ("5 апреля 2018 г.‖ –", "2018-04-05", None, None),
    ("четверг, 5 апреля 2018 года‖ –", "2018-04-05", None, None),
    ("5 квітня 2018 року‖ –", "2018-04-05", None, None),
    ("5 kwietnia 2018 r.‖ –", "2018-04-05", None, None),
    ("5 Nisan 2018 Perşembe‖", "2018-04-05", None, None),
    ("5 KASIM 2018‖ –", "2018-11-05", None, None),
    ("15 HAZİRAN 2018‖ –", "2018-06-15", None, None),
    ("5 aprile 2018 alle ore 10.30‖", "2018-04-05", "10:30", None),
    ("5 april 2018 om 10.30 uur‖", "2018-04-05", "10:30", None),
    ("5 de abril de 2018 às 10h30‖", "2018-04-05", "10:30", None),
    ("5 set‖ (ANSA", None, None, None),
    ("5 out 2018‖ (Lusa", "2018-10-05", None, None),
    ("den 5 april 2018 kl. 10.30‖", "2018-04-05", "10:30", None),
    ("2018. április 5.‖ –", "2018-04-05", None, None),
    ("5. dubna 2018‖ –", "2018-04-05", None, None),
    ("Thursday 5 April 2018‖", "2018-04-05", None, None),
    ("5 April 2018 (Thursday)‖ –", "2018-04-05", None, None),
    ("mar. 3 avril 2018‖ –", "2018-04-03", None, None),
    ("5 Aprile 18‖ )", "2018-04-05", None, None),
    ("05-Apr-18‖ –", "2018-04-05", None, None),
    ("2018年4月5日（木）‖", "2018-04-05", None, None),
    ("平成30年4月5日‖", "2018-04-05", None, None),
    ("令和元年5月1日‖", "2019-05-01", None, None),
    ("中華民國107年4月5日‖", "2018-04-05", None, None),
    ("2018년 4월 5일 (목) 오후 3시‖", "2018-04-05", "15:00", None),
    ("2018. 4. 5.‖ –", "2018-04-05", None, None),
    ("5. 4. 2018‖ –", "2018-04-05", None, None),
    ("2018-04-05 下午 03:30‖", "2018-04-05", "15:30", None),
    ("5 April 2018, 14:30 MEST‖ –", "2018-04-05", "14:30", "MEST"),
    ("April 5, 2018‖ 10.5 million", "2018-04-05", None, None),
    ("April 5, 2018‖ 12 people", "2018-04-05", None, None),
]

NONE = [
    "today",
    "Yesterday",
    "heute",
    "aujourd’hui",
    "hoy",
    "اليوم",
    "今天",
    "May I ask",
    "Mars has no sea",
    "the harbour",
    "",
    "5 pilots",
    "2018",
    "1,000",
    "Monday",
    "le port",
    "5 set of rules",
    "3 out of 4",
    "Per person",
]

NAMES = {
    "{m} {d}, {y}": "January February March April May June July August September October November December",
    "{d} {m} {y}": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "{d}. {m} {y}": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "{d} {m} {y} г.": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "{d} {m} {y} r.": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października "
    "listopada grudnia",
    "{y}. {m} {d}.": "január február március április május június július augusztus szeptember október "
    "november december",
    "{d} {m}, {y}": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "{d} de {m} de {y}": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre "
    "diciembre",
}


@pytest.mark.parametrize(("printed", "iso", "time", "zone"), PRINTED)
def test_printed_dates(printed: str, iso: str | None, time: str | None, zone: str | None) -> None:
    """Each form ends where it ends, and gives day, time and zone where they are printed and unambiguous."""
    found = date_at(printed.replace("‖", ""), 0)
    assert found is not None
    assert (found.iso, found.time, found.zone) == (iso, time, zone)
    assert found.end == printed.index("‖")


@pytest.mark.parametrize("text", NONE)
def test_no_dates(text: str) -> None:
    """Relative days, lone years and weekdays, and words that only look like months are no dates."""
    assert date_at(text, 0) is None


def days_from(first: int, last: int) -> st.SearchStrategy[datetime.date]:
    """Any day from the first of one year to the last of another, drawn as one number."""
    begin, end = datetime.date(first, 1, 1), datetime.date(last, 12, 31)
    return st.integers(begin.toordinal(), end.toordinal()).map(datetime.date.fromordinal)


@pytest.mark.parametrize("form", NAMES)
@given(day=days_from(1500, 2199))
@settings(max_examples=60, deadline=None)
def test_every_day_comes_back(form: str, day: datetime.date) -> None:
    """Any day printed in a language of the table is read as that day."""
    month = NAMES[form].split()[day.month - 1]
    found = date_at(form.format(d=day.day, m=month, y=day.year), 0)
    assert found is not None
    assert found.iso == day.isoformat()


@given(day=days_from(1970, 2060), mark=st.sampled_from("/-"))
@settings(max_examples=200, deadline=None)
def test_numbers_are_read_in_one_way_or_not_at_all(day: datetime.date, mark: str) -> None:
    """Month and day as numbers give the day printed or none, never another."""
    for printed in (
        f"{day.month}{mark}{day.day}{mark}{day.year}",
        f"{day.day}{mark}{day.month}{mark}{day.year}",
    ):
        found = date_at(printed, 0)
        assert found is not None
        assert found.iso in (None, day.isoformat())


@given(st.text(st.sampled_from("5/.- 2018,年月日四AprilMay هـرجب@:amGMT"), max_size=60), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it(text: str, position: int) -> None:
    """Any text at any place gives a date that ends within it, or none."""
    found = date_at(text, position)
    if found is not None:
        assert position < found.day_end <= found.end <= len(text)
        assert found.iso is None or datetime.date.fromisoformat(found.iso)


def test_words_that_begin_dates() -> None:
    """Months, weekdays and the words before them may begin a date; places may not."""
    assert all(map(is_date_word, ("April", "Apr.", "Thursday", "le", "نيسان", "رجب")))
    assert not any(map(is_date_word, ("London", "Ruiz", "")))


def test_a_year_of_the_republic_may_stand_without_its_name() -> None:
    """Three digits before the sign for a year."""
    date = date_at("114年8月26日", 0)
    assert date is not None
    assert date.iso == "2025-08-26"


def test_a_date_behind_a_time() -> None:
    """As police forces print them; nothing where no date follows."""
    date = date_behind_time("14:20 27/06/2025", 0)
    assert date is not None
    assert (date.iso, date.time) == ("2025-06-27", "14:20")
    assert date_behind_time("14:20 at the pier", 0) is None
