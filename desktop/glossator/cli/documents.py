"""Documents read for one command, in a process of their own."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import click

from glossator.documents.pool import DocumentPool
from glossator.domain.errors import DocumentError, InvalidInputError, PasswordNeededError
from glossator.domain.ranking.counterparts import passages
from glossator.domain.reports.damage import told
from glossator.given import file_name, read_ordinary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from glossator.documents.protocol import DocumentInfo, Matched
    from glossator.domain.guards import Guards
    from glossator.domain.incoming.found_marks import FoundMarks
    from glossator.domain.pages.geometry import Rect
    from glossator.domain.pdf_marks import PdfMark
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import PageText, ReportText
    from glossator.storage.project import ProjectFile

TRIES = 3
"""How often a password is asked for."""


def warn_of_damage(name: str, structure: Structure, n_pages: int) -> None:
    """Say on standard error what is wrong with a file that has been read, if anything is."""
    if structure.damage:
        click.echo(f"“{name}”: {told(structure.damage, n_pages)}", err=True)


class Reader:
    """Opens and reads documents; its processes end with the `with` block.

    Args:
        password: For encrypted documents; asked for at a terminal where it is missing.
    """

    def __init__(self, password: str = "") -> None:
        self._password = password
        self._pool = DocumentPool(renderers=0)

    def __enter__(self) -> Self:
        self._pool.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()

    def guards(self) -> Guards | None:
        """Return what the processes have given up on this machine; None where none starts."""
        self.open_bytes("", b"A document to start with.", "a.txt")
        return self._pool.guards()

    def open_bytes(self, sha256: str, data: bytes, name: str) -> DocumentInfo:
        """Open a document whose bytes are at hand.

        Raises:
            DocumentError: It is none, or it is encrypted and the password is not known.
        """
        return self._open(sha256, lambda: (data,), len(data), name)

    def open_report(self, project: ProjectFile, report: Report) -> DocumentInfo:
        """Open the document of a report.

        Raises:
            DocumentError: It can't be opened.
            ProjectError: It can't be read from the project.
        """
        return self._open(
            report.sha256,
            lambda: project.document_pieces(report.sha256),
            project.document_size(report.sha256),
            report.file_name,
        )

    def read(self, sha256: str) -> tuple[ReportText, Structure]:
        """Return the text and structure of an open document.

        Raises:
            DocumentError: It can't be read.
        """
        return self._pool.read(sha256).result()

    def page_text(self, sha256: str, page: int) -> PageText:
        """Return the text of a page of an open document, with the place of its characters.

        Raises:
            DocumentError: The page can't be read.
        """
        return self._pool.page_text(sha256, page).result()

    def annotated(self, sha256: str, marks: Sequence[PdfMark]) -> bytes:
        """Return a copy of an open document, as a PDF with marks in it.

        Raises:
            DocumentError: It can't be written.
        """
        return self._pool.annotated(sha256, marks).result()

    def marks(self, sha256: str) -> FoundMarks:
        """Return the marks that stand in an open document.

        Raises:
            DocumentError: They can't be read.
        """
        return self._pool.marks(sha256).result()

    def close(self, sha256: str) -> None:
        """Forget an open document."""
        self._pool.close(sha256)

    def clip(self, sha256: str, page: int, area: Rect) -> bytes:
        """Return the picture of an area of a page, given in view space, as a PNG file.

        Raises:
            DocumentError: The page can't be drawn.
        """
        return self._pool.clip(sha256, page, area).result()

    def offer(self, structures: Mapping[str, Structure]) -> None:
        """Hand over the passages of documents that are to be compared."""
        self._pool.offer({sha256: passages(one) for sha256, one in structures.items()})

    def match(self, sha256: str, others: Sequence[str]) -> Matched:
        """Compare a document's passages with those of others, all offered before.

        Raises:
            DocumentError: The process that compares has failed.
        """
        while True:
            matched = self._pool.match(sha256, others).result()
            if matched.done:
                return matched

    def _open(
        self, sha256: str, pieces: Callable[[], Iterable[bytes]], size: int, name: str
    ) -> DocumentInfo:
        for _ in range(TRIES if sys.stdin.isatty() else 0):
            try:
                return self._try(sha256, pieces, size, name)
            except PasswordNeededError as error:
                click.echo(str(error), err=True)
                self._password = click.prompt("Password", hide_input=True, err=True)
        try:
            return self._try(sha256, pieces, size, name)
        except PasswordNeededError as error:
            raise PasswordNeededError(f"{error} Give it with --password.") from error

    def _try(
        self, sha256: str, pieces: Callable[[], Iterable[bytes]], size: int, name: str
    ) -> DocumentInfo:
        opening = self._pool.open(sha256, pieces(), size, name=name, password=self._password)
        try:
            return opening.result()
        except PasswordNeededError:
            self._pool.close(sha256)
            raise


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A document as it has been read from a file.

    Attributes:
        name: What the file is called, without folder.
        data, sha256: Its bytes and their hash.
        info: What opening it told.
        text, structure: What is in it.
    """

    name: str
    data: bytes
    sha256: str
    info: DocumentInfo
    text: ReportText
    structure: Structure

    def warn(self) -> None:
        """Say what an analyst should know before anything is tagged in it."""
        warn_of_damage(self.name, self.structure, self.info.n_pages)
        if not self.structure.has_text:
            click.echo(
                f"“{self.name}” has no text, only pictures: nothing can be quoted from it.",
                err=True,
            )


def read_file(reader: Reader, file: Path, refusal: str) -> ReadFile:
    """Open a file and read it through; it stays open in the reader.

    Args:
        reader: Opens and reads it.
        file: The document.
        refusal: What did not happen where it can't be read, after the file's name.

    Raises:
        InvalidInputError: The file can't be read.
        DocumentError: It is no document, or encrypted, or can't be read.
    """
    name = file_name(file)
    data = _file_bytes(file, name)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        info = reader.open_bytes(sha256, data, name)
        text, structure = reader.read(sha256)
    except DocumentError as error:
        raise type(error)(f"“{name}” {refusal}. {error}") from error
    return ReadFile(name, data, sha256, info, text, structure)


def _file_bytes(file: Path, name: str) -> bytes:
    try:
        return read_ordinary(file)
    except FileNotFoundError as error:
        raise InvalidInputError(f"There is no file “{name}”. Nothing was added.") from error
    except IsADirectoryError as error:
        raise InvalidInputError(f"“{name}” is a folder. Give the files in it.") from error
    except OSError as error:
        raise InvalidInputError(
            f"“{name}” can't be read: {error.strerror or error}. Nothing was added."
        ) from error
