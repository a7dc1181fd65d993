"""Whether everything in a project is what was put there.

SQLite's own check sees a broken page but not a flipped bit inside a note, so the contents
are compared with their hashes too.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from glossator.storage import documents, readings, rows, search_index
from glossator.storage.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Check = Callable[[sqlite3.Connection], Iterator["Finding"]]

_AT_MOST = 100
"""Findings of one kind that SQLite lists."""

_INDEXES = ((search_index.NOTES, "notes"), (search_index.UNITS, "reports"))


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    Attributes:
        kind: `database`, `reference`, `theme`, `annotation`, `document`, `reading`, `mark`,
            `picture` or `index`.
        sentence: What is wrong and where, for the user.
    """

    kind: str
    sentence: str


def findings(connection: sqlite3.Connection, *, read_only: bool) -> list[Finding]:
    """Check a project; an empty list means all is well.

    Args:
        connection: The project, outside a transaction.
        read_only: Leaves the search indexes out, which SQLite checks only where it may write.
    """
    checks = [_database, _references, _contents, _documents, _readings, _marks, _pictures]
    if not read_only:
        checks.append(_indexes)
    return _found(connection, checks)


def every_finding(connection: sqlite3.Connection) -> list[Finding]:
    """Check a project of any format; one of another than today's as far as SQLite knows it."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == VERSION:
        return findings(connection, read_only=True)
    return _found(connection, [_database])


def _found(
    connection: sqlite3.Connection,
    checks: Iterable[Callable[[sqlite3.Connection], Iterator[Finding]]],
) -> list[Finding]:
    found: list[Finding] = []
    for check in checks:
        try:
            found.extend(check(connection))
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
                raise
            found.append(Finding("database", f"A part of the file can't be read ({error})."))
    return found


_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR}


def _database(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_AT_MOST})").fetchall():
        if line != "ok":
            yield Finding("database", f"The file is damaged: {line}.")


def _references(connection: sqlite3.Connection) -> Iterator[Finding]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(
            "reference", f"Row {rowid} of “{table}” refers to something missing in “{parent}”."
        )
    for symbol, title in connection.execute(
        "SELECT symbol, title FROM report WHERE deleted_at IS NULL"
        " AND sha256 NOT IN (SELECT sha256 FROM document)"
    ).fetchall():
        yield Finding("reference", f"The document of the report “{symbol or title}” is missing.")


def _contents(connection: sqlite3.Connection) -> Iterator[Finding]:
    for kind, key, name, kept, actual in rows.stored_hashes(connection):
        if kept != actual:
            yield Finding(
                kind, f"The {kind} “{name}” ({key}) is not as it was saved: some of it has changed."
            )


def _documents(connection: sqlite3.Connection) -> Iterator[Finding]:
    for file_name, kept, actual in documents.hashes(connection):
        if kept != actual:
            yield Finding("document", f"The document “{file_name}” is not as it was added.")


def _readings(connection: sqlite3.Connection) -> Iterator[Finding]:
    for sha256_, name, kept, actual in readings.hashes(connection):
        if kept != actual:
            yield Finding("reading", f"The text of the report “{name or sha256_}” has changed.")


def _marks(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Compare the words of each passage with those that stand there in its report."""
    for report_id, sha256_, name in connection.execute(
        "SELECT id, sha256, coalesce(nullif(symbol, ''), title) FROM report"
        " WHERE deleted_at IS NULL"
    ).fetchall():
        text = readings.text(connection, sha256_)
        if text is None:
            continue
        words = text.text
        for citation, quote, stands in rows.marks(connection, report_id, words):
            if not stands:
                yield Finding(
                    "mark",
                    f"The passage “{_short(quote)}” ({citation}) is not where it should"
                    f" be in the text of “{name}”.",
                )


_SHORT = 60


def _short(quote: str) -> str:
    return quote if len(quote) <= _SHORT else f"{quote[:_SHORT].rstrip()}…"


def _pictures(connection: sqlite3.Connection) -> Iterator[Finding]:
    known = set()
    for kept, data in connection.execute("SELECT sha256, data FROM picture"):
        known.add(kept)
        if sha256(data).hexdigest() != kept:
            yield Finding("picture", f"The picture {kept} of an area is not as it was saved.")
    for citation, picture in connection.execute(
        "SELECT citation, picture FROM annotation WHERE picture != '' AND deleted_at IS NULL"
    ).fetchall():
        if picture not in known:
            yield Finding("picture", f"The picture of the area “{citation}” is missing.")


def _indexes(connection: sqlite3.Connection) -> Iterator[Finding]:
    connection.execute("BEGIN")
    try:
        for index, of in _INDEXES:
            try:
                is_whole = search_index.is_whole(connection, index)
            except sqlite3.DatabaseError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
                    raise
                is_whole = False
            if not is_whole:
                yield Finding("index", f"The search index of the {of} doesn't match them.")
    finally:
        connection.rollback()
