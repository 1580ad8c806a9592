"""Fills in a user's template, in the process that does harm to nobody (`store.aside`): a template has no end
that can be told, and what it makes may take all memory."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import RefusedError
from store.exports.markdown import escape_inline, escape_quote, tag_word
from store.models import Tag

if TYPE_CHECKING:
    from jinja2 import Template

#: What a template may do wrong while it is filled in, beside what Jinja2 tells itself.
_FAULTS = (ArithmeticError, LookupError, TypeError, ValueError, RecursionError)


def filled(path: bytes, folders: bytes, *given: bytes) -> Iterator[str]:
    """What the template makes of the releases, one after the other.

    Args: the template; the folders from which it may include others, a NUL between; each release with all
        that the template is given, as JSON.

    Raises RefusedError where the template is faulty, and says where.
    """
    from jinja2 import TemplateError

    try:
        template = _loaded(path, folders, Path(os.fsdecode(path)).stat().st_mtime_ns)
        for one in given:
            yield template.render(json.loads(one))
    except (TemplateError, OSError, *_FAULTS) as error:
        line = getattr(error, "lineno", None)
        raise RefusedError(f"{f', line {line}' if line else ''}: {str(error).rstrip('.')}") from error


@lru_cache(maxsize=4)
def _loaded(path: bytes, folders: bytes, _changed: int) -> Template:
    from jinja2 import BaseLoader, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    main = Path(os.fsdecode(path))
    places = [main.parent, *(Path(os.fsdecode(one)) for one in folders.split(b"\0") if one)]
    homes = [place.resolve() for place in places]
    files = FileSystemLoader(places)

    class Within(BaseLoader):
        """Reads the template that the user names, wherever links lead, and others from the folders alone."""

        def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, None]:
            source, file, _ = files.get_source(environment, template)
            if template != main.name and not any(map(Path(file).resolve().is_relative_to, homes)):
                raise TemplateNotFound(template, f"{template} is a link that leads out of the folder")
            return source, file, None

    environment = ImmutableSandboxedEnvironment(
        loader=Within(),
        undefined=StrictUndefined,
        autoescape=main.with_suffix("").suffix in (".html", ".htm") or main.suffix in (".html", ".htm"),
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "quote": escape_quote,
        "inline": lambda text: escape_inline(" ".join(str(text).split())),
        "tag": lambda name: tag_word(Tag(0, name, 0, None)),
    }
    return environment.get_template(main.name)
