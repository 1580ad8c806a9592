"""The subcommands that look after the library: backup, restore, doctor, move."""

from __future__ import annotations

from pathlib import Path

import click

from store import DatelineError, Library, NotALibraryError
from store.library import LibraryPlace, ServerName, file_of
from tui.after_arrival import brought_home
from tui.cli.file_arguments import FilePath, LibraryArgument
from tui.cli.naming import data_folder
from tui.cli.root import (
    existing_library,
    json_option,
    library_option,
    named_library,
    print_json,
    print_rows,
)
from tui.terminal import one_line, safe

#: Cells of a record that was set aside.
_SHOWN = 500

_path, _library = FilePath(), LibraryArgument()


def _library_file() -> Path:
    """Raises StorageError of a library on a server."""
    return file_of(named_library() or data_folder() / "library.db")


@click.command()
@click.argument("path", required=False, type=_path)
@click.option("--list", "listed", is_flag=True, help="List the backups there are, the newest first.")
@click.option("--json", "as_json", is_flag=True, help="With --list: print JSON.")
@library_option
def backup(path: Path | None, listed: bool, as_json: bool) -> None:
    """Back the library up, or list its backups.

    To PATH, else into the folder of backups beside it.
    """
    from store.backups import copy_to, take

    if (as_json and not listed) or (path is not None and listed):
        raise click.UsageError("say --list, with --json or without, or a PATH, or neither.")
    if listed:
        _list_backups(as_json)
        return
    library = existing_library()
    library.close()  # where a full disk lets but one user in, it is the one that copies
    if path is None:
        path = take(library.path, "manual")
    else:
        copy_to(library.path, path)
    click.echo(safe(str(path)))


def _list_backups(as_json: bool) -> None:
    """Those of the library's folder, also where the library itself is lost: when, why, how large, where."""
    from store.backups import backups_of, reason_of, time_of

    names = ("made", "reason", "bytes", "path")
    found = backups_of(_library_file())
    rows = [(time_of(one), reason_of(one), one.stat().st_size, str(one)) for one in found]
    if as_json:
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        nothing = "There are no backups yet; ‘dateline backup’ makes one."
        print_rows([name.capitalize() for name in names], rows, nothing=nothing, to_the_right=("Bytes",))


@click.command()
@click.argument("path", type=_path)
@library_option
def restore(path: Path) -> None:
    """Put the backup at PATH in the library's place.

    What stood there is kept under another name, which is printed.
    """
    from store.backups import restore as put_back

    library = _library_file()
    kept = put_back(library, path)
    click.echo(f"{safe(str(library))} is now what {safe(str(path))} holds.")
    if kept is not None:
        click.echo(f"The former library is kept: {safe(str(kept))}")
    for line in brought_home(existing_library()):
        click.echo(line)


@click.command()
@click.option("--repair", "mend", is_flag=True, help="Back up, mend what can be mended, set the rest aside.")
@json_option
@library_option
@click.pass_context
def doctor(ctx: click.Context, mend: bool, as_json: bool) -> None:
    """Look the library over, and mend it.

    Exit code 0: it is sound. 1: something was found.
    """
    from store.care import examine
    from tui.cli.progress import shown

    if mend and as_json:
        raise click.UsageError("--json lists what is found; --repair mends it. Say one of them.")
    try:
        library = existing_library(quiet=True)
        with shown("Looking over") as progress:
            findings = examine(library, lambda done, total: progress(done, total, 0))
    except NotALibraryError as error:
        if as_json:
            print_json([{"kind": "file", "table": "", "id": None, "what": error.message}])
            ctx.exit(1)
        ctx.exit(_damaged(error.message, mend))
    if as_json:
        names = ("kind", "table", "id", "what")
        print_json([{name: getattr(finding, name) for name in names} for finding in findings])
        ctx.exit(1 if findings else 0)
    if any(finding.kind == "file" for finding in findings):
        for finding in findings:
            click.echo(one_line(str(finding)), err=True)
        ctx.exit(_damaged(f"{library.place} is damaged.", mend))
    if not findings:
        click.echo(f"{safe(str(library.place))} is sound: {library.releases.count()} releases.")
        _list_set_aside(library)
        return
    for finding in findings:
        click.echo(one_line(str(finding)), err=True)
    if not mend:
        click.echo(
            f"{len(findings)} found. ‘dateline doctor --repair’ mends it; a backup is made first.", err=True
        )
        ctx.exit(1)
    ctx.exit(_mend(library))


def _mend(library: Library) -> int:
    """Mends, says what was done, looks again; gives the exit code."""
    from store.care import examine, repair
    from tui.cli.progress import shown

    done = repair(library)
    place = library.place
    none = f"none, for {place} is in no file; ‘dateline move {place} FILE’ copies it into one"
    click.echo(f"Backup: {safe(done.backup or none)}")
    for line in done.mended:
        click.echo(f"mended: {one_line(line)}")
    for line in done.set_aside:
        click.echo(f"set aside: {one_line(line)}")
    with shown("Looking again") as progress:
        rest = examine(library, lambda done, total: progress(done, total, 0))
    for finding in rest:
        click.echo(f"left: {one_line(str(finding))}", err=True)
    return 1 if rest else 0


def _list_set_aside(library: Library) -> None:
    """What repairs could not mend is still there: says so, each with its beginning."""
    from store.care import set_aside
    from tui.describe import shortened

    for one in set_aside(library):
        click.echo(f"set aside: {shortened(one_line(str(one)), _SHOWN)}")


def _damaged(what: str, mend: bool) -> int:
    """Says what can be done about a damaged file, or does it; gives the exit code."""
    from store.backups import newest_sound
    from store.care import is_library

    click.echo(safe(what), err=True)
    if isinstance(named_library(), ServerName):
        return 1  # whoever keeps the server has its backups
    path = _library_file()
    if (newest := newest_sound(path)) is not None:
        click.echo(f"The newest sound backup: ‘dateline restore {safe(str(newest))}’.", err=True)
    else:
        click.echo("There is no sound backup beside it.", err=True)
    if not path.is_file() or not is_library(path):
        return 1
    if mend:
        return _salvage(path)
    click.echo("‘dateline doctor --repair’ saves what can still be read of it into a new file.", err=True)
    return 1


def _salvage(path: Path) -> int:
    from store.care import salvage

    try:
        saved = salvage(path)
    except DatelineError as error:
        click.echo(f"dateline: {safe(str(error))}", err=True)
        return 1
    for table, count in saved.counts.items():
        click.echo(f"saved: {count} {safe(table)}")
    for line in (*saved.repair.mended, *saved.repair.set_aside):
        click.echo(f"mended: {one_line(line)}")
    if saved.set_aside:
        click.echo(f"set aside: {saved.set_aside} records that are not JSON")
    if saved.gathered:
        click.echo(
            "Its table of contents is lost, so rows were taken from all its pages: "
            "some may be as they were before they were changed or deleted."
        )
    click.echo(f"The damaged library was left as it is. What was saved: {safe(str(saved.path))}")
    click.echo(f"‘dateline restore {safe(str(saved.path))}’ puts it in the library’s place.")
    return 1


@click.command()
@click.argument("source", type=_library)
@click.argument("target", type=_library)
def move(source: LibraryPlace, target: LibraryPlace) -> None:
    """Copy the library SOURCE to TARGET, of any kind.

    TARGET is a file that does not exist yet, or a server's database without a library. Its name says which
    kind it is to be: *.json, postgresql://…, or another. Everything is copied, the history included, and
    compared row by row; SOURCE stays as it is.
    """
    from store.care import move_library

    counts = move_library(source, target)
    rows = ", ".join(f"{one_line(table)} {count}" for table, count in counts.items())
    click.echo(f"copied {safe(str(source))} to {safe(str(target))}: {sum(counts.values())} rows ({rows})")
