"""The bytes of the reports, kept once each under their SHA-256."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from glossator.domain.errors import InvalidInputError, ProjectError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from glossator.storage.connection import Connection

_CHUNK = 1 << 20
"""Bytes copied at a time, so that a large report is never in memory twice."""

_PIECE = 4 << 20
"""Bytes handed on at a time: some milliseconds to read. A thread that hands on many small
pieces waits for Python's lock before each, while the window works."""


def store(connection: Connection, data: bytes | Path, media_type: str, file_name: str) -> str:
    """Keep a document unless it is there already; return its SHA-256.

    Raises:
        InvalidInputError: The file can't be read, or changed while it was read.
        ProjectError: It can't be written; nothing has changed.
    """
    try:
        with _opened(data) as source:
            digest, size = _measure(source)
            with connection.reading() as sqlite:
                known = _row(sqlite, digest)
            if known is None:
                _insert(connection, source, (digest, media_type, file_name, size))
    except OSError as error:
        raise InvalidInputError(
            f"“{file_name}” can't be read: {error.strerror or error}. The project was not changed."
        ) from error
    return digest


def size(connection: Connection, sha256: str) -> int:
    """Return the number of bytes of a document.

    Raises:
        ProjectError: The project doesn't hold it.
    """
    with connection.reading() as sqlite:
        return _found(sqlite, sha256)[1]


def pieces(connection: Connection, sha256: str) -> Iterator[bytes]:
    """Yield a document's bytes, piece by piece.

    Between two pieces other threads have the connection, so that nobody waits for the
    whole of a large report.

    Raises:
        ProjectError: The project doesn't hold it, or it can't be read.
    """
    with connection.streaming():
        with connection.reading() as sqlite:
            number, left = _found(sqlite, sha256)
            blob = sqlite.blobopen("document", "data", number, readonly=True)
        try:
            while left > 0:
                with connection.reading():
                    piece = blob.read(_PIECE)
                left -= len(piece)
                yield piece
        finally:
            with connection.reading():
                blob.close()


def hashes(sqlite: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Yield (file name, SHA-256 it is kept under, SHA-256 of its bytes) of each document."""
    rows = sqlite.execute("SELECT number, file_name, sha256 FROM document").fetchall()
    for number, file_name, sha256 in rows:
        digest = hashlib.sha256()
        with sqlite.blobopen("document", "data", number, readonly=True) as blob:
            while chunk := blob.read(_CHUNK):
                digest.update(chunk)
        yield file_name, sha256, digest.hexdigest()


def _opened(data: bytes | Path) -> BinaryIO:
    return data.open("rb") if isinstance(data, Path) else io.BytesIO(data)


def _measure(source: BinaryIO) -> tuple[str, int]:
    digest, length = hashlib.sha256(), 0
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
        length += len(chunk)
    source.seek(0)
    return digest.hexdigest(), length


def _insert(connection: Connection, source: BinaryIO, row: tuple[str, str, str, int]) -> None:
    digest, copied = hashlib.sha256(), 0
    with connection.writing() as sqlite:
        cursor = sqlite.execute(
            "INSERT INTO document (sha256, media_type, file_name, size, data)"
            " VALUES (?, ?, ?, ?, zeroblob(?))",
            (*row, row[3]),
        )
        assert cursor.lastrowid is not None
        with sqlite.blobopen("document", "data", cursor.lastrowid) as blob:
            while chunk := source.read(min(_CHUNK, row[3] - copied)):
                digest.update(chunk)
                blob.write(chunk)
                copied += len(chunk)
        if digest.hexdigest() != row[0]:
            raise InvalidInputError(
                f"“{row[2]}” changed while it was read. The project was not changed; try again."
            )


def _row(sqlite: sqlite3.Connection, sha256: str) -> tuple[int, int] | None:
    row: tuple[int, int] | None = sqlite.execute(
        "SELECT number, size FROM document WHERE sha256 = ?", (sha256,)
    ).fetchone()
    return row


def _found(sqlite: sqlite3.Connection, sha256: str) -> tuple[int, int]:
    row = _row(sqlite, sha256)
    if row is None:
        raise ProjectError(
            "The project doesn't hold this report's document. The annotations are kept; add"
            " the document again."
        )
    return row
