"""The codebook for programs of qualitative analysis."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from xml.etree import ElementTree

import pytest

from store.errors import ExportError
from store.exports.qda_codebook import write, write_taguette
from store.models import Tag
from tests.standards import complaints
from tests.store.exports.samples import tag

_CODE = "{urn:QDA-XML:codebook:1.0}Code"


def named(*names: str) -> list[Tag]:
    """Tags of these names."""
    return [tag(name, number) for number, name in enumerate(names, start=1)]


def written(tags: Sequence[Tag]) -> bytes:
    """The codebook of these tags."""
    return "".join(write((), codebook=tags)).encode()


def outline(parent: ElementTree.Element) -> list[object]:
    """Names of codes, whether something may carry them, and what is below."""
    return [(one.get("name"), one.get("isCodable"), outline(one)) for one in parent.findall(_CODE)]


def test_the_tree_of_tags_is_one_of_codes() -> None:
    """A name that only leads to others is a code that nothing carries."""
    root = ElementTree.fromstring(
        written(named("ferry", "people/mayor", "people/mayor/quoted", "ferry/fares"))
    )
    assert root.get("origin") == "Dateline"
    assert outline(root[0]) == [
        ("ferry", "true", [("fares", "true", [])]),
        ("people", "false", [("mayor", "true", [("quoted", "true", [])])]),
    ]


def test_a_name_is_there_once_on_its_level() -> None:
    """Two of before accents were set aside are numbered; what stands below belongs to the first."""
    root = ElementTree.fromstring(written(named("Cafe", "cafe", "cafe/bar", "other/cafe")))
    assert outline(root[0]) == [
        ("Cafe", "true", [("bar", "true", [])]),
        ("cafe (2)", "true", []),
        ("other", "false", [("cafe", "true", [])]),
    ]


def test_a_code_is_the_same_in_every_export() -> None:
    """Under another name too; one that came from another program keeps the name it has there."""
    mine = tag("ferry")._replace(creator="ana", created="2025-03-14T12:00:00Z")
    other = tag("towns", 2)._replace(identity="urn:uuid:c2d1e38e-5220-42fa-a442-908471cc7964")

    def guids(*tags: Tag) -> list[str | None]:
        return [one.get("guid") for one in ElementTree.fromstring(written(tags)).iter(_CODE)]

    assert guids(mine, other) == guids(mine._replace(name="boats"), other)
    assert guids(other) == ["c2d1e38e-5220-42fa-a442-908471cc7964"]


def test_any_name_and_description_is_valid() -> None:
    """A control character, which only another program lets in, breaks nothing."""
    tags = named('a\x1b&<"b', "x")
    tags[1] = tags[1]._replace(description="\x00 ]]> \r\n", include="i", exclude="e")
    assert complaints(written(tags), "Codebook.xsd") == []


@pytest.mark.slow
def test_a_name_may_lead_down_any_way() -> None:
    """Further than calls may be nested."""
    deep = sys.getrecursionlimit() + 1
    assert len(list(ElementTree.fromstring(written(named("/".join("a" * deep)))).iter(_CODE))) == deep


def test_no_codebook_is_written_of_no_tags() -> None:
    """The standard has none without codes."""
    with pytest.raises(ExportError, match="there are no tags"):
        written([])


def test_taguette_reads_path_and_description() -> None:
    """It tells the encoding by the byte order mark."""
    tags = named("people/mayor", "=1+1")
    tags[0] = tags[0]._replace(description="Any, “mayor”\nof a town.", exclude="councils")
    text = "".join(write_taguette((), codebook=tags))
    assert text[0] == "\ufeff"
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [
        ["path", "description"],
        ["=1+1", ""],
        ["people/mayor", "Any, “mayor”\nof a town.\n\nNot to:\ncouncils"],
    ]
