"""Keeps count of the paragraphs without a theme while one tags."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.library import THREADS
from glossator.domain.coverage import Count, Coverage
from glossator.domain.errors import GlossatorError
from glossator.domain.records import Annotation, Report

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import ReportId
    from glossator.domain.reports.structure import Structure

_log = logging.getLogger(__name__)


class Untagged(QObject):
    """The untagged paragraphs of all reports that have been read.

    The structure of a report comes from the project in a thread, one report after the
    other; from then on each edit changes the counts by what it touches.

    Signals:
        changed: Other paragraphs are untagged, or more reports are counted.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self.coverage = Coverage()
        self._workspace = workspace
        self._library = library
        self._waiting: list[ReportId] = []
        self._is_busy = False
        self._has_begun = False
        workspace.changed.connect(self._absorb)
        library.read.connect(self._ask)
        if workspace.is_loaded:
            QTimer.singleShot(0, self, self.begin)
        else:
            workspace.loaded.connect(self.begin)

    @property
    def count(self) -> Count:
        """How many paragraphs of the reports counted so far are untagged, and of how many."""
        counts = [self.coverage.count(report.id) for report in self._workspace.reports()]
        return Count(sum(one.untagged for one in counts), sum(one.total for one in counts))

    @property
    def is_whole(self) -> bool:
        """Whether all reports are counted that have been read."""
        return self._has_begun and not self._waiting and not self._is_busy

    @property
    def is_known(self) -> bool:
        """Whether every report is counted, so that the count is that of the project."""
        return self._has_begun and all(
            report.id in self.coverage for report in self._workspace.reports()
        )

    def begin(self) -> None:
        """Count all reports that are not counted yet."""
        self._has_begun = True
        for report in self._workspace.reports():
            self._ask(report.id)
        self.changed.emit()

    def _ask(self, report_id: ReportId) -> None:
        if report_id not in self.coverage and report_id not in self._waiting:
            self._waiting.append(report_id)
            self._next()

    def _next(self) -> None:
        if self._is_busy or not self._waiting or self._workspace.is_closed:
            return
        report = self._workspace.report(self._waiting.pop(0))
        if report is None:
            self._next()
            return
        self._is_busy = True
        asked = THREADS.submit(self._workspace.project.structure, report.sha256)
        self._library.when_done(asked, lambda done: self._came(report.id, done))

    def _came(self, report_id: ReportId, done: Future[Structure | None]) -> None:
        self._is_busy = False
        if self._workspace.is_closed:
            return
        try:
            structure = done.result()
        except GlossatorError as error:
            _log.info("the paragraphs of a report were not counted: %s", error)
            structure = None
        if structure is not None:
            annotations = self._workspace.annotations(report_id)
            self.coverage.add_report(report_id, structure, annotations)
            self.changed.emit()
        QTimer.singleShot(0, self, self._next)

    def _absorb(self, edits: EditSet) -> None:
        changed = False
        for change in edits.changes:
            record = change.record
            if isinstance(record, Annotation):
                now = self._workspace.annotation(record.id)
                changed |= self.coverage.update(record.id, now)
            elif isinstance(record, Report):
                changed = True
                if change.before is None and self._workspace.is_loaded:
                    self._ask(record.id)
        if changed:
            self.changed.emit()
