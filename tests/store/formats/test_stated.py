"""What formats state beside the words: dates, languages, versions, writers."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats.stated import bare, check_usable, iso_date, language_code, number, one_line, writer


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("2018-04-05", "2018-04-05"),
        ("20180405", "2018-04-05"),
        ("2018/04/05", "2018-04-05"),
        ("2018.04.05. 10:30", "2018-04-05"),
        ("2018-10-12T06:42:04Z ", "2018-10-12T06:42:04+00:00"),
        ("2018-11-21T16:25:32-05:00", "2018-11-21T16:25:32-05:00"),
        ("20130516T040100+0530", "2013-05-16T04:01:00+05:30"),
        ("2009-01-08T09:30:00 -0500", "2009-01-08T09:30:00-05:00"),
        ("2024-03-05 14:00 UTC", "2024-03-05T14:00:00+00:00"),
        ("2024-03-05 14:00", "2024-03-05"),
        ("20080219+0100", "2008-02-19"),
        ("Thu, 05 Apr 2018 09:30:00 +0200", "2018-04-05T09:30:00+02:00"),
        ("5 Apr 2018 09:30 GMT", "2018-04-05T09:30:00+00:00"),
        ("Thu, 05 Apr 2018 09:30:00 -0000", "2018-04-05"),
        ("April 5, 2018", "2018-04-05"),
        ("5 avril 2018", "2018-04-05"),
        ("2024年4月22日", "2024-04-22"),
        ("2025-03-04T10:00:00.5-05:00", "2025-03-04T10:00:00.500000-05:00"),
        ("Tue, 04 Mar 2025 10:00:00 EST", "2025-03-04T10:00:00-05:00"),
        ("Tue, 99 Mar 2025 10:00:00 +0400", None),
        ("November 6", None),
        ("Nov 6, 2024 or later", None),
        ("2024-11-06 or later", None),
        ("20241106a", None),
        ("2025-03", None),
        ("1" * 1000, None),
        ("03/04/2024", None),
        ("04/04/2024", "2024-04-04"),
        ("13/04/2024", "2024-04-13"),
        ("3.4.2024", "2024-04-03"),
        ("2014/7/8 09:12:33", "2014-07-08"),
        ("2014/7/8 09:12:33 +0200", "2014-07-08T09:12:33+02:00"),
        ("2024-W10-2", "2024-03-05"),
        ("2024W102T0930Z", "2024-03-05T09:30:00+00:00"),
        ("2024-065", "2024-03-05"),
        ("2023-366", None),
        ("2024-W54-1", None),
        ("2006-május-9T7:45", "2006-05-09"),
        ("2006-május-9T7:45+02:00", "2006-05-09T07:45:00+02:00"),
        ("2006. május 9.", "2006-05-09"),
        ("09.05.2006 07:45", "2006-05-09"),
        ("09.05.2006 07:45 Uhr MESZ", "2006-05-09T07:45:00+02:00"),
        ("Di., 09 Mai 2006 07:45:10 MEST", "2006-05-09T07:45:10+02:00"),
        ("mar., 9 mai 2006 07:45:10 +0200", "2006-05-09T07:45:10+02:00"),
        ("mié, 10 may 2006 07:45:10 CEST", "2006-05-10T07:45:10+02:00"),
        ("вт, 9 мая 2006 г. 07:45 МСК", "2006-05-09T07:45:00+03:00"),
        ("9 Mayıs 2006 Salı", "2006-05-09"),
        ("Tue, 09 May 2006 07:45 ET", "2006-05-09T07:45:00-04:00"),
        ("Tue, 09 May 2006 07:45 CST", "2006-05-09T07:45:00-06:00"),
        ("2006-05-09 07:45 ET", "2006-05-09T07:45:00-04:00"),
        ("Tue May  9 07:45:10 2006", "2006-05-09"),
        ("Tue May 9 07:45:10 UTC 2006", "2006-05-09T07:45:10+00:00"),
        ("Tue May 09 2006 07:45:10 GMT+0200 (Central European Summer Time)", "2006-05-09T07:45:10+02:00"),
        ("2006-05-09T24:00:00Z", "2006-05-09"),
        ("9 May 2006 24:00 UTC", "2006-05-09"),
        ("2024-13-05", None),
        ("2024-02-30T10:00:00Z", None),
        ("1522920600", None),
        ("yesterday", None),
        ("Mon, 31 Feb 2020 10:00:00 GMT", None),
        ("", None),
        (None, None),
    ],
)
def test_dates(stated: str | None, iso: str | None) -> None:
    """A date is read where it can be but one; its offset stays, a time without one goes."""
    assert iso_date(stated) == iso


@pytest.mark.parametrize(
    ("stated", "language", "iso"),
    [("05.08.26 10:15", "de", "2026-08-05"), ("05.08.26 10:15", "en", None), ("05/08/2026", "fr", None)],
)
def test_between_stops_the_language_orders_the_numbers(stated: str, language: str, iso: str | None) -> None:
    """As a feed or a page says what it is in; between slashes a program may order them as it likes."""
    assert iso_date(stated, language) == iso


OFFSETS = st.integers(-16 * 3600, 16 * 3600).map(
    lambda seconds: datetime.timezone(datetime.timedelta(seconds=seconds))
)


@given(st.datetimes(datetime.datetime(1000, 1, 1), timezones=OFFSETS))
def test_any_moment_is_kept(moment: datetime.datetime) -> None:
    """ISO 8601 with an offset comes back as it was, to the second offset."""
    assert iso_date(moment.isoformat()) == moment.isoformat()


@given(st.text(max_size=40) | st.text(alphabet="0123456789 -+:TZ/.,AprMonGMT", max_size=40))
def test_any_text_is_a_date_or_none(stated: str) -> None:
    """Whatever is stated, the answer is ISO 8601 or None."""
    iso = iso_date(stated)
    assert iso is None or datetime.datetime.fromisoformat(iso)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en", "en"), ("EN-us", "en"), ("zh-Hant-TW", "zh"), ("nb_NO", "nb"), ("eng", "en"), ("ger", "de"),
     ("deu", "de"), ("gsw", None), ("x-klingon", None),
     ("english", None), ("", None), ("e", None), (None, None)],
)  # fmt: skip
def test_languages(tag: str | None, code: str | None) -> None:
    """Tags and three-letter codes become ISO 639-1."""
    assert language_code(tag) == code


@pytest.mark.parametrize(
    ("stated", "version"),
    [
        ("3", 3),
        (" 12 ", 12),
        ("0", 0),
        ("1.0", None),
        ("-1", None),
        ("²", None),
        ("9" * 50, None),
        (None, None),
    ],
)
def test_numbers(stated: str | None, version: int | None) -> None:
    """A version is a whole number or unknown."""
    assert number(stated) == version


@pytest.mark.parametrize(
    ("byline", "who"),
    [("By Jane Doe", "Jane Doe"), ("BY JANE DOE", "JANE DOE"), ("Von Eva Muster, dpa", "Eva Muster, dpa"),
     ("Von der Leyen", "Von der Leyen"), ("Byron Poe", "Byron Poe"), ("Par  A\nB", "A B"), ("", None)],
)  # fmt: skip
def test_writer(byline: str, who: str | None) -> None:
    """A byline's first word is none of the name."""
    assert writer(byline) == who


def test_usable() -> None:
    """Only what must not be used is refused."""
    for status in (None, "", "usable", "Embargoed"):
        check_usable(status)
    for status in ("canceled", "Cancelled", "withheld"):
        with pytest.raises(RefusedError):
            check_usable(status)


@pytest.mark.parametrize(
    ("said", "line"),
    [(" a\n  b ", "a b"), ("e\u0301", "é"), ("", None), (" \0 ", None), (None, None), (["a"], None)],
)
def test_one_line(said: object, line: str | None) -> None:
    """One canonical line, or nothing."""
    assert one_line(said) == line


def test_bare() -> None:
    """Case, punctuation, width and spacing do not tell titles apart."""
    assert bare("Ａ “Title”: Part-two!") == bare("a title part two")
