"""One family of errors: each says what happened, to what, and the way out.

The command line prints them to stderr, the application shows them as a toast;
neither shows a traceback.
"""

from __future__ import annotations


class DatelineError(Exception):
    """Something a user can understand and act on.

    Attributes:
        title: what happened, in a few words.
        message: to which file or record, and why.
        way_out: what to do now; empty where the message says it all.
    """

    title = "Something went wrong"

    def __init__(self, message: str, way_out: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.way_out = way_out

    def __str__(self) -> str:
        return f"{self.title}: {self.message}" + (f" {self.way_out}" if self.way_out else "")


class NotALibraryError(DatelineError):
    """The file is something else, or is damaged beyond opening."""

    title = "Not a Dateline library"


class NewerLibraryError(DatelineError):
    """The library was written by a newer version of the program."""

    title = "The library is newer than this program"


class StorageError(DatelineError):
    """A read or write failed (locked, read-only, disk full); the library is as it was before."""

    title = "The library could not be read or written"


class DisplacedError(StorageError):
    """The library's file was deleted, replaced or written over while it was open; nothing was written."""

    title = "The library is no longer there"


class NotFoundError(DatelineError):
    """No such release, annotation, tag or passage."""

    title = "Not found"


class InvalidInputError(DatelineError):
    """What a user gave makes no sense (an empty tag name, an impossible passage, a file of another form)."""

    title = "That cannot be used"


class InvalidQueryError(InvalidInputError):
    """What was typed into a search cannot be read as one (a bracket left open, an operator alone).

    Attributes:
        column: the code point of the query, counted from 1, where something else was expected; 0 where no
            place can be named.
        query: the query that the column is in; empty where none can be named.
    """

    title = "That cannot be searched for"

    def __init__(self, message: str, way_out: str = "", column: int = 0, query: str = "") -> None:
        super().__init__(f"column {column}: {message}" if column else message, way_out)
        self.column = column
        self.query = query


class BuiltUponError(DatelineError):
    """An undo would take away what others have made since of what it takes back; nothing was done."""

    title = "Not undone"


class ChangedMeanwhileError(DatelineError):
    """Another window or user has changed what this one was shown; it stays as they left it."""

    title = "Changed meanwhile"


class NoteConflictError(ChangedMeanwhileError):
    """A note is not the one any more that a new one was to take the place of.

    Attributes:
        theirs: the note as it stands.
        mine: the new one.
    """

    title = "The note was changed meanwhile"

    def __init__(self, theirs: str, mine: str) -> None:
        super().__init__("somebody has changed the note since you saw it.", "Choose which to keep, or both.")
        self.theirs = theirs
        self.mine = mine


class RefusedError(DatelineError):
    """A file cannot be read as a release."""

    title = "Refused"


class FetchError(DatelineError):
    """What a URL names could not be fetched.

    Attributes:
        url: the URL, without user name and password.
        reason: why, in words that complete "URL: ...".
        wait: seconds the server asked for before it is asked again; 0 where it asked for none.
    """

    title = "Could not be fetched"

    def __init__(self, url: str, reason: str, way_out: str = "", *, wait: int = 0) -> None:
        super().__init__(f"{url}: {reason}", way_out)
        self.url = url
        self.reason = reason
        self.wait = wait


class ExportError(DatelineError):
    """An export could not be written."""

    title = "Could not export"


class ChangedByHandError(ExportError):
    """A file that an export would be written to was changed since, or somebody else wrote it."""


class UnreadableRecordError(DatelineError):
    """One record cannot be understood; it stays as it is, and all others can be read."""

    title = "A record cannot be read"

    @classmethod
    def of(cls, table: str, key: int, reason: str) -> UnreadableRecordError:
        """The error for a row of a table."""
        return cls(
            f"record {key} of “{table}”: {reason}. It was left as it is.",
            "‘dateline doctor --repair’ mends it or sets it aside.",
        )


class BackupError(DatelineError):
    """A backup could not be made or put back; the library is as it was before."""

    title = "The backup failed"


class MigrationError(DatelineError):
    """The library could not be brought to the present schema; it is as it was before."""

    title = "The library could not be upgraded"
