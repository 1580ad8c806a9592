"""What readers of attributions share in scripts that have no capitals."""

from __future__ import annotations

from store.patterns import lazy_pattern
from store.structure.attributions import Attribution

#: A name in Latin letters: “Acme公司首席执行官李华” is none.
_LATIN = r"[A-ZÀ-Þ][A-Za-zÀ-ɏ\d.'’-]*(?:\s[A-ZÀ-Þ][A-Za-zÀ-ɏ\d.'’-]*){0,3}"
LATIN_AT_END = lazy_pattern(rf"(?P<name>{_LATIN})\s?$")
BRACKETS = lazy_pattern(r"\s?[（(][^（()）]{0,60}[)）]")


class WithoutCapitals:
    """What no line of these languages is read for, unless one of them says otherwise."""

    def around(self, before: str, after: str) -> Attribution | None:
        """The attribution of which the name stands before a quotation, the verb after it."""
        return None

    def inside(self, words: str) -> Attribution | None:
        """The attribution that stands within the marks."""
        return None

    def introduced(self, words: str) -> Attribution | None:
        """Of whom the sentence before a quotation says that he or she speaks."""
        return None

    def signature(self, paragraph: str) -> Attribution | None:
        """The name in a line of its own below a quotation; None for any other line."""
        return None
