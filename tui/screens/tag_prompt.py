"""The tag prompt: says which tags Enter gives, offers others as one types, makes new ones, takes several."""

from __future__ import annotations

from collections.abc import Callable

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from store import InvalidInputError, Tag
from store.library import cleaned_tag_name, new_tag_name
from store.search import FIND_FOLDS, FoldedText
from tui.describe import quoted
from tui.fields import LINE_END, LineField
from tui.key_words import key_of
from tui.screen_actions import TAGS
from tui.screens.hints import Hints
from tui.screens.prompts import Prompt
from tui.screens.tag_choices import Choice, choices, folded, given
from tui.terminal import one_line


class _TagField(LineField):
    """Takes several lines at once."""

    def _joined(self, pasted: str) -> str:
        """Each line of several is a tag of its own."""
        lines = [line.strip() for line in LINE_END.split(pasted) if line.strip()]
        return "".join(f"{line}, " for line in lines) if len(lines) > 1 else "".join(lines)


class TagPrompt(Prompt[list[str] | None]):
    """Asks for tags, separated by commas; gives their names, or None when it was left."""

    SCOPE = TAGS

    def __init__(
        self,
        passage: str,
        tags: list[Tag],
        value: str,
        typed: Callable[[str], None],
        speaker: str = "",
        *,
        is_draft: bool = False,
        heading: str = "",
    ) -> None:
        """Args: the passage, all tags, what the field begins with, what is told of each change, whose words
        the passage is, who is offered first; whether it begins with a draft, which the first letter replaces;
        what it says it does where that is not to tag the passage.
        """
        super().__init__()
        self._heading = heading or f"Tag {quoted(passage)}"
        self._pins = {tag.name: tag.pinned for tag in tags if tag.name}
        self._value = value
        self._is_draft = is_draft
        self._typed = typed
        name = cleaned_tag_name(speaker.replace(",", " "))
        named = (one for one in self._pins if one.casefold() == name.casefold())
        self._speaker = next(named, name)
        self._picked: tuple[str, int] | None = None
        """What the field held when a tag was picked, and which it was."""

    def compose(self) -> ComposeResult:
        """What is tagged, the field, what may be chosen, what Enter gives, the other keys."""
        with Vertical(classes="prompt"):
            yield Static(Text(self._heading))
            yield _TagField(
                value=self._value,
                placeholder="tag, another tag",
                id="tags",
                select_on_focus=False,
            )
            yield OptionList(id="completions", markup=False)
            yield Static(id="outcome")
            yield Hints(TAGS)

    def on_mount(self) -> None:
        """The field has the keys; the list is only looked at."""
        self.set_focus(self._field)
        self._field.cursor_position = len(self._field.value)
        if self._is_draft:
            self._field.action_select_all()
        self._list.can_focus = False
        self._show()

    @property
    def _field(self) -> Input:
        return self.query_one("#tags", Input)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    # -- what is in the field --------------------------------------------------------------

    def _parts(self) -> tuple[list[Choice], str]:
        """The tags finished by a comma, and what is being typed."""
        *finished, typed = self._field.value.split(",")
        found = [given(self._pins, part) for part in finished]
        return [one for one in dict.fromkeys(found) if one.name], typed

    def _choices(self) -> tuple[list[Choice], int | None]:
        """The tags to choose from, and which is chosen; none where nothing is typed nor picked."""
        finished, typed = self._parts()
        wanted = cleaned_tag_name(typed)
        taken = {one.name.casefold() for one in finished} - {wanted.casefold()}
        names = dict.fromkeys([self._speaker, *self._pins] if self._speaker else self._pins)
        known = choices([name for name in names if name.casefold() not in taken], typed)
        offered = [Choice(one.name, one.new or one.name not in self._pins) for one in known]
        if self._picked is not None and self._picked[0] == self._field.value and offered:
            return offered, min(self._picked[1], len(offered) - 1)
        return offered, 0 if wanted else None

    def _outcome(self) -> list[Choice]:
        """The tags that Enter gives."""
        finished, _ = self._parts()
        offered, at = self._choices()
        return list(dict.fromkeys([*finished, *([offered[at]] if at is not None else [])]))

    # -- what is shown ---------------------------------------------------------------------

    def report(self) -> None:
        """Tells of what is typed."""
        self._typed(self._field.value)

    @on(Input.Changed, "#tags")
    def _changed(self) -> None:
        self.report()
        self._show()

    def _show(self) -> None:
        """Shows what may be chosen and what Enter gives."""
        offered, at = self._choices()
        _, typed = self._parts()
        self._list.clear_options()
        self._list.add_options([Option(self._row(one, typed)) for one in offered])
        self._list.highlighted = at
        self._list.display = bool(offered)
        self.query_one("#outcome", Static).update(_told(self._outcome()))
        others = [one for place, one in enumerate(offered) if place != at]
        leads = {"other": any(not one.new for one in others), "new tag": any(one.new for one in others)}
        self.query_one(Hints).leave_out(word for word, somewhere in leads.items() if not somewhere)

    def _row(self, choice: Choice, typed: str) -> Text:
        if choice.new:
            return Text.assemble(("+ ", "dim"), "new tag ", (one_line(choice.name), "bold"))
        return Text.assemble((f"{self._pins[choice.name] or ' '} ", "dim"), _marked(choice.name, typed))

    # -- keys ------------------------------------------------------------------------------

    def action_next_choice(self) -> None:
        """Picks the next of what is offered; from the last, the first."""
        self._pick(1)

    def action_previous_choice(self) -> None:
        """Picks the one before of what is offered; from the first, the last."""
        self._pick(-1)

    def action_take_tags(self) -> None:
        """Puts what Enter gives into the field, ready for one more."""
        self._take(some=False)

    def action_take_some_tag(self) -> None:
        """Puts what Enter gives into the field, and a tag even if none is typed."""
        self._take(some=True)

    def action_leave_prompt(self) -> None:
        """Ends the prompt with no tags."""
        self.leave(None)

    def _pick(self, step: int) -> None:
        offered, at = self._choices()
        if offered:
            following = (at + step) % len(offered) if at is not None else min(step, 0) % len(offered)
            self._picked = (self._field.value, following)
            self._show()

    def _take(self, *, some: bool) -> None:
        if some and self._choices()[1] is None:
            self._pick(1)
        self._field.value = "".join(f"{one.name}, " for one in self._outcome())
        self._field.cursor_position = len(self._field.value)
        if self._is_draft:
            self._field.action_select_all()

    def action_give_tags(self) -> None:
        """Gives the tags; a name that cannot be one is said to be none, and stays to be mended."""
        outcome = self._outcome()
        for one in outcome:
            try:
                new_tag_name(one.name)
            except InvalidInputError as error:
                if one.new:
                    told = f"This is no tag name. {error.way_out}  {one.name}"
                    self.query_one("#outcome", Static).update(Text(one_line(told)))
                    return
        self.leave([one.name for one in outcome])


def _told(outcome: list[Choice]) -> Text:
    """``Enter  tag #europe``, ``Enter  new tag #eu``: what the key will do."""
    text = Text()
    text.append(f"{key_of('give_tags')}  ", "bold")
    for new, word in ((False, "tag"), (True, "new tag")):
        names = [f"#{one_line(one.name)}" for one in outcome if one.new is new]
        if names:
            text.append(f"{word} ")
            text.append(" ".join(names), "bold")
            text.append("  ")
    if not outcome:
        text.append("no tag")
    text.rstrip()
    return text


def _marked(name: str, typed: str) -> Text:
    """The name with what was typed underlined where it stands in one piece."""
    line = one_line(name)
    text = Text(line)
    sought = folded(cleaned_tag_name(typed))
    shown = FoldedText(line, FIND_FOLDS)
    at = shown.folded.find(sought) if sought else -1
    if at >= 0:
        text.stylize("underline", *shown.span(at, at + len(sought)))
    return text
