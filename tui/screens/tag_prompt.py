"""The tag prompt: completes tags as one types, makes new ones, takes several."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.fuzzy import Matcher
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store import Tag
from tui.describe import quoted
from tui.screens.prompts import Prompt
from tui.terminal import one_line

#: Completions shown at once.
_SHOWN = 7


class _TagField(Input):
    """A comma takes the chosen completion, as Tab does."""

    async def _on_key(self, event: events.Key) -> None:
        if event.character == ",":
            event.stop()
            event.prevent_default()
            assert isinstance(self.screen, TagPrompt)
            self.screen.take()
        else:
            await super()._on_key(event)


class TagPrompt(Prompt[list[str] | None]):
    """Asks for tags, separated by commas; gives their names, or None when it was left."""

    def __init__(self, passage: str, tags: list[Tag], value: str, typed: Callable[[str], None]) -> None:
        """Args: the passage, all tags, what the field begins with, what is told of each change."""
        super().__init__()
        self._passage = passage
        self._tags = tags
        self._value = value
        self._typed = typed
        self._names: list[str | None] = []

    def compose(self) -> ComposeResult:
        """What is tagged, the field, the completions."""
        with Vertical(classes="prompt"):
            yield Static(Text(f"Tag {quoted(self._passage)}", no_wrap=True, overflow="ellipsis"))
            yield _TagField(
                value=self._value,
                placeholder="tag, another tag",
                id="tags",
            )
            yield OptionList(id="completions", markup=False)
            yield Static(
                "Enter apply  , one more  ↓ other  ↑ new tag  Esc leave", classes="prompt-hint", markup=False
            )

    def on_mount(self) -> None:
        """The field has the keys; the list is only looked at."""
        self.set_focus(self._field)
        self._field.cursor_position = len(self._field.value)
        self._list.can_focus = False
        self._complete()

    @property
    def _field(self) -> Input:
        return self.query_one("#tags", Input)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    def _parts(self) -> tuple[list[str], str]:
        """The tags finished by a comma, and what is being typed."""
        *finished, typed = self._field.value.split(",")
        return [part.strip() for part in finished if part.strip()], typed.strip().lstrip("#")

    def report(self) -> None:
        """See `Prompt`."""
        self._typed(self._field.value)

    @on(Input.Changed, "#tags")
    def _changed(self) -> None:
        self.report()
        self._complete()

    def _complete(self) -> None:
        """Lists the tags that match what is being typed, best first, and the making of a new one."""
        finished, typed = self._parts()
        taken = {name.casefold() for name in finished}
        free = [tag for tag in self._tags if tag.name.casefold() not in taken]
        self._list.clear_options()
        self._names = []
        for tag, shown in _ranked(free, typed)[:_SHOWN]:
            pin = f"{tag.pinned} " if tag.pinned else "  "
            self._list.add_option(Option(Text.assemble((pin, "dim"), shown)))
            self._names.append(tag.name)
        if typed and typed.casefold() not in {tag.name.casefold() for tag in self._tags}:
            self._list.add_option(Option(Text.assemble(("+ ", "dim"), "new tag ", (one_line(typed), "bold"))))
            self._names.append(typed)
        # Without anything typed Enter means "these are all", so nothing is proposed.
        self._list.highlighted = 0 if typed and self._names else None
        self._list.display = bool(self._names)

    def _chosen(self) -> str:
        at = self._list.highlighted
        return (self._names[at] or "") if at is not None else self._parts()[1]

    def on_key(self, event: events.Key) -> None:
        """Arrows choose a completion, Tab takes it, Esc leaves."""
        if event.key in ("down", "up") and self._names:
            step = 1 if event.key == "down" else -1
            at = self._list.highlighted
            first = 0 if step > 0 else len(self._names) - 1
            self._list.highlighted = first if at is None else (at + step) % len(self._names)
        elif event.key == "tab" and self._names:
            if self._list.highlighted is None:
                self._list.highlighted = 0
            self.take()
        elif event.key == "escape":
            self.leave(None)
        else:
            return
        event.stop()
        event.prevent_default()

    def take(self) -> None:
        """Puts the chosen tag into the field, ready for one more."""
        finished, _ = self._parts()
        names = [*finished, self._chosen()] if self._chosen() else finished
        self._field.value = "".join(f"{name}, " for name in names)
        self._field.cursor_position = len(self._field.value)

    @on(Input.Submitted, "#tags")
    def _apply(self) -> None:
        finished, _ = self._parts()
        chosen = self._chosen()
        self.leave([*finished, chosen] if chosen else finished)


def _ranked(tags: list[Tag], typed: str) -> list[tuple[Tag, Text]]:
    """The tags that match, best first, their matching letters marked; all of them for nothing typed."""
    if not typed:
        return [(tag, Text(one_line(tag.name))) for tag in tags]
    matcher = Matcher(typed)
    scored = [(matcher.match(tag.name), tag) for tag in tags]
    found = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
    return [(tag, _marked(tag.name, typed)) for _, tag in found]


def _marked(name: str, typed: str) -> Text:
    """The name with the typed letters underlined where they stand in one piece."""
    text = Text(one_line(name))
    at = name.casefold().find(typed.casefold())
    if at >= 0:
        text.stylize("underline", at, at + len(typed))
    return text
