"""The rows of the table of actions that hold in screens over the panes, and in fields beside them."""

from __future__ import annotations

from tui.action import Action
from tui.help_pages import PAGE_KEYS
from tui.scopes import PANE_SCOPES, RESULTS
from tui.sorts import SORT_KEYS
from tui.units import UNIT_KEYS

#: The scopes of the fields beside the panes, and of the screens over them.
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

#: Each with its title.
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

_PROMPTS = (TAGS, NOTE, LINE, CONFLICT, ADD, EXPORT, BY_HAND, VIEWS, WELCOME, LABELS)
LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
_NEW_LINE = ("ctrl+j", "alt+enter", "shift+enter")

#: The list of what a query finds, which stands in the place of the panes.
RESULT_ACTIONS = (
    Action("open_result", "results", ("enter",), (RESULTS,), "Open the release at the place", "open"),
    Action("edit_query", "searching", ("/",), (RESULTS,), "Change the query", "query"),
    Action(
        "show_sort",
        "searching",
        SORT_KEYS,
        (RESULTS,),
        "What is shown: the row of the number",
        "shown",
        "key",
    ),
    Action("next_sort", "searching", ("tab",), (RESULTS,), "To what else is found"),
    Action("previous_sort", "searching", ("shift+tab",), (RESULTS,), "Back to what else is found"),
    Action("tag_result", "marking", ("t",), (RESULTS,), "Tag the sentence, or change the tags", "tag"),
    Action("autocode", "autocoding", ("A",), (RESULTS,), "Auto-code: tag all hits, or what they stand in"),
    Action("note_result", "marking", ("c",), (RESULTS,), "Note on the sentence, or change the note", "note"),
    Action("copy_result", "marking", ("y",), (RESULTS,), "Copy the passage with its citation", "copy"),
    Action("by_release", "searching", ("z a",), (RESULTS,), "Release by release, or one after the other"),
    Action("rank_or_date", "searching", ("o",), (RESULTS,), "The best first, or the newest first"),
    Action("by_word_before", "searching", ("<",), (RESULTS,), "Sort by the word before; again: as found"),
    Action("by_word_after", "searching", (">",), (RESULTS,), "Sort by the word after; again: as found"),
    Action("leave_results", "searching", ("escape",), (RESULTS,), "Back to where you were", "back"),
)
SCREEN_ACTIONS = (
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
    Action(
        "split_tag",
        "coding",
        ("t",),
        (MARKED,),
        "Give the passage, or those marked, another tag in its place",
        "other tag",
    ),
    Action("close_list", "screen", ("escape", "q"), (MARKED,), "Back to the tags", "tags"),
    Action("close_list", "screen", ("escape", "q"), (MESSAGES,), "Back to the panes", "back"),
    Action("close_stats", "screen", ("escape", "q"), (STATS,), "Back to the panes", "back"),
    # What is tagged around hits.
    Action("tag_candidates", "autocoding", ("enter",), (AUTOCODE,), "Tag all passages that are kept", "tag"),
    Action("toggle_mark", "screen", ("v",), (AUTOCODE,), "Leave the passage out, or keep it", "leave out"),
    Action("mark_range", "screen", ("V",), (AUTOCODE,), "The same with all from the last one to this one"),
    Action("mark_all", "screen", ("*",), (AUTOCODE,), "Keep all passages; again: none", "all"),
    Action(
        "show_unit",
        "autocoding",
        UNIT_KEYS,
        (AUTOCODE,),
        "Tag hits, or the sentence, paragraph or quotation of each",
        "unit",
        "key",
    ),
    Action(
        "leave_candidates",
        "autocoding",
        ("escape", "q"),
        (AUTOCODE,),
        "Stop the tagging; else back to the results",
        "back",
    ),
    # The field that narrows the list, and the one to find with.
    Action("keep_narrowed", "field", ("enter",), (NARROW,), "Back to the list as it is narrowed", "keep"),
    Action("show_all", "field", ("escape",), (NARROW,), "Take the marks away, or show all again", "all"),
    Action(
        "keep_hit",
        "finding",
        ("enter",),
        (FIND,),
        "Stay at the hit; nothing typed: find the last again",
        "stay",
    ),
    Action("drop_hit", "finding", ("escape",), (FIND,), "Back to where you were", "back"),
    Action("find_and_annotations", "finding", ("tab",), (FIND,), "Stay at the hit, and to the annotations"),
    Action("find_and_releases", "finding", ("shift+tab",), (FIND,), "Stay at the hit, and to the releases"),
    Action("to_results", "searching", ("enter", "down"), (QUERY,), "To what is found", "results"),
    Action("complete", "field", ("tab",), (QUERY, NARROW), "Complete the field or value", "complete"),
    Action("next_sort", "searching", ("shift+tab",), (QUERY,), "To what else is found", "shown"),
    Action(
        "leave_query", "searching", ("escape",), (QUERY,), "To what is found; nothing found: leave", "leave"
    ),
    Action(
        "save_view",
        "viewing",
        ("ctrl+l",),
        (QUERY,),
        "Keep the query as a view, under a name",
        "keep as view",
    ),
    # Prompts: what ends them first, as their hints say it.
    Action("give_tags", "screen", ("enter",), (TAGS,), "Give the tags that the line names"),
    Action("keep_note", "screen", ("enter",), (NOTE,), "Keep the note", "keep"),
    Action("accept_line", "screen", ("enter",), (LINE,), "Accept what stands there", "accept"),
    Action("complete_line", "screen", ("tab",), (LINE,), "Complete what is offered", "complete"),
    Action("export_there", "screen", ("enter",), (EXPORT,), "Export what stands there", "export"),
    Action("join_notes", "screen", ("j",), (BY_HAND,), "Take what was changed into the library", "join"),
    Action("keep_both", "screen", ("b",), (BY_HAND,), "Keep both, yours below Dateline's", "both"),
    Action("write_beside", "screen", ("w",), (BY_HAND,), "Leave them, and write beside", "beside"),
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
    Action("first_place", "screen", ("a",), (WELCOME,), "Add a file, a folder or a page"),
    Action(
        "first_source",
        "screen",
        ("f",),
        (WELCOME,),
        "Follow a feed or folder, for what comes there",
    ),
    Action("demo", "screen", ("d",), (WELCOME,), "Try all on samples, in a library of their own"),
    Action("keep_both", "screen", ("b",), (CONFLICT,), "Keep both, yours below the other", "both"),
    Action("keep_mine", "screen", ("m",), (CONFLICT,), "Keep your version of the note", "mine"),
    Action("keep_theirs", "screen", ("t",), (CONFLICT,), "Keep the other window's version", "theirs"),
    Action("choose_view", "screen", ("enter",), (VIEWS,), "List only what the view finds", "choose"),
    Action("remove_view", "viewing", ("x",), (VIEWS,), "Remove the view; what it shows stays", "remove"),
    Action("jump_to_view", "screen", tuple("123456789"), (VIEWS,), "Choose the view of the digit", "", "key"),
    Action("lose_it", "screen", ("y",), (QUESTION,), "Quit, and lose what is named", "quit and lose it"),
    Action("lose_it", "screen", ("y",), (CONFIRM,), "Do what is asked", "yes"),
    Action("stay", "screen", ("escape",), (QUESTION, CONFIRM), "Stay, as with any other key", "stay"),
    Action(
        "type_label", "screen", LETTERS, (LABELS,), "Go to the row or pane with the label", argument="key"
    ),
    Action("search_help", "screen", ("/",), (HELP,), "Show only the rows that have what is typed", "search"),
    Action("open_page", "screen", PAGE_KEYS, (HELP,), "A page of longer help", "pages", "key"),
    Action(
        "leave_help",
        "screen",
        ("escape",),
        (HELP,),
        "Back to the list, to all of it, or close it",
        "back",
    ),
    Action("close_help", "screen", ("q", "?"), (HELP,), "Close the help"),
    Action("keep_search", "field", ("enter",), (HELP_SEARCH,), "Back to the help as it is narrowed"),
    Action("drop_search", "field", ("escape",), (HELP_SEARCH,), "Show all rows of the help again"),
    Action("leave_prompt", "screen", ("escape",), _PROMPTS, "Leave; a note stays a draft", "leave"),
    # Prompts: while one writes and chooses.
    Action("choose_format", "screen", ("down", "up"), (EXPORT,), "Another format", "format", "key"),
    Action(
        "choose_scope",
        "screen",
        ("pagedown", "pageup"),
        (EXPORT,),
        "What else can be exported",
        "what",
        "key",
    ),
    Action("complete_path", "screen", ("tab",), (EXPORT,), "Complete the path or the name", "complete"),
    Action("choose_which", "screen", ("shift+tab",), (EXPORT,), "Say which one of them, and back", "which"),
    Action(
        "keep_live",
        "screen",
        ("ctrl+l",),
        (EXPORT,),
        "Keep the folder up to date from now on; the same again: no longer",
        "live",
    ),
    Action("scroll_versions", "screen", ("up", "down"), (CONFLICT,), "Scroll the versions", "scroll", "key"),
    Action("new_line", "screen", _NEW_LINE, (NOTE,), "Begin a new line", "new line"),
    Action(
        "edit_outside",
        "editing",
        ("ctrl+e",),
        (NOTE,),
        "Write it in $VISUAL or $EDITOR",
        "editor",
    ),
    Action("undo_typing", "screen", ("ctrl+underscore",), (NOTE,), "Undo what was typed last"),
    Action("take_tags", "screen", (",",), (TAGS,), "Take what the line names, and type one more", "one more"),
    Action("take_some_tag", "screen", ("tab",), (TAGS,), "The same; nothing typed: the first one offered"),
    Action("next_choice", "screen", ("down",), (TAGS,), "To the next of the tags offered", "other"),
    Action("previous_choice", "screen", ("up",), (TAGS,), "To the one before; a new tag is last", "new tag"),
)
