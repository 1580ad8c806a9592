"""The parser against the releases annotated by hand, where they lie beside the checkout."""

from __future__ import annotations

import pytest

from tests.benchmarks.corpus import RELEASES
from tests.benchmarks.structure import FIELDS, Scores, score_gold


@pytest.fixture(scope="module")
def total() -> Scores:
    """The counts of all annotated releases."""
    if not (RELEASES / "archive").is_dir():
        pytest.skip("the shared releases are not beside this checkout")
    scores = Scores()
    for part in score_gold(RELEASES, (), show=False).values():
        scores.merge(part)
    return scores


@pytest.mark.few(3)
@pytest.mark.parametrize("field", [name for name, least in FIELDS.items() if least])
def test_as_much_is_found_as_is_expected(total: Scores, field: str) -> None:
    """Place, date, agency, quotations and speakers are found as well as `FIELDS` says."""
    assert total.releases >= 150
    assert total.counts[field].f1 >= (FIELDS[field] or 0)


def test_no_dateline_where_there_is_none(total: Scores) -> None:
    """In at most one of a hundred releases without a dateline one is found."""
    assert total.none > 0
    assert total.false * 100 <= total.none
