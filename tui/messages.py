"""What was told in this session, kept when its toast has gone."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

#: How many are kept: enough for a day, and no memory to speak of.
MOST_MESSAGES = 1000


class Message(NamedTuple):
    """One notification."""

    when: datetime
    severity: str
    """``information``, ``warning`` or ``error``, as Textual has them."""
    title: str
    text: str
    """The whole of it, as safe as it was shown."""
