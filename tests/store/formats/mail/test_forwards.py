"""What was passed on is told from what passed it on, in six languages and five programs' forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.formats.linked import LinkedText
from store.formats.mail.forwards import is_forward, sender_name, unwrapped, without_prefixes

BODY = "A second ferry opens\n\nPORT ELLEN - The Harbour Trust said so.\n\nContact: Jane Doe"

GMAIL = """FYI

---------- Forwarded message ---------
From: Harbour Trust <press@example.org>
Date: Thu, Apr 5, 2018 at 10:32 AM
Subject: A second ferry
To: <sam@paper.example>


"""
GMAIL_AR = """---------- رسالة مُعاد توجيهها ---------
من: هيئة الميناء <press@example.org>
التاريخ: الخميس، 5 أبريل 2018
الموضوع: عبّارة ثانية
إلى: التحرير

"""
GMAIL_ES = """---------- Mensaje reenviado ---------
De: Autoridad Portuaria <press@example.org>
Fecha: jue, 5 abr 2018 a las 10:32
Asunto: Segundo ferry
Para: redacción

"""
OUTLOOK = """Worth a look?

________________________________
From: Harbour Trust [mailto:press@example.org]
Sent: Thursday, April 5, 2018 10:32 AM
To: Desk; a very long list of people whose names
  go on in the next line
Subject: A second ferry

"""
OUTLOOK_OLD = """-----Original Message-----
From: Harbour Trust
Sent: Thursday, April 5, 2018 10:32 AM
To: Desk
Subject: A second ferry

"""
OUTLOOK_DE = """Von: Hafenbetrieb <press@example.org>
Gesendet: Donnerstag, 5. April 2018 10:32
An: Redaktion
Betreff: Zweite Fähre

"""
OUTLOOK_FR = """De : Port autonome <press@example.org>
Envoyé : jeudi 5 avril 2018 10:32
À : Rédaction
Objet : Une deuxième navette

"""
APPLE = """Begin forwarded message:

From: Harbour Trust <press@example.org>

Subject: A second ferry

Date: 5 April 2018 at 10:32:01 BST

To: Desk

"""
APPLE_ZH = """开始转发的邮件：

发件人: 港务局 <press@example.org>
主题: 第二条渡轮航线
日期: 2018年4月5日 上午10:32

"""
QQ = """------------------ 原始邮件 ------------------
发件人: "港务局"<press@example.org>;
发送时间: 2018年4月5日(星期四) 上午10:32
收件人: "编辑部"<desk@example.org>;
主题: 第二条渡轮航线

"""
THUNDERBIRD = """-------- Forwarded Message --------
Subject: \tA second ferry
Date: \tThu, 5 Apr 2018 10:32:00 +0100
From: \tHarbour Trust <press@example.org>
To: \tDesk

"""
WRAPPERS = [GMAIL, GMAIL_AR, GMAIL_ES, OUTLOOK, OUTLOOK_OLD, OUTLOOK_DE, OUTLOOK_FR, APPLE, APPLE_ZH, QQ]
WRAPPERS.append(THUNDERBIRD)


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_wrappers_are_taken_off(wrapper: str) -> None:
    """The release alone is left, and its own subject, sender and date are told."""
    forward = unwrapped(LinkedText(wrapper + BODY))
    assert forward is not None
    assert forward.body.text == BODY
    assert forward.subject in {
        "A second ferry", "عبّارة ثانية", "Segundo ferry", "Zweite Fähre", "Une deuxième navette",
        "第二条渡轮航线",
    }  # fmt: skip
    assert sender_name(forward.sender or "") in {
        "Harbour Trust", "هيئة الميناء", "Autoridad Portuaria", "Hafenbetrieb", "Port autonome", "港务局",
    }  # fmt: skip
    assert forward.date
    assert "2018" in forward.date


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_quoted_forwards(wrapper: str) -> None:
    """A forward quoted line by line is read without its marks."""
    quoted = "See below.\n\n" + "".join(f"> {line}\n" for line in (wrapper + BODY).split("\n"))
    forward = unwrapped(LinkedText(quoted))
    assert forward is not None
    assert forward.body.text == BODY


def test_forward_of_a_forward() -> None:
    """The innermost headers count."""
    forward = unwrapped(LinkedText(GMAIL.replace("Harbour Trust", "A Friend") + OUTLOOK_FR + BODY))
    assert forward is not None
    assert (forward.body.text, forward.subject) == (BODY, "Une deuxième navette")
    assert sender_name(forward.sender or "") == "Port autonome"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "MEMO\n\nTo: All media\nFrom: The Harbour Trust\n\nThe trust said so.",
        "From: May\nTo: June\n\nThe ferry runs daily.",
        "word " * 200 + "\n\n" + GMAIL + BODY,
        "The minister said:\n\n> We open a ferry.\n\nHe went on at length. " + "More words. " * 60,
        "",
    ],
)
def test_releases_are_no_forwards(text: str) -> None:
    """A memo's head, quoted speech, and a thread below a release leave it whole."""
    assert unwrapped(LinkedText(text)) is None


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Fwd: FW: Ferry", "Ferry"),
        ("TR : Navette", "Navette"),
        ("WG: AW: Fähre", "Fähre"),
        ("RV: Re[2]: Ferry", "Ferry"),
        ("转发：渡轮", "渡轮"),
        ("إعادة توجيه: عبّارة", "عبّارة"),
        ("Ferry: the second", "Ferry: the second"),
        ("Retreat: none", "Retreat: none"),
    ],
)
def test_subject_prefixes(subject: str, bare: str) -> None:
    """Marks of forwarding and answering go, however many; words that begin like one stay."""
    assert without_prefixes(subject) == bare
    assert is_forward(subject) == (subject != bare)


@given(st.text(alphabet="From:Date Subject>-\n\t ABC你ا", max_size=300))
def test_any_text(text: str) -> None:
    """No text makes it raise, and what it gives is part of the text."""
    forward = unwrapped(LinkedText(text))
    if forward:
        assert set(forward.body.text) <= set(text)
