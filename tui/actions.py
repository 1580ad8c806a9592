"""The one table of actions: what can be done, with which keys, in which scope.

Footer, prompts' hints, help, command palette, ``dateline keys`` and the README's table are all made from it.
The method ``action_<id>`` of an action's owner carries it out.
A new key is a row of `ACTIONS`; a new scope is a row of `tui.scopes`.
"""

from __future__ import annotations

from tui.action import Action as Action
from tui.scopes import (
    ADD,
    ANNOTATIONS,
    CHANGES,
    CONFIRM,
    CONFLICT,
    FIND,
    HELP,
    LINE,
    MARKED,
    NARROW,
    NOTE,
    PANE_SCOPES,
    QUESTION,
    READER,
    RELEASES,
    SELECTION,
    TAGS,
    TREE,
)

_ALL = tuple(PANE_SCOPES)
_CALM = (RELEASES, READER, CHANGES, ANNOTATIONS)
_TEXT = (READER, SELECTION)
_VIEW = (READER, SELECTION, CHANGES)
_LISTS = (TREE, MARKED)
_LISTED = (*_ALL, *_LISTS)
_SCROLLED = (*_LISTED, HELP)
_PROMPTS = (TAGS, NOTE, LINE, CONFLICT, ADD)
_NEW_LINE = ("ctrl+j", "alt+enter", "shift+enter")


ACTIONS = (
    # Moving, alike in every pane.
    Action("down", "motion", ("j", "down"), _SCROLLED, "Down", counted=True),
    Action("up", "motion", ("k", "up"), _SCROLLED, "Up", counted=True),
    Action("top", "motion", ("g", "home"), _LISTS, "To the beginning", counted=True),
    Action(
        "top", "motion", ("g g", "home"), _ALL, "To the beginning, or to a row: 3gg", counted=True, jumps=True
    ),
    Action(
        "bottom", "motion", ("G", "end"), _LISTED, "To the end, or to a row: 3G", counted=True, jumps=True
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
    ),
    Action("clear_filter", "listing", ("escape",), (RELEASES,), "Take the marks away, or show all again"),
    Action("toggle_fold", "folds", ("z a",), (RELEASES,), "Show all copies of the release, or one for all"),
    Action("split", "listing", ("x",), (RELEASES,), "Not the same release: take the copy out of its group"),
    Action("toggle_mark", "marks", ("v",), (RELEASES,), "Mark the release for what is done to many", "mark"),
    Action("mark_range", "marks", ("V",), (RELEASES,), "Mark all from the last one marked to this one"),
    Action("mark_all", "marks", ("*",), (RELEASES,), "Mark all that are shown; again: none"),
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
    Action("wider", "preferences", ("+",), (READER, CHANGES), "Longer lines"),
    Action("narrower", "preferences", ("-",), (READER, CHANGES), "Shorter lines"),
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
        "What changed since you last read it; 1D, 2D: in the last, the last two",
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
    Action("zen", "panes", ("Z",), _CALM, "The text alone; again or Esc: all panes"),
    # Reader: finding, places.
    Action("find", "finder", ("/",), _VIEW, r"Find as you type; \v before it: a regular expression", "find"),
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
    Action("repeat_tags", "tagging", (".",), _TEXT, "Give the selection or sentence the last tags again"),
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
    Action("inner_word", "selection", ("i w",), (SELECTION,), "Select the word"),
    Action("a_word", "selection", ("a w",), (SELECTION,), "Select the word with its blanks"),
    Action("inner_sentence", "selection", ("i s",), (SELECTION,), "Select the sentence"),
    Action("a_sentence", "selection", ("a s",), (SELECTION,), "Select the sentence with its blanks"),
    Action("paragraph", "selection", ("i p", "a p"), (SELECTION,), "Select the paragraph"),
    Action(
        "inner_quotation",
        "selection",
        ("i q",),
        (SELECTION,),
        "Select what is said between the quotation marks",
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
    Action("next_annotation", "passages", ("]",), _TEXT, "To the next annotation", counted=True, jumps=True),
    Action(
        "previous_annotation", "passages", ("[",), _TEXT, "To the annotation before", counted=True, jumps=True
    ),
    Action(
        "other_annotation",
        "passages",
        ("o",),
        (READER,),
        "To the other annotations under the cursor, in turn",
    ),
    Action("leave_reader", "panes", ("escape",), (READER,), "Hide the hits, then back to the releases"),
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
    # The release, from anywhere.
    Action("done", "reading", ("d",), _CALM, "Done: mark read and open the next unread release", "done"),
    Action("next_unread", "reading", ("g n",), _CALM, "Open the next unread release of the whole library"),
    Action("next_release", "opening", ("J",), _CALM, "Open the next release"),
    Action("previous_release", "opening", ("K",), _CALM, "Open the release before"),
    Action(
        "next_update",
        "updates",
        ("g u",),
        _CALM,
        "Open the next release that was updated since you read it",
    ),
    Action("toggle_read", "reading", ("r",), _CALM, "Mark read or unread"),
    Action("toggle_star", "reading", ("s",), _CALM, "Star, or take the star away"),
    Action("tag_release", "coding", ("g t",), _CALM, "Tag the release itself, whatever is marked in it"),
    Action("export", "exporting", ("E",), _CALM, "Export the release's annotations, as Markdown or CSV"),
    # The application.
    Action("add", "adding", ("a",), _CALM, "Add a file, folder or URL, or follow a feed; again: stop"),
    Action(
        "refresh", "refreshing", ("R",), _CALM, "Ask the feeds and folders you follow for news; again: stop"
    ),
    Action("undo", "undoing", ("u",), _CALM, "Undo the last change", "undo"),
    Action(
        "undo_own", "undoing", ("U",), _CALM, "Undo your own part alone of what others have built upon since"
    ),
    Action("redo", "undoing", ("ctrl+r",), _CALM, "Redo what was undone"),
    Action("drafts", "resuming", ("g c",), _CALM, "Go on with a note or tags that could not be saved"),
    Action("next_pane", "panes", ("tab",), _ALL, "To the next pane", "pane"),
    Action("previous_pane", "panes", ("shift+tab",), _ALL, "To the pane before"),
    Action(
        "save_beside", "saving", ("S",), _ALL, "Save the library as it is open here, as a new file beside it"
    ),
    Action("tags", "coding", ("T",), _CALM, "Look through all tags, and change them"),
    Action("pin_tag", "tagging", ("P",), _CALM, "Pin a tag to a digit"),
    Action("help", "app", ("?",), _LISTED, "Show all keys"),
    Action("command_palette", "app", (":", "ctrl+p"), _ALL, "Find a command by its name"),
    Action(
        "suspend_process", "app", ("ctrl+z",), _ALL, "Suspend, in prompts too; fg in the shell comes back"
    ),
    Action("quit", "ending", ("q", "ctrl+q"), _CALM, "Quit; everything is saved already"),
    # The tree of tags, and the passages of one.
    Action("marked", "coding", ("enter",), (TREE,), "Show the passages of the tag", "passages"),
    Action("find_tag", "coding", ("/",), (TREE,), "Find a tag by what its name holds", "find"),
    Action("next_tag", "screen", ("n",), (TREE,), "To the next tag found"),
    Action("previous_tag", "screen", ("N",), (TREE,), "To the tag found before"),
    Action("create_tag", "coding", ("a",), (TREE,), "Add a tag", "add"),
    Action("rename_tag", "coding", ("r",), (TREE,), "Rename the tag, and all below it with it", "rename"),
    Action("move_tag", "coding", ("m",), (TREE,), "Move it below another, with all below it", "move"),
    Action(
        "merge_tag", "coding", ("M",), (TREE,), "Merge it into another: whatever has it has that", "merge"
    ),
    Action("delete_tag", "coding", ("x",), (TREE,), "Delete the tag; its passages stay marked", "delete"),
    Action("describe_tag", "coding", ("e",), (TREE,), "Say what the tag is about", "describe", "key"),
    Action("describe_tag", "coding", ("i",), (TREE,), "Say what it is to be given to", argument="key"),
    Action("describe_tag", "coding", ("o",), (TREE,), "Say what it is not to be given to", argument="key"),
    Action("color_tag", "coding", ("c",), (TREE,), "The next colour", "colour"),
    Action(
        "digit_tag", "coding", tuple("1234567890"), (TREE,), "Pin the tag to the digit; 0: to none", "", "key"
    ),
    Action("undo_tags", "coding", ("u",), (TREE,), "Undo the last change", "undo"),
    Action("redo_tags", "coding", ("ctrl+r",), (TREE,), "Redo what was undone"),
    Action("close_list", "screen", ("escape", "q", "T"), (TREE,), "Back to the panes"),
    Action("go_to_marked", "coding", ("enter",), (MARKED,), "Open the release at the passage", "open"),
    Action("close_list", "screen", ("escape", "q"), (MARKED,), "Back to the tags", "tags"),
    # The field that narrows the list, and the one to find with.
    Action("keep_narrowed", "field", ("enter",), (NARROW,), "Back to the list as it is narrowed"),
    Action("show_all", "field", ("escape",), (NARROW,), "Take the marks away, or show all again"),
    Action("keep_hit", "finding", ("enter",), (FIND,), "Stay at the hit; nothing typed: find the last again"),
    Action("drop_hit", "finding", ("escape",), (FIND,), "Back to where you were"),
    Action("find_and_annotations", "finding", ("tab",), (FIND,), "Stay at the hit, and to the annotations"),
    Action("find_and_releases", "finding", ("shift+tab",), (FIND,), "Stay at the hit, and to the releases"),
    # Prompts: what ends them first, as their hints say it.
    Action("give_tags", "screen", ("enter",), (TAGS,), "Give the tags that the line names"),
    Action("keep_note", "screen", ("enter",), (NOTE,), "Keep the note", "keep"),
    Action("accept_line", "screen", ("enter",), (LINE,), "Accept what stands there", "accept"),
    Action("add_place", "screen", ("enter",), (ADD,), "Bring it in", "add"),
    Action(
        "follow_place",
        "screen",
        ("ctrl+f",),
        (ADD,),
        "Bring it in, and what comes there from now on",
        "follow",
    ),
    Action("complete_path", "screen", ("tab",), (ADD,), "Complete the path", "complete"),
    Action("keep_both", "screen", ("b",), (CONFLICT,), "Keep both, yours below the other", "both"),
    Action("keep_mine", "screen", ("m",), (CONFLICT,), "Keep your version of the note", "mine"),
    Action("keep_theirs", "screen", ("t",), (CONFLICT,), "Keep the other window's version", "theirs"),
    Action("lose_it", "screen", ("y",), (QUESTION,), "Quit, and lose what is named", "quit and lose it"),
    Action("lose_it", "screen", ("y",), (CONFIRM,), "Do what is asked", "yes"),
    Action("stay", "screen", ("escape",), (QUESTION, CONFIRM), "Stay, as with any other key", "stay"),
    Action("close_help", "screen", ("escape", "q", "?"), (HELP,), "Close the help, as any other key does"),
    Action("leave_prompt", "screen", ("escape",), _PROMPTS, "Leave; a note stays a draft", "leave"),
    # Prompts: while one writes and chooses.
    Action("scroll_versions", "screen", ("up", "down"), (CONFLICT,), "Scroll the versions", "scroll", "key"),
    Action("new_line", "screen", _NEW_LINE, (NOTE,), "Begin a new line", "new line"),
    Action("undo_typing", "screen", ("ctrl+underscore",), (NOTE,), "Undo what was typed last"),
    Action("take_tags", "screen", (",",), (TAGS,), "Take what the line names, and type one more", "one more"),
    Action("take_some_tag", "screen", ("tab",), (TAGS,), "The same; nothing typed: the first one offered"),
    Action("next_choice", "screen", ("down",), (TAGS,), "To the next of the tags offered", "other"),
    Action("previous_choice", "screen", ("up",), (TAGS,), "To the one before; a new tag is last", "new tag"),
)


#: Owners whose actions only move, show or open.
_LOOKING = {
    "changes", "comparing", "finder", "folds", "jumping", "motion", "opening", "panes", "passages", "updates",
}  # fmt: skip
#: Actions that need nothing of what is being written: those, and of other owners these.
READING = {one.id for one in ACTIONS if one.owner in _LOOKING} | {"clear_filter", "copy", "filter", "help"}


def actions_in(scope: str) -> list[Action]:
    """The actions of a scope, in the table's order."""
    return [action for action in ACTIONS if scope in action.scopes]
