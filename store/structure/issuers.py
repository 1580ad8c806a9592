"""Who issues a release, where its text says so on a line of its own, or says at its end who that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.models import Paragraph
from store.patterns import lazy_pattern
from store.structure.agencies import says_nothing
from store.structure.word_lists import word_set

#: The line below what an agency passes on: "SOURCE The Kroger Co.", "Source: UGI Utilities".
_SOURCE = lazy_pattern(
    r"(?:SOURCE[^\S\n]+|(?i:source|quelle|fuente|fonte|bron|kaynak|źródło|källa|источник|джерело"
    r"|original-content von|المصدر|来源|來源|出典|출처)\s?[:：][^\S\n]*)(?P<name>[^\n]{2,80})"
)
#: The heading of the section that says who the issuer is.
_ABOUT = lazy_pattern(
    r"\W{0,3}(?:About|Über|À propos de|Acerca de|Sobre|Informazioni su|Over)\s"
    r"(?:(?:the|die|der|das|la|le|les|el|los|las|il|o|a|het)\s)?(?P<name>[^\n]{2,60}?)[\s:：.*_]{0,4}(?=\n|\Z)"
)
_ARTICLE = lazy_pattern(
    r"(?:(?:the|our|this|die|der|das|den|dem|unser\w*|la|le|les|notre|cette|el|los|las|nuestr[ao]s?|il|lo|i"
    r"|nostr[ao]|o|os|a|as|noss[ao]|het|de|onze?)\s|[dl]['’])",
    re.IGNORECASE,
)
#: What stands for a name of a body or a thing, “About us”, “Über das Unternehmen”, “À propos de l’étude”.
BODY_NOUNS = word_set(
    "us me it company firm group business corporation organization organisation issuer publisher foundation "
    "association institute institution university agency ministry department bank fund author authors editor "
    "editors study report survey research data project program programme event conference award awards prize "
    "product offering transaction merger partnership partners release "
    "uns mich unternehmen konzern gruppe firma verband verein gesellschaft stiftung institut universität "
    "hochschule behörde ministerium herausgeber autor autorin autoren studie bericht umfrage untersuchung "
    "projekt programm preis veranstaltung "
    "nous société entreprise groupe compagnie fondation organisme université ministère auteur auteurs étude "
    "rapport enquête projet "
    "nosotros nosotras empresa compañía grupo organización fundación asociación instituto universidad "
    "ministerio autor autores estudio informe encuesta proyecto programa "
    "nós companhia organização fundação associação universidade ministério estudo relatório pesquisa projeto "
    "noi azienda società gruppo impresa organizzazione fondazione associazione istituto università ministero "
    "autori studio rapporto ricerca progetto programma "
    "ons bedrijf onderneming groep organisatie stichting vereniging universiteit ministerie onderzoek studie "
    "şirket biz spółka firmie spółce nas oss företaget bolaget компания компании нас организация компанія "
    "الشركة المؤسسة 公司 本公司 我们 我們 会社 当社 弊社 自社 회사 당사"
)
#: Words of those who tell what a table or a figure was made from, or by whom a picture is.
_CREDIT = lazy_pattern(
    r"[:：©]|\s[/|]\s|\s/|/\s|(?:,\s|\()(?:19|20)\d\d\)?$"
    r"|\b(?:table|figure|fig|chart|tabelle|abbildung|abb|grafik|tableau|graphique|tabla|gráfico|tabella|figura"
    r"|grafico|tabela|tabel|grafiek|tablo|таблица|таблиця|рис)\.?\s*\d|(?:جدول|表|图|圖|図|표)\s*\d"
    r"|\b(?:calculations?|berechnung(?:en)?|calculs?|cálculos?|calcoli|elaborazion[ei]|elaboraci[óo]n"
    r"|elaboração|berekening(?:en)?|obliczenia|opracowanie|beräkning(?:ar)?|расч[её]ты?|розрахунки"
    r"|hesaplama(?:lar)?(?:ı|sı)?|darstellung|estimates|schätzung(?:en)?|estimations?|estimaciones|stime)\b"
    r"|(?:計算|计算|試算|算出|作成|계산|작성)$"
    r"|\b(?:own|company|internal|author['’]?s['’]?)\s(?:data|information|research|survey|analysis)\b"
    r"|\bunternehmensangaben\b|\b(?:based|basierend)\s"
    r"|^(?:credits?|courtesy|crédits?)\b"
    r"|^(?:photos?|photograph\w*|pictures?|images?|videos?|graphics?|illustrations?|foto\w*|bild(?:er)?|imagen"
    r"|imagem|immagine|beeld|фото|zdjęcie|görsel)\s(?:by|credit|courtesy|von|par|de|di|da|door|av)\b",
    re.IGNORECASE,
)
#: What makes another word of one that a name begins with.
_GOES_ON = lazy_pattern(r"[\w-]")
_IN_BRACKETS = lazy_pattern(r"\([^()\d]*\)")
#: What stands at the end of a release, among which its source is named.
_BACK_MATTER = ("boilerplate", "contact", "link", "end_mark")
_MOST_WORDS = 12


def issuer_of(text: str, paragraphs: Sequence[Paragraph], headline: str) -> str | None:
    """Who issues it: whom the line of its source names, else whom both headline and boilerplate begin with.

    Below a table or a picture such a line names what these were taken from, so it counts at the end alone.
    """
    return _source(text, paragraphs) or _described(text, paragraphs, headline)


def _source(text: str, paragraphs: Sequence[Paragraph]) -> str | None:
    around = [*(one.kind for one in paragraphs), "end_mark"]
    for index, (start, end, kind) in enumerate(paragraphs):
        at_end = kind == "body" and (around[index - 1] in _BACK_MATTER or around[index + 1] == "end_mark")
        match = _SOURCE.fullmatch(text, start, end) if at_end else None
        if match and _is_name(match["name"]):
            return match["name"].strip()
    return None


def _described(text: str, paragraphs: Sequence[Paragraph], headline: str) -> str | None:
    for start, end, kind in paragraphs:
        match = _ABOUT.match(text[start:end]) if kind == "boilerplate" else None
        if not match or not _is_name(match["name"]):
            continue
        begins, name = _without_article(headline.strip()), _without_article(match["name"])
        if begins.startswith(name) and not _GOES_ON.match(begins, len(name)):
            return match["name"]
    return None


def _without_article(name: str) -> str:
    return _ARTICLE.sub("", name, count=1).casefold()


def _is_name(words: str) -> bool:
    """Whether somebody may be so called: no address, sentence, credit or “the company” is."""
    name = words.strip()
    if "://" in name or "@" in name or len(name.split()) > _MOST_WORDS:
        return False
    if _without_article(name).rstrip(".") in BODY_NOUNS or _CREDIT.search(_IN_BRACKETS.sub("", name)):
        return False
    return name[:1].isalnum() and not says_nothing(name)
