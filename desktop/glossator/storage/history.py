"""The actions of a project, so that undo works after a restart.

The rows are the undo stack: those that are done, oldest first, then those that were taken
back. A new action ends the second part, as in any undo stack.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectError
from glossator.storage.encoding import edits_from_json, edits_to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

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
        return unpacked(self.label, self._packed)

    @property
    def is_large(self) -> bool:
        """Whether it made so many changes that undoing it takes a while."""
        return isinstance(self._packed, bytes)


def record(
    connection: sqlite3.Connection, label: str, packed: str | bytes, analyst: str, at: str
) -> int:
    """Append an action, dropping those that had been taken back; return its number.

    Args:
        connection: The project, in a transaction.
        label: What the user did.
        packed: What `packed` made of its changes.
        analyst: Who did it.
        at: When, ISO 8601 UTC.
    """
    connection.execute("DELETE FROM history WHERE undone_at IS NOT NULL")
    cursor = connection.execute(
        "INSERT INTO history (label, analyst, at, edits) VALUES (?, ?, ?, ?)",
        (label, analyst, at, packed),
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
    merged = unpacked(row[1], row[2]).then(edits)
    connection.execute(
        "UPDATE history SET edits = ?, at = ?, undone_at = NULL WHERE number = ?",
        (packed(merged, {}), at, number),
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


def kept(connection: sqlite3.Connection, number: int, step: str) -> tuple[str, str | bytes]:
    """Return the label of an action and its changes as they are packed.

    Args:
        connection: The project.
        number: The action's.
        step: What is to be done with it: `undone` or `redone`.

    Raises:
        ProjectError: There is no such action.
    """
    row = connection.execute(
        "SELECT label, edits FROM history WHERE number = ?", (number,)
    ).fetchone()
    if row is None:
        raise _out_of_turn(step)
    return row[0], row[1]


def mark_undone(connection: sqlite3.Connection, number: int, at: str) -> None:
    """Mark the last action that is done as taken back.

    Raises:
        ProjectError: It is not the last one; taking it back would overwrite later work.
    """
    last = "SELECT max(number) FROM history WHERE undone_at IS NULL"
    if connection.execute(last).fetchone()[0] != number:
        raise _out_of_turn("undone")
    connection.execute("UPDATE history SET undone_at = ? WHERE number = ?", (at, number))


def mark_done(connection: sqlite3.Connection, number: int) -> None:
    """Mark the first action that was taken back as done.

    Raises:
        ProjectError: It is not the next one to be done again.
    """
    next_one = "SELECT min(number) FROM history WHERE undone_at IS NOT NULL"
    if connection.execute(next_one).fetchone()[0] != number:
        raise _out_of_turn("redone")
    connection.execute("UPDATE history SET undone_at = NULL WHERE number = ?", (number,))


def packed(edits: EditSet, segments: Mapping[str, str]) -> str | bytes:
    """Return the changes of an action as the history keeps them.

    Args:
        edits: The changes.
        segments: As in `edits_to_json`.
    """
    pieces = edits_to_json(edits, segments)
    begun: list[str] = []
    length = 0
    for piece in pieces:
        begun.append(piece)
        length += len(piece)
        if length >= _LONG:
            packer, stream = zlib.compressobj(1), BytesIO()
            stream.write(packer.compress("".join(begun).encode()))
            stream.writelines(packer.compress(one.encode()) for one in pieces)
            stream.write(packer.flush())
            return stream.getvalue()
    return "".join(begun)


def unpacked(label: str, changes: str | bytes) -> EditSet:
    """Return an action from what `packed` made of it."""
    text = changes if isinstance(changes, str) else zlib.decompress(changes).decode()
    return edits_from_json(label, text)


def _out_of_turn(step: str) -> ProjectError:
    return ProjectError(
        f"This action can't be {step} now, because others come first. Nothing was changed."
    )
