"""What a room gives, from the stub beside its ``__init__``: each name imported when it is first asked for.

As `lazy_loader.attach_stub`, which imports `ast` to read stubs as Python: 4 ms of every short command.
"""

from __future__ import annotations

from collections.abc import Callable

from lazy_loader import attach

Face = tuple[Callable[[str], object], Callable[[], list[str]], list[str]]


def attach_stub(package: str, file: str) -> Face:
    """A package's ``__getattr__``, ``__dir__`` and ``__all__``.

    Each line of the stub is ``from .module import name as name``; ImportError is raised for another import.

    Args: the package's ``__name__`` and ``__file__``.
    """
    modules: set[str] = set()
    names: dict[str, list[str]] = {}
    with open(f"{file.removesuffix('.py')}.pyi", encoding="utf-8") as stub:  # noqa: PTH123  # pathlib is 5 ms
        for line in stub:
            match line.split():
                case ["from", ".", "import", name, "as", again] if name == again:
                    modules.add(name)
                case ["from", module, "import", name, "as", again] if name == again and module[0] == ".":
                    names.setdefault(module[1:], []).append(name)
                case ["from" | "import", *_]:
                    raise ImportError(f"{package}: {line.strip()!r} in its stub is of another form.")
    face: Face = attach(package, modules, names)
    return face
