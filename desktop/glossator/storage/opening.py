"""Making a project file, finding out how one may be opened, bringing an old one up to date."""

from __future__ import annotations

import filecmp
import os
import shutil
from itertools import count
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectError
from glossator.storage import drafts, rows
from glossator.storage.connection import Connection
from glossator.storage.file_header import refuse_newer
from glossator.storage.lock import LockTakenError, WriterLock
from glossator.storage.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from glossator.domain.records import Theme


def make_file(path: Path, themes: Sequence[Theme]) -> None:
    """Make a new project beside its place and put it there whole.

    Args:
        path: Where it should be.
        themes: The tree it begins with; no action that could be undone.

    Raises:
        FileExistsError: Something has that name.
        OSError, sqlite3.Error: It can't be made; nothing is left behind.
    """
    from glossator.storage.migrations import migrate  # costs 0.3 s

    if path.exists() or path.is_symlink():
        raise FileExistsError(path)
    draft = drafts.of(path)
    try:
        draft.touch(exist_ok=False)
        connection = Connection(draft, read_only=False)
        try:
            migrate(connection.sqlite)
            connection.sqlite.execute("BEGIN")
            rows.write_themes(connection.sqlite, themes)
            connection.sqlite.execute("COMMIT")
        finally:
            connection.close()
        drafts.place(draft, path)
    finally:
        drafts.discard(draft)


def take_lock(path: Path, who: str) -> tuple[WriterLock | None, str]:
    """Take the right to write a project.

    Args:
        path: The project file, links followed.
        who: Name the user works under.

    Returns:
        The lock and no reason, or no lock and the sentence that says why.
    """
    if not os.access(path, os.W_OK):
        return None, "The file can only be read."
    if not os.access(path.parent, os.W_OK):
        return None, "Its folder can't be written, which saving needs."
    try:
        return WriterLock.acquire(path, who), ""
    except LockTakenError as error:
        return None, str(error)
    except OSError as error:
        reason = error.strerror or str(error)
        return None, f"Its folder doesn't let it be locked against a second window ({reason})."


def connect(path: Path, *, read_only: bool, keep: Callable[[Path], str]) -> tuple[Connection, str]:
    """Open a project, an older one after it was copied and brought up to date.

    Args:
        path: The project file.
        read_only: Whether nothing may be written.
        keep: Copies the older file before it is touched; returns a sentence that says where.

    Returns:
        The connection, and a sentence about what was done, or nothing.

    Raises:
        ProjectError: It is too new, or too old to be only read.
        OSError, sqlite3.Error: It can't be opened.
    """
    connection = Connection(path, read_only=read_only)
    try:
        version = connection.user_version()
        refuse_newer(version, path.name)
        if version == VERSION:
            return connection, ""
        if read_only:
            _refuse_older(version, path.name)
    except BaseException:
        connection.close()
        raise
    connection.close()
    kept = keep(path)
    return _bring_up_to_date(path), f"“{path.name}” was brought up to date. {kept}"


def _refuse_older(version: int, name: str) -> None:
    raise ProjectError(
        f"“{name}” is from an older Glossator (format {version}) and has to be brought up to"
        " date before it is read, but it can't be written. Copy it to a folder of your own and"
        " open the copy."
    )


def _bring_up_to_date(path: Path) -> Connection:
    from glossator.storage.migrations import migrate  # costs 0.3 s

    connection = Connection(path, read_only=False)
    try:
        migrate(connection.sqlite)
    except BaseException:
        connection.close()
        raise
    connection.take_changes_as_known()
    return connection


def lay_aside(path: Path) -> str:
    """Copy a project beside itself before it is brought up to date; say where the copy is.

    The name is never one that is taken; a copy with the same bytes, from an attempt that
    failed, is left as it is. No connection may be open on the file: closing ours would
    give up SQLite's locks.

    Raises:
        OSError: The copy can't be made.
    """
    target = _free_name(path, VERSION)
    if not target.exists():
        draft = drafts.of(target)
        try:
            shutil.copyfile(path, draft)
            drafts.flush(draft)
            drafts.place(draft, target)
        finally:
            drafts.discard(draft)
    return f"A copy as it was is kept beside it as “{target.name}”."


def _free_name(path: Path, version: int) -> Path:
    for number in count(1):
        more = "" if number == 1 else f", {number}"
        target = path.with_name(f"{path.stem} (before version {version}{more}){path.suffix}")
        if not target.exists() or filecmp.cmp(path, target, shallow=False):
            return target
    raise AssertionError("numbers end")
