"""Groups brought up to date are those that are found anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Library, open_library
from store.duplicates import grouping, later_versions
from store.duplicates.chronology import moments_of
from store.duplicates.grouping import groups, split
from store.duplicates.known_signatures import releases_of_texts
from store.duplicates.making import Fetch, Known, Made, made_here
from tests.store.duplicates.test_grouping import _text, forget, ids_of, other_release, put
from tests.store.duplicates.test_likeness import AFP, BODY, WAM

EFE = AFP.replace("(AFP) LISBON 15 March ::", "Madrid, 16 mar (EFE).-")


@pytest.fixture
def grouped(library: Library, tmp_path: Path) -> Library:
    """Releases 1 and 2 are the same, and 3 and 4; 5 is like no other. Their groups were found."""
    same = {name: f"Headline {name}\n\n{other_release(7)}" for name in ("c", "d")}
    put(library, tmp_path / "in", {"afp": AFP, "wam": WAM, **same, "e": other_release(5)})
    assert ids_of(groups(library)) == [(2, 1), (3, 4)]
    return library


def nothing_is_found_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on."""
    monkeypatch.setattr(grouping, "_found", None)


def test_a_new_release_joins_its_group(
    grouped: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No other group is looked at; the next time there is nothing to be done at all."""
    nothing_is_found_anew(monkeypatch)
    ordered: list[int] = []

    def noted(library: Library, ids: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        wanted = [*ids]
        ordered.extend(wanted)
        return moments_of(library, wanted)

    monkeypatch.setattr(later_versions, "moments_of", noted)
    put(grouped, tmp_path / "in", {"efe": EFE})
    told: list[tuple[int, int]] = []
    assert ids_of(groups(grouped, lambda *done: told.append(done))) == [(2, 1, 6), (3, 4)]
    assert told == [(1, 1)] and set(ordered) == {1, 2, 6}
    monkeypatch.setattr(later_versions, "signatures", None)
    assert ids_of(groups(grouped)) == [(2, 1, 6), (3, 4)]


def test_new_releases_make_a_group_of_their_own(
    grouped: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With each other, or with one that was alone; one that is like none is in no group."""
    nothing_is_found_anew(monkeypatch)
    texts = [f"Headline {number}\n\n{other_release(seed)}" for number, seed in enumerate((8, 8, 5, 9))]
    put(grouped, tmp_path / "in", {f"new {number}": text for number, text in enumerate(texts)})
    assert ids_of(groups(grouped)) == [(2, 1), (3, 4), (5, 8), (6, 7)]


def test_only_what_has_words_in_common_is_compared(
    grouped: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a group are known to be the same; what is found is what is the same as one of them."""
    seen: dict[int, list[tuple[int, float]]] = {}

    def made(fetch: Fetch, known: Mapping[int, Known], texts: list[int]) -> Made:
        seen.update({key: one.same for key, one in known.items()})
        return made_here(fetch, known, texts)

    monkeypatch.setattr(later_versions, "made_here", made)
    put(grouped, tmp_path / "in", {"efe": EFE})
    groups(grouped)
    assert seen == {1: [], 2: [(1, 1.0)]}
    rows = dict(grouped.tables.storage.scan_rows("signatures"))
    assert len(rows[6]["same"]) == 1


def test_more_than_a_few_are_compared_with_all(
    grouped: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever counts them: by their texts, or by what was noted."""
    monkeypatch.setattr(later_versions, "MUCH", 1)
    put(grouped, tmp_path / "in", {"efe": EFE})
    with monkeypatch.context() as patched:
        patched.setattr(later_versions, "releases_of_texts", None)
        assert ids_of(groups(grouped)) == [(2, 1, 6), (3, 4)]


def test_what_was_taken_apart_is_looked_at_anew(grouped: Library, tmp_path: Path) -> None:
    """By whom a release is joined to others is told by all their texts."""
    split(grouped, [1], [2])
    assert ids_of(groups(grouped)) == [(3, 4)]
    put(grouped, tmp_path / "in", {"efe": EFE, "f": f"Other\n\n{other_release(7)}"})
    found = groups(grouped)
    forget(grouped)
    assert groups(grouped) == found and len(found) == 2
    grouped.history.undo()


def test_beside_a_group_that_was_taken_apart_others_are_brought_up_to_date(
    grouped: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if there were none."""
    split(grouped, [1], [2])
    groups(grouped)
    nothing_is_found_anew(monkeypatch)
    put(grouped, tmp_path / "in", {"f": f"Other\n\n{other_release(7)}"})
    assert ids_of(groups(grouped)) == [(3, 4, 6)]
    grouped.tables.table("releases").update({"headline": "Other"}, doc_ids=[1])
    assert ids_of(groups(grouped)) == [(3, 4, 6)]


def test_what_comes_meanwhile_is_found_the_next_time(grouped: Library, tmp_path: Path) -> None:
    """Whatever it is: one that is new, or one that another text took the place of."""
    put(grouped, tmp_path / "in", {"efe": EFE})
    third = f"Third headline\n\n{BODY}\n"
    assert ids_of(groups(grouped, lambda *_: put(grouped, tmp_path / "in", {"third": third}))) == [
        (2, 1, 6),
        (3, 4),
    ]
    put(grouped, tmp_path / "in", {"x": other_release(11)})
    groups(grouped, lambda *_: put(grouped, tmp_path / "in", {"afp": other_release(12)}))
    assert ids_of(groups(grouped)) == [(2, 6, 7), (3, 4)]


def test_where_others_were_at_it_all_are_found_anew(
    grouped: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between what was read and what is noted there is time for a change."""
    put(grouped, tmp_path / "in", {"efe": EFE})

    def late(library: Library) -> dict[int, int]:
        found = releases_of_texts(library)
        put(library, tmp_path / "in", {"wam": other_release(12)})
        return found

    monkeypatch.setattr(later_versions, "releases_of_texts", late)
    assert ids_of(groups(grouped)) == [(1, 6), (3, 4)]


def test_a_library_nobody_can_write_to_is_brought_up_to_date(
    grouped: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is kept."""
    put(grouped, tmp_path / "in", {"efe": EFE})
    grouped.close()
    grouped.path.chmod(0o444)
    reader = open_library(grouped.path)
    reader.tables.storage.read_only = True  # whoever runs the tests may be root
    nothing_is_found_anew(monkeypatch)
    assert ids_of(groups(reader)) == [(2, 1, 6), (3, 4)]
    assert reader.tables.storage.count_rows("signatures") == 5
    reader.close()


@pytest.mark.parametrize("table", ["releases", "texts"])
def test_a_row_that_cannot_be_read_is_in_no_group(grouped: Library, tmp_path: Path, table: str) -> None:
    """What is new beside it is found."""
    put(grouped, tmp_path / "in", {"efe": EFE, "third": f"Third headline\n\n{BODY}\n"})
    field: dict[str, object] = {"date": 7} if table == "releases" else {"paragraphs": "none"}
    grouped.tables.table(table).update(field, doc_ids=[6])
    assert ids_of(groups(grouped)) == [(2, 1, 7), (3, 4)]


_Step = st.one_of(
    st.tuples(st.just("put"), st.sampled_from(("quay", "quay", "excerpt", "a", "b")), st.integers(1, 3)),
    st.tuples(st.just("split"), st.integers(1, 5), st.integers(1, 5)),
    st.tuples(st.just("date"), st.integers(1, 5), st.sampled_from(("1999-01-01", "2030-01-01"))),
    st.tuples(st.just("trash"), st.integers(1, 5), st.just(0)),
    st.tuples(st.just("undo"), st.just(0), st.just(0)),
)


@pytest.mark.slow
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(_Step, min_size=2, max_size=8))
def test_they_are_what_is_found_anew(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, object, object]]
) -> None:
    """After whatever happened: order, similarity and all."""
    folder = tmp_path_factory.mktemp("groups")
    library = open_library(folder / "library.db", user="ana")
    number = 0
    for what, one, other in steps:
        there = library.releases.ids()
        if what == "put" and isinstance(other, int):
            texts = {f"{number + at:02}": _text(str(one), number + at) for at in range(other)}
            number += other
            put(library, folder / "in", texts)
        elif what == "split" and {one, other} <= set(there) and one != other:
            split(library, [int(str(one))], [int(str(other))])
        elif what == "date" and one in there:
            library.tables.table("releases").update({"date": other}, doc_ids=[int(str(one))])
        elif what == "trash" and one in there:
            library.trash.remove([int(str(one))])
        elif what == "undo":
            library.history.undo()
        found = groups(library)
        forget(library)
        assert groups(library) == found
    library.close()
