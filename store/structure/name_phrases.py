"""Phrases around a speaker's name that no table of a language has a part in."""

from __future__ import annotations

import re

from store.patterns import lazy_pattern
from store.structure.printed_names import CAPITAL, HEADLINE_VERBS, LOWER, NAME
from store.structure.speaker_words import SENTENCE, without_degrees

#: What may be said of a person between the name and the verb.
ASIDE = (
    r"(?:,\s\d{1,3},\s[^“”\",]{1,60}?,?"
    r"|,\s[^“”\"]{1,110}?,|\s\([^()]{1,40}\)|\s[–—-]\s[^“”\"]{1,80}?\s[–—-]|,\s[^“”\",]{1,70}?|,)?"
)
#: An aside with commas of its own, to a verb and a colon: "Ana Ruiz, Founder and Chair, Acme Inc. said:".
LONG_ASIDE = r",\s[^“”\":;.]{1,140}?"
#: A name behind a dash or in a bracket.
DASHED = lazy_pattern(rf"[\s.]{{0,3}}(?:[–—-]+\s{{0,2}}|\()(?P<name>{NAME})(?:[,(]|\s[(–—-]|\)|\s*$)")
#: A full name and an office at the end of the paragraph: “…” Ana Ruiz, Director of Harbours
BARE = lazy_pattern(
    rf"\s{{0,3}}(?P<name>{CAPITAL}(?:\s{CAPITAL}){{1,3}}),\s(?P<office>[^.,;:“”\"]{{2,90}})\.?\s*$"
)
#: "Ana Ruiz:" or "Ana Ruiz, Director of Harbours:" and nothing else.
NAME_COLON = lazy_pattern(rf"(?P<name>{NAME})(?:,\s[^:：]{{2,110}}|\s\([^()]{{2,80}}\))?\s?[:：]$")
#: "Comments from President Ana Ruiz:" and nothing else.
FROM_COLON = lazy_pattern(
    rf"{CAPITAL}\s(?:[{LOWER}]+\s){{0,3}}(?:from|by|of|from\sthe|by\sthe)\s"
    rf"(?P<name>(?:[A-Z][\w-]+\sand\s)?{NAME})"
    r"(?:,\s[^:：]{2,110})?\s?[:：]$"
)
#: "Quotes attributable to Minister Ana Ruiz:", in the languages of bilingual ministries too.
ATTRIBUTED = lazy_pattern(
    r"[^“”«»:]{0,60}\b(?:attribut(?:able|ed)\sto|attribuables?\sà|attribuée?s?\sà|atribuibles?\sa|atribuídas?\sa"
    r"|attribuibil[ei]\sa)\s(?:the\s|la\s|le\s|l['’])?(?P<whom>[^“”«»:]{3,140})[:：]$",
    re.IGNORECASE,
)
#: An age behind a name, which tells that it is a person's: ", 71,", " (64)", ", de 52 años,".
AGE = lazy_pattern(
    r",\s(?:classe|Jahrgang|née?\sen|nacid[oa]\sen|nascid[oa]\sem|nat[oa]\snel|born\sin)\s(?:19|20)\d\d\b"
    r"|(?:,\s|\s\()(?:de\s|di\s|aged\s|age\s)?\d{1,2}(?:[,).;]|\s(?:años|anos|ans|anni|Jahre|jaar|år|lat|лет|год)\b)"
)
#: A heading above the words of one person: "Statement by CEO Ana Ruiz".
STATEMENT = lazy_pattern(
    r"(?:Statement|Comments?|Commentary|Quotes?|Remarks|Message|Letter|A (?:word|message|letter))"
    rf"\s(?:from|by|of)\s(?:the\s)?{NAME}(?:,\s[^:：.]{{2,110}})?"
)
#: What may stand between a name and a quotation whose verb is behind it, as in Turkish.
ALSO = lazy_pattern(r"\s?(?:(?:da|de|ise|ayrıca)\s)?(?:,.*|\s*)")
#: What before a colon stands in a headline, or between two people or things.
NO_SPEAKER = HEADLINE_VERBS | {"and"}
#: "Pleased is the president of Acme, Ana Ruiz:".
NAME_AT_COLON = lazy_pattern(rf"(?P<lead>[^\s]+)\s(?P<name>{NAME})\s?[:：]$")
#: Words about the speaker within the marks: "«We shall, says Ana Ruiz. And we must.»".
PAUSE = lazy_pattern(r"[,!?…]?\s[–—-]{1,2}\s?|(?<=\w)-\s(?=[a-zà-ÿ])|[,!?…]\s")
#: A name in a line of its own, with what the person is.
SIGNATURE = lazy_pattern(
    rf"[–—~-]*\s?(?P<name>{NAME})(?:,\s(?P<role>[^\s“”\"!?](?:[^.“”\"!?\n]|\.(?!\s[A-Z])){{1,90}}))?"
    r"(?:\s(?=[“\"])|(?<!\b[A-Z])\.\s|$)"
)
#: What goes before the subject: "Responding to the findings, a spokesman said".
PARTICIPLE = lazy_pattern(
    r"^(?:(?!According)(?:[A-Z][a-z]+ing|Asked|Pressed|Quizzed|Questioned)"
    r"|(?:Convida|Procura|Questiona|Interroga|Pregunta|Pregunta|Cuestiona|Consulta|Pergunta|Chiama|Interpella|Invita)[dt][oa]"
    r"|Interrogée?|Questionnée?|Invitée?|Sollicitée?)"
    r"(?:(?<!ing)(?=,)|(?<=[Cc]ommenting)|(?<=[Rr]esponding)|(?<=[Rr]eacting)|(?<=[Rr]eplying)|(?<=[Ss]peaking)"
    r"|(?<=[Cc]oncluding)|(?<=[Cc]losing)|(?<=[Cc]ontinuing)|(?<=[Aa]dding)"
    r"|\s[a-zà-ÿ][^“”\";:]{0,100}?),\s(?=\S)"
)
#: What points back to a quotation before its subject: "« … » C'est en ces termes qu'Ana Ruiz a réagi".
POINTED = (
    r"(?:C['’]est\s(?:en\sces\stermes|par\sces\smots|avec\sces\smots)\squ(?:['’]|e\s)"
    r"|Con\s(?:estas\spalabras|queste\sparole),?\s|Com\sestas\spalavras,?\s|(?:With|In)\sthese\swords,?\s)"
)
#: "One of the skippers, Ana Ruiz".
ONE_OF = rf"[\s,]{{0,3}}one\sof\s[^,“”\"]{{3,60}},\s(?P<name>{NAME})"
#: A word by which alone one says where somebody is from, or how old: "the Italian said", "der 58-Jährige".
DEMONYM = lazy_pattern(
    r"^(?:[A-Z]\w{2,}(?:ian|ish|ese)|Spaniard|Dane|Swede|Finn|Dutchman|Frenchman|Englishman|German"
    r"|\d\d?[-‑](?:years?-old|[Jj]ährigen?|jarige|årin?ge?n?))$"
)
#: With what a participle makes a verb of saying: "a complété", "ha aggiunto".
AUXILIARY = "(?:a|ont|ha|han|hanno|avait|heeft|hebben|hat|haben|har|tem|têm)"
#: A pronoun run into the verb: "a-t-il dit au port".
INVERTED = lazy_pattern(r"-(il|elle)\s")
_DASH = lazy_pattern(r"[.,]?\s[–—-]|-[.,\s]")


def within_pauses(pause: re.Match[str], words: str) -> str:
    """The words up to the dash that ends what the dash of a pause begins; all of them without one."""
    dash = _DASH.search(words, pause.end()) if pause[0].strip(" ,!?…")[:1] in ("–", "—", "-") else None
    return words[: dash.start()] if dash else words


def last_sentence(words: str) -> str:
    """The last sentence of words that lead up to a quotation, without what goes before its subject."""
    lead = SENTENCE.split(without_degrees(words))[-1]
    lead = lead.rpartition("} ")[2]  # what Markdown says of a picture ends so
    lead = lead.strip().lstrip("•◦*–—-.,;”» ")
    return PARTICIPLE.sub("", lead) if "," in lead else lead
