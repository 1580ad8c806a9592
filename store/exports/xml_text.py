"""XML written down directly: elements as text, whatever they hold."""

from __future__ import annotations

import re

#: What no XML document may hold (XML 1.0, section 2.2).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What has a meaning there, and what a parser would take for a blank or for another line end
#: (sections 2.11 and 3.3.3).
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_TEXT = str.maketrans(_ENTITIES)
_VALUE = str.maketrans({**_ENTITIES, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def allowed(text: str) -> str:
    """The text with U+FFFD in the place of each character that XML has no way to hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def forbidden(text: str) -> int:
    """How many of its characters XML has no way to hold."""
    return len(_FORBIDDEN.findall(text))


def opening(name: str, /, **attributes: object) -> str:
    """The tag that begins an element; an attribute that is None is left out."""
    values = (
        f' {key}="{allowed(str(value)).translate(_VALUE)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{''.join(values)}>"


def element(name: str, /, *content: str, **attributes: object) -> str:
    """An element of content that is XML already."""
    inside = "".join(content)
    return (
        f"{opening(name, **attributes)[:-1]}/>"
        if not inside
        else (f"{opening(name, **attributes)}{inside}</{name}>")
    )


def words(name: str, text: str | None) -> str:
    """An element that holds a text; nothing where there is none."""
    return f"<{name}>{allowed(text).translate(_TEXT)}</{name}>" if text else ""
