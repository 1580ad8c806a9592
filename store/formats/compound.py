"""Files of Office before 2007, in Microsoft's compound file ([MS-CFB]): told apart, and refused.

No kept library reads a .doc without another program. A mail of Outlook's has a reader of its own.
"""

from __future__ import annotations

from store.errors import RefusedError

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of what lies in the file, and why it is refused.
_KINDS = {
    "EncryptedPackage": "it is protected by a password: save it without one.",
    "WordDocument": "it is of Word before 2007: save it as .docx.",
    "Workbook": "it is a spreadsheet: save it as .csv.",
    "PowerPoint Document": "it is a presentation: save it as PDF.",
}


def is_compound(data: bytes) -> bool:
    """Whether the bytes begin as a compound file."""
    return data.startswith(_COMPOUND_FILE)


def is_mail(data: bytes) -> bool:
    """Whether the bytes are a compound file with a mail of Outlook's in it ([MS-OXMSG])."""
    return is_compound(data) and _holds(data, "__substg1.0_")


def _holds(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def read(data: bytes) -> None:
    """Raises RefusedError: what it is, and how to save it as what can be read."""
    if not is_compound(data):
        raise RefusedError("it is no file of Word’s: save it as .docx.")
    reasons = (reason for name, reason in _KINDS.items() if _holds(data, name))
    raise RefusedError(next(reasons, "it is of a program before 2007, or damaged: save it as .docx."))
