"""Fields as YAML: what PyYAML's safe dumper writes of them, byte for byte, and reads back."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from store.exports.yaml_fields import Value, block
from tests.drawn import pieced


class Dumper(yaml.SafeDumper):
    """Quotes what YAML 1.2, which Obsidian reads, would take for a number or a line end."""


def represent(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    """A text in the style that it needs."""
    style = "'" if re.match(r"[-+.0-9]", value) else None
    if any(not character.isprintable() for character in value):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


Dumper.add_representer(str, represent)

PIECES = (
    *"""?:-#,[]{}&*!|>'"%@`~=<.+0123456789 \\aZé""",
    *"\0\t\n\r\x0b\x1b\x7f\x85\xa0\u2028\u2029\ufeff\u200b😀\U0010fffd",
    ": ", " #", "---", "...", "yes", "No", "TRUE", "off", "null", "Null", "<<", "0x1F", "1e3", "12:30",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    pieced(PIECES, max_size=6),
)
VALUES: st.SearchStrategy[Value] = st.one_of(st.none(), TEXTS, st.integers(), st.lists(TEXTS, max_size=3))


@given(st.dictionaries(st.sampled_from(["title", "place", "tags", "id"]), VALUES))
@example({"title": "", "place": "~", "tags": [], "id": 0})
@example({"title": "yes", "place": "=", "tags": ["", "<<", "NULL", "a"]})
@example({"title": "?", "place": ":", "tags": ["? a", "a:", "a #b", "a#b", ":a", "?a", " a", "a "]})
@example({"title": "it’s\xa0one", "place": "it's", "tags": ["\ufeff", "😀", "😀\x85"]})
def test_fields_are_what_a_dumper_writes(fields: dict[str, Value]) -> None:
    """Every byte, whatever the texts hold; so what was exported before stays as it is."""
    dumped = yaml.dump(fields, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=2**31)
    assert block(fields) == (dumped if fields else "")


@given(st.dictionaries(st.sampled_from(["title", "place", "tags", "id"]), VALUES, min_size=1))
def test_fields_read_back(fields: dict[str, Value]) -> None:
    """A YAML parser gives the very values, and no text has a line of its own."""
    written = block(fields)
    assert yaml.safe_load(written) == fields
    texts = sum(len(value) if isinstance(value, list) else 0 for value in fields.values())
    assert written.count("\n") == len(fields) + texts and len(written.splitlines()) == written.count("\n")


def test_a_long_text_stays_one_line() -> None:
    """However many words it has."""
    words = "word's " * 5000 + "end"
    assert yaml.safe_load(block({"title": words})) == {"title": words}
    assert block({"title": words}).count("\n") == 1


@pytest.mark.slow
def test_no_dumper_is_imported_to_export() -> None:
    """It takes longer to import than all that exports, and a hundred times as long to write."""
    code = (
        "import sys; from store.exports.markdown import STYLES, write\n"
        "from tests.store.exports.samples import marked\n"
        "assert '---' in ''.join(write([marked()], STYLES['markdown'])) and 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
