"""With what contacts and boilerplate begin, a row for each language. A language is added by a row in each."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.phrases import Phrases

#: Headings of contacts. A line is one where it is short, or says how to reach somebody.
CONTACT_HEADINGS = Phrases(
    {
        "en": "media relations ?:|press relations ?:|investor relations ?:|public relations ?:"
        "|media office ?:|press office ?:|press ?desk|interview requests|interviews?(?= ?:)"
        "|contacts?(?: information| details| info| us| person)?",
        "de": "kontakte?|kontaktdaten|kontaktadresse|kontaktinformation(?:en)?|kontaktperson(?:en)?"
        "|wissenschaftliche[rn]? (?:kontakte?|ansprechpartner(?:in|innen)?)"
        "|presse-? ?kontakte?|pressekontaktdaten|medien-? ?kontakte?|pressestelle|pressebüro"
        "|presseanfragen|presse-? ?ansprechpartner(?:in|innen)?|ansprechpartner(?:in|innen)?"
        "|ansprechperson(?:en)?|ihre? (?:presse)?ansprechpartner(?:in|innen)?|rückfragen"
        "|rückfragehinweis|presserückfragen|für rückfragen|bei rückfragen"
        "|weitere informationen und kontakt|unternehmenskontakt|herausgeber(?:in)?(?= ?:|\\n)"
        "|auskünfte?(?: (?:für|erteilt|erteilen)[^:\\n]{0,40})?(?= ?:)|medienauskünfte|presseauskünfte"
        "|für auskünfte|auskunft erteil(?:t|en)(?= ?:)|weitere auskünfte(?= ?:)"
        "|v\\. ?i\\. ?s\\. ?d\\. ?p|verantwortlich(?= ?:|\\n)",
        "fr": "contacts?(?: presse| médias?)?|contactez|coordonnées|relations? (?:presse|médias?)"
        "|service (?:de )?presse|bureau de presse|pour tout contact|renseignements(?= ?:)"
        "|pour tout renseignement(?= ?:)",
        "es": "contactos?(?: de| para)?(?: prensa| medios)?|información de contacto|datos de contacto"
        "|oficina de prensa|gabinete de (?:prensa|comunicación)|atención a medios"
        "|más información y entrevistas(?= ?:)|información para (?:los )?medios(?= ?:)"
        "|relaciones con los medios",
        "it": "contatt[io](?: stampa| per la stampa)?|informazioni di contatto|informazioni sui contatti"
        "|ufficio stampa|recapiti|per informazioni|referente (?:per la )?stampa",
        "pt": "contat[oa]s?|contactos?|informações (?:de|para|sobre) conta[c]?tos?"
        "|assessoria de (?:imprensa|comunicação)|dados de conta[c]?to|conta[c]?tos? (?:de|para"
        "|com a) imprensa|atendimento à imprensa|informações à imprensa(?= ?:)",
        "nl": "contact(?:informatie|gegevens|personen|persoon|en)?|perscontact(?:en)?|persvoorlichting"
        "|pers ?contact|woordvoerder(?:s|ing)?",
        "ru": "контакт(?:ы|ная информация|ные данные|ное лицо|ы для прессы|ы для сми)|контакт|пресс-служба"
        "|для сми ?:|для прессы ?:|справки по телефону|дополнительные контакты",
        "uk": "контакти|контактна інформація|контактні дані|контактна особа|прес-служба|для зми",
        "pl": "kontakt(?: dla mediów| prasowy)?|dane kontaktowe|informacje kontaktowe|biuro prasowe"
        "|osoba do kontaktu",
        "tr": "iletişim(?: bilgileri| bilgisi)?|basın (?:iletişim|irtibat"
        "|danışmanı)|irtibat|ayrıntılı bilgi için(?= ?:)",
        "sv": "för mer information(?= ?:)|kontakt(?:er|uppgifter|information|person|personer)?"
        "|presskontakt(?:er)?",
        "da": "kontaktoplysninger|kontaktinfo|pressekontakt|presseansvarlig",
        "nb": "kontaktinformasjon|pressekontakter|kontaktpersoner",
        "fi": "yhteystiedot|lisätiedot|lisätietoja|median yhteydenotot",
        "hu": "kapcsolat|sajtókapcsolat|elérhetőség(?:ek)?|további információ(?= ?:)",
        "cs": "kontakty?(?: pro média)?|tiskov[ýé] (?:mluvčí|oddělení)",
        "ar": "للتواصل|للاتصال|لمزيد من المعلومات|للمزيد من المعلومات|جهات? الاتصال|معلومات الاتصال"
        "|معلومات التواصل|بيانات الاتصال|بيانات التواصل|وسائل الاتصال|الاتصال(?= ?[:：]| ?$)"
        "|للاستفسار|للاستعلام|المكتب الإعلامي(?= ?:| ?$)",
        "zh": "[联聯][系繫絡络](?:人|方式|我們|我们|電話|电话|窗口|信息|資訊)|媒[体體](?:[联聯][系繫絡络]"
        "|垂[询詢]|咨询|諮詢|查[询詢])|新[闻聞][联聯][系繫絡络]|[发發]言人|承[办辦](?:人|科|單位)"
        "|[业業]務[联聯][系繫絡络]",
        "ja": "(?:報道関係者?|本件に関する|本リリースに関する|取材に関する|取材の?|プレス|メディア|広報"
        "|一般の方の?)(?:の|に関する|からの)?お?問い?合わ?せ|お?問い?合わ?せ|(?:代表|報道|広報"
        "|取材)?連絡先|広報(?:担当|窓口)|担当者?(?= ?[:：])",
        "ko": "(?:언론|보도|보도자료|미디어|취재)? ?문의(?:처|사항)?(?= ?[:：]| ?$)|연락처"
        "|담당자?(?= ?[:：])|문의처",
    }
)
#: With what a sentence begins that says whom to ask; it is one where it says how to reach somebody.
CONTACT_SENTENCES = Phrases(
    {
        "de": "für (?:weitere|nähere|zusätzliche|mehr|weiterführende|ergänzende|detaillierte|alle"
        "|ihre)? ?(?:\\w+)?(?:informationen|auskünfte|fragen|rückfragen|anfragen|presseanfragen"
        "|interviewanfragen|details)|bei (?:weiteren?|allen)? ?(?:rückfragen|fragen|interesse"
        "|presseanfragen|interviewwünschen)|weitere (?:informationen|auskünfte)"
        "|nähere (?:informationen|auskünfte)|rückfragen|wenden sie sich|bitte wenden sie sich"
        "|sie haben fragen",
        "fr": "pour (?:plus|davantage|de plus amples|tout|toute|toutes|en savoir|obtenir|recevoir|des)"
        "|plus d['’]informations|renseignements|vous pouvez (?:contacter|joindre)",
        "es": "para (?:más|mayor|mayores|cualquier|obtener|solicitar|ampliar|saber|recibir)|más información"
        "|si desea",
        "it": "per (?:ulteriori|maggiori|altre|informazioni|richieste|saperne|contattare)"
        "|ulteriori informazioni|maggiori informazioni",
        "pt": "para (?:mais|maiores|obter|saber|outras|qualquer)|mais informações|maiores informações",
        "nl": "voor (?:meer|nadere|verdere|vragen|aanvullende|informatie)|nadere informatie|meer informatie"
        "|verdere informatie|meer weten|neem (?:gerust )?contact op|heeft u vragen|heb je vragen",
        "ru": "более подробн\\w+|за (?:дополнительной|более|подробной|справками|информацией)|для получения"
        "|дополнительн\\w+ информаци\\w+|подробн\\w+ информаци\\w+|по всем вопросам|по вопросам",
        "uk": "більш детальн\\w+|детальн\\w+ інформаці\\w+|для отримання|за додатковою|додаткову інформацію"
        "|докладн\\w+",
        "pl": "aby uzyskać|więcej informacji|dodatkowych informacji|szczegółowych informacji"
        "|w celu uzyskania|po więcej",
        "tr": "daha fazla (?:bilgi|ayrıntı)|ayrıntılı bilgi|detaylı bilgi|daha ayrıntılı|bilgi için"
        "|sorularınız",
        "sv": "för (?:mer|ytterligare|frågor|vidare)|mer information|ytterligare information",
        "da": "for (?:mere|yderligere) (?:information|oplysninger)|yderligere (?:information|oplysninger)",
        "nb": "for (?:mer|ytterligere) informasjon|ytterligere informasjon",
        "fi": "lisätietoja|lisätiedot",
        "hu": "további információ\\w*|bővebb információ\\w*|ha további",
        "cs": "pro (?:více|další|bližší) informac\\w+|další informace|více informací|bližší informace",
        "ar": "لمزيد من|للمزيد من|للحصول على|لمعرفة المزيد|يمكنكم (?:التواصل|الاتصال)|للتواصل",
        "zh": "(?:欲|如需|若需|想)?(?:[获獲]取|[获獲]得|了解|瞭解|知|知道)?更多(?:的)?(?:信息"
        "|[资資][讯訊料]|消息|[详詳]情)|如有(?:任何)?(?:疑|查[询詢]|[问問]題|[问問]题)|[详詳](?:情"
        "|[细細][资資信])",
        "ja": "(?:より|さらに|更に)?詳(?:細|しい|しく)|本件に(?:関する|ついて)|ご不明な点|取材(?:の"
        "|を)ご?(?:希望|依頼)",
        "ko": "(?:자세한|더 많은|추가|기타) ?(?:정보|내용|사항|문의)|더 자세한",
    }
)
#: Headings of boilerplate and what they head, wherever they stand.
BOILERPLATE = Phrases(
    {
        "de": "hinweise? (?:für|an) die (?:redaktion(?:en)?|medien|presse)|anmerkung(?:en)? (?:für"
        "|an) die redaktion(?:en)?|redaktionelle[rn]? hinweise?|über den (?:konzern|verband|verein)"
        "|über das unternehmen|unternehmensprofil|hintergrundinformation(?:en)? zu[mr]?",
        "fr": "notes? (?:pour|à) (?:la |les )?(?:rédaction|rédactions|journalistes|presse)",
        "es": "nota(?:s)? (?:a|para) la (?:redacción|prensa)|nota(?:s)? (?:al|para el) editor"
        "|sobre la (?:empresa|compañía|organización)(?= ?:| ?$)",
        "it": "note? (?:per|ai|alla|alle|per la|per i) (?:la |i |le )?(?:redattori|redazioni?|giornalisti"
        "|stampa|editori)|informazioni (?:su|sul|sulla|sull['’]\\w+)|profilo (?:aziendale"
        "|della società)|chi siamo|chi è",
        "pt": "notas? (?:aos?|à|às|para os?|para a|para) (?:editor(?:es)?|jornalistas?|redação|redacção"
        "|redações|imprensa)|quem somos|sobre a (?:empresa|companhia|organização)(?= ?:| ?$)",
        "nl": "noot (?:voor|aan) de (?:redacties?|pers|editor|media)|niet voor publicatie|over ons(?= ?:"
        "| ?$)|bedrijfsprofiel",
        "ru": "вниманию (?:редакторов|редакций|журналистов)|примечани[ея] для (?:редакторов"
        "|редакций|журналистов)|для редакторов|для редакций|справка о компании|о компании|о нас(?= ?:"
        "| ?$)|об организации",
        "uk": "для редакторів|для редакцій|примітк[аи] для (?:редакторів|редакцій|журналістів)|про компанію"
        "|про нас(?= ?:| ?$)",
        "pl": "uwag[ai] (?:dla|do) redak\\w+|informacj[ea] dla redak\\w+|informacje o (?:firmie|spółce)"
        "|o firmie|o spółce|o nas(?= ?:| ?$)",
        "tr": "editör(?:e|lere|ün) not\\w*|editörler için|yayıncılara not|şirket hakkında|hakkımızda"
        "|hakkında(?= ?:| ?$)",
        "sv": "till redaktion(?:en|er|erna)|not(?:era)? till redaktion(?:en|er|erna)|redaktörens anmärkning"
        "|om oss(?= ?:| ?$)|om företaget|om bolaget",
        "da": "note til redaktionen?|om os(?= ?:| ?$)|om virksomheden",
        "nb": "om selskapet|om oss(?= ?:| ?$)|merknad til redaksjon\\w+",
        "fi": "tietoa (?:yhtiöstä|yrityksestä)|toimitukselle",
        "hu": "szerkesztői megjegyzés|a szerkesztők figyelmébe|a vállalatról|a cégről",
        "cs": "poznámk[ay] pro (?:redakc\\w+|novináře|editory)|o společnosti|o nás(?= ?:| ?$)",
        "ar": "ملاحظات? (?:إلى|لل|ل)?(?:لمحررين|المحررين|محررين|لصحفيين)|عن الشركة|عن المؤسسة",
        "zh": "[编編]者[注按註]|[编編][辑輯]垂注|[公企]司[简簡]介|公司介[绍紹]",
        "ja": "編集者(?:への|向けの?)?注|会社概要|企業概要|団体概要|本リリースについて",
        "ko": "편집자 ?(?:주|노트)|회사 ?(?:소개|개요)|기업 ?(?:소개|개요)",
    }
)
#: Words for “about”, many of them other words too: in a text of this language, with a name behind them on a
#: short line of its own in the latter half, a heading of boilerplate.
ABOUT = {
    language: lazy_pattern(rf"(?:{words})\s", re.IGNORECASE)
    for language, words in {
        "en": "about",
        "de": "über",
        "it": r"a\sproposito\sdi",
        "nl": "over",
        "es": r"sobre|quién\ses",
        "pt": "sobre",
        "fr": r"qui\sest|en\ssavoir\splus\ssur",
        "ru": "об?",
        "uk": "про",
        "pl": "o",
        "cs": "o",
        "sv": "om",
        "da": "om",
        "no": "om",
        "nb": "om",
        "hu": "a",
        "ar": "عن",
    }.items()
}
#: The same behind the name, in Japanese, Turkish and Korean: words of no other language.
ABOUT_AFTER = lazy_pattern(
    r"[^\n。]{1,50}?(?:\s?(?:について|に関して|소개|에 대하여)|\s[Hh]akkında)\s?[:：]?$"
)
