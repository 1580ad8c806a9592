"""What holds for every export format, as its row in the registry says it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from store.errors import ExportError
from store.exports import EXPORTERS, Exporter, Marked
from store.exports.files import parts, write
from store.exports.markdown import seal
from store.library import Found
from store.models import Paragraph, ReleaseText
from tests.store.exports.samples import annotation, release, tag

TAGS = [tag("first", 1), tag("second", 2)]


def _ready(exporter: Exporter) -> Exporter:
    """The format, given a codebook where it takes one."""
    return replace(exporter, write=partial(exporter.write, codebook=TAGS)) if exporter.codebook else exporter


EVERY = pytest.mark.parametrize("exporter", [*map(_ready, EXPORTERS.values())], ids=EXPORTERS)
_HOLDING = [_ready(one) for one in EXPORTERS.values() if not one.only_codebook]
OF_RELEASES = pytest.mark.parametrize("exporter", _HOLDING, ids=[one.name for one in _HOLDING])


def samples() -> list[Marked]:
    """Two releases with a passage and a quotation each."""

    def sample(which: str, number: int) -> Marked:
        text = f"{which} headline\n\n“The {which} words,” said Ana Prates."
        parts = (Paragraph(0, len(which) + 9, "headline"), Paragraph(len(which) + 11, len(text), "body"))
        start = text.index(f"{which} words")
        passage = annotation(start, f"{which} words", end=start + len(which) + 6, tags=(TAGS[number - 1],))
        held = release(id=number, headline=f"{which} headline")
        said = Found(held, len(which) + 11, len(text) - 18, f"“The {which} words,”", speaker="Ana Prates")
        whole = ReleaseText(text, parts, (), None)
        return Marked(held, [passage._replace(release=number)], lambda: whole, quotations=lambda: [said])

    return [sample("first", 1), sample("second", 2)]


def written(exporter: Exporter, *releases: Marked, **options: bool) -> bytes:
    """What the format makes of the releases."""
    return b"".join(_bytes(part) for part in exporter.write(releases, **options))


def _bytes(part: str | bytes) -> bytes:
    return part.encode() if isinstance(part, str) else part


def says(data: bytes, which: str) -> bool:
    """Whether a file has the release: its passage or its headline."""
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    data = data.replace(b"\tO\n", b" ")  # a token in each line
    return f"{which} words".encode() in data or f"{which} headline".encode() in data


def test_a_format_is_known_by_its_name() -> None:
    """What a file is called says its format too, as far as no other before has the suffix."""
    assert all(exporter.name == name and exporter.about for name, exporter in EXPORTERS.items())
    assert all(re.fullmatch(r"\.[a-z]+", exporter.suffix) for exporter in EXPORTERS.values())


@OF_RELEASES
def test_the_same_input_gives_the_same_text(exporter: Exporter) -> None:
    """With every passage in it."""
    first = written(exporter, *samples())
    assert first == written(exporter, *samples())
    assert says(first, "first") and says(first, "second")


@OF_RELEASES
def test_one_release_is_asked_for_after_the_other(exporter: Exporter) -> None:
    """What was made of one is given away before the next is read: many fit into little memory."""
    asked: list[int] = []

    def reading() -> Iterator[Marked]:
        for one in samples():
            asked.append(one.release.id)
            yield one

    parts = map(_bytes, exporter.write(reading()))
    begun = b""
    for part in parts:
        begun += part
        if asked == [1] and len(part) > 1:
            break
    assert asked == [1] and b"second words" not in part
    assert says(begun + b"".join(parts), "second") and asked == [1, 2]


@OF_RELEASES
def test_a_file_takes_one_release_or_all(exporter: Exporter) -> None:
    """A format of one file names it."""
    if exporter.one_file:
        assert Path(exporter.one_file).suffix == exporter.suffix
        assert written(exporter, *samples()) != written(exporter, *samples()[:1]) != written(exporter)
    else:
        assert written(exporter, *samples()) == b"".join(written(exporter, one) for one in samples())


@EVERY
def test_each_option_is_taken_and_does_something(exporter: Exporter) -> None:
    """By the name the row gives it."""
    for option in exporter.options:
        assert written(exporter, *samples(), **{option.name: True}) != written(exporter, *samples())
        assert option.help


@EVERY
def test_only_what_is_sealed_gives_way_to_a_later_export(exporter: Exporter, tmp_path: Path) -> None:
    """While nobody has changed it; what has no seal may be somebody's work, and stays."""
    path = tmp_path / f"export{exporter.suffix}"
    first, second = samples()[0], replace(samples()[0], annotations=())
    write(exporter, path, [first])
    before = path.read_bytes()
    if exporter.sealed:
        write(exporter, path, [second])
        assert path.read_bytes() == seal(written(exporter, second).decode()).encode()
    else:
        for one in (first, second):
            with pytest.raises(ExportError, match="is there already") as refused:
                write(exporter, path, [one])
            assert "Move it away" in refused.value.way_out
        assert path.read_bytes() == before == written(exporter, first)
    assert list(tmp_path.iterdir()) == [path]


@EVERY
@pytest.mark.parametrize("present", [b"", b"my own words\n", b"release,headline\r\n"])
def test_no_format_writes_over_what_somebody_wrote(
    exporter: Exporter, present: bytes, tmp_path: Path
) -> None:
    """The file keeps its bytes, and nothing is left beside it."""
    path = tmp_path / f"mine{exporter.suffix}"
    path.write_bytes(present)
    with pytest.raises(ExportError, match="mine"):
        write(exporter, path, samples()[:1])
    assert path.read_bytes() == present
    assert list(tmp_path.iterdir()) == [path]


@EVERY
def test_what_is_printed_is_what_a_file_holds(exporter: Exporter, tmp_path: Path) -> None:
    """The seal included, the line ends as they are."""
    path = tmp_path / f"export{exporter.suffix}"
    write(exporter, path, samples()[:1])
    assert b"".join(map(_bytes, parts(exporter, samples()[:1]))) == path.read_bytes()
