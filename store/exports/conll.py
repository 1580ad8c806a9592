"""What was marked as tokens for machine learning, in the form of the CoNLL shared tasks of 2002 and 2003.

A line for each token, with a tab before its label: ``B-`` and the tag's name where a passage begins, with
``_`` for its blanks, ``I-`` where it goes on, ``O`` elsewhere. What nobody sees is no token. A blank line
ends each paragraph, ``-DOCSTART-`` begins a release.

A token has one label: of passages that lie over each other the one that begins first is there, the longer of
two, and its first tag alone; `overlaid` and `further_tags` count what is not. ``brat`` has all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from store.exports.exporter import Marked
from store.models import Annotation, Tag

_BLANK = regex.compile(r"\s")
#: What a passage without a tag is called.
_UNTAGGED = "Note"
_IDEOGRAPH = r"[\p{Han}\p{Hiragana}\p{Katakana}]"
#: Joins letters, and is not seen itself.
_JOINED = r"[\u00AD\u200C\u200D\u2060](?=[\w\p{M}])"
#: A sign of a script without blanks between words; a word with its marks and apostrophes; any other sign as
#: it is seen: a flag, a family of emoji. A sign before digits, as Arabic has, would take a blank along.
_TOKEN = regex.compile(
    rf"{_IDEOGRAPH}\p{{M}}*"
    rf"|(?:(?!{_IDEOGRAPH})[\w\p{{M}}])(?:(?!{_IDEOGRAPH})[\w\p{{M}}]|{_JOINED})*(?:['’]\w+)*"
    r"|(?![\s\p{Cc}\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB])(?:(?!\p{GCB=Prepend})\X|.\p{M}*)"
)


def write(marked: Iterable[Marked], *, codebook: Sequence[Tag]) -> Iterator[str]:
    """The table, each release in turn."""
    names = _names(codebook)
    untagged = _UNTAGGED
    while untagged in names.values():
        untagged += "_"
    for one in marked:
        yield "-DOCSTART-\tO\n\n"
        yield "".join(_lines(one, names, untagged))


def _names(codebook: Iterable[Tag]) -> dict[int, str]:
    """What each tag is called, by the tag's id: each its own name, one without blanks as it is."""
    found: dict[int, str] = {}
    for tag in sorted(codebook, key=lambda tag: (bool(_BLANK.search(tag.name)), tag)):
        name, taken = _BLANK.sub("_", tag.name), set(found.values())
        while name in taken:
            name += f"_{tag.id}"
        found[tag.id] = name
    return found


def _lines(one: Marked, names: Mapping[int, str], untagged: str) -> Iterator[str]:
    text = one.text()
    passages = iter([*_placed(one.annotations), None])
    passage, begun = next(passages), False
    for start, end, _ in text.paragraphs:
        for token in _TOKEN.finditer(text.text, start, end):
            while passage is not None and passage.end <= token.start():
                passage, begun = next(passages), False
            label = "O"
            if passage is not None and passage.start < token.end():
                name = names[passage.tags[0].id] if passage.tags else untagged
                label, begun = f"{'I' if begun else 'B'}-{name}", True
            yield f"{token[0]}\t{label}\n"
        yield "\n"


def overlaid(one: Marked) -> int:
    """How many passages of the release lie over one that begins before."""
    return sum(each.state != "orphaned" for each in one.annotations) - len(_placed(one.annotations))


def further_tags(one: Marked) -> int:
    """How many tags of passages there are beside the first of each."""
    return sum(max(0, len(each.tags) - 1) for each in _placed(one.annotations))


def renamed(one: Marked) -> list[str]:
    """The names of those tags that have blanks, each once, where passages have it for their label."""
    names = (each.tags[0].name for each in _placed(one.annotations) if each.tags)
    return [name for name in dict.fromkeys(names) if _BLANK.search(name)]


def _placed(annotations: Iterable[Annotation]) -> list[Annotation]:
    """The passages that lie beside each other, of those in the order of the text.

    They come by start, end and id (`Marked.annotations`): nothing needs to be sorted for it, however often it
    is asked.
    """
    found: list[Annotation] = []
    for one in annotations:
        if one.state == "orphaned":
            continue
        if not found or found[-1].end <= one.start:
            found.append(one)
        elif found[-1].start == one.start and found[-1].end < one.end:
            found[-1] = one
    return found
