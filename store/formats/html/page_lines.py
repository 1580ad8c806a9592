"""Lines that tell of a page and not of what its release says: credits, rights, “read also”, “subscribe”."""

from __future__ import annotations

import re
from collections.abc import Sequence

from store.formats.html.text import HEADINGS
from store.formats.html.tree import Element
from store.patterns import lazy_pattern

#: Code points of a label, and of a line that tells of the page, blanks included.
LONGEST_LABEL, LONGEST_LINE = 80, 160
#: Where a sentence ends.
SENTENCE_END = lazy_pattern("[.!?…。！？؟।۔]['\"”’»)」]?(\\s|$)")
#: An address or a telephone number.
REACHED = lazy_pattern(r"[\w.+-]@[\w-]+\.\w|(?:\d[\s()/.-]{0,3}){6}")
#: “Read also”, “more on this” in the languages of most pages.
_ELSEWHERE = lazy_pattern(
    r"(?i)[\W_]*(?:(?:read|see|watch) (?:also|more|next|further)|also read|learn more|related\b|recommended|"
    r"more (?:on|from)|further reading|you (?:may|might) also|(?:lesen|sehen) sie|(?:auch|mehr) lesen|"
    r"lies auch|"
    r"(?:mehr )?zum thema|siehe auch|mehr dazu|weitere(?:führende)? \w+|verwandte|das (?:thema )?könnte|"
    r"(?:à )?lire (?:aussi|également)|voir aussi|en savoir plus|sur le même|puedes ver|leer más|"
    r"(?:lee|mir[ae]|vea) también|(?:te|le) puede interesar|(?:leia|veja) (?:também|mais)|saiba mais|"
    r"(?:leggi|vedi) anche|per saperne|lees (?:ook|meer|verder)|zie ook|(?:prze)?czytaj|zobacz|dowiedz się|"
    r"(?:keep|continue) reading|you might like|auch interessant|passend dazu|lesetipps?|"
    r"empfehlungen (?:aus|der)|"
    r"articles? (?:liés|associés|similaires)|(?:artículos|notas|noticias) relacionad[ao]s|te recomendamos|"
    r"(?:artigos|notícias) relacionad[ao]s|articoli correlati|potrebbe interessar|gerelateerd|powiązane|"
    r"relatera(?:t|de)|relaterte|похожие|"
    r"polecamy|läs (?:också|mer|även)|l[eæ]s også|читайте|смотрите|по теме|ilgili|"
    r"関連|相关|相關|延伸)"
)
#: “Photo: …”, alone or after a caption, in the languages of most pages.
_CREDIT = lazy_pattern(
    r"(?i)(?:\A|[.)!?…]\s+|\s[-–—|/]\s*)(?:symbol|archiv|titel)?(?:fotos?|photos?|bild(?:er|quelle|"
    r"nachweis|rechte)?|"
    r"images?|pictures?|grafik|illustration|fotografía|imagen|imagem|immagine|crédits?|créditos?|"
    r"credit|zdjęcie|"
    r"fot\.?|kuva|valokuva|фото|fotoğraf|写真|图片|사진)(?:[ -](?:credits?|courtesy|by|via))?\s?[:：]\s*"
    r"(?=\S)[^.!?:]*(?:\.[^\s.][^.!?:]*)*\.?\Z"
)
#: “About” in the languages of most pages.
_ABOUT = lazy_pattern(
    r"(?i)(?:about|über|à propos|sobre|acerca|chi è|informazioni su|over|om|o (?:firmie|spółce)|tietoa|"
    r"о компании)\b\s*\S|关于|關於|.*(?:について|hakkında|소개)\Z"
)
#: What asks to subscribe, to follow or to share, in the languages of most pages.
_ASKING = lazy_pattern(
    r"(?i)(?:(?:subscribe|sign up) (?:to|for)|(?:follow|join|like) us|share (?:this|on)|"
    r"leave a (?:comment|reply)|"
    r"(?:(?:zum|unseren?|jetzt|den) )+newsletter|jetzt abonnieren|folgen sie (?:uns|unse)|"
    r"(?:beitrag|artikel|seite) teilen|"
    r"(?:einen )?kommentar (?:schreiben|hinterlassen)|abonne[zr]-vous|suivez[ -]nous|partager (?:l|ce|sur)|"
    r"s[íi]guen?os|suscr[íi]bete|compart[ei]r? (?:en|est|no)|compartilh|siga-nos|inscreva-se|"
    r"iscriviti|seguici|condividi su|"
    r"schrijf (?:je|u) in|volg ons|deel (?:dit|op)|zapisz się|udostępnij|prenumerera på|följ oss|"
    r"dela (?:på|den)|"
    r"подпи(?:шитесь|саться)|поделит|abone ol|bizi takip)|"
    r"(?:subscribe|share|newsletter|abonnieren|teilen|partager|s'abonner|compartir|condividi|delen|"
    r"dela|del|paylaş)\W*\Z"
)
#: What stands below a post of another site, and what asks whether a page helped, or to share it.
_OF_PAGE = lazy_pattern(
    r"(?i)(?:view this (?:post|photo|profile) on|voir cette publication sur|sieh dir diese[nr]? \w+ auf|"
    r"ver esta (?:publicación en|publicação no)|visualizza questo post su|dit bericht op \w+ bekijken|"
    r"wyświetl ten post na|visa detta inlägg på|bu gönderiyi \w+'|посмотреть эту публикацию в|"
    r"(?:is|was) this (?:page|article|information|content|answer) (?:useful|helpful)|"
    r"did you find (?:this page|what you)|"
    r"war(?:en)? (?:diese|der|die|dieser) \w+ (?:hilfreich|nützlich)|hat ihnen diese (?:seite|antwort)|"
    r"¿?[tl]e ha (?:resultado|sido) (?:de utilidad|útil)|¿?te sirvió est|"
    r"cette (?:page|information|réponse) (?:vous )?a-t-elle|avez-vous trouvé (?:cette|ce que)|"
    r"quest[ao] \w+ (?:ti )?è stat[ao] utile|quanto sono chiare le informazioni|est[ae] \w+ foi útil|"
    r"was deze \w+ (?:nuttig|behulpzaam)|heeft u gevonden wat|czy ta strona (?:była|jest|okazała)|"
    r"(?:hjälpte|var) den här (?:sidan|informationen)|была ли (?:эта )?(?:страница|информация|статья)|"
    r"bu (?:sayfa|bilgi) \w+ oldu mu|هل كانت هذه الصفحة|"
    r".*(?:役に立ちましたか|参考になりましたか|をシェア(?:する)?\Z)|分享(?:到|此|本)|공유하기\Z)"
)
#: Two names, one beside the other, of pages on which a site tells of itself and its terms.
_TERM_NAMES = (
    r"(?:imprint|impressum|privacy|terms|cookies?|datenschutz\w*|agb|nutzungsbedingungen|"
    r"barrierefreiheit|mentions|"
    r"confidentialité|cgu|aviso legal|privacidad\w*|note legali|disclaimer|colofon|polityka|"
    r"regulamin|sitemap|copyright)\b"
)
_TERMS = lazy_pattern(rf"(?i)\b{_TERM_NAMES}[^|·•]{{0,30}}[|·•]\s*{_TERM_NAMES}")
#: “More” as a link in brackets, or one below the beginning of a text, says it in the languages of most pages.
_MORE = lazy_pattern(
    r"(?i)(?:more|continue|(?:show|see|view|load) (?:more|less|all)|mehr|weiter(?:lesen)?|"
    r"(?:mehr|weniger|alle) (?:anzeigen|laden)|(?:la )?suite|voir (?:plus|tout)|afficher (?:plus|moins)|"
    r"(?:ver|mostrar|cargar|leer) (?:más|menos)|(?:ver|mostrar) (?:mais|menos)|"
    r"(?:mostra|leggi) (?:altro|meno)|"
    r"(?:toon|laad) meer|(?:pokaż )?więcej|visa (?:mer|alla)|vis mer|подробнее|далее|показать ещё|devamı|"
    r"もっと見る|查看更多|더 ?보기)"
)
_ARROW = lazy_pattern(r"\A(?:>{1,3}|[»›→➔➜►▶⇒])\s?\w|\w\W?\s?(?:>{1,3}|[»›→➔➜►▶⇒])\Z")
#: What parts the steps from a site's front page to this one, and how long such a step is.
_STEPS = lazy_pattern(r"\s(?:[/|·>»›→]|>>)\s")
_LONGEST_STEP, _LEAST_STEPS = 60, 2
#: A web address as it is printed.
_ADDRESS = lazy_pattern(r"(?i)\bwww\.|://|\w\.(?:com|org|net|eu|[a-z]{2})\b(?:/|\W*\Z)")
_RIGHTS = lazy_pattern(r"©|\(c\)\s|copyright\b", re.IGNORECASE)


def points_elsewhere(element: Element) -> bool:
    """Whether it begins with “read also”, as what leads to other texts does."""
    return bool(_ELSEWHERE.match(element.text_within(LONGEST_LINE) or ""))


def tells_about(element: Element) -> bool:
    """Whether it is or begins with a heading “About” somebody."""
    heading = next(
        (one for one in element.elements() if one.children and isinstance(one.children[0], str)), None
    )
    if heading is None or heading.tag not in HEADINGS:
        return False
    return bool(_ABOUT.match((heading.text_within(LONGEST_LABEL) or "").strip()))


def is_pointer(line: str) -> bool:
    """Whether it is a few words, and no sentence, that say they lead elsewhere."""
    return len(line) <= LONGEST_LABEL and bool(_ELSEWHERE.match(line)) and not SENTENCE_END.search(line)


def is_remark(line: str) -> bool:
    """Whether it is never of a text: a picture's credit, “subscribe”, “show more”, a site's terms."""
    if len(line) <= LONGEST_LABEL and _ASKING.match(line) and not SENTENCE_END.search(line):
        return not REACHED.search(line)
    if len(line) <= LONGEST_LABEL and _OF_PAGE.match(line):
        return True
    return bool(_CREDIT.search(line) or _TERMS.search(line)) or _says_more(line)


def is_arrowed(line: str) -> bool:
    """Whether it begins or ends with an arrow, and names no address that it leads to."""
    return bool(_ARROW.search(line)) and not _ADDRESS.search(line)


def is_trail(line: str, links: Sequence[str]) -> bool:
    """Whether it is the way from a site's front page, of which all steps but the last lead there."""
    steps = [one.strip() for one in _STEPS.split(line)]
    if len(steps) < _LEAST_STEPS or any(len(one) > _LONGEST_STEP for one in steps):
        return False
    return steps[:-1] == [*links[: len(steps) - 1]] and not REACHED.search(line)


def is_bracketed(line: str) -> bool:
    """Whether it is “[read more]”, brackets and all."""
    return line[0] in "[(" and line[-1] in "])" and bool(_ELSEWHERE.match(line) or _says_more(line))


def _says_more(line: str) -> bool:
    return bool(_MORE.fullmatch(line.strip(" \u00a0[]().…»›>→+")))


def claims_rights(element: Element) -> bool:
    """Whether it says who has the rights, and no more."""
    return bool(_RIGHTS.match((element.text_within(LONGEST_LINE) or "").strip()))
