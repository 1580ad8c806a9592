"""The main scenes, compared with the pictures in ``screenshots/``.

A change of looks is a reviewed change of those files: ``DATELINE_SCREENSHOTS=update pytest
tests/tui/test_screenshots.py`` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from store import Library, add_bytes
from store.structure.on_demand import quotations_of
from tests.tui.conftest import Opener, press
from tui.pictures import drawn

PICTURES = Path(__file__).resolve().parents[2] / "screenshots"
WIRE = "wire-coastal-forecast"

SCENES = {
    # name: size, theme, keys
    "reading": ((124, 36), "dateline", "enter right_curly_bracket right_curly_bracket"),
    "selecting": (
        (124, 36),
        "dateline",
        "enter right_curly_bracket right_curly_bracket right_curly_bracket V",
    ),
    "tagging": ((124, 36), "dateline", "enter right_curly_bracket right_curly_bracket V t c o s"),
    "note": ((124, 36), "dateline", "enter right_square_bracket c"),
    "light": ((124, 36), "dateline-light", "enter right_curly_bracket right_curly_bracket V"),
    "narrow": ((60, 20), "dateline", "enter right_curly_bracket"),
    "narrow-list": ((60, 20), "dateline", ""),
    "help": ((100, 40), "dateline", "question_mark"),
    "wide": ((200, 50), "dateline", "enter"),
    "chinese": ((124, 30), "dateline", "K enter"),
    "changes": ((124, 36), "dateline", "enter D right_square_bracket"),
    "find": ((124, 36), "dateline", "g slash w e enter 4"),
    "tags": ((124, 24), "dateline", "T"),
    "arabic": ((124, 30), "dateline", "g g j j enter j j j V"),
}


@pytest.fixture
def marked(sample_library: Library) -> Library:
    """The samples with a few passages marked in the wire copy, and some read and starred."""
    ids = {
        Path(one.source).stem: one.id for one in sample_library.releases.many(sample_library.releases.ids())
    }
    wire = ids[WIRE]
    text = sample_library.releases.text(wire)
    quotations = quotations_of(text)
    sample_library.annotations.add(wire, quotations[0].start, quotations[0].end, tags=["responsibility"])
    body = next(one for one in text.paragraphs if one.kind == "body")
    start = text.text.index(" - ", body.start) + 3
    sample_library.annotations.add(wire, start, start + 90, tags=["cooperation", "costs"], note="Who pays?")
    sample_library.annotations.add(wire, start + 40, start + 140, tags=["safety at sea"])
    sample_library.reading.set_read([ids["ministry-night-trains"]], True)
    sample_library.reading.set_starred([ids["ngo-report-domestic-workers"]], True)
    sample_library.reading.save_position(wire, sample_library.reading.position(wire))
    return sample_library


async def picture_of(library: Library, opened: Opener, name: str) -> str:
    """The scene as SVG."""
    size, theme, keys = SCENES[name]
    async with opened(library, size=size) as (app, pilot):
        app.theme = theme
        await press(pilot, keys)
        for field in app.screen.query(Input):
            field.cursor_blink = False
        for area in app.screen.query(TextArea):
            area.cursor_blink = False
        app.clear_notifications()
        await pilot.pause()
        return drawn(app.export_screenshot(title="Dateline", simplify=True))


def corrected(library: Library) -> None:
    """A correction of the wire copy comes in, as its agency would send one."""
    wire = next(one for one in library.releases.many(library.releases.ids()) if WIRE in one.source)
    words = {
        "Eleven port authorities": "Twelve port authorities",
        "from Brest to Agadir": "from Brest to Dakar",
        "every hour, ending": "every hour from October, ending",
        " free of charge": "",
        "163 buoys": "171 buoys",
    }
    text = library.releases.text(wire.id).text
    for before, after in words.items():
        text = text.replace(before, after)
    add_bytes(library, wire.source, "wire.txt", text.encode())


@pytest.mark.parametrize("name", SCENES)
async def test_the_scene_looks_as_reviewed(marked: Library, opened: Opener, name: str) -> None:
    """The scene drawn now is the picture that was looked at."""
    if name == "changes":
        corrected(marked)
    picture = await picture_of(marked, opened, name)
    path = PICTURES / f"{name}.svg"
    if os.environ.get("DATELINE_SCREENSHOTS") == "update":
        path.write_text(picture, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == picture, f"{path.name} no longer shows the scene"


def test_every_picture_is_a_scene() -> None:
    """No picture lies about that nothing compares."""
    assert {path.stem for path in PICTURES.glob("*.svg")} == set(SCENES)
