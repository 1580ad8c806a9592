"""Codes of other programs as tags."""

from __future__ import annotations

from xml.etree import ElementTree

from store.imports.qda_codes import Codes, codes_of
from store.library import Entry

GUID = "0F8A1907-7E42-4739-8610-A676B4D1B69"


def codes(xml: str, **notes: str) -> Codes:
    """The codes in these elements."""
    return codes_of(ElementTree.fromstring(f"<Codes>{xml}</Codes>"), notes)


def code(number: int, name: str, inner: str = "", **attributes: str) -> str:
    """A code."""
    more = "".join(f' {key}="{value}"' for key, value in ({"isCodable": "true"} | attributes).items())
    return f'<Code guid="{GUID}{number}" name="{name}"{more}>{inner}</Code>'


def test_codes_below_others_are_tags_below_others() -> None:
    """One that nothing may carry is no tag, unless it says something."""
    below = code(2, "mayor", "<Description>Of a town.\n\nNot to:\ncouncils</Description>", color="#e0a131")
    found = codes(
        code(1, "people", below, isCodable="false")
        + code(3, "folder", "<Description>x</Description>", isCodable="false")
    )
    assert found.entries == [
        Entry("people/mayor", "Of a town.", None, "councils", 0, identity=f"urn:uuid:{GUID}2".lower()),
        Entry("folder", "x", identity=f"urn:uuid:{GUID}3".lower()),
    ]
    assert found.names[f"urn:uuid:{GUID}1".lower()] == "people" and found.renamed == []


def test_every_code_is_a_tag_of_its_own() -> None:
    """Whatever is in its name: what a name cannot hold is told, and two never become one."""
    names = ["Café", "cafe", "a, b", "a/b", "&#9;", "#x"]
    below = code(9, "c/d")
    found = codes("".join(code(number, name) for number, name in enumerate(names)) + code(8, "e", below))
    assert [one.name for one in found.entries] == [
        *("Café", "cafe (2)", "a b", "a-b", "code", "x", "e", "e/c-d"),
    ]  # fmt: skip
    assert found.renamed[0] == "the name of the code “cafe”, which is #cafe (2) here"
    assert len(found.renamed) == 6


def test_a_codebook_without_levels_has_the_ways_to_tags_for_names() -> None:
    """As programs write it that know no levels: the names are as they were."""
    names = ["sea/ferries", "sea", "Вода / 海"]
    found = codes("".join(code(number, name) for number, name in enumerate(names)))
    assert ([one.name for one in found.entries], found.renamed) == (names, [])
