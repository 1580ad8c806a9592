"""brat's standoff: offsets are of the text beside, lines are lines, types are such as brat takes."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.exports import Marked, file_name
from store.exports.brat import types_of, write
from store.models import Paragraph, ReleaseText, Tag
from tests.store.exports.samples import annotation, release, tag

LETTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("ab \n\t")
TEXTS = st.text(LETTERS, min_size=1).map(canonical).filter(bool)


def files(text: str, *spans: tuple[int, int], tags: tuple[Tag, ...] = (), note: str = "") -> dict[str, str]:
    """What is in the archive, by name."""
    marks = [
        annotation(number, text[start:end], note, start=start, end=end, tags=tags)
        for number, (start, end) in enumerate(spans, 1)
    ]
    held = ReleaseText(text, (Paragraph(0, len(text), "body"),), (), None)
    data = b"".join(write([Marked(release(), marks, lambda: held)], codebook=tags))
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


@given(TEXTS, st.data())
def test_offsets_are_of_the_text_beside(text: str, data: st.DataObject) -> None:
    """Code points, half-open; a passage of several lines is in as many pieces, as brat has it."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = files(text, (start, end), (0, len(text)), tags=(tag("a"), tag("b", 2)), note="A\nnote\u2028here")
    assert found[file_name(release(), ".txt")] == text
    lines = found[file_name(release(), ".ann")].split("\n")[:-1]
    for line in lines:
        if line.startswith("#"):
            assert re.fullmatch(r"#\d+\tAnnotatorNotes T\d+\tA note here", line)
            continue
        spans = re.match(r"T\d+\t[ab] ((?:\d+ \d+;?)+)\t", line)
        assert spans is not None
        pieces = [tuple(map(int, one.split())) for one in spans[1].split(";")]
        assert line[spans.end() :] == " ".join(text[begin:stop] for begin, stop in pieces)
        assert not any("\n" in text[begin:stop] for begin, stop in pieces)
    wanted = [span for span in ((start, end), (0, len(text))) if text[slice(*span)].strip("\n")]
    assert len(lines) == 3 * len(wanted)


def test_tags_are_spelt_as_brat_takes_them_each_its_own() -> None:
    """With the full names beside; a passage without a tag is a note."""
    tags = (
        tag("sea side", 1),
        tag("Sea-side", 2),
        tag("sea/side", 3),
        tag("مياه", 4),
        tag("2018", 5),
        tag("note", 6),
        tag("東京", 7),
        tag("🚢", 8),
        tag("\u200b", 9),
        tag("Вода", 10),
        tag("voda", 11),
        tag("Ørsted", 12),
    )
    found = files("abc", (0, 3), tags=tags)
    types = re.findall(r"\t(\S+) 0 3", found[file_name(release(), ".ann")])
    assert types == [
        "sea_side", "Sea-side", "sea_side_3", "myh", "Tag_2018", "note_6",
        "DongJing", "ship", "Tag_9", "Voda", "voda_11", "Orsted",
    ]  # fmt: skip
    assert set(types) | {"Note"} == set(found["annotation.conf"].split("\n")[2:15])
    assert "myh | مياه\n" in found["visual.conf"] and "DongJing | 東京\n" in found["visual.conf"]
    assert files("abc", (0, 3))[file_name(release(), ".ann")] == "T1\tNote 0 3\tabc\n"


def test_the_name_of_a_tag_is_read_back_whatever_is_in_it() -> None:
    """brat parts names at ``|``, and hides what begins with ``!``: there the line before has the name."""
    names = {1: "a|b", 2: "!here", 3: "plain", 4: "Вода | 水"}
    lines = files("abc", tags=tuple(tag(name, key) for key, name in names.items()))["visual.conf"].split("\n")
    types = types_of([tag(name, key) for key, name in names.items()])
    for key, name in names.items():
        at = next(at for at, line in enumerate(lines) if line.startswith(f"{types[key]} | "))
        label = lines[at].partition(" | ")[2]
        assert "|" not in label and not label.startswith("!")
        assert label == name or lines[at - 1] == f"# {types[key]}: {name}"


@given(st.lists(st.text(LETTERS, min_size=1), unique=True, max_size=12))
def test_no_two_tags_are_spelt_alike(names: list[str]) -> None:
    """And each so that brat takes it, in whatever letters."""
    types = types_of([tag(name, key) for key, name in enumerate(names, 1)])
    assert len({one.lower() for one in types.values()} | {"note"}) == len(names) + 1
    assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_-]*", one) for one in types.values())


def test_an_orphan_has_no_place_in_the_text() -> None:
    """It is left out, and counted among what is lost."""
    held = ReleaseText("abc", (), (), None)
    gone = replace(Marked(release(), [annotation(1, "x", state="orphaned")], lambda: held))
    with ZipFile(io.BytesIO(b"".join(write([gone], codebook=[])))) as archive:
        assert archive.read(file_name(release(), ".ann")) == b""
