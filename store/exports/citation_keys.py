"""Under which key a release is cited: in a Markdown text, and in the list of references beside it."""

from __future__ import annotations

import re
import unicodedata

from store.models import Release

_NO_KEY = re.compile(r"[^a-z0-9]+")
#: The longest name of an agency in a key, in characters.
_LONGEST = 24


def citation_key(release: Release) -> str:
    """Agency, year and id, such as ``wam2018-12``: ASCII that BibTeX, CSL and Pandoc take.

    The id makes it another one for each release of a library, and the same from export to export.
    """
    plain = unicodedata.normalize("NFKD", release.agency or release.publisher or "").casefold()
    name = _NO_KEY.sub("", plain)[:_LONGEST] or "release"
    return f"{name}{(release.date or '')[:4]}-{release.id}"
