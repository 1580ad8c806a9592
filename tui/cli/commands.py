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


READ = (
    Row("read", "application", "read", "Add files, folders and URLs, then open the application."),
    Row("list", "browsing", "list_", "List the releases, newest dateline first."),
    Row("show", "browsing", "show", "Print one release for reading."),
    Row("stats", "stats", "stats", "Show how much is read, a year's days, and tags over time."),
    Row("serve", "serving", "serve", "Show the application in a browser, on this computer alone."),
    Row("demo", "application", "demo", "Open the application on a few sample releases."),
    Row("keys", "application", "keys", "Print the keys of the application."),
)  # fmt: skip
BRING_IN = (
    Row("add", "adding", "add", "Import files, folders and what URLs name."),
    Row("follow", "sources", "follow", "Follow a feed or folder, and import what it holds."),
    Row("refresh", "sources", "refresh", "Ask followed feeds and folders for what is new."),
    Row("sources", "sources", "sources", "List what is followed, and what failed."),
    Row("unfollow", "sources", "unfollow", "Follow a feed or folder no more; its releases stay."),
    Row("import", "annotation_imports", "import_", "Import annotations made in other programs."),
    Row("rules", "ruling", "rules", "List the rules that are applied to what comes in."),
)  # fmt: skip
FIND = (
    Row("find", "find", "find", "Find releases by a QUERY, or what stands in them."),
    Row("quotes", "quotes", "quotes", "List the quotations of the library by speaker."),
    Row("view", "viewing", "view", "Keep a query under a name: a view of the list."),
    Row("annotate", "marking", "annotate", "Mark a passage of a release with tags and a note."),
    Row("annotations", "annotations", "list_annotations", "List what was marked, with tags and notes."),
    Row("tag", "tag_commands", "tag", "Give every release that a QUERY finds the tag NAME."),
    Row("untag", "tag_commands", "untag", "Take the tag NAME from every release a QUERY finds."),
    Row("tags", "tag_commands", "tags", "List the tags with the number of passages of each."),
    Row("duplicates", "duplicates", "duplicates", "List releases that came several times, and what differs."),
    Row("orphans", "orphans", "orphans", "List the annotations whose words or release are missing."),
)  # fmt: skip
TAKE_OUT = (
    Row("export", "export", "export", "Write what was marked, as Markdown or in another format."),
)  # fmt: skip
LOOK_AFTER = (
    Row("config", "configuring", "config", "Print the settings and where each is set, or edit them."),
    Row("history", "history", "history", "Print who did what when, newest first."),
    Row("remove", "removing", "remove", "Put the releases a QUERY finds into the trash."),
    Row("trash", "removing", "trash", "List what was removed; restore it, or empty the trash."),
    Row("reread", "reread", "reread", "Read the structure of releases again, by today's rules."),
    Row("backup", "care", "backup", "Back the library up, or list its backups."),
    Row("restore", "care", "restore", "Put the backup at PATH in the library's place."),
    Row("doctor", "care", "doctor", "Look the library over, and mend it."),
    Row("move", "care", "move", "Copy the library SOURCE to TARGET, of any kind."),
    Row("completion", "shell_completion", "completion", "Print what makes a shell complete with Tab."),
)  # fmt: skip

#: Every command, in the parts of ``dateline --help``. A new one is a row here, a function in a module of its
#: group, and two examples in `examples`.
PARTS = {
    "Read": READ,
    "Bring in": BRING_IN,
    "Find and mark": FIND,
    "Take out": TAKE_OUT,
    "Look after": LOOK_AFTER,
}
COMMANDS = tuple(row for rows in PARTS.values() for row in rows)
