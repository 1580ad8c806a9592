"""References: CSL-JSON and BibTeX that say who issued what when, whatever a headline holds."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from store.exports.citation_keys import citation_key
from store.exports.citations import write_bibtex, write_csl
from tests.store.exports.samples import marked, release

ANY = st.text(st.characters(exclude_categories=["Cs"]))


def test_the_form_of_a_reference_in_csl() -> None:
    """A press release is a report of that genre; what is not known is left out."""
    (item,) = json.loads("".join(write_csl([marked(url="https://example.org/ä b")])))
    assert item == {
        "id": "wam2018-12",
        "type": "report",
        "genre": "Press release",
        "title": "EU, IOM advance: a “dialogue”",
        "author": [{"literal": "WAM"}],
        "publisher": "WAM",
        "publisher-place": "BRUSSELS",
        "issued": {"date-parts": [[2018, 4, 5]]},
        "language": "en",
        "URL": "https://example.org/%C3%A4%20b",
    }
    bare = marked(agency=None, publisher=None, place=None, date=None, language=None)
    assert json.loads("".join(write_csl([bare])))[0].keys() == {"id", "type", "genre", "title"}
    assert json.loads("".join(write_csl([]))) == []
    assert len(json.loads("".join(write_csl([bare, marked(id=13)])))) == 2


def test_the_form_of_a_reference_in_bibtex() -> None:
    """Under the same key; what LaTeX would obey is escaped, the path of a file is not in it."""
    text = "".join(write_bibtex([marked(headline="50 % of\nEU & {IOM}: $1_000 #1 ~ ^ \\input{x}")]))
    assert text == (
        "@misc{wam2018-12,\n"
        "  title = {{50 \\% of EU \\& \\{IOM\\}: \\$1\\_000 \\#1 \\textasciitilde{} \\textasciicircum{}"
        " \\textbackslash{}input\\{x\\}}},\n"
        "  author = {{WAM}},\n  year = {2018},\n  month = {4},\n  day = {5},\n"
        "  howpublished = {Press release},\n  organization = {WAM},\n  address = {BRUSSELS},\n"
        "  langid = {en},\n}\n"
    )


@given(ANY, ANY)
def test_no_words_end_an_entry(headline: str, agency: str) -> None:
    """Braces are balanced, and a line begins with a field or ends the entry."""
    text = "".join(write_bibtex([marked(headline=headline, agency=agency), marked(id=13)]))
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert all(re.match(r"@misc\{|  [a-z]+ = \{|\}\Z|\Z", line) for line in text.split("\n"))


def test_a_key_is_such_as_all_of_them_take() -> None:
    """ASCII, and no other release's."""
    assert citation_key(release(agency="Agência Écho", id=7)) == "agenciaecho2018-7"
    assert citation_key(release(agency="وكالة النورس", date=None, id=7)) == "release-7"
