"""Puts a backup in the library's place; what stood there is set aside under another name.

Two renames make the change: the library goes aside, the backup's copy comes in its place. What is to be
done is written down before the first, so that a restore that is killed between them is finished by
whoever opens the library next (`finish_restore`).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from store.atomic import flush_folder, replace
from store.backups import copies
from store.backups.beside import beside
from store.backups.plans import PLAN, is_being_restored, plan_of
from store.backups.soundness import check_sound
from store.errors import BackupError, NotALibraryError, NotFoundError
from store.storages import COMPANIONS, kind_named, kind_of

#: Seconds to wait for another restore.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a restore is about to do: names in the library's folder."""

    fresh: str
    """The whole and sound copy of the backup."""
    kept: str
    """Under which the former library is kept."""
    backup: str
    """What is restored, for the message."""


def restore(library: Path, backup: Path) -> Path | None:
    """Makes the backup's content the library, and gives the name under which the former one is kept.

    None where there was no former one. The backup itself stays. A log left by the former library is
    set aside with it, so that it is never applied to the restored file. A link to a library stays one.

    Raises NotFoundError, NotALibraryError for a backup that is not sound, is of another kind of file
    than the library's name asks for, or is of a newer program; BackupError when another program has the
    library open or the disk refuses; the library is then as it was.
    """
    library = library.resolve()
    try:
        there = backup.is_file()
    except OSError as error:  # a name too long, a folder that may not be entered
        raise NotFoundError(f"{backup}: {error.strerror}.", _known(library)) from error
    if not there:
        raise NotFoundError(f"there is no backup at {backup}.", _known(library))
    if library.exists() and library.samefile(backup):
        raise BackupError(f"{backup} is the library itself.", _known(library))
    _check_kind(library, backup)
    check_sound(backup)
    with _alone(library):
        fresh = _part(library)
        try:
            copies.copy_to(backup, fresh, still=True)
            check_sound(fresh)
            with copies.Failing(library):
                kind_of(fresh).supersede(fresh, library)
                _let_go(library)
                plan = _Plan(fresh.name, _aside(library).name, str(backup))
                replace(plan_of(library), json.dumps(asdict(plan)).encode("ascii"))
        except BaseException:
            _remove(fresh)
            raise
        with copies.Failing(library):
            try:
                _carry_out(library, plan)
            except OSError:
                _take_back(library, plan)
                raise
        _clear_away(library)
    kept = library.with_name(plan.kept)
    return kept if kept.exists() else None


def finish_restore(library: Path) -> str | None:
    """Finishes a restore of this library that was killed; says so in a sentence, None where there was none.

    To be called before the library is opened. Costs a look into the folder. Raises BackupError.
    """
    if not is_being_restored(library):
        return None
    library = library.resolve()
    with _alone(library):
        plan = _read_plan(library)
        if plan is None:
            return None
        with copies.Failing(library):
            _carry_out(library, plan)
        _clear_away(library)
    former = library.with_name(plan.kept)
    aside = f" The former library is kept: {former}" if former.exists() else ""
    return f"{library} is now what {plan.backup} holds: a restore that was broken off is finished.{aside}"


def _known(library: Path) -> str:
    """The way out: the backups there are."""
    newest = copies.newest_sound(library)
    return f"The newest sound backup is {newest}." if newest else "There is no sound backup of this library."


def _check_kind(library: Path, backup: Path) -> None:
    """Raises NotALibraryError where the backup's content is not what the library's name stands for."""
    wanted = kind_named(library)
    try:
        kind = kind_of(backup)
    except OSError as error:
        raise BackupError(f"{backup}: {error.strerror}.", "Check its rights.") from error
    if kind is not wanted:
        raise NotALibraryError(
            f"{backup} is no {wanted.name} library, and {library.name} must be one.",
            f"If it is a {kind.name} library, ‘dateline move’ copies it from one kind to the other.",
        )


@contextmanager
def _alone(library: Path) -> Iterator[None]:
    """Keeps other restores of the same library out. Raises BackupError when one takes too long."""
    from filelock import FileLock, Timeout  # when first needed: each command looks for a broken-off restore

    lock = FileLock(beside(library, ".", ".restore.lock"), timeout=_PATIENCE)
    try:
        lock.acquire()
    except Timeout as error:
        raise BackupError(f"{library} is being restored by another program.", "Try again later.") from error
    except OSError as error:
        raise BackupError(f"{library}: {error.strerror}.", "Check the rights of its folder.") from error
    try:
        yield
    finally:
        lock.release()


def _part(library: Path, name: str = "") -> Path:
    """A name for what is being made for this library and no other; `name` in place of a new one."""
    digest = hashlib.sha256(os.fsencode(library.name)).hexdigest()[:12]
    return library.with_name(f"{PLAN}-{digest}-{name or os.urandom(8).hex()}")


def _let_go(library: Path) -> None:
    """Puts all that belongs to the library into its file. Raises BackupError while another has it open."""
    if library.is_file() and not kind_of(library).is_let_go(library):
        raise BackupError(f"{library} is open in another program.", "Quit it, then restore again.")


def _aside(library: Path) -> Path:
    """A free name for the former library."""
    stamp = copies.utc_now().strftime("%Y-%m-%dT%H-%M-%S.%fZ")
    return beside(library, "", f".set-aside-{stamp}{library.suffix}", stem=library.stem)


def _read_plan(library: Path) -> _Plan | None:
    """The plan of a restore that was killed; None where another program has finished it meanwhile.

    Raises BackupError where it cannot be understood.
    """
    path = plan_of(library)
    try:
        found = json.loads(path.read_bytes())
        plan = _Plan(**found)
        if not all(isinstance(name, str) and name == Path(name).name for name in (plan.fresh, plan.kept)):
            raise ValueError("a name of another folder")
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BackupError(f"{path}: {error.strerror}.", "Check its rights.") from error
    except (ValueError, TypeError) as error:
        raise BackupError(
            f"{library} was being restored, and {path.name} does not say how far.",
            f"Look at the files in its folder, then delete {path.name}.",
        ) from error
    return plan


def _carry_out(library: Path, plan: _Plan) -> None:
    """The renames, or what is left of them; then the plan is done with. Raises OSError."""
    fresh, kept = library.with_name(plan.fresh), library.with_name(plan.kept)
    if fresh.exists():  # else the last rename has been made
        for end in ("", *COMPANIONS):  # the library first: its log without it is never applied to anything
            if Path(f"{library}{end}").exists():
                Path(f"{library}{end}").rename(f"{kept}{end}")
        flush_folder(library.parent)
        fresh.replace(library)
    flush_folder(library.parent)
    plan_of(library).unlink(missing_ok=True)


def _take_back(library: Path, plan: _Plan) -> None:
    """Puts what was set aside in its place again. Raises OSError."""
    plan_of(library).unlink(missing_ok=True)
    _remove(library.with_name(plan.fresh))
    kept = library.with_name(plan.kept)
    for end in reversed(("", *COMPANIONS)):
        if Path(f"{kept}{end}").exists():
            Path(f"{kept}{end}").rename(f"{library}{end}")


def _clear_away(library: Path) -> None:
    """Removes what killed restores left half-copied; one at a time is under way, and none now."""
    for path in library.parent.glob(_part(library, "*").name):
        _remove(path)


def _remove(path: Path) -> None:
    for end in ("", *COMPANIONS):
        Path(f"{path}{end}").unlink(missing_ok=True)
