"""Passages counted while the window goes on: measured once each, counted in steps."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.library import THREADS
from glossator.domain.compare.axes import Corpus
from glossator.domain.compare.counts import Ledger
from glossator.domain.compare.figures import PassageColumn, passages, tabulating
from glossator.domain.compare.table import Axis, Measure, Table
from glossator.domain.compare.tally import Tally
from glossator.domain.errors import GlossatorError
from glossator.domain.records import Annotation
from glossator.domain.reports.extents import Extent, entry, extent

if TYPE_CHECKING:
    from collections.abc import Generator
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import AnnotationId, Report, ReportId
    from glossator.storage.project import ProjectFile

SLICE = 0.008
"""Seconds of work between two turns of the event loop."""


MOST_POINTS = 40
"""Reports that are told apart over time; where there are more, they are taken year by year."""


class Comparison(QObject):
    """The table that is compared, kept up to date while it is looked at.

    Signals:
        counted: `table` and `timeline` are new.
        trouble: A sentence; a report could not be read from the project.
    """

    counted = Signal()
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self.rows, self.columns, self.measure = Axis.THEME, Axis.REPORT, Measure.PASSAGES
        self.table: Table | None = None
        self.timeline: Table | None = None
        """The rows, else the columns, by reports or years; None where neither changes in time."""
        self._tally = Tally()
        self._ledger = Ledger()
        self._corpus: Corpus | None = None
        self._sizes: dict[ReportId, Extent] = {}
        self._asked: set[ReportId] = set()
        self._pending: dict[AnnotationId, None] = {}
        self._counting: Generator[None, None, tuple[Table, Table | None]] | None = None
        self._active = False
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._work)
        self._pending.update((one.id, None) for one in workspace.annotations())
        workspace.changed.connect(self._absorb)
        library.read.connect(self._report_read)

    @property
    def is_ready(self) -> bool:
        """Whether what is shown is what there is."""
        settled = not self._pending and self._counting is None and self.table is not None
        return settled and self._workspace.is_loaded

    @property
    def is_whole(self) -> bool:
        """Whether the sizes of all reports are known too."""
        return self.is_ready and len(self._sizes) == len(self._workspace.reports())

    def set_active(self, *, active: bool) -> None:
        """Count from now on, or leave off until it is looked at again."""
        self._active = active
        if active:
            for report in self._workspace.reports():
                self.ask_size(report.id)
            self._restart()

    def show(self, rows: Axis, columns: Axis, measure: Measure) -> None:
        """Count by other properties; what is small is counted before this returns."""
        if (rows, columns, measure) == (self.rows, self.columns, self.measure):
            return
        self.rows, self.columns, self.measure = rows, columns, measure
        self._restart()

    def ask_size(self, report_id: ReportId) -> None:
        """Ask how large a report is; what it has is measured anew when that comes."""
        report = self._workspace.report(report_id)
        if report is None or report_id in self._asked:
            return
        self._asked.add(report_id)
        future = THREADS.submit(_size, self._workspace.project, report)
        self._library.when_done(future, lambda done: self._size_came(report_id, done))

    def measure_passages(self, until: float) -> bool:
        """Measure passages that are new or changed until a moment; tell whether all are."""
        while self._pending:
            self._measure(next(iter(self._pending)))
            if perf_counter() > until:
                return False
        return True

    def counting_ahead(self) -> Generator[None]:
        """Count what may be looked at next, as everything is measured now, in short steps."""
        return self._ledger.counting_ahead(self._compared())

    def passages(self, row_key: str | None) -> tuple[PassageColumn, ...]:
        """Return the passages of a row, None for all rows, column by column."""
        return passages(self._compared(), self.rows, row_key, self.columns)

    # Inside

    def _compared(self) -> Corpus:
        """Return what is compared, the same until something of it changes."""
        if self._corpus is None:
            workspace = self._workspace
            reports = workspace.reports()
            sizes = {one.id: self._sizes[one.id] for one in reports if one.id in self._sizes}
            self._corpus = Corpus(reports, workspace.tree, self._tally, sizes)
        return self._corpus

    def _restart(self) -> None:
        self._counting = None
        if self._active:
            self._work()

    def _work(self) -> None:
        """Measure and count for a few milliseconds; go on at the next turn."""
        if not self._active or self._workspace.is_closed:
            return
        until = perf_counter() + SLICE
        if not self.measure_passages(until):
            self._soon.start()
            return
        if self._counting is None:
            self._counting = self._count()
        while perf_counter() <= until:
            try:
                next(self._counting)
            except StopIteration as done:
                self._counting = None
                self.table, self.timeline = done.value
                # What is made of it takes its own time, so it begins at a turn of its own.
                late = perf_counter() > until
                QTimer.singleShot(0, self, self.counted.emit) if late else self.counted.emit()
                return
        self._soon.start()

    def _count(self) -> Generator[None, None, tuple[Table, Table | None]]:
        corpus, ledger = self._compared(), self._ledger
        table = yield from tabulating(corpus, self.rows, self.columns, self.measure, ledger)
        over = next((one for one in (self.rows, self.columns) if one not in _IN_TIME), None)
        if over is None:
            return table, None
        by_year = Axis.YEAR in (self.rows, self.columns) or len(corpus.reports) > MOST_POINTS
        time = Axis.YEAR if by_year else Axis.REPORT
        if (over, time) == (self.rows, self.columns):
            return table, table
        return table, (yield from tabulating(corpus, over, time, self.measure, ledger))

    def _measure(self, annotation_id: AnnotationId) -> None:
        del self._pending[annotation_id]
        self._corpus = None
        annotation = self._workspace.annotation(annotation_id)
        if annotation is None:
            self._tally.drop(annotation_id)
        else:
            size = self._sizes.get(annotation.report_id)
            self._tally.put(entry(annotation, size))

    def _absorb(self, edits: EditSet) -> None:
        for change in edits.changes:
            record = change.record
            if isinstance(record, Annotation):
                self._pending[record.id] = None
        self._corpus = self._counting = None
        if self._active:
            self._soon.start()

    # How large the reports are

    def _report_read(self, report_id: ReportId) -> None:
        if self._active:
            self.ask_size(report_id)

    def _size_came(self, report_id: ReportId, done: Future[Extent | None]) -> None:
        try:
            size = done.result()
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return
        if size is None:
            self._asked.discard(report_id)
            return
        self._sizes[report_id] = size
        self._pending.update((one.id, None) for one in self._workspace.annotations(report_id))
        self._corpus = self._counting = None
        if self._active:
            self._soon.start()


_IN_TIME = (Axis.REPORT, Axis.YEAR)
"""What stands at one moment, so that it can't change over time."""


def _size(project: ProjectFile, report: Report) -> Extent | None:
    structure = project.structure(report.sha256)
    return extent(structure) if structure is not None else None
