"""The actions of a project, so that undo works after a restart.

The rows are the undo stack: those that are done, oldest first, then those that were taken
back. A new action ends the second part, as in any undo stack.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectError
from glossator.storage.encoding import edits_from_json, edits_to_json

if TYPE_CHECKING:
    import sqlite3

    from glossator.domain.edits import EditSet

_LONG = 65_536
"""From so many characters the edits are compressed: importing 10,000 passages writes 12 MB."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One action.

    Attributes:
        number: Names it for `take_back` and `give_again`; later ones are greater.
        label: What the user did.
        analyst: Who did it.
        at: When, ISO 8601 UTC.
        undone: Whether it was taken back.
    """

    number: int
    label: str
    analyst: str
    at: str
    undone: bool
    _packed: str | bytes = field(repr=False)

    @property
    def edits(self) -> EditSet:
        """The changes it made, unpacked anew each time."""
        return _unpack(self.label, self._packed)


def record(connection: sqlite3.Connection, edits: EditSet, analyst: str, at: str) -> int:
    """Append an action, dropping those that had been taken back; return its number."""
    connection.execute("DELETE FROM history WHERE undone_at IS NOT NULL")
    cursor = connection.execute(
        "INSERT INTO history (label, analyst, at, edits) VALUES (?, ?, ?, ?)",
        (edits.label, analyst, at, _pack(edits)),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def widen(connection: sqlite3.Connection, number: int, edits: EditSet, at: str) -> None:
    """Let the last action that is done include a further edit set.

    Raises:
        ProjectError: It is not the last one.
    """
    row = connection.execute(
        "SELECT number, label, edits FROM history ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if row is None or row[0] != number:
        raise ProjectError("Other actions came after this one. Nothing was changed.")
    merged = _unpack(row[1], row[2]).then(edits)
    connection.execute(
        "UPDATE history SET edits = ?, at = ?, undone_at = NULL WHERE number = ?",
        (_pack(merged), at, number),
    )


def entries(connection: sqlite3.Connection, limit: int, label: str = "") -> list[HistoryEntry]:
    """Return the latest actions whose label begins with some words, oldest first."""
    rows = connection.execute(
        "SELECT number, label, analyst, at, undone_at IS NOT NULL, edits FROM history"
        " WHERE substr(label, 1, ?) = ? ORDER BY number DESC LIMIT ?",
        (len(label), label, limit),
    ).fetchall()
    return [
        HistoryEntry(number, label, analyst, at, bool(undone), packed)
        for number, label, analyst, at, undone, packed in reversed(rows)
    ]


def mark_undone(connection: sqlite3.Connection, number: int, at: str) -> EditSet:
    """Mark the last action that is done as taken back, and return what it had changed.

    Raises:
        ProjectError: It is not the last one; taking it back would overwrite later work.
    """
    return _mark(
        connection,
        number,
        at,
        "SELECT number, label, edits FROM history WHERE undone_at IS NULL"
        " ORDER BY number DESC LIMIT 1",
    )


def mark_done(connection: sqlite3.Connection, number: int) -> EditSet:
    """Mark the first action that was taken back as done, and return what it changes.

    Raises:
        ProjectError: It is not the next one to be done again.
    """
    return _mark(
        connection,
        number,
        None,
        "SELECT number, label, edits FROM history WHERE undone_at IS NOT NULL"
        " ORDER BY number LIMIT 1",
    )


def _mark(
    connection: sqlite3.Connection, number: int, undone_at: str | None, which: str
) -> EditSet:
    row = connection.execute(which).fetchone()
    if row is None or row[0] != number:
        step = "undone" if undone_at else "redone"
        raise ProjectError(
            f"This action can't be {step} now, because others come first. Nothing was changed."
        )
    connection.execute("UPDATE history SET undone_at = ? WHERE number = ?", (undone_at, number))
    return _unpack(row[1], row[2])


def _pack(edits: EditSet) -> str | bytes:
    text = edits_to_json(edits)
    return text if len(text) < _LONG else zlib.compress(text.encode(), 1)


def _unpack(label: str, packed: str | bytes) -> EditSet:
    text = packed if isinstance(packed, str) else zlib.decompress(packed).decode()
    return edits_from_json(label, text)
