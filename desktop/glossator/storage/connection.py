"""The one connection to a project file, and the transaction every change goes through."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager, suppress
from operator import methodcaller
from typing import TYPE_CHECKING
from urllib.parse import quote

from glossator.domain.errors import ProjectError
from glossator.storage.faults import Doing, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
            self._stat = path.stat()
            self._data_version = self._pragma("data_version")
            self._is_settled = True
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

    def take_changes_as_known(self) -> None:
        """Accept what was written through another connection (a migration)."""
        self._data_version = self._pragma("data_version")
        self._is_settled = True

    def _pragma(self, name: str) -> int:
        value = self._sqlite.execute(f"PRAGMA {name}").fetchone()[0]
        assert isinstance(value, int)
        return value

    def _refuse_replaced(self) -> None:
        try:
            same = os.path.samestat(self._path.stat(), self._stat)
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

    def _refuse_changed(self) -> None:
        if not self._is_settled:
            self.take_changes_as_known()
        if self._pragma("data_version") != self._data_version:
            raise ProjectError(
                f"“{self.name}” was changed by another program meanwhile. This change was not"
                " saved, so that nothing of the other's is lost. Open the project again."
            )


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
        connection.execute("PRAGMA cache_size = -16000")
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
