"""Words of scripts that part none by blanks: Chinese, Japanese, Thai.

BudouX finds them by models of 30 to 65 kB, imported when such a text is first moved in.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux import Parser

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_THAI = "\u0e01-\u0e3a\u0e40-\u0e4e"
#: Before any character of these scripts.
_FIRST = "\u0e01"
#: Code points of the longest run that is looked at: with marks between them, none is nearly as long.
_LONGEST = 400


@cache  # not for the first frame
def _runs() -> re.Pattern[str]:
    return re.compile(f"[{_HAN}{_KANA}]+|[{_THAI}]+")


def word_start(text: str, offset: int) -> int | None:
    """Where the word begins that `offset` is in; None outside these scripts and in a run without end."""
    if text[offset : offset + 1] < _FIRST:
        return None
    after = _runs().match(text, offset, offset + _LONGEST)
    if after is None:
        return None
    low = max(0, offset - _LONGEST)
    before = _runs().match(text[low : offset + 1][::-1])
    start = offset + 1 - (before.end() if before else 1)
    if after.end() - start >= _LONGEST:
        return None
    starts = _starts(text[start : after.end()])
    return start + starts[bisect_right(starts, offset - start) - 1]


@lru_cache(maxsize=512)
def _starts(run: str) -> tuple[int, ...]:
    words = _parser(_model(run)).parse(run)
    return (0, *accumulate(map(len, words[:-1])))


def _model(run: str) -> str:
    """The model of the language a run is written in, as far as its characters tell."""
    if re.search(f"[{_THAI}]", run):
        return "th"
    if re.search(f"[{_KANA}]", run):
        return "ja_word"
    return "zh-hans" if _is_in(run, "gb2312") or not _is_in(run, "big5") else "zh-hant"


def _is_in(run: str, encoding: str) -> bool:
    """Whether an encoding that was made for one way of writing has all characters of the run."""
    try:
        run.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _parser(model: str) -> Parser:
    from budoux.parser import MODEL_DIR, Parser

    return Parser(json.loads(Path(MODEL_DIR, f"{model}.json").read_text(encoding="utf-8")))
