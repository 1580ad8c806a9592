"""A user's own templates: what goes wrong in them is told, whatever it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from store import ExportError, Library, add_paths
from store.exports import marked, template_exporter


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
