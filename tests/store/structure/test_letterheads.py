"""Letterheads: lines above a headline that say whose release it is, and of what day."""

from __future__ import annotations

import pytest

from store.structure.analysis import analyse

BODY = (
    "The harbour reopened this morning after two years of work on its northern wall, the port told its users."
)


@pytest.mark.parametrize(
    ("above", "headline"),
    [
        ("Leith Harbour Trust\n\nPRESS RELEASE\n\n4 May 2026", "Northern wall opens to boats"),
        ("Ministry of Ports and Lights", "Minister of Ports opens the northern wall after two years"),
        ("Office of the Harbour Master\nFor Immediate Release: May 4, 2026", "Northern wall opens"),
        ("The Hon Ana Ruiz MP\nMinister for Ports\n\nMEDIA RELEASE\n\n4 May 2026", "Wall opens to boats"),
        ("Hafenamt Emden\nPressemitteilung Nr. 12/2026 vom 4. Mai 2026", "Nordmole wieder offen für Boote"),
        (
            "Ministère des Ports\n\nCOMMUNIQUÉ DE PRESSE\n\nBrest, le 4 mai 2026\nN° 12",
            "La digue rouvre aux bateaux",
        ),
        ("Ufficio stampa e porto\n\nCOMUNICATO STAMPA N. 12", "Riapre la diga nord del porto vecchio"),
        ("青港市港務局\n\n【新聞稿】", "北堤今日重新開放"),
        ("報道関係各位\n\n2026年5月4日\n青港海運株式会社", "北防波堤の利用を再開"),
        (
            "LIGHTHOUSE KEEPERS NETWORK\nP.O. Box 12, Leith\n\nPRESS STATEMENT\n\n4 May 2026",
            "On the northern wall",
        ),
        ("Università del Porto\n\nHome > News > Comunicati", "Riapre la diga nord del porto vecchio"),
        ("PR No. 12", "NORTHERN WALL OPENS TO BOATS OF ALL SIZES"),
        ("Public Release: 4-May-2026", "Northern wall opens to boats"),
        (
            "Secretaria dos Portos e Faróis em Mar Alto",
            "Molhe norte reabre aos barcos depois de dois anos de obras",
        ),
        ("COMUNICADO\n\nSindicato dos Faroleiros do Norte (SFN)", "Faroleiros suspendem a greve"),
        ("PRÉFET\nDU CAP-NORD\nLiberté\nÉgalité\nFraternité", "La digue nord rouvre aux bateaux"),
        ("4 May 2026 | 6:42pm | Harbour News", "Northern wall opens to boats"),
        (
            "PRESS RELEASE\n4 May 2026\n\nTHE HARBOUR MUSEUM, LEITH",
            "First show of Winnie Ask opens this summer",
        ),
    ],
)
def test_the_headline_stands_below_the_letterhead(above: str, headline: str) -> None:
    """Bodies, ministers, labels, days, addresses and trails are above it; none is the headline."""
    structure = analyse(f"{above}\n\n{headline}\n\n{BODY}\n\n{BODY}")
    assert structure.headline == headline
    assert "headline" not in [one.kind for one in structure.paragraphs[: above.count("\n\n") + 1]]


@pytest.mark.parametrize(
    "headline",
    [
        "Harbour Trust Opens Northern Wall",
        "College of Pilots: northern wall opens to boats",
        "Leith Harbour Trust",
        "Stadt Emden öffnet die Nordmole",
    ],
)
def test_a_headline_may_begin_with_a_body_s_name(headline: str) -> None:
    """With a verb, behind a colon, or with nothing but text below it."""
    assert analyse(f"{headline}\n\n4 May 2026\n\n{BODY} {BODY} {BODY}").headline == headline


def test_a_headline_s_paragraph_may_begin_with_the_issuer() -> None:
    """Unless the headline goes on from its name."""
    body = f"\n\n{BODY} {BODY} {BODY}"
    assert (
        analyse(f"Leith Pier Group plc\nHalf-year results for 2026{body}").headline
        == "Half-year results for 2026"
    )
    assert (
        analyse(f"Leith Pier Group plc\nReports results{body}").headline
        == "Leith Pier Group plc Reports results"
    )


def test_contacts_above_the_headline_are_contacts() -> None:
    """Below a line that says what it is, with a label each."""
    head = "青港捷運公司新聞稿\n\n發布日期：115年5月4日\n聯絡人：林小青\n電子郵件：press@pier.example"
    structure = analyse(f"{head}\n\n青港捷運夜間延駛\n\n青港捷運公司今日宣布夜間延駛，旅客可搭至凌晨兩點。")
    assert structure.headline == "青港捷運夜間延駛"
    assert structure.paragraphs[1].kind == "contact"
    assert structure.dateline is not None
    assert structure.dateline.date == "2026-05-04"
