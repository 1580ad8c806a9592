"""Lines above a headline that are none: "For immediate release", "UPDATE", a salutation."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.dates import folded
from store.structure.word_lists import word_set

_RELEASE_LINE = lazy_pattern(
    r"(?:\W*(?:for (?:immediate )?(?:release|use(?=\s?:|$))"
    r"|immediate release"
    r"|(?:strictly )?(?:under )?embargo"
    r"|not for (?:release|distribution)"
    r"|pour diffusion immédiate"
    r"|para (?:publicación|difusión) inmediata"
    r"|zur sofortigen veröffentlichung"
    r"|sperrfrist"
    r"|للنشر الفوري"
    r"|即时发布"
    r"|即時發布"
    r"|(?:報道|マスコミ)(?:関係者?|機関)(?:の皆(?:様|さま)|各位)))"
    r"|(?:[^.\n\d]{0,20}\s)?release:\s*\d[^:\n]{4,20}$"
    r"|(?:[^.\n]{0,40}\s)?(?:press|news|media) (?:release|statement|advisory|advisorie)s?:?\s*$",
    re.IGNORECASE,
)
#: One of these stands in each line of ASCII that is one.
_RELEASE_WORDS = ("release", "immediate use", "embargo", "distribution", "sperrfrist", "statement", "advisor")
#: What pages and agencies print above a headline, alone on its line; an underscore stands for a blank.
_KICKERS = word_set(
    "update updated breaking breaking_news news press media latest_news latest news_summary summary newsroom "
    "news_room press_room pressroom media_room media_center media_centre press_center press_centre "
    "press_office news_center company_news corporate_news news_alert press_note press_notice announcement "
    "press_summary briefing_note briefing_notes press_briefing background_note fact_sheet media_note "
    "public_notice information_note public_statement official_statement club_statement "
    "statistical_release statistical_bulletin communiqué_officiel comunicado_oficial comunicato_ufficiale "
    "recall_alert safety_alert weather_alert press_kit media_alert news_update news_flash newsflash "
    "exclusive comunicação comunicación comunicazione communication communications "
    "presse medien pm pr pressemeldung pressemeldungen pressemitteilung pressemitteilungen medienmitteilung "
    "medienmitteilungen presseinformation presseinformationen presseinfo medieninformation "
    "medieninformationen presseaussendung presseaussendungen pressetext pressedienst pressebereich "
    "pressestelle aktuelles meldung meldungen nachricht nachrichten news_&_presse presse_&_news "
    "news_und_presse pressemeldung_vom aktuelle_meldung aktuelle_meldungen mitteilung mitteilungen "
    "eilmeldung medienservice presseservice "
    "communiqué communiqués communiqué_de_presse communiqués_de_presse actualité actualités espace_presse "
    "salle_de_presse info_presse point_presse dossier_de_presse à_la_une "
    "comunicado comunicados comunicado_de_prensa comunicados_de_prensa nota_de_prensa notas_de_prensa "
    "sala_de_prensa noticia noticias última_hora actualidad prensa boletín_de_prensa "
    "comunicado_de_imprensa comunicado_à_imprensa comunicados_de_imprensa nota_à_imprensa "
    "nota_de_imprensa sala_de_imprensa press_release notícia notícias imprensa "
    "comunicato comunicati comunicato_stampa comunicati_stampa sala_stampa nota_stampa notizia notizie "
    "ultim'ora ultim’ora rassegna_stampa area_stampa "
    "persbericht persberichten nieuws nieuwsbericht nieuwsberichten persmededeling "
    "pressmeddelande pressmeddelanden nyhet nyheter pressinformation pressrum pressemeddelelse nyheder "
    "pressemelding pressemeldinger tiedote lehdistötiedote sajtóközlemény tisková_zpráva "
    "informacja_prasowa informacje_prasowe komunikat komunikat_prasowy aktualności komunikaty_prasowe "
    "basın_bülteni basın_bültenleri basın_açıklaması duyuru duyurular haber haberler bülten "
    "пресс-релиз пресс-релизы новость новости сообщение_для_прессы пресс-служба пресс-центр прес-реліз "
    "новини "
    "新闻稿 新聞稿 新闻 新聞 新闻发布 新聞發布 公告 最新消息 新聞資料 "
    "プレスリリース ニュースリリース お知らせ 報道資料 報道発表 報道発表資料 ニュース 보도자료 "
    "بيان_صحفي بيان خبر أخبار الأخبار خبر_صحفي"
)
_FOLDED = frozenset(map(folded, _KICKERS))
#: The same behind a name: "Acme News Center".
_ENDINGS = (
    " news center",
    " news centre",
    " newsroom",
    " press room",
    " press office",
    " media center",
    " media centre",
)
#: The same in languages whose words are not parted: 桃北捷運公司新聞稿.
_ENDINGS_EAST = (
    "各位",
    "各 位",
    "新闻稿",
    "新聞稿",
    "プレスリリース",
    "ニュースリリース",
    "報道発表資料",
    "記者発表資料",
    "보도자료",
)
_LONGEST_KICKER = 60
#: The longest of those, in characters.
_LONGEST_EAST = 24
#: The number of a release, behind what it is or alone: "Pressemitteilung Nr. 45/2026", "Release PR(26)014".
_NUMBER = lazy_pattern(
    r"(?:^|\s)(?:(?:nr|no|núm|num|n)\.?[°ºo]?|№)?\s?\d{1,4}(?:\s?[/.-]\s?\d{2,4})?$|\s[a-z]{1,4}(?:[()/.-]?\d){3,8}$"
)
#: What a release is filed by: "PR-2026-045", "Ref: 26/045", "Release No. 2026-45".
_CODE = lazy_pattern(
    r"(?:[A-ZÄÖÜ]{1,6}[-/ ]){1,3}\d{1,6}[/-]\d[\d/-]{0,8}"
    r"|(?i:ref(?:erence)?|release|bulletin|boletín|dossier|aktenzeichen|réf|folio|prot)\b\.?"
    r"(?i:\s(?:no|nr|number|núm|n°|nº)\b)?[.:]?\s{0,2}(?:[A-Z-]{1,12}[-/ ])?\d[\d/-]{0,14}"
)
_LONGEST_SALUTATION = 100
_SALUTATION = lazy_pattern(
    r"(?:sehr geehrte[rn]?|liebe[rn]? |geehrte|dear |chère?s? |mesdames|estimad[oa]s? |apreciad[oa]s? "
    r"|gentil[ei] |egregi |car[ie] |prezad[oa]s? |car[oa]s |geachte |beste |hej |kära |szanown|уважаем"
    r"|sayın |değerli )[^.\n]*[,!:]?\s*$",
    re.IGNORECASE,
)


def is_kicker(words: str) -> bool:
    """Whether a short line says only that this is a release or news: "Press release", "Acme Newsroom"."""
    return len(words) <= _LONGEST_KICKER and _is_kicker(_plain(words))


def _is_kicker(plain: str) -> bool:
    return plain in _FOLDED or plain.endswith(_ENDINGS)


def _plain(words: str) -> str:
    return " ".join(folded(words).split()).strip(" \t:：.!|–—-*#•›»«<>[]【】〔〕［］")


def is_release_line(words: str) -> bool:
    """Whether a short paragraph says for whom or what a release is, or that it is one, and nothing else."""
    if len(words) <= _LONGEST_KICKER:
        plain = _plain(words)
        if _is_kicker(plain) or (len(plain) <= _LONGEST_EAST and plain.endswith(_ENDINGS_EAST)):
            return True
        if plain[-1:].isdecimal() and _CODE.fullmatch(words):
            return True
        number = _NUMBER.search(plain) if plain[-1:].isdecimal() else None
        named = plain[: number.start()].strip(" ,:") if number else ""
        if number and (
            named in _FOLDED or _RELEASE_LINE.match(named) or plain.startswith(("nr.", "n°", "№"))
        ):
            return True
    if words.isascii() and not any(map(words.lower().__contains__, _RELEASE_WORDS)):
        return False
    return _RELEASE_LINE.match(words) is not None


def is_salutation(words: str) -> bool:
    """Whether a paragraph is what a letter begins with: "Dear editors,"."""
    ends = words.rstrip()[-1:] in (",", "!", ":", "，")
    return len(words) <= _LONGEST_SALUTATION and ends and _SALUTATION.match(words) is not None
