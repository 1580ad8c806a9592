"""Typographic marks as a keyboard types them: readers type ``'`` and mean ``’``."""

from __future__ import annotations

_VARIANTS = {"'": "‘’‚‛ʼ′", '"': "“”„‟«»″", "-": "\u2010\u2011‒–—−"}
_TYPED = str.maketrans({variant: key for key, variants in _VARIANTS.items() for variant in variants})


def as_typed(text: str) -> str:
    """Give the text with quotation marks and dashes as a keyboard has them; as many code points."""
    return text.translate(_TYPED)


def meant_by(character: str) -> str:
    """Give the characters somebody who types `character` may mean, itself first."""
    return character + _VARIANTS.get(character, "")
