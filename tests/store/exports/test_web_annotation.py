"""Web Annotations: every MUST of the W3C's schemas holds, and what is read again is what was marked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from store.exports import Marked
from store.exports.web_annotation import write
from tests.conftest import ROOT
from tests.store.exports.samples import annotation, marked, tag

STANDARD = ROOT.parent / "shared" / "standards" / "w3c-web-annotation"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
Unmet = Callable[[str, Any], list[str]]


def exported(*releases: Marked) -> dict[str, Any]:
    """The collection."""
    found: dict[str, Any] = json.loads("".join(write(releases)))
    return found


def samples() -> list[Marked]:
    """All there is: tags, notes, neither, an orphan, a release that has tags itself, one with an address."""
    whole = annotation(3, "the “ferry”", "A *note*.", tags=(tag("when"), tag("sea side", 2)))
    bare, day = annotation(5, "bare"), annotation(9, "day")._replace(created="2018-04-06")
    gone = annotation(7, "gone", "Kept.", state="orphaned")
    first = marked(whole, bare, day, gone)
    second = marked(annotation(4, "b", tags=(tag("b"),)), id=2, url="https://example.org/ä b?c=[1]")
    return [Marked(first.release, first.annotations, first.text, tags=(tag("whole", 3),)), second]


@pytest.fixture(scope="module")
def unmet() -> Unmet:
    """Gives what of a list of the standard's assertions is not so of an object."""
    if not STANDARD.is_dir():
        pytest.skip("the schemas of the standard are not here")
    from jsonschema import Draft4Validator, FormatChecker
    from referencing import Registry
    from referencing.jsonschema import DRAFT4

    checker = FormatChecker(())
    checker.checks("uri")(lambda one: not isinstance(one, str) or is_uri(one))
    checker.checks("date-time", ValueError)(lambda one: datetime.fromisoformat(one).tzinfo is not None)
    paths = {path.name: path for path in STANDARD.rglob("*.json")}
    schemas = {name: json.loads(path.read_text()) for name, path in paths.items()}
    known = ((name, DRAFT4.create_resource(one)) for name, one in schemas.items())
    registry: Registry[Any] = Registry().with_resources(known)

    def asked(assertions: str, of: Any) -> list[str]:
        unmet = []
        for assertion in json.loads((STANDARD / assertions).read_text())["assertions"]:
            schema = schemas[Path(assertion).name]
            valid = Draft4Validator(schema, registry=registry, format_checker=checker).is_valid(of)
            if schema["assertionType"] == "must" and valid != (schema["expectedResult"] == "valid"):
                unmet.append(schema["title"])
        return unmet

    return asked


def is_uri(text: str) -> bool:
    """As RFC 3986 has it: a scheme, and letters that a URI may have."""
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9%:/?#\[\]@!$&'()*+,;=._~-]+", text) is not None


@pytest.mark.few(1)
@pytest.mark.parametrize("releases", [samples(), samples()[:1], [marked()], []])
def test_every_must_of_the_standard_is_met(unmet: Unmet, releases: list[Marked]) -> None:
    """By the collection, its page, and each annotation in it; ``partOf`` is an object."""
    collection = exported(*releases)
    page = collection["first"]
    assert unmet("collections/collectionMusts.test", collection) == []
    assert unmet("collections/pages/pageMusts.test", {"@context": CONTEXT, **page}) == []
    assert unmet("collections/pages/pageMusts.test", collection) == []
    assert page["partOf"] == {
        "id": collection["id"],
        "type": "AnnotationCollection",
        "total": len(page["items"]),
    }
    for item in page["items"]:
        assert unmet("annotations/annotationMusts.test", {"@context": CONTEXT, **item}) == []


def test_the_schemas_are_really_asked(unmet: Unmet) -> None:
    """What is none is no annotation to them."""
    (item,) = exported(marked(annotation(3, "a")))["first"]["items"]
    good = {"@context": CONTEXT, **item}
    for bad in ({**good, "id": "no uri"}, {**good, "created": "today"}, {**good, "target": {}}):
        assert unmet("annotations/annotationMusts.test", bad)


def test_the_form_of_an_annotation() -> None:
    """Bodies with their purposes, the passage by its words and its place, the same identity each time."""
    one = annotation(3, "the “ferry”", "A *note*.", tags=(tag("when"),))._replace(
        prefix="of ", suffix=", now"
    )
    collection = exported(marked(one, url="https://example.org/1"))
    (item,) = collection["first"]["items"]
    identity = item["id"]
    assert item == {
        "id": identity,
        "type": "Annotation",
        "motivation": ["tagging", "commenting"],
        "creator": {"type": "Person", "name": "me"},
        "created": "2018-04-06T08:00:00Z",
        "modified": "2018-04-06T08:00:00Z",
        "canonical": identity,
        "body": [
            {"type": "TextualBody", "value": "when", "purpose": "tagging"},
            {"type": "TextualBody", "value": "A *note*.", "format": "text/markdown", "purpose": "commenting"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": "https://example.org/1",
            "selector": [
                {"type": "TextQuoteSelector", "exact": "the “ferry”", "prefix": "of ", "suffix": ", now"},
                {"type": "TextPositionSelector", "start": 3, "end": 4},
            ],
        },
    }
    assert identity.startswith("urn:uuid:")
    changed = one._replace(note="", start=9, end=10, quote="x", tags=(), modified="2020-01-01T00:00:00Z")
    assert exported(marked(changed))["first"]["items"][0]["id"] == identity
    assert exported(marked(one._replace(identity="urn:x:1")))["first"]["items"][0]["id"] == "urn:x:1"


def test_no_path_of_a_users_machine_is_in_it() -> None:
    """A release that is nowhere on the web is named by its UUID, and by the digest of its bytes."""
    text = "".join(write([marked(annotation(3, "a"), source="/home/jane/secret/eu.txt")]))
    assert "secret" not in text
    source = json.loads(text)["first"]["items"][0]["target"]["source"]
    assert source["id"].startswith("urn:uuid:") and source["canonical"].startswith("ni:///sha-256;AAAA")
