"""What a user asks of the search: words, "phrases", prefix*, AND OR NOT, parentheses.

    query    = every *( "OR" every )
    every    = [ "NOT" ] operand *( [ "AND" ] [ "NOT" ] operand )
    operand  = word | word "*" | '"' words '"' [ "*" ] | "“" words "”" [ "*" ] | "(" query ")"

Operators are in capitals; anything else is words. A word that punctuation parts (``don't``,
``co-operate``, ``a:b``) is a phrase of its parts; what holds no letter, digit or symbol is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.canonical import canonical
from store.errors import InvalidQueryError
from store.search.folding import Phrase, has_words

#: Code points a query may have; brackets within brackets. FTS5's own parser has limits beyond these.
MAX_LENGTH, MAX_DEPTH = 2000, 8
_WAY_OUT = 'Put words in quotation marks to search for them as they are: "to be OR not".'
_LEXEME = re.compile(
    r"(?P<bracket>[()])"
    r"|(?:\"(?P<quoted>[^\"]*)\"|“(?P<curly>[^“”]*)”)(?P<star>\*?)"
    r"|(?P<open>\")"
    r"|(?P<word>(?:[^\s()\"“]|“(?![^“”]*”))+)"
)


@dataclass(frozen=True, slots=True)
class One:
    """A word or phrase."""

    phrase: Phrase

    @property
    def match(self) -> str:
        """The query in FTS5's language."""
        return self.phrase.match

    def holds(self, fields: Sequence[str]) -> bool:
        """Whether the query is true of these folded texts, taken together."""
        return any(map(self.phrase.holds, fields))

    def phrases(self) -> Iterator[Phrase]:
        """The phrases that make the query true; none that must not occur."""
        yield self.phrase


@dataclass(frozen=True, slots=True)
class Every:
    """All of some queries and none of others."""

    wanted: tuple[Query, ...]
    unwanted: tuple[Query, ...]

    @property
    def match(self) -> str:
        """All of the queries in FTS5's language, and none of the unwanted."""
        wanted = _joined(" AND ", self.wanted)
        return f"({wanted}) NOT ({_joined(' OR ', self.unwanted)})" if self.unwanted else wanted

    def holds(self, fields: Sequence[str]) -> bool:
        """Whether every query is true of these folded texts, and none of the unwanted."""
        return all(query.holds(fields) for query in self.wanted) and not any(
            query.holds(fields) for query in self.unwanted
        )

    def phrases(self) -> Iterator[Phrase]:
        """The phrases of the wanted queries, one after the other."""
        for query in self.wanted:
            yield from query.phrases()


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of some queries."""

    wanted: tuple[Query, ...]

    @property
    def match(self) -> str:
        """The queries in FTS5's language, of which one is enough."""
        return _joined(" OR ", self.wanted)

    def holds(self, fields: Sequence[str]) -> bool:
        """Whether any of the queries is true of these folded texts."""
        return any(query.holds(fields) for query in self.wanted)

    def phrases(self) -> Iterator[Phrase]:
        """The phrases of the wanted queries, one after the other."""
        for query in self.wanted:
            yield from query.phrases()


Query = One | Every | Some


def _joined(operator: str, queries: Iterable[Query]) -> str:
    return operator.join(query.match if isinstance(query, One) else f"({query.match})" for query in queries)


def parse(words: str) -> Query | None:
    """The query a user typed, or None where it holds no words. Raises InvalidQueryError."""
    words = canonical(words)
    if len(words) > MAX_LENGTH:
        raise InvalidQueryError(f"it is longer than {MAX_LENGTH} characters.", "Search for fewer words.")
    parser = _Parser(list(_LEXEME.finditer(words)))
    query = parser.query(0)
    if parser.lexeme is not None:
        raise InvalidQueryError("a bracket is closed that was not opened.", _WAY_OUT)
    return query


class _Parser:
    """Recursive descent, one method per rule of the grammar above."""

    def __init__(self, lexemes: list[re.Match[str]]) -> None:
        self._lexemes = iter(lexemes)
        self.lexeme = next(self._lexemes, None)

    def _next(self) -> None:
        self.lexeme = next(self._lexemes, None)

    def _taken(self, operator: str) -> bool:
        taken = self.lexeme is not None and self.lexeme["word"] == operator
        if taken:
            self._next()
        return taken

    def query(self, depth: int) -> Query | None:
        if depth > MAX_DEPTH:
            raise InvalidQueryError(f"more than {MAX_DEPTH} brackets are open at once.", _WAY_OUT)
        found = [self._every(depth)]
        while self._taken("OR"):
            self._need_operand("OR")
            found.append(self._every(depth))
        wanted = tuple(query for query in found if query is not None)
        return wanted[0] if len(wanted) == 1 else Some(wanted) if wanted else None

    def _every(self, depth: int) -> Query | None:
        wanted: list[Query] = []
        unwanted: list[Query] = []
        if self.lexeme is not None and self.lexeme["word"] in ("AND", "OR"):
            raise InvalidQueryError(f"{self.lexeme['word']} has nothing before it.", _WAY_OUT)
        while not self._at_end():
            negated = self._taken("NOT")
            if negated:
                self._need_operand("NOT")
            query = self._operand(depth)
            if query is not None:
                (unwanted if negated else wanted).append(query)
            if self._taken("AND"):
                self._need_operand("AND")
        if unwanted and not wanted:
            raise InvalidQueryError(
                "NOT takes away from what other words find, and there are none.", _WAY_OUT
            )
        if len(wanted) == 1 and not unwanted:
            return wanted[0]
        return Every(tuple(wanted), tuple(unwanted)) if wanted else None

    def _at_end(self) -> bool:
        return self.lexeme is None or self.lexeme["bracket"] == ")" or self.lexeme["word"] == "OR"

    def _need_operand(self, operator: str) -> None:
        lexeme = self.lexeme
        if self._at_end() or (lexeme and lexeme["word"] in ("AND", *(["NOT"] if operator == "NOT" else []))):
            raise InvalidQueryError(f"{operator} has nothing after it.", _WAY_OUT)

    def _operand(self, depth: int) -> Query | None:
        lexeme = self.lexeme
        assert lexeme is not None
        self._next()
        if lexeme["open"]:
            raise InvalidQueryError("a quotation mark is opened and not closed.", 'Close it: "two words".')
        if lexeme["bracket"]:
            query = self.query(depth + 1)
            if self.lexeme is None:
                raise InvalidQueryError("a bracket is opened and not closed.", _WAY_OUT)
            self._next()
            return query
        words = next(text for text in (lexeme["quoted"], lexeme["curly"], lexeme["word"]) if text is not None)
        prefix = bool(lexeme["star"]) or (lexeme["word"] is not None and words.endswith("*"))
        return One(Phrase(words, prefix=prefix)) if has_words(words) else None
