"""A release as plain lines, from top to bottom, for a screen reader or a terminal that shows no screen.

Nothing is told by colour, place or a drawn sign; no line is wrapped or broken here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from store import Annotation, Paragraph, Release, ReleaseText, Tag
from store.library import Found
from store.wording import many
from tui.describe import minutes, origin, quoted, under_embargo, when
from tui.terminal import one_line, safe

#: Parts of a release that are told before they begin, by the kind of their paragraphs.
_TOLD = {"boilerplate": "About the sender:", "contact": "Contacts:"}
#: What is told of an annotation whose words an update has touched, by its state.
_STATES = {
    "moved": "An update moved these words.",
    "changed": "An update changed these words.",
    "orphaned": "An update left none of these words.",
}


def linear(
    release: Release, text: ReleaseText, annotations: Sequence[Annotation], tags: Sequence[Tag]
) -> Iterator[str]:
    """Headline, what is known, then each paragraph with the annotations that begin in it after it.

    Args: the release; its text; its annotations in the order of the text; the tags on the release itself.
    """
    yield one_line(release.headline)
    yield from facts(release, len(annotations), tags)
    numbered = list(enumerate(annotations, start=1))
    for index, paragraph in enumerate(text.paragraphs):
        if paragraph.kind != "headline":
            yield ""
            if part := begun_part(text.paragraphs, index):
                yield part
            yield safe(text.text[paragraph.start : paragraph.end])
        for number, annotation in numbered:
            if begins_in(annotation, paragraph.start, paragraph.end):
                yield from annotation_lines(number, annotation)
    yield ""
    for number, annotation in numbered:
        if annotation.state == "orphaned":
            yield from annotation_lines(number, annotation)
    yield "End of the release."


def facts(release: Release, annotations: int, tags: Sequence[Tag]) -> Iterator[str]:
    """What is known of a release, a line for each: place, date, origin, state, tags, how many annotations."""
    known = (
        ("Place", release.place),
        ("Date", when(release) if release.date else None),
        ("From", origin(release)),
        ("Reading time", f"{minutes(release)} min"),
        ("State", ", ".join(_states(release))),
        ("Tags", tag_names(tags)),
        ("Annotations", str(annotations)),
    )
    yield from (f"{name}: {one_line(value)}" for name, value in known if value)
    if held := under_embargo(release):
        yield f"This release is {held}."


def _states(release: Release) -> Iterator[str]:
    yield "read" if release.read else "unread"
    if release.starred:
        yield "starred"
    if release.updated:
        yield "updated since you read it"


def as_row(release: Release) -> str:
    """A release on one line: its headline, then date, origin, state, how many annotations, and its id."""
    known = (
        when(release) if release.date else "",
        origin(release),
        *_states(release),
        many(release.annotations, "annotation") if release.annotations else "",
        f"release {release.id}",
    )
    return f"{one_line(release.headline)}: {', '.join(filter(None, known))}"


def found_as_row(found: Found) -> str:
    """A passage with tags and note, or a quotation after its speaker, on one line with its release."""
    speaker = one_line(found.speaker or "nobody named")
    told = [quoted(found.text) if found.annotation is not None else f"{speaker}: {quoted(found.text)}"]
    if found.tags:
        told.append(f"tagged {', '.join(map(one_line, found.tags))}")
    if found.note:
        told.append(f"note: {one_line(found.note)}")
    return f"{', '.join(told)}; in {one_line(found.release.headline)}, release {found.release.id}"


def begun_part(paragraphs: Sequence[Paragraph], index: int) -> str:
    """What is told before a paragraph that begins boilerplate or contacts; empty before any other."""
    kind = paragraphs[index].kind
    return _TOLD.get(kind, "") if not index or paragraphs[index - 1].kind != kind else ""


def begins_in(annotation: Annotation, start: int, end: int) -> bool:
    """Whether an annotation that has a place in the text begins between two, in code points."""
    return annotation.state != "orphaned" and start <= annotation.start < end


def annotation_lines(number: int, annotation: Annotation) -> Iterator[str]:
    """An annotation in words: its number in the release, tags, passage, note; what an update did to it."""
    tagged = f", tagged {tag_names(annotation.tags)}" if annotation.tags else ""
    yield f"Annotation {number}{tagged}: {quoted(annotation.quote)}"
    if annotation.note:
        yield f"Note on annotation {number}: {safe(annotation.note)}"
    if annotation.state in _STATES:
        yield _STATES[annotation.state]


def tag_names(tags: Iterable[Tag]) -> str:
    """The names of tags, separated by commas."""
    return ", ".join(one_line(tag.name) for tag in tags)
