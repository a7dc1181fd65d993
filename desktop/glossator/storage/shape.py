"""Whether a file that says it has our format is built as that format is."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectError
from glossator.storage import search_index

if TYPE_CHECKING:
    from glossator.storage.connection import Connection

KNOWN = "8eb4f40a13f8cd94cced20c8e8748c078e148959a119960db113f412ac171934"
"""What `fingerprint` gives of a file as the present format makes it. Another is looked at
closely, which takes a third of a second; a test says what it should be."""

_INDEXES = (search_index.UNITS, search_index.NOTES)


def fingerprint(sqlite: sqlite3.Connection) -> str:
    """Return a hash over the tables and views of a file."""
    rows = sqlite.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
    ).fetchall()
    return sha256("\0".join(f"{name}\1{sql}" for name, sql in rows).encode()).hexdigest()


def make_fit(connection: Connection, name: str, *, read_only: bool) -> None:
    """Make sure that a project has the tables this program expects.

    Search indexes that are built otherwise are made anew, since they hold nothing of their
    own; tables of other programs are left alone.

    Args:
        connection: The project, of the present version.
        name: Its name, for sentences.
        read_only: Whether nothing may be made anew.

    Raises:
        ProjectError: It is built otherwise.
    """
    with connection.reading() as sqlite:
        if fingerprint(sqlite) == KNOWN:
            return
        wrong = _wrong(sqlite)
    if not wrong:
        return
    if read_only or not wrong <= set(_INDEXES):
        raise ProjectError(
            f"“{name}” is not built as this Glossator expects ({', '.join(sorted(wrong))}): it"
            " was made by a version that was never released, or by another program. It was"
            " not changed. Open it with the Glossator that made it, or restore a backup."
        )
    with connection.writing() as sqlite:
        for index in sorted(wrong):
            sqlite.execute(f"DROP TABLE IF EXISTS {index}")
            sqlite.execute(_sql_of(index))
        search_index.rebuild(sqlite)


def _wrong(sqlite: sqlite3.Connection) -> set[str]:
    """Return the tables and views that are missing or lack a column."""
    reference = _reference()
    try:
        names = [
            row[0]
            for row in reference.execute(
                "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')"
                " AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            )
        ]
        ours = {name: _columns(reference, name) for name in names if not _is_shadow(name)}
    finally:
        reference.close()
    return {name for name, columns in ours.items() if not columns <= _columns(sqlite, name)}


def _columns(sqlite: sqlite3.Connection, table: str) -> set[str]:
    try:
        rows = sqlite.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    except sqlite3.OperationalError:  # a view of something that isn't there
        return set()
    return {row[0] for row in rows}


def _is_shadow(name: str) -> bool:
    return any(name.startswith(f"{index}_") for index in _INDEXES)


def _sql_of(table: str) -> str:
    reference = _reference()
    try:
        (sql,) = reference.execute(
            "SELECT sql FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    finally:
        reference.close()
    return str(sql)


def _reference() -> sqlite3.Connection:
    """Return an empty project in memory."""
    from glossator.storage.migrations import migrate  # costs 0.3 s

    reference = sqlite3.connect(":memory:", isolation_level=None)
    migrate(reference)
    return reference
