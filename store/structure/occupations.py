"""What a speaker is who holds no office, before the name: "retired bus driver", "Organiser"; in English."""

from __future__ import annotations

from store.patterns import lazy_pattern
from store.structure.printed_names import TITLES, is_title
from store.structure.speaker_words import LINKS
from store.structure.speech.table import Speech
from store.structure.word_lists import word_set

#: Places of a name that are looked at, characters before one, and words of the longest role.
_PLACES, _LEAD, _LONGEST = 12, 90, 6
#: What people are called by what they do, or are to others. Many are surnames too, so none is a title.
_OCCUPATIONS = word_set(
    "accountant activist adviser advisor advocate anaesthetist angler applicant apprentice archaeologist "
    "archivist astronaut astronomer athlete baker barber barista bassist beneficiary biochemist birder "
    "blacksmith blogger bookseller botanist boxer brewer bricklayer broadcaster brother builder butcher "
    "campaigner captain cardiologist caregiver caretaker carer carpenter cellist champion chaplain chef "
    "chemist childminder churchwarden claimant cleaner clerk climber clinician co-author collector comedian "
    "commuter complainant contractor convener convenor cook coppersmith councillor counsellor crofter "
    "customer cyclist dancer daughter defendant dentist dermatologist dietitian director diver docker doctor "
    "donor driver drummer ecologist elder electrician engineer entomologist entrepreneur ethicist examiner "
    "explorer farmer father fellow ferryman firefighter fisher fisherman fishmonger florist forager forester "
    "friend gardener geneticist geophysicist goldsmith governor graduate granddaughter grandfather "
    "grandmother "
    "grandson great-granddaughter great-grandson greengrocer grower guide guitarist hairdresser headteacher "
    "historian homeowner hydrologist illustrator immunologist inspector instructor interpreter investigator "
    "jeweller joiner journalist juror keeper labourer landlord landowner lawyer learner lecturer librarian "
    "lifeguard linguist lobsterman logger machinist marathoner mason mathematician mechanic mentor "
    "microbiologist midwife miller miner missionary mother motorist mountaineer mountain-guide naturalist "
    "nanny neighbor neighbour nephew neurologist neurosurgeon niece novelist nun nurse nutritionist "
    "ophthalmologist optometrist orchardist organiser organist organizer osteopath paediatrician painter "
    "paramedic parent parishioner passenger patient patron pediatrician pensioner pharmacist philanthropist "
    "philosopher photographer physiotherapist pianist pilot plaintiff planter playwright plumber poet "
    "police-officer porter postgraduate postmaster postmistress potter preacher presenter prison-officer "
    "producer programmer psychiatrist psychologist publican pupil quilter radiographer radiologist ranger "
    "receptionist recipient referee registrar reporter researcher retailer rider roboticist rower runner "
    "sailor scholar schoolteacher scientist scout sculptor seamstress seaman senior shearer shepherd "
    "shipwright "
    "shopkeeper singer sister skater skier skipper smallholder smith soldier solicitor son songwriter "
    "sophomore "
    "statistician stonemason stockbroker storyteller student surfer surgeon surveyor survivor swimmer tailor "
    "taxidermist teacher technician teenager tenant therapist toolmaker trainer translator trawlerman "
    "treasurer trucker trustee tutor undertaker usher verger veteran viewer vicar victim violinist visitor "
    "volunteer waiter waitress warden weaver welder whistleblower widow widower wife winemaker winner "
    "witness woodcarver woodworker worker writer youth"
)
_ADDRESS = lazy_pattern(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|Miss|Mx|Prof|Sir|Dame|Rev|Fr|Aunty|Uncle|Hon|Shri|Smt|Cllr|Chief|Alhaji)\.?\s)+$"
)
_PAUSE = lazy_pattern(r"[,;:!?()\n–—“”\"]\s?|[.]\s")
_SMALL = LINKS | word_set("the a an our its their his her my this that is was as to said says by who after")


def is_occupation(word: str) -> bool:
    """Whether a word in lower case is what people do or are, in English: "winemaker", "grandmother"."""
    return word in _OCCUPATIONS


def occupation_of(text: str, name: str, speech: Speech) -> str | None:
    """The words before a person's name that end in what he or she does; None where none do."""
    position = -1
    for _ in range(_PLACES):
        position = text.find(name, position + 1)
        if position < 0:
            break
        if role := _before(text[max(0, position - _LEAD) : position], speech):
            return role
    return None


def _before(lead: str, speech: Speech) -> str | None:
    words = _PAUSE.split(_ADDRESS.sub("", lead).rstrip(" ,"))[-1].split()[-_LONGEST:]
    if not words or (words[-1].casefold() not in _OCCUPATIONS and not is_title(words[-1])):
        return None
    first = len(words) - 1
    while first and _belongs(words[first - 1], words[: first - 1], speech):
        first -= 1
    return " ".join(words[first:])


def _belongs(word: str, before: list[str], speech: Speech) -> bool:
    """Whether a word is a part of what a person is: "retired", "Trust", "and" behind another occupation."""
    if word == "and":
        return bool(before) and before[-1].casefold() in _OCCUPATIONS | TITLES
    small = word.casefold() in _SMALL or speech.verb_pattern.fullmatch(word.lower()) is not None
    return not small and word.replace("-", "").replace("’", "").isalpha()
