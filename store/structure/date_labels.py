"""What a date line says beside the date: “Date:”, “Press release”, a release's number; in many languages."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern

_DATE = (
    r"public\srelease|date\sof\s(?:issue|release|publication)|date\s(?:posted|issued|published|released)|issue\sdate"
    r"|dated?|ends?(?=\s?/)|release\sdate|publication\sdate|press\srelease\sdate"
    r"|(?:first\s|originally\s)?(?:published|posted|issued|released)(?:\s(?:on|at))?|for\s(?:immediate\s)?(?:release|use)(?:\son)?"
    r"|(?:last\s)?(?:updated|modified|reviewed)(?:\son)?"
    r"|datum|stand|veröffentlicht(?:\sam)?|erschienen\sam|veröffentlichungsdatum|erstellt\sam"
    r"|(?:zuletzt\s)?aktualisiert(?:\sam)?|online\sseit"
    r"|date\sde\s(?:publication|parution|mise\sen\sligne)|(?:publié|mis\sen\sligne|mis\sà\sjour)(?:\sle)?"
    r"|fecha(?:\sde\s(?:publicación|emisión))?|(?:publicado|actualizado|atualizado)(?:\s(?:el|em))?"
    r"|data\s(?:publikacji|wydania)|data(?:\s(?:de|di|da)\s(?:publicação|pubblicazione|emissione))?"
    r"|(?:pubblicato|aggiornato)(?:\sil)?"
    r"|publicatiedatum|(?:gepubliceerd|geplaatst|bijgewerkt)(?:\sop)?|opublikowano|zaktualizowano"
    r"|дата(?:\s(?:публикации|публікації))?|опубликовано|опубліковано|обновлено|размещено"
    r"|yayın(?:lanma)?\starihi?|güncelle(?:n)?me\starihi?|tarihi?"
    r"|dátum|publicerad|publiceret|publisert|oppdatert|uppdaterad|opdateret"
    r"|التاريخ|تاريخ\sالنشر|(?:[发發][布佈])?日期|[发發][布佈]時?时?[间間]|更新(?:日期|[时時][间間])"
    r"|日付|発表日|配信日|更新日|날짜|배포일|보도일"
)
#: What a release calls itself, as a part of a pattern.
RELEASE = (
    r"press\s?release|news\s?release|media\s?release|pressemitteilung(?:en)?|presseinformation(?:en)?"
    r"|presseaussendung|medienmitteilung(?:en)?|presse(?:meldung|info)|pm"
    r"|communiqués?(?:\sde\spresse)?|comunicados?(?:\sde\s(?:prensa|imprensa))?|notas?\sde\s(?:prensa|imprensa)"
    r"|comunicat[oi](?:\sstampa)?|persbericht(?:en)?|pressmeddelande|pressemeddelelse|pressemelding"
    r"|informacja\sprasowa|komunikat\sprasowy|пресс-релиз|прес-реліз|basın\s(?:bülteni|açıklaması)|sajtóközlemény"
    r"|tisková\szpráva|بيان\sصحفي|新[闻聞]稿|プレスリリース|報道発表|報道資料|보도자료"
)
#: The same where its number follows only: "Comunicato n. 112 del 28 maggio".
_FILED = (
    r"(?:communiqué|comunicato|nota|note|bulletin|boletín|komunikat|mitteilung|meldung|nieuwsbericht"
    r"|statement)"
)
_NUMBER = r"(?:(?:nr|no|núm|num|n|№)[.º°]{0,2}\s?)?\d{1,4}(?:\s?[/-]\s?(?:20)?\d\d)?"
_JOINT = (
    r"[\s,]*/?\s*(?:(?:vom|von|de|du|del|dell['’]|of|from|от|від|z\sdnia|z|van|av|af|am)\b|[:：|·•–—-])*\s*"
)
#: A bullet only where a word for the date follows it.
_LABEL = lazy_pattern(
    rf"(?:[•·▪*-]\s?)?(?:{_DATE}|(?:{RELEASE})(?:\s(?:nr|no|n|№)?[.º°]{{0,2}}\s?(?!\d{{4}}-\d\d-)\d{{1,4}}(?:\s?/\s?\d{{2,4}})?)?"
    rf"|{_FILED}\s(?:(?:nr|no|n|nº|№)[.º°]{{0,2}}\s?)\d{{1,4}}(?:\s?/\s?\d{{2,4}})?)"
    rf"(?!\w){_JOINT}",
    re.IGNORECASE,
)
#: The words alone, and a day behind them that is no number of the release: "News release 12-May-2026".
_PLAIN = lazy_pattern(rf"(?:{RELEASE})\s", re.IGNORECASE)
_BEGINS_DATE = lazy_pattern(
    r"\d{1,2}(?:[-./]|\.?\s)(?:\d{1,2}[-./](?:20)?\d\d|[^\W\d_]{3,12}\.?[-./\s]\d{4})"
)
_TAIL = lazy_pattern(
    rf"\s*[,;|/·•–—-]*\s*(?:(?:{RELEASE})(?:\s{_NUMBER})?|(?<=[,;|–—-]\s){_NUMBER}"
    r"|(?<=\s)(?:by|por|par|von|di|door)\s[^\n,.;:]{2,40}|(?<=[|;,]\s)ref(?:erence)?\b\.?:?\s?[\w/.-]{2,20})\s*(?=\n|$)",
    re.IGNORECASE,
)
#: A word for the place: with a colon, or on a line above or below one that says the date.
_PLACE = (
    r"(?:ort|place|location|city|lieu|ville|lugar|ciudad|cidade|local|luogo|plaats|miejsce|место|місце|yer)"
)
_PLACE_LABEL = lazy_pattern(
    rf"(?:fait\sà|hecho\sen|dado\sen|fatto\sa|feito\sem)\s|(?-i:г\.\s?(?=[А-ЯЁ]))|"
    rf"{_PLACE}(?:\s?[:：]\s?|\s(?=[^\n]{{2,60}}\n\s*(?:{_DATE})(?!\w)))|(?:場所|地[点點])\s?[:：]\s?",
    re.IGNORECASE,
)
_PLACE_BELOW = lazy_pattern(rf"{_PLACE}\s?[:：]?\s(?=[^\n]{{2,60}}(?:\n|$))", re.IGNORECASE)
#: The first two letters of each of these words: a line that begins with others has no label.
_BEGINNINGS = frozenset(
    word[:2]
    for word in re.split(
        r"[|()?:]+", f"{_DATE}|{RELEASE}|{_FILED[3:-1]}|{_PLACE[3:-1]}|fait|hecho|dado|fatto|feito|г."
    )
)


def label_end(text: str, position: int = 0) -> int:
    """Where the words at `position` end that say what a line holds: “Datum: ”, “Ort: ”; else `position`."""
    first = text[position : position + 2].lower()
    if first not in _BEGINNINGS and first[:1].isalpha() and first < "\u0590":
        return position
    place = _PLACE_BELOW if position else _PLACE_LABEL
    match = _LABEL.match(text, position) or place.match(text, position)
    if match is None:
        return position
    plain = _PLAIN.match(text, position)
    return plain.end() if plain and _BEGINS_DATE.match(text, plain.end()) else match.end()


def tail_end(text: str, position: int) -> int | None:
    """Where a line ends that says, behind its date, only that it is a release, or which; else None."""
    match = _TAIL.match(text, position)
    return match.end() if match else None
