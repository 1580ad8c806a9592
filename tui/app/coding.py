"""The codebook: tags on whole releases, and the screen of all tags, where they are changed."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.worker import Worker, WorkerError, WorkType

from store import Tag
from store.library import TEXTS, Node, Uses, tag_key, tree, within
from store.models import TAG_COLORS
from store.wording import brief, many
from tui.app.annotating import undoes
from tui.app.opening import Opening
from tui.app.showing import Showing
from tui.app.tag_passages import TagPassages
from tui.app.undoing import Undoing
from tui.app.workspace import Workspace
from tui.key_words import with_key

if TYPE_CHECKING:
    from store.library import Found
    from tui.screens import MarkedScreen, TagScreen

#: Gives tags to releases, or takes them; gives how many changed.
Change = Callable[[list[int], list[str]], int]


class Coding:
    """Tags releases, opens the screen of tags, and carries out what is changed there."""

    def __init__(self, workspace: Workspace, showing: Showing, opening: Opening) -> None:
        self._workspace = workspace
        self._library = workspace.library
        self._showing = showing
        self._opening = opening
        self._undoing = Undoing(workspace, showing, opening)
        self._screen: TagScreen | None = None
        self._marked: MarkedScreen | None = None
        self._counting: Worker[None] | None = None
        self._passages = TagPassages(workspace)
        self._drafts: dict[tuple[int, str], str] = {}
        """What was typed about a tag and not kept, by the tag's id and the field."""
        showing.followers.append(self._show_again)

    # -- releases --------------------------------------------------------------------------

    async def action_tag_release(self) -> None:
        """Asks for the tags of the release itself; of all that are marked, for those they shall have too."""
        from tui.screens import TagPrompt

        subjects = self._showing.subjects
        if len(subjects) > 1:
            heading = f"Tag {many(len(subjects), 'release')}"
            await self._ask_for_many(
                subjects, self._library.release_tags.give, "tagged", heading, self._library.tags.all()
            )
            return
        if not subjects:
            return
        key = subjects[0]
        with self._workspace.complaining():
            shown = [tag.name for tag in self._library.release_tags.of(key)]
            headline = self._library.releases.get(key).headline
            value = "".join(f"{name}, " for name in shown)
            prompt = TagPrompt(headline, self._library.tags.all(), value, lambda _: None)
            await self._workspace.app.push_screen(prompt, partial(self._tag_release, key, shown))

    async def action_untag_release(self) -> None:
        """Asks which tags to take from the release itself, or from all that are marked."""
        if subjects := self._showing.subjects:
            heading = f"Take tags from {many(len(subjects), 'release')}"
            have = {
                name for names in self._library.release_tags.by_release(subjects).values() for name in names
            }
            tags = [tag for tag in self._library.tags.all() if tag.name in have]
            await self._ask_for_many(subjects, self._library.release_tags.take, "without", heading, tags)

    async def _ask_for_many(
        self, keys: list[int], change: Change, what: str, heading: str, tags: list[Tag]
    ) -> None:
        from tui.screens import TagPrompt

        prompt = TagPrompt("", tags, "", lambda _: None, heading=heading)
        await self._workspace.app.push_screen(prompt, partial(self._change_many, keys, change, what))

    async def _change_many(self, keys: list[int], change: Change, what: str, names: list[str] | None) -> None:
        if not names:
            return
        changed = await self._workspace.change(lambda: change(keys, names))
        hashed = " ".join(f"#{name}" for name in names)
        if changed == 0:
            self._workspace.say(f"Nothing changed: of {many(len(keys), 'release')} all were {what} {hashed}.")
        elif changed is not None:
            self._showing.reload()
            self._workspace.say(f"{many(changed, 'release')} {what} {hashed} · {undoes()}")

    async def _tag_release(self, key: int, shown: list[str], names: list[str] | None) -> None:
        if names is None:
            return
        tags = await self._workspace.change(partial(self._library.release_tags.retag, key, shown, names))
        if tags is not None:
            self._showing.reload()
            told = " ".join(f"#{tag.name}" for tag in tags) or "nothing"
            already = [tag.name for tag in tags] == shown
            self._workspace.say(f"The release is tagged {told}" + ("." if already else f" · {undoes()}"))

    # -- the screen ------------------------------------------------------------------------

    async def action_tags(self) -> None:
        """Opens the screen of tags."""
        from tui.screens import TagScreen

        self._screen = TagScreen(self._workspace.releases.rows.bidi)
        await self._workspace.app.push_screen(self._screen, self._closed)
        await self._show()

    def _closed(self, _answer: None) -> None:
        self._screen = self._marked = None
        self._showing.reload()

    def _show_again(self) -> None:
        """The library has changed, perhaps by another process."""
        if self._marked is not None:
            self._passages.list_again(self._marked)
        if self._screen is not None:
            show: WorkType[None] = self._show
            self._workspace.app.run_worker(show, group="tree", exclusive=True)

    async def _show(self, path: str | None = None) -> None:
        """Lists the tags as they are now, with the counts of before; those of now come later."""
        screen = self._screen
        if screen is None:
            return
        with self._workspace.complaining():
            nodes = await asyncio.to_thread(lambda: tree(self._library.tags.all()))
            screen.show(nodes, screen.listed.uses, path)
        count: WorkType[None] = partial(self._count, screen)
        self._counting = screen.run_worker(count, group="counting", exclusive=True)  # it ends with the screen

    async def _count(self, screen: TagScreen) -> None:
        """Goes through all that is tagged, in a thread."""
        with self._workspace.complaining():
            screen.count(await asyncio.to_thread(self._library.codebook.uses))

    @property
    def _node(self) -> Node | None:
        return self._screen.listed.current if self._screen is not None else None

    @property
    def _tag(self) -> Tag | None:
        """The tag under the cursor; it is said where there is only a name that others stand below."""
        node = self._node
        if node is not None and node.tag is None:
            self._workspace.say(f"#{node.path} is no tag itself: tags stand below it.")
        return node.tag if node is not None else None

    async def _change(self, function: Callable[[], object], said: str, path: str | None = None) -> bool:
        """Changes tags, shows them as they are then and says what was done."""
        done = await self._workspace.changed(function)
        if done:
            await self._show(path)
            self._workspace.say(f"{said} · {undoes()}")
        return done

    async def _ask(
        self,
        title: str,
        value: str,
        then: Callable[[str], Awaitable[object]],
        offered: Iterable[str] = (),
    ) -> None:
        """Asks for a line, of which what is offered is completed, and goes on with what is typed."""
        from tui.screens import LinePrompt

        async def answered(answer: str | None) -> None:
            if answer is not None and answer.strip():
                await then(answer)

        await self._workspace.app.push_screen(LinePrompt(title, value, offered), answered)

    async def _used(self, tag: Tag) -> str:
        """How often the tag is used, once that was counted."""
        if self._counting is not None:
            with suppress(WorkerError):
                await self._counting.wait()
        use = self._screen.listed.uses.get(tag.id, Uses()) if self._screen is not None else Uses()
        return f"{many(use.passages, 'passage')}, {many(use.releases, 'release')}"

    # -- what is done to a tag -------------------------------------------------------------

    async def action_find_tag(self) -> None:
        """Asks what to look for among the names."""

        async def find(wanted: str) -> None:
            if self._screen is not None and not self._screen.find(wanted):
                self._workspace.say(f"No tag has {brief(wanted)} in its name.")

        await self._ask("Find a tag", "", find)

    async def action_create_tag(self) -> None:
        """Asks for the name of a new tag."""

        async def create(name: str) -> None:
            await self._change(
                lambda: self._library.codebook.create(name), f"Made #{name.strip()}", name.strip()
            )

        node = self._node
        await self._ask("Add a tag; a / leads down the tree", f"{node.path}/" if node else "", create)

    async def action_rename_tag(self) -> None:
        """Asks for another name for what is under the cursor."""
        node = self._node
        if node is not None:
            below = f", with {count} below it" if (count := self._below(node)) else ""
            title = f"Rename #{node.path}{below}"
            await self._ask(title, node.path, partial(self._rename, node.path))

    async def _rename(self, path: str, new: str) -> None:
        if new != path:
            rename = partial(self._library.codebook.rename, path, new)
            await self._change(rename, f"Renamed #{path} to #{new.strip()}", new.strip())

    def _below(self, node: Node) -> int:
        nodes = self._screen.listed.nodes if self._screen is not None else ()
        tags = within((one.tag for one in nodes if one.tag is not None), node.path)
        return sum(tag_key(tag.name) != tag_key(node.path) for tag in tags)

    async def action_move_tag(self) -> None:
        """Asks below which name it is to stand; none is the top."""
        node = self._node
        if node is None:
            return
        from tui.screens import LinePrompt

        async def moved(parent: str | None) -> None:
            if parent is not None:
                await self._rename(node.path, f"{parent.strip().strip('/')}/{node.label}".lstrip("/"))

        value = node.path.rpartition("/")[0]
        prompt = LinePrompt(f"Move #{node.path} below which name? Empty: to the top", value)
        await self._workspace.app.push_screen(prompt, moved)

    async def action_merge_tag(self) -> None:
        """Asks which tag is to stand for this one."""
        tag = self._tag
        if tag is None:
            return

        async def merge(into: str) -> None:
            done = partial(self._library.codebook.merge, tag.name, into)
            await self._change(done, f"Merged #{tag.name} into #{into.strip().lstrip('#')}", into.strip())

        title = f"Merge #{tag.name} ({await self._used(tag)}) into which tag?"
        await self._ask(title, "", merge, self._names(tag.name))

    def _names(self, but: str) -> list[str]:
        """The names of all tags but one."""
        nodes = self._screen.listed.nodes if self._screen is not None else ()
        return [node.path for node in nodes if node.tag is not None and node.path != but]

    async def action_delete_tag(self) -> None:
        """Asks whether to delete the tag, with how often it is used."""
        tag = self._tag
        if tag is None:
            return
        from tui.screens import Confirmation

        async def answered(yes: bool | None) -> None:
            if yes:
                await self._change(lambda: self._library.codebook.delete(tag.name), f"Deleted #{tag.name}")

        stay = f"All of them stay marked; {with_key('undo_tags', 'brings it back')}."
        prompt = Confirmation(f"Delete #{tag.name}, used in {await self._used(tag)}?", stay)
        await self._workspace.app.push_screen(prompt, answered)

    async def action_describe_tag(self, key: str) -> None:
        """Asks what the tag is about, or what it is to be given to, or not."""
        tag = self._tag
        if tag is None:
            return
        from tui.screens import NotePrompt

        field = {"e": "description", "i": "include", "o": "exclude"}[key]
        place = tag.id, field
        present: str = getattr(tag, field)

        async def answered(answer: tuple[bool, str] | None) -> None:
            if answer is not None and answer[0]:
                describe = partial(self._library.codebook.describe, tag.name, **{field: answer[1]})
                if await self._change(describe, f"Changed the {TEXTS[field]} of #{tag.name}"):
                    self._drafts.pop(place, None)

        title = f"The {TEXTS[field]} of #{tag.name}"
        typed = partial(self._drafts.__setitem__, place)
        prompt = NotePrompt("", self._drafts.get(place, present), typed, title)
        await self._workspace.app.push_screen(prompt, answered)

    async def action_color_tag(self) -> None:
        """Gives the tag the next colour of the palette."""
        tag = self._tag
        if tag is not None:
            recolor = partial(self._library.codebook.recolor, tag.name, (tag.color + 1) % TAG_COLORS)
            await self._change(recolor, f"Changed the colour of #{tag.name}")

    async def action_digit_tag(self, digit: str) -> None:
        """Pins the tag to the digit; to none with 0."""
        tag = self._tag
        if tag is not None:
            pin = partial(self._library.tags.pin, tag.id, int(digit) or None)
            said = f"#{tag.name} is pinned to {digit}" if int(digit) else f"#{tag.name} is pinned to no digit"
            await self._change(pin, said)

    async def action_undo_tags(self) -> None:
        """Undoes the last change, whatever it was."""
        await self._undoing.action_undo()
        await self._show()

    async def action_redo_tags(self) -> None:
        """Makes again what was undone last."""
        await self._undoing.action_redo()
        await self._show()

    # -- its passages ----------------------------------------------------------------------

    async def action_marked(self) -> None:
        """Lists the passages of the tag under the cursor, as they are found."""
        from tui.screens import MarkedScreen

        node = self._node
        use = self._screen.listed.uses.get(node.tag.id) if node and node.tag and self._screen else None
        if node is not None and use is not None and use.releases and not use.passages:
            whole = f"{many(use.releases, 'release')} as a whole"
            lists = with_key("search", f"with tag:{node.path} lists them")
            self._workspace.say(f"No passage has it, but {whole}: {lists}.")
        elif node is not None:
            screen = MarkedScreen(node.path, self._workspace.releases.rows.bidi)
            await self._workspace.app.push_screen(screen)
            self._marked = screen
            self._passages.list(screen, node)

    async def action_split_tag(self) -> None:
        """Asks which tag the passages are to have in place of this one."""
        screen = self._marked
        if screen is None or not screen.chosen:
            return
        chosen, tag = screen.chosen, screen.tag

        async def split(new: str) -> None:
            done = partial(self._library.codebook.split, tag, chosen, new)
            told = f"{many(len(chosen), 'passage')} of #{tag} now #{new.strip().lstrip('#')}"
            if await self._change(done, told):
                screen.drop(set(chosen))

        title = f"Which tag in place of #{tag} for {many(len(chosen), 'passage')}?"
        await self._ask(title, f"{tag}/", split, self._names(tag))

    async def action_go_to_marked(self) -> None:
        """Leaves the screens, and opens the release at the passage."""
        found = self._marked.current if self._marked is not None else None
        if found is None or self._marked is None or self._screen is None:
            return
        self._marked.leave(None)
        self._workspace.app.soon(partial(self._go_to, self._screen, found))

    async def _go_to(self, screen: TagScreen, found: Found) -> None:
        screen.leave(None)
        with self._workspace.complaining():
            await self._opening.open_and_read(found.release.id)
            reader = self._workspace.reader
            if found.release.text_id == self._showing.text_id and found.end <= len(reader.text.text):
                reader.jump_to(found.start)
