"""The one table of actions: what can be done, with which keys, in which scope.

Footer, prompts' hints, help, command palette, ``dateline keys`` and the README's table are all made from it.
The method ``action_<id>`` of an action's owner carries it out.
A new key is a row of `DEFAULTS`, that of a screen or field of `SCREEN_ACTIONS`; a new scope is a row of
`tui.scopes`.
"""

from __future__ import annotations

from tui.action import Action as Action
from tui.reader_actions import READER_ACTIONS
from tui.scopes import ANNOTATIONS, CHANGES, PANE_SCOPES, READER, RELEASES, RESULTS, SELECTION
from tui.screen_actions import (
    AUTOCODE,
    HELP,
    MARKED,
    MESSAGES,
    RESULT_ACTIONS,
    SCREEN_ACTIONS,
    STATS,
    TREE,
    VIEWS,
)

_ALL = tuple(PANE_SCOPES)
_CALM = (RELEASES, READER, CHANGES, ANNOTATIONS)
_THREE = (*_CALM, SELECTION)
_LISTED = (*_CALM, RESULTS)
_TEXT = (READER, SELECTION)
_VIEW = (READER, SELECTION, CHANGES)
_LIST_SCREENS = (TREE, MARKED, AUTOCODE, MESSAGES)
_OVER_PANES = (*_LIST_SCREENS, HELP, STATS, VIEWS)
_SCROLLED = (*_ALL, *_LIST_SCREENS, HELP, STATS)
_LISTS = (*_ALL, *_OVER_PANES)

#: Every action with the keys it has where the settings say nothing else.
DEFAULTS: tuple[Action, ...] = (
    # Moving, alike in every pane.
    Action("down", "motion", ("j", "down"), _LISTS, "Down", counted=True),
    Action("up", "motion", ("k", "up"), _LISTS, "Up", counted=True),
    Action("top", "motion", ("g", "home"), _OVER_PANES, "To the beginning", counted=True),
    Action(
        "top",
        "motion",
        ("g g", "home"),
        _ALL,
        "To the beginning, or a numbered row",
        counted=True,
        jumps=True,
        brief="To the beginning",
    ),
    Action(
        "bottom",
        "motion",
        ("G", "end"),
        _LISTS,
        "To the end, or a numbered row",
        counted=True,
        jumps=True,
        brief="To the end",
    ),
    Action(
        "half_page_down",
        "motion",
        ("ctrl+d",),
        _SCROLLED,
        "Half a page down, or so many rows",
        counted=True,
        brief="Half a page down",
    ),
    Action(
        "half_page_up",
        "motion",
        ("ctrl+u",),
        _SCROLLED,
        "Half a page up, or so many rows",
        counted=True,
        brief="Half a page up",
    ),
    Action("page_down", "motion", ("ctrl+f", "pagedown", "space"), _SCROLLED, "A page down", counted=True),
    Action("page_up", "motion", ("ctrl+b", "pageup", "shift+space"), _SCROLLED, "A page up", counted=True),
    # Releases.
    Action("open", "opening", ("enter",), (RELEASES,), "Open the release", "open"),
    Action(
        "filter",
        "listing",
        ("/",),
        (RELEASES,),
        "Narrow the list by a query; Esc shows all again",
        "narrow",
        words="filter search",
    ),
    Action("clear_filter", "listing", ("escape",), (RELEASES,), "Take the marks away, or show all again"),
    Action(
        "views", "viewing", ("g l",), _CALM, "Views: list only what one finds", words="filter", brief="Views"
    ),
    Action(
        "save_view",
        "viewing",
        ("g L",),
        (RELEASES, RESULTS),
        "Keep the query as a view, under a name",
        words="save filter",
        brief="Keep the query as a view",
    ),
    Action("toggle_fold", "folds", ("z a",), (RELEASES,), "Show all copies of the release, or one for all"),
    Action("split", "listing", ("x",), (RELEASES,), "Not the same release: take the copy out of its group"),
    Action(
        "toggle_mark", "marks", ("v",), (RELEASES, MARKED), "Mark the row for what is done to many", "mark"
    ),
    Action(
        "mark_range", "marks", ("V",), (RELEASES, MARKED), "Mark all from the last one marked to this one"
    ),
    Action("mark_all", "marks", ("*",), (RELEASES, MARKED), "Mark all that are shown; again: none"),
    Action(
        "remove",
        "listing",
        ("X",),
        (RELEASES, READER),
        "Remove the release with all that was marked, into the trash",
        words="delete",
    ),
    *READER_ACTIONS,
    # Annotations.
    Action("jump", "jumping", ("enter",), (ANNOTATIONS,), "Go to the passage", "go to"),
    Action(
        "reattach",
        "reattaching",
        ("g s",),
        (ANNOTATIONS,),
        "Select the passage, to move its ends; of an orphan, what is most like it",
        brief="Move a passage's ends",
    ),
    Action("edit_tags", "tagging", ("t",), (ANNOTATIONS,), "Change the tags", "tags"),
    Action("edit_note", "noting", ("c", "e"), (ANNOTATIONS,), "Change the note", "note"),
    Action("delete", "annotating", ("x",), (ANNOTATIONS,), "Delete the annotation", "delete"),
    Action(
        "widen_annotations",
        "preferences",
        ("<",),
        (ANNOTATIONS,),
        "More room for the annotations",
        counted=True,
        coalesced=True,
    ),
    Action(
        "narrow_annotations",
        "preferences",
        (">",),
        (ANNOTATIONS,),
        "More room for the text",
        counted=True,
        coalesced=True,
    ),
    Action("leave_annotations", "panes", ("escape",), (ANNOTATIONS,), "Back to the text"),
    # What a query finds.
    Action(
        "search",
        "searching",
        ("g /",),
        _LISTED,
        "Find by a query in all releases",
        words="search",
        brief="Find in all releases",
    ),
    *RESULT_ACTIONS,
    # The release, from anywhere.
    Action("done", "reading", ("d",), _CALM, "Done: mark read and open the next unread release", "done"),
    Action(
        "next_unread",
        "reading",
        ("g n",),
        _CALM,
        "Open the next unread release of the whole library",
        brief="Next unread release",
    ),
    Action("next_release", "opening", ("J",), _CALM, "Open the next release"),
    Action("previous_release", "opening", ("K",), _CALM, "Open the release before"),
    Action(
        "next_update",
        "updates",
        ("g u",),
        _CALM,
        "Open the next release that was updated since you read it",
        brief="Next updated release",
    ),
    Action("toggle_read", "reading", ("r",), _LISTED, "Mark read or unread"),
    Action("toggle_star", "reading", ("s",), _LISTED, "Star, or take the star away", words="bookmark"),
    Action(
        "export",
        "exporting",
        ("E",),
        _LISTED,
        "Export what was marked: a release, many, all, or reports; again: stop",
    ),
    Action(
        "open_outside",
        "outward",
        ("g x",),
        _LISTED,
        "Open the link under the cursor, or the release's address or file",
        words="browser",
        brief="Open link, address or file",
    ),
    Action(
        "open_export",
        "outward",
        ("g o",),
        _LISTED,
        "Open the exported note of the release",
        brief="Open the exported note",
    ),
    Action(
        "edit_export",
        "outward",
        ("g O",),
        _LISTED,
        "Open the exported note in $VISUAL or $EDITOR",
        words="note",
        brief="Edit the exported note",
    ),
    Action(
        "tag_release",
        "coding",
        ("g t",),
        _CALM,
        "Tag the release itself, or all releases marked",
        brief="Tag the release",
    ),
    Action(
        "untag_release",
        "coding",
        ("g T",),
        _CALM,
        "Take tags from the release, or all releases marked",
        brief="Take tags from the release",
    ),
    # The application.
    Action(
        "add",
        "adding",
        ("a",),
        _CALM,
        "Add a file, folder or URL, or follow a feed; again: stop",
        words="import",
    ),
    Action(
        "refresh",
        "refreshing",
        ("R",),
        _LISTED,
        "Ask the feeds and folders you follow for news; again: stop",
        words="update fetch",
    ),
    Action("undo", "undoing", ("u",), _LISTED, "Undo the last change", "undo"),
    Action(
        "undo_own",
        "undoing",
        ("U",),
        _LISTED,
        "Undo your own part alone of what others have built upon since",
    ),
    Action("redo", "undoing", ("ctrl+r",), _LISTED, "Redo what was undone"),
    Action(
        "drafts",
        "resuming",
        ("g c",),
        _LISTED,
        "Go on with a note or tags that could not be saved",
        brief="Go on with what is unsaved",
    ),
    Action(
        "label",
        "labelling",
        ("g j",),
        (*_THREE, RESULTS),
        "Label rows and panes in view; a label's letters go there",
        words="jump easymotion hint",
        brief="Jump by labels",
    ),
    Action("next_pane", "panes", ("tab",), _THREE, "To the next pane", "pane"),
    Action("previous_pane", "panes", ("shift+tab",), _THREE, "To the pane before"),
    Action(
        "save_beside", "saving", ("S",), _ALL, "Save the library as it is open here, as a new file beside it"
    ),
    Action(
        "tags",
        "coding",
        ("T",),
        _CALM,
        "Look through all tags, and change them",
        words="rename merge move delete",
    ),
    Action("pin_tag", "tagging", ("P",), _LISTED, "Pin a tag to a digit"),
    Action(
        "tour",
        "touring",
        ("g ?",),
        (*_THREE, RESULTS),
        "A tour of five steps; again: leave it",
        words="learn tutorial first begin",
    ),
    Action(
        "stats",
        "lookup",
        ("g p",),
        _CALM,
        "Progress: how much is read, the year, tags over time",
        words="statistics chart heat map",
        brief="Progress",
    ),
    Action(
        "messages",
        "lookup",
        ("g m",),
        _LISTED,
        "Messages: all that was told in this session",
        brief="Messages",
    ),
    Action("help", "lookup", ("?",), (*_ALL, *_LIST_SCREENS), "Show all keys", words="help legend"),
    Action("command_palette", "app", (":", "ctrl+p"), _ALL, "Find a command by its name"),
    Action(
        "suspend_process", "app", ("ctrl+z",), _ALL, "Suspend, in prompts too; fg in the shell comes back"
    ),
    Action("quit", "ending", ("q", "ctrl+q"), _ALL, "Quit; everything is saved already", words="exit close"),
    *SCREEN_ACTIONS,
)
#: The table as it holds: with the keys of the reader's own settings, once `tui.keys.hold` has put them there.
ACTIONS: list[Action] = [*DEFAULTS]


#: Owners whose actions only move, show or open.
_LOOKING = {
    "changes", "comparing", "finder", "folds", "jumping", "motion", "opening", "panes", "passages", "results",
    "searching", "updates",
}  # fmt: skip
#: Actions that need nothing of what is being written: those, and of other owners these.
READING = {one.id for one in DEFAULTS if one.owner in _LOOKING and set(one.scopes) & {*PANE_SCOPES}}
READING |= {"clear_filter", "copy", "filter", "help", "messages"}


def actions_in(scope: str) -> list[Action]:
    """The actions of a scope, in the table's order."""
    return [action for action in ACTIONS if scope in action.scopes]
