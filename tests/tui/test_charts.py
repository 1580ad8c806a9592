"""Statistics as lines: every number is where it belongs, and no line is too long."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from store.library import Statistics
from tui.charts import as_json, charts

DAYS = st.dictionaries(
    st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(date.isoformat), st.integers(1, 1000), max_size=40
)
TAGS = st.dictionaries(
    st.text(min_size=1, max_size=40),
    st.dictionaries(st.sampled_from(["", "2025-01", "2025-12", "2026-06"]), st.integers(1, 99), min_size=1),
    max_size=5,
)


@given(DAYS, TAGS, st.integers(30, 200))
def test_no_line_is_longer_than_the_screen(
    days: dict[str, int], tags: dict[str, dict[str, int]], width: int
) -> None:
    """Whatever the tags are called, and whenever the releases are dated."""
    counted = Statistics(
        releases=sum(days.values()),
        read=sum(days.values()) // 2,
        days=Counter(days),
        months=Counter({day[:7]: number for day, number in days.items()}),
        tags={name: Counter(times) for name, times in tags.items()},
    )
    assert all(line.cell_len <= width for line in charts(counted, width))


def test_a_day_is_in_its_week_and_row_as_dark_as_it_has_releases() -> None:
    """The last day stands in the last column; what comes after it is blank."""
    last = date(2026, 11, 25)  # a Wednesday
    days = {last: 8, last - timedelta(weeks=1): 4, last - timedelta(days=1): 1}
    counted = Statistics(releases=13, days=Counter({day.isoformat(): n for day, n in days.items()}))
    told = [str(line) for line in charts(counted, 80)]
    rows = {line[:3]: line[4:] for line in told if line[:3] in ("Tue", "Wed", "Thu")}
    assert {len(row) for row in rows.values()} == {53}
    assert rows["Wed"].endswith("·▒█") and rows["Tue"].endswith("·░") and rows["Thu"].endswith("· ")
    months = next(line for line in told if "Jan" in line)
    assert "".join(months.split()) == "DecJanFebMarAprMayJunJulAugSepOctNov"
    assert months.index("Nov") - 4 == 52 - 3  # the week of 2 November


def test_a_tag_has_a_column_for_each_month_and_its_number() -> None:
    """The one given most first; a name is shown, not obeyed."""
    times = {"costs\x1b[2J": Counter({"2026-11": 8, "2026-10": 1}), "ferry": Counter({"2025-12": 20, "": 1})}
    counted = Statistics(releases=2, months=Counter({"2026-11": 2}), tags=times)
    rows = [str(line) for line in charts(counted, 80) if line.plain.startswith("#")]
    assert rows[0].startswith("#ferry") and rows[0].endswith("█                        21")
    assert "\x1b" not in rows[1] and rows[1].endswith("▁ ▄  9")
    assert [one["given"] for one in as_json(counted)["tags"]] == [21, 9]


def test_nothing_comes_to_nothing() -> None:
    """No year, no tags, no division."""
    assert str(charts(Statistics(), 60)[0]).endswith("0%  0 of 0")
