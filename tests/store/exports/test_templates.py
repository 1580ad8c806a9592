"""A user's own templates: what goes wrong in them is told, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import ExportError, Library, add_paths
from store.exports import marked, template_exporter


@pytest.mark.few(2)
@pytest.mark.parametrize(
    "written",
    [
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        "{% if 1 %}" * 300 + "{% endif %}" * 300,
        '{{ "\\ud800" }}',
        "{{ release.headline.__class__.__mro__ }}",
        "{{ 1 // 0 }}",
    ],
)
def test_a_faulty_template_is_refused_by_name(
    library: Library, wire: Path, tmp_path: Path, written: str
) -> None:
    """With what to do; nothing else ends."""
    add_paths(library, [wire])
    library.annotations.add(1, 0, 7, tags=["harbour"])
    path = tmp_path / "mine.md.j2"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ExportError, match=r"the template .*mine\.md\.j2"):
        list(template_exporter(path, [tmp_path]).write(marked(library, [1])))


def test_one_without_an_end_is_given_up(
    library: Library, wire: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it does."""
    add_paths(library, [wire])
    monkeypatch.setattr("store.exports.templates._SECONDS", 1.0)
    path = tmp_path / "mine.md.j2"
    loop = "{% set all = range(99999) %}{% for a in all %}{% for b in all %}{% endfor %}{% endfor %}"
    path.write_text(loop)
    with pytest.raises(ExportError, match="longer than 1 second"):
        list(template_exporter(path).write(marked(library, [1])))


def test_no_link_leads_out_of_the_folder(library: Library, wire: Path, tmp_path: Path) -> None:
    """The template itself may be one: the user named it."""
    add_paths(library, [wire])
    own, outside = tmp_path / "own", tmp_path / "outside"
    own.mkdir()
    outside.mkdir()
    (outside / "secret").write_text("secret")
    (own / "part").write_text("a part")
    (own / "link").symlink_to(outside / "secret")
    (outside / "mine.md.j2").write_text("{% include name if false else 'part' %}")
    (own / "mine.md.j2").symlink_to(outside / "mine.md.j2")
    assert list(template_exporter(own / "mine.md.j2").write(marked(library, [1]))) == ["a part"]
    (outside / "mine.md.j2").write_text("{% include 'link' %}")
    with pytest.raises(ExportError, match="leads out of the folder"):
        list(template_exporter(own / "mine.md.j2").write(marked(library, [1])))
