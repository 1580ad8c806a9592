"""The same releases in every format."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from email.message import EmailMessage
from html import escape
from pathlib import Path

from store.canonical import canonical
from store.formats import markdown


@dataclass(frozen=True)
class Story:
    """A release as paragraphs, the headline first."""

    number: int
    headline: str
    paragraphs: tuple[str, ...]

    @classmethod
    def of(cls, path: Path) -> Story:
        """The release in a file of text or Markdown."""
        data = path.read_bytes()
        if path.suffix == ".md":
            text = markdown.read(data).text
        else:
            text = canonical(data.decode("utf-8", "replace"))
        # What XML cannot hold is no matter of this measurement.
        text = "".join(char for char in text if char == "\n" or char.isprintable())
        first, *rest = [part for part in text.split("\n\n") if part.strip()] or ["Untitled"]
        return cls(0, " ".join(first.split())[:200], tuple(rest) or (first,))

    def edition(self, number: int) -> Story:
        """The same with a number, so that no two are one release."""
        return replace(self, number=number, paragraphs=(*self.paragraphs, f"Edition {number}."))

    @property
    def text(self) -> str:
        """All of it."""
        return "\n\n".join((self.headline, *self.paragraphs))


Files = dict[str, bytes]
Form = Callable[[Sequence[Story]], Files]
_DATE = "2024-05-01T09:00:00+02:00"


def _each(suffix: str, written: Callable[[Story], str | bytes]) -> Form:
    def form(stories: Sequence[Story]) -> Files:
        made = ((f"{story.number:06}{suffix}", written(story)) for story in stories)
        return {name: data.encode() if isinstance(data, str) else data for name, data in made}

    return form


def _body(story: Story) -> str:
    return "\n".join(f"<p>{escape(part)}</p>" for part in story.paragraphs)


def _html(story: Story) -> str:
    links = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(30))
    return (
        f"<!doctype html><html lang=en><head><title>{escape(story.headline)} | Newsroom</title>"
        f'<meta property="article:published_time" content="{_DATE}"><style>p {{margin: 0}}</style></head>'
        f"<body><nav><ul>{links}</ul></nav><main><article><h1>{escape(story.headline)}</h1>{_body(story)}"
        f"</article></main><footer><p>All rights reserved.</p></footer></body></html>"
    )


def _rss(stories: Sequence[Story]) -> Files:
    items = "".join(
        f"<item><title>{escape(one.headline)}</title><link>https://example.org/{one.number}</link>"
        f"<guid>https://example.org/{one.number}</guid><pubDate>Wed, 01 May 2024 09:00:00 +0200</pubDate>"
        f"<description>{escape(_body(one))}</description></item>"
        for one in stories
    )
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'
    return {"feed.rss": feed.encode()}


def _atom(stories: Sequence[Story]) -> Files:
    entries = "".join(
        f"<entry><title>{escape(one.headline)}</title><id>urn:example:{one.number}</id>"
        f'<updated>{_DATE}</updated><content type="html">{escape(_body(one))}</content></entry>'
        for one in stories
    )
    head = '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>'
    return {"feed.atom": f"{head}{entries}</feed>".encode()}


def _json_feed(stories: Sequence[Story]) -> Files:
    items = [
        {"id": f"urn:example:{one.number}", "title": one.headline, "content_html": _body(one)}
        for one in stories
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": items}
    return {"feed.json": json.dumps(feed, ensure_ascii=False).encode()}


def _nitf(story: Story) -> str:
    return (
        f'<?xml version="1.0"?><nitf><head><title>{escape(story.headline)}</title></head><body><body.head>'
        f"<hedline><hl1>{escape(story.headline)}</hl1></hedline></body.head><body.content>{_body(story)}"
        f"</body.content></body></nitf>"
    )


def _newsml_g2(story: Story) -> str:
    return (
        f'<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" '
        f'standardversion="2.29" guid="urn:newsml:example.org:20240501:{story.number}" version="1" '
        f'xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><versionCreated>{_DATE}</versionCreated>'
        f"</itemMeta><contentMeta><headline>{escape(story.headline)}</headline></contentMeta><contentSet>"
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title/></head><body>{_body(story)}</body></html></inlineXML></contentSet></newsItem>"
    )


def _newsml_1(story: Story) -> str:
    return (
        f'<?xml version="1.0"?><NewsML><NewsEnvelope><DateAndTime>20240501T090000+0200</DateAndTime>'
        f"</NewsEnvelope><NewsItem><Identification><NewsIdentifier><ProviderId>example.org</ProviderId>"
        f"<DateId>20240501</DateId><NewsItemId>{story.number}</NewsItemId>"
        f'<RevisionId PreviousRevision="0" Update="N">1</RevisionId><PublicIdentifier>'
        f"urn:newsml:example.org:20240501:{story.number}:1</PublicIdentifier></NewsIdentifier>"
        f'</Identification><NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20240501T090000'
        f"+0200</FirstCreated><ThisRevisionCreated>20240501T090000+0200</ThisRevisionCreated>"
        f'<Status FormalName="Usable"/></NewsManagement><NewsComponent><NewsLines><HeadLine>'
        f'{escape(story.headline)}</HeadLine></NewsLines><ContentItem><Format FormalName="XHTML"/>'
        f"<DataContent><html><body>{_body(story)}</body></html></DataContent></ContentItem></NewsComponent>"
        f"</NewsItem></NewsML>"
    )


def _ninjs(story: Story) -> str:
    item = {
        "uri": f"urn:example:{story.number}", "type": "text", "version": "1", "versioncreated": _DATE,
        "headline": story.headline, "body_xhtml": _body(story), "language": "en",
    }  # fmt: skip
    return json.dumps(item, ensure_ascii=False)


def _mail(story: Story) -> bytes:
    message = EmailMessage()
    message["Subject"] = story.headline
    message["From"] = "Press Office <press@example.org>"
    message["Date"] = "Wed, 01 May 2024 09:00:00 +0200"
    message["Message-ID"] = f"<{story.number}@example.org>"
    message.set_content("\n\n".join(story.paragraphs))
    return message.as_bytes()


def _mbox(stories: Sequence[Story]) -> Files:
    parts = []
    for story in stories:
        lines = _mail(story).splitlines(keepends=True)
        quoted = b"".join(b">" + line if line.startswith(b"From ") else line for line in lines)
        parts.append(b"From press@example.org Wed May  1 09:00:00 2024\n" + quoted + b"\n")
    return {"box.mbox": b"".join(parts)}


def _docx(story: Story) -> bytes:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    texts = (story.headline, *story.paragraphs)
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(part)}</w:t></w:r></w:p>" for part in texts)
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
        "PartName="
        '"/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
        'document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", relations)
        document = f'<w:document xmlns:w="{word}"><w:body>{paragraphs}</w:body></w:document>'
        package.writestr("word/document.xml", document)
    return file.getvalue()


def _pdf(story: Story) -> bytes:
    from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # type: ignore[import-untyped]

    styles, file = getSampleStyleSheet(), io.BytesIO()
    flow = [Paragraph(escape(story.headline), styles["Title"])]
    flow += [Paragraph(escape(part), styles["BodyText"]) for part in story.paragraphs]
    SimpleDocTemplate(file).build(flow)
    return file.getvalue()


def _jsonl(stories: Sequence[Story]) -> Files:
    lines = (json.dumps({"id": one.number, "title": one.headline, "text": one.text}) for one in stories)
    return {"corpus.jsonl": "\n".join(lines).encode()}


def _csv(stories: Sequence[Story]) -> Files:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(("id", "title", "text"))
    writer.writerows((one.number, one.headline, one.text) for one in stories)
    return {"corpus.csv": file.getvalue().encode()}


def _zip(stories: Sequence[Story]) -> Files:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for story in stories:
            archive.writestr(f"{story.number:06}.txt", story.text)
    return {"corpus.zip": file.getvalue()}


#: Every format, with what writes releases in it.
FORMS: dict[str, Form] = {
    "text": _each(".txt", lambda story: story.text),
    "markdown": _each(".md", lambda story: f"# {story.headline}\n\n" + "\n\n".join(story.paragraphs)),
    "html": _each(".html", _html),
    "rss": _rss,
    "atom": _atom,
    "json feed": _json_feed,
    "newsml-g2": _each(".xml", _newsml_g2),
    "newsml 1.2": _each(".xml", _newsml_1),
    "nitf": _each(".xml", _nitf),
    "ninjs": _each(".json", _ninjs),
    "eml": _each(".eml", _mail),
    "mbox": _mbox,
    "docx": _each(".docx", _docx),
    "pdf": _each(".pdf", _pdf),
    "jsonl": _jsonl,
    "csv": _csv,
    "zip of text": _zip,
}
