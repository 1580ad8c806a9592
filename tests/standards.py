"""The standards that exports are held against, where they lie beside the project."""

from __future__ import annotations

import io
from functools import cache

import pytest
from xmlschema import XMLSchema

from tests.conftest import ROOT

REFI_QDA = ROOT.parent / "shared" / "standards" / "refi-qda"


@cache
def _schema(name: str) -> XMLSchema:
    return XMLSchema(REFI_QDA / name)


def complaints(document: bytes, schema: str) -> list[str]:
    """What a schema of REFI-QDA says against a document; the test is skipped where there is none."""
    if not REFI_QDA.is_dir():
        pytest.skip("the standard's schemas are not here")
    return [str(error) for error in _schema(schema).iter_errors(io.BytesIO(document))]
