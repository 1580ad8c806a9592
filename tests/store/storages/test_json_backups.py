"""Two versions of a JSON library that parted before it was opened: a backup is what they have in common."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from store import JSONFileStorage
from store.storages.merging import RowByRow
from store.tables import SCHEMA_VERSION


class Backed(RowByRow):
    """A merge that knows backups, and takes equal numbers for the same records if it is told so."""

    def __init__(self, backups: list[Path], *, alike: bool = True) -> None:
        self._backups, self._alike = backups, alike

    def backups(self, library: Path) -> list[Path]:
        """Those it was given."""
        return self._backups

    def numbered_alike(self, one: object, other: object) -> bool:
        """As it was told."""
        return self._alike


@pytest.mark.parametrize(
    ("kinds", "alike", "known"),
    [
        (["sound"], True, True),
        (["none", "damaged", "later", "sound"], True, True),
        (["later"], True, False),
        (["sound"], False, False),
    ],
)
def test_the_version_both_were_made_of_may_be_a_backup(
    tmp_path: Path, kinds: list[str], alike: bool, known: bool
) -> None:
    """The first that can be read, that theirs was made of, and whose numbers are ours."""
    path = tmp_path / "library.json"
    state: dict[str, Any] = {"meta": {"1": {"schema": SCHEMA_VERSION, "writers": {"w": 1}}}}
    early = {**state, "a": {"1": {"x": 1}, "2": {"x": 2}}}
    backups = {
        "none": None,
        "damaged": b"{",
        "later": json.dumps(
            {**early, "meta": {"1": {"schema": SCHEMA_VERSION, "writers": {"w": 9}}}}
        ).encode(),
        "sound": json.dumps(early).encode(),
    }
    for kind, data in backups.items():
        if data is not None:
            (tmp_path / f"{kind}.backup").write_bytes(data)
    now = {**early, "meta": {"1": {"schema": SCHEMA_VERSION, "writers": {"w": 2}}}, "b": {"1": {}}}
    path.write_text(json.dumps(now))
    merge = Backed([tmp_path / f"{kind}.backup" for kind in kinds], alike=alike)
    with closing(JSONFileStorage(path, merge)) as storage:
        deleted = {
            "meta": {"1": {"schema": SCHEMA_VERSION, "writers": {"w": 1, "v": 1}}},
            "a": {"1": {"x": 1}},
        }
        path.write_text(json.dumps(deleted))
        assert storage.row_ids("a") == ([1] if known else [1, 2])
        assert storage.table_names() == (["meta", "a", "b"])
