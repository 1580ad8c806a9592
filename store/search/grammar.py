"""The query language, read and written.

    query    = every *( "OR" every )
    every    = wanted *( [ "AND" ] wanted )
    wanted   = [ "-" | "NOT" ] operand
    operand  = "(" query ")" | field ":" value | "near:" number "(" *phrase ")" | phrase
    phrase   = word [ "*" ] | '"' words '"' [ "*" ] | "“" words "”" [ "*" ]
    value    = phrase | span
    span     = one | [ one ] ".." [ one ] | ( ">" | ">=" | "<" | "<=" ) one

Operators are in capitals; the fields and what a value of each is are in `store.search.query_fields`. A word
that punctuation parts (``don't``, ``co-operate``, ``10:30``) is a phrase of its parts; what holds no letter,
digit or symbol is passed over. For every query `parse` gives, ``parse(write(query)) == query``.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import NoReturn

from store.canonical import user_text
from store.errors import InvalidInputError, InvalidQueryError
from store.patterns import lazy_pattern
from store.search.calendar import is_day, is_moment
from store.search.folding import has_words, is_spaceless
from store.search.query_fields import DAYS, FIELDS, MOMENTS, NAME, NUMBERS, WORDS, Field
from store.search.query_tree import Every, Name, Near, Not, Query, Some, Span, Words

#: Code points a query may have; brackets within brackets, and operands. FTS5's own parser has limits beyond.
MAX_LENGTH, MAX_DEPTH, MAX_OPERANDS = 2000, 8, 200
#: Words there may be between those of ``near``; digits of a number.
MAX_DISTANCE, MAX_DIGITS = 1000, 15

_QUOTE_IT = 'Put words in quotation marks to search for them as they are: "to be OR not".'
_BLANKS = lazy_pattern(r"\s*")
_WORD = lazy_pattern(r'[^\s()"“”]+')
_QUOTED = lazy_pattern(r"\"([^\"]*)\"|“([^“”]*)”")
_FIELD = lazy_pattern(r"([A-Za-z]+):(?![/\s]|$)|([A-Za-z]+):(?=\s|$)")
_NEAR = lazy_pattern(r"(?P<number>\d{1,4})?(?P<bracket>\()?", re.ASCII)
_NUMBER = lazy_pattern(rf"\d{{1,{MAX_DIGITS}}}", re.ASCII)
_BARE = lazy_pattern(r"[^\s()\"“”:*-][^\s()\"“”:*]*")
_OPERATORS = ("AND", "OR", "NOT")
_DANGLING = lazy_pattern(rf"(?:(?:^|(?<=[\s(]))-?(?:AND|OR|NOT|(?:{'|'.join(FIELDS)}):|-)?\s*)*$")
_LAST_VALUE = lazy_pattern(
    r"(?:(?<=[\s(])|(?<=[\s(]-)|(?<=^-)|^)(?P<field>[A-Za-z]+):(?P<value>[^\s()\"“”]+)$"
)
_LIKE_A_SPAN = lazy_pattern(r"[\d.<>=TZ:-]*", re.ASCII)
#: What is being typed at the end, when no quotation mark is open there.
_LAST = lazy_pattern(
    r"(?:(?<=[\s(])|(?<=[\s(]-)|(?<=^-)|^)(?:(?P<field>[A-Za-z]+):)?(?P<word>[^\s()\"“”:*-][^\s()\"“”:*]*)$"
)


def parse(typed: str) -> Query | None:
    """The query a user typed, or None where it asks for nothing.

    Raises InvalidQueryError, with the column where something else was expected.
    """
    try:
        typed = user_text(typed)
    except InvalidInputError as error:
        cause = error.__cause__
        column = cause.start + 1 if isinstance(cause, UnicodeEncodeError) else 0
        raise InvalidQueryError(error.message, error.way_out, column) from error
    if len(typed) > MAX_LENGTH:
        raise InvalidQueryError(f"it is longer than {MAX_LENGTH} characters.", "Search for less.", MAX_LENGTH)
    return _Parser(typed).whole()


def asked(typed: str) -> Query:
    """As `parse`. Raises InvalidQueryError also for a query that asks for nothing."""
    query = parse(typed)
    if query is None:
        raise InvalidQueryError("the query is empty.", "Name a word, or a field such as is:unread.")
    return query


def as_typed(typed: str) -> str:
    """A query as it stands while it is typed: what is begun at its end is no mistake yet.

    The last word may go on; a single letter, with which nearly every text has a word, asks for nothing yet.
    Quotation marks and brackets are closed; an operator or field with nothing behind it is left out, so is
    a value that is begun: ``is:unr``, ``date:2018-0``.
    """
    typed = typed + '"*' if typed.count('"') % 2 else _last_word_going_on(_without_begun(typed))
    typed = _DANGLING.sub("", typed)
    signs = _QUOTED.sub("", typed)
    return typed + ")" * (signs.count("(") - signs.count(")"))


def _without_begun(typed: str) -> str:
    found = _LAST_VALUE.search(typed)
    field = FIELDS.get(found["field"].lower()) if found is not None else None
    if found is None or field is None or field.kind == WORDS or field.name == "tag":
        return typed
    value = found["value"].lower()
    begun = any(one.startswith(value) for one in field.values) or (
        field.kind != NAME and _LIKE_A_SPAN.fullmatch(found["value"])
    )
    try:
        parse(found[0])
    except InvalidQueryError:
        return typed[: found.start()] if begun else typed
    return typed


def _last_word_going_on(typed: str) -> str:
    found = _LAST.search(typed)
    if found is None or found["word"] in _OPERATORS:
        return typed
    field = FIELDS.get((found["field"] or "").lower())
    if found["field"] and (field is None or (field.kind != WORDS and field.name != "tag")):
        return typed
    is_letter = len(found["word"]) == 1 and not is_spaceless(found["word"])
    return typed[: found.start()] if is_letter and field is None else typed + "*"


class _Parser:
    """Recursive descent, one method per rule of the grammar above."""

    def __init__(self, typed: str) -> None:
        self._typed = typed
        self._at = 0
        self._depth = 0
        self._operands = 0

    # -- the text --------------------------------------------------------------------------

    def _skip(self) -> None:
        found = _BLANKS.match(self._typed, self._at)
        self._at = found.end() if found else self._at

    def _next(self) -> str:
        return self._typed[self._at : self._at + 1]

    def _operator(self) -> str:
        """The operator that stands here, if one does."""
        found = _WORD.match(self._typed, self._at)
        return found[0] if found is not None and found[0] in _OPERATORS else ""

    def _taken(self, sign: str) -> bool:
        taken = self._typed.startswith(sign, self._at)
        self._at += len(sign) if taken else 0
        return taken

    def _refuse(self, message: str, way_out: str = _QUOTE_IT, at: int | None = None) -> NoReturn:
        raise InvalidQueryError(message, way_out, (self._at if at is None else at) + 1, self._typed)

    # -- the rules -------------------------------------------------------------------------

    def whole(self) -> Query | None:
        query = self._query()
        if self._next():
            self._refuse("a bracket is closed that was not opened.")
        return query

    def _query(self) -> Query | None:
        found = [self._every()]
        while self._operator() == "OR":
            at = self._at
            self._at += len("OR")
            self._need_operand("OR", at)
            found.append(self._every())
        asked = tuple(query for query in found if query is not None)
        return Some(asked) if len(asked) > 1 else asked[0] if asked else None

    def _every(self) -> Query | None:
        found: list[Query] = []
        self._skip()
        if (operator := self._operator()) in ("AND", "OR"):
            self._refuse(f"{operator} has nothing before it.")
        while not self._at_end():
            query = self._wanted()
            if query is not None:
                found.append(query)
            self._skip()
            if self._operator() == "AND":
                at = self._at
                self._at += len("AND")
                self._need_operand("AND", at)
        return Every(tuple(found)) if len(found) > 1 else found[0] if found else None

    def _at_end(self) -> bool:
        self._skip()
        return self._next() in ("", ")") or self._operator() == "OR"

    def _need_operand(self, operator: str, at: int) -> None:
        if self._at_end() or self._operator() in ("AND", *(["NOT"] if operator == "NOT" else [])):
            self._refuse(f"{operator} has nothing after it.", at=at)

    def _wanted(self) -> Query | None:
        at = self._at
        if self._operator() == "NOT":
            self._at += len("NOT")
            self._need_operand("NOT", at)
        elif not self._is_minus() or not self._taken("-"):
            return self._operand()
        query = self._operand()
        return Not(query) if query is not None else None

    def _is_minus(self) -> bool:
        """Whether a minus stands here right before what it takes away."""
        behind = self._typed[self._at + 1 : self._at + 2]
        return self._next() == "-" and bool(behind) and not behind.isspace() and behind not in "-)"

    def _operand(self) -> Query | None:
        self._operands += 1
        if self._operands > MAX_OPERANDS:
            self._refuse(f"it asks for more than {MAX_OPERANDS} things.", "Search for less.")
        if self._next() == "(":
            return self._bracket()
        if found := _FIELD.match(self._typed, self._at):
            name = (found[1] or found[2]).lower()
            if name == "near":
                self._at = found.end()
                return self._near()
            if name in FIELDS or found[1]:
                return self._field(name, found.end())
        words, prefix, _ = self._phrase()
        return Words("", words, prefix) if has_words(words) else None

    def _bracket(self) -> Query | None:
        opened = self._at
        self._at += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._refuse(f"more than {MAX_DEPTH} brackets are open at once.", at=opened)
        query = self._query()
        if not self._taken(")"):
            self._refuse("a bracket is opened and not closed.", at=opened)
        self._depth -= 1
        return query

    def _phrase(self) -> tuple[str, bool, bool]:
        """Words, whether they may go on, and whether they stood in quotation marks."""
        at = self._at
        if self._next() in ('"', "“", "”"):
            found = _QUOTED.match(self._typed, at)
            if found is None and self._next() == '"':
                self._refuse("a quotation mark is opened and not closed.", 'Close it: "two words".')
            if found is None:  # a curly one alone is no syntax
                self._at += 1
                return "", False, False
            self._at = found.end()
            return _plain(found[1] or found[2] or ""), self._taken("*"), True
        word = _WORD.match(self._typed, at)
        assert word is not None
        self._at = word.end()
        return word[0].rstrip("*"), word[0].endswith("*"), False

    def _near(self) -> Query | None:
        begin = self._at
        found = _NEAR.match(self._typed, begin)
        if not (found and found["number"] and found["bracket"] and int(found["number"]) <= MAX_DISTANCE):
            self._refuse("“near:” expects how many words there may be between, and words: near:5(a b).", "")
        self._at = found.end()
        phrases: list[Words] = []
        self._skip()
        while self._next() not in (")", ""):
            if self._next() == "(":
                self._refuse("“near:” expects words and phrases, and no brackets.", "")
            words, prefix, _ = self._phrase()
            if has_words(words):
                phrases.append(Words("", words, prefix))
            self._skip()
        if not self._taken(")"):
            self._refuse("a bracket is opened and not closed.", at=found.end() - 1)
        self._operands += len(phrases)
        if len(phrases) > 1:
            return Near(int(found["number"]), tuple(phrases))
        return phrases[0] if phrases else None

    # -- fields ----------------------------------------------------------------------------

    def _field(self, name: str, at: int) -> Query:
        field = FIELDS.get(name)
        if field is None:
            near = get_close_matches(name, FIELDS, 1)
            hint = f"Did you mean “{near[0]}:”?" if near else f"There are {', '.join(FIELDS)} and near."
            self._refuse(f"there is no field “{name}:”.", f'{hint} Or in quotation marks: "{name}: …".')
        self._at = at
        if self._next() in ("", ")", "(") or self._next().isspace():
            self._refuse(f"“{name}:” expects {_expected(field)}.", "")
        words, prefix, quoted = self._phrase()
        if field.kind == WORDS:
            if not has_words(words):
                self._refuse(f"“{name}:” expects {_expected(field)}.", "", at)
            return Words(name, words, prefix)
        if field.kind == NAME:
            return self._name(field, words, prefix, at)
        return Span(name, *self._span(field, words, prefix or quoted, at))

    def _name(self, field: Field, name: str, prefix: bool, at: int) -> Query:
        name = " ".join(name.split())
        if field.name != "tag":
            name = name.lower()
        if field.values and (name not in field.values or prefix):
            near = get_close_matches(name, field.values, 1)
            hint = f"Did you mean “{field.name}:{near[0]}”?" if near else ""
            self._refuse(f"“{field.name}:” expects {_expected(field)}.", hint, at)
        if not (name.lstrip("#") or prefix):
            self._refuse(f"“{field.name}:” expects {_expected(field)}.", "", at)
        return Name(field.name, name, prefix)

    def _span(self, field: Field, typed: str, odd: bool, at: int) -> tuple[str, str]:
        """From what to what; each is checked, and the first is not behind the last."""
        low, high = self._ends(field, typed)
        is_one = {NUMBERS: lambda one: _NUMBER.fullmatch(one), DAYS: is_day, MOMENTS: is_moment}[field.kind]
        ends = [one for one in (low, high) if one]
        if odd or not ends or not all(map(is_one, ends)):
            self._refuse(f"“{field.name}:” expects {_expected(field)}.", "", at)
        if field.kind == NUMBERS:
            low, high = (str(int(one)) if one else "" for one in (low, high))
        first, last = (int(low or 0), int(high or low or 0)) if field.kind == NUMBERS else (low, high + "~")
        if high and low and first > last:  # type: ignore[operator]  # both are numbers, or both are texts
            self._refuse(f"{low} is behind {high}.", f"Write {field.name}:{high}..{low}.", at)
        return low, high

    def _ends(self, field: Field, typed: str) -> tuple[str, str]:
        if field.name in ("after", "before"):
            return (typed, "") if field.name == "after" else ("", typed)
        if field.kind == NUMBERS and typed[:1] in ("<", ">"):
            number = typed.lstrip("<>=")
            if typed.count("=") > 1 or not _NUMBER.fullmatch(number):
                return "", ""
            more = int(number) + ("=" not in typed) * (1 if typed[0] == ">" else -1)
            return (str(more), "") if typed[0] == ">" else ("", str(more) if more >= 0 else "-")
        low, dots, high = typed.partition("..")
        return (low, high) if dots else (typed, typed)


def _plain(words: str) -> str:
    """Without double quotation marks, for those have a meaning; blanks single."""
    return " ".join(re.sub('["“”]', " ", words).split())


def _expected(field: Field) -> str:
    if field.values:
        return "one of " + ", ".join(field.values)
    what = {
        WORDS: "a word",
        NAME: "a name",
        DAYS: "a day, month or year",
        MOMENTS: "a day, month or year, or from one to another",
        NUMBERS: "a number, or from one to another",
    }[field.kind]
    return f"{what}, such as {field.example}"


def write(query: Query) -> str:
    """The query as a user may type it."""
    match query:
        case Some(queries):
            return " OR ".join(_inner(one, (Some,)) for one in queries)
        case Every(queries):
            return " ".join(_inner(one, (Some, Every)) for one in queries)
        case Not(one):
            return "-" + _inner(one, (Some, Every, Not))
        case Near(distance, phrases):
            return f"near:{distance}({' '.join(map(write, phrases))})"
        case Span(field, low, high):
            value = low if low == high else f"{low}..{high}"
            return f"{field}:{low or high}" if field in ("after", "before") else f"{field}:{value}"
        case Words(field, words, prefix) | Name(field, words, prefix):
            bare = _BARE.fullmatch(words) and words not in _OPERATORS
            value = (words if bare else f'"{words}"') + ("*" if prefix else "")
            return f"{field}:{value}" if field else value


def _inner(query: Query, in_brackets: tuple[type, ...]) -> str:
    return f"({write(query)})" if isinstance(query, in_brackets) else write(query)
