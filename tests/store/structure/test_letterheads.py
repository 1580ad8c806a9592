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
        ("04.05.2026 – 09:30\n\nBundesverband Kai- und Lotsenwesen e. V.", "Nordmole wieder offen für Boote"),
        ("Ministerium für Häfen, Molen und ländliche Kais\n\n4. Mai 2026", "Nordmole wieder offen für Boote"),
        ("Hafengericht Emden\nDer Pressesprecher\n\n4. Mai 2026", "Nordmole wieder offen für Boote"),
        ("Comune di Leith\nServizio Comunicazione e Relazioni esterne", "Riapre la diga nord"),
        ("EMDEN LİMAN BELEDİYESİ\n\nBASIN BÜLTENİ – 04.05.2026", "Kuzey dalgakıranı yeniden açıldı"),
        ("記者発表資料\n\n2026年5月4日", "北防波堤の利用を再開"),
        ("Pressmeddelande 2026-05-04", "Norra piren öppnar för båtar igen"),
        ("Pilots Union News Release\n\nFor immediate use: Monday 4 May 2026", "Northern wall opens to boats"),
        (
            "Ministère des Ports\n\nCOMMUNIQUÉ DE PRESSE\n\nBrest, le 4 mai 2026\nN° 12",
            "La digue rouvre aux bateaux",
        ),
        ("Ufficio stampa e porto\n\nCOMUNICATO STAMPA N. 12", "Riapre la diga nord del porto vecchio"),
        ("青港市港務局\n\n【新聞稿】", "北堤今日重新開放"),
        ("報道関係各位\n\n2026年5月4日\n青港海運株式会社", "北防波堤の利用を再開"),
        ("青港市消防局総務課", "北防波堤の利用を二年ぶりに再開しました"),
        ("青港商工会議所\n\n2026年5月4日", "北防波堤の利用を再開"),
        ("全国港運労働組合連合会（全港運連）\n＜報道各位＞", "北防波堤の利用を再開"),
        ("2026年5月4日\n\n各　位\n\n認定NPO法人 青港と海のネットワーク", "北防波堤の利用を再開"),
        ("Autorità di Sistema Portuale del Mare del Nord\nNota stampa", "Riapre la diga nord"),
        ("A.O.U. San Tommaso\nComunicazione e URP", "Riapre la diga nord del porto vecchio"),
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
        ("Leith Harbour Police", "Northern wall opens to boats after two years"),
        ("TSV Hafen Emden e.V.", "Nordmole nach zwei Jahren wieder offen für Boote"),
        ("Hafenmuseum Emden", "Nordmole nach zwei Jahren wieder offen für Boote"),
        ("MUSEO CIVICO DEL PORTO", "Riapre dopo due anni la diga nord del porto vecchio"),
        ("Musée du Port de Brest", "La digue nord rouvre aux bateaux après deux ans"),
        ("Музей порта", "Северный мол вновь открыт после двух лет ремонта"),
        ("Поморский государственный университет\nПресс-служба", "Северный мол вновь открыт"),
        ("Press Office, Leith Harbour", "Northern wall opens to boats after two years"),
        ("ASSESSORIA DE IMPRENSA\nUniversidade Federal do Porto", "Molhe norte reabre aos barcos"),
        ("Comunicación\n4 de mayo de 2026\nMar Alto | Consejería de Puertos", "El muelle norte reabre"),
        ("11/12/2026 | Consejería de Puertos", "El muelle norte reabre tras dos años"),
        ("青港市人民政府新闻办公室", "北堤今日重新开放"),
        ("وزارة الموانئ\nالمكتب الإعلامي\n4 مايو 2026", "الرصيف الشمالي يعيد فتح أبوابه"),
        ("PR-2026-045", "Northern wall opens to boats"),
        ("Release No. 2026-45\nMay 4, 2026", "Northern wall opens to boats"),
        ("kestrelpumps.example | press@kestrelpumps.example", "Northern wall opens to boats"),
        ("Kestrel Pumps\n\nPRESS RELEASE", "Northern wall opens to boats"),
        ("Friesisches Ministerium für Häfen, Fähren und Licht", "Nordmole wieder offen"),
        ("Emder Ministerium für Häfen, Fähren und Licht", "Nordmole nach zwei Jahren wieder offen für Boote"),
        ("East Leith Boating Hospitals NHS Foundation Trust", "Northern wall opens to boats after two years"),
        ("JOINT PRESS RELEASE: Leith Pilots Union and the Lights Network", "Northern wall opens to boats"),
        ("Pressemitteilung der Hafenbehörde Emden\nEmden, 4. Mai 2026", "Nordmole wieder offen"),
        (
            "REGIONE PORTO – Agenzia di informazione della Giunta",
            "Riapre la diga nord del porto vecchio e nuovo",
        ),
        ("国立大学法人 青港海洋大学", "北防波堤の利用を再開"),
        ("BASIN BÜLTENİ", "Kuzey iskelesi iki yıl sonra yeniden açılıyor"),
        ("16 septembre 2025 08:00 AM Heure d’été d’Europe centrale", "La digue nord rouvre aux bateaux"),
        (
            "JOINT MEDIA RELEASE\n\nThe Hon. Ana Ruiz MP\nMinister for Ports\n\nMs Jo Ask MP\n"
            "Member for Leith\n\nFriday, 4 May 2026",
            "Northern wall opens to boats",
        ),
        (
            "Leith and Granton Seafarers and Port Workers Union | Press release | Monday, 4 May 2026",
            "Wall opens",
        ),
        (
            "The Hon Ana Ruiz MP\nMinister for Ports\n\nJoint media release with\nSenator Jo Ask\n"
            "Assistant Minister for Lights\n\n4 May 2026",
            "Northern wall opens to boats",
        ),
        ("Leith Harbour Trust\nNews release NR(26)031", "Northern wall opens to boats after two years"),
        ("NATIONAL HARBOUR BUREAU\nStatistical bulletin\n4 May 2026", "Landings fall in April"),
        ("Ports and Ferries Ombudsman", "Ferry firm apologises after family missed the last boat"),
        ("CF Mar Alto | Comunicado oficial\n\n04/05/2026", "El muelle norte reabre tras dos años"),
        ("Comunicato n. 12 del 4 maggio 2026", "Riapre la diga nord del porto vecchio"),
        ("Communiqué n° 12 du 4 mai 2026", "La digue nord rouvre aux bateaux"),
        ("PERSBERICHT\nGemeente Zandhaven", "Gemeente opent noordelijke pier"),
        ("PRESSEMITTEILUNG\nStadt Emden", "Stadt saniert Nordmole"),
        (
            "Latarnia Morska Hel\nInformacja prasowa\n\nHel, 4 maja 2026 r.",
            "Falochron znów otwarty dla łodzi",
        ),
        ("Пресс-служба ГУП «Маяк»\n\nПресс-релиз", "Северный мол вновь открыт"),
        ("Comunicado de prensa n.º 12/2026", "El muelle norte reabre tras dos años"),
        ("Kestrel Foods\nFOR IMMEDIATE RELEASE\n4 May 2026", "Northern wall opens to boats after two years"),
        ("FOR IMMEDIATE RELEASE\n\nContact: Jo Ask, 0131 555 0101", "Northern wall opens to boats"),
        ("Fischereibund Emden", "Nordmole: Nach zwei Jahren wieder offen für Boote"),
    ],
)
def test_the_headline_stands_below_the_letterhead(above: str, headline: str) -> None:
    """Bodies, ministers, labels, days, addresses and trails are above it; none is the headline."""
    structure = analyse(f"{above}\n\n{headline}\n\n{BODY}\n\n{BODY}")
    assert structure.headline == headline
    assert "headline" not in [one.kind for one in structure.paragraphs[: above.count("\n\n") + 1]]


def test_a_name_above_a_day_is_the_issuers_where_the_text_names_it_again() -> None:
    """Any other short line above a day is the headline, and a line below it more of it."""
    below = "\n\nPosted 4 May 2026\n\nNorthern wall opens to boats after two years\n\n"
    known = analyse(f"LEITHSIDE ROVERS{below}Leithside Rovers will row there. {BODY}\n\n{BODY}")
    unknown = analyse(f"LEITHSIDE RACES{below}{BODY}\n\n{BODY}")
    assert known.headline == "Northern wall opens to boats after two years"
    assert unknown.headline == "LEITHSIDE RACES"


@pytest.mark.parametrize(
    "label",
    ["Press release: ", "MEDIA RELEASE – ", "Subject: ", "Headline: ", "Oggetto: ", "【プレスリリース】"],
)
def test_what_a_headline_is_called_is_no_part_of_it(label: str) -> None:
    """The words before it that say that it is one stay in the text; a title that was told has none."""
    text = f"{label}Northern wall opens to boats\n\n{BODY}\n\n{BODY}"
    assert analyse(text).headline == "Northern wall opens to boats"
    assert analyse(text, f"{label}Northern wall opens to boats").headline.startswith(label)


@pytest.mark.parametrize(
    "headline",
    [
        "Harbour Trust Opens Northern Wall",
        "Leith Ports Accelerates Its Northern Expansion of Harbour Lights Network",
        "Музей открыт после ремонта",
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


def test_the_day_may_stand_in_the_headlines_paragraph_or_the_letterheads() -> None:
    """On the last line, and then it is no part of the headline; the place on the line above it."""
    below = analyse(f"Northern wall opens to boats\n4 May 2026\n\n{BODY}\n\n{BODY}")
    assert below.headline == "Northern wall opens to boats"
    assert below.dateline is not None
    assert below.dateline.date == "2026-05-04"
    assert below.paragraphs[0].kind == "headline"
    above = analyse(
        f"Boletín DG-412\nCiudad de México.\n13:00 hs. 4 de mayo de 2026\n\nReabre el muelle\n\n{BODY}"
    )
    assert above.headline == "Reabre el muelle"
    assert above.dateline is not None
    assert (above.dateline.place, above.dateline.date) == ("Ciudad de México", "2026-05-04")


def test_the_days_of_a_show_below_its_title_make_no_letterhead_of_it() -> None:
    """Though what stands before the colon of the title could be a label."""
    title = "Nets, Tar: a century of harbours"
    head = f"THE HARBOUR MUSEUM\n\nPRESS RELEASE\n\n{title}\n4 May 2026 – 3 June 2027"
    assert analyse(f"{head}\n\n{BODY}\n\n{BODY}").headline.startswith(title)


def test_contacts_above_the_headline_are_contacts() -> None:
    """Below a line that says what it is, with a label each."""
    head = "青港捷運公司新聞稿\n\n發布日期：115年5月4日\n聯絡人：林小青\n電子郵件：press@pier.example"
    structure = analyse(f"{head}\n\n青港捷運夜間延駛\n\n青港捷運公司今日宣布夜間延駛，旅客可搭至凌晨兩點。")
    assert structure.headline == "青港捷運夜間延駛"
    assert structure.paragraphs[1].kind == "contact"
    assert structure.dateline is not None
    assert structure.dateline.date == "2026-05-04"


NAMED = (
    "The Harbour of Marlow and Quince and Kestrelbanken, Museum Quayside too, reopened it after two years."
)
NEWS = "Northern wall opens to boats after two years"


@pytest.mark.parametrize(
    "above",
    [
        "HARBOUR OF MARLOW AND QUINCE\n\nPRESS RELEASE",
        "Harbour of Marlow and Quince\nKestrel bay and its islands\n\nComunicato stampa del 4 maggio 2026",
        "Harbour of Marlow and Quince\nKestrel bay\n\nNews release\nEmbargoed until 00.01 hours, 4 May 2026",
        "Kestrelbanken\nCommuniqué",
        "Persbericht Museum Quayside",
        "Communiqué\nKestrelbanken – Fédération du Port",
        "Pressmeddelande\n2026-05-04\nKestrelbanken",
        "Leith Harbour Trust\n\nSelect Harbour Announcement\nNo. 31 (Session 2025-26)"
        "\n\nUnder strict embargo until 00:01 on 4 May 2026",
        "PRESS RELEASE\n\nANNUAL RESULTS 2025",
        "Leith Harbour Trust\n\nPRESS RELEASE\n\nMobility",
    ],
)
def test_names_and_series_that_no_list_knows_are_told_by_what_stands_around_them(above: str) -> None:
    """A name beside "Press release" by being named again; a series by its number, year or single word."""
    structure = analyse(f"{above}\n\n{NEWS}\n\n{NAMED}\n\n{BODY}")
    assert structure.headline == NEWS
    assert structure.paragraphs[0].kind == "release_line"
    assert structure.paragraphs[-3].kind == "headline"


@pytest.mark.parametrize(
    "above",
    [
        "Quince week by the sea\n\nPRESS RELEASE",  # not named again
        "ANNUAL RESULTS 2025",  # nothing above it
        "PRESS RELEASE\n\nKestrelbanken",  # whom or what the text is about
        "PRESS RELEASE\n\nMarlow opens its northern wall in 2025",
        "Joint media release with two ports reopens the northern wall",
    ],
)
def test_a_short_headline_above_another_line_stays_the_headline(above: str) -> None:
    """Where the text does not tell that it is a name or a series."""
    headline = above.removeprefix("PRESS RELEASE\n\n").removesuffix("\n\nPRESS RELEASE")
    assert analyse(f"{above}\n\n{NEWS}\n\n{NAMED}\n\n{BODY}").headline == headline


def test_contacts_below_their_heading_at_the_head_are_none_of_the_headline() -> None:
    """Each of them, up to a line that says not how to reach somebody."""
    contacts = (
        "MEDIA CONTACTS:\n\nAna Ruiz, Leith Pier\nruiz@pier.example\n\nJo Ask, Ask PR\n0131 555 0101\n\n"
    )
    structure = analyse(f"{contacts}{NEWS}\n\n{BODY}\n\n{BODY}")
    assert structure.headline == NEWS
    assert [one.kind for one in structure.paragraphs[:4]] == ["contact", "contact", "contact", "headline"]


def test_below_two_lines_of_capitals_the_headline_is_in_small_letters() -> None:
    """Below one such line it is the subheadline."""
    text = "The quay of the town is open again to the boats that wait for it."
    below = f"Quay opens to all boats of the town\n\n{text}"
    assert analyse(f"THE NEWS DESK OF THE QUAY\n\nMONTHLY SURVEY OF BOATS\n\n{below}").headline.startswith(
        "Quay opens"
    )
    assert analyse(f"QUAY OPENS AT LAST\n\n{below}").headline == "QUAY OPENS AT LAST"
