"""Word documents made of nothing but the parts a reader needs."""

from __future__ import annotations

import io
import zipfile

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    f' xmlns:r="{_OFFICE}"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
)
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
)
_LISTS = "".join(
    f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{form}"/></w:lvl>'
    f'<w:lvl w:ilvl="1"><w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
    for number, form in enumerate(("bullet", "decimal"))
) + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (0, 1))


_PARTS = {
    "n": ("numbering", "numbering.xml"),
    "s": ("styles", "styles.xml"),
    "f": ("footnotes", "notes.xml"),
    "h": ("header", "header.xml"),
    "i": ("image", "media/i.png"),
}


def docx_of(
    body: str, *, notes: str = "", core: str = "", styles: str = "", links: dict[str, str] | None = None
) -> bytes:
    """A .docx whose body is this XML; list 1 has bullets, list 2 numbers; `links` by relationship id."""
    related = [_related(key, kind, target) for key, (kind, target) in _PARTS.items()]
    related += [
        _related(key, "hyperlink", url, ' TargetMode="External"') for key, url in (links or {}).items()
    ]
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="png" ContentType="image/png"/></Types>',
        "_rels/.rels": _relations([_related("d", "officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations(related),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_NAMES}>{_STYLES}{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_NAMES}>{_LISTS}</w:numbering>",
        "word/notes.xml": f"<w:footnotes {_NAMES}>{notes}</w:footnotes>",
        "word/header.xml": f"<w:hdr {_NAMES}>{paragraph('RUNNING HEAD')}</w:hdr>",
        "word/media/i.png": "not read",
        "docProps/core.xml": f"<cp:coreProperties {_NAMES}>{core}</cp:coreProperties>",
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as container:
        for name, text in parts.items():
            container.writestr(name, text)
    return made.getvalue()


def run(text: str) -> str:
    """Words in a paragraph."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "", item: tuple[int, int] | None = None) -> str:
    """A paragraph of words or runs, of a style, or as an item of a list at a depth."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if item:
        properties += f'<w:numPr><w:ilvl w:val="{item[1]}"/><w:numId w:val="{item[0]}"/></w:numPr>'
    runs = "".join(one if one.startswith("<") else run(one) for one in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _relations(related: list[str]) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(related)}</Relationships>'


def _related(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
