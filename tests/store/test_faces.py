"""The faces of rooms: the same as `lazy_loader` reads from the same stubs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import lazy_loader
import pytest

from store.faces import attach_stub

ROOT = Path(__file__).parents[2]
STUBS = sorted(path.relative_to(ROOT) for room in ("store", "tui") for path in (ROOT / room).rglob("*.pyi"))


@pytest.mark.parametrize("stub", STUBS, ids=str)
def test_a_face_has_the_names_of_its_stub(stub: Path) -> None:
    """All of them, and each is there."""
    package, file = ".".join(stub.parent.parts), str((ROOT / stub).with_suffix(".py"))
    get, listed, names = attach_stub(package, file)
    assert names and names == listed() == lazy_loader.attach_stub(package, file)[2]
    assert all(get(name) is not None for name in names)


@pytest.mark.parametrize(
    "line", ["import os", "from .rooms import one", "from store import Library as Library"]
)
def test_a_line_of_another_form_is_refused(tmp_path: Path, line: str) -> None:
    """A face without a name that its stub has would be found out only where somebody asks for it."""
    (tmp_path / "__init__.pyi").write_text(f"from .rooms import two as two\n{line}\n")
    with pytest.raises(ImportError, match="another form"):
        attach_stub("rooms", str(tmp_path / "__init__.py"))


def test_no_parser_of_python_is_imported() -> None:
    """It takes longer than all stubs that a command reads."""
    program = "import sys, store; store.open_library; print('ast' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout == b"False\n"
