"""Readers, one per format: bytes to raw documents. A new format is one more row in `READERS`.

A reader's module is imported when it is first asked: the table is needed where nothing is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from importlib import import_module
from os.path import splitext
from pathlib import PurePath
from typing import Any

from store.formats.content import Content, beginning
from store.formats.document import Documents, RawDocument, RefusedPart
from store.formats.notices import noticing


def _never(_data: bytes) -> bool:
    """Nothing in its content tells the format: its name must."""
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """A format's name, the file name endings it is known by, and how it is recognised and read."""

    name: str
    suffixes: frozenset[str]
    read: Callable[..., Documents] = field(repr=False)
    """Raises RefusedError for bytes that are not of the format; at the first document asked for or before."""
    recognises: Callable[[bytes], bool] = field(repr=False, default=_never)
    """Whether the content says it is of this format; looks at the beginning only."""
    many: bool = False
    """Whether a file may hold any number of releases."""
    mapped: bool = False
    """Whether `read` also takes `columns`, as `corpora.parse_columns` gives them."""
    streamed: bool = False
    """Whether `read` and `count` take the file too, open for reading, and hold no more of it than a row."""
    linked: bool = False
    """Whether `read` also takes `base`, the URL it came from, that relative links are relative to."""
    marked: bool = False
    """Whether its content begins with a bracket, a blank or no sign of ASCII: never as `_TEXTS` do."""
    zipped: bool = False
    """Whether its content begins as all zip files do."""
    count: Callable[..., int] | None = field(repr=False, default=None)
    """How many documents `read` gives, where that is told in little time; raises RefusedError as it does."""


def _deferred(where: str) -> Callable[..., Any]:
    """The function ``module.name`` of a module here."""
    module, _, name = where.rpartition(".")

    @cache  # all formats are asked of each file
    def found() -> Callable[..., Any]:
        made: Callable[..., Any] = getattr(import_module(f"store.formats.{module}"), name)
        return made

    def function(*arguments: Any, **named: Any) -> Any:
        return found()(*arguments, **named)

    return function


def _with_notices(read: Callable[..., Documents]) -> Callable[..., Documents]:
    """The reader, each of its documents with what is told while it is read."""

    def noting(data: Content, **named: Any) -> Documents:
        documents = iter(read(data, **named))
        while True:
            with noticing() as told:
                one = next(documents, None)
            if one is None:
                return
            yield _noted(one, told)

    return noting


def _noted(one: RawDocument | RefusedPart, told: list[str]) -> RawDocument | RefusedPart:
    if not told or isinstance(one, RefusedPart):
        return one
    return replace(one, notices=(*one.notices, *told))


def _one(
    name: str,
    suffixes: str,
    module: str,
    recognises: str = "",
    *,
    linked: bool = False,
    marked: bool = False,
    zipped: bool = False,
) -> Reader:
    """The reader of a format whose files hold one release each."""
    read = _deferred(f"{module}.read")
    told = _deferred(recognises) if recognises else _never

    def only(data: bytes, **named: Any) -> Documents:
        yield read(data, **named)

    noting, endings = _with_notices(only), frozenset(suffixes.split())
    return Reader(name, endings, noting, told, linked=linked, marked=marked, zipped=zipped)


def _many(name: str, suffixes: str, read: str, recognises: str = "", *, marked: bool = False) -> Reader:
    """The reader of a format whose files hold any number of releases."""
    told = _deferred(recognises) if recognises else _never
    noting = _with_notices(_deferred(read))
    return Reader(name, frozenset(suffixes.split()), noting, told, many=True, marked=marked)


def _rows(name: str, suffixes: str, read: str, count: str) -> Reader:
    """The reader of a format whose files hold a release in each row."""
    return replace(_many(name, suffixes, read), mapped=True, streamed=True, count=_deferred(count))


_PLAIN = _one("text", ".txt .text", "plain")
#: In the order in which content is asked.
READERS = (
    _one("marks", ".qdpx .qdc .jsonld", "marked_files", "marked_files.recognises"),
    _one("pdf", ".pdf", "pdf.pdf", "pdf.pdf.recognises"),
    _one("docx", ".docx .docm", "docx", "docx.recognises", zipped=True),
    _one("odt", ".odt .ott", "opendocument", "opendocument.recognises", zipped=True),
    _one("epub", ".epub", "epub", "epub.recognises", zipped=True),
    _one("rtf", ".rtf", "rtf", "rtf.recognises", marked=True),
    _one("msg", ".msg", "mail.outlook", "compound.is_mail", marked=True),
    _one("doc", ".doc .dot", "compound", "compound.is_compound", marked=True),
    _many(
        "archive",
        ".zip .tar .tgz .tbz .tbz2 .txz .gz .bz2 .xz",
        "archives.archives.read",
        "archives.archives.recognises",
    ),
    _many("newsml-g2", "", "agency.newsml_g2.read", "agency.newsml_g2.recognises", marked=True),
    _many("newsml", ".newsml", "agency.newsml.read", "agency.newsml.recognises", marked=True),
    _one("nitf", ".nitf", "agency.nitf", "agency.nitf.recognises", marked=True),
    _many("feed", ".rss .atom .xml", "feeds.read", "feeds.recognises", marked=True),
    _many("json feed", "", "feeds.read_json", "feeds.recognises_json", marked=True),
    _many("ninjs", "", "agency.ninjs.read", "agency.ninjs.recognises", marked=True),
    _one("html", ".html .htm .xhtml", "html.html", "html.html.recognises", linked=True, marked=True),
    _many("mbox", ".mbox .mbx", "mail.mbox.read", "mail.mbox.recognises"),
    _one("eml", ".eml", "mail.mail", "mail.headers.recognises"),
    _rows("jsonl", ".jsonl .ndjson .json", "corpora.read_json_lines", "json_items.count_items"),
    _rows("csv", ".csv .tsv", "corpora.read_csv", "corpora.count_rows"),
    _PLAIN,
    _one("markdown", ".md .markdown", "markdown"),
)


#: With what text begins: letters, digits and signs of ASCII but for the brackets of XML, JSON and RTF.
_TEXTS = frozenset(bytes((code,)) for code in range(0x21, 0x7F)) - {b"<", b"{", b"["}
_ZIP = b"PK"
#: More bytes than the content of any text is asked for to tell its format, and with what those begin of which
#: all may be: zip files and compound files.
_HEAD, _TOLD_BY_MORE = 1 << 18, (_ZIP, b"\xd0\xcf\x11\xe0")


class Choice:
    """The readers among which that of a file is chosen, parted so that few are asked of each."""

    def __init__(self, readers: tuple[Reader, ...]) -> None:
        self._asked = tuple(reader for reader in readers if reader.recognises is not _never)
        self._unzipped = tuple(reader for reader in self._asked if not reader.zipped)
        # Text may be mistaken for few; the others' patterns take longer than all else of reading it.
        self._of_text = tuple(reader for reader in self._unzipped if not reader.marked)
        self._by_suffix = {suffix: one for one in reversed(readers) for suffix in one.suffixes}

    def by_content(self, data: bytes) -> Reader | None:
        """The first that recognises it."""
        asked = self._of_text if data[:1] in _TEXTS else self._unzipped
        for reader in self._asked if data.startswith(_ZIP) else asked:
            if reader.recognises(data):
                return reader
        return None

    def by_suffix(self, suffix: str) -> Reader | None:
        """The first that knows the file name ending, in small letters."""
        return self._by_suffix.get(suffix)


_choice = Choice(READERS)


def reader_for(name: str, data: bytes, columns: Mapping[str, str] | None = None) -> Reader | None:
    """The reader for a file, told by its content first and its name second; None where neither is known.

    A name without an ending says nothing: such a file is plain text unless its content says otherwise.
    Where `columns` says which column holds what, a corpus is told by its name, and read accordingly.
    """
    named = known_by_name(name)
    if columns and named is not None and named.mapped:
        return replace(named, read=partial(named.read, columns=columns))
    told = _choice.by_content(data)
    return told or named or (_PLAIN if not PurePath(name).suffix else None)


def reader_of_rows(name: str, content: Content, columns: Mapping[str, str] | None = None) -> Reader | None:
    """The reader for a file of rows, which takes it as it lies; None where all of it must be read first.

    It is the one `reader_for` gives for all of the file: of what begins as text nothing further on is asked.
    """
    named = known_by_name(name)
    if named is None or not named.streamed:
        return None
    head = beginning(content, _HEAD)
    told = None if head.startswith(_TOLD_BY_MORE) else reader_for(name, head, columns)
    return told if told is not None and told.streamed else None


def known_by_name(name: str) -> Reader | None:
    """The reader for a file's name alone."""
    suffix = splitext(name)[1].lower()  # noqa: PTH122 - asked of each file, in a tenth of the time
    return _choice.by_suffix(suffix)
