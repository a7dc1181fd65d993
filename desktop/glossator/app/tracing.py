"""Keeps what recurs in the open project, and who is named, worked out beside the window."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.trace_work import MentionWork, TraceWork
from glossator.domain.errors import GlossatorError
from glossator.domain.records import Report
from glossator.domain.text.counted import counted
from glossator.domain.trace.book import Book

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.trace_work import Progress
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import ReportId
    from glossator.domain.reports.structure import Unit
    from glossator.domain.trace.book import Line
    from glossator.domain.trace.families import Family
    from glossator.domain.trace.mentions import Entry

T = TypeVar("T")

PAUSE = 300
"""Milliseconds after reports changed or were ranked before the work goes on."""


class Tracing(QObject):
    """Traces the reports in small pieces while it is wanted, and answers questions between.

    Signals:
        grown: The book is another, or how far the work is.
        named: Who is named is known.
        trouble: A sentence; a report can't be read.
    """

    grown = Signal()
    named = Signal()
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, library: Library, matching: Matching) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._work = TraceWork(workspace.project)
        self._mentions = MentionWork(workspace.project)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator trace")
        self.book = Book()
        self.entries: tuple[Entry, ...] = ()
        self.mention_units: Mapping[str, Mapping[str, Unit]] = {}
        self._done, self._total = 0, -1
        self._is_wanted = self._names_wanted = self._is_closed = False
        self._is_busy = False
        self._is_stale = True
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._begin)
        matching.grown.connect(self._go_on)
        matching.ready.connect(self._go_on)
        library.read.connect(self._renew)
        workspace.changed.connect(self._changed)

    @property
    def is_whole(self) -> bool:
        """Whether all that can be traced is."""
        return self._total >= 0 and not self._is_busy and not self._is_stale

    @property
    def said(self) -> str:
        """A sentence on what is still missing, empty where nothing is."""
        waiting = self.book.waiting
        unread = self._total - self._done
        if self._total < 0 or (self._is_busy and unread):
            ready = f": {self._done} of {self._total} reports" if self._total > 0 else ""
            return f"Preparing the passages{ready} …"
        if self._is_busy and self.book.todo:
            pairs = counted(self.book.todo, "pair")
            return f"Tracing: {pairs} of reports to go …"
        if waiting:
            pairs = counted(waiting, "pair of reports is", "pairs of reports are")
            return (
                f"{pairs} still being ranked in the background; what they have in "
                "common will appear here."
            )
        if unread:
            return f"{counted(unread, 'report is', 'reports are')} not read yet."
        if self._workspace.read_only and self._total > 1:
            return "This project is open for reading only: what was not ranked before is missing."
        return ""

    def want(self) -> None:
        """Begin to trace, if that has not begun yet."""
        self._is_wanted = True
        if self._is_stale and not self._is_busy:
            self._begin()

    def want_names(self) -> None:
        """Find out who is named, if that has not begun yet; `named` follows."""
        if not self._names_wanted:
            self._names_wanted = True
            self._begin_names()

    def lines(
        self,
        earlier: ReportId,
        later: ReportId,
        old: tuple[str, ...],
        new: tuple[str, ...],
        then: Callable[[tuple[Line, ...]], None],
    ) -> None:
        """Hold a section of a report against one of a later report; a function gets the lines."""
        one, other = self._workspace.report(earlier), self._workspace.report(later)
        if one is not None and other is not None:
            self._ask(partial(self._work.lines, one.sha256, other.sha256, old, new), then)

    def around(
        self, report_id: ReportId, unit_id: str, then: Callable[[Family | None], None]
    ) -> None:
        """Find a passage's counterparts in all reports; a function gets them as a family."""
        report = self._workspace.report(report_id)
        if report is not None:
            self._ask(partial(self._work.around, report.sha256, unit_id), then)

    def close(self) -> None:
        """End the work; what is being done is finished first."""
        self._is_closed = True
        self._soon.stop()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _ask(self, question: Callable[[], T], then: Callable[[T], None]) -> None:
        def deliver(done: Future[T]) -> None:
            found = self._result(done)
            if found is not None:
                then(found[0])

        if not self._is_closed:
            self._library.when_done(self._thread.submit(question), deliver)

    def _result(self, done: Future[T]) -> tuple[T] | None:
        if done.cancelled():
            return None
        try:
            return (done.result(),)
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return None

    def _begin(self) -> None:
        if self._is_busy or self._is_closed or not self._is_wanted:
            return
        self._is_busy, self._is_stale = True, False
        reports = list(self._workspace.reports())
        self._thread.submit(self._work.set_reports, reports)
        self._next()

    def _next(self) -> None:
        if not self._is_closed:
            self._library.when_done(self._thread.submit(self._work.advance), self._advanced)

    def _advanced(self, done: Future[Progress]) -> None:
        found = self._result(done)
        self._is_busy = found is not None and found[0].more
        if found is None:
            return
        progress = found[0]
        is_other = (progress.done, progress.total) != (self._done, self._total)
        self._done, self._total = progress.done, progress.total
        if progress.book is not None:
            self.book = progress.book
        if self._is_stale:
            self._is_busy = False
            self._soon.start()
        elif progress.more:
            self._next()
        if is_other or progress.book is not None or not progress.more:
            self.grown.emit()

    def _begin_names(self) -> None:
        reports = list(self._workspace.reports())
        self._thread.submit(self._mentions.set_reports, reports)
        self._ask(self._mentions.advance, self._names_advanced)

    def _names_advanced(self, more: bool) -> None:  # noqa: FBT001 - an answer
        if more:
            self._ask(self._mentions.advance, self._names_advanced)
        else:
            self._ask(self._mentions.entries, self._named)

    def _named(self, found: tuple[tuple[Entry, ...], Mapping[str, Mapping[str, Unit]]]) -> None:
        self.entries, self.mention_units = found
        self.named.emit()

    def _go_on(self) -> None:
        # A pair may have been left for its ranking in a slice whose book has not come yet.
        if self._is_wanted and (self._is_busy or self.book.waiting or self._total < 0):
            self._renew()

    def _renew(self, *_: object) -> None:
        self._is_stale = True
        if self._is_wanted and not self._is_busy:
            self._soon.start()
        if self._names_wanted:
            self._begin_names()

    def _changed(self, edits: EditSet) -> None:
        if any(isinstance(change.record, Report) for change in edits.changes):
            self._renew()
