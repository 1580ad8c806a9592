"""The signs on the screen and what they mean: drawn by the panes, explained by the help."""

from __future__ import annotations

#: Before a release: unread; read, with an unread copy behind it; starred; marked for what is done to many.
UNREAD, UNREAD_BEHIND, STAR, MARKED = "●", "○", "★", "✓"
#: Beside a release, with a number: its copies, its annotations.
COPIES, ANNOTATIONS = "⧉", "◆"
#: Beside a release: under embargo until it ends; updated since it was read.
EMBARGO, UPDATED = "⧖", "↻"
#: Before every line of the item under the cursor, or about which the panes are; before a passage's tags.
CURSOR, PASSAGE = "▌", "▎"
#: In the gutter: where a passage goes on, where more begin than there are lanes, where a note begins.
BAR, MORE, NOTE = "│", "+", "✎"
#: In the gutter: begins a passage without a tag, and one whose letter is too wide for its lane.
UNTAGGED, WIDE = "·", "◆"
#: In the gutter where boilerplate, or the contacts, begin.
BOILERPLATE, CONTACTS = "§", "@"
#: Before an annotation whose words were changed or lost by an update.
WARNING = "⚠"
#: On the reader's scroll bar: an annotation, a hit, the present hit, a hit and an annotation.
LIES_HERE, HIT, PRESENT_HIT, BOTH = "◆", "─", "━", "◈"

#: Each sign with what it means, in the order in which they are met.
LEGEND = (
    (CURSOR, "The row under the cursor"),
    (UNREAD, "Unread"),
    (UNREAD_BEHIND, "Read, but a copy behind it is not"),
    (STAR, "Starred"),
    (MARKED, "Marked, for what is done to many"),
    (f"{COPIES}2", "Copies of the release, from several agencies"),
    (f"{ANNOTATIONS}3", "Annotations of the release"),
    (UPDATED, "Updated since you read it"),
    (EMBARGO, "Under embargo, until it ends"),
    ("m", "Beside the text: here begins a passage; the letter is its tag's"),
    (BAR, "Beside the text: the passage goes on"),
    (UNTAGGED, "Beside the text: here begins a passage without a tag"),
    (WIDE, "Beside the text: the tag's letter finds no room; on the scroll bar: an annotation"),
    (MORE, "Beside the text: more passages begin, or with more tags, than there is room for"),
    (NOTE, "A note"),
    (BOILERPLATE, "Boilerplate begins"),
    (CONTACTS, "The contacts begin"),
    (PASSAGE, "An annotation in the list, in its tag's colour"),
    (WARNING, "Its words were changed or lost by an update"),
    (f"{HIT} {PRESENT_HIT}", "On the scroll bar: a hit, and the one you are at"),
    (BOTH, "On the scroll bar: a hit and an annotation"),
)
