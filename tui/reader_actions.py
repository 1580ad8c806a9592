"""The rows of the table of actions that hold in the reader."""

from __future__ import annotations

from tui.action import Action
from tui.scopes import ANNOTATIONS, CHANGES, READER, RELEASES, SELECTION

_CALM = (RELEASES, READER, CHANGES, ANNOTATIONS)
_TEXT = (READER, SELECTION)
_VIEW = (READER, SELECTION, CHANGES)

READER_ACTIONS = (
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
)
