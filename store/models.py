"""What a release, an annotation and a tag are: immutable records, which compute nothing.

Every offset is a code point offset into the release's canonical text, half-open ``[start, end)``.
Dates are ISO 8601 strings (``2018-04-05``), times ISO 8601 in UTC (``2018-04-05T09:30:00Z``).

Named tuples: every start of the program makes these classes, and as dataclasses they took 10 ms of it. Their
annotations are no strings, each of which would be compiled: that took two thirds of the rest.
"""

from typing import NamedTuple

#: Code points of context kept on each side of a quote (W3C TextQuoteSelector's prefix and suffix).
CONTEXT = 32

#: Colours of tags are indices into the screen's palette, below this number.
TAG_COLORS = 9
#: Tags are pinned to the digits from 1 to this one.
PINS = 9

#: Where an annotation stands: on the words it was made on; since an update on the same words elsewhere,
#: or on what the update made of them; or without a home in the present text.
STATES = ("anchored", "moved", "changed", "orphaned")


class Paragraph(NamedTuple):
    """A run of text between blank lines, without the blank lines.

    A tuple, for a long text has ten thousands of them: made from a row's lists without a call for each.
    """

    start: int
    end: int
    kind: str
    """One of `store.structure.analysis.PARAGRAPH_KINDS`."""


class Quotation(NamedTuple):
    """Quoted speech, its quotation marks included."""

    start: int
    end: int
    speaker: str | None
    """The speaker's fullest name in the release, or None where the text names nobody."""
    role: str | None = None
    """What the speaker is, as printed once beside the name: "chief executive of Acme"."""


class Contact(NamedTuple):
    """Whom to call or write to: a name, a mail address, a telephone number, each with its place in the text.

    The words are ``text[slice(*contact.mail)]``; None where none is printed.
    """

    start: int
    end: int
    name: tuple[int, int] | None = None
    mail: tuple[int, int] | None = None
    phone: tuple[int, int] | None = None


class Link(NamedTuple):
    """Where the original linked to, for formats that have links."""

    start: int
    end: int
    url: str


class Dateline(NamedTuple):
    """Place, date and agency at the head of the first paragraph, and the span they fill."""

    start: int
    end: int
    place: str | None
    date: str | None
    agency: str | None
    time: str | None = None
    """The time of day by the 24-hour clock, such as ``09:00``."""
    zone: str | None = None
    """The time's zone as printed: Mountain, EST, GMT+4."""


class Structure(NamedTuple):
    """What `store.structure.analysis.analyse` finds in a text; None and empty where the text has none."""

    headline: str
    subheadline: str | None
    dateline: Dateline | None
    byline: str | None
    image_credit: str | None
    language: str | None
    """ISO 639-1 code, or None where the guess would be a gamble."""
    paragraphs: tuple[Paragraph, ...]
    embargo: str | None = None
    """The words of the embargo as one line."""
    embargo_until: str | None = None
    """When it ends, ISO 8601: a date, or date and time, with the offset from UTC where the printed zone has
    one; None where no full date is printed."""
    issuer: str | None = None
    """Who the text itself says it comes from."""


class Release(NamedTuple):
    """What a list needs to know of a release; its words are in `ReleaseText`."""

    id: int
    headline: str
    subheadline: str | None
    place: str | None
    date: str | None
    """The dateline's date, else the day on which its source says it was published; never invented."""
    agency: str | None
    byline: str | None
    image_credit: str | None
    language: str | None
    words: int
    source: str
    """The absolute path or URL it came from."""
    format: str
    digest: str
    """SHA-256 of the original bytes, in hexadecimal."""
    text_id: int
    """The row of its present text in the table ``texts``."""
    added: str
    modified: str
    read: bool = False
    starred: bool = False
    updated: bool = False
    """Whether there is a version of what was read, or begun, that was not looked at yet."""
    annotations: int = 0
    part: str = ""
    """Where in a source of many releases it is; empty where it is the whole."""
    published: str | None = None
    """When the source says it was published: ISO 8601, with the offset as it was given."""
    publisher: str | None = None
    """The site, feed or agency that the source names, else the issuer that the text does."""
    url: str | None = None
    """Where it can be read on the web."""
    time: str | None = None
    """The dateline's time of day, ``09:00``, by the clock of its place."""
    zone: str | None = None
    """The time's zone as printed."""
    embargo: str | None = None
    """The words of the embargo as one line."""
    embargo_until: str | None = None
    """When it ends, as in `Structure`."""
    identity: str | None = None
    """What names it for good (see `store.intake`); None where it came before this was kept."""


class ReleaseText(NamedTuple):
    """A release's canonical text and what stands where in it.

    Quotations and contacts are found when asked for: `store.structure.on_demand`.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    links: tuple[Link, ...]
    dateline: tuple[int, int] | None
    """The span of the dateline."""

    def __repr__(self) -> str:
        """Short: whoever names a task by what it is given would write megabytes."""
        return f"<ReleaseText of {len(self.text)} characters>"


class Version(NamedTuple):
    """One version of a release's text; the words are in `ReleaseText`."""

    text_id: int
    """Its row in the table ``texts``."""
    added: str | None
    """When it came into the library; None for one that came before this was kept."""


class Tag(NamedTuple):
    """A name for passages and releases; these refer to it by id, so renaming is one change.

    A ``/`` in the name leads down a tree: ``migration/vulnerable`` stands below ``migration``.
    """

    id: int
    name: str
    color: int
    """An index into the screen's palette of tag colours."""
    pinned: int | None
    """The digit, 1 to 9, that applies it to a selection."""
    description: str = ""
    """What it is about, in the user's words."""
    include: str = ""
    """What it is to be given to."""
    exclude: str = ""
    """What it is not to be given to."""
    creator: str = ""
    """Who made it; empty for one that was made before this was kept, as is `created`."""
    created: str = ""
    identity: str = ""
    """The IRI under which it came in from another program or library; empty for one that was made here."""


class Annotation(NamedTuple):
    """A tagged or commented passage.

    A W3C Web Annotation at heart: TextPositionSelector (``start``, ``end``) and TextQuoteSelector
    (``quote``, ``prefix``, ``suffix``), https://www.w3.org/TR/annotation-model/#selectors.
    """

    id: int
    release: int
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    tags: tuple[Tag, ...]
    note: str
    creator: str
    created: str
    modified: str
    state: str
    """One of `STATES`."""
    was: str = ""
    """The quote as it was first marked, where updates have altered the words since."""
    identity: str = ""
    """The IRI under which it came in from another program or library; empty for one that was made here."""


class ReadingPosition(NamedTuple):
    """Where a reader left a release."""

    cursor: int = 0
    top: int = 0
    """The first visible character."""


class Hit(NamedTuple):
    """A release that was found."""

    release: Release
    rank: float | None
    """FTS5's bm25: the lower the better; comparable within one search only. None where no words were asked
    for: the newest comes first then."""
    snippet: str
    """Some 160 characters of the text around the matches, on one line, “…” where it goes on."""
    matches: tuple[tuple[int, int], ...]
    """Where the words stand in the canonical text: code points, half-open, in order of the text.
    Empty where only headline, agency or place as they were read from the text hold them."""

    @property
    def offset(self) -> int:
        """The place of the first match; 0 where there is none in the text."""
        return self.matches[0][0] if self.matches else 0
