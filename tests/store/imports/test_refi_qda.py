"""Projects of other programs, each in its own way, and our own."""

from __future__ import annotations

import gc
import io
import re
from contextlib import closing
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store import Library, add_paths, open_library
from store.canonical import canonical
from store.errors import InvalidInputError
from store.exports import EXPORTERS, listed, of_library, parts
from store.imports import Outcome, importer_of, take_in
from store.imports.qda_records import Coding, Selection
from store.models import Annotation
from tests.standards import REFI_QDA
from tests.used import library_in_use

USER, CODE, TEXT = (f"{number}F8A1907-7E42-4739-8610-A676B4D1B69F" for number in (1, 2, 3))
FERRY = "Ferry 😀 fares\r\n\r\nThey rise in May.\r\n"
USERS = f'<Users><User guid="{USER}" name="Jane"/></Users>'
CODES = f'<CodeBook><Codes><Code guid="{CODE}" name="fares" isCodable="true"/></Codes></CodeBook>'


def project(sources: str, files: dict[str, str] | None = None, more: str = "", begun: str = "") -> bytes:
    """A project with these sources in it."""
    document = (
        f'<?xml version="1.0"?>{begun}<Project xmlns="urn:QDA-XML:project:1.0" name="x">'
        f"{USERS}{CODES}<Sources>{sources}</Sources>{more}</Project>"
    )
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("Project.QDE", document)
        for name, text in (files or {}).items():
            archive.writestr(name, text)
    return made.getvalue()


def source(
    inner: str = "", path: str = "internal://abc.TXT", name: str = "Fares.docx", guid: str = TEXT
) -> str:
    """A source."""
    place = f' plainTextPath="{path}"' if path else ""
    return f'<TextSource guid="{{{guid}}}" name="{name}"{place}>{inner}</TextSource>'


def selection(start: int, end: int, name: str, inner: str = "", guid: str = "") -> str:
    """A selection that carries the code."""
    number = guid or f"{start:08X}-{end:04X}-4739-8610-A676B4D1B69F"
    coding = f'<Coding guid="{number}"><CodeRef targetGUID="{CODE.lower()}"/></Coding>'
    return (
        f'<PlainTextSelection guid="{number}" name="{name}" startPosition="{start}" endPosition="{end}"'
        f' creatingUser="{USER.lower()}">{inner}{coding}</PlainTextSelection>'
    )


def imported(library: Library, data: bytes, name: str = "x.qdpx") -> Outcome:
    """What became of a file."""
    importer = importer_of(name, data)
    return take_in(library, importer.read(data), name, place=f"/x/{name}", format=importer.name)


def exported(library: Library) -> bytes:
    """The library as a project."""
    return b"".join(parts(of_library(EXPORTERS["qdpx"], library), listed(library)))  # type: ignore[arg-type]


def contents(data: bytes) -> dict[str, str]:
    """The files of a project, but for when the library took the releases in."""
    with ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name).decode() for name in sorted(archive.namelist())}
    when = r'(<TextSource [^>]*?) creationDateTime="[^"]*" modifiedDateTime="[^"]*"'
    return files | {"project.qde": re.sub(when, r"\1", files["project.qde"])}


def marked(library: Library) -> list[Annotation]:
    """All that is marked in it."""
    return [each for key in sorted(library.releases.ids()) for each in library.annotations.of(key)]


def test_a_project_is_taken_in_as_it_is_meant(library: Library) -> None:
    """Files in either case, identifiers in braces, UTF-16 counted, no dates, an empty list."""
    words = selection(7 + 12, 7 + 12 + 9, "They rise", "<Description>Up\n</Description>")
    data = project(source(words), {"sources/ABC.txt": "\ufeff" + FERRY}, "<Sets/>")
    outcome = imported(library, data)
    assert (outcome.releases, outcome.made, outcome.tags, outcome.orphaned, outcome.left) == (1, 1, 1, 0, [])
    (one,) = marked(library)
    assert (one.quote, one.note, one.creator) == ("They rise", "Up\n", "Jane")
    assert [tag.name for tag in one.tags] == ["fares"]
    release = library.releases.get(one.release)
    assert (release.headline, release.format) == ("Fares.docx", "qdpx")
    assert library.releases.text(release.id).text == FERRY.replace("\r\n", "\n")


def test_the_same_project_again_adds_nothing_and_undo_takes_all_back(library: Library) -> None:
    """One step: tags, passages and releases; what was undone comes again by another import or a redo."""
    data = project(source(selection(0, 5, "Ferry")), {"Sources/abc.txt": FERRY})
    for made in (1, 0):
        outcome = imported(library, data)
        assert (outcome.releases, outcome.made, outcome.there) == (made, made, 1 - made)
    assert library.history.undo() is not None
    assert (library.releases.count(), library.tags.all()) == (0, [])
    assert library.history.redo() is not None
    assert (library.releases.count(), len(marked(library))) == (1, 1)
    library.history.undo()
    assert (imported(library, data).releases, library.releases.count()) == (1, 1)


def test_a_release_that_is_here_is_known_by_its_words(library: Library, tmp_path: Path) -> None:
    """Whatever it is called there."""
    path = tmp_path / "fares.txt"
    path.write_bytes(FERRY.encode())
    (key,) = add_paths(library, [path]).added
    outcome = imported(library, project(source(selection(0, 5, "Ferry")), {"Sources/abc.txt": FERRY}))
    assert (outcome.releases, outcome.made) == (0, 1)
    assert [one.release for one in marked(library)] == [key]


def test_a_text_may_stand_in_the_document(library: Library) -> None:
    """Of a source and of a note; a note of its own is a release."""
    inner = "<PlainTextContent>One.</PlainTextContent>" + selection(0, 3, "One")
    memo = "<Notes><Note name='Plan'><PlainTextContent>To do.</PlainTextContent></Note></Notes>"
    imported(library, project(source(inner, path=""), more=memo))
    texts = {one.headline: library.releases.text(one.id).text for one in library.releases.listed()}
    assert texts == {"Fares.docx": "One.", "Plan": "To do."}


def test_what_has_no_words_in_the_project_is_kept(library: Library) -> None:
    """As a release called as the source is, its passages as orphans; they find their home when it comes."""
    inner = selection(0, 5, "Ferry")
    outcome = imported(library, project(source(inner)))
    assert (outcome.releases, outcome.made, outcome.orphaned) == (1, 1, 1)
    assert (outcome.missing, outcome.left) == (["Fares.docx"], [])
    assert [(one.quote, one.state) for one in marked(library)] == [("Ferry", "orphaned")]
    assert imported(library, project(source(inner), {"Sources/abc.txt": "\0"})).missing == ["Fares.docx"]
    again = imported(library, project(source(inner), {"Sources/abc.txt": FERRY}))
    assert (again.releases, again.made) == (0, 0)
    assert [(one.quote, one.start, one.state) for one in marked(library)] == [("Ferry", 0, "anchored")]


def test_what_is_said_of_a_source_is_known_of_its_release(library: Library) -> None:
    """Under the names that our variables have, as far as a release can have it; others are told."""

    def variable(number: int, name: str) -> str:
        return f'<Variable guid="{number}{USER[1:]}" name="{name}" typeOfVariable="Text"/>'

    def value(number: int, words: str) -> str:
        reference = f'<VariableRef targetGUID="{number}{USER[1:]}"/>'
        return f"<VariableValue>{reference}<TextValue>{words}</TextValue></VariableValue>"

    names = ("place", "Date", "Language", "Age")
    known = value(0, "Porto") + value(1, "last week") + value(2, "English") + value(3, "42")
    words = "LISBON, Mar 14 2025 (ALN) - Three harbour towns agreed on Friday to run one ferry.\n"
    variables = "".join(variable(number, name) for number, name in enumerate(names))
    data = project(
        source(f"<PlainTextContent>{words}</PlainTextContent>{known}", path=""),
        more=f"<Variables>{variables}</Variables>",
    )
    assert imported(library, data).left == ["the variable “Age”"]
    (release,) = library.releases.listed()
    assert (release.place, release.date, release.language) == ("Porto", "2025-03-14", "en")


def test_notes_are_where_what_they_are_of_is(library: Library) -> None:
    """Of a passage, of a code, of a source as a whole, of a place in it."""

    def note(number: int, inner: str) -> str:
        return f'<Note guid="{number}{USER[1:]}" name="N{number}">{inner}</Note>'

    def reference(number: int) -> str:
        return f'<NoteRef targetGUID="{number}{USER[1:]}"/>'

    word = "<PlainTextContent>w{}</PlainTextContent>"
    at = '<PlainTextSelection guid="" startPosition="0" endPosition="5"/>'
    inner = selection(6, 7, "😀").replace("</PlainTextSelection>", f"{reference(5)}</PlainTextSelection>")
    data = project(
        source(inner + reference(6) + reference(7)),
        {"Sources/abc.txt": FERRY},
        f"<Notes>{''.join(note(n, word.format(n) + (at if n == 7 else '')) for n in (5, 6, 7))}</Notes>",
    )
    imported(library, data)
    assert {one.quote: one.note for one in marked(library)} == {
        "😀": "N5\n\nw5", "Ferry 😀 fares": "N6\n\nw6", "Ferry": "N7\n\nw7",
    }  # fmt: skip


def test_what_two_users_coded_is_of_both(library: Library) -> None:
    """A passage for each; the note is there once."""
    other = f'<Coding guid="x" creatingUser="{TEXT}"><CodeRef targetGUID="{CODE}"/></Coding>'
    inner = selection(0, 5, "Ferry", "<Description>n</Description>")
    inner = inner.replace("</PlainTextSelection>", f"{other}</PlainTextSelection>")
    data = project(source(inner), {"Sources/abc.txt": FERRY})
    data_again = imported(library, data), imported(library, data)
    assert [(one.made, one.there) for one in data_again] == [(2, 0), (0, 2)]
    assert sorted((one.creator, one.note) for one in marked(library)) == [("Jane", "n"), ("ana", "")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (project("", begun='<!DOCTYPE a [<!ENTITY l "lol">]>'), "entities of its own"),
        (project("<TextSource"), "not well-formed"),
        (project("<Case>" * 200 + "</Case>" * 200), "nested"),
        (project("")[:-30], "damaged"),
        (b"PK\x05\x06" + bytes(18), "no project"),
        (b"no zip", "damaged"),
    ],
)
def test_a_hostile_project_is_refused(library: Library, data: bytes, reason: str) -> None:
    """Nothing of it comes in."""
    with pytest.raises(InvalidInputError, match=reason):
        imported(library, data)
    assert library.releases.count() == 0


def test_no_file_outside_of_the_project_is_read(library: Library, tmp_path: Path) -> None:
    """Whatever a path says: the source is missing."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    paths = [
        f"internal://../../{secret}",
        f"absolute://{secret}",
        f"relative://{secret}",
        secret.as_uri(),
        str(secret),
    ]
    guids = [f"{number}{TEXT[1:]}" for number in range(len(paths))]
    data = project("".join(source(path=path, guid=guid) for path, guid in zip(paths, guids, strict=True)))
    assert len(imported(library, data).missing) == len(paths)
    assert not [one for one in library.releases.listed() if "secret" in library.releases.text(one.id).text]


def test_a_project_that_unpacks_to_too_much_is_refused(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same small file again and again."""
    monkeypatch.setattr("store.imports.refi_qda._UNPACKED", 100)
    with pytest.raises(InvalidInputError, match="made to harm"):
        imported(library, project(source() * 3, {"Sources/abc.txt": FERRY}))


def test_a_codebook_is_taken_in(library: Library) -> None:
    """Its tags, with what they say of themselves; others stay."""
    library.codebook.create("mine")
    data = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{CODES[10:-11]}<Sets/></CodeBook>'.encode()
    assert (imported(library, data, "x.qdc").tags, imported(library, data, "x.qdc").tags) == (1, 0)
    assert sorted(tag.name for tag in library.tags.all()) == ["fares", "mine"]


def test_a_project_that_another_program_wrote(library: Library) -> None:
    """Its texts are missing: sources, codes, passages and notes are kept."""
    if not REFI_QDA.is_dir():
        pytest.skip("the standard's project is not here")
    data = (REFI_QDA / "TestProject.qdpx").read_bytes()
    outcome = imported(library, data)
    assert (outcome.releases, outcome.tags, outcome.made, outcome.orphaned) == (13, 14, 11, 10)
    assert {one.creator for one in marked(library) if one.state == "orphaned"} == {"Friedrich Markgraf"}
    again = imported(library, data)
    assert (again.releases, again.tags, again.made, again.there) == (0, 0, 0, 11)


def copied(library: Library, folder: Path) -> dict[str, str]:
    """What an empty library gives that took the library's project in."""
    other = open_library(folder / "other.db", user="bea")
    try:
        imported(other, exported(library))
        return contents(exported(other))
    finally:
        other.close()


def test_a_library_that_was_in_use_comes_back_as_it_was(tmp_path: Path) -> None:
    """Versions, orphans and tags on releases too; into itself nothing comes back."""
    library = open_library(library_in_use(tmp_path), user="ana")
    library.codebook.describe("all", description="d", include="i", exclude="e")
    assert copied(library, tmp_path) == contents(exported(library))
    before = contents(exported(library))
    outcome = imported(library, exported(library))
    assert (outcome.releases, outcome.made, outcome.tags) == (0, 0, 0)
    assert contents(exported(library)) == before
    library.close()


def test_an_orphan_comes_back_with_the_words_that_stood_around_it(
    library: Library, wire: Path, tmp_path: Path
) -> None:
    """By which it is found again, and with where it stood last."""
    (key,) = add_paths(library, [wire]).added
    library.annotations.add(key, 14, 19, tags=["harbour"], note="Why?")
    wire.write_text("Late news\n\nNothing of that is left.", encoding="utf-8")
    add_paths(library, [wire])
    (gone,) = marked(library)
    assert gone.state == "orphaned" and gone.prefix and gone.suffix
    with closing(open_library(tmp_path / "other.db")) as other:
        imported(other, exported(library))
        (back,) = marked(other)
    told = ("start", "end", "quote", "prefix", "suffix", "note", "state", "creator")
    assert [getattr(back, name) for name in told] == [getattr(gone, name) for name in told]


def test_an_orphan_of_an_earlier_project_is_one_still(library: Library) -> None:
    """When its note held the words alone."""
    note = (
        f'<Notes><Note guid="{USER}" name="Passage that is no longer in the text">'
        "<Description>Why?</Description><PlainTextContent>no such words</PlainTextContent></Note></Notes>"
    )
    imported(library, project(source(f'<NoteRef targetGUID="{USER}"/>'), {"Sources/abc.txt": FERRY}, note))
    assert [(one.quote, one.note, one.state) for one in marked(library)] == [
        ("no such words", "Why?", "orphaned")
    ]


def test_our_own_project_finds_what_has_changed_here_since(library: Library, wire: Path) -> None:
    """Passages by what they are called, releases too when their words are others; a renamed tag stays."""
    (key,) = add_paths(library, [wire]).added
    first = library.annotations.add(key, 0, 13, tags=["harbour"])
    library.annotations.add(key, 14, 19, tags=["harbour"])
    library.tables.table("annotations").update({"identity": "https://example.org/1"}, doc_ids=[first.id])
    data = exported(library)
    library.annotations.delete(first.id)
    library.codebook.rename("harbour", "port")
    wire.write_text(f"Late news\n\n{wire.read_text(encoding='utf-8')}", encoding="utf-8")
    add_paths(library, [wire])
    outcome = imported(library, data)
    assert (outcome.releases, outcome.made, outcome.there, outcome.orphaned) == (0, 1, 1, 0)
    assert {one.quote: one.start for one in marked(library)} == {"Harbour towns": 11, "agree": 25}
    codes = re.findall('<Code guid="([^"]*)"', contents(exported(library))["project.qde"])
    assert len(set(codes)) == len(codes) == 2


def test_a_passage_from_elsewhere_is_known_by_its_guid(library: Library, wire: Path) -> None:
    """Also where an IRI of another kind names it here."""
    (key,) = add_paths(library, [wire]).added
    one = library.annotations.add(key, 0, 13, note="n")
    library.tables.table("annotations").update({"identity": "https://example.org/1"}, doc_ids=[one.id])
    assert imported(library, exported(library)).there == 1


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40)
NOTES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.lists(st.sampled_from(["a", "a/b", "a/b/ç", "B c", "#d"]), unique=True, max_size=3)


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(WORDS.filter(str.strip), min_size=1, max_size=3), st.data())
def test_any_library_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], data: st.DataObject
) -> None:
    """Any text, passages that overlap, notes of any characters, the same headline twice."""
    folder = tmp_path_factory.mktemp("library")
    library = open_library(folder / "library.db", user="ana")
    for number, text in enumerate(texts):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    add_paths(library, sorted(folder.glob("*.txt")))
    for key in library.releases.ids():
        length = len(library.releases.text(key).text)
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, length - 1))
            end = data.draw(st.integers(start + 1, length))
            tags, note = data.draw(NAMES), data.draw(NOTES)
            if tags or note:
                library.annotations.add(key, start, end, tags=tags, note=note)
        library.release_tags.give([key], data.draw(NAMES))
    assert copied(library, folder) == contents(exported(library))
    library.close()


def test_what_was_read_of_a_source_is_let_go() -> None:
    """Selections are not held once they are passages, however many sources there are."""
    sources = "".join(
        source(selection(0, 5, "Ferry"), guid=TEXT.replace("39-", f"{number:02}-")) for number in range(9)
    )
    data = project(sources, {"sources/ABC.txt": FERRY})
    brought = importer_of("x.qdpx", data).read(data)
    gc.collect()
    held = [one for one in gc.get_objects() if type(one) in (Selection, Coding)]
    assert len(brought.passages) == len(brought.sources) == 9 and held == []
    assert [one.text() for one in brought.sources] == [canonical(FERRY)] * 9
