"""Contacts: whom to call or write to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.models import Paragraph, ReleaseText
from store.structure.analysis import analyse
from store.structure.contacts import contacts
from store.structure.on_demand import contacts_of

HEAD = "Pier opens\n\nOSLO, 5 April 2018 (NTB) - The pier is open.\n\nIt is long.\n\n"


def found(tail: str) -> list[tuple[str | None, str | None, str | None]]:
    """Every contact's name, mail address and number in a release that ends so."""
    text = HEAD + tail
    release = ReleaseText(text, analyse(text).paragraphs, (), None)
    return [
        tuple(text[slice(*span)] if span else None for span in (one.name, one.mail, one.phone))  # type: ignore[misc]
        for one in contacts_of(release)
    ]


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        (
            "Media Contact:\nTom Berg\ntom@harbour.example\n+47 22 12 34 56",
            [("Tom Berg", "tom@harbour.example", "+47 22 12 34 56")],
        ),
        (
            "Contact: Ana Ruiz, PR 305-555-8155 Or Tom Berg, Editor 786-555-4008 tom@harbour.example",
            [("Ana Ruiz", None, "305-555-8155"), ("Tom Berg", "tom@harbour.example", "786-555-4008")],
        ),
        (
            "Investor Relations:\n\nAna Ruiz, President\n\nHarbour Advisory, Inc.\n\nruiz@harbour.example",
            [("Ana Ruiz", "ruiz@harbour.example", None)],
        ),
        (
            "For more information, contact: Ana Ruiz, (212) 555-0199",
            [("Ana Ruiz", None, "(212) 555-0199")],
        ),
        ("Contact:\n334-555-7135jmason@harbour.example", [(None, "jmason@harbour.example", "334-555-7135")]),
        (
            "Pressekontakt:\nMax Huber\nTel.: +49 431 1234567\npresse@hafen.example",
            [("Max Huber", "presse@hafen.example", "+49 431 1234567")],
        ),
        (
            "Contact presse :\nAnne Dupont – anne@port.example – +33 1 42 68 55 00",
            [("Anne Dupont", "anne@port.example", "+33 1 42 68 55 00")],
        ),
        (
            "Contacto de prensa:\nLucía Gómez, lucia@puerto.example",
            [("Lucía Gómez", "lucia@puerto.example", None)],
        ),
        ("للتواصل الإعلامي:\nسعيد ناصر، press@port.example", [("سعيد ناصر", "press@port.example", None)]),
        ("媒体联系：\n张三\npress@port.example", [("张三", "press@port.example", None)]),
        ("About the Harbour Board\nThe board keeps the harbour.", []),
        (
            "Contact Information\n\nFor more, see https://pier.example/ or write to <press@pier.example>.",
            [(None, "press@pier.example", None)],
        ),
        (
            "Für weitere Informationen wenden Sie sich bitte an Max Huber, presse@hafen.example",
            [("Max Huber", "presse@hafen.example", None)],
        ),
        (
            "Bei Rückfragen steht Ihnen Herr Max Huber unter 0431 1234567 zur Verfügung.",
            [("Max Huber", None, "0431 1234567")],
        ),
        (
            "Rückfragen bitte an:\n\nHafenamt Kiel\nMax Huber\nTelefon: 0431 123-4567\nInternet:",
            [("Max Huber", None, "0431 123-4567")],
        ),
        (
            "Pressekontakt:\nMax Huber\n13.10.2021\n2019-2021\nIBAN 1234 5678 9012\n1.200.000\na@b.example",
            [("Max Huber", "a@b.example", None)],
        ),
        ("Contact:\nTom Berg\n12.10.11.13", [("Tom Berg", None, "12.10.11.13")]),
        (
            "Контакты:\nИван Петров\n+7 495 123-45-67\npress@port.example",
            [("Иван Петров", "press@port.example", "+7 495 123-45-67")],
        ),
        (
            "**Contato:** Ana Prova, [ana@porto.example](mailto:ana@porto.example)",
            [("Ana Prova", "ana@porto.example", None)],
        ),
        (
            "新聞聯絡人：王小明\n聯絡電話：(02)2746-1229\n電子郵件：press@port.example",
            [("王小明", "press@port.example", "(02)2746-1229")],
        ),
        ("Contacto de prensa:\nEva Sol\n600 123 456", [("Eva Sol", None, "600 123 456")]),
        (
            "報道関係者お問い合わせ先\n広報部 山田太郎\nTEL：03-1234-5678",
            [("山田太郎", None, "03-1234-5678")],
        ),
        ("언론 문의:\n홍길동\n02-123-4567", [("홍길동", None, "02-123-4567")]),
        ("新聞聯絡人：王小明 02-2746-1229", [("王小明", None, "02-2746-1229")]),
        ("معلومات الاتصال\n\nراسلوا press@port.example", [(None, "press@port.example", None)]),
        ("連絡先\n\npress@port.example", [(None, "press@port.example", None)]),
    ],
)
def test_contacts(tail: str, expected: list[tuple[str | None, str | None, str | None]]) -> None:
    """Names go with the address and number printed beside them, in each language."""
    assert found(tail) == expected


@given(st.text(st.sampled_from("aA @.-+(0123456789)\n:,"), max_size=200))
@settings(max_examples=200, deadline=None)
def test_parts_lie_within_their_contact(text: str) -> None:
    """Any words give contacts in order whose parts lie within them and the text."""
    last = 0
    for one in contacts(text, [Paragraph(0, len(text), "contact")] if text else []):
        assert one.mail or one.phone
        for span in (one.name, one.mail, one.phone):
            assert span is None or 0 <= one.start <= span[0] < span[1] <= one.end <= len(text)
        assert last <= one.start
        last = one.start
