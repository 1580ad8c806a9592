"""What was marked as a report for Word and its kin: Office Open XML (ISO/IEC 29500, transitional).

Release by release: headline, where it is from, then each passage as a quotation with its speaker, citation,
tags and note. Styles are named as Word's own, so that a template of the user's restyles it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from store.exports.exporter import Marked
from store.exports.markdown import Entry, Passage, address_of, on_a_line, origin, passages
from store.exports.xml_text import element, words
from store.exports.zip_parts import ZipParts
from store.models import Release, Tag

_TITLE = "Marked press releases"
_LOST = "Passages no longer in the text"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = f"""{_XML}<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>\
<Override PartName="/docProps/app.xml" \
ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"""
#: Which program made it (ECMA-376, part 1, section 22.2): by this it is known for an export.
_PROGRAM = f"""{_XML}<Properties \
xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">\
<Application>Dateline</Application></Properties>"""
_BEGIN = f'{_XML}<w:document xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"><w:body>'
#: A4, in twentieths of a point.
_END = """<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>\
<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" \
w:gutter="0"/></w:sectPr></w:body></w:document>"""
#: Paragraphs: id, name, what it is set like, how its letters look; sizes in half points.
_STYLES = (
    ("Title", "Title", '<w:spacing w:after="240"/>', '<w:b/><w:sz w:val="40"/>'),
    (
        "Heading1", "heading 1",
        '<w:keepNext/><w:spacing w:before="480" w:after="80"/><w:outlineLvl w:val="0"/>',
        '<w:b/><w:sz w:val="30"/>',
    ),
    (
        "Heading2", "heading 2",
        '<w:keepNext/><w:spacing w:before="320" w:after="80"/><w:outlineLvl w:val="1"/>',
        '<w:b/><w:sz w:val="25"/>',
    ),
    (
        "Quote", "Quote", '<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:ind w:left="567"/>',
        "<w:i/>",
    ),
    (
        "Citation", "Citation", '<w:spacing w:after="60"/><w:ind w:left="567"/>',
        '<w:color w:val="555555"/><w:sz w:val="19"/>',
    ),
    (
        "Note", "Note",
        '<w:pBdr><w:left w:val="single" w:sz="12" w:space="8" w:color="999999"/></w:pBdr>'
        '<w:spacing w:before="60" w:after="60"/><w:ind w:left="737"/>',
        "",
    ),
)  # fmt: skip
#: What letters of Arabic, Hebrew and their kin are told once more, by another name.
_ALIKE, _BOTH = re.compile(r"<w:(b|i|sz)\b([^/]*)/>"), r"<w:\1\2/><w:\1Cs\2/>"
#: Where a text is broken: at the end of a line, or a tab.
_BREAK = re.compile(r"(\n|\t)")
_RIGHT_TO_LEFT = ("R", "AL")


def write(marked: Iterable[Marked]) -> Iterator[bytes]:
    """The report of the releases, each in turn."""
    return _written(_TITLE, ((one.release, passages(one), one.tags) for one in marked))


def report(title: str, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Passages of many releases below one title, release by release."""
    return _written(on_a_line(title) or "Report", ((one.release, one.passages, ()) for one in entries))


def _written(
    title: str, sections: Iterable[tuple[Release, Sequence[Passage], Sequence[Tag]]]
) -> Iterator[bytes]:
    links = dict[str, str]()
    with ZipParts() as archive:
        archive.add("[Content_Types].xml", _TYPES)
        document = ("document", f"{_OFFICE}/officeDocument", "word/document.xml", "")
        program = ("program", f"{_OFFICE}/extended-properties", "docProps/app.xml", "")
        archive.add("_rels/.rels", _related(document, program))
        archive.add("docProps/app.xml", _PROGRAM)
        archive.add("word/styles.xml", _styles())
        with archive.begin("word/document.xml") as body:
            body.write((_BEGIN + _paragraph("Title", title)).encode())
            for release, found, tags in sections:
                body.write("".join(_section(release, found, tags, links)).encode())
                yield archive.taken()
            body.write(_END.encode())
        targets = ((key, f"{_OFFICE}/hyperlink", url, "External") for url, key in links.items())
        styles = ("styles", f"{_OFFICE}/styles", "styles.xml", "")
        archive.add("word/_rels/document.xml.rels", _related(styles, *targets))
        yield from archive.end()


def _section(
    release: Release, found: Sequence[Passage], tags: Sequence[Tag], links: dict[str, str]
) -> Iterator[str]:
    """What is said of a release, as paragraphs; addresses are noted in `links` with the ids they have."""
    yield _paragraph("Heading1", on_a_line(release.headline) or f"Release {release.id}")
    yield _paragraph("Citation", origin(release), _tagged(tags), link=_link(address_of(release), links))
    if release.embargo:
        yield _paragraph("Note", on_a_line(release.embargo))
    lost = False
    for one in found:
        if one.orphaned and not lost:
            yield _paragraph("Heading2", _LOST)
        lost = one.orphaned
        yield _paragraph("Quote", one.quote)
        if one.speaker:
            yield _paragraph("Citation", f"— {one.speaker}")
        link = _link(one.url, links)
        yield _paragraph("Citation", one.origin, one.place, f"dateline read --at {one.address}", link=link)
        yield _paragraph("Citation", _tagged(one.tags))
        yield _paragraph("Note", one.note)


def _tagged(tags: Iterable[Tag]) -> str:
    return "  ".join(f"#{tag.name}" for tag in tags)


def _link(url: str, links: dict[str, str]) -> str:
    """A link to the address; nothing where there is none."""
    if not url:
        return ""
    key = links.setdefault(url, f"link{len(links) + 1}")
    shown = '<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t>release</w:t></w:r>'
    return f'<w:hyperlink r:id="{key}">{shown}</w:hyperlink>'


def _paragraph(style: str, *texts: str, link: str = "") -> str:
    """The texts that are not empty, a point between them, and a link behind them; nothing without any."""
    told = " · ".join(filter(None, texts))
    if not told and not link:
        return ""
    to_left = _reads_to_the_left(told)
    runs = _run(told, to_left) + (_run(" · ", False) if told and link else "") + link
    bidi = "<w:bidi/>" if to_left else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{bidi}</w:pPr>{runs}</w:p>'


def _run(text: str, to_left: bool) -> str:
    if not text:
        return ""
    breaks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    parts = (breaks.get(part) or words("w:t", part) for part in _BREAK.split(text))
    inside = "".join(parts).replace("<w:t>", '<w:t xml:space="preserve">')
    return f"<w:r>{'<w:rPr><w:rtl/></w:rPr>' if to_left else ''}{inside}</w:r>"


def _reads_to_the_left(text: str) -> bool:
    """Whether the first letter with a direction has that one (Unicode Standard Annex #9, rule P2)."""
    directions = map(unicodedata.bidirectional, text)
    return next((one in _RIGHT_TO_LEFT for one in directions if one in ("L", *_RIGHT_TO_LEFT)), False)


def _styles() -> str:
    letters = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/><w:sz w:val="22"/>'
    plain = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    link = (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>'
    )
    own = (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{set_like}</w:pPr><w:rPr>{_ALIKE.sub(_BOTH, look)}</w:rPr></w:style>"
        for key, name, set_like, look in _STYLES
    )
    default = f"<w:docDefaults><w:rPrDefault><w:rPr>{letters}</w:rPr></w:rPrDefault></w:docDefaults>"
    return f'{_XML}<w:styles xmlns:w="{_WORD}">{default}{plain}{link}{"".join(own)}</w:styles>'


def _related(*relations: tuple[str, str, str, str]) -> str:
    """What a part refers to: under which id, as what, where, and whether outside of the file."""
    inside = (
        element("Relationship", Id=key, Type=kind, Target=target, TargetMode=mode or None)
        for key, kind, target, mode in relations
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(inside)}</Relationships>'
