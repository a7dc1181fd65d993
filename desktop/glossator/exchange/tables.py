"""What the readers of other programs' databases are given: tables, and cells of any kind.

SQLite is known to the storage alone; whoever calls a reader opens the database for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    Cell: TypeAlias = str | int | float | bytes | None
    OpenTables: TypeAlias = "Callable[[str, bytes], AbstractContextManager[Tables]]"


class Tables(Protocol):
    """The tables of a database."""

    def columns(self, table: str) -> Collection[str]:
        """Return the names of a table's columns, none where there is no such table."""

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Mapping[str, Cell]]:
        """Yield the rows of a table; a column that is not there holds nothing."""


class Row:
    """A row whose cells are taken as what they should be: SQLite lets them be anything."""

    def __init__(self, cells: Mapping[str, Cell]) -> None:
        self._cells = cells

    def text(self, column: str) -> str:
        """Return a cell's text, empty where there is none."""
        cell = self._cells.get(column)
        return "" if cell is None or isinstance(cell, bytes) else str(cell)

    def line(self, column: str) -> str:
        """Return a cell's text on one line."""
        return " ".join(self.text(column).split())

    def number(self, column: str) -> int:
        """Return a cell's whole number, -1 where there is none."""
        cell = self._cells.get(column)
        return int(cell) if isinstance(cell, int | float) and abs(cell) < 2**53 else -1


def rows_of(tables: Tables, table: str, *columns: str) -> Iterator[Row]:
    """Yield the rows of a table that may not be there."""
    return (Row(cells) for cells in tables.rows(table, columns))
