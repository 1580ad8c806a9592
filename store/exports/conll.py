"""What was marked as tokens for machine learning, in the form of the CoNLL shared tasks of 2002 and 2003.

A line for each token, with a tab before its label: ``B-`` and what brat calls the tag where a passage begins,
``I-`` where it goes on, ``O`` elsewhere. A blank line ends each paragraph, ``-DOCSTART-`` begins a release.

A token has one label: of passages that lie over each other the one that begins first is there, the longer of
two, and its first tag alone; `overlaid` and `further_tags` count what is not. ``brat`` has all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from store.exports.brat import UNTAGGED, types_of
from store.exports.exporter import Marked
from store.models import Annotation, Tag

#: A word with its marks and apostrophes, a sign of a script without blanks between words, any other sign.
_TOKEN = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}]|(?:(?![\p{Han}\p{Hiragana}\p{Katakana}])[\w\p{M}])+(?:['’]\w+)*|[^\s\x1c-\x1f]\p{M}*"
)


def write(marked: Iterable[Marked], *, codebook: Sequence[Tag]) -> Iterator[str]:
    """The table, each release in turn."""
    types = types_of(codebook)
    for one in marked:
        yield "-DOCSTART-\tO\n\n"
        yield "".join(_lines(one, types))


def _lines(one: Marked, types: Mapping[int, str]) -> Iterator[str]:
    text = one.text()
    passages = iter([*_placed(one.annotations), None])
    passage, begun = next(passages), False
    for start, end, _ in text.paragraphs:
        for token in _TOKEN.finditer(text.text, start, end):
            while passage is not None and passage.end <= token.start():
                passage, begun = next(passages), False
            label = "O"
            if passage is not None and passage.start < token.end():
                name = types[passage.tags[0].id] if passage.tags else UNTAGGED
                label, begun = f"{'I' if begun else 'B'}-{name}", True
            yield f"{token[0]}\t{label}\n"
        yield "\n"


def overlaid(one: Marked) -> int:
    """How many passages of the release lie over one that begins before."""
    return sum(each.state != "orphaned" for each in one.annotations) - len(_placed(one.annotations))


def further_tags(one: Marked) -> int:
    """How many tags of passages there are beside the first of each."""
    return sum(max(0, len(each.tags) - 1) for each in _placed(one.annotations))


def _placed(annotations: Iterable[Annotation]) -> list[Annotation]:
    """The passages that lie beside each other, in the order of the text."""
    found: list[Annotation] = []
    for one in sorted(annotations, key=lambda one: (one.start, -one.end, one.id)):
        if one.state != "orphaned" and (not found or found[-1].end <= one.start):
            found.append(one)
    return found
