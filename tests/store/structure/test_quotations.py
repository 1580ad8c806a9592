"""Quotations: what is speech, and who speaks."""

from __future__ import annotations

import pytest

from store.structure.paragraphs import paragraph_spans
from store.structure.quotations import quotations


def found(text: str) -> list[tuple[str, str | None]]:
    """Every quotation's words and speaker."""
    return [(text[q.start : q.end], q.speaker) for q in quotations(text, paragraph_spans(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Harbour master Ana Lucia Ruiz opened the pier.\n\n“The pier is open,” said Ruiz.",
            [("“The pier is open,”", "Ana Lucia Ruiz")],
        ),
        (
            '"We waited," said Tom Berg, chief executive of Ferry Works. "Now we sail."\n\n'
            '"It is done," he added.',
            [('"We waited,"', "Tom Berg"), ('"Now we sail."', "Tom Berg"), ('"It is done,"', "Tom Berg")],
        ),
        (
            "“The ferry,” she said, “is late.” Dr. Ida Holm told us: “It will come.”",
            [("“The ferry,”", None), ("“is late.”", None), ("“It will come.”", "Ida Holm")],
        ),
        ("« Le port est ouvert », a déclaré Jeanne Moreau.", [("« Le port est ouvert »", "Jeanne Moreau")]),
        ("„Der Hafen ist offen“, sagte Karl Meier.", [("„Der Hafen ist offen“", "Karl Meier")]),
        ("وقال أحمد سالم: «الميناء مفتوح الآن».", [("«الميناء مفتوح الآن»", "أحمد سالم")]),
        ("王小明表示：“港口今天重新开放了。”", [("“港口今天重新开放了。”", "王小明")]),
        (
            "“码头开放了，”李华说，“城市等待了十年。”",
            [("“码头开放了，”", "李华"), ("“城市等待了十年。”", "李华")],
        ),
        (
            "«Estamos orgullosos», ha señalado la presidenta del Puerto, Ana Ruiz. «Es bueno», ha añadido.",
            [("«Estamos orgullosos»", "Ana Ruiz"), ("«Es bueno»", "Ana Ruiz")],
        ),
        (
            "Pour Karim Benali, président du port, « ce quai change la vie ».",
            [("« ce quai change la vie »", "Karim Benali")],
        ),
        ("„Das ist gut“, so Oberbürgermeisterin Ute Schmidt.", [("„Das ist gut“", "Ute Schmidt")]),
        (
            "»Das ist ein guter Tag«, erklärte Minister Hans Vogel.",
            [("»Das ist ein guter Tag«", "Hans Vogel")],
        ),
        (
            '"المدينة كانت تنتظر هذا"، حسبما صرح الوزير خالد العلي.',
            [('"المدينة كانت تنتظر هذا"', "خالد العلي")],
        ),
        (
            "“The pier is open now,” says Elle Cole, mother of two.",
            [("“The pier is open now,”", "Elle Cole")],
        ),
        ("“The pier is open now,” further stated Tom Berg.", [("“The pier is open now,”", "Tom Berg")]),
        ("‘The members’ pier is open,’ said Tom Berg.", [("‘The members’ pier is open,’", "Tom Berg")]),
        (
            "“It is the pier of our lives,” Berg quips.\n\nTom Berg laughs.",
            [("“It is the pier of our lives,”", "Tom Berg")],
        ),
        ("“We are glad to be here,” said Acme CEO, Ana Ruiz.", [("“We are glad to be here,”", "Ana Ruiz")]),
        ("Ruiz praised the pier, stating, “It is long and strong.”", [("“It is long and strong.”", "Ruiz")]),
        (
            "The board met.\n\nSaid Ana Ruiz, “The pier is open to all of us.”",
            [("“The pier is open to all of us.”", "Ana Ruiz")],
        ),
        (
            "Said Dr. Ana Ruiz: “We opened the pier today.”\n\n“It is long,” the director concludes.",
            [("“We opened the pier today.”", "Ana Ruiz"), ("“It is long,”", "Ana Ruiz")],
        ),
        (
            "“We said “Pier Day” would come, and it did,” said Ana Ruiz.",
            [("“We said “Pier Day” would come, and it did,”", "Ana Ruiz")],
        ),
        (
            '"We call it "Pier Day" and we like it," said Ana Ruiz.',
            [('"We call it "Pier Day" and we like it,"', "Ana Ruiz")],
        ),
        ('“The marks do not match here," said Ana Ruiz.', [('“The marks do not match here,"', "Ana Ruiz")]),
        (
            "Ana Lu Ruiz came. “It is good,” said Ana Ruiz. “It will stay so for years.",
            [("“It is good,”", "Ana Lu Ruiz"), ("“It will stay so for years.", "Ana Lu Ruiz")],
        ),
        (
            "El puerto abre hoy a los vecinos.\n\n“El puerto está abierto”, según ha dicho Eva Sol.",
            [("“El puerto está abierto”", "Eva Sol")],
        ),
        (
            "De haven van de stad is vandaag weer open.\n\n“De haven is weer open”, zo zegt Piet Quay.",
            [("“De haven is weer open”", "Piet Quay")],
        ),
        ("“Der Steg ist offen“, sagte Karl Meier.", [("“Der Steg ist offen“", "Karl Meier")]),
        ("”Kajen är öppen igen”, säger Ida Holm.", [("”Kajen är öppen igen”", "Ida Holm")]),
        (
            "Quay公司首席执行官李华表示：“码头今天重新开放了。”",
            [("“码头今天重新开放了。”", "李华")],
        ),
        ("“码头今天重新开放了。”Quay首席执行官李华说。", [("“码头今天重新开放了。”", "李华")]),
    ],
)
def test_speakers(text: str, expected: list[tuple[str, str | None]]) -> None:
    """Names, pronouns and split quotations resolve to the fullest name printed so far."""
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “smart” pier opened with a “ribbon” of rope.",
        "Her book “The Long Road Home” is out, and the “Pier” prize is hers.",
        "Harbour Works Ltd (“Harbour” or the “Company”) opened a pier.",
        "A quotation that “is never closed and runs to the end.",
        "“The Long Road Home” reflects the rhythm of the sea.",
        "They came up with a new slogan: “Where Ships Meet Shores.”",
        "Acme Works, LLC (“Acme Works”) is long known here, said nobody.",
        "Words such as “anticipate,” “believe,” and “may,” say that the future is not known.",
        "The board’s members’ boats and the ‘90s pier are old.",
        "Die Ausstellung „Blick zurück über den Hafen…“ öffnet am Montag.",
        "The conference “What next for our harbours?” takes place on Monday.",
        "Das Stück „Der lange Weg zum Hafen!“ läuft am Montag.",
    ],
)
def test_terms_and_titles_are_no_quotations(text: str) -> None:
    """Scare quotes, titles, defined terms and unclosed marks are left out."""
    assert found(text) == []


def test_a_quotation_may_run_through_paragraphs() -> None:
    """Opened in each paragraph and closed in the last, it is one quotation."""
    text = "“The first part is here.\n\n“The second part ends it,” said Ana Ruiz."
    assert found(text) == [("“The first part is here.\n\n“The second part ends it,”", "Ana Ruiz")]


def test_a_line_below_may_name_the_speaker() -> None:
    """A name and title on a line of their own below a quotation say who spoke."""
    text = "“We are proud of the new pier and of all who built it.”\n\nAna Ruiz, Director of Harbours"
    assert found(text) == [("“We are proud of the new pier and of all who built it.”", "Ana Ruiz")]


def test_a_line_below_says_nothing_of_a_passage_with_words_behind_it() -> None:
    """Blanks and stops behind the marks are none."""
    words = "“The pier is open at last for all of us here.”"
    below = "\n\n– Ana Ruiz, mayor of Leith"
    assert found(f"{words} It opens on Monday with music.{below}") == [(words, None)]
    assert found(f"{words} .{below}") == [(words, "Ana Ruiz")]


def test_a_line_below_that_runs_on_names_the_speaker() -> None:
    """The name below a quotation counts where the line goes on with the next quotation."""
    text = "“The pier is long.”\n\nAna Ruiz, CEO of Acme “It is strong, too.”\n\nTom Berg, Chair. It opens."
    assert found(text) == [("“The pier is long.”", "Ana Ruiz"), ("“It is strong, too.”", "Tom Berg")]


def test_unattributed_speech_is_the_last_speaker_s_or_whom_the_words_before_name() -> None:
    """Nothing but speech belongs to whom the paragraph above names, else to the last speaker."""
    text = (
        "“The pier is open,” said Ana Ruiz.\n\n“It is long,” said Tom Berg.\n\nRuiz walked on it.\n\n"
        "“I have waited for this day all my life.”"
    )
    assert found(text)[-1] == ("“I have waited for this day all my life.”", "Ana Ruiz")


def test_roles_come_with_the_speakers() -> None:
    """Every quotation of a speaker has the role printed once."""
    text = "“It is open,” said Tom Berg, chief executive of Acme. “It is long.”\n\n“And good,” Berg added."
    assert [q.role for q in quotations(text, paragraph_spans(text))] == ["chief executive of Acme"] * 3


def test_many_marks_take_linear_time() -> None:
    """A hundred thousand quotation marks of one kind are read without blowing up."""
    assert found('"' * 100_000) == []


@pytest.mark.parametrize(
    ("passage", "some"),
    [
        ("is open", True),
        ("“The pier is open,”", True),
        ("Ruiz. ", False),
        ("open,” said", False),
        ("It is long", True),
        ("Rain", False),
    ],
)
def test_around_a_passage_all_are_given_or_none(passage: str, some: bool) -> None:
    """All, where marks stand around it: the others say who is speaking."""
    text = "Rain fell. “The pier is open,” said Ana Ruiz. “It is long.” All left."
    spans = paragraph_spans(text)
    at = text.index(passage)
    around = [(0, 4), (at, at + len(passage))]
    assert quotations(text, spans, around) == (quotations(text, spans) if some else ())
    assert quotations(text, spans, []) == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Quotes attributable to the Minister for Ports and Lights, Ana Ruiz:\n\n“The wall is open.”",
            "Ana Ruiz",
        ),
        ("Citation attribuable à Ana Ruiz :\n\n« La digue est ouverte aux bateaux. »", "Ana Ruiz"),
        ("“We waited for years,” recalled the ferryman, Ana Ruiz of Leith.", "Ana Ruiz"),
        ("“We waited for years,” said Special Agent in Charge Ana Ruiz, who leads the office.", "Ana Ruiz"),
        ('Ana Ruiz, P.Eng., Vice President Exploration, commented: "We waited for years."', "Ana Ruiz"),
        ("Mr. Ugo Berg, Co-founder & CEO, Pier Works said, “Boats are back at the pier.”", "Ugo Berg"),
        ("«Es un día bueno», ha dicho la jefa del Servicio de Faros, la doctora Ana Ruiz.", "Ana Ruiz"),
        ("La primera viajera, Ana Ruiz, de 52 años, lloraba. «Es un día bueno», ha dicho.", "Ana Ruiz"),
        (
            "Ana Maria Ruiz, de 78 anos, rema. Convidada a falar, deixou um aviso: “O mar não espera.”",
            "Ana Maria Ruiz",
        ),
        ("Een van hen is roeier Jan Berg. Hij was sceptisch. “De kade is mooi”, vertelt hij.", "Jan Berg"),
        (
            "Как пояснила директор отдела причалов Анна Белова, пристань открыта. «Мы ждали», — сказала она.",
            "Анна Белова",
        ),
        (
            "Pier yarınki açılışta limanı anlatan Deniz Kaya, şöyle devam etti: “Liman artık hepimizin.”",
            "Deniz Kaya",
        ),
        ("局長林大明指出，北堤已重新開放。「歡迎大家搭船出海。」", "林大明"),
        ("局長林大明說明，北堤已重新開放。她強調：「安全第一。」", "林大明"),
        ("館長林大明致詞時表示：「北堤開放了。」", "林大明"),
        ("青港大学 教授 山田 太郎\n「北防波堤が再び開きました。皆さまに感謝します。」", "山田 太郎"),
        ("開所式で山田太郎市長は「北防波堤が再び開きました」とあいさつしました。", "山田太郎"),
    ],
)
def test_speakers_by_what_leads_up_to_them(text: str, speaker: str) -> None:
    """Phrases of many house styles; in each the only quotation is that person's."""
    assert [who for _, who in found(text)] == [speaker]


def test_a_pronoun_does_not_mean_whom_the_other_pronoun_meant() -> None:
    """Nor whom a passage itself names; a surname at the head of a sentence is meant before others."""
    text = (
        "“It broke,” said Ugo Berg.\n\n“I was there,” said Ana Ruiz. “It held,” she said.\n\n"
        "Berg’s lab tests ropes.\n\n“They cost four cents,” he said."
    )
    assert [who for _, who in found(text)] == ["Ugo Berg", "Ana Ruiz", "Ana Ruiz", "Ugo Berg"]
    text = (
        "“It held,” said Ana Ruiz of the port. The play is by Nell Kova.\n\n"
        "Kova, who is 88, will attend. “I have not read it since,” she said."
    )
    assert [who for _, who in found(text)] == ["Ana Ruiz", "Nell Kova"]


def test_a_further_paragraph_is_not_hers_whom_the_quotation_names() -> None:
    """The one who spoke goes on."""
    text = (
        "Tom Kerr said: “I am glad to be back.”\n\nChair Ana Ruiz praised Kerr. “Tom was the only one who "
        "came "
        "to see us,” she said.\n\n“I would also like to thank the crew for its work.”"
    )
    assert [who for _, who in found(text)] == ["Tom Kerr", "Ana Ruiz", "Ana Ruiz"]


def test_straight_single_marks_hold_sentences() -> None:
    """With apostrophes within; short phrases are left alone."""
    text = "Ana Ruiz said: 'We don't close the pier in winter, whatever it costs.' The 'Pier Song.' was sung."
    assert found(text) == [("'We don't close the pier in winter, whatever it costs.'", "Ana Ruiz")]


@pytest.mark.parametrize(
    "text",
    [
        "• Nickname: “The Crane”\n• Born: Leith",
        "据介绍，“北堤二号”采用新型材料。",
        "The paper, “Currents speed the recovery of seagrass meadows in cold water”, is now in a journal.",
        "A. Ruiz, U. Berg et al., “Currents speed the recovery of seagrass meadows in cold water”, Sea, 2025",
    ],
)
def test_labels_names_and_papers_are_no_quotations(text: str) -> None:
    """What nobody says."""
    assert found(text) == []


def test_speech_with_dashes_in_mid_paragraph() -> None:
    """Behind a sentence, with a verb behind it or by nobody who is named."""
    text = "Starosta nagrodziła rybaków. – Port jest dla nas wszystkich – powiedziała starosta Anna Wrona."
    assert found(text) == [("Port jest dla nas wszystkich", "Anna Wrona")]
    text = "– Port jest dla nas wszystkich i będzie otwarty – powiedziała rybakom przechodząca."
    assert found(text) == [("Port jest dla nas wszystkich i będzie otwarty", None)]


def test_who_holds_an_office_in_brackets_comments_below_it() -> None:
    """As Japanese releases print it: the heading has the office alone."""
    text = (
        "灯台汽船（本社：北浜市、社長：高野 智子）は、春から新しい連絡船を就航させます。\n\n"
        "■社長コメント\n「島のみなさまの足を、これからも守ってまいります。」"
    )
    assert [who for _, who in found(text)] == ["高野 智子"]


@pytest.mark.parametrize(
    ("below", "who"),
    [
        ("Ana Berg-Ruiz\nMember of Parliament for Leith North", "Ana Berg-Ruiz"),
        ("The Honourable Ana Ruiz\nMinister of Northern Piers", "Ana Ruiz"),
        ("Ana Ruiz\nGrand Chief, Severn Council", "Ana Ruiz"),
        ("Transaction Details\nThe price is told below.", None),
    ],
)
def test_what_somebody_is_stands_on_the_line_below_the_name(below: str, who: str | None) -> None:
    """Under a quotation of a paragraph."""
    text = f"“A pier is more than timber. It is how we get home in winter.”\n\n{below}\n\nQuick facts"
    assert [name for _, name in found(text)] == [who]


def test_a_heading_signs_no_quotation_that_goes_on() -> None:
    """It is whose the words before are."""
    text = (
        "Ana Ruiz said the sale was right. “We began with one boat,” she said. “Nobody asked for more.”"
        "\n\nTransaction Details\n\nThe price is seven times what the pier earned."
    )
    assert [name for _, name in found(text)] == ["Ana Ruiz", "Ana Ruiz"]


def test_a_place_or_a_firm_says_nothing() -> None:
    """Where it stands between a speaker and the next words."""
    text = (
        "“I lost the boat in an afternoon,” said Ana Ruiz, a skipper from Marsabit County, Kenya, who now"
        " reports storms by telephone. “This time I was warned.”"
    )
    assert [name for _, name in found(text)] == ["Ana Ruiz", "Ana Ruiz"]
    text = (
        "« La digue nous a convaincus par sa taille », souligne Anne Roy, associée chez Bretagne Marée"
        " Capital. Et d’ajouter : « C’est la mer qui décide. »"
    )
    assert [name for _, name in found(text)] == ["Anne Roy", "Anne Roy"]
    text = "« La digue nous a convaincus par sa taille », a fait valoir Anne Roy, maire de Brest."
    assert [name for _, name in found(text)] == ["Anne Roy"]


def test_a_name_that_is_cut_short_goes_on() -> None:
    """As Philippine names are."""
    text = "“They want to get back to sea as soon as they can,” said Director Ma. Corazon Ruiz in Libon."
    assert [name for _, name in found(text)] == ["Ma. Corazon Ruiz"]


@pytest.mark.parametrize(("address", "who"), [("Mr.", "Tom Ruiz"), ("Ms.", None)])
def test_he_is_nobody_who_is_addressed_as_a_woman(address: str, who: str | None) -> None:
    """Where a text says so of the only one whom it names."""
    text = (
        f"The director, {address} Tom Ruiz, told the meeting of the delay.\n\n"
        "Not pleased, the Minister asked for a plan. “Nobody sails with files and summaries,” he remarked."
    )
    assert [name for _, name in found(text)] == [who]
