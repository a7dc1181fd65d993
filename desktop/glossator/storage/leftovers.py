"""What lies beside a project file: an unfinished save of it, or what another file has left.

SQLite takes a journal or a log of the right name for the file's own and writes it into it.
"""

from __future__ import annotations

import shutil
import sqlite3
from itertools import count
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectError
from glossator.storage import drafts
from glossator.storage.connection import Connection

if TYPE_CHECKING:
    from pathlib import Path

    from glossator.storage.file_header import FileHeader


def set_aside_log(path: Path, header: FileHeader, *, read_only: bool) -> str:
    """Move a write-ahead log away that belongs to another file.

    A project is not kept with such a log. One that lies beside it is left over from another
    file of that name, and SQLite would put the other's contents in place of ours.

    Args:
        path: The project file.
        header: Its header.
        read_only: Whether nothing may be moved.

    Returns:
        A sentence about it, or nothing.

    Raises:
        ProjectError: It would have to be moved, and can't be.
        OSError: Moving it failed.
    """
    log = path.with_name(f"{path.name}-wal")
    if header.logged or not log.exists():
        return ""
    if read_only:
        raise ProjectError(
            f"Beside “{path.name}” lies “{log.name}”, left over from another file; with it the"
            " project can't be read safely. Nothing was changed. Move that file away and try"
            " again."
        )
    target = _set_aside(log)
    return (
        f"Beside the project lay “{log.name}”, left over from another file. It was not read, and"
        f" is kept as “{target.name}”."
    )


def set_aside_journal(path: Path) -> str:
    """Move a journal away that would damage the project.

    After a crash in the midst of a save the journal beside a project takes the half of it back.
    A journal that another file of that name has left would write that file's pages over ours.
    The two can't be told apart by themselves, so both outcomes are tried on copies, and the
    journal goes only if the project is whole without it and damaged with it.

    Args:
        path: The project file; no connection is open, and nobody else may write it.

    Returns:
        A sentence about it, or nothing.

    Raises:
        OSError: There is no room for the copies, or it can't be moved.
    """
    journal = _journal(path)
    if not journal.exists() or not journal.stat().st_size:
        return ""
    if _is_whole(path, with_journal=True) or not _is_whole(path, with_journal=False):
        return ""
    target = _set_aside(journal)
    return (
        f"Beside the project lay “{journal.name}”, left over from another file, which would have"
        f" damaged it. It was not used, and is kept as “{target.name}”."
    )


def _journal(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _is_whole(path: Path, *, with_journal: bool) -> bool:
    """Open a copy of a project as SQLite would open it, and check it."""
    from glossator.storage.check import every_finding  # seldom wanted

    copy = drafts.of(path)
    try:
        shutil.copyfile(path, copy)
        if with_journal:
            shutil.copyfile(_journal(path), _journal(copy))
        connection = Connection(copy, read_only=False)
        try:
            return not every_finding(connection.sqlite)
        finally:
            connection.close()
    except (sqlite3.Error, ProjectError):
        return False
    finally:
        drafts.discard(copy)


def _set_aside(beside: Path) -> Path:
    targets = (beside.with_name(f"{beside.name} (set aside {number})") for number in count(1))
    target = next(target for target in targets if not target.exists())
    beside.rename(target)
    return target
