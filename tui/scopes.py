"""The scopes of the table of actions: where keys hold, pane by pane and prompt by prompt."""

from __future__ import annotations

#: The panes; ``selection`` is the reader while a selection stands, ``changes`` while it compares.
RELEASES, READER, SELECTION, CHANGES = "releases", "reader", "selection", "changes"
ANNOTATIONS = "annotations"
#: The list of what a query finds, which stands in the place of the three panes.
RESULTS = "results"
#: For the footer only: the selection while it is to be an annotation's passage; its keys are the selection's.
RESHAPE = "reshape"
#: The fields beside the panes, and the screens over them.
NARROW, FIND, QUERY = "narrow", "find", "query"
TAGS, NOTE, LINE, CONFLICT, QUESTION, HELP = "tags", "note", "line", "conflict", "question", "help"
#: The words that narrow the help.
HELP_SEARCH = "help_search"
#: The tree of tags, the passages of one, what is asked before something is done.
TREE, MARKED, CONFIRM = "tree", "marked", "confirm"
#: What is tagged around the hits of a query, before it is.
AUTOCODE = "autocode"
ADD = "add"
VIEWS = "views"
#: The labels of what can be gone to.
LABELS = "labels"
#: What releases come to.
STATS = "stats"
#: What is exported and where to; what becomes of notes that were changed by hand.
EXPORT, BY_HAND = "export", "by_hand"
#: What was told in this session.
MESSAGES = "messages"
#: What an empty library offers.
WELCOME = "welcome"

#: The panes' scopes, and those that screens and fields hold before the panes; each with its title.
PANE_SCOPES = {
    RELEASES: "Releases",
    READER: "Reader",
    SELECTION: "Selection",
    CHANGES: "Changes",
    ANNOTATIONS: "Annotations",
    RESULTS: "Results",
}
PROMPT_SCOPES = {
    NARROW: "Narrowing the list",
    FIND: "Finding",
    QUERY: "Query",
    TAGS: "Tag prompt",
    NOTE: "Note prompt",
    LINE: "One-line prompt",
    ADD: "Adding",
    CONFLICT: "Conflict prompt",
    EXPORT: "Exporting",
    BY_HAND: "Notes changed by hand",
    QUESTION: "Question",
    VIEWS: "Views",
    CONFIRM: "Are you sure",
    TREE: "Tags",
    MARKED: "Passages of a tag",
    WELCOME: "Empty library",
    AUTOCODE: "Auto-coding",
    MESSAGES: "Messages",
    STATS: "Statistics",
    LABELS: "Labels",
    HELP: "Help",
    HELP_SEARCH: "Searching the help",
}
SCOPES = PANE_SCOPES | PROMPT_SCOPES
