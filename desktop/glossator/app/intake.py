"""Adds documents to the open project without holding up the window."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from glossator.app.library import THREADS
from glossator.bundled import listed
from glossator.documents.pool import open_bytes
from glossator.domain import intents
from glossator.domain.anchoring.twins import find_twin
from glossator.domain.errors import (
    DocumentError,
    GlossatorError,
    InvalidInputError,
    PasswordNeededError,
)
from glossator.domain.records import ReportId
from glossator.domain.reports.describe import Found, describe
from glossator.domain.reports.reading import Reading
from glossator.given import file_name, read_ordinary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.documents.protocol import DocumentInfo
    from glossator.domain.anchoring.twins import Twin
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import ReportText
    from glossator.storage.project import ProjectFile

T = TypeVar("T")

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator-twins")
"""Comparing a text with those of all reports computes, so that it waits for nothing else."""


@dataclass(slots=True)
class _Arrival:
    """A document on its way in.

    Attributes:
        path, password: Its file.
        beside: Whether it is added also where it seems to be an edition of another report.
        data, sha256: Its bytes, once read.
    """

    path: Path
    password: str = field(default="", repr=False)
    beside: bool = False
    data: bytes = field(default=b"", repr=False)
    sha256: str = ""

    @property
    def name(self) -> str:
        """The name of its file, as it is shown."""
        return file_name(self.path)


class Intake(QObject):
    """Reads files one after the other and adds them as reports.

    Nothing is in the project before a document has been opened and read through; a file
    that is refused leaves no trace.

    Signals:
        progress: What is going on, empty when all is done.
        added: ReportId.
        refused: File name, sentence.
        password_wanted: Path, sentence.
        twin_found: Path, password, Twin; it was not added, since it seems to be an edition of
            a report that is here.
    """

    progress = Signal(str)
    added = Signal(object)
    refused = Signal(str, str)
    password_wanted = Signal(object, str)
    twin_found = Signal(object, str, object)

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._waiting: deque[_Arrival] = deque()
        self._now: _Arrival | None = None

    def add(self, paths: Sequence[Path], password: str = "", *, beside: bool = False) -> None:
        """Add files, in order; signals follow for each.

        Args:
            paths: The files.
            password: Opens them.
            beside: Add them also where they seem to be editions of other reports.
        """
        self._waiting.extend(_Arrival(path, password, beside) for path in paths)
        self._next()

    def _next(self) -> None:
        if self._now is not None:
            return
        if not self._waiting:
            self.progress.emit("")
            return
        self._now = arrival = self._waiting.popleft()
        self.progress.emit(f"Reading {arrival.name} …")
        future = THREADS.submit(read_file, arrival.path)
        self._library.when_done(future, self._step(arrival, partial(self._got_bytes, arrival)))

    def _step(self, arrival: _Arrival, then: Callable[[T], None]) -> Callable[[Future[T]], None]:
        """Go on with a result, or refuse the document and go on with the next."""

        def step(done: Future[T]) -> None:
            try:
                then(done.result())
            except PasswordNeededError as error:
                self._end(arrival)
                self.password_wanted.emit(arrival.path, str(error))
            except GlossatorError as error:
                self._end(arrival)
                self.refused.emit(arrival.name, str(error))
            except Exception:  # a defect, told as one; it may not hold up the next file
                self._end(arrival)
                raise

        return step

    def _got_bytes(self, arrival: _Arrival, read: tuple[bytes, str]) -> None:
        arrival.data, arrival.sha256 = read
        known = [one for one in self._workspace.reports() if one.sha256 == arrival.sha256]
        if known:
            raise InvalidInputError(f"The project already has this document: {known[0].name}.")
        # In a thread: a large file takes a while to be handed over.
        asked = THREADS.submit(
            open_bytes,
            self._library.pool,
            arrival.sha256,
            arrival.data,
            name=arrival.name,
            password=arrival.password,
        )

        def handed_over(future: Future[DocumentInfo]) -> None:
            self._library.when_done(future, self._step(arrival, partial(self._opened, arrival)))

        self._library.when_done(asked, self._step(arrival, handed_over))

    def _opened(self, arrival: _Arrival, info: DocumentInfo) -> None:
        self.progress.emit(f"Reading {arrival.name}: {info.n_pages} pages …")
        future = self._library.pool.read(arrival.sha256)
        self._library.when_done(
            future, self._step(arrival, partial(self._read_through, arrival, info))
        )

    def _read_through(
        self, arrival: _Arrival, info: DocumentInfo, reading: tuple[ReportText, Structure]
    ) -> None:
        text, structure = reading
        workspace = self._workspace
        found = Found(arrival.sha256, arrival.name, info.media_type, info.n_pages, info.title)
        report = describe(ReportId(workspace.make_id()), found, structure, listed(arrival.sha256))
        if arrival.beside:
            self._store(arrival, report, reading)
            return
        project, reports = workspace.project, workspace.reports()
        looked = _THREAD.submit(_find_twin, project, report, text.text, reports)

        def known(twin: Twin | None) -> None:
            if twin is None:
                self._store(arrival, report, reading)
                return
            # Closed before the question: the answer may open it again. It is asked before the
            # next one is read, so that questions come one at a time.
            self._close(arrival)
            self.twin_found.emit(arrival.path, arrival.password, twin)
            self._end(arrival, keep=True)

        self._library.when_done(looked, self._step(arrival, known))

    def _store(
        self, arrival: _Arrival, report: Report, reading: tuple[ReportText, Structure]
    ) -> None:
        text, structure = reading
        workspace = self._workspace
        project = workspace.project
        edits = intents.add_report(report, workspace.reports())

        def keep() -> None:
            project.store_document(
                arrival.data, media_type=report.media_type, file_name=report.file_name
            )
            project.store_reading(arrival.sha256, text, structure)

        def kept(_: None) -> None:
            self._library.know(report.id, Reading.of(text, structure))
            workspace.do(edits)
            self._end(arrival, keep=True)
            self.added.emit(report.id)

        self._library.when_done(THREADS.submit(keep), self._step(arrival, kept))

    def _end(self, arrival: _Arrival, *, keep: bool = False) -> None:
        if arrival.sha256 and not keep:
            self._close(arrival)
        arrival.data = b""  # whoever still has the arrival at hand does not keep its file
        self._now = None
        self._next()

    def _close(self, arrival: _Arrival) -> None:
        if all(one.sha256 != arrival.sha256 for one in self._workspace.reports()):
            self._library.pool.close(arrival.sha256)


def _find_twin(
    project: ProjectFile, report: Report, words: str, reports: Sequence[Report]
) -> Twin | None:
    """Look among all reports for one that a document is an edition of (in a thread)."""
    return find_twin(report, words, reports, lambda one: project.text(one.sha256))


def read_file(path: Path) -> tuple[bytes, str]:
    """Return a document and its SHA-256.

    Raises:
        DocumentError: It can't be read.
    """
    try:
        data = read_ordinary(path)
    except FileNotFoundError as error:
        raise DocumentError("The file is not there any more.") from error
    except IsADirectoryError as error:
        raise DocumentError("This is a folder, not a document.") from error
    except PermissionError as error:
        raise DocumentError("The file can't be read: permission is denied.") from error
    except OSError as error:
        raise DocumentError(f"The file can't be read: {error.strerror}.") from error
    return data, hashlib.sha256(data).hexdigest()
