"""SQLite databases of other programs, read without trusting them.

A database is opened from its bytes, so that nothing beside it is touched and no other
program's lock stands in the way. Only columns of plain tables are read: no views, no virtual
tables, no functions, which an authorizer holds, and in a limited time.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Self, TypeAlias

from glossator.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Cell: TypeAlias = "str | int | float | bytes | None"

MOST_ROWS = 2_000_000
"""Rows of a table that are read."""

LARGEST_CELL = 64 * 2**20
"""Bytes of a text or blob that is read."""

LONGEST = 60.0
"""Seconds of processor time that reading may take."""

DAMAGED = (sqlite3.Error, MemoryError, UnicodeDecodeError)
"""What Python raises at damaged files; the last where what SQLite says of one is no text."""

_STEPS = 10_000
"""Instructions of SQLite between two looks at the clock."""

_MAGIC = b"SQLite format 3\x00"
_VERSIONS = slice(18, 20)
"""Where the header says whether the file is written with a log beside it (2) or not (1)."""

_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ}


class ForeignTables:
    """The tables of a database.

    Args:
        name: The file's name, for sentences.
        data: Its bytes.

    Raises:
        InvalidInputError: It is no SQLite database, or is damaged.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        if not data.startswith(_MAGIC):
            raise self._refusal("is no SQLite database")
        self._end = time.process_time() + LONGEST
        self._sqlite = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        try:
            self._prepare(data)
        except DAMAGED as error:
            self._sqlite.close()
            raise self._refusal("is damaged") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sqlite.close()

    def columns(self, table: str) -> frozenset[str]:
        """Return the names of a table's columns in small letters, none if there is no such."""
        return self._columns.get(table, frozenset())

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Mapping[str, Cell]]:
        """Yield the rows of a table, in the order in which they were made.

        Args:
            table: A table; one that is not there has no rows.
            columns: The columns that are wanted; one that is not there holds nothing.

        Raises:
            InvalidInputError: The table can't be read, or is too large.
        """
        there = [column for column in columns if column in self.columns(table)]
        if not there:
            return
        wanted = ", ".join(_quoted(column) for column in there)
        nothing: dict[str, Cell] = dict.fromkeys(columns)
        try:
            cursor = self._sqlite.execute(f"SELECT {wanted} FROM {_quoted(table)}")  # noqa: S608  (quoted)
            for number, row in enumerate(cursor):
                if number == MOST_ROWS:
                    raise self._refusal(f"has more than {MOST_ROWS:,} rows in “{table}”")
                yield nothing | dict(zip(there, row, strict=True))
        except DAMAGED as error:
            raise self._refusal(f"can't be read: its table “{table}” is damaged") from error

    def _prepare(self, data: bytes) -> None:
        plain = bytearray(data)
        plain[_VERSIONS] = b"\x01\x01"  # a log that lay beside the file is not here
        connection = self._sqlite
        connection.deserialize(bytes(plain))
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA query_only = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_CELL)
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        connection.set_progress_handler(lambda: time.process_time() > self._end, _STEPS)
        found = connection.execute(
            "SELECT s.name, lower(c.name) FROM sqlite_schema s, pragma_table_info(s.name) c"
            " WHERE s.type = 'table' AND s.sql NOT LIKE 'create virtual%'"
        )
        columns: dict[str, set[str]] = {}
        for table, column in found:
            columns.setdefault(table, set()).add(column)
        self._columns = {table: frozenset(found) for table, found in columns.items()}
        connection.set_authorizer(
            lambda action, *_: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
        )

    def _refusal(self, what: str) -> InvalidInputError:
        return InvalidInputError(f"“{self._name}” {what}. Nothing was imported.")


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
