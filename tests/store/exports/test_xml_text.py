"""XML written down directly says what a parser reads."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from store.exports.xml_text import allowed, element, words


@given(st.text(), st.text(min_size=1))
def test_every_text_is_read_as_it_was(value: str, text: str) -> None:
    """In an attribute and between tags, line ends and blanks included; but for what XML cannot hold."""
    root = ElementTree.fromstring(element("a", words("b", text), value=value, none=None))
    assert root.attrib == {"value": allowed(value)}
    assert root.findtext("b") == allowed(text)


def test_what_xml_cannot_hold_is_a_sign_for_it() -> None:
    """One for one, so that places stay right."""
    assert allowed("a\x00\x1b\ufffe\ud800\tb\U0001f600") == "a\ufffd\ufffd\ufffd\ufffd\tb\U0001f600"
