"""Files of what was marked in releases, our own exports among them: told apart, and refused.

An import of a folder that notes and tables are exported to would take them for releases.
"""

from __future__ import annotations

import re

from store.errors import RefusedError
from store.formats.archives import is_zip, kind_of, says
from store.patterns import lazy_pattern

#: Bytes at the beginning that tell, past any front matter.
_HEAD = 65_536
_BOM = b"\xef\xbb\xbf"
_COMMENT = b"<!-- dateline "
_NOTE = lazy_pattern(
    rb"^(?:- )?<!-- dateline (?:release-[0-9]+ [0-9a-f]{8}(?: [0-9a-f]+)?|report|index) -->\r?$", re.M
)
#: How the tables begin, as CSV and as lines of JSON, and the page.
_TABLE = lazy_pattern(
    rb"release,headline,date,place,agency,language,(?:source|words),"
    rb"|speaker,role,quotation,date,place,agency,release,"
    rb'|\{"release":[0-9]+,"headline":'
    rb'|\[\r?\n\{"id":"[^"\n]{0,200}","type":"report","genre":"Press release",'
    rb'|\{"releases":\{\r?\n"[0-9]+":\{"release":[0-9]+,"headline":'
    rb"|(?:\xef\xbb\xbf)?path,description[\r\n]"
    rb'|\{"speaker":"[^\n]{0,2000}?","role":[^\n]{0,2000}?,"quotation":'
)
_PAGE = b'<meta name="generator" content="Dateline">'
_PAGE_HEAD = 1024
#: Within the archives that are exported, what says so: the file, and what stands in it.
_OWN = {
    "docx": ("docProps/app.xml", b"<Application>Dateline</Application>"),
    "archive": ("annotation.conf", b"# Dateline\n"),
}


def recognises(data: bytes) -> bool:
    """Whether it is a note, table, page or archive that was exported, or a project of REFI-QDA."""
    if is_zip(data):
        kind = kind_of(data)
        return kind == "qdpx" or (kind in _OWN and says(data, *_OWN[kind]))
    return _is_note(data) or _is_table(data)


def _is_note(data: bytes) -> bool:
    head = data[:_HEAD]
    return _COMMENT in head and _NOTE.search(head) is not None


def _is_table(data: bytes) -> bool:
    begins = len(_BOM) if data.startswith(_BOM) else 0
    return _TABLE.match(data, begins) is not None or _PAGE in data[:_PAGE_HEAD]


def read(data: bytes) -> None:
    """Raises RefusedError: what it is, and what takes it in."""
    if _is_table(data) or (is_zip(data) and kind_of(data) != "qdpx"):
        raise RefusedError("it was exported from a library: it holds what was marked, and no release.")
    raise RefusedError("it holds what was marked, and no release; ‘dateline import’ takes that in.")
