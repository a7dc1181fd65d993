"""Putting a backup in place of a project so that a crash at any moment loses neither.

The copy is made whole under a hidden name (`.NAME.restoring`) before anything else is touched.
While a file of that name is there, a restore is under way: whoever opens the project next
finishes it.
"""

from __future__ import annotations

import filecmp
import os
import shutil
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectError, ProjectLockedError
from glossator.storage import drafts
from glossator.storage.connection import Connection
from glossator.storage.faults import Doing, told
from glossator.storage.lock import LockTakenError, WriterLock

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.storage.backups import Backup

_BESIDE = ("-journal", "-wal", "-shm")
"""What SQLite keeps beside a file."""


def verify(backup: Backup) -> None:
    """Make sure that a copy is what was written.

    Raises:
        ProjectError: It is not; choose another.
    """
    with told(backup.path.name, Doing.READING):
        if drafts.digest_of(backup.path) != backup.sha256:
            raise ProjectError(
                f"The backup of {backup.at} is damaged: its file has changed since it was"
                " written. Nothing was changed; choose another one."
            )
        connection = Connection(backup.path, read_only=True)
        try:
            (answer,) = connection.sqlite.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            connection.close()
    if answer != "ok":
        raise ProjectError(
            f"The backup of {backup.at} is damaged ({answer}). Nothing was changed; choose"
            " another one."
        )


def restore(project: Path, backup: Backup) -> Path | None:
    """Put a copy in place of a project, which is kept beside it under a plain name.

    The project gets a second name before the copy takes the first, so that at every moment
    a whole file has the project's name, and nothing is deleted or written over.

    Args:
        project: Where the project is, or was.
        backup: Which copy.

    Returns:
        Where the file is that lay there before; None if there was none.

    Raises:
        ProjectLockedError: The project is open somewhere.
        ProjectError: The copy is damaged, or it can't be put there; nothing was changed.
    """
    verify(backup)
    project = project.resolve()
    with told(project.name, Doing.RESTORING):
        lock = _lock(project)
        try:
            _make_ready(project, backup)
            return _put_in_place(project)
        finally:
            lock.release()


def finish(project: Path) -> str:
    """End a restore that was cut off by a crash; return a sentence about it, or nothing.

    Raises:
        OSError: Its folder can't be written.
    """
    if not _ready_name(project).exists():
        return ""
    try:
        lock = WriterLock.acquire(project, "")
    except LockTakenError:  # it is being done just now
        return ""
    try:
        kept = _put_in_place(project)
    finally:
        lock.release()
    beside = f" What was there before is kept beside it as “{kept.name}”." if kept else ""
    return f"A backup was being restored when the program ended; it is in place now.{beside}"


def _lock(project: Path) -> WriterLock:
    try:
        return WriterLock.acquire(project, "")
    except LockTakenError as error:
        raise ProjectLockedError(
            f"“{project.name}” can't be replaced now. {error} Nothing was changed; close it"
            " there and try again."
        ) from error


def _ready_name(project: Path) -> Path:
    return project.with_name(f".{project.name}.restoring")


def _make_ready(project: Path, backup: Backup) -> None:
    drafts.sweep(project)
    draft = drafts.of(project)
    try:
        shutil.copyfile(backup.path, draft)
        if drafts.digest_of(draft) != backup.sha256:
            raise ProjectError(
                f"The copy of the backup to the folder of “{project.name}” came out otherwise"
                " than it was. Nothing was changed; check the disk."
            )
        drafts.flush(draft)
        draft.replace(_ready_name(project))
        drafts.flush_folder(project.parent)
    finally:
        draft.unlink(missing_ok=True)


def _put_in_place(project: Path) -> Path | None:
    """Do what is left to do, from wherever it was cut off."""
    kept = _keep_beside(project) if project.exists() else None
    _ready_name(project).replace(project)
    drafts.flush_folder(project.parent)
    return kept


def _keep_beside(project: Path) -> Path:
    """Give a file and what SQLite keeps beside it a second, plain name."""
    kept = _name_beside(project)
    if not kept.exists():
        try:
            os.link(project, kept)
        except OSError:  # no hard links on this file system
            draft = drafts.of(project)
            shutil.copyfile(project, draft)
            drafts.flush(draft)
            drafts.place(draft, kept)
    # An unfinished save belongs to the file it was made for: beside the restored one SQLite
    # would write it into that.
    for ending in _BESIDE:
        beside = project.with_name(project.name + ending)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + ending))
    return kept


def _name_beside(project: Path) -> Path:
    """Return a name that is free, or that this very file has got already."""
    number = 1
    while True:
        more = "" if number == 1 else f" {number}"
        kept = project.with_name(f"{project.stem} (before restoring{more}){project.suffix}")
        if not kept.exists() or _is_unfinished(kept, project):
            return kept
        number += 1


def _is_unfinished(kept: Path, project: Path) -> bool:
    """Tell whether a file is the project under its second name, from a restore cut off."""
    if kept.samefile(project):
        return True
    journals = [one.with_name(f"{one.name}-journal").exists() for one in (kept, project)]
    return not all(journals) and filecmp.cmp(kept, project, shallow=False)
