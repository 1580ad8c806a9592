"""What of a release's text is found when someone asks for it, and kept nowhere: quotations and contacts.

A long text takes a while, so that is for a thread. Their patterns take long to compile and lists need none,
so both are imported with the first text that is looked through.
"""

from __future__ import annotations

from collections.abc import Sequence

from store.models import Contact, Quotation, ReleaseText

#: Changes whenever another quotation, speaker or role is found: what was kept of them is then made anew.
QUOTATION_RULES = 11


def quotations_of(release: ReleaseText) -> tuple[Quotation, ...]:
    """The quoted speech: about 0.2 s for a million characters."""
    from store.structure.quotations import quotations

    return quotations(release.text, [(one[0], one[1]) for one in release.paragraphs])


def quotations_around(release: ReleaseText, passages: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """As `quotations_of`; where no quotation marks stand around one of the passages, given by their start
    and end, it gives none: who is speaking, which takes longest to find, is not asked then.
    """
    from store.structure.quotations import quotations

    return quotations(release.text, [(one[0], one[1]) for one in release.paragraphs], passages)


def contacts_of(release: ReleaseText) -> tuple[Contact, ...]:
    """Whom to call or write to, found in the paragraphs of kind ``contact``."""
    from store.structure.contacts import contacts

    return contacts(release.text, release.paragraphs)
