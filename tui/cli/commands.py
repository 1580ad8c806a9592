"""The command line: every command by its name, in a module that is imported when the command is called."""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """One command of ``dateline``."""

    name: str
    """What a user types."""
    module: str
    """The module of this folder that has it."""
    function: str
    """Its name there."""
    help: str
    """The first paragraph of its help, by which ``dateline --help`` lists it without an import."""


#: Every command. A new one is a row here and a function in a module of its group.
COMMANDS = (
    Row("add", "adding", "add", "Import files, folders (recursively) and what URLs name into the library."),
    Row("annotate", "marking", "annotate", "Mark a passage of a release with tags and a note."),
    Row(
        "backup", "care", "backup",
        "Back the library up: to PATH, else into the folder of backups beside it.",
    ),
    Row(
        "config", "configuring", "config",
        "Print the settings with their defaults and where each is set, or edit them.",
    ),
    Row("demo", "application", "demo", "Open the application on a small library of sample releases."),
    Row(
        "doctor", "care", "doctor",
        "Look the library over. Exit code 0: it is sound. 1: something was found.",
    ),
    Row(
        "duplicates", "duplicates", "duplicates",
        "List the releases that came through several agencies, and what their copies differ in.",
    ),
    Row("export", "export", "export", "Write what was marked, as Markdown or in another format."),
    Row("find", "find", "find", "Find what a QUERY asks for: releases, or what stands in them."),
    Row("follow", "sources", "follow", "Follow a feed or folder, and import what it holds."),
    Row("history", "history", "history", "Print who did what when, newest first."),
    Row("keys", "application", "keys", "Print the keys of the application."),
    Row("list", "browsing", "list_", "List the releases, newest dateline first."),
    Row("move", "care", "move", "Copy the library SOURCE to TARGET, a file that does not exist yet."),
    Row(
        "orphans", "orphans", "orphans",
        "List the annotations whose words no update left, with where they may belong.",
    ),
    Row(
        "quotes", "quotes", "quotes",
        "List the quotations of the library by speaker, each speaker's newest first.",
    ),
    Row(
        "read", "application", "read",
        "Import files, folders and what URLs name, then open the application.",
    ),
    Row("refresh", "sources", "refresh", "Ask feeds and folders that are followed for what is new."),
    Row(
        "remove", "removing", "remove",
        "Put the releases a QUERY finds into the trash, with all that was marked in them.",
    ),
    Row(
        "reread", "reread", "reread",
        "Read headline, dateline, embargo and paragraphs of releases again, as today's rules see them.",
    ),
    Row("restore", "care", "restore", "Put the backup at PATH in the library's place."),
    Row("rules", "ruling", "rules", "List the rules of the settings file, applied to what comes in."),
    Row("show", "browsing", "show", "Print one release for reading."),
    Row(
        "sources", "sources", "sources",
        "List what is followed, when it was last asked, and why that failed.",
    ),
    Row("tag", "tag_commands", "tag", "Give every release that a QUERY finds the tag NAME."),
    Row("tags", "tag_commands", "tags", "List the tags with the number of passages each one marks."),
    Row(
        "trash", "removing", "trash",
        "List what was removed; restore some of it, as it was, or empty the trash.",
    ),
    Row(
        "unfollow", "sources", "unfollow",
        "Follow a feed or folder no more; its releases stay in the library.",
    ),
    Row("untag", "tag_commands", "untag", "Take the tag NAME from every release that a QUERY finds."),
    Row("view", "viewing", "view", "Keep a query under a name: a view of the list."),
)  # fmt: skip
