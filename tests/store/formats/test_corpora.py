"""Corpora: columns told by name or by the user, any separator and encoding, bad rows one by one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.errors import InvalidInputError, RefusedError
from store.formats import corpora
from store.formats.content import Content, size_of
from store.formats.corpora import FIELDS, count_rows, parse_columns, read_csv, read_json_lines
from store.formats.document import Metadata, RawDocument, RefusedPart
from store.formats.encodings import is_utf8
from store.formats.json_items import count_items


def texts(documents: object) -> list[str]:
    """The texts of releases, and why others are refused."""
    assert hasattr(documents, "__iter__")
    return [one.text if isinstance(one, RawDocument) else one.reason for one in documents]


def refusal(data: bytes, columns: dict[str, str] | None = None) -> str:
    """Why a whole table is refused."""
    with pytest.raises(RefusedError) as refused:
        list(read_csv(data, columns))
    return refused.value.message


# -- the mapping --------------------------------------------------------------------------


def test_columns() -> None:
    """Fields stand left, columns right; a field may be called what its column often is."""
    assert parse_columns(" headline = Title ,text=a.b,publisher=x") == {
        "headline": "Title",
        "text": "a.b",
        "agency": "x",
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not say"),
        ("headline", "does not say"),
        ("text=", "does not say"),
        ("text=a,", "does not say"),
        ("words=a", "no field “words”"),
        ("text=a,body=b", "given two columns"),
    ],
)
def test_no_columns(text: str, said: str) -> None:
    """What cannot be read says why and how it is written."""
    with pytest.raises(InvalidInputError, match=said) as error:
        parse_columns(text)
    assert error.value.way_out


@given(st.text(alphabet="textdate=,. a", max_size=30))
def test_any_mapping_is_read_or_refused(text: str) -> None:
    """Whatever is typed, the answer is a mapping of known fields or InvalidInputError."""
    try:
        columns = parse_columns(text)
    except InvalidInputError:
        return
    assert columns and set(columns) <= set(FIELDS) and all(columns.values())


# -- tables -------------------------------------------------------------------------------

ROW = {
    "ID": "7",
    "Title": "A ferry",
    "Full Text": "One.\n\nTwo, “three”; four\t|.",
    "Publication Date": "2024-03-05",
    "URL": "https://x.example/7",
    "Source": "HNA",
    "Author": "By Sam Poe",
    "lang": "en-GB",
    "Other": "x",
}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_table(delimiter: str, encoding: str, end: str) -> None:
    """Columns are told by their names, whatever parts them and however they are encoded."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROW), delimiter=delimiter, lineterminator=end)
    writer.writeheader()
    writer.writerow(ROW)
    [document] = read_csv(out.getvalue().encode(encoding))
    assert document == RawDocument(
        text="A ferry\n\n" + ROW["Full Text"],
        metadata=Metadata("A ferry", "2024-03-05", "en", "HNA", "Sam Poe", ROW["URL"], "7"),
        part="line 2",
    )


def test_rows() -> None:
    """A bad row is refused by its line, and the rest goes on; blank lines and short rows do no harm."""
    data = b'title,text,date\n"two\nlines",a,\n\nB,,03/04/2024\nC,1,2,3\nD,four\n,e,'
    found = [(one.part, one.text if isinstance(one, RawDocument) else one.reason) for one in read_csv(data)]
    assert found == [
        ("line 2", "two lines\n\na"),
        ("line 5", "it has a headline and no text."),
        ("line 6", "it has 4 cells where the header has 3."),
        ("line 7", "D\n\nfour"),
        ("line 8", "e"),
    ]


def test_html_in_a_cell() -> None:
    """A cell that plainly is HTML is read as such, any other as it stands."""
    data = b"text\n<p>One.</p><p>Two &amp; <a href='https://x'>three</a>.</p>\nif a < b and c > d\n"
    first, second = read_csv(data)
    assert isinstance(first, RawDocument)
    assert first.text == "One.\n\nTwo & three."
    assert len(first.links) == 1
    assert texts([second]) == ["if a < b and c > d"]


def test_a_headline_the_text_begins_with_stands_once() -> None:
    """A text that begins with its headline is left as it is."""
    assert texts(read_csv(b'title,text\nA Ferry,"A ferry\n\nOne."\n')) == ["A ferry\n\nOne."]
    assert texts(read_csv(b'title,text\nA Ferry,"A ferry\nOne."\n')) == ["A ferry\nOne."]


def test_an_open_quotation_mark() -> None:
    """A mark that is never closed does not swallow what lies below it unseen."""
    found = list(read_csv(b'title,text\nA,one\nB,"b\nC,c\n'))
    assert texts(found[:1]) == ["A\n\none"]
    assert isinstance(found[1], RefusedPart)
    assert found[1].part == "line 3"
    assert "never closed" in found[1].reason


def test_a_huge_cell() -> None:
    """A cell of a megabyte is read, one no release can be is refused, and the next row is read."""
    data = b'text,id\n"%b",1\n"%b",2\nc,3\n' % (b"a" * 2**20, b"b" * (2**21 + 1))
    first, second, third = read_csv(data)
    assert isinstance(first, RawDocument) and len(first.text) == 2**20
    assert isinstance(second, RefusedPart) and "longer than 2 MB" in second.reason
    assert texts([third]) == ["c"]


NO_TEXT = "no column is known to hold the text. Say which does with --map text=COLUMN; its columns are:"


@pytest.mark.parametrize(
    ("data", "columns", "said"),
    [
        (b"", None, "it is empty."),
        (b" \n\n", None, "it is empty."),
        (b"text\0\nx", None, "it is a binary file, not text."),
        (b"a,b\n1,2\n", None, f"{NO_TEXT} a, b."),
        (b"a,text\n1,2\n", {"headline": "c"}, "it has no column “c”. Its columns are: a, text."),
        (b'"open,text\n', None, "a quotation mark in it is never closed, so that all below is part of it."),
    ],
)  # fmt: skip
def test_refused_tables(data: bytes, columns: dict[str, str] | None, said: str) -> None:
    """A table that cannot be read names its columns and the option."""
    assert refusal(data, columns) == said


def test_mapped_table() -> None:
    """What the user says goes before what a name says; other columns are still told by their names."""
    data = b"title,body,text,date\nA,b,c,2024-03-05\n"
    [document] = read_csv(data, {"text": "BODY", "headline": "text"})
    assert isinstance(document, RawDocument)
    assert document.text == "c\n\nb"
    assert document.metadata.published == "2024-03-05"


def test_the_first_of_two_columns() -> None:
    """Of two columns of one name the first is read."""
    assert texts(read_csv(b"text,text\na,b\n")) == ["a"]


# -- objects ------------------------------------------------------------------------------


def lines(*objects: object) -> bytes:
    """Objects as JSON Lines."""
    return "\n".join(map(json.dumps, objects)).encode()


def test_json_lines() -> None:
    """Names tell what holds what; a bad line is refused and the rest goes on."""
    rows = {"title": "A", "text": "one", "id": 7}, {"text": None}, {"body": ["b", "c"], "authors": ["X", "Y"]}
    found = list(read_json_lines(lines(*rows) + b"\n\n{]\n[1]\n"))
    assert list(zip([one.part for one in found], texts(found), strict=True)) == [
        ("line 1", "A\n\none"),
        ("line 2", "it has no text."),
        ("line 3", "b\n\nc"),
        ("line 5", "it is not JSON: expecting property name enclosed in double quotes in line 1."),
        ("line 6", "it is no JSON object."),
    ]
    assert isinstance(found[0], RawDocument) and found[0].metadata.identifier == "7"
    assert isinstance(found[2], RawDocument) and found[2].metadata.byline == "X, Y"


def test_paths() -> None:
    """A column may be within objects and arrays; a name with a dot in it is found first."""
    row = {"meta": {"parts": ["x", {"words": "deep"}]}, "a.b": "dotted"}
    columns = {"text": "meta.parts.1.words", "headline": "a.b"}
    assert texts(read_json_lines(lines(row, {"meta": 3}), columns)) == ["dotted\n\ndeep", "it has no text."]


def test_array() -> None:
    """An array of objects is read as lines are."""
    data = json.dumps([{"content": "a"}, {"content": "b"}], indent=1).encode()
    assert texts(read_json_lines(data)) == ["a", "b"]


def test_objects_without_text_are_refused() -> None:
    """Where nothing is known to hold the text, the names there are and the option are said."""
    with pytest.raises(RefusedError, match=r"--map text=COLUMN; its columns are: a, b\."):
        list(read_json_lines(lines({"a": 1, "b": 2}, {"text": "x"})))


# -- anything -----------------------------------------------------------------------------

CELLS = st.text(alphabet="a,;\t|\"'\n\r<p>\ufeff é\u0301\0", max_size=20)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4), st.booleans())
def test_any_table_is_read_or_refused(rows: list[list[str]], quoted: bool) -> None:
    """Whatever a table holds, its texts are canonical and nothing but RefusedError is raised."""
    if quoted:
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        table = out.getvalue()
    else:
        table = "\n".join(",".join(row) for row in rows)
    try:
        for one in read_csv(f"text,title\n{table}".encode()):
            assert isinstance(one, RefusedPart) or canonical(one.text) == one.text
    except RefusedError:
        assert "\0" in table


@given(
    st.dictionaries(st.sampled_from(["text", "title", "id", "url", "date", "language"]), CELLS, min_size=1)
)
def test_any_cell_comes_back(row: dict[str, str]) -> None:
    """What a spreadsheet writes is read as it was written: the text whole, canonical."""
    out = io.StringIO()
    csv.writer(out).writerows([list(row), list(row.values())])
    if (
        "text" not in row
        or "\0" in out.getvalue()
        or "<" in row["text"]
        or not row["text"].strip("\ufeff \t\r\n")
    ):
        return
    [document] = read_csv(out.getvalue().encode())
    assert isinstance(document, RawDocument)
    words = "".join(canonical(row["text"]).split())
    assert "".join(document.text.split()).endswith(words.lstrip("\ufeff"))


def test_a_large_file_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is UTF-8 is asked of all its bytes, and so not for each delimiter there may be."""
    asked: list[int] = []

    def told(content: Content) -> bool:
        asked.append(size_of(content))
        return is_utf8(content)

    monkeypatch.setattr(corpora, "is_utf8", told)
    data = '\ufeffheadline;text\n"A; ferry";"Ships,\nand ports."\n'.encode()
    (found,) = corpora.read_csv(data)
    assert isinstance(found, RawDocument) and found.text == "A; ferry\n\nShips,\nand ports."
    assert asked == [len(data)]


class Noted(io.BytesIO):
    """A file that notes how much of it was held at once."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.held: list[int] = []

    def _note(self, read: bytes) -> bytes:
        self.held.append(len(read))
        return read

    def read(self, size: int | None = -1, /) -> bytes:
        """Bytes."""
        return self._note(super().read(size))

    def read1(self, size: int | None = -1, /) -> bytes:
        """Bytes, as text is read."""
        return self._note(super().read1(size))

    def __next__(self) -> bytes:
        return self._note(super().__next__())


@pytest.mark.parametrize("json_lines", [False, True])
def test_of_a_file_a_little_is_held_at_a_time(json_lines: bool) -> None:
    """However many rows it has; it stays open, and is read again from its beginning."""
    rows = [{"headline": f"Ferry {number}", "text": "Words of it. " * 20} for number in range(2000)]
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    data = lines(*rows) if json_lines else out.getvalue().encode()
    read, count = (read_json_lines, count_items) if json_lines else (read_csv, count_rows)
    file = Noted(data)
    assert count(file) == 2000
    assert texts(read(file)) == texts(read(data))
    assert sum(file.held) >= 2 * len(data)
    assert max(file.held) <= 1 << 16
    assert not file.closed


def test_a_table_that_is_no_text_any_more_was_changed(tmp_path: Path) -> None:
    """The rows before that are read; nothing of what was written over it is taken for words."""
    path = tmp_path / "rows.csv"
    path.write_bytes(b"text\n" + b"words\n" * 20_000)
    with path.open("rb") as file:
        documents = read_csv(file)
        assert texts([next(documents)]) == ["words"]
        with path.open("r+b") as other:
            other.seek(60_000)
            other.write(b"\xff" * 60_000)
        with pytest.raises(RefusedError, match="changed while it was read"):
            list(documents)
