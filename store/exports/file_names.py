"""What the file of a release is called."""

from __future__ import annotations

import re
import unicodedata

from store.models import Release

#: The longest slug of a headline in a file name, in code points.
SLUG_LENGTH = 60

#: The longest file name, in bytes of UTF-8; common file systems end at 255 bytes.
FILE_NAME_BYTES = 200

#: What makes up words: letters, marks (vowel signs among them) and numbers.
WORD_CATEGORIES = frozenset(("L", "M", "N"))


def file_name(release: Release, suffix: str) -> str:
    """A readable file name that no other release of the library has: date, headline, id.

    Letters and digits of any script are kept, in lower case; everything else is a hyphen. At most
    `FILE_NAME_BYTES` bytes in UTF-8.
    """
    date = _slug(release.date or "")[:SLUG_LENGTH]
    end = f"-{release.id}{suffix}"
    room = FILE_NAME_BYTES - len(f"{date}-{end}".encode())
    headline = _shortened(_slug(release.headline), room)
    return ("-".join(part for part in (date, headline) if part) or "release") + end


def report_name(kind: str, about: str, suffix: str, number: int | None = None) -> str:
    """A readable file name for what is no single release: ``tag-vulnerable-migrants-3.md``.

    As short and of the same letters as that of a release; the number tells it from others of its kind.
    """
    end = f"{suffix}" if number is None else f"-{number}{suffix}"
    words = _shortened(_slug(about), FILE_NAME_BYTES - len(f"{kind}-{end}".encode()))
    return "-".join(part for part in (kind, words) if part) + end


def category(character: str) -> str:
    """``L``, ``M``, ``N`` or ``So`` (emoji among them); other general categories as Unicode has them.

    The Unicode Standard, section 4.5.
    """
    full = unicodedata.category(character)
    return full[0] if full[0] in "LMN" else full


class _Kept(dict[int, str]):
    """What becomes of a character in a name, by its code point: itself or a hyphen, looked up once."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = kept = character if category(character) in WORD_CATEGORIES else "-"
        return kept


_KEPT = _Kept()


def _slug(text: str) -> str:
    """Letters, marks and digits of any script in lower case, all else as single hyphens."""
    kept = unicodedata.normalize("NFC", text.lower()).translate(_KEPT)
    return re.sub(r"-{2,}", "-", kept).strip("-")


def _shortened(slug: str, room: int) -> str:
    """The slug cut to `SLUG_LENGTH` code points and ``room`` bytes, at a word's end if one is near."""
    cut = slug[:SLUG_LENGTH].encode()[:room].decode(errors="ignore")
    if len(cut) < len(slug) and slug[len(cut)] != "-" and (end := cut.rfind("-")) > SLUG_LENGTH // 2:
        cut = cut[:end]
    return cut.rstrip("-")
