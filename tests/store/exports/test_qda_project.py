"""Projects for programs of qualitative analysis, as those were seen to read them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

from hypothesis import given
from hypothesis import strategies as st

from store.exports import Marked
from store.exports.qda_project import write
from store.models import Annotation, ReleaseText, Tag
from tests.standards import complaints
from tests.store.exports.samples import annotation, release, tag

NAMES = {"q": "urn:QDA-XML:project:1.0"}
TEXT = "Ferry 😀 fares\n\nThey rise."


def marked(*annotations: Annotation, text: str = TEXT, tags: Sequence[Tag] = (), **changes: object) -> Marked:
    """A release of that text."""
    return Marked(release(**changes), annotations, lambda: ReleaseText(text, (), (), None), tags=tags)


def passage(start: int, end: int, **changes: Any) -> Annotation:
    """A passage of the text."""
    note = changes.pop("note", "")
    return annotation(start, TEXT[start:end], note, end=end, **changes)


def archive(ones: Iterable[Marked], codebook: Sequence[Tag] = ()) -> ZipFile:
    """The project of these releases."""
    return ZipFile(io.BytesIO(b"".join(write(ones, codebook=codebook))))


def document(*ones: Marked, codebook: Sequence[Tag] = ()) -> ElementTree.Element:
    """Its document."""
    return ElementTree.fromstring(archive(ones, codebook).read("project.qde"))


def one_of(root: ElementTree.Element, path: str) -> ElementTree.Element:
    """The one element there."""
    (found,) = root.findall(path, NAMES)
    return found


def test_a_source_is_the_text_as_it_is() -> None:
    """UTF-8 without a byte order mark, found by what the source says."""
    container = archive([marked()])
    source = one_of(ElementTree.fromstring(container.read("project.qde")), "q:Sources/q:TextSource")
    path = source.attrib["plainTextPath"].replace("internal://", "Sources/")
    assert container.read(path) == TEXT.encode()
    assert container.testzip() is None and sorted(container.namelist()) == sorted([path, "project.qde"])


def test_a_selection_has_code_points_and_its_quote() -> None:
    """Half-open; its note is its description, each of its tags a coding by whoever made it, then."""
    ferry, rise = tag("ferry"), tag("rise", 2)
    root = document(marked(passage(6, 13, note="Up & up", tags=(rise, ferry))), codebook=[ferry, rise])
    selection = one_of(root, ".//q:PlainTextSelection")
    assert TEXT[6:13] == "😀 fares" == selection.get("name")
    assert (selection.get("startPosition"), selection.get("endPosition")) == ("6", "13")
    assert selection.findtext("q:Description", None, NAMES) == "Up & up"
    user = one_of(root, "q:Users/q:User")
    assert user.get("name") == "me" and selection.get("creatingUser") == user.get("guid")
    codes = {one.get("guid"): one for one in root.findall(".//q:Code", NAMES)}
    given = [codes[one.get("targetGUID")] for one in selection.findall("q:Coding/q:CodeRef", NAMES)]
    assert [(one.get("name"), one.get("isCodable")) for one in given] == [("rise", "true"), ("ferry", "true")]
    coding = selection.findall("q:Coding", NAMES)[0]
    assert (coding.get("creatingUser"), coding.get("creationDateTime")) == (
        user.get("guid"), "2018-04-06T08:00:00Z",
    )  # fmt: skip
    assert root.get("origin") == "Dateline"


def test_a_source_is_called_by_its_headline_once() -> None:
    """One that is numbered says its headline among what is known of it."""
    ones = [
        marked(id=number, headline=headline) for number, headline in enumerate(["Fares", "fares", "Boats"])
    ]
    root = document(*ones)
    sources = root.findall("q:Sources/q:TextSource", NAMES)
    assert [one.get("name") for one in sources] == ["Fares", "fares (2)", "Boats"]
    variables = {one.get("guid"): one.get("name") for one in root.findall(".//q:Variable", NAMES)}
    said = [
        {
            variables[value[0].get("targetGUID")]: value[1].text
            for value in one.findall("q:VariableValue", NAMES)
        }
        for one in sources
    ]
    known = {"Date": "2018-04-05", "Place": "BRUSSELS", "Agency": "WAM", "Language": "en"}
    assert said == [known, {"Headline": "fares", **known}, known]


def test_no_path_of_the_users_machine_is_told() -> None:
    """Nor of whoever reads the project where the release lay."""
    assert b"/releases/eu.txt" not in archive([marked()]).read("project.qde")


def test_a_passage_whose_words_are_gone_is_a_dated_note_of_its_source() -> None:
    """With its tags; a selection would mark other words."""
    gone = annotation(2, "no such words", "Why?", tags=(tag("ferry"),), state="orphaned")._replace(
        created="?", start=40, end=53, prefix="there were ", suffix=" then"
    )
    root = document(marked(gone), codebook=[tag("ferry")])
    note = one_of(root, "q:Notes/q:Note")
    assert one_of(root, ".//q:TextSource/q:NoteRef").get("targetGUID") == note.get("guid")
    assert note.findtext("q:PlainTextContent", None, NAMES) == "there were no such words then"
    assert str(note.get("name")).endswith("last at characters 40–53; here characters 11–24")
    assert note.findtext("q:Description", None, NAMES) == "Why?"
    assert note.get("creationDateTime") and note.find("q:Coding/q:CodeRef", NAMES) is not None
    assert root.find(".//q:PlainTextSelection", NAMES) is None


@given(st.lists(st.text(max_size=9), min_size=5, max_size=5), st.sampled_from(["anchored", "orphaned"]))
def test_whatever_is_marked_is_valid(texts: list[str], state: str) -> None:
    """Any text as a headline, a name, a quote, a note, a user."""
    headline, name, quote, note, user = texts
    used = tag(name or "x")
    one = annotation(1, quote or "q", note, tags=(used,), state=state)._replace(creator=user)
    ones = [marked(one, tags=(used,), headline=headline), marked(id=2, headline=headline, place=headline)]
    assert complaints(archive(ones, [used]).read("project.qde"), "Project.xsd") == []


def test_a_day_alone_is_a_time_there() -> None:
    """There are programs that take no passage without one."""
    root = document(marked(passage(0, 5)._replace(created="2020-01-02")))
    assert one_of(root, ".//q:PlainTextSelection").get("creationDateTime") == "2020-01-02T00:00:00"


def test_nothing_is_valid_too() -> None:
    """A project without a source, a tag or a note has no empty lists."""
    assert complaints(archive([]).read("project.qde"), "Project.xsd") == []
