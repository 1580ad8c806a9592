"""The one canonical text that every offset refers to."""

from __future__ import annotations

import unicodedata

from store.errors import InvalidInputError


def canonical(text: str) -> str:
    """The text in NFC with ``\\n`` line ends, without byte order marks at its head; nothing else is changed.

    NFC is Unicode Standard Annex #15. Idempotent: ``canonical(canonical(t)) == canonical(t)``.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    text = text.lstrip("\ufeff")
    return unicodedata.normalize("NFC", text)


def canonical_part(text: str) -> str:
    """Words of a text in its canonical form; a byte order mark at their head stays."""
    return canonical(f"\0{text}")[1:]  # which nothing is composed with


def user_text(text: str) -> str:
    """What a user wrote, canonical. Raises InvalidInputError for what UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InvalidInputError(
            "the text is not valid Unicode.", "Check your terminal's encoding."
        ) from error
    return canonical(text)
