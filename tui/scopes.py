"""The scopes of the panes in the table of actions; those of fields and screens are in `screen_actions.py`."""

from __future__ import annotations

#: The panes; ``selection`` is the reader while a selection stands, ``changes`` while it compares.
RELEASES, READER, SELECTION, CHANGES = "releases", "reader", "selection", "changes"
ANNOTATIONS = "annotations"
#: The list of what a query finds, which stands in the place of the three panes.
RESULTS = "results"
#: For the footer only: the selection while it is to be an annotation's passage; its keys are the selection's.
RESHAPE = "reshape"
#: The panes' scopes, each with its title.
PANE_SCOPES = {
    RELEASES: "Releases",
    READER: "Reader",
    SELECTION: "Selection",
    CHANGES: "Changes",
    ANNOTATIONS: "Annotations",
    RESULTS: "Results",
}
