"""Exporting: what a file is called, which format it is in, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import ExportError, Library, NotFoundError
from store.exports import EXPORTERS, Exporter, marked
from store.exports.files import write
from tui.export_choice import export_releases, named_format, proposed_name, target, templated

MARKDOWN = EXPORTERS["markdown"]


@pytest.mark.parametrize("exporter", EXPORTERS.values(), ids=EXPORTERS)
def test_an_output_named_as_a_format_is_a_file_unless_it_is_a_folder(
    exporter: Exporter, tmp_path: Path
) -> None:
    """Every other output is a folder."""
    name = f"name{exporter.suffix}"
    folder, file = tmp_path / f"notes{exporter.suffix}", tmp_path / f"one{exporter.suffix}"
    folder.mkdir()
    assert target(str(file), name, exporter) == file
    assert target(str(folder), name, exporter) == folder / name
    assert target(str(tmp_path / "one"), name, exporter) == tmp_path / "one" / name
    assert target(str(tmp_path / "no 1.2"), name, exporter) == tmp_path / "no 1.2" / name
    assert target(f"{tmp_path}/one.txt/", name, exporter) == tmp_path / "one.txt" / name
    with pytest.raises(ExportError, match=r"no format is written into a file that ends in \.xlsx"):
        target(str(tmp_path / "one.xlsx"), name, exporter)
    (tmp_path / "one.xlsx").mkdir()
    assert target(str(tmp_path / "one.xlsx"), name, exporter) == tmp_path / "one.xlsx" / name
    first = next(one for one in EXPORTERS.values() if one.suffix == exporter.suffix)
    assert named_format(str(file)) is first
    assert named_format(str(folder)) is named_format(str(tmp_path / "one.txt")) is None


def test_an_output_named_as_another_format_is_refused() -> None:
    """A folder of that name was not meant."""
    with pytest.raises(ExportError, match=r"one\.csv is named as csv, not markdown") as refused:
        target("one.csv", "name.md", MARKDOWN)
    assert ".md" in refused.value.way_out


def test_a_template_that_is_not_there_is_refused() -> None:
    """A name that none can have, too."""
    for name, why in (("none.md.j2", "there is no template"), ("n" * 300, "too long")):
        with pytest.raises(ExportError, match=why):
            templated(name)


def test_a_tilde_is_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a shell."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert target("~/exports", "name.md", MARKDOWN) == tmp_path / "exports" / "name.md"


def test_a_release_is_exported_in_the_format_its_file_is_named_as(
    wire_library: Library, tmp_path: Path
) -> None:
    """Into a folder as Markdown under the name that is proposed; an unknown release raises."""
    wire_library.annotations.add(1, 0, 7, tags=["harbour"])
    name = proposed_name(wire_library, 1)
    assert name == "2025-03-14-harbour-towns-agree-on-a-shared-ferry-1.md"
    written = export_releases(wire_library, [1], str(tmp_path / "notes")).path
    assert written == tmp_path / "notes" / name
    assert "> Harbour" in written.read_text(encoding="utf-8")
    table = export_releases(wire_library, [1], str(tmp_path / "one.csv")).path
    assert table.read_text(encoding="utf-8").splitlines()[1].startswith("1,Harbour towns")
    with pytest.raises(NotFoundError):
        export_releases(wire_library, [9], str(tmp_path))
    with pytest.raises(NotFoundError):
        proposed_name(wire_library, 9)


@pytest.mark.parametrize(
    "place", ["a.md/b.md", "folder.md", "changed.md", "a.md/b.csv", "folder.csv", "changed.csv"]
)
def test_the_way_out_holds_on_the_screen_too(wire_library: Library, place: str, tmp_path: Path) -> None:
    """It names no option of the command."""
    (tmp_path / "a.md").write_text("a file")
    for suffix in ("md", "csv"):
        (tmp_path / f"changed.{suffix}").write_text("by hand")
        (tmp_path / f"folder.{suffix}" / "x").mkdir(parents=True)
    with pytest.raises(ExportError) as refused:
        write(
            EXPORTERS["csv" if place.endswith("csv") else "markdown"],
            tmp_path / place,
            marked(wire_library, [1]),
        )
    assert refused.value.way_out and "--" not in refused.value.way_out
