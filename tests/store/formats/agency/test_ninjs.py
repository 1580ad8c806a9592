"""ninjs: every version's names, one item or many, the best form of the body."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.canonical import canonical
from store.errors import RefusedError
from store.formats.agency.ninjs import read, recognises
from store.formats.document import Metadata, RawDocument, RefusedPart
from tests.store.formats.samples import (
    NINJS,
    NITF,
    NITF_TEXT,
    RELEASES,
    ninjs_file,
    only,
    reason,
    with_releases,
)


def test_item() -> None:
    """HTML is read before plain text; captions of pictures stand below it."""
    document = only(read(ninjs_file()))
    assert document.text == (
        "Neue Fähre\n\nAb Mai\n\nVon Eva Muster\n\nLinz – Der Hafen.\n\nSchluss.\n\n[Image: Die alte Fähre]"
    )
    assert [(document.text[one.start : one.end], one.url) for one in document.links] == [
        ("Hafen", "https://h.example")
    ]
    assert document.metadata == Metadata(
        title="Neue Fähre",
        published="2024-03-05T09:30:00+01:00",
        language="de",
        publisher="Hafen Agentur",
        byline="Eva Muster",
        url="http://port.example/items/9",
        identifier="http://port.example/items/9",
        version=2,
    )


def test_names_of_version_1() -> None:
    """ninjs 1.x has a name for each form of a body, and associations by name."""
    picture = {"type": "picture", "description_text": "A boat"}
    item = {
        "uri": "urn:x:1",
        "headline": "Ferry",
        "byline": "By Sam Poe",
        "body_text": "Not this.",
        "body_xhtml": "<p>One.</p><p>Two.</p>",
        "associations": {"main": picture},
        "version": 7,
    }
    document = only(read(json.dumps(item).encode()))
    assert document.text == "Ferry\n\nBy Sam Poe\n\nOne.\n\nTwo.\n\n[Image: A boat]"
    assert document.metadata == Metadata(title="Ferry", byline="Sam Poe", identifier="urn:x:1", version=7)


def test_a_headline_by_its_form_alone() -> None:
    """Without “headline”, a headline of a form of its own is the headline, and never the byline."""
    item = {
        "uri": "urn:x:1",
        "headline_main": "Ferry",
        "headline_sub": "From May",
        "byline": "By Sam Poe",
        "body_text": "One.",
    }
    document = only(read(json.dumps(item).encode()))
    assert document.text == "Ferry\n\nFrom May\n\nBy Sam Poe\n\nOne."
    assert document.metadata.title == "Ferry"


def test_names_of_version_3() -> None:
    """ninjs 3.x writes its names in two cases."""
    item = {
        "uri": "urn:x:1",
        "title": "Ferry",
        "versionCreated": "2024-03-05T09:30:00Z",
        "pubStatus": "usable",
        "bodies": [{"contentType": "text/html", "value": "a<br>b"}],
        "copyrightHolder": "HNA",
    }
    document = only(read(json.dumps(item).encode()))
    assert document.text == "Ferry\n\na\nb"
    assert document.metadata.published == "2024-03-05T09:30:00+00:00"
    assert document.metadata.publisher == "HNA"
    assert (
        reason(read(json.dumps(item | {"pubStatus": "canceled"}).encode())) == "its agency has canceled it."
    )


def test_nitf_within() -> None:
    """A body in NITF is read with its head; a broken one is passed over for another form."""
    nitf = {"role": "nitf", "contenttype": "text/vnd.IPTC.NITF", "value": NITF}
    bare = {"headlines": None, "by": None, "located": None, "associations": None}
    assert only(read(ninjs_file(bodies=[nitf], **bare))).text == NITF_TEXT
    broken = nitf | {"value": NITF[:-20]}
    text = {"role": "text", "contenttype": "text/plain", "value": "Plain."}
    assert only(read(ninjs_file(bodies=[broken, text], **bare))).text == "Plain."


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"type": "picture"}, "[Image: A boat]"),
        ({"type": "video"}, "[Video: A boat]"),
        ({"type": "text"}, "A boat"),
    ],
)
def test_without_a_body_its_description_is_read(changes: dict[str, str], text: str) -> None:
    """A picture has the text of its caption, a brief that of its description."""
    descriptions = [{"role": "text", "value": "Else"}, {"role": "caption", "value": "A boat"}]
    item = {"uri": "u", "headline": "H", "descriptions": descriptions}
    assert only(read(json.dumps(item | changes).encode())).text == f"H\n\n{text}"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"pubstatus": "canceled"}, "canceled"),
        ({"pubstatus": "withheld"}, "withheld"),
        ({"bodies": None, "associations": None}, "a headline and no text"),
        ({"bodies": [], "associations": [], "type": "event"}, "an event"),
        ({"bodies": [{"value": 3}, 4], "associations": 5, "type": "planning"}, "a plan"),
    ],
)
def test_refused(changes: dict[str, object], said: str) -> None:
    """What was taken back or says nothing is refused with the reason."""
    assert said in reason(read(ninjs_file(**changes)))


def test_embargo_stands_above_the_body() -> None:
    """An embargo is said where a reader looks."""
    text = only(read(ninjs_file(embargoed="2024-03-09T00:00:00Z", located=None))).text
    assert "Muster\n\nEmbargoed until 2024-03-09T00:00:00+00:00\n\nDer Hafen" in text


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"[%b, 3, %b]" % (ninjs_file(), ninjs_file(pubstatus="canceled")), ["item 1", "item 2", "item 3"]),
        (b"%b\n\n{\n%b\n" % (ninjs_file(), ninjs_file(bodies=[])), ["line 1", "line 3", "line 4"]),
    ],
)
def test_many(data: bytes, parts: list[str]) -> None:
    """An array and lines hold a release each; a bad one is refused and the rest goes on."""
    found = list(read(data))
    assert [one.part for one in found] == parts
    assert isinstance(found[0], RawDocument)
    assert isinstance(found[1], RefusedPart)


@pytest.mark.parametrize(
    "data", [b"{", b"3", b'{"a":' + b"[" * 100_000, b'[{"version": ' + b"9" * 9999 + b"}]"]
)
def test_no_json_is_refused(data: bytes) -> None:
    """What is not JSON, or JSON that would cost too much, is refused."""
    with pytest.raises(RefusedError):
        list(read(data))


@pytest.mark.parametrize(
    ("data", "known"),
    [
        (ninjs_file(), True),
        (b"\xef\xbb\xbf [" + ninjs_file(), True),
        (json.dumps({"uri": "x", "title": "t", "bodies": []}).encode(), True),
        (json.dumps({"uri": "x", "title": "t", "text": "x"}).encode(), False),
        (json.dumps({"headlines": [], "bodies": []}).encode(), False),
        (b'"uri": "bodies":', False),
    ],
)
def test_recognises(data: bytes, known: bool) -> None:
    """Its own names beside a URI tell it from any other JSON."""
    assert recognises(data) is known


@with_releases
@pytest.mark.parametrize(
    "name", [path.name for path in sorted((RELEASES / "ninjs").glob("*.json"))] or ["none"]
)
def test_real(name: str) -> None:
    """Every example of the IPTC's has its headline and text."""
    data = (RELEASES / "ninjs" / name).read_bytes()
    assert recognises(data)
    document = only(read(data))
    assert document.metadata.title is not None
    assert document.text.startswith(f"{document.metadata.title}\n\n")
    assert document.metadata.identifier is not None
    assert document.metadata.published is not None


def test_halves_of_characters_are_replaced() -> None:
    """Half a surrogate pair and NUL, which JSON can write, do not reach the text."""
    item = b'{"uri": "u\\ud800", "headline": "a\\u0000\\ud83d\\ude00", "body_text": "b\\udfff"}'
    document = only(read(item))
    assert document.text == "a😀\n\nb\ufffd"
    assert document.metadata.identifier == "u\ufffd"


VALUES = st.recursive(
    st.none()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["main", "<p>a", "picture"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "value", "contenttype", "type", "name"]), inner, max_size=3
        )
    ),
    max_leaves=6,
)


NAMES = st.sampled_from([*NINJS, "body_html", "dateline", "embargoed", "guid"])


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_any_values(changes: dict[str, object]) -> None:
    """Whatever stands under its names, an item is read or refused."""
    for one in read(json.dumps(NINJS | changes).encode()):
        assert isinstance(one, RefusedPart) or canonical(one.text) == one.text
