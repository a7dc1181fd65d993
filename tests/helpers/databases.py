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
        rows: What is put into each.
    """
    connection = sqlite3.connect(":memory:")
    for statement in statements:
        connection.execute(statement)
    for table, found in (rows or {}).items():
        for row in found:
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)
    connection.commit()
    data = connection.serialize()
    connection.close()
    return data
