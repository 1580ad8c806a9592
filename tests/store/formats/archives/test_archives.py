"""Archives: each member by the reader it calls for, and none of the ways an archive does harm."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import warnings
import zipfile
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import RefusedError
from store.formats import RawDocument, reader_for
from store.formats.archives import archives, zips
from store.formats.archives.archives import read, recognises
from tests.store.formats.damage import damaged, read_or_refused

Files = list[tuple[str, bytes]]


def zipped(files: Files, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packing) as container, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that come twice
        for name, data in files:
            container.writestr(name, data)
    return made.getvalue()


def tarred(files: Files, mode: str = "w") -> bytes:
    """A tar of these files."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as container:  # type: ignore[call-overload]
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            container.addfile(info, io.BytesIO(data))
    return made.getvalue()


MAKERS: list[Callable[[Files], bytes]] = [
    zipped,
    lambda files: zipped(files, zipfile.ZIP_STORED),
    lambda files: zipped(files, zipfile.ZIP_BZIP2),
    lambda files: zipped(files, zipfile.ZIP_LZMA),
    tarred,
    lambda files: tarred(files, "w:gz"),
    lambda files: tarred(files, "w:bz2"),
    lambda files: tarred(files, "w:xz"),
]


def parts(data: bytes) -> list[tuple[str, str]]:
    """Each part's name, and its text or why there is none."""
    return [(one.part, one.text if isinstance(one, RawDocument) else one.reason) for one in read(data)]


@pytest.mark.parametrize("make", MAKERS)
def test_members_are_read_each_in_its_format(make: Callable[[Files], bytes]) -> None:
    """Text, Markdown and a mail in folders, in every kind of archive; what is no release is passed over."""
    files = [
        ("a.txt", b"One"),
        ("folder/b.md", b"# Two"),
        ("mails/c.eml", b"Message-ID: <1@x>\nSubject: Three\n\nThree"),
        (".hidden.txt", b"x"),
        (".git/x.txt", b"x"),
        ("__MACOSX/._a.txt", b"x"),
        ("picture.jpg", b"x"),
        ("README", b"x"),
    ]
    data = make(files)
    assert recognises(data)
    assert parts(data) == [("a.txt", "One"), ("folder/b.md", "Two"), ("mails/c.eml", "Three")]


def test_one_bad_member_keeps_out_no_other() -> None:
    """An empty member is refused by its name."""
    assert parts(zipped([("a.txt", b""), ("b.txt", b"B")])) == [("a.txt", "it is empty."), ("b.txt", "B")]


def test_archives_in_archives() -> None:
    """An archive in one is read, its parts named after both; one more is refused."""
    inner = tarred([("a.txt", b"A"), ("deep.zip", zipped([("b.txt", b"B")]))])
    assert parts(zipped([("x.tar", inner)])) == [
        ("x.tar#a.txt", "A"),
        ("x.tar#deep.zip", "archives are read 2 deep."),
    ]


def test_mailbox_in_an_archive() -> None:
    """A member of many releases gives a part for each."""
    line = b"From x Thu Apr  5 10:32:00 2018\n"
    box = line + b"Message-ID: <1@x>\n\nOne\n\n" + line + b"Message-ID: <2@x>\n\nTwo\n"
    assert parts(zipped([("press.mbox", box)])) == [("press.mbox#1@x", "One"), ("press.mbox#2@x", "Two")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/a.txt", "etc/a.txt"),
        ("/abs/a.txt", "abs/a.txt"),
        ("..\\x\\a.txt", "x/a.txt"),
        ("a\x1b[31m\n.txt", "a\ufffd[31m\ufffd.txt"),
        ("./a.txt", "a.txt"),
        ("港务局.txt", "港务局.txt"),
    ],
)
@pytest.mark.parametrize("make", [zipped, tarred])
def test_names_are_harmless(name: str, shown: str, make: Callable[[Files], bytes]) -> None:
    """A name that leads up or holds control characters is made safe to show."""
    assert parts(make([(name, b"A")])) == [(shown, "A")]


def test_names_that_come_twice() -> None:
    """Two members of one name are two parts."""
    assert [name for name, _ in parts(zipped([("a.txt", b"A"), ("a.txt", b"B")]))] == ["a.txt", "a.txt (2)"]


def test_links_and_devices_are_passed_over() -> None:
    """Only regular files are read; a symbolic link of a zip file too is none."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as container:
        for name, kind in [
            ("a.txt", tarfile.SYMTYPE),
            ("b.txt", tarfile.LNKTYPE),
            ("c.txt", tarfile.CHRTYPE),
        ]:
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            container.addfile(info)
        info = tarfile.TarInfo("d.txt")
        info.size = 1
        container.addfile(info, io.BytesIO(b"D"))
    assert parts(made.getvalue()) == [("d.txt", "D")]
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zip_file:
        zip_file.writestr(link, "/etc/passwd")
        zip_file.writestr("d.txt", "D")
    assert parts(made.getvalue()) == [("d.txt", "D")]


@pytest.mark.few(7)
@pytest.mark.parametrize("make", MAKERS)
def test_cut_short(make: Callable[[Files], bytes]) -> None:
    """What stands before the cut is read, and that there was more is said; or the whole is refused."""
    random = Random(7)
    files = [(f"{number}.txt", f"{number} {random.randbytes(2000).hex()}".encode()) for number in range(40)]
    whole = make(files)
    data = whole[: len(whole) * 2 // 3]
    try:
        found = parts(data)
    except RefusedError as error:
        assert "cut short" in error.message or "damaged" in error.message
        assert make in (MAKERS[2], MAKERS[3], MAKERS[6], MAKERS[7])  # packed in blocks larger than this
        return
    assert found[-1][1].endswith("what came before was read.")
    assert found[:-1] == [(name, text.decode()) for name, text in files[: len(found) - 1]]


@pytest.mark.few(1)
@pytest.mark.parametrize("make", [MAKERS[0], MAKERS[5], MAKERS[6], MAKERS[7]])
def test_bombs(make: Callable[[Files], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that unpacks to far more than it holds is given up; a member too large is refused."""
    monkeypatch.setattr(archives, "_FREE", 2**20)
    monkeypatch.setattr(archives, "MAX_BYTES", 2**20)
    found = parts(make([(f"{number}.txt", b"a" * 2**20) for number in range(14)]))
    assert 1 <= len(found) < 10
    assert found[-1][0] == ""
    assert "unpacks to more" in found[-1][1]
    monkeypatch.setattr(archives, "_FREE", 2**30)
    large = make([("a.txt", b"a" * (2**20 + 1)), ("b.txt", b"B")])
    assert parts(large) == [("a.txt", "it is larger than 1 MB; no release is."), ("b.txt", "B")]


def test_too_many_members(monkeypatch: pytest.MonkeyPatch) -> None:
    """More members than any archive of releases has are given up."""
    monkeypatch.setattr(zips, "MAX_ENTRIES", 10)
    files = [(f"{number}.jpg", b"") for number in range(11)]
    for make in (zipped, tarred):
        with pytest.raises(RefusedError, match="more than 10 files"):
            parts(make(files))


def test_declared_sizes_bind() -> None:
    """A member whose list says less than it holds is not unpacked beyond what it says."""
    data = bytearray(zipped([("a.txt", b"a" * 100_000)]))
    listed = data.rindex(b"PK\x01\x02")
    data[listed + 24 : listed + 28] = (10).to_bytes(4, "little")
    [(name, reason)] = parts(bytes(data))
    assert (name, reason) == ("a.txt", "it is damaged, or packed in a way that cannot be read.")


def test_encrypted_members() -> None:
    """An encrypted member says so."""
    data = bytearray(zipped([("a.txt", b"A")]))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert parts(bytes(data)) == [("a.txt", "it is encrypted: it opens with a password only.")]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_packed_file(pack: Callable[[bytes], bytes]) -> None:
    """One file packed by itself is read, as lists keep their mails by the month."""
    assert parts(pack(b"Some words.")) == [("", "Some words.")]


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        ([("[Content_Types].xml", b""), ("xl/workbook.xml", b"")], "a spreadsheet"),
        ([("[Content_Types].xml", b""), ("ppt/presentation.xml", b"")], "a presentation"),
        (
            [("mimetype", b"application/vnd.oasis.opendocument.presentation"), ("content.xml", b"")],
            "an OpenDocument file that is no text",
        ),
    ],
)
def test_documents_are_no_archives(files: Files, kind: str) -> None:
    """A document in a zip file is refused as what it is, and its parts are not taken for releases."""
    data = zipped(files)
    assert not recognises(data)
    assert reader_for("a.xlsx", data) is None
    with pytest.raises(RefusedError, match="cannot be read yet") as error:
        parts(data)
    assert kind in error.value.message


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"\x1f\x8b", b"words", b"\0" * 1024, b"PK\x05\x06" + b"\0" * 18]
)
def test_nothing_to_read_is_refused(data: bytes) -> None:
    """What is no archive, and an empty one, is refused."""
    with pytest.raises(RefusedError):
        parts(data)


FILES = [("a.txt", b"Words of a release."), ("b.md", b"# B"), ("c.zip", zipped([("d.txt", b"D")]))]


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=300), *(damaged(make(FILES)) for make in MAKERS)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Random bytes and damaged archives give parts, or RefusedError."""
    recognises(data)
    assert read_or_refused(read, data) != []
