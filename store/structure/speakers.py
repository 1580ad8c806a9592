"""Who is said to speak: reads "said Swing", "he added", "Milo recommends", in the words around a "
"quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from store.structure.names import NAME, TITLES
from store.structure.word_lists import word_set

# Stems with their endings: the pattern stands in many others, and a short one compiles sooner.
_VERBS = (
    r"(?:sa(?:id|ys|ying)|told|tells|wrote|writes|testified|pointed out|points out|puts? it|according to"
    r"|(?:add|explain|comment|remark|insist|warn|ask|recall|affirm|highlight|respond|recommend|reflect|caution"
    r"|predict|suggest|assert|claim|confirm|maintain|contend|counter|exclaim|quip|admit|stress|express"
    r")(?:p?t?ed|e?s)"
    r"|(?:state|note|continue|announce|declare|emphasi[sz]e|conclude|share|argue|observe|reiterate|underline|urge"
    r"|acknowledge|advise|clarifie|elaborate|joke|believe|describe|enthuse|replie)[sd]"
    r"|(?:a|ont) (?:(?:déclar|affirm|indiqu|ajout|expliqu|soulign|précis|estim|rappel|comment)é|dit|conclu)"
    r"|(?:déclar|affirm|indiqu|ajout|expliqu|soulign|précis|estim|rappell)e|conclut|selon"
    r"|dijo|dice|sostuvo|según|concluyó|(?:afirm|señal|declar|explic|asegur|indic|agreg|coment|destac|subray"
    r"|apunt|manifest|record)(?:ó|a)|añad(?:ió|e)"
    r"|han? (?:dicho|concluido|añadido|(?:señal|afirm|declar|explic|asegur|indic|agreg|destac|coment|subray"
    r"|manifest|apunt|detall|record|valor)ado)"
    r"|(?:sag|erklär|beton|mein|ergänz|erläuter|kommentier)te?|sagen|so|unterstr(?:ich|eicht)"
    r"|disse|afirmou|declarou|explicou|ha (?:detto|dichiarato|spiegato))"
)
_LATER = r"(?:\s(?:also|then|further|later|recently|today|publicly|has|have|had))?"
_PRONOUN = r"(?:he|she|they|we|it|I|il|elle|ils|elles|él|ella|ellos|er|sie|ele|ela|lui|lei)"
_PRONOUNS = word_set("he she they we it i il elle ils elles él ella ellos er sie ele ela lui lei")
_THING = r"(?i:the|an?|its|their|our|his|her)\s"
_WHO = (
    rf"(?:(?P<pronoun>(?i:{_PRONOUN}))\b(?!\s[A-Z])|(?P<thing>{_THING})"
    rf"|(?:[a-z][a-z-]*\s){{0,4}}(?:{NAME}\s\([A-Z&]{{2,12}}\)\s)?(?P<name>{NAME}))"
)
_SUBJECT = (
    rf"(?:(?P<pronoun>(?i:{_PRONOUN}))\b|(?P<thing>{_THING}[^.“”\"]{{0,60}}?)(?=\b{_VERBS}\b)"
    rf"|(?P<name>{NAME}))"
)
_ASIDE = (
    r"(?:,\s[^“”\"\n]{1,110}?,|\s\([^()\n]{1,40}\)|\s[–—-]\s[^“”\"\n]{1,80}?\s[–—-]|,\s[^“”\"\n,]{1,70}?)?"
)
#: An aside with commas of its own, to a verb and a colon: "Ana Ruiz, Founder and Chair, Acme Inc. said:".
_LONG_ASIDE = r",\s[^“”\"\n:;.]{1,140}?"
_BEFORE_LONG = re.compile(rf"(?P<name>{NAME}){_LONG_ASIDE}\s(?P<verb>{_VERBS})\b[^“”\"\n]{{0,20}}[:,]$")
#: A name after an office and a comma: "said Acme CEO, Ana Ruiz".
_NAME_NEXT = re.compile(rf",\s(?P<name>{NAME})(?=[,.]|\s*$)")
_AFTER_VERB = re.compile(
    rf"[\s,.–—-]{{0,4}}(?:(?:further|also|then|later)\s)?(?P<verb>{_VERBS}){_LATER}\s{_WHO}"
)
_AFTER_SUBJECT = re.compile(
    rf"[\s,–—-]{{0,4}}{_SUBJECT}{_ASIDE}{_LATER}\s?\b(?P<verb>{_VERBS})\b"
    r"(?P<more>\s?[,:]|\s(?!in\b|of\b|at\b|during\b|on\b|to\b)\w)?"
)
#: A subject and any verb, where nothing but a pause stands between them and the quotation: "Milo quips."
_AFTER_ANY = re.compile(
    rf"\s{{0,3}}(?:(?P<pronoun>(?i:he|she))|(?P<name>{NAME}))\s(?P<verb>[a-z]{{3,14}}(?:s|ed|t))"
    r"(?=[.,]|\s(?:of|about|in|at)\b|\s*$)"
)
#: A verb without its subject, as in Spanish: "«...», ha añadido."
_VERB_ALONE = re.compile(rf"[\s,]{{1,3}}{_VERBS}(?=[.;]|\s*$)")
_DASHED = re.compile(rf"\s{{0,3}}[–—-]+\s{{0,2}}(?P<name>{NAME})(?:,|\s*$)")
_BEFORE = re.compile(rf"(?P<name>{NAME}){_ASIDE}{_LATER}\s(?P<verb>{_VERBS})\b[^“”\"\n]{{0,110}}$")
_BEFORE_PRONOUN = re.compile(rf"(?i:\b(?P<pronoun>{_PRONOUN}))\s(?i:{_VERBS})\b[^“”\"\n.]{{0,80}}$")
_BEFORE_VERB = re.compile(rf"(?i:\b(?!told|tells)(?P<verb>{_VERBS}))\s(?P<name>{NAME})[^“”\"\n]{{0,110}}$")
_BEFORE_COLON = re.compile(
    rf"(?P<name>{NAME})[^“”\"\n]{{1,150}}\b(?:statements?|remarks?|following|comments?|words)\b"
    r"[^“”\"\n]{0,40}[:：]$"
)
#: The same sentence goes on: "“…” and notes that they “…”".
_VERB_THAT = re.compile(rf"(?:and|but|then)\s{_VERBS}\s(?:that\b)?[^“”\"\n]{{0,60}}$")
_VERB_AT_END = re.compile(rf"\b{_VERBS}\b[^“”\"]{{0,30}}[,:]$")
#: "Ruiz praised the pier, saying," with the subject at the head of the sentence.
_LED = re.compile(
    rf"(?:(?P<pronoun>(?i:he|she))|(?P<name>{NAME}))(?:\s[^“”\"\n]{{1,200}}?)?\s"
    r"(?:saying|stating|adding|noting|writing|explaining|declaring|emphasi[sz]ing|remarking|suggesting"
    r"|claiming|arguing|insisting|warning|posting)\b[^“”\"\n]{0,40}$"
)
#: "Selon le maire, Pierre Le Goff," and the like in other languages.
_ACCORDING = re.compile(
    r"(?i:selon|d['’]après|pour|según|para|laut|according to|segundo|secondo|per)\s"
    rf"(?:[^“”\"«»\n]{{0,60}}?\s)??(?P<name>{NAME})(?:,[^“”\"«»\n]{{1,110}})?,$"
)
#: "Ana Ruiz:" or "Ana Ruiz, Director of Harbours:" and nothing else.
_NAME_COLON = re.compile(rf"(?P<name>{NAME})(?:,\s[^:：]{{2,110}})?\s?[:：]$")
_SUBJECT_COLON = re.compile(rf"(?:(?P<pronoun>(?i:he|she|his|her))|(?P<name>{NAME}))\s[^:：]{{1,160}}[:：]$")
_SIGNATURE = re.compile(
    rf"[–—~-]*\s?(?P<name>{NAME})(?:,\s(?P<role>[^\s“”\"!?](?:[^.“”\"!?\n]|\.(?!\s[A-Z])){{1,90}}))?"
    r"(?:\s(?=[“\"])|\.\s|$)"
)
_SENTENCE = re.compile(
    r"(?<=[a-z\d”\")%][.!?])(?<!\b[DMS]r\.)(?<!\bM[rs]s\.)(?<!\bMs\.)(?<!\bSt\.)(?<!\bSen\.)(?<!\bRep\.)"
    r"(?<!\bGov\.)(?<!\bProf\.)(?<!\b[JS]r\.)(?<!\bInc\.)\s+(?=[A-Z“\"])"
)
_HAN_VERB = (
    "(?:说|表示|指出|强调|称|补充|补充道|認為|认为|說|強調|稱|補充|道|介绍|写道|坦言|述べた|語った|話した)"
)
_HAN = re.compile(rf"(?P<name>[\u3400-\u9fff·]{{1,16}}?){_HAN_VERB}+(?:[：:，,。]|$)")
_HAN_TITLE = re.compile(
    "^.*(?:总干事|主任|主席|总统|總統|总理|部长|部長|发言人|發言人|经理|總經理|总裁|總裁|大使|教授|博士|先生|女士|议员|市长|记者|"
    "首席执行官|秘书长|局长|院长|董事长|社長|会長|氏)"
)
_ARABIC_VERB = (
    r"(?:و|ف)?(?:قال|قالت|أضاف|اضاف|أضافت|صرح|صرّح|صرحت|أكد|أكّد|أكدت|أوضح|أوضحت|ذكر|ذكرت|أشار|أشارت|تابع"
    r"|تابعت|ختم)"
)
_ARABIC = re.compile(
    rf"(?<!\w)(?:(?:حسبما|كما|وفق\s?ما|بحسب\sما)\s)?{_ARABIC_VERB}\b(?P<name>(?:\s[\u0621-\u064a]+){{0,7}})"
)
_ARABIC_TITLE = word_set(
    "السفير السفيرة الدكتور الدكتورة الوزير وزير الرئيس رئيس المدير مدير العام معالي سعادة السيد السيدة "
    "الشيخ سمو المتحدث باسم الأمين المهندس الأستاذ قائلا إن أن في"
)
_OF = word_set("of at de del du des der von für for")
_SAID = re.compile(rf"\b{_VERBS}\b")
_OFFICE = re.compile(
    rf"(?i:the|our|its|his|her)\s(?:[\w-]+\s){{0,2}}?(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that say who speaks: a printed name, or a pronoun, or neither ("the company said")."""

    name: str | None = None
    pronoun: str | None = None

    @property
    def plural(self) -> bool:
        """Whether the pronoun means more than one, or no person."""
        return (self.pronoun or "").lower() in ("they", "we", "it", "i", "ils", "elles", "ellos")


def attribution_after(after: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
    """The attribution in the words that follow a quotation; None where they hold none.

    `sentence_ended` says that the quotation ended with a full stop: then a name and a verb that go on
    ("Lee adds: ...") belong to the next sentence. `paused` says that it ended with a comma.
    """
    if not after.strip():
        return None
    match = _AFTER_VERB.match(after)
    if match and (sentence_ended or paused or after.startswith(",") or not match["thing"]):
        return _from(match, after)  # else: “The Pier” highlights the harbour
    if (match := _AFTER_SUBJECT.match(after)) and not (sentence_ended and match["more"]):
        return _from(match, after)
    if (match := _AFTER_ANY.match(after)) and (not sentence_ended or after[match.end() :][:1] == "."):
        return _from(match, after)
    if match := _DASHED.match(after):
        return _from(match, after)
    if _VERB_ALONE.match(after):
        return Attribution(None, "él")
    return _uncased(after.lstrip("،，,。 "), at_head=True)


def attribution_before(before: str) -> Attribution | None:
    """The attribution in the words that lead up to a quotation; None where they hold none."""
    lead = _SENTENCE.split(before)[-1].strip().lstrip("•◦*–- ")
    if not lead:
        return None
    # What ends with a colon is not looked for without one: it takes as long as all the others.
    to_colon = lead.endswith((":", "："))
    for pattern in (_BEFORE_PRONOUN, _BEFORE_VERB, _BEFORE, _BEFORE_LONG, _BEFORE_COLON):
        if (to_colon or pattern is not _BEFORE_COLON) and (match := pattern.search(lead)):
            return _from(match, lead)
    for pattern in (_ACCORDING, _NAME_COLON, _LED, _SUBJECT_COLON):
        if match := pattern.match(lead):
            return _from(match, lead)
    if _VERB_AT_END.search(lead):
        return Attribution()
    if _VERB_THAT.match(lead):
        return Attribution(None, "he")
    return _uncased(lead, at_head=False)


def signature(paragraph: str) -> Attribution | None:
    """The name in a line of its own below a quotation: "Ana Ruiz, Director of Harbours".

    The line may run on into the next quotation or sentence, where a line end was lost.
    """
    match = _SIGNATURE.match(paragraph.strip())
    if match is None or len(match["name"].split()) < 2:
        return None
    if match["role"] is None and match.end() < len(paragraph) and not match[0].endswith(". "):
        return None
    role = match["role"] or ""
    return None if _SAID.search(role) or role[:4] in ("who ", "whic") else Attribution(match["name"])


def _from(match: re.Match[str], words: str) -> Attribution:
    groups = match.groupdict()
    name, pronoun = groups.get("name"), groups.get("pronoun")
    if groups.get("thing") and _OFFICE.match(words, match.start("thing")):
        return Attribution(None, "he")  # "the editor said": a person already named
    if name and name.casefold() in _PRONOUNS:
        name, pronoun = None, name
    if (
        name
        and (other := _NAME_NEXT.match(words, match.end("name")))
        and 2 <= len(other["name"].split()) <= 4
    ):
        before = [*words[: match.start("name")].split(), *name.split()]
        if name.split()[-1].casefold() in TITLES or (
            _OF & set(before) and any(word.casefold() in TITLES for word in before)
        ):
            name = other["name"]
    return Attribution(name, pronoun)


def _uncased(words: str, at_head: bool) -> Attribution | None:
    """An Arabic or Chinese attribution."""
    matches = [_ARABIC.match(words)] if at_head else list(_ARABIC.finditer(words))
    if matches and (found := matches[-1]):
        name = _arabic_name(found["name"].split())
        return Attribution(name, None if name else "هو")
    han = _HAN.match(words) if at_head else _last_han(words)
    if han is None:
        return None
    name_only = _HAN_TITLE.sub("", han["name"])
    if name_only in ("他", "她", "他还", "她还", "他又", "並", "还", ""):
        return Attribution(None, "他")
    return Attribution(name_only)


def _arabic_name(words: list[str]) -> str | None:
    """The name among the words after an Arabic verb: those between the titles before and after it."""
    while words and words[0] in _ARABIC_TITLE:
        words = words[1:]
    end = next(
        (index for index, word in enumerate(words) if word in _ARABIC_TITLE or word.startswith("لل")),
        len(words),
    )
    return " ".join(words[: min(end, 4)]) or None


def _last_han(words: str) -> re.Match[str] | None:
    clause = re.split("[。！？，；]", words.rstrip("：:，,"))[-1]
    return _HAN.fullmatch(clause)
