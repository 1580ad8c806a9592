"""The registry, and what holds for every reader of the agency formats and corpora."""

from __future__ import annotations

from itertools import islice, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import READERS, RawDocument, Reader, reader_for
from store.formats.corpora import parse_columns
from store.formats.registry import _TEXTS
from tests.drawn import listed
from tests.store.formats.damage import read_or_refused
from tests.store.formats.samples import (
    NITF,
    component,
    g2_item,
    g2_message,
    newsml_file,
    newsml_item,
    ninjs_file,
)

BY_NAME = {reader.name: reader for reader in READERS}
NITF_ELEMENT = NITF.partition('dtd">')[2]
#: A sound file of each format.
SOUND = {
    "newsml-g2": g2_message(
        g2_item(guid="urn:a"), g2_item(f"<inlineXML>{NITF_ELEMENT}</inlineXML>", guid="urn:b")
    ),
    "newsml": newsml_file(newsml_item(component("<p>One é.</p>")), newsml_item(component(NITF_ELEMENT))),
    "nitf": NITF.encode(),
    "ninjs": b"[%b,%b]" % (ninjs_file(), ninjs_file(headlines=None)),
    "jsonl": b'{"title": "A", "text": "<p>One</p>", "date": "2024-03-05"}\n{"text": ["b", "c"]}\n',
    "csv": 'title,text,date\nA,"one\n\ntwo é",2024-03-05\nB,<p>x</p>,\n'.encode(),
}


@pytest.mark.parametrize(
    ("name", "data", "format"),
    [
        ("a.xml", SOUND["newsml-g2"], "newsml-g2"),
        ("a.xml", SOUND["newsml"], "newsml"),
        ("a.xml", SOUND["nitf"], "nitf"),
        ("a.txt", SOUND["nitf"], "nitf"),
        ("a.json", SOUND["ninjs"], "ninjs"),
        ("a.jsonl", SOUND["ninjs"], "ninjs"),
        ("a.nitf", b"", "nitf"),
        ("a.newsml", b"", "newsml"),
        ("a.jsonl", SOUND["jsonl"], "jsonl"),
        ("a.NDJSON", SOUND["jsonl"], "jsonl"),
        ("a.json", SOUND["jsonl"], "jsonl"),
        ("a.csv", SOUND["csv"], "csv"),
        ("a.tsv", SOUND["csv"], "csv"),
        ("a.txt", SOUND["csv"], "text"),
        ("a", SOUND["csv"], "text"),
        ("a.xml", b"<other/>", "feed"),
    ],
)
def test_reader_for(name: str, data: bytes, format: str | None) -> None:
    """Content goes before a name; where it says nothing the name tells."""
    reader = reader_for(name, data)
    assert (reader.name if reader else None) == format


def test_xml_of_no_known_kind_is_refused() -> None:
    """Of a file that ends in .xml and is none of those read it is said what was expected."""
    data = b"<list><item><title>a</title></item></list>"
    reader = reader_for("a.xml", data)
    assert reader is not None
    with pytest.raises(RefusedError, match=r"feed \(RSS, Atom\).*NITF, NewsML, NewsML-G2"):
        list(reader.read(data))


def test_columns_are_handed_down() -> None:
    """A corpus is read by the user's columns, even where its objects look like news; other files as ever."""
    columns = parse_columns("text=uri")
    for name in ("a.json", "a.jsonl"):
        reader = reader_for(name, SOUND["ninjs"], columns)
        assert reader is not None
        found = next(reader.read(SOUND["ninjs"]))
        assert isinstance(found, RawDocument)
        assert found.text == "http://port.example/items/9"
    other = reader_for("a.xml", SOUND["nitf"], columns)
    assert other is not None
    assert isinstance(next(other.read(SOUND["nitf"])), RawDocument)


@pytest.mark.parametrize("reader", [one for one in READERS if one.marked], ids=lambda one: str(one.name))
def test_a_format_that_begins_with_a_sign_is_told_by_it(reader: Reader) -> None:
    """What begins as text does is not asked about, so it must be none, whatever follows."""
    for data in (
        *SOUND.values(),
        b"{\\rtf1 a}",
        b"<html><p>a",
        b"<rss><channel>",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ):
        assert not any(reader.recognises(sign + data) for sign in _TEXTS)


def check(reader: Reader, data: bytes) -> int:
    """Reads it all, and gives how many releases there are; nothing but RefusedError may come of it."""
    reader.recognises(data)
    found = read_or_refused(lambda data: islice(reader.read(data), 100), data)
    return sum(isinstance(one, RawDocument) for one in found or ())


@pytest.mark.parametrize("name", SOUND)
def test_sound_files_are_read(name: str) -> None:
    """The files the others are made from hold what they should."""
    assert check(BY_NAME[name], SOUND[name]) == (1 if name == "nitf" else 2)


#: Where a change begins, as a part of the file; how many bytes it takes, None for all that follow; what is
#: there after it, None for what was, twice.
STARTS = st.integers(0, 1000).map(lambda place: place / 1000)
COUNTS = st.sampled_from([*range(41), *[None] * 41])
PARTS = st.sampled_from([b"", None, b"<", b">", b'"', b"\0", b"\xff", b"&x;", b"{}"]) | st.binary(max_size=8)
NAMES = ["p", "table", "tr", "li", "a", "media", "frac", "nitf", "hl1", "NewsComponent", "ContentItem"]
FUZZ = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize("name", SOUND)
@FUZZ
@given(data=st.binary(max_size=300))
def test_random_bytes(name: str, data: bytes) -> None:
    """Any bytes are read or refused."""
    check(BY_NAME[name], data)


@pytest.mark.slow
@pytest.mark.parametrize("name", SOUND)
@FUZZ
@given(changes=st.lists(st.tuples(STARTS, COUNTS, PARTS), min_size=1, max_size=3))
def test_damaged_files(name: str, changes: list[tuple[float, int | None, bytes | None]]) -> None:
    """A sound file cut, with a part of it gone, doubled or replaced, is read or refused."""
    data = SOUND[name]
    for place, count, part in changes:
        start = int(place * len(data))
        end = len(data) if count is None else start + count
        data = data[:start] + (data[start:end] * 2 if part is None else part) + data[end:]
    check(BY_NAME[name], data)


@pytest.mark.parametrize("name", ["newsml-g2", "newsml", "nitf"])
@FUZZ
@given(renamed=listed([*product(NAMES, NAMES)], min_size=1, max_size=4))
def test_rearranged_elements(name: str, renamed: list[tuple[str, str]]) -> None:
    """Well-formed files whose elements have other names than they should are read or refused."""
    data = SOUND[name].decode()
    for old, new in renamed:
        for before in (f"<{old}>", f"</{old}>", f"<{old} "):
            data = data.replace(before, before.replace(old, new))
    check(BY_NAME[name], data.encode())


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("name", ["newsml-g2", "newsml", "nitf"])
@pytest.mark.parametrize("hostile", [BOMB, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'])
def test_hostile_xml_is_refused(name: str, hostile: bytes) -> None:
    """No reader of XML lets entities in."""
    data = SOUND[name].partition(b'dtd">')[2] if name == "nitf" else SOUND[name]
    with pytest.raises(RefusedError, match="entities"):
        list(BY_NAME[name].read(hostile + data))
