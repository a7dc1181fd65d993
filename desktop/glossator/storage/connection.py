"""The one connection to a project file, and the transaction every change goes through."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing, contextmanager, suppress
from operator import methodcaller
from typing import TYPE_CHECKING
from urllib.parse import quote

from glossator.domain.errors import ProjectError
from glossator.storage.faults import Doing, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SQLITE_VERSION = sqlite3.sqlite_version

_CACHE = -16_000
"""Pages kept in memory, as kilobytes."""
_WAIT = 2.0
"""Seconds to wait for another program that reads the file just now."""


class Connection:
    """A connection that reads and writes in short transactions, from any one thread at a time.

    Attributes:
        name: Name of the file, for sentences.
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self.name = path.name
        self._path = path
        self._guard = threading.RLock()
        self._idle = threading.Condition(self._guard)
        self._streams = 0
        self._sqlite = _connect(path, read_only=read_only)
        try:
            self.take_changes_as_known()
        except BaseException:
            self._sqlite.close()
            raise

    @property
    def sqlite(self) -> sqlite3.Connection:
        """The connection itself, for the migrations and the maintenance of the file."""
        return self._sqlite

    def close(self) -> None:
        """Close it; a second call does nothing."""
        with self._guard:
            self._sqlite.close()

    def user_version(self) -> int:
        """Return the format of the file."""
        return self._pragma("user_version")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Hold the connection for reading; fetch all rows before leaving.

        Raises:
            ProjectError: The file can't be read.
        """
        with self._guard, told(self.name, Doing.READING):
            yield self._sqlite

    @contextmanager
    def streaming(self) -> Iterator[None]:
        """Read something large with a `reading` for each piece; `shrink` waits for its end."""
        with self._guard:
            self._streams += 1
        try:
            yield
        finally:
            with self._idle:
                self._streams -= 1
                self._idle.notify_all()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the connection in one transaction, committed at the end.

        Raises:
            ProjectError: It could not be written, or the file was replaced or changed by
                another program; rolled back, and the next transaction works.
        """
        with self._guard, told(self.name, Doing.SAVING):
            self._refuse_replaced()
            self._sqlite.execute("BEGIN IMMEDIATE")
            try:
                self._refuse_changed()
            except BaseException:
                self._sqlite.rollback()
                raise
            try:
                yield self._sqlite
                self._sqlite.execute("COMMIT")
            except BaseException:
                # Does nothing where SQLite has rolled back by itself (a full disk).
                self._sqlite.rollback()
                self._settle()
                raise
            self._remember()

    def _settle(self) -> None:
        """Read the file again after a rollback.

        Where the disk failed in mid-commit SQLite plays its journal back only now, and then
        counts that as a change by another.
        """
        self._is_settled = False
        with suppress(sqlite3.Error):  # the disk still fails: then before the next transaction
            self.take_changes_as_known()

    def shrink(self) -> None:
        """Write the file anew without its free pages.

        Raises:
            ProjectError: There is no room for it; the file is as it was.
        """
        with self._idle, told(self.name, Doing.SAVING):
            self._idle.wait_for(lambda: not self._streams)
            self._refuse_replaced()
            self._sqlite.execute("VACUUM")
            self._remember()

    def take_changes_as_known(self) -> None:
        """Take the file for what it is now: after our own writing, or a migration."""
        self._data_version = self._pragma("data_version")
        self._stat = self._path.stat()
        self._last = _last_action(self._sqlite)
        self._is_settled = True

    def _remember(self) -> None:
        """Note what the file is after our own writing."""
        with suppress(OSError):  # gone meanwhile: what was written is, and the next is refused
            self._stat = self._path.stat()
        self._last = _last_action(self._sqlite)

    def _pragma(self, name: str) -> int:
        value = self._sqlite.execute(f"PRAGMA {name}").fetchone()[0]
        assert isinstance(value, int)
        return value

    def _refuse_replaced(self) -> None:
        try:
            now = self._path.stat()
            same = os.path.samestat(now, self._stat)
        except FileNotFoundError:
            raise ProjectError(
                f"“{self.name}” is no longer in its folder: it was moved, renamed or deleted"
                " meanwhile. This change was not saved. Put it back, or open it where it is"
                " now."
            ) from None
        if not same:
            raise ProjectError(
                f"“{self.name}” was replaced by another file meanwhile. This change was not"
                " saved, and the other file was not touched. Open the project again."
            )

        if (now.st_mtime_ns, now.st_size) != (self._stat.st_mtime_ns, self._stat.st_size):
            self._refuse_overwritten()

    def _refuse_overwritten(self) -> None:
        """Look at a file anew that somebody wrote to.

        SQLite notices that by a counter in the file, which is the same where a copy of the
        project was written over it byte by byte.
        """
        if not self._is_settled:
            return  # it was ourselves, in a transaction that failed
        with closing(_connect(self._path, read_only=True)) as fresh:
            if _last_action(fresh) != self._last:
                raise self._changed()
        for pages in (0, _CACHE):  # what it keeps in memory may be of the file before
            self._sqlite.execute(f"PRAGMA cache_size = {pages}")

    def _refuse_changed(self) -> None:
        if not self._is_settled:
            self.take_changes_as_known()
        if self._pragma("data_version") != self._data_version:
            raise self._changed()

    def _changed(self) -> ProjectError:
        return ProjectError(
            f"“{self.name}” was changed by another program meanwhile. This change was not"
            " saved, so that nothing of the other's is lost. Open the project again."
        )


def _last_action(sqlite: sqlite3.Connection) -> tuple[object, ...] | None:
    """Return what tells one state of a project from another; None before it has a history."""
    with suppress(sqlite3.OperationalError):
        last: tuple[object, ...] | None = sqlite.execute(
            "SELECT number, at, undone_at FROM history ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return last
    return None


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Open SQLite on a file that exists, set up as the format wants it."""
    connection = sqlite3.connect(
        f"{_file_uri(path)}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        timeout=_WAIT,
        isolation_level=None,
        check_same_thread=False,
    )
    # A bit that turned over in one note must not make all others unreadable; `check` names it.
    connection.text_factory = methodcaller("decode", "utf-8", "replace")
    try:
        # A project comes by post too: nothing in its schema may call functions of ours.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = {_CACHE}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
        # SQLite opens a file only when it is asked something.
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _file_uri(path: Path) -> str:
    """Return the file: URI of a path with any characters, ?, # and % among them."""
    absolute = path.absolute().as_posix()
    lead = "" if absolute.startswith("/") else "/"
    return f"file://{lead}{quote(os.fsencode(absolute))}"
