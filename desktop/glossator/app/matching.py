"""Finds in the background which passages of the reports are like each other."""

from __future__ import annotations

import logging
from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.library import THREADS
from glossator.domain.errors import GlossatorError
from glossator.domain.ranking.counterparts import passages

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from glossator.app.library import Library
    from glossator.app.workspace import Workspace
    from glossator.documents.protocol import Matched
    from glossator.domain.ranking.counterparts import Match
    from glossator.domain.records import ReportId

_log = logging.getLogger(__name__)

PAUSE = 400
"""Milliseconds without a new report before ranking begins, so that several go together."""

AT_ONCE = 25
"""Reports that one is compared with in one job, so that text and readings need not wait."""


class Matching(QObject):
    """Keeps the project's matches complete: each report ranked against those before it.

    It begins when a report has been read, or when it is told that what comes first is done.

    Signals:
        ready: All reports that have been read are ranked.
        grown: More of them are than before.
    """

    ready = Signal()
    grown = Signal()

    def __init__(self, workspace: Workspace, library: Library) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._todo: deque[tuple[str, list[str]]] = deque()
        self._is_busy = False
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._begin)
        library.read.connect(lambda _: self.begin())

    def begin(self) -> None:
        """Rank what is not ranked yet, unless a report comes meanwhile."""
        self._soon.start()

    def matches(self, report_id: ReportId, unit_id: str, other_id: ReportId) -> list[Match] | None:
        """Return the units of another report that are like a unit, the best first.

        They are those that the list of similar passages shows; None while the reports have
        not been compared.
        """
        from glossator.domain.ranking.similar import worth_showing

        report, other = self._workspace.report(report_id), self._workspace.report(other_id)
        if report is None or other is None:
            return None
        found = self._workspace.project.matches(report.sha256, unit_id, other.sha256)
        ranked = found.get(other.sha256)
        return None if ranked is None else worth_showing(ranked)

    def find(
        self,
        report_id: ReportId,
        unit_id: str,
        then: Callable[[dict[ReportId, list[Match]]], None],
    ) -> None:
        """Find what all other reports have that is like a unit, without holding up the window.

        Args:
            report_id: The report.
            unit_id: A paragraph, box or item of it.
            then: Called with the matches of each other report that is ranked, the best first.
        """
        report = self._workspace.report(report_id)
        if report is None:
            then({})
            return

        def take(done: Future[dict[str, list[Match]]]) -> None:
            try:
                found = done.result()
            except GlossatorError as error:
                _log.info("what is like a passage was not found: %s", error)
                found = {}
            names = {one.sha256: one.id for one in self._workspace.reports()}
            then({names[sha256]: best for sha256, best in found.items() if sha256 in names})

        asked = THREADS.submit(self._workspace.project.matches, report.sha256, unit_id)
        self._library.when_done(asked, take)

    def _begin(self) -> None:
        if self._is_busy or self._workspace.read_only or self._workspace.is_closed:
            return
        self._is_busy = True
        self._library.when_done(THREADS.submit(self._offer), self._offered)

    def _offer(self) -> dict[str, list[str]]:
        project = self._workspace.project
        todo = project.unmatched()
        if todo:
            structures = {one.sha256: project.structure(one.sha256) for one in project.reports()}
            read = {name: passages(one) for name, one in structures.items() if one is not None}
            self._library.pool.offer(read)
        return todo

    def _offered(self, done: Future[dict[str, list[str]]]) -> None:
        try:
            self._todo = deque(done.result().items())
        except GlossatorError as error:
            self._put_off(error)
            return
        self._next()

    def _next(self) -> None:
        if not self._todo:
            self._is_busy = False
            self.ready.emit()
            return
        sha256, others = self._todo[0]
        future = self._library.pool.match(sha256, others[:AT_ONCE])
        self._library.when_done(future, partial(self._matched, sha256))

    def _matched(self, sha256: str, done: Future[Matched]) -> None:
        try:
            matched = done.result()
        except GlossatorError as error:
            self._put_off(error)
            return
        if matched.done:
            del self._todo[0][1][:AT_ONCE]
            if not self._todo[0][1]:
                self._todo.popleft()
        store = partial(self._workspace.project.store_matches, sha256, matched.pairs, matched.among)
        self._library.when_done(THREADS.submit(store), self._stored)

    def _stored(self, done: Future[None]) -> None:
        try:
            done.result()
        except GlossatorError as error:
            self._put_off(error)
            return
        self.grown.emit()
        self._next()

    def _put_off(self, error: GlossatorError) -> None:
        """Leave the rest for the next report or start; no work of the user is touched."""
        self._is_busy = False
        _log.info("ranking was put off: %s", error)
