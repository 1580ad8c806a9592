"""The one table of actions: what can be done, with which keys, in which scope.

Footer, prompts' hints, help, command palette, ``dateline keys`` and the README's table are all made from it.
The method ``action_<id>`` of an action's owner carries it out.
A new key is a row of `DEFAULTS`, that of a screen or field of `SCREEN_ACTIONS`; a new scope is a row of
`tui.scopes`.
"""

from __future__ import annotations

from tui.action import Action as Action
from tui.scopes import (
    ANNOTATIONS,
    AUTOCODE,
    CHANGES,
    HELP,
    MARKED,
    MESSAGES,
    PANE_SCOPES,
    READER,
    RELEASES,
    RESULTS,
    SELECTION,
    TREE,
    VIEWS,
)
from tui.screen_actions import RESULT_ACTIONS, SCREEN_ACTIONS

_ALL = tuple(PANE_SCOPES)
_CALM = (RELEASES, READER, CHANGES, ANNOTATIONS)
_THREE = (*_CALM, SELECTION)
_LISTED = (*_CALM, RESULTS)
_TEXT = (READER, SELECTION)
_VIEW = (READER, SELECTION, CHANGES)
_LIST_SCREENS = (TREE, MARKED, AUTOCODE, MESSAGES)
_SCROLLED = (*_ALL, *_LIST_SCREENS, HELP)
_LISTS = (*_SCROLLED, VIEWS)

#: Every action with the keys it has where the settings say nothing else.
DEFAULTS: tuple[Action, ...] = (
    # Moving, alike in every pane.
    Action("down", "motion", ("j", "down"), _LISTS, "Down", counted=True),
    Action("up", "motion", ("k", "up"), _LISTS, "Up", counted=True),
    Action("top", "motion", ("g", "home"), _LIST_SCREENS, "To the beginning", counted=True),
    Action(
        "top",
        "motion",
        ("g g", "home"),
        _ALL,
        "To the beginning, or a numbered row",
        counted=True,
        jumps=True,
    ),
    Action(
        "bottom",
        "motion",
        ("G", "end"),
        (*_ALL, *_LIST_SCREENS),
        "To the end, or a numbered row",
        counted=True,
        jumps=True,
    ),
    Action(
        "half_page_down", "motion", ("ctrl+d",), _SCROLLED, "Half a page down, or so many rows", counted=True
    ),
    Action("half_page_up", "motion", ("ctrl+u",), _SCROLLED, "Half a page up, or so many rows", counted=True),
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
        "views",
        "viewing",
        ("g l",),
        _CALM,
        "Views: list only what one finds",
        words="filter",
    ),
    Action(
        "save_view",
        "viewing",
        ("g L",),
        (RELEASES, RESULTS),
        "Keep the query as a view, under a name",
        words="save filter",
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
    # Reader: characters, words, rows.
    Action("left", "motion", ("h", "left"), _VIEW, "Left by a character", counted=True),
    Action("right", "motion", ("l", "right"), _VIEW, "Right by a character", counted=True),
    Action("word_forward", "motion", ("w",), _VIEW, "To the next word", counted=True),
    Action("word_back", "motion", ("b",), _VIEW, "Back to the beginning of a word", counted=True),
    Action("word_end", "motion", ("e",), _VIEW, "To the end of the word", counted=True),
    Action("word_end_back", "motion", ("g e",), _VIEW, "Back to the end of the word before", counted=True),
    Action("row_start", "motion", ("0",), _VIEW, "To the first cell of the row"),
    Action("row_text", "motion", ("^",), _VIEW, "To the first character of the row that is no blank"),
    Action("row_end", "motion", ("$",), _VIEW, "To the end of the row", counted=True),
    # Reader: sentences, paragraphs, the window.
    Action("sentence_forward", "motion", (")",), _VIEW, "To the next sentence", counted=True, jumps=True),
    Action(
        "sentence_back",
        "motion",
        ("(",),
        _VIEW,
        "Back to the beginning of a sentence",
        counted=True,
        jumps=True,
    ),
    Action("paragraph_forward", "motion", ("}",), _VIEW, "To the next paragraph", counted=True, jumps=True),
    Action(
        "paragraph_back",
        "motion",
        ("{",),
        _VIEW,
        "Back to the beginning of a paragraph",
        counted=True,
        jumps=True,
    ),
    Action("window_top", "motion", ("H",), _VIEW, "To the top of the window", counted=True, jumps=True),
    Action("window_middle", "motion", ("M",), _VIEW, "To the middle of the window", jumps=True),
    Action("window_bottom", "motion", ("L",), _VIEW, "To the bottom of the window", counted=True, jumps=True),
    Action("scroll_top", "motion", ("z t",), _VIEW, "Scroll the row of the cursor to the top"),
    Action("scroll_middle", "motion", ("z z",), _VIEW, "Scroll the row of the cursor to the middle"),
    Action("scroll_bottom", "motion", ("z b",), _VIEW, "Scroll the row of the cursor to the bottom"),
    # Reader: comfort.
    Action(
        "toggle_fold", "folds", ("z a",), (READER,), "Fold the boilerplate or contacts here, or unfold them"
    ),
    Action(
        "fold_all", "folds", ("z M",), (READER,), "Fold all boilerplate and contacts, here and from now on"
    ),
    Action("unfold_all", "folds", ("z R",), (READER,), "Unfold everything"),
    Action("wider", "preferences", ("+",), (READER, CHANGES), "Longer lines", words="settings width"),
    Action("narrower", "preferences", ("-",), (READER, CHANGES), "Shorter lines", words="settings width"),
    Action("widen_list", "preferences", (">",), (RELEASES, READER, CHANGES), "More room for the list"),
    Action("narrow_list", "preferences", ("<",), (RELEASES, READER, CHANGES), "More room for the text"),
    Action(
        "differences",
        "comparing",
        ("D",),
        (RELEASES,),
        "What differs from the same release of another agency",
    ),
    Action(
        "changes",
        "comparing",
        ("D",),
        (READER, CHANGES),
        "What changed since you last read it; with a number: in so many versions",
        counted=True,
    ),
    Action(
        "next_change",
        "changes",
        ("]",),
        (CHANGES,),
        "To the next change",
        "next change",
        counted=True,
        jumps=True,
    ),
    Action(
        "previous_change", "changes", ("[",), (CHANGES,), "To the change before", counted=True, jumps=True
    ),
    Action(
        "leave_changes", "comparing", ("escape",), (CHANGES,), "Hide the hits, then back to the text", "text"
    ),
    Action("zen", "panes", ("Z",), _CALM, "The text alone; again: all panes"),
    # Reader: finding, places.
    Action(
        "find",
        "finder",
        ("/",),
        _VIEW,
        r"Find as you type; \v before it: a regular expression",
        "find",
        words="search",
    ),
    Action("next_hit", "finder", ("n",), _VIEW, "To the next hit", counted=True, jumps=True),
    Action("previous_hit", "finder", ("N",), _VIEW, "To the hit before", counted=True, jumps=True),
    Action("find_word", "finder", ("*",), _VIEW, "Find the word under the cursor", counted=True, jumps=True),
    Action(
        "find_word_back",
        "finder",
        ("#",),
        _VIEW,
        "Find the word under the cursor, backwards",
        counted=True,
        jumps=True,
    ),
    Action(
        "character_forward",
        "motion",
        ("f",),
        _VIEW,
        "To the character typed next, in the paragraph",
        "",
        "character",
        counted=True,
    ),
    Action(
        "character_back",
        "motion",
        ("F",),
        _VIEW,
        "Back to the character typed next",
        "",
        "character",
        counted=True,
    ),
    Action("character_again", "motion", (";",), _VIEW, "To the same character again", counted=True),
    Action(
        "character_opposite", "motion", (",",), _VIEW, "To the same character the other way", counted=True
    ),
    Action("jump_back", "motion", ("ctrl+o",), _VIEW, "Back to where you jumped from", counted=True),
    Action("jump_on", "motion", ("ctrl+n",), _VIEW, "On again, after going back", counted=True),
    Action("set_mark", "motion", ("m",), _VIEW, "Mark the place with the letter typed next", "", "character"),
    Action(
        "go_to_mark",
        "motion",
        ("'",),
        _VIEW,
        "To the mark of the letter typed next; '' back from a jump",
        "",
        "character",
        jumps=True,
    ),
    # Reader: tagging, selecting.
    Action("tag", "tagging", ("t",), _TEXT, "Tag the selection, or the sentence under the cursor", "tag"),
    Action(
        "repeat_tags", "tagging", (".",), _TEXT, "Give selection, annotation or sentence the last tags again"
    ),
    Action("select_characters", "selection", ("v",), _TEXT, "Select by character", "select"),
    Action("select_sentences", "selection", ("V",), _TEXT, "Select by sentence", "sentence"),
    Action("select_paragraphs", "selection", ("ctrl+v",), _TEXT, "Select by paragraph"),
    Action("reselect", "selection", ("g v",), (READER,), "Select again what was selected last"),
    Action("reshape", "selection", ("g s",), (READER,), "Select the annotation's passage, to move its ends"),
    Action(
        "confirm_selection",
        "tagging",
        ("enter",),
        (SELECTION,),
        "Keep the annotation's new passage; else, tag",
        "keep",
    ),
    Action("drop_selection", "selection", ("escape",), (SELECTION,), "Drop the selection", "drop"),
    Action("swap_ends", "selection", ("o",), (SELECTION,), "To the other end of the selection"),
    Action("inner_word", "selection", ("i w",), _TEXT, "Select the word"),
    Action("a_word", "selection", ("a w",), (SELECTION,), "Select the word with its blanks"),
    Action("inner_sentence", "selection", ("i s",), _TEXT, "Select the sentence"),
    Action("a_sentence", "selection", ("a s",), (SELECTION,), "Select the sentence with its blanks"),
    Action("paragraph", "selection", ("i p",), _TEXT, "Select the paragraph"),
    Action("paragraph", "selection", ("a p",), (SELECTION,), "Select the paragraph"),
    Action(
        "inner_quotation", "selection", ("i q",), _TEXT, "Select what is said between the quotation marks"
    ),
    Action("a_quotation", "selection", ("a q",), (SELECTION,), "Select the quotation with its marks"),
    Action(
        "pinned",
        "tagging",
        tuple("123456789"),
        (SELECTION,),
        "Apply the tag pinned to the digit",
        "pinned",
        "key",
    ),
    # Reader: annotations, leaving.
    Action("note", "noting", ("c",), _TEXT, "Note on the selection, the annotation or the sentence", "note"),
    Action("copy", "exporting", ("y",), _TEXT, "Copy the passage with its citation", "copy"),
    Action("delete", "annotating", ("x",), (READER,), "Delete the annotation under the cursor"),
    Action(
        "next_annotation",
        "results",
        ("]",),
        _TEXT,
        "To the next annotation; while results are open, to the next one",
        counted=True,
        jumps=True,
    ),
    Action(
        "previous_annotation",
        "results",
        ("[",),
        _TEXT,
        "To the annotation before, or the result before",
        counted=True,
        jumps=True,
    ),
    Action("next_quotation", "passages", ("g q",), _VIEW, "To the next quotation", counted=True, jumps=True),
    Action(
        "previous_quotation", "passages", ("g Q",), _VIEW, "To the quotation before", counted=True, jumps=True
    ),
    Action(
        "other_annotation",
        "passages",
        ("o",),
        (READER,),
        "To the other annotations under the cursor, in turn",
    ),
    Action(
        "leave_reader",
        "results",
        ("escape",),
        (READER,),
        "Back to the results; else hide the hits, then back to the releases",
    ),
    # Annotations.
    Action("jump", "jumping", ("enter",), (ANNOTATIONS,), "Go to the passage", "go to"),
    Action(
        "reattach",
        "reattaching",
        ("g s",),
        (ANNOTATIONS,),
        "Select the passage, to move its ends; of an orphan, what is most like it",
    ),
    Action("edit_tags", "tagging", ("t",), (ANNOTATIONS,), "Change the tags", "tags"),
    Action("edit_note", "noting", ("c", "e"), (ANNOTATIONS,), "Change the note", "note"),
    Action("delete", "annotating", ("x",), (ANNOTATIONS,), "Delete the annotation", "delete"),
    Action("leave_annotations", "panes", ("escape",), (ANNOTATIONS,), "Back to the text"),
    # What a query finds.
    Action("search", "searching", ("g /",), _LISTED, "Find by a query in all releases", words="search"),
    *RESULT_ACTIONS,
    # The release, from anywhere.
    Action("done", "reading", ("d",), _CALM, "Done: mark read and open the next unread release", "done"),
    Action("next_unread", "reading", ("g n",), _CALM, "Open the next unread release of the whole library"),
    Action("next_release", "opening", ("J",), _CALM, "Open the next release"),
    Action("previous_release", "opening", ("K",), _CALM, "Open the release before"),
    Action(
        "next_update", "updates", ("g u",), _CALM, "Open the next release that was updated since you read it"
    ),
    Action("toggle_read", "reading", ("r",), _LISTED, "Mark read or unread"),
    Action("toggle_star", "reading", ("s",), _LISTED, "Star, or take the star away", words="bookmark"),
    Action(
        "export",
        "exporting",
        ("E",),
        _LISTED,
        "Export the release's annotations, as Markdown or CSV; again: stop",
    ),
    Action(
        "open_outside",
        "outward",
        ("g x",),
        _LISTED,
        "Open the link under the cursor, or the release's address or file",
        words="browser",
    ),
    Action("open_export", "outward", ("g o",), _LISTED, "Open the exported note of the release"),
    Action("tag_release", "coding", ("g t",), _CALM, "Tag the release itself, or all releases marked"),
    Action("untag_release", "coding", ("g T",), _CALM, "Take tags from the release, or all releases marked"),
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
    Action("drafts", "resuming", ("g c",), _LISTED, "Go on with a note or tags that could not be saved"),
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
    Action("messages", "app", ("g m",), _LISTED, "Messages: all that was told in this session"),
    Action("help", "app", ("?",), (*_ALL, *_LIST_SCREENS), "Show all keys", words="help legend"),
    Action("command_palette", "app", (":", "ctrl+p"), _ALL, "Find a command by its name"),
    Action(
        "suspend_process", "app", ("ctrl+z",), _ALL, "Suspend, in prompts too; fg in the shell comes back"
    ),
    Action(
        "quit", "ending", ("q", "ctrl+q"), _LISTED, "Quit; everything is saved already", words="exit close"
    ),
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
