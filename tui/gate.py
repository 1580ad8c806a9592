"""The one gate before every cell the application paints: what steers a terminal passes it only as a sign.

Whatever draws a widget, Textual's own among them, its rows come through here as segments of text; the
control codes that Textual writes between them (colours, cursor moves) are added afterwards.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.terminal import safe_row


class Gate(LineFilter):
    """Puts signs for control characters; a row stays as wide as it was."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The row with a sign for each control character; the same list where there is none."""
        passed = [Segment(safe_row(text), style) for text, style, _ in segments]
        if all(one.text == other.text for one, other in zip(passed, segments, strict=True)):
            return segments
        # A sign has a cell where the character had none: what was at the end of the row gives way.
        return Segment.adjust_line_length(passed, Segment.get_line_length(segments), pad=False)
