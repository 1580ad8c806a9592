"""What the tour says, above the panes: what was done, what is next, and what to press for it."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import Static


class TourPanel(Static):
    """Two lines or three; it has no keys, and takes no room while there is no tour."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="tour")
        self.display = False

    def tell(self, did: str, title: str, told: str, leaves: str) -> None:
        """Shows a step.

        Args: what was just done, if anything; the step's title; what to press; what leaves the tour.
        """
        done = f"✓ {did}   " if did else ""
        self.update(Text.assemble(done, (title, "bold"), (f"   {leaves}", "dim"), "\n", told))
        self.display = True

    def hide(self) -> None:
        """Gives its room back."""
        self.display = False
