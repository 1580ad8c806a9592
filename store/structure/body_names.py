"""Names of bodies that issue releases, told by their words: a ministry, a museum, a club, a press office."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.word_lists import word_set

#: Words of the longest name, and of one that is printed in lower case but for its first.
_WORDS, _SHORT = 10, 5
#: What a body is, before what it is of.
_OF = word_set(
    "ministry department office government embassy city county town parliament secretariat bureau board "
    "republic "
    "kingdom state commonwealth province district university college institute diocese archdiocese borough "
    "parish municipality"
)
#: The same in languages that print in lower case what it is of.
_ABROAD = word_set(
    "università ateneo komenda ministère préfecture mairie ville conseil région département gouvernement "
    "secrétariat direction agence "
    "ministerio ayuntamiento gobierno consejería secretaría dirección diputación comunidad instituto oficina "
    "ministério câmara município gabinete prefeitura secretaria governo direção instituto "
    "ministero comune regione provincia città ufficio assessorato presidenza "
    "министерство администрация правительство управление департамент служба мэрия "
    "ministerstwo urząd miasto starostwo województwo bakanlığı belediyesi valiliği müdürlüğü "
    "roinn kommun region länsstyrelsen ministeriet "
    "sindicato associação asociación associazione federação federación federazione confederación "
    "confederação confederazione fundação fundación fondazione syndicat fédération gewerkschaft vakbond"
)
#: More of them, whose next word is no verb: it is small, or has a capital.
_ABROAD_NAMED = word_set(
    "autorità ente dipartimento repubblica area asl ausl ats asst irccs a.o.u. u.o.c. a.s. a.s.d. diocesi "
    "arcidiocesi autoridad departamento república diócesis arzobispado archidiócesis "
    "museo museu musée museum teatro théâtre theater biblioteca bibliothèque bibliotheek universidad "
    "universidade université universitat universiteit politecnico politécnico hospital hôpital ospedale "
    "ziekenhuis clínica clinique klinikum klinik krankenhaus chu chru centre centro zentrum fondation "
    "chambre cámara camera consejo consiglio conselho comité comitato comitê comisión commissione comissão "
    "commission communauté métropole mancomunidad junta agencia agência agenzia banco banque banca caixa "
    "caja club clube cooperativa cooperativas colegio colégio collège ordre ordine orden ordem patronato "
    "parque parco parc observatorio observatoire osservatorio parlamento parlement senado senato sénat "
    "asamblea assembleia assemblée tribunal tribunale corte cour prefettura questura procura polizia policía "
    "polícia politie polizei azienda consorzio consorcio consórcio escuela escola scuola école facultad "
    "faculdade facoltà faculté laboratorio laboratoire grupo groupe gruppo gruppe orchestre orchestra "
    "orquesta orquestra opéra ópera association académie academia accademia akademie institut istituto "
    "empresa societé société sociedad sociedade società bistum erzbistum diözese landesamt bundesamt kreis "
    "bundesministerium ministerium landkreis stadt stadtverwaltung senatsverwaltung staatsministerium "
    "regierung landesregierung landeshauptstadt universitätsklinikum universität hochschule pressestelle "
    "ministerie gemeente provincie waterschap hoogheemraadschap "
    "bezirk kanton hogeschool rijksmuseum museumverein verein verband bund muzeum uniwersytet politechnika "
    "szpital fundacja stowarzyszenie teatr biblioteka gmina powiat izba музей университет институт больница "
    "фонд театр библиотека союз комитет комиссия ассоциация прокуратура агентство банк завод компания центр "
    "академия обсерватория клуб museet teatern universitetet sjukhuset stiftelsen förbundet föreningen"
)
#: The same at the end of a name.
_LAST = word_set(
    "administration office bureau trust university college council agency authority commission committee "
    "police foundation society "
    "association institute museum hospital ltd limited inc llc plc corp corporation company group alliance "
    "partnership federation union unit branch division service department ministry parliament court "
    "consortium network fc afc rfc rufc cfc club orchestra theatre gallery library observatory zoo nhs "
    "laboratory cathedral diocese chamber ombudsman tribunal inspectorate "
    "gmbh ag e.v kg se bakanlığı belediyesi valiliği müdürlüğü üniversitesi derneği vakfı başkanlığı müzesi "
    "hastanesi kulübü odası a.ş s.p.a s.a b.v n.v s.r.l "
    "universitet universiteit stichting vereniging stiftung verband verein hochschule museum ziekenhuis"
)
_EASTERN = lazy_pattern(
    r"(?:[^\s。：:、，]{2,20}\s){0,2}[^\s。：:、，]{2,30}?"
    r"(?:公司|大学|大學|政府|[县縣市省町村区區]|[局部院厅廳課室係]|委[员員][会會]|[协協][会會]|[学學]校|研究所"
    r"|株式会社|法人\S{0,14}|協会|財団|センター|役所|役場|[办辦]公室|集[团團]|[银銀]行|博物[馆館]|美術館|美术馆|病院|医院"
    r"|会議所|商工会|連合会|組合|金庫)(?:[（(][^（()）]{1,16}[)）])?"
    r"|(?:株式会社|一般社団法人|国立大学法人|公益財団法人|独立行政法人)\s?\S{2,20}"
    r"|(?:認定)?(?:NPO|ＮＰＯ|公益社団|一般財団|社会福祉|医療|学校)法人\s?\S{2,20}(?:\s\S{2,12})?"
)
#: Arabic has no capitals: a body, and at most three words of what it is of, none of which may be a verb.
_ARABIC = lazy_pattern(
    r"(?:ال)?(?:وزارة|هيئة|جامعة|مؤسسة|شركة|بلدية|مجلس|مكتب|إدارة|مديرية|دائرة|جمعية|متحف|مستشفى|مركز|بنك|رئاسة|محافظة|أمانة"
    r"|غرفة|اتحاد|حكومة|أكاديمية|معهد|نادي)(?:\s(?![تي][\u0621-\u064a]{3})[\u0621-\u064a]{2,12}){1,3}"
)
_SMALL = word_set(
    "of for and the & in on at de del la las los el y e do da dos das d' des du le les l' et à di della dei "
    "degli dello delle il per em no nas nos ao con "
    "von der die das für und im am zu van het een voor en och för и по в на ve agus na an w z"
)
#: Verbs that a headline has between its capitals, and the infinitive's sign.
_VERBS = word_set(
    "to announces launches welcomes names appoints hosts opens wins joins receives honors honours awards "
    "reaches calls urges says seeks sues files unveils releases publishes reports celebrates invites "
    "presents introduces expands signs marks adopts approves backs builds begins starts ends closes "
    "completes delivers gets gives makes takes sets sees helps supports responds warns issues grants "
    "is are has have will can must partners elects selects selected named wins acquires raises plans "
    "reopens returns leads earns secures hires debuts rolls brings offers adds moves"
)
#: Somebody in office, who is the issuer.
_PERSON = lazy_pattern(
    r"(?:(?:The\s)?(?:Rt\.?\s)?Hon(?:ou?rable|\.)?\s|His\s|Her\s)(?:[A-Z][\w.'’-]+\s?){2,6}$"
)
#: How the names of bodies end that are one word, as in German.
_COMPOUNDS = (
    "amt",
    "ministerium",
    "behörde",
    "anstalt",
    "kammer",
    "universität",
    "klinikum",
    "verwaltung",
    "präsidium",
    "direktion",
    "ministeriet",
    "styrelsen",
    "verket",
    "museum",
    "schaft",
    "stiftung",
    "verband",
    "verein",
    "bund",
    "sparkasse",
    "werke",
    "theater",
    "hochschule",
    "krankenhaus",
    "ziekenhuis",
    "bibliothek",
    "museet",
    "gericht",
)
#: What is German by its capitals, and whose adjectives alone are small: "Ministerium für ländliche Räume".
_GERMAN_NAME = lazy_pattern(
    r"[A-ZÄÖÜ]\w*(?:,?\s(?:[A-ZÄÖÜ][\w-]*-?|für|und|des|der|zu[rm]?|[a-zäöüß]+(?:e|er|es)(?=\s[A-ZÄÖÜ])))+"
)
#: Of these, neuters.
_NEUTER = (
    "amt",
    "ministerium",
    "klinikum",
    "präsidium",
    "museum",
    "theater",
    "institut",
    "krankenhaus",
    "gericht",
)
#: Who speaks to the press for a body: "Press Office, Marlow Harbour", "Service de presse".
_PRESS_OFFICE = lazy_pattern(
    r"(?:(?:press|media|communications?|public\s(?:affairs|information|relations)|external\srelations)\s"
    r"(?:and\s\w+\s)?(?:office|unit|team|desk|department|division|section|service|bureau)"
    r"|(?:(?:der|die)\s)?pressesprecher(?:in)?"
    r"|(?:presse|medien|kommunikations)(?:stelle|abteilung|büro|referat|dienst)"
    r"|(?:abteilung\s|stabsstelle\s|referat\s)?(?:(?:presse|kommunikation|marketing)-?\s?(?:und|&)\s)"
    r"(?:öffentlichkeitsarbeit|kommunikation|medien)"
    r"|(?:service|bureau|pôle|direction)\s(?:de\s(?:la\s)?)?(?:presse|communication)(?:\set\s\w+)?"
    r"|(?:gabinete|oficina|departamento|área|unidad|assessoria|asesoría|dirección|direção|direcção)\s"
    r"(?:general\s)?de\s(?:prensa|imprensa|comunicación|comunicação)(?:\s(?:social|institucional))?"
    r"|(?:ufficio|servizio|area)\s(?:stampa|comunicazione)(?:\se\s\w+(?:\sesterne)?)?"
    r"|(?:pers|communicatie)(?:dienst|bureau|afdeling|voorlichting)|afdeling\scommunicatie"
    r"|пресс-(?:служба|центр|бюро)|biuro\sprasowe|rzecznik\sprasowy|basın\s(?:bürosu|müşavirliği|merkezi|birimi)"
    r"|pressavdelningen|presstjänst|المكتب\sالإعلامي|المركز\sالإعلامي|إدارة\s(?:الإعلام|الاتصال)|広報(?:室|部|課)|[新][闻聞](?:办公室|辦公室|中心|處|处))"
    r"(?=\W|$)",
    re.IGNORECASE,
)
#: What parts the names on one line.
_PARTS = lazy_pattern(r"\s[|·•/–—-]\s|,\s")
#: Words beside a press office's that say whose it is.
_WHOSE = 6
#: Legal forms and the like that end with a stop.
_DOTTED = lazy_pattern(
    r"\b(?:Inc|Ltd|Corp|Co|e\.\s?V|S\.A|S\.p\.A|S\.r\.l|S\.L|B\.V|N\.V|A\.Ş|Ltda)(?P<stop>\.)$"
)
#: What tells a body from others before it, in Russian, and verbs and participles, which stand behind none.
_ADJECTIVE = lazy_pattern(
    r"[А-ЯЁа-яё-]*(?:ск|государственн|национальн|федеральн|центральн|областн)(?:ий|ый|ая|ое)$", re.IGNORECASE
)
_RUSSIAN_VERB = lazy_pattern(r"\w*(?:рыт|[её]н|[её]т|[ая]н|ит|[ую]т|ят|л)[аоы]?$", re.IGNORECASE)
_STOPS = tuple('.!?:;,"”»。！？：；')
_TWO = 2


def is_body(line: str) -> bool:
    """Whether a line is the name of a body or of somebody in office, and no sentence."""
    if not line.isascii() and (is_eastern_body(line) or _ARABIC.fullmatch(line)):
        return True
    if ":" in line:
        return False  # "Harbour College: the pier reopens"
    line = _without_stop(line).strip().replace(" e. V", " e.V")
    words = [word.strip("(),'’\"") for word in line.split()]
    if not words:
        return False
    while len(words) > 1 and (_ADJECTIVE.match(words[0]) or _is_german(words)):
        words = words[1:]
    plain = [word.replace("İ", "i").casefold() for word in words]
    abroad = _is_abroad(words, plain, len(words) < len(line.split()))
    lower = abroad and (len(plain) <= _SHORT or _GERMAN_NAME.fullmatch(line)) and not line.endswith(_STOPS)
    if not _VERBS.isdisjoint(plain) or not (lower or is_name(line)):
        return False
    if is_person(line) or abroad or plain[0].endswith(_COMPOUNDS):
        return True
    last = plain[-1] if not line.endswith(")") or len(plain) < _TWO else plain[-2]
    if "," in line:  # "The Severn Museum, Gloucester"
        last = (line.split(",", 1)[0].split() or [""])[-1].casefold()
    return not _OF.isdisjoint(plain[:3]) or last.rstrip(".") in _LAST


def _is_abroad(words: list[str], plain: list[str], adjectives: bool) -> bool:
    """Whether a line begins with what a body is, in a language that prints in lower case what it is of."""
    if plain[0] in _ABROAD or (plain[0] in _ABROAD_NAMED and adjectives and len(words) == 1):
        return True
    if plain[0] not in _ABROAD_NAMED or len(words) == 1:
        return False
    named = words[1][:1].isupper() or plain[1] in _SMALL or plain[1].startswith(("d'", "d’", "l'", "l’"))
    return named or ("\u0400" < words[1][:1] < "\u0500" and not _RUSSIAN_VERB.match(words[1]))


def _is_german(words: list[str]) -> bool:
    """Whether a German body begins with where it is: "Thüringer Ministerium"; “Neuer” ends so before no
    neuter."""
    return (
        words[0].endswith(("er", "isches", "liches"))
        and words[0][0].isupper()
        and words[1].lower().endswith(_NEUTER)
    )


def is_eastern_body(line: str) -> bool:
    """Whether a line is the name of a body in Chinese or Japanese, by what it ends or begins with."""
    return _EASTERN.fullmatch(line) is not None


def is_name(line: str) -> bool:
    """Whether a line is a name: each word but small ones has a capital, and nothing ends it."""
    line = _without_stop(line)
    words = line.split()
    if line.endswith(_STOPS) or len(words) > _WORDS:
        return False
    return not any(word[0].islower() and word.lower() not in _SMALL | _LAST for word in words)


def is_person(line: str) -> bool:
    """Whether a line names somebody in office, as they are addressed: "The Hon Ana Ruiz MP"."""
    return _PERSON.match(line) is not None


def has_verb(line: str) -> bool:
    """Whether one of a line's words is a verb that headlines have; in English."""
    return not _VERBS.isdisjoint(line.casefold().split())


def of_state(line: str) -> bool:
    """Whether a name of several words begins with what a body is: "Ministry of Ports"."""
    first, _, behind = line.partition(" ")
    return bool(behind) and (first.casefold() in _OF or first.casefold() in _ABROAD)


def is_press_office(line: str) -> bool:
    """Whether a line names an office that speaks to the press, and at most whose it is."""
    ends = line.endswith(_STOPS) and not (line.endswith("»") and "«" in line)  # "Пресс-служба «Маяк»"
    if ends or has_verb(line):
        return False
    for part in _PARTS.split(line):
        match = _PRESS_OFFICE.match(part)
        behind = part[match.end() :].split() if match else []
        if match and len(behind) <= _WHOSE and (is_name(part[match.end() :]) or not part.isascii()):
            return True
    return False


def _without_stop(line: str) -> str:
    dotted = _DOTTED.search(line) if line.endswith(".") else None
    return line[: dotted.start("stop")] if dotted else line
