"""Tracing in small pieces, in one thread beside the window's. It holds nothing of Qt."""

from __future__ import annotations

from collections import deque
from itertools import combinations_with_replacement
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.ranking.counterparts import Passage, passages
from glossator.domain.trace.book import Book, Line, TracedReport, around, lines, plain_text
from glossator.domain.trace.families import Member, joining, linking
from glossator.domain.trace.mentions import MentionIndex
from glossator.domain.trace.pairs import Trace, Traceable, recurring, trace
from glossator.names import load, names

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Unit
    from glossator.domain.trace.families import Family
    from glossator.domain.trace.mentions import Entry
    from glossator.storage.project import ProjectFile

SLICE = 0.008
"""Seconds of work between two turns of the window's event loop. The thread waits for the next
turn, so that it never takes more than this from what the window does at once."""

DONE = object()
"""Stands for the end of what is done step by step."""

PATIENCE = 10
"""Families are joined anew at the end, and meanwhile in a tenth of the time at most."""


class Progress(NamedTuple):
    """How far the work is.

    Attributes:
        more: Whether there is more to be done now.
        book: What is known, where it is more than before.
        done, total: Reports that are prepared, of all.
    """

    more: bool
    book: Book | None
    done: int
    total: int


class TraceWork:
    """Prepares the reports of a project, traces each pair, and answers questions."""

    def __init__(self, project: ProjectFile) -> None:
        self._project = project
        self._traceable: dict[str, Traceable] = {}
        self._units: dict[str, dict[str, Unit]] = {}
        self._opened: dict[str, Unit] = {}
        self._plain: dict[str, dict[str, str]] = {}
        self._reports: list[Report] = []
        self._loading: tuple[str, deque[Passage]] | None = None
        self._unread: deque[str] = deque()
        self._pairs: deque[tuple[int, int]] = deque()
        self._links: dict[tuple[str, str], tuple[Trace, ...]] = {}
        self._waiting: list[tuple[int, int]] = []
        self._is_new = True
        self._pause_until = 0.0
        self._booking: Generator[None, None, Book] | None = None
        self._spent = 0.0

    def set_reports(self, reports: Sequence[Report]) -> None:
        """Trace these reports; what is known of them stays."""
        self._reports = sorted(reports, key=lambda one: (one.date or "9999", one.position))
        wanted = dict.fromkeys(one.sha256 for one in self._reports)
        self._unread = deque(one for one in wanted if one not in self._units)
        if self._loading is not None and self._loading[0] not in wanted:
            self._loading = None
        self._plan()

    def advance(self) -> Progress:
        """Work for a moment."""
        until = perf_counter() + SLICE
        while self._booking is None and self._step() and perf_counter() < until:
            pass
        is_due = self._is_new and (not self._has_more or perf_counter() > self._pause_until)
        if self._booking is None and is_due:
            self._booking, self._spent = self._book(), 0.0
        book = self._book_on(until) if self._booking is not None else None
        more = self._has_more or self._booking is not None
        return Progress(more, book, len(self._present), len(self._reports))

    def _book_on(self, until: float) -> Book | None:
        """Go on with the book; return it when it is done."""
        assert self._booking is not None
        began, book = perf_counter(), None
        while self._booking is not None:
            try:
                next(self._booking)
            except StopIteration as done:
                self._booking, book = None, done.value
            if perf_counter() > until:
                break
        self._spent += perf_counter() - began
        if book is not None:
            self._pause_until = perf_counter() + max(PATIENCE * self._spent, 0.5)
        return book

    def lines(
        self, earlier: str, later: str, old: tuple[str, ...], new: tuple[str, ...]
    ) -> tuple[Line, ...]:
        """Hold a section of a report against one of a later report.

        Args:
            earlier: SHA-256 of the earlier report.
            later: That of the later.
            old: The section of the earlier by its headings; empty means the whole report.
            new: That of the later.
        """
        ours, theirs = self._traced(earlier), self._traced(later)
        if ours is None or theirs is None:
            return ()
        ranked = self._project.document_matches(later, earlier) or {}
        found = trace(
            self._traceable[earlier].only(ours.under(old)),
            self._traceable[later].only(theirs.under(new)),
            ranked,
        )
        return lines(ours, theirs, found, ranked)

    def around(self, sha256: str, unit_id: str) -> Family | None:
        """Return a passage and its counterparts in all reports, before families are whole."""
        if unit_id not in self._units.get(sha256, {}):
            return None
        words = self._traceable[sha256].words(unit_id)
        present = self._present
        place = next(n for n, one in enumerate(present) if one.sha256 == sha256)
        ranked = self._project.matches(sha256, unit_id)
        found = {}
        for n, one in enumerate(present):
            if n == place:
                continue
            scores = {match.unit_id: match.score for match in ranked.get(one.sha256, ())}
            other = self._traceable[one.sha256]
            ask = other.source if n < place else other.outcome
            best = ask(words, unit_id, scores)
            if best is not None:
                found[n] = best
        return around(Member(place, unit_id), found)

    @property
    def _present(self) -> list[Report]:
        return [one for one in self._reports if one.sha256 in self._units]

    @property
    def _has_more(self) -> bool:
        return bool(self._loading or self._unread or self._pairs)

    def _plan(self) -> None:
        """List the pairs of present reports that are not traced yet, near ones first."""
        self._is_new = True
        self._waiting = []
        present = self._present
        pairs = [
            (a, b)
            for a, b in combinations_with_replacement(range(len(present)), 2)
            if (present[a].sha256, present[b].sha256) not in self._links
        ]
        self._pairs = deque(sorted(pairs, key=lambda pair: (pair[1] - pair[0], -pair[1])))

    def _step(self) -> bool:
        """Do the next piece of work; tell whether there is more."""
        if self._loading is not None:
            self._prepare_next(*self._loading)
        elif self._unread:
            self._open(self._unread.popleft())
        elif self._pairs:
            self._trace_next(*self._pairs.popleft())
        return self._has_more

    def _open(self, sha256: str) -> None:
        structure = self._project.structure(sha256)
        if structure is None:
            return
        self._loading = sha256, deque(passages(structure))
        self._traceable[sha256] = Traceable()
        self._plain[sha256] = {}
        kept = {one.unit_id for one in self._loading[1] if not one.part}
        self._opened = {one.id: one for one in structure.units if one.id in kept}

    def _prepare_next(self, sha256: str, left: deque[Passage]) -> None:
        if left:
            one = left.popleft()
            self._traceable[sha256].add(one)
            if not one.part:
                report = next(report for report in self._reports if report.sha256 == sha256)
                text = plain_text(report, self._opened[one.unit_id])
                self._plain[sha256][one.unit_id] = text
            return
        self._traceable[sha256].runs()
        self._units[sha256] = self._opened
        self._loading = None
        self._plan()

    def _trace_next(self, a: int, b: int) -> None:
        self._is_new = True
        earlier, later = (self._present[n].sha256 for n in (a, b))
        if a == b:
            self._links[earlier, later] = recurring(self._traceable[earlier])
            return
        ranked = self._project.document_matches(later, earlier)
        if ranked is None and not self._project.read_only:
            self._waiting.append((a, b))
            return
        found = trace(self._traceable[earlier], self._traceable[later], ranked or {})
        self._links[earlier, later] = tuple(one for one in found if one.old and one.new)

    def _traced(self, sha256: str) -> TracedReport | None:
        report = next((one for one in self._present if one.sha256 == sha256), None)
        if report is None:
            return None
        return TracedReport(report, self._units[sha256], self._plain[sha256])

    def _book(self) -> Generator[None, None, Book]:
        self._is_new = False
        present = self._present
        place = {one.sha256: n for n, one in enumerate(present)}
        known = {
            (place[a], place[b]): found
            for (a, b), found in self._links.items()
            if a in place and b in place
        }
        traced = tuple(
            TracedReport(one, self._units[one.sha256], self._plain[one.sha256]) for one in present
        )
        todo = len(self._pairs) + len(self._unread)
        waiting = len(self._waiting)
        joined = yield from joining(known)
        forth, back = yield from linking(known)
        book = Book(traced, joined, forth, back, waiting, todo)
        # Told of all passages: here they don't hold up the window that shows them.
        _ = book.counts
        yield
        _ = book.titles
        return book


class MentionWork:
    """Looks through the reports of a project for who is named."""

    def __init__(self, project: ProjectFile) -> None:
        self._project = project
        self._left: deque[str] = deque()
        self._units: deque[tuple[str, Unit]] = deque()
        self._index = MentionIndex()
        self._texts: dict[str, dict[str, Unit]] = {}
        self._loading = load()

    def set_reports(self, reports: Sequence[Report]) -> None:
        """Look through these reports; those that were looked through stay so."""
        wanted = dict.fromkeys(one.sha256 for one in reports)
        self._left = deque(one for one in wanted if one not in self._texts)

    def advance(self) -> bool:
        """Work for a moment; tell whether there is more."""
        if next(self._loading, DONE) is not DONE:
            return True
        until = perf_counter() + SLICE
        while (self._units or self._left) and perf_counter() < until:
            if self._units:
                name, unit = self._units.popleft()
                self._index.add(name, unit, names().find(unit.text))
            else:
                self._open(self._left.popleft())
        return bool(self._units or self._left)

    def entries(self) -> tuple[tuple[Entry, ...], Mapping[str, Mapping[str, Unit]]]:
        """Return who is named, and the units of each report."""
        return self._index.entries(), dict(self._texts)

    def _open(self, sha256: str) -> None:
        structure = self._project.structure(sha256)
        if structure is None:
            return
        self._texts[sha256] = {one.id: one for one in structure.units}
        self._units.extend((sha256, one) for one in structure.units)
