"""Drafts on the disk: they outlive the process, are nobody else's, and no process overwrites another's."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import Annotation, Release, StorageError
from tests.conftest import ROOT
from tui.drafts import NOTE, TAGS, Draft, Drafts, Place, state_folder

PLACE = Place(NOTE, 1, "/a/wire.txt", "", "d1", "A headline", 4, 9, "words")
HOSTILE = "first\nsecond \x1b]52;c;AAAA\x07 \udcff \u202e é 👩\u200d🔬"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Where a library would be."""
    return tmp_path / "library.db"


def _draft(text: str, place: Place = PLACE) -> Draft:
    return Draft(place, text, "")


def _ended(library: Path, *texts: str) -> None:
    """A process that kept drafts of as many passages and has ended by kill -9: its lock is free again."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from dataclasses import replace\n"
        "from tui.drafts import Draft, Drafts, Place\n"
        "drafts = Drafts(Path(sys.argv[1]))\n"
        "for number, text in enumerate(sys.argv[2:]):\n"
        f"    place = replace({PLACE!r}, start=number, quote=str(number))\n"
        "    drafts.keep(Draft(place, text, ''))\n"
        "drafts.write()\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(library), *texts], cwd=ROOT, check=False)
    assert done.returncode == -9


@pytest.mark.slow
def test_a_draft_is_there_again_after_kill(library: Path) -> None:
    """Word for word, in the order they were begun; the process that takes them over keeps them."""
    _ended(library, "one", "two")
    drafts = Drafts(library)
    assert drafts.take_over() == []
    assert [draft.text for draft in drafts.all()] == ["one", "two"]
    assert drafts.unwritten == []
    drafts.close()
    again = Drafts(library)
    again.take_over()
    assert [draft.text for draft in again.all()] == ["one", "two"]


def test_any_text_comes_back_as_it_was_typed(library: Path) -> None:
    """Escape sequences, lines, halves of surrogate pairs."""
    drafts = Drafts(library)
    drafts.keep(_draft(HOSTILE))
    drafts.write()
    drafts.close()
    again = Drafts(library)
    again.take_over()
    assert again.all() == [_draft(HOSTILE)]


def test_only_the_user_can_read_them(library: Path) -> None:
    """Folders 0700, files 0600, whatever the umask."""
    before = os.umask(0)
    try:
        drafts = Drafts(library)
        drafts.keep(_draft("secret"))
        drafts.write()
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in drafts.folder.iterdir()}
    assert modes == {0o600}
    for folder in (drafts.folder, drafts.folder.parent, state_folder()):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_two_windows_overwrite_nothing_of_each_other(library: Path) -> None:
    """Both write about the same passage; a third, opened when both are gone, has both texts."""
    one, other = Drafts(library), Drafts(library)
    one.keep(_draft("of one"))
    one.write()
    other.take_over()
    assert other.all() == []  # its process lives
    other.keep(_draft("of the other"))
    other.write()
    one.keep(_draft("of one, longer"), one.at(PLACE))
    one.write()
    one.close()
    other.close()
    third = Drafts(library)
    third.take_over()
    assert sorted(draft.text for draft in third.at(PLACE).values()) == ["of one, longer", "of the other"]
    third.keep(_draft("of one and of the other"), third.at(PLACE))
    third.write()
    third.close()
    fourth = Drafts(library)
    fourth.take_over()
    assert [draft.text for draft in fourth.all()] == ["of one and of the other"]


@pytest.mark.slow
def test_two_that_take_over_at_once_share_what_there_is(library: Path) -> None:
    """Each draft is one's or the other's."""
    _ended(library, *"abcdef")
    one, other = Drafts(library), Drafts(library)
    one.take_over()
    other.take_over()
    assert sorted(draft.text for draft in one.all() + other.all()) == [*"abcdef"]


def test_what_was_saved_leaves_nothing_behind(library: Path) -> None:
    """No file, no folder of the library's."""
    drafts = Drafts(library)
    drafts.keep(_draft("soon saved"))
    drafts.write()
    drafts.drop(drafts.at(PLACE))
    drafts.write()
    drafts.close()
    assert not drafts.folder.exists()


@pytest.mark.slow
def test_a_library_has_its_own_drafts_by_whichever_name_it_is_opened(library: Path, tmp_path: Path) -> None:
    """Through a link the same, for another file others."""
    _ended(library, "kept")
    library.touch()
    link = tmp_path / "link.db"
    link.symlink_to(library)
    for path, texts in ((tmp_path / "other.db", []), (link, ["kept"])):
        drafts = Drafts(path)
        drafts.take_over()
        assert [draft.text for draft in drafts.all()] == texts


def test_drafts_go_along_to_a_library_that_was_saved_elsewhere(library: Path, tmp_path: Path) -> None:
    """Written or not; they stay where they were as well."""
    drafts = Drafts(library)
    drafts.keep(_draft("one"))
    drafts.write()
    drafts.keep(_draft("two"))
    drafts.copy_to(tmp_path / "saved.db")
    assert [draft.text for draft in drafts.all()] == ["one", "two"]
    saved = Drafts(tmp_path / "saved.db")
    saved.take_over()
    assert [draft.text for draft in saved.all()] == ["one", "two"]


def test_a_folder_that_cannot_be_made_is_said(library: Path) -> None:
    """What was typed stays in memory and counts as not written, until it can be."""
    drafts = Drafts(library)
    state_folder().touch()
    drafts.keep(_draft("unsaved"))
    with pytest.raises(StorageError, match="could not be kept"):
        drafts.write()
    assert drafts.unwritten == [_draft("unsaved")]
    state_folder().unlink()
    drafts.write()
    assert drafts.unwritten == []


def test_a_full_disk_is_said_and_leaves_the_earlier_text(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is replaced as a whole or not at all."""
    drafts = Drafts(library)
    drafts.keep(_draft("first"))
    drafts.write()
    drafts.keep(_draft("first and more"), drafts.at(PLACE))

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(StorageError, match="No space left"):
            drafts.write()
    assert [draft.text for draft in drafts.unwritten] == ["first and more"]
    drafts.close()
    again = Drafts(library)
    again.take_over()
    assert [draft.text for draft in again.all()] == ["first"]


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["", "{}", '{"place": {}}', '{"place": 3}', "[1", "\x00\x00"])
def test_a_damaged_draft_is_named_and_left(library: Path, damage: str) -> None:
    """The others are there all the same."""
    _ended(library, "good", "bad")
    folder = Drafts(library).folder
    bad = max(folder.glob("*.json"))
    bad.write_text(damage)
    drafts = Drafts(library)
    (trouble,) = drafts.take_over()
    assert str(bad) in trouble
    assert [draft.text for draft in drafts.all()] == ["good"]
    assert bad.read_text() == damage


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"release": 7}, True),
        ({"digest": "d2"}, True),
        ({"source": "/b/wire.txt"}, True),
        ({"source": "/b/wire.txt", "digest": "d2"}, False),
        ({"part": "2", "digest": "d2"}, False),
        ({"kind": TAGS}, False),
        ({"start": 40, "end": 45}, False),
        ({"start": 40, "end": 45, "digest": "d2"}, True),
        ({"quote": "other"}, False),
        ({"annotation": "ana 2025"}, True),
    ],
)
def test_a_place_is_known_by_what_it_is(other: dict[str, str], same: bool) -> None:
    """By release and words; ids do not count, and places only within one version."""
    assert PLACE.is_same(replace(PLACE, **other)) is same  # type: ignore[arg-type]


def _annotation(number: int, start: int, quote: str, *, creator: str = "ana") -> Annotation:
    """One of those that a burst of keys made in one second."""
    return Annotation(
        number, 1, start, start + len(quote), quote, "", "", (), "", creator, "2025-03-14T12:00:00Z", "", ""
    )


def _place(annotation: Annotation, *others: Annotation) -> Place:
    """The place of an annotation beside others."""
    at, quote = (annotation.start, annotation.end), annotation.quote
    release = cast(Release, SimpleNamespace(id=1, source="/a/wire.txt", part="", digest="d1", headline=""))
    return Place.of(NOTE, release, at, quote, annotation, [annotation, *others])


ONE, OTHER = _annotation(2, 0, "one"), _annotation(3, 50, "other")


@pytest.mark.parametrize(
    ("now", "owner"),
    [
        ([ONE, OTHER], 2),
        ([ONE._replace(start=90, quote="the one"), OTHER], 2),
        ([ONE._replace(quote="the one"), OTHER._replace(start=90, quote="one")], 2),
        ([ONE._replace(id=3), OTHER._replace(id=4)], 3),
        ([ONE._replace(id=7, start=90), OTHER._replace(id=8)], 7),
        ([ONE._replace(id=3), OTHER._replace(id=2)], 3),
        ([ONE._replace(start=90), OTHER._replace(start=0, quote="one")], 2),
        ([ONE._replace(creator="bea"), OTHER], None),
        ([OTHER], None),
        ([], None),
    ],
    ids=[
        "as-it-was",
        "altered",
        "words-of-other",
        "other-ids",
        "moved",
        "ids-changed",
        "same-words",
        "other-user",
        "deleted",
        "none",
    ],
)
def test_of_annotations_made_in_one_second_a_draft_finds_its_own(
    now: list[Annotation], owner: int | None
) -> None:
    """Wherever an update has put it and whatever its id is; it goes to no other, also where it is gone."""
    mine = _place(ONE, OTHER)
    found = mine.owner(now)
    assert (found.id if found else None) == owner
    for one in now:
        same = mine.is_same(_place(one, *now), now)
        assert same is (one.id == owner)


def test_a_lone_annotation_is_known_by_who_made_it_and_when() -> None:
    """Under another id and on other words; a second one of the same second leaves it open which is meant."""
    mine, altered = _place(ONE), ONE._replace(id=7, start=90, quote="the one")
    assert mine.owner([altered]) is altered
    assert mine.owner([altered, OTHER._replace(id=8)]) is None
    assert mine.owner([altered._replace(creator="bea")]) is None


def test_a_draft_that_was_not_named_stays(library: Path) -> None:
    """What came while a prompt was open has been seen by nobody."""
    drafts = Drafts(library)
    name = drafts.keep(_draft("mine"))
    drafts.keep(_draft("of another window"))
    drafts.keep(_draft("mine, longer"), [name])
    assert [draft.text for draft in drafts.all()] == ["mine, longer", "of another window"]
    drafts.drop([name])
    assert [draft.text for draft in drafts.all()] == ["of another window"]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=5) | st.none()), max_size=12))
def test_the_disk_holds_what_memory_holds(steps: list[tuple[str, str | None]]) -> None:
    """However passages are written about and given up."""
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        drafts = Drafts(Path(name, "library.db"), Path(name, "state"))
        expected: dict[str, str] = {}
        for quote, text in steps:
            place = replace(PLACE, quote=quote)
            if text is None:
                drafts.drop(drafts.at(place))
                expected.pop(quote, None)
            else:
                drafts.keep(_draft(text, place), drafts.at(place))
                expected[quote] = text
            drafts.write()
        drafts.close()
        again = Drafts(Path(name, "library.db"), Path(name, "state"))
        again.take_over()
        assert {draft.place.quote: draft.text for draft in again.all()} == expected
        again.close()
