"""A release as plain lines, from top to bottom, for a screen reader or a terminal that shows no screen.

Nothing is told by colour, place or a drawn sign; no line is wrapped or broken here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from store import Annotation, Paragraph, Release, ReleaseText, Tag
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
    yield from _facts(release, len(annotations), tags)
    numbered = list(enumerate(annotations, start=1))
    before = ""
    for paragraph in text.paragraphs:
        if paragraph.kind != "headline":
            yield ""
            if paragraph.kind != before and paragraph.kind in _TOLD:
                yield _TOLD[paragraph.kind]
            yield safe(text.text[paragraph.start : paragraph.end])
        before = paragraph.kind
        for number, annotation in numbered:
            if annotation.state != "orphaned" and _begins_in(annotation, paragraph):
                yield from _annotation(number, annotation)
    yield ""
    for number, annotation in numbered:
        if annotation.state == "orphaned":
            yield from _annotation(number, annotation)
    yield "End of the release."


def _facts(release: Release, annotations: int, tags: Sequence[Tag]) -> Iterator[str]:
    states = (("read" if release.read else "unread", True), ("starred", release.starred),
              ("updated since you read it", release.updated))  # fmt: skip
    known = (
        ("Place", release.place),
        ("Date", when(release) if release.date else None),
        ("From", origin(release)),
        ("Reading time", f"{minutes(release)} min"),
        ("State", ", ".join(word for word, holds in states if holds)),
        ("Tags", _names(tags)),
        ("Annotations", str(annotations)),
    )
    yield from (f"{name}: {one_line(value)}" for name, value in known if value)
    if held := under_embargo(release):
        yield f"This release is {held}."


def _begins_in(annotation: Annotation, paragraph: Paragraph) -> bool:
    return paragraph.start <= annotation.start < paragraph.end


def _annotation(number: int, annotation: Annotation) -> Iterator[str]:
    tagged = f", tagged {_names(annotation.tags)}" if annotation.tags else ""
    yield f"Annotation {number}{tagged}: {quoted(annotation.quote)}"
    if annotation.note:
        yield f"Note on annotation {number}: {safe(annotation.note)}"
    if annotation.state in _STATES:
        yield _STATES[annotation.state]


def _names(tags: Iterable[Tag]) -> str:
    return ", ".join(one_line(tag.name) for tag in tags)
