"""A user's own form of a note: a Jinja2 template (https://jinja.palletsprojects.com), a file a release.

The template is sandboxed, and filled in aside (`store.exports.filling`): it may be a stranger's, can neither
run programs nor read what it is not given, and is given up where it takes too long. It is given ``release``,
with the fields of `store.models.Release`, ``tags``, the names of those on the release, and ``passages``,
with the fields of `store.exports.markdown.Passage`, whose ``tags`` are names. The filters ``quote``,
``inline`` and ``tag`` write Markdown from which the words can be read back exactly.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from store.aside import BrokeOffError, TooLongError, shared
from store.errors import ExportError, RefusedError
from store.exports.exporter import Exporter, Marked
from store.exports.markdown import passages

#: What a template's name may end in behind the suffix of the files it makes: ``mine.md.j2``.
ENDINGS = (".j2", ".jinja", ".jinja2")

_JOB = "store.exports.filling:filled"
#: Seconds by the clock for one release.
_SECONDS = 10.0


def template_exporter(path: Path, folders: Sequence[Path] = ()) -> Exporter:
    """The format that the template makes. Raises ExportError where it cannot be read.

    Args: the template; the folders beside its own from which it may include others.
    """
    plain = path.with_suffix("") if path.suffix in ENDINGS else path
    suffix = plain.suffix or ".md"
    _filled(path, folders)
    return Exporter(
        plain.stem,
        suffix,
        partial(_written, path, tuple(folders)),
        f"your own template {path.name}",
        sealed=suffix == ".md",
    )


def _written(path: Path, folders: Sequence[Path], marked: Iterable[Marked]) -> Iterator[str]:
    for one in marked:
        given = {
            "release": one.release._asdict(),
            "tags": [tag.name for tag in one.tags],
            "passages": [
                {**each._asdict(), "tags": [tag.name for tag in each.tags]} for each in passages(one)
            ],
        }
        yield from _filled(path, folders, json.dumps(given).encode())


def _filled(path: Path, folders: Sequence[Path], *given: bytes) -> list[str]:
    """What the template makes of what it is given. Raises ExportError."""
    places = b"\0".join(map(os.fsencode, folders))
    try:
        made = list(shared().call(_JOB, os.fsencode(path), places, *given, within=_SECONDS))
        "".join(made).encode()
    except TooLongError as error:
        raise _refused(path, f": it takes longer than {_SECONDS:.0f} seconds", "") from error
    except BrokeOffError as error:
        raise _refused(path, ": filling it in broke off, as where it takes all memory", str(error)) from error
    except (RefusedError, UnicodeEncodeError) as error:
        why = error.message if isinstance(error, RefusedError) else f": {error}"
        raise _refused(path, why, "") from error
    return made


def _refused(path: Path, why: str, more: str) -> ExportError:
    return ExportError(
        f"the template {path}{why}{f' ({more})' if more else ''}.",
        "Mend it, or name another with --template.",
    )
