"""The concerns of the application: one object for each, given those it needs.

Made after the first frame, which shows releases and footer alone: what is imported here keeps nobody waiting.
A new concern is a new object here and rows in `tui.actions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from store import Library
from tui.app.adding import Adding
from tui.app.annotating import Annotating
from tui.app.autocoding import Autocoding
from tui.app.coding import Coding
from tui.app.comparing import Comparing
from tui.app.destinations import Places
from tui.app.drafting import Drafting
from tui.app.editing import Editing
from tui.app.embargo_ends import Embargoes
from tui.app.ending import Ending
from tui.app.exporting import Exporting
from tui.app.find_typing import Finding
from tui.app.input_queue import QueuedApp
from tui.app.jumping import Jumping
from tui.app.labelling import Labelling
from tui.app.last_look import LastLook
from tui.app.listing import Listing
from tui.app.live_exporting import LiveExporting
from tui.app.long_work import UnderWay
from tui.app.looking_up import LookingUp
from tui.app.noting import Noting
from tui.app.open_annotations import OpenAnnotations
from tui.app.opened_results import Results
from tui.app.opening import Opening
from tui.app.outside import Outside
from tui.app.outward import Outward
from tui.app.positions import Positions
from tui.app.preferences import Preferences
from tui.app.reading import Reading
from tui.app.reattaching import Reattaching
from tui.app.refreshing import Refreshing
from tui.app.result_marking import Marking
from tui.app.resuming import Resuming
from tui.app.saving import Saving
from tui.app.searching import Searching
from tui.app.showing import Showing
from tui.app.tagging import Tagging
from tui.app.three_panes import ThreePanes
from tui.app.touring import Touring
from tui.app.undoing import Undoing
from tui.app.updates import Updates
from tui.app.viewing import Viewing
from tui.app.watching import Watching
from tui.app.welcoming import Welcoming
from tui.app.workspace import Workspace
from tui.config import Settings
from tui.drafts import NOTE, TAGS, Drafts
from tui.messages import Message
from tui.panes import AnnotationsPane, FoundPane, ReaderPane, TourPanel, WhichKey


class Concerns:
    """All of them, with the panes that come after the first frame."""

    def __init__(
        self,
        app: QueuedApp,
        library: Library,
        panes: ThreePanes,
        ending: Ending,
        settings: Settings,
        config: Path | None,
        *,
        update_footer: Callable[[], None],
        changed_outside: Callable[[], None],
        write_to_terminal: Callable[[str], None],
        told: Iterable[Message],
    ) -> None:
        """Wires them; each is given those it needs, all of them made before it.

        Args: the application, its library, the panes that stand, how it ends; the settings to begin with; the
        file that keeps what is changed of them, if any shall; the rest by its name.
        """
        self.reader = ReaderPane()
        self.annotations = AnnotationsPane()
        self.reader.setting = settings.setting
        self.annotations.rows.bidi = settings.setting.bidi
        self.found = FoundPane(library)
        self.found.rows.bidi = settings.setting.bidi
        self.which_key, self.tour_panel = WhichKey(), TourPanel()
        panes.join(self.reader, self.annotations, self.found)
        self.drafts = Drafts(library.place)
        """What was typed and is not in the library yet."""
        self.workspace = workspace = Workspace(
            app, library, panes, update_footer=update_footer, write_to_terminal=write_to_terminal
        )
        workspace.citation = settings.citation
        self.saving = Saving(workspace, self.drafts)
        self.open_annotations = OpenAnnotations(workspace)
        self.showing = showing = Showing(workspace, self.open_annotations)
        self.positions = Positions(workspace, showing)
        self.opening = opening = Opening(workspace, showing, self.open_annotations, self.positions)
        self.comparing = Comparing(workspace, showing, opening)
        self.jumping = Jumping(workspace, self.comparing)
        self.reading = Reading(workspace, showing, opening)
        self.preferences = Preferences(workspace, settings, config)
        self.under_way = under_way = UnderWay(workspace)
        self.updates = Updates(workspace, showing, opening, under_way, config)
        self.refreshing = Refreshing(workspace, self.updates, under_way)
        self.watching = Watching(workspace, self.updates)
        self.adding = Adding(workspace, self.updates, under_way, self.watching.follow)
        self.welcoming = Welcoming(workspace, self.adding, ending)
        self.embargoes = Embargoes(workspace)
        self.outside = Outside(workspace, changed_outside)
        self.annotating = annotating = Annotating(workspace, showing, self.open_annotations)
        self.drafting = drafting = Drafting(workspace, annotating, self.drafts)
        self.tagging = Tagging(workspace, showing, self.open_annotations, annotating, drafting)
        self.noting = Noting(workspace, showing, self.open_annotations, annotating, drafting)
        ask = {NOTE: self.noting.ask, TAGS: self.tagging.ask}
        self.resuming = Resuming(workspace, opening, self.open_annotations, annotating, drafting, ask)
        self.finding = Finding(workspace, self.reader.find_field)
        self.results = Results(workspace, self.found, showing, opening, self.comparing)
        self.autocoding = Autocoding(workspace, self.found, showing)
        self.last_look = LastLook(workspace)
        self.live = LiveExporting(workspace, under_way, self.preferences, settings)
        self.exporting = Exporting(workspace, showing, under_way, self.live)
        editing = Editing(workspace, ending)
        self.outward = Outward(workspace, showing, self.exporting, editing)
        self.touring = Touring(workspace, showing, self.results, self.exporting, self.tour_panel)
        searching = Searching(workspace, self.found)
        viewing = Viewing(workspace, self.found)
        self.places = Places(workspace, opening, viewing, searching)
        ending.keep(drafting, self.positions, self.preferences, self.last_look)
        self.controllers: dict[str, object] = {
            "app": app,
            "adding": self.adding,
            "annotating": annotating,
            "autocoding": self.autocoding,
            "coding": Coding(workspace, showing, opening),
            "comparing": self.comparing,
            "editing": editing,
            "ending": ending,
            "exporting": self.exporting,
            "finding": self.finding,
            "jumping": self.jumping,
            "labelling": Labelling(workspace),
            "lookup": LookingUp(workspace, panes, told),
            "listing": Listing(workspace, showing, opening),
            "marking": Marking(workspace, self.found, self.tagging, self.noting),
            "noting": self.noting,
            "opening": opening,
            "outward": self.outward,
            "panes": panes,
            "preferences": self.preferences,
            "reading": self.reading,
            "reattaching": Reattaching(workspace, showing, self.comparing),
            "refreshing": self.refreshing,
            "results": self.results,
            "resuming": self.resuming,
            "saving": self.saving,
            "searching": searching,
            "tagging": self.tagging,
            "touring": self.touring,
            "undoing": Undoing(workspace, showing, opening),
            "updates": self.updates,
            "viewing": viewing,
        }
        """The owners of the actions that are no pane's own (`Action.owner`)."""
