"""SQLite databases of other programs, made in the test."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def database(
    *statements: str, rows: Mapping[str, Iterable[tuple[Any, ...]]] | None = None
) -> bytes:
    """Return a database.

    Args:
        statements: Make the tables.
        rows: What is put into each; a row may lack its last cells.
    """
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    for table, found in (rows or {}).items():
        width = len(connection.execute(f"PRAGMA table_info({table})").fetchall())
        marks = ", ".join("?" * width)
        for row in found:
            cells = (*row, *(None,) * (width - len(row)))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", cells)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data
