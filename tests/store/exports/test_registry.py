"""What holds for every export format, as its row in the registry says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.errors import ExportError
from store.exports import EXPORTERS, Exporter, Marked
from store.exports.files import parts, seal, write
from tests.store.exports.samples import annotation, marked

EVERY = pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)


def samples() -> list[Marked]:
    """Two releases with a passage each."""
    return [
        marked(annotation(1, "first words"), id=1, headline="One"),
        marked(annotation(2, "second words"), id=2, headline="Two"),
    ]


def text(exporter: Exporter, *releases: Marked, **options: bool) -> str:
    """What the format makes of the releases."""
    return "".join(exporter.write(releases, **options))


def test_a_format_is_known_by_its_name_and_by_its_suffix() -> None:
    """No two have the same, so that what a file is called says its format."""
    assert all(exporter.name == name for name, exporter in EXPORTERS.items())
    suffixes = [exporter.suffix for exporter in EXPORTERS.values()]
    assert len(set(suffixes)) == len(suffixes)
    assert all(re.fullmatch(r"\.[a-z]+", suffix) for suffix in suffixes)


@EVERY
def test_the_same_input_gives_the_same_text(exporter: Exporter) -> None:
    """With every passage in it."""
    first = text(exporter, *samples())
    assert first == text(exporter, *samples())
    assert "first words" in first and "second words" in first


@EVERY
def test_one_release_is_asked_for_after_the_other(exporter: Exporter) -> None:
    """What was made of one is given away before the next is read: many fit into little memory."""
    asked: list[int] = []

    def reading() -> Iterator[Marked]:
        for one in samples():
            asked.append(one.release.id)
            yield one

    written = exporter.write(reading())
    for part in written:
        if "first words" in part:
            assert asked == [1] and "second words" not in part
            break
    assert "second words" in "".join(written) and asked == [1, 2]


@EVERY
def test_a_file_takes_one_release_or_all(exporter: Exporter) -> None:
    """A format of one file names it; its header stands once."""
    if exporter.one_file:
        assert Path(exporter.one_file).suffix == exporter.suffix
        head, whole = text(exporter), text(exporter, *samples())
        assert whole.startswith(head) and not (head and head in whole[len(head) :])
    else:
        assert text(exporter, *samples()) == "".join(text(exporter, one) for one in samples())


@EVERY
def test_each_option_is_taken_and_does_something(exporter: Exporter) -> None:
    """By the name the row gives it."""
    for option in exporter.options:
        assert text(exporter, *samples(), **{option.name: True}) != text(exporter, *samples())
        assert option.help


@EVERY
def test_only_what_is_sealed_gives_way_to_a_later_export(exporter: Exporter, tmp_path: Path) -> None:
    """While nobody has changed it; what has no seal may be somebody's work, and stays."""
    path = tmp_path / f"export{exporter.suffix}"
    first, second = samples()
    write(exporter, path, [first])
    before = path.read_bytes()
    if exporter.sealed:
        write(exporter, path, [second])
        assert path.read_bytes() == seal(text(exporter, second)).encode()
    else:
        for one in (first, second):
            with pytest.raises(ExportError, match="is there already") as refused:
                write(exporter, path, [one])
            assert "Move it away" in refused.value.way_out
        assert path.read_bytes() == before == text(exporter, first).encode()
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
    assert "".join(parts(exporter, samples()[:1])).encode() == path.read_bytes()
