"""What the line mode does with releases: opens one, reads it on, marks what was read."""

from __future__ import annotations

from collections.abc import Sequence

import click

from store import Annotation, Library, ReadingPosition
from store.wording import brief, many
from tui.cli.linear import annotation_lines, begins_in, begun_part, facts, tag_names
from tui.cli.open_text import OpenText, Place
from tui.terminal import one_line, safe

NOTHING_OPEN = "No release is open: l lists them, a number opens one."
_NOTHING_READ = "Nothing of it was read yet: n reads the first paragraph."


class LineReading:
    """The open release of the line mode."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._open: OpenText | None = None

    @property
    def open_id(self) -> int | None:
        """The open release; None where there is none, which is said."""
        if self._open is None:
            click.echo(NOTHING_OPEN)
            return None
        return self._open.release.id

    @property
    def shown_id(self) -> int | None:
        """The open release; None where there is none."""
        return None if self._open is None else self._open.release.id

    def past_the_middle(self) -> int:
        """Where what was read last begins, in code points, if it goes past the middle of the text; else 0."""
        place = self._open.place if self._open is not None else None
        if self._open is None or place is None or place.end <= len(self._open.text.text) // 2:
            return 0
        return place.start

    def show(self, key: int, start: int | None = None) -> None:
        """Opens a release: headline, facts, and the paragraph at a place, else where it was left.

        Args: its id; the place in code points. Raises NotFoundError.
        """
        library = self._library
        release, text = library.releases.get(key), library.releases.text(key)
        click.echo(one_line(release.headline))
        for line in facts(release, len(library.annotations.of(key)), library.release_tags.of(key)):
            click.echo(line)
        if release.updated and not library.read_only:
            library.reading.looked_at(key, release.text_id)
        self._open = OpenText(release, text)
        click.echo(f"{many(len(self._open.paragraphs), 'paragraph')}; n or Enter reads on.")
        place = start if start is not None else library.reading.position(key).cursor or None
        if place is not None and self._open.go_to(place) and self._open.place is not None:
            click.echo("There:" if start is not None else "You left it here:")
            self._tell(self._open, self._open.place)
        else:
            self._keep_place(key, 0)

    def read(self, by: int, *, sentence: bool = False) -> None:
        """Reads the next paragraph or sentence (1), or the one before (-1)."""
        opened = self._open
        if opened is None:
            click.echo(NOTHING_OPEN)
        elif self._library.releases.get(opened.release.id).text_id != opened.release.text_id:
            click.echo("A new version of it has come.")
            self.show(opened.release.id)
        elif (opened.step_sentence(by) if sentence else opened.step(by)) and opened.place is not None:
            self._tell(opened, opened.place)
        else:
            click.echo("End of the release." if by > 0 else "This is its beginning.")

    def _tell(self, opened: OpenText, place: Place) -> None:
        """Tells what is at the place, with the annotations that begin there; at the end it is read."""
        key = opened.release.id
        self._keep_place(key, place.start)
        if part := begun_part(opened.paragraphs, place.paragraph):
            click.echo(part)
        click.echo(f"{place.number}. {one_line(opened.words(place))}")
        for number, one in enumerate(self._library.annotations.of(key), start=1):
            if begins_in(one, place.start, place.end):
                for line in annotation_lines(number, one):
                    click.echo(line)
        if opened.is_last(place):
            if not self._library.read_only:
                self._library.reading.reached_end(key)
            click.echo("End of the release.")

    def _keep_place(self, key: int, start: int) -> None:
        if not self._library.read_only:
            self._library.reading.save_position(key, ReadingPosition(start, start))

    # -- marking ----------------------------------------------------------------------------

    def tag(self, typed: str) -> None:
        """Gives what was read last the tags typed, separated by commas, beside those it has."""
        tags = [one.strip() for one in typed.split(",") if one.strip()]
        if not tags:
            click.echo("Name the tags, with commas between them.")
        elif marked := self._mark(tags, ""):
            click.echo(f"Tagged {tag_names(marked.tags)}: {one_line(brief(marked.quote))}")

    def note(self, typed: str) -> None:
        """Notes on what was read last, below the note it has."""
        if not typed:
            click.echo("Type the note behind the word.")
        elif marked := self._mark([], typed):
            click.echo(f"Noted on {one_line(brief(marked.quote))}: {safe(marked.note)}")

    def _mark(self, tags: Sequence[str], note: str) -> Annotation | None:
        """Adds to the annotation on what was read last, or makes one; where nothing was, says so."""
        opened, annotations = self._open, self._library.annotations
        if opened is None or opened.place is None:
            click.echo(NOTHING_OPEN if opened is None else _NOTHING_READ)
            return None
        key, place = opened.release.id, opened.place
        passage = place.start, place.end, opened.words(place)
        same = (one for one in annotations.of(key) if (one.start, one.end, one.quote) == passage)
        here = next((one for one in same if one.state != "orphaned"), None)
        if here is None:
            at = opened.release.text_id
            return annotations.add(key, place.start, place.end, tags=tags, note=note, text_id=at)
        if tags:
            return annotations.edit(here.id, tags=[*(tag.name for tag in here.tags), *tags])
        return annotations.edit(here.id, note="\n\n".join(filter(None, (here.note, note))), shown=here.note)

    def star(self) -> None:
        """Stars the release, or takes its star."""
        if (key := self.open_id) is not None:
            starred = not self._library.releases.get(key).starred
            self._library.reading.set_starred([key], starred)
            click.echo("Starred." if starred else "Without a star now.")

    def done(self, ids: Sequence[int]) -> None:
        """Marks the release read and opens the next unread one of those, from the top after their end."""
        if (key := self.open_id) is None:
            return
        self._library.reading.set_read([key], True)
        click.echo("Read.")
        at = ids.index(key) if key in ids else 0
        following = self._library.reading.first_unread([*ids[at:], *ids[:at]])
        if following is None:
            click.echo("Everything in the list is read.")
        else:
            self.show(following)

    def undo(self) -> None:
        """Takes the last change back, and says which."""
        step = self._library.history.undo()
        if step is None:
            click.echo("Nothing to undo.")
            return
        where = "" if step.release is None else f", in release {step.release}"
        did = "Not undone" if step.nothing else "Undone"
        click.echo(one_line(f"{did}: {step.what}{where}. {step.left}"))
