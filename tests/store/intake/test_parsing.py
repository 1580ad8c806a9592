"""What is read and made ready passes from process to process whole."""

from __future__ import annotations

import errno
import gzip
import io
import pickle
import random
import zipfile

import pytest

from store.intake.parsing import Found, Incoming, Refused, count_in, documents_in, ready_all

_ROWS = (
    b"id,headline,text,date,url,agency,byline,language\n"
    b"r1,Pier opens,The pier is open.,2018-04-05,https://port.example/1,Port,By Ana Ruiz,en\n"
    b"r2,,<p>Its <a href='https://port.example'>board</a> says so.</p>,,,,,\n"
    b"r3,No text,,,,,,\n"
)


def test_documents_and_what_is_made_of_them_pass_between_processes() -> None:
    """Every field of both, also where a document was refused."""
    found = list(documents_in("/port.csv", "port.csv", _ROWS))
    assert [type(one) for one in found] == [Found, Found, Refused]
    assert pickle.loads(pickle.dumps(found)) == found
    ready = ready_all(found)
    assert [type(one) for one in ready] == [Incoming, Incoming, Refused]
    assert pickle.loads(pickle.dumps(ready)) == ready
    whole = [one.document for one in found if isinstance(one, Found)]
    assert whole[0].metadata.byline == "Ana Ruiz"
    assert pickle.loads(pickle.dumps(whole)) == whole


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("rows.csv", _ROWS),
        ("rows.csv", "text\nCaf\u00e9 au lait\n".encode("cp1252")),
        ("rows.jsonl", b'{"text": "one"}\n{"text": "two"}\n'),
        ("rows.json", b'[{"text": "one"}, {"text": "two"}]'),
        ("page.csv", b"<!DOCTYPE html><html><body><p>Words of a page.</p></body></html>"),
        ("mail.txt", b"Plain words."),
        ("packed.csv", gzip.compress(b"text\nwords\n", mtime=0)),
        ("nothing.csv", b""),
    ],
)
def test_a_file_gives_what_its_bytes_do(name: str, data: bytes) -> None:
    """Rows are read from it one by one; what its content says it is decides as before."""
    file = io.BytesIO(data)
    assert list(documents_in(f"/{name}", name, file)) == list(documents_in(f"/{name}", name, data))
    assert count_in(name, file) == count_in(name, data)
    assert not file.closed


def test_a_zip_file_of_any_name_is_told_by_all_of_it() -> None:
    """Its list stands at its end, behind more than is looked at of text."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("large.bin", random.Random(1).randbytes(1 << 19))
        archive.writestr("a.txt", "Words of a release.")
    [one] = (found for found in documents_in("/a.csv", "a.csv", out) if isinstance(found, Found))
    assert (one.document.part, one.document.text) == ("a.txt", "Words of a release.")


def test_a_file_that_cannot_be_read_on_is_refused() -> None:
    """With the system's reason, after the rows that were read."""

    class Broken(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    assert list(documents_in("/a.csv", "a.csv", Broken(_ROWS))) == [Refused("Input/output error.")]
