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
        "Для редакторов:",
        "Примечание для редакторов",
        "Noot voor de redactie:",
        "Note per i giornalisti",
        "Notas aos editores",
        "Uwagi dla redakcji",
        "Editöre not:",
        "编者按",
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
    ("line", "prose"),
    [
        (
            "Over Haven Rotterdam",
            "De nieuwe pier van de haven is vandaag voor het publiek geopend en blijft open.",
        ),
        ("О Порте Казань", "Новый причал порта сегодня открыли для всех жителей города и гостей."),
        ("Om Hamnen AB", "Den nya piren i hamnen har i dag öppnats för alla som bor i staden och är lång."),
        ("O Porcie Gdynia", "Nowy pomost w porcie został dzisiaj otwarty dla wszystkich mieszkańców miasta."),
        ("Про Порт Одеса", "Новий причал порту сьогодні відкрили для всіх мешканців міста та їхніх гостей."),
        (
            "Liman Şirketi Hakkında",
            "Limanın yeni iskelesi bugün kentte yaşayan herkes için açıldı ve çok uzundur.",
        ),
        ("港湾局について", "港湾局は今日、新しい桟橋を市民のために開いたと発表しました。"),
        ("항만청 소개", "항만청은 오늘 새로운 부두를 시민들을 위해 열었다고 발표했습니다."),
    ],
)
def test_words_for_about_that_are_others_too(line: str, prose: str) -> None:
    """On a short line in the latter half they head boilerplate in their language; above, a part of it."""
    late = f"A\n\n{prose}\n\n{prose}\n\n{line}\n\n{prose}"
    early = f"A\n\n{prose}\n\n{line}" + f"\n\n{prose}" * 5
    assert [one.kind for one in analyse(late).paragraphs[-2:]] == ["boilerplate", "boilerplate"]
    assert [one.kind for one in analyse(early).paragraphs[2:]] == ["body"] * 6
    assert kinds("A Look Ahead\n\nThe board keeps the harbour.") == ["body", "body"]


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
        "Contact Information",
        "Kontaktinformationen",
        "Rückfragen bitte an:",
        "Información de contacto",
        "Informazioni di contatto",
        "Ufficio stampa",
        "Informações de contato",
        "**Contato:**",
        "Contactinformatie",
        "Контакты:",
        "Контактная информация",
        "Контактна інформація",
        "İletişim Bilgileri",
        "Kontakt dla mediów",
        "Presskontakt",
        "معلومات الاتصال",
        "新聞聯絡人：",
        "聯繫方式",
        "お問い合わせ先",
        "連絡先",
        "문의처",
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
        "Over Time, All Piers Fall.",
        "О порте говорили в понедельник, и никто не знал, когда он откроется для всех горожан и гостей.",
        "Für weitere Informationen wurde gesorgt, als der Pier am 13.10.2021 zum ersten Mal öffnete.",
        "Contacting the board is easy.",
        "Über Nacht wurde der Pier geöffnet, sagte der Hafen am Montag in einer Mitteilung an die Presse.",
        "Sobre Venezuela hablaron los ministros en la reunión que tuvo lugar el lunes en la sede del puerto.",
    ],
)
def test_prose_is_neither(line: str) -> None:
    """A sentence that begins like a heading is body."""
    assert kinds(f"{line}\n\nThe pier is long.") == ["body", "body"]


@pytest.mark.parametrize(
    "tail",
    [
        "Contact Information\n\nFor further information, please visit https://pier.example/, where the story "
        "of the pier is told at length, or send mail to <press@pier.example>.",
        "Kontaktinformationen\n\nMehr steht unter https://pier.example/, oder man schreibt <a@pier.example>.",
        "Rückfragen bitte an:\n\nHafenamt Kiel\nStabsstelle Presse\nMax Huber\nTelefon: 0431 123-4567\n"
        "E-Mail: max.huber@hafen.example\nhttp://hafen.example/\n"
        "Original-Content von: Hafenamt Kiel, übermittelt durch ein Netz",
    ],
)
def test_what_stands_below_a_contacts_heading(tail: str) -> None:
    """A sentence that says how to reach somebody, and a block of lines."""
    assert kinds(tail) == ["contact", "contact"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Für weitere Informationen wenden Sie sich bitte an Max Huber, presse@hafen.example",
        "Bei Rückfragen steht Ihnen Max Huber unter 0431 1234567 zur Verfügung.",
        "Pour plus d’informations, écrivez à presse@port.example.",
        "Para más información, escriba a prensa@puerto.example.",
        "Per ulteriori informazioni scrivete a stampa@porto.example.",
        "Para mais informações, escreva para imprensa@porto.example.",
        "Voor meer informatie kunt u mailen naar pers@haven.example.",
        "Более подробную информацию можно получить по адресу press@port.example.",
        "Daha fazla bilgi için basin@liman.example adresine yazın.",
        "Więcej informacji: prasa@port.example",
        "För mer information, skriv till press@hamn.example.",
        "詳しくは press@port.example までお問い合わせください。",
        "更多信息请联系 press@port.example。",
        "لمزيد من المعلومات راسلوا press@port.example",
        "자세한 내용은 press@port.example 로 문의하십시오.",
    ],
)
def test_a_closing_sentence_is_a_contact(sentence: str) -> None:
    """Where it says how to reach somebody; what follows it is body."""
    assert kinds(f"{sentence}\n\nThe pier, two hundred metres long, was built by the town.")[:2] == [
        "contact",
        "body",
    ]


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


@pytest.mark.parametrize(
    "issuer",
    [
        "Die Hafenwerke Rostock AG ist mit rund 24.000 Beschäftigten eines der größten Unternehmen am Meer.",
        "Hafenwerke (HRO) zählt seit vielen Jahren zu den führenden Erbauern von Piers an der Küste.",
        "Hafenwerke est depuis de longues années l’un des premiers constructeurs de quais de la côte.",
        "Hafenwerke es desde hace muchos años una de las mayores constructoras de muelles de la costa.",
        "Hafenwerke è da molti anni uno dei maggiori costruttori di moli della costa del mare del nord.",
        "A Hafenwerke é há muitos anos uma das maiores construtoras de molhes da costa do mar do norte.",
        "Hafenwerke is al vele jaren een van de grootste bouwers van pieren aan de kust van de zee.",
    ],
)
def test_the_issuer_in_other_languages(issuer: str) -> None:
    """Also where a paragraph more of the issuer follows, unless somebody speaks in it."""
    head = "Hafenwerke öffnet Pier\n\nROSTOCK, 5. April 2018 - Offen.\n\nEr ist lang.\n\nEr ist breit.\n\n"
    more = "\n\nIn the year to come it builds ten more of them."
    assert [one.kind for one in analyse(head + issuer).paragraphs[-1:]] == ["boilerplate"]
    assert [one.kind for one in analyse(head + issuer + more).paragraphs[-2:]] == ["boilerplate"] * 2
    assert analyse(f"{head}{issuer}\n\n“It is long,” said Ana Ruiz.").paragraphs[-2].kind == "body"


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


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("عن ميناء السلام", "الميناء مفتوح اليوم وهو يوم جيد لكل قارب في هذه المدينة وفي كل مدن البلاد"),
        ("Over Havenwerken", "De haven is vandaag open en het is een goede dag voor de boten van de stad."),
        ("О банке", "Порт открыт сегодня, и это хороший день для каждой лодки в этом городе и вокруг него."),
        ("Over het museum", "De haven is vandaag open en het is een goede dag voor de boten van de stad."),
        ("About pierWorks", "The harbour is open today, and it is a good day for every boat in the town."),
        ("Om Hamnen", "Hamnen är öppen i dag och det är en bra dag för den som har en båt i staden."),
        (
            "Liman Hakkında",
            "Liman bugün açıldı ve bu, kentteki her tekne için çok iyi bir gün olarak görülüyor.",
        ),
    ],
)
def test_a_heading_may_stand_right_above_its_words(line: str, prose: str) -> None:
    """With no empty line between them."""
    text = f"{prose}\n\n{prose}\n\n{prose}\n\n{line}\n{prose}"
    assert [one.kind for one in analyse(text).paragraphs][3:] == ["boilerplate"]


def test_a_source_with_a_number_is_a_contact() -> None:
    """Of an office that names its press officer there."""
    assert kinds("Source :\nAna Ruiz\nAttachée de presse\n418 555-0133") == ["contact"]


def test_contacts_may_stand_above_the_headline() -> None:
    """As American offices print them, in lines of one paragraph."""
    front = "FOR IMMEDIATE RELEASE\nContact: Ana Ruiz, 720-555-0111, ana@pier.example"
    kinds = [one.kind for one in analyse(f"{front}\n\nPier opens\n\n{HEAD}").paragraphs]
    assert kinds[0] == "contact"


def test_notes_in_a_list_are_boilerplate_and_say_whom_to_ask() -> None:
    """Sentences below "Notes to editors"; a note with a question before the number is a contact."""
    text = (
        "Pier opens\n\nThe pier opened today.\n\nBoats came.\n\nENDS\n\nNotes to editors\n\n"
        "1. Pier Trust runs two harbours.\n\n2. The pier is 200 m long."
    )
    assert [one.kind for one in analyse(text).paragraphs][-2:] == ["boilerplate", "boilerplate"]
    text = (
        "Kade open\n\nDe kade is vandaag geopend.\n\nEr kwamen boten.\n\n"
        "Noot voor de pers: wilt u de kade zien? Neem contact op met de haven, pers@kade.example.nl."
    )
    assert analyse(text).paragraphs[-1].kind == "contact"


@pytest.mark.parametrize(
    "last",
    [
        "Founded in 1976 by Ana Ruiz, Harbour Stage has put on 311 plays, most of them on the old pier.",
        "Founded in Leith in 1976, Harbour Stage has put on 311 plays, most of them on the old pier.",
        "Харбор Стейдж основан в 1976 году и показал триста пьес, большую часть из них на старом причале.",
    ],
)
def test_who_the_issuer_is_may_be_told_by_when_it_came_to_be(last: str) -> None:
    """In the last paragraph, where the headline names it."""
    body = "The play is shown on the pier until June.\n\nTickets are sold at the door."
    head = "Harbour Stage opens its season" if last.isascii() else "Харбор Стейдж открывает сезон"
    assert analyse(f"{head}\n\n{body}\n\n{body}\n\n{last}").paragraphs[-1].kind == "boilerplate"


def test_for_interviews_and_a_colon_head_contacts() -> None:
    """With whom to ask below."""
    body = "Pier opens\n\nThe pier opened.\n\nBoats came."
    text = f"{body}\n\nFor interviews (English, Xhosa):\nAna Ruiz – ana@pier.example"
    assert analyse(text).paragraphs[-1].kind == "contact"


def test_the_issuer_may_be_named_in_the_first_paragraphs() -> None:
    """Where the last paragraph stands behind the end of the text; elsewhere it goes on."""
    text = "Pier opens\n\nHarbour Pilots Local 77 opened the pier today.\n\nIt is long.\n\nIt is broad."
    last = "Harbour Pilots Local 77 represents more than 700 pilots, planners and rowers in the harbour."
    assert analyse(f"{text}\n\n###\n\n{last}").paragraphs[-1].kind == "boilerplate"
    assert analyse(f"{text}\n\n{last}").paragraphs[-1].kind == "body"


@pytest.mark.parametrize(
    "tail",
    [
        "Noot voor de redactie\nVoor meer informatie kunt u bellen met Ana Ruis, pers@haven.example.",
        "---\nNoot voor de redactie, niet voor publicatie:\nVoor vragen belt u Ana Ruis, pers@haven.example",
        "Herausgeber\nHafenamt Emden\nPressestelle\nTelefon: 0385 555 7003\nE-Mail: presse@hafen.example",
    ],
)
def test_a_note_below_its_heading_says_whom_to_ask(tail: str) -> None:
    """Right below it, also where a rule stands above both."""
    head = "Kade open\n\nDe kade is vandaag geopend.\n\nEr kwamen boten.\n\nZe bleven.\n\n"
    assert analyse(head + tail).paragraphs[-1].kind == "contact"


ISSUERS = [
    "The Quay Pilots Union represents 800 pilots in ten ports of the northern coast.",
    "The Office for Tide Tables (OTT) is independent in what it does under the Tides Act.",
    "Hintergrund\nDer Bund Kleiner Werften vertritt rund 480 Betriebe in ganz Deutschland.",
    "À PROPOS\nL’Opéra de la Jetée rassemble cent artistes et techniciens, toute l’année et sur deux sites.",
    "La Fondazione Teatro del Molo gestisce il teatro cittadino dal 1996 e dieci concerti.",
    "Hamnviks kommun har 11 300 invånare och ligger vid kusten mellan två andra kommuner.",
]
NAMES = (
    "Quay Pilots Union",
    "Office for Tide Tables",
    "Bund Kleiner Werften",
    "Opéra de la Jetée",
    "Fondazione Teatro del Molo",
    "Hamnviks kommun",
)
SHORT_TEXT = "Pier opens to boats of all sizes\n\nIt opened.\n\nIt is long.\n\nIt is wide.\n\n"


@pytest.mark.parametrize(("last", "name"), [*zip(ISSUERS, NAMES, strict=True)])
def test_the_issuer_is_told_at_the_end_by_what_it_does(last: str, name: str) -> None:
    """Where its full name stands above the headline, begins the text or is in contacts; also with a heading
    on the line above. Others' names do not tell it."""
    contact = f"\n\nMedia contact:\n{name}\nTel. 0131 555 0101"
    begins = SHORT_TEXT.replace("It opened", f"LEITH – {name} opened it")
    assert analyse(SHORT_TEXT + last + contact).paragraphs[4].kind == "boilerplate"
    assert analyse(f"{begins}{last}\n\n###").paragraphs[-2].kind == "boilerplate"
    assert analyse(f"{name}\n\nPress release\n\n{SHORT_TEXT}{last}").paragraphs[-1].kind == "boilerplate"
    others = SHORT_TEXT.replace("It opened", f"Ana Ruiz of {name} opened it")
    assert analyse(f"{others}{last}\n\n###").paragraphs[-2].kind == "body"


def test_the_issuer_is_told_by_an_address() -> None:
    """Which has its initials or its words. And in Russian by what the headline names, below a heading."""
    last = "Northern Quay Observatory is operated by a consortium of nine universities under an agreement."
    contact = "\n\nMedia contact:\nAna Ruiz, press@{}.example"
    assert analyse(SHORT_TEXT + last + contact.format("nqo")).paragraphs[4].kind == "boilerplate"
    assert (
        analyse(SHORT_TEXT + last + contact.format("northern-observatory")).paragraphs[4].kind
        == "boilerplate"
    )
    assert analyse(SHORT_TEXT + last + contact.format("pier")).paragraphs[4].kind == "body"
    head = SHORT_TEXT.replace("Pier opens to boats of all sizes", "Портовая филармония открывает новый зал")
    last = "Справка\nПортовая филармония основана в 1935 году. В её составе оркестр, хор и ансамбль."
    assert analyse(head + last).paragraphs[-1].kind == "boilerplate"


@pytest.mark.parametrize(
    "last",
    [
        "The Quay Pilots Union is holding its yearly meeting in the hall of the old harbour office.",
        "The Quay Pilots Union represents 800 pilots, and they are today on the quays of ten ports.",
        "The Quay Pilots Union represents “all who are at sea and all who are not”, the pilots tell.",
        "The Lights Network represents 800 keepers of lights in the ten ports along the coast.",
        "The Quay Pilots Union opened the pier in the company of all its members and their guests.",
    ],
)
def test_news_of_the_issuer_at_the_end_is_no_boilerplate(last: str) -> None:
    """What happens, a day, speech; and what another body does."""
    text = f"Quay Pilots Union\n\nPress release\n\nPier opens to boats\n\nIt is open.\n\nLong.\n\n{last}"
    assert analyse(text).paragraphs[-1].kind == "body"


def test_the_issuer_is_told_above_the_line_that_says_who_sent_it_on() -> None:
    """And in the paragraph before the last, which stays what it is."""
    head = "Quay Pilots Union\n\nPress release\n\nPier opens to boats\n\nIt is open.\n\nIt is long.\n\n"
    issuer = "The Quay Pilots Union represents 800 pilots in ten ports of the coast."
    source = "\n\nSource: Quay Pilots Union, passed on by the Newsline of the Northern Ports and Lights"
    more = "\n\nThe report, Last Boat, will be in the library of the harbour office from noon."
    assert analyse(head + issuer + source).paragraphs[-2].kind == "boilerplate"
    assert [one.kind for one in analyse(head + issuer + more).paragraphs[-2:]] == ["boilerplate", "body"]


@pytest.mark.parametrize(
    ("mark", "last"),
    [
        (
            "###\n\n",
            "The Harbour Board keeps nine piers safe, and publishes what it finds out about each of them.",
        ),
        (
            "***\n",
            "Harbour Board, set up in 1968 on Leith Walk, plans and builds piers of timber and of stone.",
        ),
        (
            "# # #\n\n",
            "HB Leith Piers grew from a club of rowers into a school for everybody who lives by the quay.",
        ),
    ],
)
def test_behind_the_mark_that_ends_the_text_the_issuer_is_told(mark: str, last: str) -> None:
    """Whatever it does, where the text has named it; news of it and words that somebody says are none."""
    head = (
        "A pier opens\n\nThe Harbour Board, with Leith Piers, has built it.\n\nIt is long.\n\nIt holds.\n\n"
    )
    assert analyse(f"{head}{mark}{last}\n\nPress: a@b.example").paragraphs[-2].kind == "boilerplate"
    assert analyse(f"{head}{mark}{last} It opens today.").paragraphs[-1].kind == "body"
    assert analyse(f"{head}{mark}{last} “It holds.”").paragraphs[-1].kind == "body"
    head = head.replace("Harbour Board", "Board").replace("Leith Piers", "Leith")
    assert analyse(f"{head}{mark}{last}").paragraphs[-1].kind == "body"


def test_the_issuer_by_the_short_name_that_the_text_gives_it() -> None:
    """In brackets; and behind a heading with a stop."""
    head = "Ein Kai mehr\n\nDer Bund der Kaimeister (BKM) baut einen Kai.\n\nEr ist lang.\n\nEr hält.\n\n"
    last = "Der BKM vertritt 300 Kaimeister in zwölf Häfen und ist von allen Reedereien unabhängig."
    assert analyse(head + last).paragraphs[-1].kind == "boilerplate"
    assert analyse(head.replace(" (BKM)", "") + last).paragraphs[-1].kind == "body"
    assert analyse(head + "Über Kaiwerk. Kaiwerk baut Kaie.").paragraphs[-1].kind == "boilerplate"


@pytest.mark.parametrize(
    "words",
    [
        "This announcement contains forward-looking statements on piers.",
        "The issuer is solely responsible for the content of this announcement.",
        "The communication may contain forward-looking statements.",
        "Press notes to editors",
        "Safe harbour",
        "Non-GAAP measures",
        "Special note on figures",
        "Certain information contained here is not audited.",
        "Legal notice",
        "Zukunftsgerichtete Aussagen",
        "Haftungsausschluss",
    ],
)
def test_a_heading_is_told_by_its_first_letters(words: str) -> None:
    """Only a paragraph that begins as one of the headings does is compared with them."""
    assert kinds(words) == ["boilerplate"]
    assert kinds(f"** {words}") == ["boilerplate"]
    assert kinds("The pier is long.") == ["body"]


def test_a_line_that_says_who_sent_it_on_ends_a_section() -> None:
    """By any of its words: it is no part of the boilerplate above."""
    for words in (
        "The post Pier opens appeared first on Harbour News.",
        "Read more",
        "This story was published there.",
    ):
        assert kinds(f"About Harbour Works\n\nIt builds piers.\n\n{words}") == [
            "boilerplate",
            "boilerplate",
            "body",
        ]


@pytest.mark.parametrize(
    "line",
    [
        "Auskünfte für Medienschaffende:",
        "Auskunft erteilt:",
        "Pour tout renseignement :",
        "Más información y entrevistas:",
        "Referente per la stampa:",
        "Atendimento à imprensa:",
        "För mer information:",
    ],
)
def test_whom_to_ask_is_headed_in_many_ways(line: str) -> None:
    """By a colon; the same words begin sentences."""
    assert kinds(f"{line}\nIda Holm, ida@pier.example") == ["contact"]
    assert kinds(
        f"{line.rstrip(' :')} gibt es an einem Tag der Woche am Kai des alten Hafens bei der Lampe."
    ) != ["contact"]
