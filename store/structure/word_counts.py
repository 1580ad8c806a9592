"""How many words a text has."""

from __future__ import annotations

from store.patterns import lazy_pattern

#: Han, kana and bopomofo: of these each character counts for a word, as word processors count them.
_ALONE = lazy_pattern(
    "[\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff]"
)
#: The bytes of UTF-8 that no character from U+3000 on begins with: to take them out takes no time.
_BELOW = bytes(range(0xE3))


def word_count(text: str) -> int:
    """The words between blanks; where Chinese or Japanese are written without blanks, their characters."""
    if not (text.encode(errors="surrogatepass").translate(None, _BELOW) and _ALONE.search(text)):
        return len(text.split())
    others = _ALONE.sub(" ", text).split()  # among them is what only parts words
    return len(_ALONE.findall(text)) + sum(any(map(str.isalnum, word)) for word in others)
