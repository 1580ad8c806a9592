"""XML from outside: hostile documents are refused, wrong declarations read through."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats.agency import safe_xml
from store.formats.agency.safe_xml import MAX_ATTRIBUTE, MAX_DEPTH, elements, parse, root_name

LAUGHS = '<!DOCTYPE a [<!ENTITY l "lol">' + "".join(
    f'<!ENTITY l{number} "{f"&l{number - 1 or str()};" * 10}">' for number in range(1, 10)
)


@pytest.mark.parametrize(
    "document",
    [
        LAUGHS + "]><a>&l9;</a>",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "{secret}">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "{secret}"> %x;]><a/>',
        '<!DOCTYPE a [<!ENTITY x PUBLIC "x" "http://localhost:9/x">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "harmless">]><a/>',
    ],
)
def test_entities_are_refused(document: str, tmp_path: Path) -> None:
    """A document that declares entities is refused, whatever they stand for."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    with pytest.raises(RefusedError, match="entities of its own"):
        parse(document.replace("{secret}", secret.as_uri()).encode())


@pytest.mark.parametrize("place", ["{file}", "http://localhost:9/x.dtd"])
def test_no_other_file_is_read(place: str, tmp_path: Path) -> None:
    """An outer document type and an XInclude are passed over."""
    other = tmp_path / "x.dtd"
    other.write_text('<!ENTITY x "read">')
    place = place.replace("{file}", other.as_uri())
    document = f'<!DOCTYPE a SYSTEM "{place}"><a>&x;<include href="{place}"/></a>'
    assert "".join(parse(document.encode()).itertext()) == "&x;"


def test_named_characters() -> None:
    """A character that is declared nowhere is read by its HTML name."""
    assert parse(b"<a>caf&eacute;&nbsp;&lt;&#x263a;&bogus;</a>").text == "café\xa0<☺&bogus;"


def test_depth_is_limited() -> None:
    """A document may be as deep as the limit and no deeper."""
    parse(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH)
    with pytest.raises(RefusedError, match="nested"):
        parse(b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1))


def test_huge_attribute_is_dropped() -> None:
    """An attribute nobody could mean is read as empty."""
    root = parse(f'<a b="{"x" * (MAX_ATTRIBUTE + 1)}" c="{"x" * MAX_ATTRIBUTE}"/>'.encode())
    assert root.get("b") == ""
    assert root.get("c") == "x" * MAX_ATTRIBUTE


TEXT = "Café “noir” – £5"


@pytest.mark.parametrize(
    ("declared", "real"),
    [
        ("UTF-8", "utf-8"),
        ("ISO-8859-1", "utf-8"),
        ("UTF-8", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("us-ascii", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("UTF-8", "utf-16"),
        ("utf-16", "utf-8"),
        ("UTF-8", "utf-8-sig"),
        ("bogus", "utf-8"),
        ("base64", "utf-8"),
        ("idna", "utf-8"),
    ],
)
def test_encodings(declared: str, real: str) -> None:
    """What the bytes are is read, whatever the declaration says."""
    document = f'<?xml version="1.0" encoding="{declared}"?><a>{TEXT}</a>'
    assert parse(document.encode(real)).text == TEXT


@pytest.mark.parametrize("encoding", ["gb18030", "shift_jis", "big5", "euc-kr", "koi8-r", "iso8859-2"])
def test_declared_encodings(encoding: str) -> None:
    """An encoding that only the declaration tells is believed, one of several bytes too."""
    text = {"koi8-r": "Правительство", "iso8859-2": "Rząd przyjął", "euc-kr": "정부는"}.get(encoding, "中日")
    assert parse(f'<?xml version="1.0" encoding="{encoding}"?><a>{text}</a>'.encode(encoding)).text == text


def test_control_characters_are_dropped() -> None:
    """What a wire left of its codes does not keep a document from being read."""
    assert parse(b"<a>\x01one\x1f\x0btwo</a>").text == "onetwo"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"<a>", "it ends in the middle, in line 1"),
        (b"<a>\n<b></a>", "mismatched tag in line 2"),
        (b"<a>AT&T</a>", "not well-formed"),
        (b"<a>&#x1;</a>", "not well-formed"),
        (b"<a/><b/>", "not well-formed"),
        (b"\x89PNG\0\0", "binary"),
    ],
)
def test_not_well_formed_is_refused(data: bytes, said: str) -> None:
    """The reason says what is wrong and where."""
    with pytest.raises(RefusedError, match=said):
        parse(data)


def test_prefixes_are_dropped() -> None:
    """Names are without their prefixes, declared or not."""
    root = parse(b'<n:a xml:lang="en" x:y="z"><q:b/></n:a>')
    assert (root.tag, root.attrib, root[0].tag) == ("a", {"lang": "en", "y": "z"}, "b")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<a/>", "a"),
        (b"\xef\xbb\xbf \n<x:a b='c'>", "a"),
        (b"<?xml version='1.0'?><!-- <b> --><!DOCTYPE a [<!ELEMENT b (c)>]> <a>", "a"),
        ("<a/>".encode("utf-16"), "a"),
        ("<a/>".encode("utf-16-be"), "a"),
        (b"<!-- never closed <a>", None),
        (b"{}", None),
        (b"", None),
        (b"\xff\xfe\xfd", None),
    ],
)
def test_root_name(data: bytes, name: str | None) -> None:
    """The root is found behind all that may stand before it."""
    assert root_name(data) == name


@given(
    st.binary(max_size=200) | st.text(alphabet="<>/!?[]&;#x\"'= aé\n-DOCTYPE", max_size=80).map(str.encode)
)
def test_anything_is_read_or_refused(data: bytes) -> None:
    """Nothing but RefusedError is raised; a document the standard library reads has the same words."""
    root_name(data)
    try:
        root = parse(b"<a>" + data + b"</a>")
    except RefusedError:
        return
    try:
        known = ElementTree.fromstring(b"<a>" + data + b"</a>")
    except ElementTree.ParseError:
        return
    if b"&" not in data:
        assert "".join(root.itertext()) == "".join(known.itertext())


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "utf-16"])
def test_blank_lines_before_the_declaration(declared: str) -> None:
    """What agencies' systems write before the declaration does not keep the document from being read."""
    assert parse(f'\n <?xml version="1.0" encoding="{declared}"?><a>b</a>'.encode()).text == "b"


@pytest.mark.parametrize("part", [3, 7, 1 << 18])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_elements_come_one_after_the_other(part: int, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The outermost of the names asked for, however the document is parted; long attributes are kept."""
    monkeypatch.setattr(safe_xml, "_PART", part)
    long = "ä" * (MAX_ATTRIBUTE + 1)
    data = f"<r>x<p:a b='{long}'>é&eacute;&#x1b;\x1b😀<a/></p:a><c><d/></c><a>2</a></r>".encode(encoding)
    first, second, third = elements(data, {"a", "d"})
    assert (first.get("b"), first.text, [one.tag for one in first]) == (long, "éé\ufffd😀", ["a"])
    assert (second.tag, third.text) == ("d", "2")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (LAUGHS + "]><a>&l9;</a>", "entities of its own"),
        ("<r><a></r>", "mismatched tag"),
        ("<r><a/>", "cut off"),
        ("", "cut off"),
        ("<r><a>" + "<b>" * MAX_DEPTH + "</b>" * MAX_DEPTH + "</a></r>", "nested"),
    ],
)
def test_elements_of_a_hostile_document_are_refused(data: str, said: str) -> None:
    """As a whole document is."""
    with pytest.raises(RefusedError, match=said):
        list(elements(data.encode(), {"a"}))


def test_elements_are_limited_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document may have many of them, and no more than a program can keep."""
    monkeypatch.setattr(safe_xml, "MAX_ELEMENTS", 2)
    assert len(list(elements(b"<r>" + b"<a><b/></a>" * 5 + b"</r>", {"a"}))) == 5
    with pytest.raises(RefusedError, match="more than 2 elements"):
        list(elements(b"<r><a><b/><b/></a></r>", {"a"}))
    monkeypatch.setattr(safe_xml, "MAX_GIVEN", 3)
    with pytest.raises(RefusedError, match="more than 3 elements"):
        list(elements(b"<r>" + b"<a/>" * 4 + b"</r>", {"a"}))
