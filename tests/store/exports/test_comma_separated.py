"""The CSV: read back cell by cell it is what was marked, and no spreadsheet computes a cell of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from store import Library
from store.exports import annotation_identity
from store.exports.comma_separated import quotation_table, write
from store.exports.table_records import ANNOTATIONS, QUOTATIONS
from tests.drawn import pieced
from tests.store.exports.samples import annotation, marked, tag
from tests.store.library.test_quoting import SWING, add

ANY = st.text(st.characters(exclude_categories=["Cs"]))
#: What breaks rows, ends cells, begins formulas or steers terminals.
SIGNS = "=+-@'\",;\t\r\n\0 \ufeff\xa0\x1b＝＋－＠"
PIECES = ("\r\n", '""', "=1+1", "\x1b[31m", "'=", "ferry", "عبّارة", "🚢")
HOSTILE = pieced((*SIGNS, *PIECES))
WORDS = ANY | HOSTILE
#: As the library takes them: no comma, and not nothing.
NAMES = WORDS.filter(lambda name: name and "," not in name)


def read(text: str) -> list[dict[str, str]]:
    """The rows as `csv` reads them, under the names of their columns."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(ANNOTATIONS.columns)}
    header, *rest = rows
    return [dict(zip(header, row, strict=True)) for row in rest]


def words(cell: str) -> str:
    """What a cell says, as the README tells to take it."""
    return cell.removeprefix("'")


def computed(cell: str) -> bool:
    """Whether a spreadsheet may take the cell for a formula, whatever it drops from its beginning."""
    shown = cell.lstrip("".join(map(chr, range(0x21))) + "\x7f\x85\xa0\ufeff\u2028\u2029\u3000")
    return cell[:1] in {"\t", "\r", "\n", "\0"} or shown[:1] in set("=+-@＝＋－＠")


@given(WORDS, WORDS, WORDS, st.lists(NAMES, max_size=3))
@example('=HYPERLINK("http://a.example")', "'=1", " -1", ["=x", "+y"])
@example("\r\n=1", "\0@", "''", ["'"])
def test_any_words_are_read_back(quote: str, note: str, headline: str, names: list[str]) -> None:
    """Character by character, but for the apostrophe before what could be a formula."""
    one = annotation(3, quote, note, tags=tuple(map(tag, names)))
    text = "".join(write([marked(one, headline=headline)]))
    (row,) = read(text)
    assert [words(row[name]) for name in ("quote", "note", "headline")] == [quote, note, headline]
    assert next(csv.reader(io.StringIO(words(row["tags"]), newline="")), []) == names
    assert not any(map(computed, row.values()))


@given(st.lists(ANY.filter(bool), min_size=1, max_size=3))
@example(["a,b", 'say "x"', "c\nd"])
def test_tags_of_another_program_can_be_taken_apart_too(names: list[str]) -> None:
    """A comma, which Dateline takes in no name, stands in quotation marks as in any CSV."""
    (row,) = read("".join(write([marked(annotation(3, "q", tags=tuple(map(tag, names))))])))
    assert next(csv.reader(io.StringIO(words(row["tags"]), newline=""))) == names


@pytest.mark.parametrize(
    "cell", ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "\0a", "＝1", " =1", "\ufeff=1"]
)
def test_what_could_be_a_formula_has_an_apostrophe_before_it(cell: str) -> None:
    """One, and it is not in the words."""
    (row,) = read("".join(write([marked(annotation(3, cell))])))
    assert row["quote"] == f"'{cell}"


@pytest.mark.parametrize("cell", ["1-1", "a=b", "“=1”", "", "—", "ferry, “boat”\n- item"])
def test_everything_else_is_left_as_it_is(cell: str) -> None:
    """Signs within the words are harmless."""
    (row,) = read("".join(write([marked(annotation(3, cell))])))
    assert row["quote"] == cell


def test_the_layout_of_a_file() -> None:
    """RFC 4180: a header, CRLF after every row also the last, quotation marks where they are needed."""
    one = annotation(3, 'the "ferry", soon', "My note.", tags=(tag("when"), tag("sea side", 2)))
    two = annotation(5, "Two\nlines")._replace(prefix="before ", suffix=" after", state="changed", was="Two")
    release = marked(one, two, headline="Ferries", part="2", url="https://a.example/2", agency=None)
    text = "".join(write([release]))
    known = "12,Ferries,2018-04-05,BRUSSELS,,en,eu.txt,2,https://a.example/2,,"
    assert text == (
        "release,headline,date,place,agency,language,source,part,url,embargo,annotation,start,end,quote,prefix,"
        "suffix,tags,note,state,was,creator,created,modified,release_tags,identity\r\n"
        f'{known}3,3,4,"the ""ferry"", soon",,,"when,sea side",My note.,anchored,,'
        f"me,2018-04-06T08:00:00Z,2018-04-06T08:00:00Z,,{annotation_identity(release.release, one)}\r\n"
        f'{known}5,5,6,"Two\nlines",before , after,,,changed,Two,'
        f"me,2018-04-06T08:00:00Z,2018-04-06T08:00:00Z,,{annotation_identity(release.release, two)}\r\n"
    )


def test_releases_follow_each_other_under_one_header() -> None:
    """One in which nothing is marked has no row."""
    several = [marked(annotation(3, "a"), id=1), marked(id=2), marked(annotation(4, "b"), id=3)]
    rows = read("".join(write(several)))
    assert [(row["release"], row["quote"]) for row in rows] == [("1", "a"), ("3", "b")]
    assert read("".join(write([]))) == []


def test_a_byte_order_mark_belongs_to_no_cell() -> None:
    """Python's utf-8-sig and Excel take it away; the rest is the same."""
    plain, marked_ = ("".join(write([marked(annotation(3, "a"))], bom=bom)).encode() for bom in (False, True))
    assert marked_ == b"\xef\xbb\xbf" + plain
    assert marked_.decode("utf-8-sig") == plain.decode()


def test_a_row_for_each_quotation(library: Library, tmp_path: Path) -> None:
    """Who said what when and where; cells that a spreadsheet would compute have an apostrophe before them."""
    key = add(library, tmp_path, "swing", SWING.replace("Talks", "=Talks"))
    table = "".join(quotation_table(library.find.by_speaker()))
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert list(rows[0]) == list(QUOTATIONS.columns) and len(rows) == 2
    first = rows[0]
    assert (first["speaker"], first["role"]) == ("William Lacy Swing", "IOM Director-General")
    assert (first["date"], first["place"], first["agency"], first["release"]) == (
        "2018-04-05",
        "GENEVA",
        "IOM",
        str(key),
    )
    assert first["headline"].startswith("'=Talks") and first["quotation"].startswith("“We have")
    text = library.releases.text(key).text
    assert text[int(first["start"]) : int(first["end"])] == first["quotation"]
