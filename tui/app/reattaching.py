"""Giving a passage another place from the list of annotations; an orphan one where it may belong."""

from __future__ import annotations

import asyncio

from tui.app.comparing import ComparingApp


class ReattachingApp(ComparingApp):
    """An application in which a passage is given another place from the list of annotations."""

    async def action_reattach(self) -> None:
        """See `tui.actions`."""
        annotation = self.annotations.rows.current
        if annotation is None:
            return
        await self.leave_comparison()
        self.show_pane("reader")
        if annotation.state != "orphaned":
            self.reader.select_span((annotation.start, annotation.end), reshaping=annotation.id)
            return
        from store.anchoring.suggestions import suggestion  # slow to import, and rare

        found = await asyncio.to_thread(suggestion, self.reader.text.text, annotation.quote)
        if annotation.release != self.open_id:
            return
        if found is None:
            self.reader.begin_selecting(annotation.id)
            self.say("Nothing here reads like it. Select its words with v or V, Enter attaches it to them.")
        else:
            self.reader.select_span(found, reshaping=annotation.id)
            self.say("This reads most like it. Enter attaches it here, motions move the end, Esc leaves it.")
