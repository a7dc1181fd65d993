"""What a project keeps of its documents: their bytes, what was read in them, what is alike."""

from __future__ import annotations

from hashlib import sha256 as hash_of
from typing import TYPE_CHECKING

from glossator.domain.errors import ProjectLockedError
from glossator.storage import documents, matches, readings, search_index

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path
    from sqlite3 import Connection as SqliteConnection

    from glossator.domain.ranking.counterparts import Match, Pair
    from glossator.domain.reports.damage import Damage
    from glossator.domain.reports.reading import Pages
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import ReportText
    from glossator.storage.connection import Connection


class Shelf:
    """The part of an open project that is about documents; undo touches none of it.

    Args:
        path: The file, links followed.
        connection: The project.
        read_only: Whether writing is refused.
        reason: A sentence that says why, or empty where it was asked for.
    """

    def __init__(self, path: Path, connection: Connection, *, read_only: bool, reason: str) -> None:
        self.path = path
        self.read_only = read_only
        self.read_only_reason = reason
        self._connection = connection

    def store_document(self, data: bytes | Path, *, media_type: str, file_name: str) -> str:
        """Keep a document's bytes, once; return its SHA-256. Undo does not remove it.

        Raises:
            InvalidInputError: The file can't be read.
            ProjectError: It can't be written.
        """
        self._refuse_read_only()
        return documents.store(self._connection, data, media_type, file_name)

    def document_size(self, sha256: str) -> int:
        """Return the bytes of a document."""
        return documents.size(self._connection, sha256)

    def document_pieces(self, sha256: str) -> Iterator[bytes]:
        """Yield a document's bytes, `document_size` of them, piece by piece."""
        return documents.pieces(self._connection, sha256)

    def document_bytes(self, sha256: str) -> bytes:
        """Return a document."""
        return b"".join(self.document_pieces(sha256))

    def store_reading(self, sha256: str, text: ReportText, structure: Structure) -> None:
        """Keep what was read in a document, in place of an older reading."""
        indexed = search_index.prepared(structure)
        with self._writing() as sqlite:
            readings.store(sqlite, sha256, text, structure, indexed)

    def is_read(self, sha256: str) -> bool:
        """Tell whether a document's text and structure are kept here, by today's rules."""
        with self._connection.reading() as sqlite:
            return readings.is_read(sqlite, sha256)

    def text(self, sha256: str) -> ReportText | None:
        """Return a document's text; None when it was not yet read by the present rules."""
        with self._connection.reading() as sqlite:
            return readings.text(sqlite, sha256)

    def pages(self, sha256: str) -> Pages:
        """Return what is known of a document's pages, nothing when it was not read by now."""
        with self._connection.reading() as sqlite:
            return readings.pages(sqlite, sha256)

    def structure(self, sha256: str) -> Structure | None:
        """Return a document's units; None when it was not yet read by the present rules."""
        with self._connection.reading() as sqlite:
            return readings.structure(sqlite, sha256)

    def damages(self) -> dict[str, Damage]:
        """Return what is wrong with the damaged documents, by their SHA-256."""
        with self._connection.reading() as sqlite:
            return readings.damages(sqlite)

    def store_matches(self, sha256: str, pairs: Iterable[Pair], among: int) -> None:
        """Keep which units of a document and others are alike, in place of older findings.

        Args:
            sha256: The document.
            pairs: What was found, a pair for each other document.
            among: How many passages were ranked together.
        """
        with self._writing() as sqlite:
            matches.store(sqlite, sha256, pairs, among)

    def matches(
        self, sha256: str, unit_id: str, other: str | None = None
    ) -> dict[str, list[Match]]:
        """Return the units of other documents most like a unit, the best first.

        Only those that are kept; `unmatched` says what isn't.

        Args:
            sha256: The document.
            unit_id: A paragraph, box or item of it.
            other: Only in this document.
        """
        with self._connection.reading() as sqlite:
            return matches.of_unit(sqlite, sha256, unit_id, other)

    def document_matches(self, sha256: str, other: str) -> dict[str, list[Match]] | None:
        """Return the units of another document most like each unit of a document.

        Args:
            sha256: The document.
            other: The other document.

        Returns:
            By unit of the document, the best first; None if the two were not ranked yet.
        """
        with self._connection.reading() as sqlite:
            return matches.of_document(sqlite, sha256, other)

    def unmatched(self) -> dict[str, list[str]]:
        """Return the documents still to be ranked, each with those before it."""
        with self._connection.reading() as sqlite:
            return matches.missing(sqlite)

    def store_picture(self, png: bytes) -> str:
        """Keep the picture of an area and return its SHA-256, for `Annotation.picture`.

        Raises:
            ProjectError: It could not be written.
        """
        digest = hash_of(png).hexdigest()
        with self._writing() as sqlite:
            sqlite.execute("INSERT OR IGNORE INTO picture VALUES (?, ?)", (digest, png))
        return digest

    def picture(self, digest: str) -> bytes | None:
        """Return the PNG file with a SHA-256, None if the project has none."""
        with self._connection.reading() as sqlite:
            row = sqlite.execute("SELECT data FROM picture WHERE sha256 = ?", (digest,)).fetchone()
        return None if row is None else bytes(row[0])

    def _writing(self) -> AbstractContextManager[SqliteConnection]:
        self._refuse_read_only()
        return self._connection.writing()

    def _refuse_read_only(self) -> None:
        if not self.read_only:
            return
        reason = self.read_only_reason or "It was opened for reading only."
        raise ProjectLockedError(
            f"“{self.path.name}” can't be changed now. {reason} Nothing was changed; open it"
            " again when that is over, or work in a copy."
        )
