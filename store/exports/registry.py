"""Writers, one per format, in a registry: what a user marked -> the text or bytes of files.

A writer is pure: it touches no disk and no clock, so the same input gives the same bytes. A new export is a
module with its ``write`` and one more row in `EXPORTERS`; the command line and the screen read it there.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from store.exports import (
    brat,
    citations,
    comma_separated,
    conll,
    html_page,
    json_lines,
    markdown,
    matrix,
    qda_codebook,
    qda_project,
    tinydb_json,
    web_annotation,
    word_report,
)
from store.exports.exporter import Exporter, Loss, Option
from store.exports.table_records import QUOTATIONS, RELEASES
from store.exports.xml_text import forbidden
from store.library import Library

_PATHS = Option("paths", "say where on this machine a release's file lies")
_BOM = Option("bom", "begin with a byte order mark, by which Excel knows UTF-8")

_UPDATED = ("moved", "changed")
_PASSAGES = Loss("passage", lambda one: len(one.annotations))
_NOTES = Loss("note", lambda one: sum(bool(each.note) for each in one.annotations))
_ORPHANS = Loss("orphaned passage", lambda one: sum(each.state == "orphaned" for each in one.annotations))
_FORMER = Loss("former place", lambda one: sum(each.state == "orphaned" for each in one.annotations))
_UPDATES = Loss("passage update", lambda one: sum(each.state in _UPDATED for each in one.annotations))
_RELEASE_TAGS = Loss("release tag", lambda one: len(one.tags))
_LINKS = Loss("link", lambda one: len(one.text().links))
_CONTROLS_SHOWN = Loss(
    "control character",
    lambda one: sum(forbidden(each.note) + forbidden(each.quote) for each in one.annotations),
)
_CONTROLS = Loss("control character", lambda one: sum(forbidden(each.note) for each in one.annotations))
_CREATORS = Loss("creator", lambda one: len(one.annotations))
_DATES = Loss("date", lambda one: len(one.annotations))
_LINES = Loss("note line break", lambda one: sum(each.note.count("\n") for each in one.annotations))

#: Every export format by its name.
EXPORTERS = {
    exporter.name: exporter
    for exporter in (
        *(
            Exporter(
                style.name,
                ".md",
                partial(markdown.write, style=style),
                style.about,
                sealed=True,
                options=(_PATHS,),
                report=partial(markdown.report, style=style),
                index=partial(markdown.index, style=style),
                beside=style.beside,
            )
            for style in markdown.STYLES.values()
        ),
        Exporter(
            "csv",
            ".csv",
            comma_separated.write,
            "a table of what was marked, for spreadsheets and statistics",
            one_file="annotations.csv",
            options=(_BOM, _PATHS),
        ),
        Exporter(
            "jsonl",
            ".jsonl",
            json_lines.write,
            "the same, an object in each line, for programs",
            one_file="annotations.jsonl",
            options=(_PATHS,),
        ),
        Exporter(
            "releases-csv",
            ".csv",
            partial(comma_separated.write, table=RELEASES),
            "a table of releases",
            one_file="releases.csv",
            options=(_BOM, _PATHS),
            every=True,
            losses=(_PASSAGES, _NOTES),
        ),
        Exporter(
            "releases-jsonl",
            ".jsonl",
            partial(json_lines.write, table=RELEASES),
            "the same, an object in each line",
            one_file="releases.jsonl",
            options=(_PATHS,),
            every=True,
            losses=(_PASSAGES, _NOTES),
        ),
        Exporter(
            "quotations-csv",
            ".csv",
            partial(comma_separated.write, table=QUOTATIONS),
            "a table of who is quoted with what",
            one_file="quotations.csv",
            options=(_BOM, _PATHS),
            every=True,
            losses=(_PASSAGES, _NOTES, _RELEASE_TAGS),
        ),
        Exporter(
            "quotations-jsonl",
            ".jsonl",
            partial(json_lines.write, table=QUOTATIONS),
            "the same, an object in each line",
            one_file="quotations.jsonl",
            options=(_PATHS,),
            every=True,
            losses=(_PASSAGES, _NOTES, _RELEASE_TAGS),
        ),
        Exporter(
            "matrix",
            ".csv",
            matrix.write,
            "a table of releases by tags: how often each tag is given in each",
            one_file="matrix.csv",
            every=True,
            codebook=True,
            losses=(_PASSAGES, _NOTES),
        ),
        Exporter(
            "webannotation",
            ".jsonld",
            web_annotation.write,
            "W3C Web Annotations, for annotation tools; ‘dateline import’ reads them again",
            one_file="annotations.jsonld",
            losses=(_UPDATES, _FORMER),
        ),
        Exporter(
            "html",
            ".html",
            html_page.write,
            "a page to read, print or send: texts with highlights and notes",
            one_file="releases.html",
        ),
        Exporter(
            "docx",
            ".docx",
            word_report.write,
            "a report for Word and LibreOffice: quotations with citations, tags and notes",
            one_file="report.docx",
            report=word_report.report,
            losses=(_CONTROLS_SHOWN,),
        ),
        Exporter(
            "tinydb",
            ".json",
            tinydb_json.write,
            "a JSON file that TinyDB opens, with texts",
            one_file="marks.json",
            options=(_PATHS,),
            codebook=True,
        ),
        Exporter(
            "brat",
            ".zip",
            brat.write,
            "standoff: texts, and their passages beside them, for brat and machine learning",
            one_file="brat.zip",
            codebook=True,
            losses=(_ORPHANS, _RELEASE_TAGS, _CREATORS, _DATES, _LINES),
        ),
        Exporter(
            "conll",
            ".conll",
            conll.write,
            "tokens, each with the label of its passage (BIO), for machine learning",
            one_file="tokens.conll",
            codebook=True,
            losses=(
                Loss("overlapping passage", conll.overlaid),
                Loss("further tag", conll.further_tags),
                Loss("tag name blank", lambda one: len(conll.renamed(one)), conll.renamed),
                *(_ORPHANS, _NOTES, _RELEASE_TAGS, _CREATORS, _DATES),
            ),
        ),
        Exporter(
            "csl-json",
            ".json",
            citations.write_csl,
            "references, for Zotero and Pandoc",
            one_file="references.json",
            every=True,
            losses=(_PASSAGES, _NOTES, _RELEASE_TAGS),
        ),
        Exporter(
            "bibtex",
            ".bib",
            citations.write_bibtex,
            "references, for LaTeX and Pandoc",
            one_file="references.bib",
            every=True,
            losses=(_PASSAGES, _NOTES, _RELEASE_TAGS),
        ),
        Exporter(
            "qdpx",
            ".qdpx",
            qda_project.write,
            "a REFI-QDA project, for NVivo, ATLAS.ti, MAXQDA and QualCoder",
            one_file="releases.qdpx",
            every=True,
            codebook=True,
            losses=(_LINKS, _UPDATES, _CONTROLS),
        ),
        Exporter(
            "qdc",
            ".qdc",
            qda_codebook.write,
            "the codebook for the same programs",
            one_file="codebook.qdc",
            codebook=True,
            only_codebook=True,
        ),
        Exporter(
            "taguette",
            ".csv",
            qda_codebook.write_taguette,
            "the codebook for Taguette",
            one_file="taguette.csv",
            codebook=True,
            only_codebook=True,
        ),
    )
}


def of_library(exporter: Exporter, library: Library) -> Exporter:
    """The format as it writes releases of the library: given its codebook where it takes one."""
    if not exporter.codebook:
        return exporter
    return replace(exporter, write=partial(exporter.write, codebook=library.tags.all()))
