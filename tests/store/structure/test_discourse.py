"""Whom a pronoun, an office, a noun or nothing means beside a quotation, in texts of several languages."""

from __future__ import annotations

import pytest

from store.structure.paragraphs import paragraph_spans
from store.structure.quotations import quotations


def speakers(text: str) -> list[str | None]:
    """Who speaks each of the quotations of a text."""
    return [one.speaker for one in quotations(text, paragraph_spans(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Mayor Ida Holm opened the pier with harbour master Tom Berg.\n\n"
            "“It is a good day,” said Ms Holm.\n\n"
            "“We waited ten years,” said Mr Berg.\n\n"
            "“The next one will be longer,” she added.",
            ["Ida Holm", "Tom Berg", "Ida Holm"],
            id="en pron gender",
        ),
        pytest.param(
            "The Minister for Harbours, Ida Holm, opened the pier at Leith on Monday. She was met "
            "by the director of the port, Tom Berg.\n\n"
            "“The pier is safe,” said Mr Berg.\n\n"
            "“It will last a hundred years,” the Minister said.",
            ["Tom Berg", "Ida Holm"],
            id="en title later",
        ),
        pytest.param(
            "Harbour master Tom Berg and the mayor, Ida Holm, cut the ribbon. “It is safe,” he "
            "said. “It is long,” she said.",
            ["Tom Berg", "Ida Holm"],
            id="en two one para",
        ),
        pytest.param(
            "Harbour master Tom Berg said: “The pier is open.\n\n"
            "“It took ten years.\n\n"
            "“We shall build another.”",
            ["Tom Berg"],
            id="en several paras",
        ),
        pytest.param(
            "The Leith Dockers Union has rejected the offer of Pier Holdings. “Our members "
            "deserve better,” the union said.",
            ["Leith Dockers Union"],
            id="en union",
        ),
        pytest.param(
            "Leith Harbour Council has approved the plan. “The pier will open in May,” a "
            "spokesperson for the council said.\n\n"
            "“We have waited long enough,” the council said in a statement.",
            [None, "Leith Harbour Council"],
            id="en council",
        ),
        pytest.param(
            "Pier Holdings rejected the offer.\n\n“We regret this,” the company said.",
            [None],
            id="en company nobody",
        ),
        pytest.param(
            "Tom Berg, chair of the Harbour Trust, opened the pier.\n\n"
            "“The pier is unsafe,” the report said.",
            [None],
            id="en report",
        ),
        pytest.param(
            "Ida Holm has sold fish here for thirty years. “The pier is my home,” she said.",
            ["Ida Holm"],
            id="en another sentence",
        ),
        pytest.param(
            "Harbour master Tom Berg opened the pier.\n\n"
            "Tom Berg cut the ribbon at noon. Berg, who is 61, has worked here since 1990. “I "
            "know every plank,” he said.",
            ["Tom Berg"],
            id="en another sentence surname",
        ),
        pytest.param(
            "Mr Tom Berg, Assistant Director of the Agency for Harbour Affairs, who cut the "
            "ribbon, noted that the pier is the longest in the country. “It is our pride,” he "
            "said.",
            ["Tom Berg"],
            id="en relative",
        ),
        pytest.param(
            "Local fisherwoman Ida Holm, 52, was the first to tie up. “It held,” she said.",
            ["Ida Holm"],
            id="en occupation",
        ),
        pytest.param(
            "Tom Berg, a pilot, saw the fire first. His wife, Ida, was on the pier. “I ran,” she "
            "told the reporters.",
            ["Ida"],
            id="en wife",
        ),
        pytest.param(
            "Dr Tom Berg, a professor of geology at Leith, led the study.\n\n"
            "“The rock is old,” said Berg.\n\n"
            "“It moved twice,” the geologist explained.",
            ["Tom Berg", "Tom Berg"],
            id="en scientist",
        ),
        pytest.param(
            "Chairwoman Ida Holm praised captain Tom Berg at the pier. “He saved the ship,” she "
            "said. “It was luck,” he replied.",
            ["Ida Holm", "Tom Berg"],
            id="en he chairwoman",
        ),
        pytest.param(
            "Ida Holm, who runs the fish market, said the pier was overdue. She said the boats "
            "had nowhere to land. “We lost two seasons,” she said.",
            ["Ida Holm"],
            id="en indirect",
        ),
        pytest.param(
            "“We are proud,” Mayor Ida Holm and Mr Tom Berg said in a joint statement.",
            ["Ida Holm"],
            id="en both",
        ),
        pytest.param(
            "Tom Berg wrote to Mayor Ida Holm last week. Holm replied on Monday. “It will be "
            "done,” she wrote.",
            ["Ida Holm"],
            id="en latter",
        ),
        pytest.param(
            "Die Bürgermeisterin Ida Holm hat am Montag mit dem Hafenmeister Tom Berg den neuen "
            "Hafen der Stadt eröffnet.\n\n"
            "„Das ist ein guter Tag“, sagte Holm.\n\n"
            "„Wir haben zehn Jahre gewartet“, sagte Berg.\n\n"
            "„Der nächste wird länger“, ergänzte sie.",
            ["Ida Holm", "Tom Berg", "Ida Holm"],
            id="de pron",
        ),
        pytest.param(
            "Bundespräsident Karl Meier hat am Montag in Leith den neuen Hafen der Stadt "
            "eröffnet. Ihn begrüßte die Direktorin des Hafens, Ida Holm.\n\n"
            "„Der Hafen ist sicher“, sagte Holm.\n\n"
            "„Er wird hundert Jahre halten“, ergänzte der Präsident.",
            ["Ida Holm", "Karl Meier"],
            id="de title",
        ),
        pytest.param(
            "Die Gewerkschaft Hafen und Meer hat das Angebot der Firma am Montag nicht "
            "angenommen. „Unsere Mitglieder verdienen mehr“, erklärte die Gewerkschaft.",
            ["Gewerkschaft Hafen und Meer"],
            id="de gewerkschaft",
        ),
        pytest.param(
            "Der Verein hat für die neue Saison einen Spieler aus der Stadt am Meer verpflichtet. "
            "Tom Berg kommt vom FC Leith. „Ich freue mich auf die Fans“, so der Neuzugang.",
            ["Tom Berg"],
            id="de neuzugang",
        ),
        pytest.param(
            "Hafenmeister Tom Berg sagte am Montag bei der Eröffnung: „Der Hafen ist offen.\n\n"
            "„Es hat zehn Jahre gedauert, und es war nicht immer leicht.“",
            ["Tom Berg"],
            id="de several",
        ),
        pytest.param(
            "Ida Holm verkauft hier seit dreißig Jahren Fisch und kennt den Hafen wie keine "
            "andere. „Das ist mein Zuhause“, sagt sie.",
            ["Ida Holm"],
            id="de sentence",
        ),
        pytest.param(
            "Die Ministerin für Verkehr, Ida Holm, hat den Hafen am Montag mit dem Landrat Tom "
            "Berg besucht.\n\n"
            "„Das Land hilft“, versprach die Ministerin. „Wir brauchen das Geld“, sagte der "
            "Landrat.",
            ["Ida Holm", "Tom Berg"],
            id="de ministerin",
        ),
        pytest.param(
            "La maire de Leith, Ida Holm, a ouvert lundi le nouveau port avec le directeur du "
            "port, Tom Berg.\n\n"
            "« C’est un beau jour », a dit Mme Holm.\n\n"
            "« Nous avons attendu dix ans », a dit M. Berg.\n\n"
            "« Le prochain sera plus long », a-t-elle ajouté.",
            ["Ida Holm", "Tom Berg", "Ida Holm"],
            id="fr pron",
        ),
        pytest.param(
            "La maire de Leith, Ida Holm, a ouvert lundi le nouveau port de la ville. « Le port "
            "est beau », dit-elle.",
            ["Ida Holm"],
            id="fr dit-elle",
        ),
        pytest.param(
            "Le directeur du port, Tom Berg, a présenté lundi le projet avec la ministre de la "
            "Mer, Ida Holm.\n\n"
            "« Le projet est prêt », a dit Ida Holm.\n\n"
            "« Il sera terminé en mai », a précisé le directeur.",
            ["Ida Holm", "Tom Berg"],
            id="fr directeur",
        ),
        pytest.param(
            "Le Syndicat des Dockers de Leith a refusé lundi les propositions de la société. « "
            "Nos membres méritent mieux », a déclaré le syndicat.",
            ["Syndicat des Dockers de Leith"],
            id="fr syndicat",
        ),
        pytest.param(
            "Ida Holm, cheffe du service de chirurgie, a opéré lundi un enfant de onze jours. « "
            "C’est une réussite », explique la chirurgienne.",
            ["Ida Holm"],
            id="fr noun",
        ),
        pytest.param(
            "La ministre de la Mer, Ida Holm, a reçu lundi le directeur du port, Tom Berg. « Le "
            "port est prêt », a souligné ce dernier.",
            ["Tom Berg"],
            id="fr ce dernier",
        ),
        pytest.param(
            "Habitante du quartier Vieux Port, la pêcheuse Ida Holm, 52 ans, a amarré la "
            "première. « Il tient », dit-elle.",
            ["Ida Holm"],
            id="fr age",
        ),
        pytest.param(
            "La alcaldesa de Leith, Ida Holm, abrió el lunes el nuevo puerto con el director del "
            "puerto, Tom Berg.\n\n"
            "«Es un gran día», dijo Holm.\n\n"
            "«Esperamos diez años», dijo Berg.\n\n"
            "«El próximo será más largo», añadió la alcaldesa.",
            ["Ida Holm", "Tom Berg", "Ida Holm"],
            id="es pron",
        ),
        pytest.param(
            "La alcaldesa de Leith, Ida Holm, abrió el lunes el puerto con el director, Tom Berg.\n\n"
            "«Esperamos diez años», dijo Berg.\n\n"
            "«Fue largo», señaló ella.",
            ["Tom Berg", "Ida Holm"],
            id="es ella",
        ),
        pytest.param(
            "El Sindicato de Estibadores de Leith rechazó el lunes la oferta de la empresa. "
            "«Nuestros miembros merecen más», afirmó el sindicato.",
            ["Sindicato de Estibadores de Leith"],
            id="es sindicato",
        ),
        pytest.param(
            "El premio fue para la película del puerto, cuya directora, la gallega Ida Holm, "
            "mandó un mensaje desde su casa. «Me da mucha alegría», bromeó.",
            ["Ida Holm"],
            id="es cuya",
        ),
        pytest.param(
            "Ida Holm recibió el lunes el premio del festival por su película sobre el puerto. "
            "«Es de todos», dijo la cineasta al recibir el premio.",
            ["Ida Holm"],
            id="es noun",
        ),
        pytest.param(
            "La sindaca di Leith, Ida Holm, ha aperto lunedì il nuovo porto con il direttore del "
            "porto, Tom Berg.\n\n"
            "«È un bel giorno», ha detto Holm.\n\n"
            "«Abbiamo aspettato dieci anni», ha detto Berg.\n\n"
            "«Il prossimo sarà più lungo», ha aggiunto la sindaca.",
            ["Ida Holm", "Tom Berg", "Ida Holm"],
            id="it pron",
        ),
        pytest.param(
            "Tra loro Ida Holm, classe 1933, che ha donato al museo i propri quaderni. «Mi "
            "pagavano a pesce», racconta.",
            ["Ida Holm"],
            id="it classe",
        ),
        pytest.param(
            "Il ministro del Mare, Tom Berg, ha visitato lunedì il porto con la direttrice Ida "
            "Holm.\n\n"
            "«Il porto è sicuro», ha detto Holm.\n\n"
            "«Durerà cento anni», ha concluso il ministro.",
            ["Ida Holm", "Tom Berg"],
            id="it ministro",
        ),
        pytest.param(
            "Moradora da comunidade Porto Velho, a pescadora Dona Ida Holm, de 68 anos, foi a "
            'primeira a chegar ao novo porto da cidade. "Eu tinha medo do mar", disse.',
            ["Ida Holm"],
            id="pt dona",
        ),
        pytest.param(
            "Segundo a diretora de operações, Ida Holm, o porto foi pensado desde o início. "
            "«Temos um porto novo», diz a responsável.\n\n"
            "Também o ministro da Economia, Tom Berg, visitou o porto da cidade. «O porto muda "
            "tudo», sublinhou o governante.",
            ["Ida Holm", "Tom Berg"],
            id="pt governante",
        ),
        pytest.param(
            "O ministro do Mar, Tom Berg, visitou na segunda-feira o porto com a presidente da "
            "câmara, Ida Holm.\n\n"
            "«O porto é seguro», disse Ida Holm.\n\n"
            "«Vai durar cem anos», afirmou o ministro.",
            ["Ida Holm", "Tom Berg"],
            id="pt ministro",
        ),
        pytest.param(
            "‘Het is in juli niet uit te houden’, zegt wethouder Ida Holm van de gemeente. ‘We "
            "planten bomen.’\n\n"
            "Bewoners mogen meebeslissen over de bomen in de straat. ‘We hebben erom gevraagd’, "
            "vertelt Tom Berg, voorzitter van de buurt. De wethouder begrijpt dat: ‘Er komen "
            "nieuwe plekken.’",
            ["Ida Holm", "Ida Holm", "Tom Berg", "Ida Holm"],
            id="nl wethouder",
        ),
        pytest.param(
            "Burgemeester Ida Holm opende maandag de haven van de stad. ‘Het is een mooie dag’, "
            "zei Holm. ‘We hebben lang gewacht’, voegde ze eraan toe.",
            ["Ida Holm", "Ida Holm"],
            id="nl zij",
        ),
        pytest.param(
            "De Bond van Havenarbeiders heeft het aanbod van het bedrijf maandag niet aangenomen. "
            "‘Onze leden verdienen meer’, zegt de bond.",
            ["Bond van Havenarbeiders"],
            id="nl bond",
        ),
        pytest.param(
            "Minister gospodarki morskiej Anna Berg otworzyła w poniedziałek nowy port w mieście.\n\n"
            "– Port jest bezpieczny – powiedziała minister.",
            ["Anna Berg"],
            id="pl minister",
        ),
        pytest.param(
            "Burmistrz Jan Nowak otworzył w poniedziałek port z dyrektor Anną Berg.\n\n"
            "– To dobry dzień – powiedział Jan Nowak.\n\n"
            "– Czekaliśmy dziesięć lat – powiedziała Anna Berg.\n\n"
            "– Następny będzie dłuższy – dodał burmistrz.",
            ["Jan Nowak", "Anna Berg", "Jan Nowak"],
            id="pl ona",
        ),
        pytest.param(
            "Об этом сообщила министр здравоохранения региона Ольга Белова на заседании "
            "правительства в понедельник.\n\n"
            "«Все пункты будут новыми, и это главное», – подчеркнула министр.\n\n"
            "По словам Беловой, врачи уже есть. «Молодые едут в село, если их ждут», – отметила "
            "она.",
            ["Ольга Белова", "Ольга Белова"],
            id="ru министр",
        ),
        pytest.param(
            "Глава Морского района Иван Петров рассказал, что для врачей построено пять домов. "
            "«Раньше за справкой ездили далеко», – напомнил он.",
            ["Иван Петров"],
            id="ru глава",
        ),
        pytest.param(
            "Borgmästare Ida Holm öppnade i måndags den nya hamnen i staden tillsammans med "
            "hamnchefen Tom Berg.\n\n"
            "– Det är en bra dag, säger Ida Holm.\n\n"
            "– Vi väntade i tio år, säger Tom Berg.\n\n"
            "– Nästa blir längre, tillägger borgmästaren.",
            ["Ida Holm", "Tom Berg", "Ida Holm"],
            id="sv hon",
        ),
        pytest.param(
            "Belediye Başkanı Ayşe Demir pazartesi günü kentin yeni limanını açtı.\n\n"
            'Demir, "Liman artık açık ve güvenli" dedi.\n\n'
            'Başkan Demir, "Yüz yıl dayanacak" diye konuştu.',
            ["Ayşe Demir", "Ayşe Demir"],
            id="tr başkan",
        ),
        pytest.param(
            "退休教师陈桂英女士一大早便赶来乘坐首班车。“我等了十年，终于等到了。”她高兴地说，“以后回家方便了。”",
            ["陈桂英", "陈桂英"],
            id="zh 她",
        ),
        pytest.param(
            "代表取締役社長の小池聡一郎は、「人のそばで役立てたいという思いで開発しました」と述べています。\n\n"
            "販売を目指します。小池は「将来は在宅介護の分野にも広げていきたい」と話しています。",
            ["小池聡一郎", "小池聡一郎"],
            id="ja 小池",
        ),
    ],
)
def test_who_speaks(text: str, expected: list[str | None]) -> None:
    """The one whom the sentences before are about, or who has the office, or is man or woman as told."""
    assert speakers(text) == expected


def test_a_body_speaks_by_its_noun_and_a_paper_does_not() -> None:
    """The union that a text names said it; a report and a company that it does not name are nobody."""
    text = "Tom Berg leads the Leith Dockers Union. “We stay,” the {} said."
    assert speakers(text.format("union")) == ["Leith Dockers Union"]
    assert speakers(text.format("report")) == [None]
    assert speakers(text.format("company")) == [None]


def test_an_office_of_another_is_nobody() -> None:
    """The minister whom the text told of without a name is not the mayor who spoke before."""
    text = (
        "Mayor Ida Holm met the minister. “The pier is open,” said Ms Holm.\n\n"
        "“We shall pay for it,” said the minister."
    )
    assert speakers(text) == ["Ida Holm", None]


def test_what_is_quoted_names_nobody_who_speaks() -> None:
    """Who is praised within the marks does not speak the next passage."""
    text = (
        "Mayor Ida Holm opened the pier. “We thank Captain Tom Berg,” said Holm.\n\n"
        "“It is a good day,” the mayor added."
    )
    assert speakers(text) == ["Ida Holm", "Ida Holm"]
