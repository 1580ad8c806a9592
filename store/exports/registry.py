"""Writers, one per format, in a registry: what a user marked -> the text of files.

A writer is pure: it touches no disk and no clock, so the same input gives the same bytes. A new export is a
module with its ``write`` and one more row in `EXPORTERS`; the command line and the screen read it there.
"""

from __future__ import annotations

from store.exports import comma_separated, markdown
from store.exports.exporter import Exporter, Option

#: Every export format by its name.
EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        Exporter("markdown", ".md", markdown.write, sealed=True),
        Exporter(
            "csv",
            ".csv",
            comma_separated.write,
            one_file="annotations.csv",
            options=(Option("bom", "begin with a byte order mark, by which Excel knows UTF-8"),),
        ),
    )
}
