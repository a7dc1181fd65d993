"""Writes passages to a file while the window stays usable."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError
from glossator.exchange.csv_export import write_csv

if TYPE_CHECKING:
    from collections.abc import Sequence
    from concurrent.futures import Future
    from pathlib import Path

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation, AnnotationId


class Exporter(QObject):
    """Exports once, from records that can't change under it.

    Signals:
        done: Number of rows written.
        refused: A sentence; nothing was written.
    """

    done = Signal(int)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library

    def start(self, path: Path, only: Sequence[AnnotationId] | None = None) -> None:
        """Write all annotations, or some in the order given; a signal follows.

        Args:
            path: The CSV file to write.
            only: The annotations to write, None for all in order of report and place.
        """
        workspace = self._workspace
        workspace.read_rest()
        reports = workspace.reports()
        labels = {}
        for report in reports:
            reading = self._library.reading(report.id)
            labels[report.id] = reading.labels if reading else ()
        chosen = self._all() if only is None else self._some(only)
        future = THREADS.submit(write_csv, path, chosen, reports, workspace.tree, labels)
        self._library.when_done(future, self._finished)

    def _all(self) -> list[Annotation]:
        order = {report.id: index for index, report in enumerate(self._workspace.reports())}
        found = sorted(self._workspace.annotations(), key=attrgetter("start", "end"))
        return sorted(found, key=lambda one: order.get(one.report_id, len(order)))

    def _some(self, only: Sequence[AnnotationId]) -> list[Annotation]:
        found = (self._workspace.annotation(one) for one in only)
        return [one for one in found if one is not None]

    def _finished(self, future: Future[int]) -> None:
        try:
            self.done.emit(future.result())
        except GlossatorError as error:
            self.refused.emit(str(error))
        self.deleteLater()
