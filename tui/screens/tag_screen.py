"""The tags as a tree over the panes: how often each is used, what it is about, and its passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from store import Tag
from store.library import Found, Node, Uses
from store.search import FIND_FOLDS
from tui.describe import SEPARATOR, shortened
from tui.palette import tag_foreground
from tui.panes import Pieces, Rows
from tui.scopes import MARKED, TREE
from tui.screens.hints import Hints
from tui.screens.prompts import Prompt
from tui.terminal import one_line, safe

#: Cells of the two counts, with a blank before each.
_COUNT = 7
_INDENT = 2


class _Lines(Rows):
    """Items of one line each."""

    def first_line(self, index: int) -> int:
        return index

    def index_at(self, line: int) -> int:
        return line

    @property
    def _width(self) -> int:
        return self.scrollable_content_region.width or max(1, self.app.size.width - 1)


class TagRows(_Lines):
    """The tree: digit, colour, name and counts of each tag."""

    SCOPE = TREE

    @dataclass
    class Browsed(Message):
        """The cursor was put on another row."""

    def __init__(self) -> None:
        super().__init__(id="tag-rows")
        self.nodes: Sequence[Node] = ()
        self.uses: Mapping[int, Uses] = {}

    @property
    def current(self) -> Node | None:
        """The row under the cursor."""
        return self.nodes[self.cursor] if self.nodes else None

    def show(self, nodes: Sequence[Node], uses: Mapping[int, Uses], path: str | None) -> None:
        """Lists these, the cursor on the tag it was on, whatever it is called now; or on a name."""
        tag = self.current.tag.id if self.current is not None and self.current.tag is not None else None
        self.nodes, self.uses = nodes, uses
        for at, node in enumerate(nodes):
            if (path is not None and node.path == path) or (
                path is None and node.tag is not None and node.tag.id == tag
            ):
                self.cursor = at
                break
        self.items_changed()

    def count(self) -> int:
        """How many rows there are."""
        return len(self.nodes)

    def move_to(self, index: int) -> None:
        """Puts the cursor on a row, of which more is told then."""
        super().move_to(index)
        self.post_message(self.Browsed())

    def pieces(self, index: int, line: int) -> Pieces:
        """Digit, colour, name, counts."""
        node, tag = self.nodes[index], self.nodes[index].tag
        use = self.uses.get(tag.id) if tag is not None else None
        numbers = (use.passages, use.releases) if use is not None else ("", "")
        counts = "".join(f"{number:>{_COUNT}}" for number in numbers)
        room = max(1, self._width - len(counts) - 4)
        # However deep it is, some of its name is shown.
        label = " " * min(_INDENT * node.depth, room // 2) + one_line(node.label)
        name = shortened(label, room)
        blank = " " * (room - Text(name).cell_len)
        return [
            (f"{tag.pinned if tag is not None and tag.pinned else ' '} ", "rows--dim"),
            ("▎ " if tag is not None else "  ", self._hue(tag)),
            (name, "rows--text" if tag is not None else "rows--dim"),
            (blank + counts, "rows--dim"),
        ]

    def _hue(self, tag: Tag | None) -> str | Style:
        style = self.get_component_rich_style("rows--text")
        if tag is None or not style.color or not style.bgcolor:
            return style
        background, foreground = Color.from_rich_color(style.bgcolor), Color.from_rich_color(style.color)
        return Style(
            color=tag_foreground(tag.color, background, foreground).rich_color, bgcolor=style.bgcolor
        )


class MarkedRows(_Lines):
    """Passages: each with the headline of its release."""

    SCOPE = MARKED

    def __init__(self) -> None:
        super().__init__(id="marked-rows")
        self.found: list[Found] = []

    @property
    def current(self) -> Found | None:
        """The passage under the cursor."""
        return self.found[self.cursor] if self.found else None

    def count(self) -> int:
        """How many passages there are."""
        return len(self.found)

    def pieces(self, index: int, line: int) -> Pieces:
        """The release's headline, the words."""
        one = self.found[index]
        third = self._width // 3
        headline = shortened(one_line(one.release.headline), max(1, third - 2))
        words = shortened(one_line(one.text), max(1, self._width - third))
        blank = " " * max(1, third - Text(headline).cell_len)
        return [(headline, "rows--dim"), (blank, "rows--dim"), (words, "rows--text")]


class TagScreen(Prompt[None]):
    """Shows the tree of tags, or the passages of one of them; `tui.app.coding` carries out what changes."""

    SCOPE = TREE
    PLACE = "middle"

    def __init__(self, bidi: str, asked: Callable[[str], None]) -> None:
        """Args: who orders Arabic and Hebrew (`tui.config.Setting.bidi`); what is told of whose passages are
        wanted, or by an empty name that none are any more."""
        super().__init__()
        self._asked = asked
        self.listed, self.marked = TagRows(), MarkedRows()
        self.listed.bidi = self.marked.bidi = bidi
        self.wanted = ""
        """What was looked for last among the names."""

    def compose(self) -> ComposeResult:
        """What is listed, the list, what is said of the tag, the keys."""
        with Vertical(id="tag-screen"):
            yield Static(id="tags-title", markup=False)
            yield self.listed
            yield self.marked
            yield Static(id="tags-about", markup=False)
            yield Hints(TREE)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.marked.display = False
        self.set_focus(self.listed)

    def scope(self) -> str:
        """The tree's, or that of the passages while these are shown."""
        return MARKED if self.marked.display else TREE

    # -- what is shown ---------------------------------------------------------------------

    def show(self, nodes: Sequence[Node], uses: Mapping[int, Uses], path: str | None = None) -> None:
        """Lists the tags; the cursor goes to a name that is given, else stays on its tag."""
        self.listed.show(nodes, uses, path)
        count = sum(node.tag is not None for node in nodes)
        head = "  passages releases" if count else "  a adds one"
        self._title(f"{count} tags" if count != 1 else "1 tag", head.removeprefix("  "))
        self.tell()

    def _title(self, left: str, right: str = "") -> None:
        width = max(1, self.app.size.width - 5)
        room = max(1, width - len(right) - 1)
        left = shortened(one_line(left), room)
        self.query_one("#tags-title", Static).update(
            Text(left + " " * max(1, width - Text(left).cell_len - len(right)) + right)
        )

    def on_tag_rows_browsed(self) -> None:
        """Tells of the tag now under the cursor."""
        self.tell()

    def tell(self) -> None:
        """Says what is known of the tag under the cursor."""
        node = self.listed.current
        self.query_one("#tags-about", Static).update(_about(node, self.listed.uses) if node else Text())

    def show_marked(self, path: str, found: Sequence[Found], *, more: bool) -> None:
        """Adds passages of a tag to those that are shown."""
        if self.marked.display:
            self.marked.found += found
            self.marked.items_changed()
            self._title(f"#{path}", f"{len(self.marked.found)}{'…' if more else ''} passages")

    # -- keys ------------------------------------------------------------------------------

    @property
    def _rows(self) -> Rows:
        return self.marked if self.marked.display else self.listed

    def action_down(self, count: int | None = None) -> None:
        """To the next row."""
        self._rows.action_down(count)

    def action_up(self, count: int | None = None) -> None:
        """To the row before."""
        self._rows.action_up(count)

    def action_top(self, count: int | None = None) -> None:
        """To the first row."""
        self._rows.action_top(count)

    def action_bottom(self, count: int | None = None) -> None:
        """To the last row."""
        self._rows.action_bottom(count)

    def action_half_page_down(self, count: int | None = None) -> None:
        """Half a page down."""
        self._rows.action_half_page_down(count)

    def action_half_page_up(self, count: int | None = None) -> None:
        """Half a page up."""
        self._rows.action_half_page_up(count)

    def action_page_down(self, count: int | None = None) -> None:
        """A page down."""
        self._rows.action_page_down(count)

    def action_page_up(self, count: int | None = None) -> None:
        """A page up."""
        self._rows.action_page_up(count)

    def find(self, wanted: str) -> bool:
        """Goes to the next tag whose name holds this; False where none does."""
        self.wanted = wanted
        return self._to_found(1)

    def action_next_tag(self) -> None:
        """To the next tag whose name holds what was looked for."""
        self._to_found(1)

    def action_previous_tag(self) -> None:
        """To the one before."""
        self._to_found(-1)

    def _to_found(self, step: int) -> bool:
        sought, nodes = FIND_FOLDS.fold(self.wanted.strip().lstrip("#")), self.listed.nodes
        for far in range(1, len(nodes) + 1) if sought else ():
            at = (self.listed.cursor + step * far) % len(nodes)
            if sought in FIND_FOLDS.fold(nodes[at].path):
                self.listed.move_to(at)
                return True
        return False

    def action_marked(self) -> None:
        """Shows the passages of the tag under the cursor."""
        node = self.listed.current
        if node is not None:
            self.marked.found, self.marked.cursor = [], 0
            self._show_list(MARKED)
            self.marked.items_changed()
            self._title(f"#{node.path}", "…")
            self._asked(node.path)

    def action_leave_marked(self) -> None:
        """Shows the tree again."""
        self._show_list(TREE)
        self._asked("")
        self.show(self.listed.nodes, self.listed.uses)

    def _show_list(self, scope: str) -> None:
        self.marked.display, self.listed.display = scope == MARKED, scope == TREE
        self.query_one("#tags-about").display = scope == TREE
        self.set_focus(self._rows)
        self.query_one(Hints).turn_to(scope)

    def action_close_tags(self) -> None:
        """Back to the panes."""
        self.leave(None)


def _about(node: Node, uses: Mapping[int, Uses]) -> Text:
    """Who made a tag when, how often it is used, and what was said of it."""
    text = Text()
    tag = node.tag
    text.append(one_line(f"#{node.path}"), "bold")
    if tag is None:
        text.append("\nno tag itself: tags stand below it", "dim")
        return text
    use = uses.get(tag.id, Uses())
    made = f"made by {one_line(tag.creator)}" + f" {tag.created[:10]}" * bool(tag.created)
    told = [f"{use.passages} passages, {use.releases} releases", *([made] if tag.creator else [])]
    text.append(SEPARATOR + SEPARATOR.join(told), "dim")
    for title, words in (("", tag.description), ("Give it to: ", tag.include), ("Not to: ", tag.exclude)):
        if words:
            text.append(f"\n{title}", "dim")
            text.append(safe(words))
    return text
