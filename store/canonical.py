"""The one canonical text that every offset refers to."""

from __future__ import annotations

import unicodedata


def canonical(text: str) -> str:
    """The text in NFC with ``\\n`` line ends, without byte order marks at its head; nothing else is changed.

    NFC is Unicode Standard Annex #15. Idempotent: ``canonical(canonical(t)) == canonical(t)``.
    """
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", text)
