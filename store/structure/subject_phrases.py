"""Patterns of words around whom the subject of a verb of saying means."""

from __future__ import annotations

from store.patterns import lazy_pattern
from store.structure.printed_names import CAPITAL, FULL_NAME, LOWER, NAME, NOBILIARY, PARTICLE
from store.structure.speech.table import alternatives

#: A word in lower case, or a number.
WORD = rf"(?:[{LOWER}\d]['’\w-]*)"
A_NAME = lazy_pattern(NAME)
#: A name after an office and a comma: "said Acme CEO, Ana Ruiz".
NAME_NEXT = lazy_pattern(rf",\s(?P<name>{NAME})(?=[,.:]|\s?[–—]|\s-|\si\s[A-Z]|\s*$)")
#: The same at the end, whatever stands before the comma.
NAME_LAST = lazy_pattern(rf",\s(?P<name>{CAPITAL}(?:\s{CAPITAL}){{1,3}})\s?[:：]?$")
#: What is a part of an office, before the name: "Special Agent in Charge Ana Ruiz".
IN_OFFICE = lazy_pattern(rf"\s(?:in|at)\s(?:Charge|Residence|Chief|Training|Law)\s(?P<name>{NAME})")
#: The same behind what the office is of: "added Vice President, Works, Ana Ruiz".
NAME_AFTER_FIELD = lazy_pattern(
    rf",\s{CAPITAL}(?:\s(?:and|&|of|{CAPITAL})){{0,5}},\s(?P<name>{NAME})(?=[,.:]|\s?[–—]|\s-|\s*$)"
)
#: A name after an organisation and an office: "said Acme Works spokesman Tom Berg".
OFFICE_NEXT = lazy_pattern(rf"(?P<office>(?:\s{WORD}){{1,6}})\s(?P<name>{NAME})")
#: A person right before a verb, behind a comma.
NEARER = lazy_pattern(rf",\s(?P<office>(?:[A-Z]{{2,5}}\s)?(?:{WORD}\s){{0,4}})(?P<name>{NAME}),?\s?$")
TOLD_NEXT = lazy_pattern(rf",\s(?P<name>{FULL_NAME}),\s(?:\Z|(?=[{LOWER}]))")
#: The same behind a comma and the office: "the director, doctor Ana Ruiz".
OFFICE_NAME = lazy_pattern(rf",\s(?:{WORD}\s){{1,3}}(?P<name>{NAME})(?=[,.:]|\s?[–—]|\s-|\s*$)")
#: A firm's person: "Pier Works, whose director Ana Ruiz".
WHOSE = lazy_pattern(
    r",\s(?:whose|deren|dessen|dont|cuy[oa]|cuj[oa]|il\scui|la\scui|vars|której|którego)"
    rf"(?P<office>(?:\s{WORD}){{1,4}})\s(?P<name>{NAME})"
)
#: Of whom a place is said before the verb: "Ana Ruiz from Leith".
NAME_FROM = lazy_pattern(rf"(?P<name>{NAME})\s{WORD}\s$")
#: An office, and what it is of begins behind it: "Ana Ruiz, head of the".
NAME_AND_OFFICE = lazy_pattern(
    rf"(?P<name>{CAPITAL}(?:\s{CAPITAL}){{1,3}}),\s(?P<office>(?:{WORD}\s){{1,9}})$"
)
#: A person, and a body that follows: "Ana Ruiz of the".
OF_BODY = lazy_pattern(
    rf"(?P<name>{CAPITAL}(?:\s{CAPITAL}){{1,3}})\s(?:of|from|at|with|vom|von|der|del?|della|du|da|do|van|z)\s(?:the\s|la\s|l['’])?$"
)
#: A surname with its particles: "von der Heide".
PARTICLED = lazy_pattern(
    rf"(?:{alternatives(' '.join(sorted(NOBILIARY)))}\s)(?:{PARTICLE}\s){{0,2}}{CAPITAL}"
)
#: Two people: "Dr Ruiz and Mr Berg".
JOINT = lazy_pattern(r"\s(?:and|&)\s(?=[A-Z])")
#: An article in lower case that has run into an office: "l'AD".
ELIDED = lazy_pattern(r"(?i:(l|dell|all|nell))['’](?=\w)")
RUN_IN = lazy_pattern(r"(?:l|un|dell|all|nell)['’]\w")
UP_TO_PAUSE = lazy_pattern(r"[^,;:“”\"«»()]{0,160}")
