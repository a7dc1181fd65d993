"""Saves a copy of a report with its annotations in it while the window stays usable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError
from glossator.domain.pdf_marks import pdf_marks
from glossator.exchange.marked_copy import write_marked_copy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.pdf_marks import PdfMark, PdfPrint
    from glossator.domain.records import Annotation, Report


class MarkedCopy(QObject):
    """Saves once, from records that can't change under it.

    Signals:
        done: Number of annotations in the copy, number of those left out.
        refused: A sentence; nothing was written.
    """

    done = Signal(int, int)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, library: Library, path: Path) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._path = path
        self._counts = (0, 0)
        self._cancelled = False

    def start(self, report: Report) -> None:
        """Save a copy of an open report; a signal follows."""
        workspace = self._workspace
        workspace.read_rest()
        found = list(workspace.annotations(report.id))
        marks = pdf_marks(found, workspace.tree)
        placed = len({mark.name for mark in marks})
        self._counts = placed, len(found) - placed
        self._ask(report, marks)

    def start_printed(
        self, report: Report, annotations: Sequence[Annotation], printed: PdfPrint
    ) -> None:
        """Save pages of an open report as they would be printed; a signal follows."""
        self._counts = len(annotations), 0
        self._ask(report, pdf_marks(annotations, self._workspace.tree), printed)

    def cancel(self) -> None:
        """Write nothing, if nothing is being written yet."""
        self._cancelled = True

    def _ask(
        self, report: Report, marks: Sequence[PdfMark], printed: PdfPrint | None = None
    ) -> None:
        # A large file takes a while to be copied.
        asked = THREADS.submit(self._library.pool.annotated, report.sha256, marks, printed)
        self._library.when_done(asked, self._asked)

    def _asked(self, asked: Future[Future[bytes]]) -> None:
        try:
            future = asked.result()
        except GlossatorError as error:
            self._refuse(error)
            return
        self._library.when_done(future, self._made)

    def _made(self, made: Future[bytes]) -> None:
        try:
            data = made.result()
        except GlossatorError as error:
            self._refuse(error)
            return
        if self._cancelled:
            self.deleteLater()
            return
        self._library.when_done(THREADS.submit(write_marked_copy, self._path, data), self._written)

    def _written(self, written: Future[None]) -> None:
        try:
            written.result()
        except GlossatorError as error:
            self._refuse(error)
            return
        self.done.emit(*self._counts)
        self.deleteLater()

    def _refuse(self, error: GlossatorError) -> None:
        self.refused.emit(str(error))
        self.deleteLater()
