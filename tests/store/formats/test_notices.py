"""What is told of a file goes with the document that came of it."""

from __future__ import annotations

from store.formats import RawDocument, reader_for
from store.formats.notices import notice, noticing


def test_each_is_told_once_to_whoever_listens_last() -> None:
    """Where nobody listens, nothing comes of it."""
    notice("nobody hears it.")
    with noticing() as outer:
        notice("one.")
        with noticing() as inner:
            notice("two.")
        notice("one.")
    assert (outer, inner) == (["one."], ["two."])


def test_a_file_of_many_tells_it_of_the_one_it_is_about() -> None:
    """However deep the reader is that tells of it: here that of one mail of several."""
    head = b"From a@b Thu Apr  5 10:32:00 2018\nSubject: Quay\nMessage-ID: <%s@x>\n\n"
    words = "Die Fähre läuft aus.".encode()
    data = head % b"a" + words + b"\n\n" + head % b"b" + words + b"\xff\n"
    reader = reader_for("x.mbox", data)
    assert reader is not None
    told = [one.notices for one in reader.read(data) if isinstance(one, RawDocument)]
    assert [len(each) for each in told] == [0, 1]
