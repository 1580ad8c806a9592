"""The tags as a tree over the panes: how often each is used, and what it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from rich.text import Text
from textual.color import Color

from store import Tag
from store.library import Node, Uses
from store.search import FIND_FOLDS
from store.wording import many
from tui.describe import SEPARATOR, shortened
from tui.key_words import with_key
from tui.palette import tag_foreground
from tui.panes import Pieces
from tui.screen_actions import TREE
from tui.screen_signs import PASSAGE
from tui.screens.list_screen import Lines, ListScreen
from tui.terminal import one_line, safe

#: Cells of each of the two counts: as wide as its title, a blank between.
_COUNT = 8
_INDENT = 2


class TagRows(Lines):
    """The tree: digit, colour, name and counts of each tag."""

    SCOPE = TREE

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

    def pieces(self, index: int, line: int) -> Pieces:
        """Digit, colour, name, counts."""
        node, tag = self.nodes[index], self.nodes[index].tag
        use = self.uses.get(tag.id) if tag is not None else None
        numbers = (use.passages, use.releases) if use is not None else ("", "")
        counts = " ".join(f"{number:>{_COUNT}}" for number in numbers)
        room = max(1, self.width - len(counts) - 4)
        # However deep it is, some of its name is shown.
        label = " " * min(_INDENT * node.depth, room // 2) + one_line(node.label)
        name = shortened(label, room)
        blank = " " * (room - Text(name).cell_len)
        return [
            (f"{tag.pinned if tag is not None and tag.pinned else ' '} ", "rows--dim"),
            (f"{PASSAGE} " if tag is not None else "  ", self._hue(tag)),
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


class TagScreen(ListScreen):
    """Shows the tree of tags; `tui.app.coding` carries out what changes them."""

    SCOPE = TREE

    def __init__(self, bidi: str) -> None:
        """Args: who orders Arabic and Hebrew (`tui.config.Setting.bidi`)."""
        self.listed = TagRows()
        super().__init__(self.listed)
        self.listed.bidi = bidi
        self.wanted = ""
        """What was looked for last among the names."""

    def show(self, nodes: Sequence[Node], uses: Mapping[int, Uses], path: str | None = None) -> None:
        """Lists the tags; the cursor goes to a name that is given, else stays on its tag."""
        self.listed.show(nodes, uses, path)
        count = sum(node.tag is not None for node in nodes)
        self.entitle(many(count, "tag"), "passages releases" if count else with_key("create_tag", "adds one"))
        self.on_lines_browsed()

    def count(self, uses: Mapping[int, Uses]) -> None:
        """Shows how often each tag is used."""
        self.listed.uses = uses
        self.listed.refresh()
        self.on_lines_browsed()

    def on_lines_browsed(self) -> None:
        """Tells of the tag now under the cursor."""
        node = self.listed.current
        self.tell(_about(node, self.listed.uses) if node else Text())

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


def _about(node: Node, uses: Mapping[int, Uses]) -> Text:
    """Who made a tag when, how often it is used, and what was said of it."""
    text = Text()
    tag = node.tag
    text.append(one_line(f"#{node.path}"), "bold")
    if tag is None:
        text.append("\nno tag itself: tags stand below it", "dim")
        return text
    use = uses.get(tag.id)
    made = f"made by {one_line(tag.creator)}" + f" {tag.created[:10]}" * bool(tag.created)
    used = f"{many(use.passages, 'passage')}, {many(use.releases, 'release')}" if use else "counting…"
    told = [used, *([made] if tag.creator else [])]
    text.append(SEPARATOR + SEPARATOR.join(told), "dim")
    for title, words in (("", tag.description), ("Give it to: ", tag.include), ("Not to: ", tag.exclude)):
        if words:
            text.append(f"\n{title}", "dim")
            text.append(safe(words))
    return text
