"""Writers, one per format, in a registry: what a user marked -> the text or bytes of files.

A writer is pure: it touches no disk and no clock, so the same input gives the same bytes. A new export is a
module with its ``write`` and one more row in `EXPORTERS`; the command line and the screen read it there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from store.exports import comma_separated, markdown
from store.exports.exporter import Exporter, Option
from store.library import Library

#: Every export format by its name.
EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        Exporter("markdown", ".md", markdown.write, "a note for each release", sealed=True),
        Exporter(
            "csv",
            ".csv",
            comma_separated.write,
            "a table of what was marked, for spreadsheets and statistics",
            one_file="annotations.csv",
            options=(Option("bom", "begin with a byte order mark, by which Excel knows UTF-8"),),
        ),
    )
}


def of_library(exporter: Exporter, library: Library) -> Exporter:
    """The format as it writes releases of the library: given its codebook where it takes one."""
    if not exporter.codebook:
        return exporter
    return replace(exporter, write=partial(exporter.write, codebook=library.tags.all()))
