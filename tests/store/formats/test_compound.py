"""Files of Office before 2007 are told apart, and refused with the way to save them."""

from __future__ import annotations

import pytest

from store.errors import RefusedError
from store.formats import reader_for
from tests.store.formats.office import compound_of


@pytest.mark.parametrize(
    ("stream", "way"),
    [("WordDocument", r"save it as \.docx"), ("EncryptedPackage", "password"), ("Workbook", r"\.csv"),
     ("x", "damaged")],
)  # fmt: skip
def test_refusals_name_the_way(stream: str, way: str) -> None:
    """Whatever the file is called."""
    data = compound_of({stream: b"words"})
    reader = reader_for("a.docx", data)
    assert reader is not None
    assert reader.name == "doc"
    with pytest.raises(RefusedError, match=way):
        list(reader.read(data))


def test_words_under_its_name() -> None:
    """A text called .doc is none of Word's, and is not taken for one."""
    reader = reader_for("a.doc", b"words")
    assert reader is not None
    with pytest.raises(RefusedError, match=r"save it as \.docx"):
        list(reader.read(b"words"))
