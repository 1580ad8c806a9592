"""Words around a speaker's name that are no part of it, in all languages whose names have capitals."""

from __future__ import annotations

import re
from collections.abc import Callable

from store.patterns import lazy_pattern
from store.structure.printed_names import LOWER, UPPER
from store.structure.word_lists import word_set

#: What parts sentences. It begins with the blank, which is found many times faster than what stands before.
SENTENCE = lazy_pattern(
    rf"\s(?:(?<=[{LOWER}\d”\")»%][.!?…]\s)|(?<=[A-Z]{{2}}[.!?…]\s))(?<!\b(?i:dr|mr|ms|sr|st|jr|av|co|ir|ks|bp"
    rf"|on)\.\s)"
    r"(?<!\b(?i:mrs|mss|sen|rep|gov|inc|dra|sra|ing|avv|doç|mgr|inż|hab|drs|med|pol|nat|hon|ass|sig|mag"
    r"|gen)\.\s)"
    rf"(?<!\b(?i:prof|dott|sens|reps|dipl)\.\s)(?<!\b(?i:nadkom|podkom)\.\s)(?<!\b(?i:insp|ppor|bryg|atty)\.\s)(?<!\b(?i:kom|asp|por|kpt|mjr|płk|dep|sgt)\.\s)(?<!\s[a-z]\.\s)(?<!\bdott\.ssa\.\s)\s*(?=[{UPPER}“\"«„—–-])"
)
#: Degrees after a title: "Prof. Dr. med. habil."
_DEGREES = lazy_pattern(r"\b((?i:dr|prof)\.)(?:\s?(?:[a-zäöüż]{2,6}|h\.\s?c)\.)+(?=\s[A-ZÀ-Þ])")
_TITLE_ENDS = ("r.", "f.", "R.", "F.")
#: What people of many offices are called, of whom another office may have been told.
GENERAL_OFFICES = word_set(
    "official executive leader researcher scientist author co-author expert analyst head lead minority "
    "majority senior former high chercheur chercheuse auteur autrice dirigeant dirigeante élu élue "
    "responsable experte forscher forscherin wissenschaftler wissenschaftlerin expertin autor autorin "
    "investigador investigadora científico científica experto experta autora dirigente directivo "
    "directiva funcionario funcionaria mandatario mandataria titular representante ricercatore "
    "ricercatrice esperto esperta autore pesquisador pesquisadora cientista especialista executivo "
    "executiva governante ejecutivo ejecutiva onderzoeker onderzoekster wetenschapper schrijver "
    "schrijfster forskare forskaren chef manager politiker politikerin politicien edil autarca docente "
    "studioso studiosa esponente sindacalista imprenditore imprenditrice professionista specialista clinico"
)
#: An ending behind a short form, as in Swedish: "vd:n".
_COLON_ENDING = lazy_pattern(r"(?<=\w):(?=[a-zåäö]{1,3}\s)")
#: What stands between a rank and a name.
_RETIRED = lazy_pattern(r"\s\((?:Ret'?d?\.?|retired|a\. ?D\.|ret\.|aus\.|ris\.)\)", re.IGNORECASE)
#: What an indefinite article leads to is nobody who was named before.
INDEFINITE = frozenset(["a", "an", "ein", "eine", "un", "une", "uno", "una", "um", "uma", "een", "en", "ett"])
OF = word_set("of at de del du des der von für for di della dell do da van het")
#: After these a name is a place or a firm.
LINKS = OF | word_set(
    "the and in on by with from to den dem das die im am zum zur und bei aus mit la le les et el los y en "
    "por para con il lo alla al e nel o os a em no na dos das het een bij i och på för av w z и в на по"
    " alle agli ai dei degli delle nelle aux às aos ao"
)
#: What says that the same one goes on: "And further:".
ONWARD = lazy_pattern(
    r"(?:et\sd(?:e\s|['’])\w+(?:er|re|ir)|und weiter|weiter(?:hin)?|und|and|and further|et encore"
    r"|et plus loin|y más adelante|y|e ancora|e poi"
    r"|e|en verder|en|och vidare|i dalej|и далее|и)\s?:",
    re.IGNORECASE,
)
#: What joins a verb to the sentence before it, whose speaker goes on.
AND = "and|but|then|et|puis|y|e|ed|en|und|och|i|и|oraz"
#: Offices that are names of people too, where no office is looked for.
OFFICES = word_set("Dean Provost Chancellor Warden Marshal Rector")
#: The same at the head of a sentence, but for what is "in" or an article elsewhere: "E il sindaco".
JOINED = lazy_pattern(r"^(?:and|et|y|e|ed|und|och|oraz|и),?\s(?=\w)", re.IGNORECASE)
JOINS = word_set("while as but and when where whereas mientras mentre während terwijl enquanto tandis")
#: What a firm follows, and no surname does.
OF_FIRMS = word_set("of for at della dello dell' dell’ delle degli du")
#: Particles that more than one word of a surname may follow.
OF_NAMES = word_set("van von der den al el bin ibn ben and &")
#: Surnames that particles stand before, where a firm's name could stand as well: "Ana Ruiz de la Fuente".
_SURNAMES = word_set(
    "Oca Fuente Fuentes Cruz Torre Torres Vega Rosa Peña Ríos Heras Hoz Mata Serna Calle Iglesia Garza "
    "Guardia Parra Riva Rúa Mora Paz Rivera Barrera Santos Silva Souza Sousa Costa Oliveira Nascimento "
    "Lima Reis Anjos Rocha Conceição Luz Neves Graça Mota Cunha Fonseca Paula Jesus Castro Carvalho "
    "Freitas Moura Abreu Melo Mello Araújo Andrade Barros Gama Veiga Almeida Azevedo Campos Brito Matos "
    "Morais Moraes"
)
#: What ends a name only where it is a person's: "João Batista dos Santos Neto".
_SUFFIXES = word_set("neto filho júnior junior sobrinho")
#: Articles that are in a name only behind a particle: "von der Aue".
_ARTICLES = word_set("der den dem das die")
#: What begins the name of a body behind "of the", where a surname could stand as well.
_BODIES = word_set(
    "universidad asociación federación cámara junta fundación comisión comunidad diputación generalitat "
    "dirección oficina policía red plataforma sociedad unión escuela facultad consejería secretaría "
    "organización "
    "confederación coordinadora cooperativa agencia empresa universidade associação federação câmara "
    "fundação "
    "comissão comunidade secretaria organização confederação cooperativa agência escola faculdade polícia "
    "universität gesellschaft stiftung kammer hochschule fakultät behörde universiteit hogeschool gemeente "
    "provincie regione università associazione federazione camera fondazione comune società université "
    "association fédération chambre fondation mairie ville région métropole société"
)
_CAMEL = lazy_pattern(rf"[{LOWER}][{UPPER}]")
#: With what names of societies end where they are one word, as in Dutch and German.
_SOCIETIES = ("bond", "raad", "vereniging", "stichting", "universiteit", "federatie", "verband", "verein")


def without_degrees(words: str) -> str:
    """Words without the degrees between a title and a name, whose stops end no sentence."""
    if ":" in words:
        words = _COLON_ENDING.sub("", words)
    if "(" in words:
        words = _RETIRED.sub("", words)
    if not any(map(words.__contains__, _TITLE_ENDS)):  # as in most, and to fold them is dearer
        return words
    folded = words.lower()
    return _DEGREES.sub(r"\1", words) if "dr." in folded or "prof." in folded else words


def without_firm(name: str, titled: Callable[[str], bool]) -> str:
    """A full name without the firm after it: "Ana Ruiz of Pier Works"."""
    words = name.split()
    if len(words) > 3 and words[-1].casefold() in _SUFFIXES:
        return name
    own = next((index for index, word in enumerate(words) if not titled(word)), len(words))
    for index in range(own + 2, len(words)):
        word, behind = words[index], words[index + 1 :]
        if word in _ARTICLES and words[index - 1] not in OF_NAMES:
            return " ".join(words[:index])  # "eröffnete Jens Petersen den Hafen"
        if word[0].islower() and behind:
            if any(map(titled, behind[:-1])):
                return name  # "Minister for Works Lord Berg"
            return " ".join(words[:index]) if _leads_to_firm(words, own, index) else name
    return name


def _leads_to_firm(words: list[str], own: int, index: int) -> bool:
    """Whether the small word at `index` of a name that begins at `own` leads on to a firm or a society."""
    word, behind = words[index], words[index + 1 :]
    if word in OF_FIRMS:
        return True
    capitals = [one for one in behind if one[0].isupper()]
    first = capitals[0] if capitals else ""
    if first.casefold() in _BODIES or first.endswith(_SOCIETIES) or _CAMEL.search(first):
        return True
    if behind[-1].isupper() and len(behind[-1]) > 1 and not words[own].isupper():
        return True  # an acronym
    if any(one[0].islower() for one in words[own:index]) and not any(one[0].islower() for one in behind):
        return word in ("van", "von")  # "Fatima el Ouazzani van Acme"
    if word == "von" and behind[0] in ("der", "den", "dem"):
        return True
    if len(capitals) == 1:
        return False  # "Luis de la Fuente"
    several = len(behind) > 1 and (word not in OF_NAMES or behind[0][0].isupper())
    return several and word not in ("and", "&") and first not in _SURNAMES
