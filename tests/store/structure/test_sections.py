"""Sections at the end of a release: boilerplate and contacts, up to the next mark."""

from __future__ import annotations

import pytest

from store.structure.analysis import analyse

HEAD = "Pier opens\n\nOSLO, 5 April 2018 (NTB) - The pier is open.\n\nIt is two hundred metres long.\n\n"


def kinds(tail: str) -> list[str]:
    """The kinds of the paragraphs of a release that ends so, after its third."""
    return [one.kind for one in analyse(HEAD + tail).paragraphs][3:]


@pytest.mark.parametrize(
    "line",
    [
        "About Harbour Works",
        "About: Harbour Works is a builder of piers.",
        "À propos du Port de Brest",
        "Acerca del Puerto de Vigo",
        "Über die Hafen GmbH",
        "نبذة عن هيئة الميناء",
        "关于港务局",
        "Notes to editors",
        "NOTES FOR EDITORS:",
        "Notes aux rédactions",
        "Nota a los editores",
        "Hinweise für die Redaktion",
        "Safe Harbor Statement",
        "Forward-Looking Statements",
        "Cautionary Note Regarding Forward-Looking Statements",
        "This press release contains forward-looking statements.",
        "Disclaimer: Nothing here is advice.",
        "免责声明",
    ],
)
def test_boilerplate(line: str) -> None:
    """Its heading and what follows, up to the end mark, is boilerplate in each language."""
    assert kinds(f"{line}\n\nThe board keeps the harbour.\n\n###\n\nMore.")[:3] == [
        "boilerplate",
        "boilerplate",
        "end_mark",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Media Contact:",
        "For media enquiries:",
        "Press contact",
        "Investor Relations:",
        "ContactJane Doe Email Us Here",
        "Contact presse :",
        "Contacto de prensa:",
        "Pressekontakt:",
        "للتواصل الإعلامي",
        "媒体联系：",
    ],
)
def test_contacts(line: str) -> None:
    """A contact's heading and the short lines below it are a contact; a sentence is not."""
    tail = f"{line}\n\nTom Berg\n\ntom@harbour.example\n\nThis article was distributed by a wire."
    assert kinds(tail) == ["contact", "contact", "contact", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "About 200 people came to see the pier.",
        "About 60% of them came by ferry.",
        "Contacting the board is easy.",
        "Über Nacht wurde der Pier geöffnet, sagte der Hafen am Montag in einer Mitteilung an die Presse.",
        "Sobre Venezuela hablaron los ministros en la reunión que tuvo lugar el lunes en la sede del puerto.",
    ],
)
def test_prose_is_neither(line: str) -> None:
    """A sentence that begins like a heading is body."""
    assert kinds(f"{line}\n\nThe pier is long.") == ["body", "body"]


def test_a_source_line_ends_a_section() -> None:
    """Who sent the release on is neither boilerplate nor contact."""
    assert kinds("About Acme\n\nAcme builds piers.\n\nSOURCE Acme, Inc.") == [
        "boilerplate",
        "boilerplate",
        "body",
    ]


def test_the_issuer_without_a_heading() -> None:
    """A last paragraph that says who the issuer is, is boilerplate; another is not."""
    head = "Harbour Works opens a pier\n\nOSLO, 5 April 2018 (NTB) - The pier is open.\n\nIt is long.\n\n"
    issuer = "Harbour Works, Inc. (OTC: HARB) is a builder of piers with offices in forty towns by the sea."
    assert analyse(head + issuer).paragraphs[-1].kind == "boilerplate"
    assert (
        analyse(head + "The pier is a work of many hands, who built it in two long years.")
        .paragraphs[-1]
        .kind
        == "body"
    )


def test_headings_whose_line_ends_were_lost() -> None:
    """A heading that runs on from the sentence before it begins a paragraph of its own."""
    text = (
        HEAD
        + "The pier is open to all. " * 20
        + "It is long.About Harbour Works: It builds piers."
        + " It does." * 20
    )
    last = analyse(text).paragraphs[-1]
    assert (last.kind, text[last.start : last.start + 5]) == ("boilerplate", "About")
