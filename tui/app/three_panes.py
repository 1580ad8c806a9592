"""The three panes, and the find screen in their place: which has the keys, which are shown.

All three panes are about the same annotation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from textual.css.query import NoMatches
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input

from tui.app.input_queue import QueuedApp
from tui.config import ANNOTATION_WIDTHS, LIST_WIDTHS
from tui.keys import ScopedKeys
from tui.panes import ReleasesPane, Rows
from tui.scopes import PANE_SCOPES, READER, RESHAPE, SELECTION

if TYPE_CHECKING:
    from tui.panes import AnnotationsPane, FoundPane, ReaderPane, SidePane

#: Columns below which one pane is shown at a time.
THREE_PANES = 100
#: Columns below which annotations have no room while there are none.
_WITHOUT_ANNOTATIONS = 140
#: Cells that a list of the reader's own width leaves to the text at least.
_LEAST_TEXT = 40
#: The fewest and most cells of the list and of the annotations, and their share of the screen: as in the
#: style sheet, where the text leaves nothing.
_LIST, _ANNOTATIONS = (28, 44, 0.26), (26, 44, 0.24)
#: The most cells of the list, whatever the text leaves: headlines longer than that are rare.
_WIDEST_LIST = 100


def list_width(screen: int, text: int, annotations: int) -> int:
    """Cells of the list of releases on a screen so wide: what the text and the annotations leave of it."""
    return max(_share(screen, _LIST), min(screen - annotations - text, _WIDEST_LIST))


def annotations_width(screen: int) -> int:
    """Cells of the annotations on a screen so wide."""
    return _share(screen, _ANNOTATIONS)


def _share(screen: int, share: tuple[int, int, float]) -> int:
    return max(share[0], min(share[1], int(screen * share[2])))


def _bounded(cells: int, bounds: tuple[int, int], left: int) -> int:
    """A width of the reader's own where so many cells are left: the text keeps some, whatever was wanted."""
    return max(bounds[0], min(cells, bounds[1], left - _LEAST_TEXT))


def _display(pane: Widget, wanted: bool) -> None:
    """Where it is shown, or not, as it was, nothing is laid out anew."""
    if pane.display != wanted:
        pane.display = wanted


class ThreePanes:
    """Releases, reader and annotations side by side, or one of them alone; the releases come first."""

    reader: ReaderPane
    annotations: AnnotationsPane
    found: FoundPane

    def __init__(self, app: QueuedApp, releases: ReleasesPane, *, shown: Callable[[str], None]) -> None:
        """Args: the application they stand in, the first pane, what is called when one was given the keys."""
        self._app = app
        self.releases = releases
        self._shown = shown
        self._complete = False
        self.active = "releases"
        """The name of the pane that has the keys, or had them last."""
        self._cells: tuple[int, int] | tuple[()] | None = ()  # of the style sheet
        self._coming = True  # until it is known whether a release is opened to begin with
        self.list_widths: dict[int, int] = {}
        """Cells of the list beside a text where the reader has chosen them, by the columns of the screen."""
        self.annotation_widths: dict[int, int] = {}
        """The same of the annotations."""
        self.alone = False
        """Whether that pane is shown alone, however much room there is."""

    def join(self, reader: ReaderPane, annotations: AnnotationsPane, found: FoundPane) -> None:
        """Puts the other panes beside the releases, and the find screen ready to take their place."""
        self.reader, self.annotations, self.found = reader, annotations, found
        self._complete = True
        self._cells = ()

    @property
    def by_name(self) -> dict[str, SidePane | ReaderPane]:
        """The panes from left to right; the releases alone as long as no other stands beside them."""
        if not self._complete:
            return {"releases": self.releases}
        return {"releases": self.releases, "reader": self.reader, "annotations": self.annotations}

    @property
    def pane(self) -> Rows | ReaderPane:
        """The widget that has the keys, or had them last."""
        return self.widget_of(self.active)

    def widget_of(self, name: str) -> Rows | ReaderPane:
        """The widget that has the keys of a pane."""
        if name == "releases":
            return self.releases.rows
        if name == "reader":
            return self.reader
        return self.found.rows if name == "found" else self.annotations.rows

    @property
    def take_keys(self) -> bool:
        """Whether keys are theirs: no screen stands over them, and no field has the focus."""
        return len(self._app.screen_stack) == 1 and not isinstance(self._app.focused, Input)

    @property
    def hinted(self) -> str:
        """The scope whose keys the footer names; the text alone is read in peace until words are selected."""
        scope = self.pane.scope()
        if len(self._app.screen_stack) > 1:
            return ""  # the keys are those of what stands over the panes, which names them
        # What ends after the last screen has gone brings the bottom line up to date too.
        field = self._app.focused if self._app.screen_stack else None
        if isinstance(field, Input) and isinstance(field, ScopedKeys):
            return field.SCOPE
        if (self.alone and scope == READER) or not self.releases.has_some:
            return ""  # the title of an empty list says what can be done
        return RESHAPE if scope == SELECTION and self.reader.reshaping is not None else scope

    def show(self, name: str, field: Input | None = None) -> None:
        """Gives the keys to a pane, or to a field of it, bringing it up where only one has room."""
        self.active = name
        self.arrange()
        # At once: Widget.focus() waits its turn, and keys may come before it.
        self._app.screen.set_focus(field or self.pane)
        self._shown(name)

    def arrange(self, width: int | None = None) -> None:
        """Shows three panes where there is room for them, else one; in the given width, or the screen's.

        Until a release is opened the list has all the room; annotations are shown once there are some.
        """
        # What was read late may come after the last screen has gone, or what stood on it.
        if not self._app.screen_stack:
            return
        try:
            row = self._app.query_one("#panes")
        except NoMatches:
            return
        width = width or self._app.size.width
        narrow, cells = self._one_at_a_time(width), self._cells
        if narrow or self._complete:
            self._widen(None if narrow else self._side_widths(width))
        finding = self.active == "found"
        _display(row, not finding)
        if self._complete:
            _display(self.found, finding)
            self.reader.border_title = "" if self.alone else PANE_SCOPES[READER]
        for name, pane in self.by_name.items():
            left_out = narrow or (name == "annotations" and self._no_room_for_none(width))
            wanted = name == self.active or not left_out
            if cells and cells == self._cells and pane.display != wanted:
                self._app.base_screen.paint_when_settled()  # the others get other room
            _display(pane, wanted)
            pane.tell_active(name == self.active)
        if self._complete:
            # Where there is room for it the text stays in its place once there are some.
            self.annotations.visible = self.active == "annotations" or bool(self.annotations.number)

    def remember(self, listed: Mapping[int, int], noted: Mapping[int, int]) -> None:
        """Takes the widths of list and annotations that the reader chose before, by the screen's columns."""
        self.list_widths.update(listed)
        self.annotation_widths.update(noted)

    def move_split(self, change: int, annotations: bool = False) -> tuple[int, int] | None:
        """Gives the list, or the annotations, so many cells more or less, on screens as wide as this.

        Returns the columns of the screen and the pane's cells; None where no text stands beside it.
        """
        return self.place_split(self._side_widths(self._app.size.width)[annotations] + change, annotations)

    def place_split(self, cells: int, annotations: bool = False) -> tuple[int, int] | None:
        """Gives the list, or the annotations, so many cells, as far as the text keeps some room.

        Returns as `move_split` does.
        """
        columns = self._app.size.width
        if self._one_at_a_time(columns):
            return None
        widths = self.annotation_widths if annotations else self.list_widths
        widths[columns] = cells
        widths[columns] = self._side_widths(columns)[annotations]
        self.arrange()
        return columns, widths[columns]

    def _one_at_a_time(self, width: int) -> bool:
        return self.alone or width < THREE_PANES or not self._opened

    def _no_room_for_none(self, width: int) -> bool:
        return width < _WITHOUT_ANNOTATIONS and not self.annotations.number

    def _side_widths(self, width: int) -> tuple[int, int]:
        """Cells of the list and of the annotations."""
        listed, noted = self.list_widths.get(width), self.annotation_widths.get(width)
        if noted is None:
            noted = annotations_width(width)
        else:
            beside = _share(width, _LIST) if listed is None else listed
            noted = _bounded(noted, ANNOTATION_WIDTHS, width - beside)
        if listed is None:
            return list_width(width, self._text_width, noted), noted
        return _bounded(listed, LIST_WIDTHS, width - noted), noted

    @property
    def _opened(self) -> bool:
        """Whether there is a text to show beside the list, or one is on its way."""
        if self._coming or self.active != "releases":
            return True
        return self._complete and self.reader.shows_something

    def expect(self, text: bool) -> None:
        """Shows what there is at first; a text that is on its way has its room from the first frame on."""
        self._coming = text
        self.arrange()

    def begin(self) -> None:
        """What was to be opened to begin with is open."""
        self._coming = False
        self.arrange()

    @property
    def _text_width(self) -> int:
        """Cells that the text asks for, with its gutter and two blanks at each side."""
        from tui.text import GUTTER  # not for the first frame

        setting = self.reader.setting
        return setting.measure + GUTTER + 2 * (setting.margin + 2)

    def _widen(self, cells: tuple[int, int] | None) -> None:
        """Gives list and annotations widths in place of the style sheet's, or all the room and no edge.

        A class of the screen would have the styles of all that stands on it looked up anew.
        """
        if cells == self._cells:
            return
        if self._cells != ():  # the first frame waits for nothing
            self._app.base_screen.paint_when_settled()
        self._cells = cells
        sides: list[SidePane] = [self.releases, self.annotations] if self._complete else [self.releases]
        for pane, width in zip(sides, cells or (None, None), strict=False):
            pane.styles.width, pane.styles.max_width = ("1fr", "100%") if width is None else (width, width)
            pane.styles.border = ("none", "transparent") if width is None else None

    def focused(self, event: DescendantFocus) -> None:
        """The keys of the pane that got the focus hold; one that has lost it again since says nothing."""
        found = {"found": self.found} if self._complete else {}
        for name, pane in {**self.by_name, **found}.items():
            if event.widget is self._app.focused and pane in event.widget.ancestors_with_self:
                self.active = name
        # The pane with the keys is the one to be seen, whatever gave it the keys.
        self.arrange()
        self.match()

    def match(self) -> None:
        """Lets reader and annotation pane be about the same annotation, that of the pane with the keys."""
        if not self._complete:
            return
        rows = self.annotations.rows
        if self.pane is not rows:
            self.reader.find_current()
        elif rows.current is not None:
            self.reader.mark_current(rows.current.id)
        rows.follow(self.reader.current)

    def action_next_pane(self) -> None:
        """Gives the keys to the pane on the right, after the last one to the first."""
        self._turn(1)

    def action_previous_pane(self) -> None:
        """Gives the keys to the pane on the left, before the first one to the last."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        names = list(self.by_name)
        self.show(names[(names.index(self.active) + step) % len(names)])

    def action_zen(self) -> None:
        """Shows the text alone, or all panes again."""
        self.alone = not self.alone
        self.show("reader" if self.alone else self.active)

    def leave_reader(self) -> None:
        """Hides the hits, else brings the other panes back, else gives the keys to the releases."""
        if self.reader.hits:
            self.reader.hide_hits()
        elif self.alone:
            self.action_zen()
        else:
            self.show("releases")

    def action_leave_annotations(self) -> None:
        """Gives the keys back to the text."""
        self.show("reader")
