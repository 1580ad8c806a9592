"""A user's own form of a note: a Jinja2 template (https://jinja.palletsprojects.com), a file a release.

The template is sandboxed: it may be a stranger's, and can neither run programs nor read what it is not
given. It is given ``release``, with the fields of `store.models.Release`, ``tags``, the names of those on the
release, and ``passages``, with the fields of `store.exports.markdown.Passage`, whose ``tags`` are names. The
filters ``quote``, ``inline`` and ``tag`` write Markdown from which the words can be read back exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.errors import ExportError
from store.exports.exporter import Exporter, Marked
from store.exports.markdown import escape_inline, escape_quote, passages, tag_word
from store.models import Tag

if TYPE_CHECKING:
    from jinja2 import Template

#: What a template's name may end in behind the suffix of the files it makes: ``mine.md.j2``.
ENDINGS = (".j2", ".jinja", ".jinja2")

#: What a template may do wrong while it is filled in, beside what Jinja2 tells itself.
_FAULTS = (ArithmeticError, LookupError, TypeError, ValueError, RecursionError, MemoryError)


def template_exporter(path: Path, folders: Sequence[Path] = ()) -> Exporter:
    """The format that the template makes. Raises ExportError where it cannot be read.

    Args: the template; the folders beside its own from which it may include others.
    """
    plain = path.with_suffix("") if path.suffix in ENDINGS else path
    suffix = plain.suffix or ".md"
    load = cache(partial(_loaded, path, tuple(folders)))
    load()
    return Exporter(
        plain.stem,
        suffix,
        partial(_written, load, path),
        f"your own template {path.name}",
        sealed=suffix == ".md",
    )


def _loaded(path: Path, folders: Sequence[Path]) -> Template:
    from jinja2 import FileSystemLoader, StrictUndefined, TemplateError  # few have a template
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([path.parent, *folders]),
        undefined=StrictUndefined,
        autoescape=path.with_suffix("").suffix in (".html", ".htm") or path.suffix in (".html", ".htm"),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "quote": escape_quote,
        "inline": lambda text: escape_inline(" ".join(str(text).split())),
        "tag": lambda name: tag_word(Tag(0, name, 0, None)),
    }
    try:
        return environment.get_template(path.name)
    except (TemplateError, OSError, UnicodeDecodeError, RecursionError) as error:
        raise _refused(path, error) from error


def _written(load: Any, path: Path, marked: Iterable[Marked]) -> Iterator[str]:
    from jinja2 import TemplateError

    for one in marked:
        given = [{**each._asdict(), "tags": [tag.name for tag in each.tags]} for each in passages(one)]
        try:
            made = load().render(
                release=one.release._asdict(), tags=[tag.name for tag in one.tags], passages=given
            )
            made.encode()
        except (TemplateError, *_FAULTS) as error:
            raise _refused(path, error) from error
        yield made


def _refused(path: Path, error: Exception) -> ExportError:
    line = getattr(error, "lineno", None)
    at = f", line {line}" if line else ""
    return ExportError(
        f"the template {path}{at}: {str(error).rstrip('.')}.", "Mend it, or name another with --template."
    )
