"""What the words beside a quotation say of its speaker, and what reads it of them."""

from __future__ import annotations

from typing import NamedTuple, Protocol

#: What stands for the pronoun of a subject that is left out, or is an office: man or woman.
SOMEBODY = "*"


class Attribution(NamedTuple):
    """Words that say who speaks: a printed name, or a pronoun, or neither ("others said")."""

    name: str | None = None
    pronoun: str | None = None
    plural: bool = False
    """Whether the pronoun means more than one, or no person."""
    inflected: bool = False
    """Whether the name stands in a case that is not the one it is known by."""
    offices: frozenset[str] = frozenset()
    """Of whom is meant by them alone: titles and offices, in lower case, as in "the mayor said"."""
    noun: str | None = None
    """What a person or a body is called that has no office: "union" of "the union said", in lower case."""


class Reader(Protocol):
    """Reads attributions of one language."""

    def after(self, words: str, sentence_ended: bool, paused: bool = False) -> Attribution | None:
        """The attribution in the words that follow a quotation; None where they hold none.

        `sentence_ended` says that the quotation ended with a full stop: then a name and a verb that go on
        ("Lee adds: ...") belong to the next sentence. `paused` says that it ended with a comma.
        """

    def before(self, words: str) -> Attribution | None:
        """The attribution in the words that lead up to a quotation; None where they hold none."""

    def introduced(self, words: str) -> Attribution | None:
        """Of whom the sentence before a quotation says that he or she speaks: "Ana Ruiz agreed." """

    def around(self, before: str, after: str) -> Attribution | None:
        """The attribution of which the name stands before a quotation, the verb after it."""

    def inside(self, words: str) -> Attribution | None:
        """The attribution that stands within the marks: "«We shall, says Ana Ruiz. And we must.»"."""

    def signature(self, paragraph: str) -> Attribution | None:
        """The name in a line of its own below a quotation: "Ana Ruiz, Director of Harbours"."""

    def leads_on(self, words: str) -> bool:
        """Whether words end in what a quotation in mid-sentence may follow: a colon, a comma, "that"."""
