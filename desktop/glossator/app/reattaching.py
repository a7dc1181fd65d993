"""Finds out where passages may stand whose place is not sure, and puts them there."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from glossator.app.attempt import Attempt
from glossator.domain import intents, passage
from glossator.domain.anchoring.doubts import accepted, has_moved
from glossator.domain.area import area_of
from glossator.domain.errors import GlossatorError, InvalidInputError, NotReadYetError
from glossator.domain.records import Annotation, Report, Status
from glossator.doubting import Archive

if TYPE_CHECKING:
    from concurrent.futures import Future

    from glossator.app.areas import AreaPictures
    from glossator.app.library import Library
    from glossator.app.marker import Marker
    from glossator.app.workspace import Workspace
    from glossator.domain.anchoring.doubts import Doubt, Former, Place
    from glossator.domain.edits import EditSet
    from glossator.domain.records import AnnotationId, ReportId, Segment

_THREAD = ThreadPoolExecutor(max_workers=1, thread_name_prefix="glossator-doubts")
"""Looking for similar words computes, so it waits for nothing else."""


class _Known(NamedTuple):
    """What was found of a passage, and of what: it is looked for again if that changes."""

    annotation: Annotation
    sha256: str
    doubt: Doubt


class Reattaching(QObject):
    """The passages to re-attach, and what is done with them.

    Signals:
        listed: Other passages are listed, or in another order.
        found: AnnotationId; where it may stand is known.
        said: A short sentence for the status line.
        trouble: A sentence; the passage stays as it was.
    """

    listed = Signal()
    found = Signal(object)
    said = Signal(str)
    trouble = Signal(str)

    def __init__(
        self, workspace: Workspace, library: Library, marker: Marker, pictures: AreaPictures
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._marker = marker
        self._pictures = pictures
        self._archive = Archive(workspace.project)
        self._formers: dict[AnnotationId, Former] = {}
        self._known: dict[AnnotationId, _Known] = {}
        self._rows: list[AnnotationId] = []
        self._later: dict[AnnotationId, None] = {}
        self._with_moved = False
        self._is_active = self._is_busy = self._looks_back = False
        self._first: AnnotationId | None = None
        self._attempt = Attempt(self.said, self.trouble)
        workspace.changed.connect(self._absorb)
        library.read.connect(self._read)
        for came in (library.read, library.text_ready, library.opened, pictures.drawn):
            came.connect(self._make_again)
        for came in (library.opened, pictures.drawn):
            came.connect(self._show_picture)

    # What is listed

    def set_active(self, *, active: bool) -> None:
        """Follow what happens, or leave off until the list is looked at again."""
        self._is_active = active
        if active:
            self._look_back()

    def show_moved(self, *, shown: bool) -> None:
        """List the passages too that were found for sure at another place."""
        self._with_moved = shown
        self._list()

    @property
    def rows(self) -> list[AnnotationId]:
        """What is listed: reports in their order, then by place; those put off come last."""
        return self._rows

    @property
    def moved(self) -> int:
        """How many passages were found for sure at another place."""
        return sum(1 for _ in self._moved())

    @property
    def unsure(self) -> int:
        """How many passages are in doubt."""
        return sum(one.status is not Status.ATTACHED for one in self._workspace.annotations())

    def doubt(self, annotation_id: AnnotationId) -> Doubt | None:
        """Return what is known of a listed passage; None while it is being looked for."""
        known = self._known.get(annotation_id)
        return known.doubt if known is not None and self._is_valid(known) else None

    def sure(self) -> list[Doubt]:
        """Return the passages found so far that could mean no other place."""
        found = (self.doubt(one) for one in self._rows)
        return [one for one in found if one is not None and one.is_sure]

    def want(self, annotation_id: AnnotationId) -> None:
        """Look for this passage before the others."""
        self._first = annotation_id
        self._next()

    def pictures(self, doubt: Doubt) -> tuple[bytes, bytes]:
        """Return the picture of an area as it was marked, and of what stands there now.

        PNG files; the second is empty while it is being drawn, and `found` follows, or where
        there is no place.
        """
        annotation = doubt.annotation
        former = self._formers.get(annotation.id)
        kept = former.annotation.picture if former is not None else annotation.picture
        before = self._workspace.project.picture(kept) or b""
        if not doubt.places:
            return before, b""
        self._library.open(annotation.report_id)
        area = area_of(annotation.segments[0])
        return before, self._pictures.want(annotation.report_id, area) or b""

    # What is done

    def accept(self, doubt: Doubt, place: Place) -> None:
        """Let a passage stand at one of its places."""
        self._attempt.make(lambda: self._accept(doubt, place))

    def accept_sure(self) -> None:
        """Let all passages stand where they are that could mean no other place."""
        now = self._workspace.now()
        pairs = []
        for one in self.sure():
            annotation = self._workspace.annotation(one.annotation.id)
            if annotation is not None:
                pairs.append((annotation, accepted(annotation, one.places[0], now)))
        if pairs:
            self._attempt.make(lambda: self._write(pairs))

    def attach(
        self, annotation_id: AnnotationId, parts: tuple[Segment, ...], png: bytes = b""
    ) -> None:
        """Let a passage stand where the analyst selected it, an area with its picture."""
        annotation = self._workspace.annotation(annotation_id)
        if annotation is not None:
            self._attempt.make(lambda: self._place(annotation, parts, png))

    def put_off(self, annotation_id: AnnotationId) -> None:
        """List a passage behind the others, until the project is closed."""
        self._later.pop(annotation_id, None)
        self._later[annotation_id] = None
        self._list()

    def remove(self, annotation_id: AnnotationId) -> None:
        """Delete a passage."""
        self._attempt.make(lambda: self._marker.delete(annotation_id))

    # Inside, what is done

    def _make_again(self, *_: object) -> None:
        self._attempt.make_again()

    def _accept(self, doubt: Doubt, place: Place) -> None:
        annotation = self._workspace.annotation(doubt.annotation.id)
        if annotation is None:
            return
        if annotation.is_area:
            area = area_of(annotation.segments[0])
            png = self._pictures.want(annotation.report_id, area)
            if png is None:
                self._library.open(annotation.report_id)
                raise NotReadYetError("The picture of the area is being drawn …")
            self._place(annotation, annotation.segments, png)
        elif place.is_current:
            self._write([(annotation, accepted(annotation, place, self._workspace.now()))])
        else:
            self._place(annotation, self._parts(annotation.report_id, place))

    def _parts(self, report_id: ReportId, place: Place) -> tuple[Segment, ...]:
        self._library.open(report_id)
        reading = self._library.reading(report_id)
        if reading is None:
            raise NotReadYetError("The report is still being read …")
        parts: list[Segment] = []
        for start, end in place.stretches:
            page, offset = reading.caret(end - 1)
            stretch = (reading.caret(start), (page, offset + 1))
            parts += self._marker.segments(report_id, [stretch])
        return tuple(parts)

    def _place(self, annotation: Annotation, parts: tuple[Segment, ...], png: bytes = b"") -> None:
        if annotation.is_area != bool(png):
            what = "Draw an area" if annotation.is_area else "Select the words"
            raise InvalidInputError(f"{what} where the passage stands, then attach it.")
        picture = self._workspace.project.store_picture(png) if png else ""
        source = self._marker.source(annotation.report_id)
        now = self._workspace.now()
        placed = passage.placed(annotation, source, parts, now=now, picture=picture)
        self._write([(annotation, placed)])

    def _write(self, pairs: list[tuple[Annotation, Annotation]]) -> None:
        what = pairs[0][1].citation if len(pairs) == 1 else f"{len(pairs)} passages"
        self._workspace.carry_out(intents.reattach(pairs), partial(self._tell, what))

    def _tell(self, what: str, error: GlossatorError | None) -> None:
        if error is not None:
            self.trouble.emit(str(error))
        else:
            self.said.emit(f"Re-attached: {what}; Ctrl+Z takes it back.")

    # Inside, what is listed

    def _moved(self) -> list[Annotation]:
        found = (self._workspace.annotation(one) for one in self._formers)
        return [
            one for one in found if one is not None and has_moved(one, self._formers.get(one.id))
        ]

    def _list(self) -> None:
        """Bring the list up to date."""
        listed = [one for one in self._workspace.annotations() if one.status is not Status.ATTACHED]
        listed += self._moved() if self._with_moved else []
        reports = {report.id: number for number, report in enumerate(self._workspace.reports())}
        later = {one: number + 1 for number, one in enumerate(self._later)}

        def order(one: Annotation) -> tuple[int, bool, int, int]:
            is_moved = one.status is Status.ATTACHED
            return later.get(one.id, 0), is_moved, reports.get(one.report_id, -1), one.start

        rows = [one.id for one in sorted(listed, key=order)]
        if rows != self._rows:
            self._rows = rows
            self.listed.emit()
        self._next()

    def _absorb(self, edits: EditSet) -> None:
        if not self._is_active:
            return
        if any(isinstance(change.record, Report) for change in edits.changes):
            self._look_back()
        elif any(isinstance(change.record, Annotation) for change in edits.changes):
            self._list()

    def _show_picture(self, *_: object) -> None:
        known = self.doubt(self._first) if self._is_active and self._first else None
        if known is not None and known.annotation.is_area:
            self.found.emit(known.annotation.id)

    def _read(self, _report_id: ReportId) -> None:
        if self._is_active:
            self._next()

    def _look_back(self) -> None:
        """List the passages, and find out where they stood before they are looked for."""
        self._looks_back = True
        self._list()
        asked = _THREAD.submit(self._archive.formers)
        self._library.when_done(asked, self._looked_back)

    def _looked_back(self, done: Future[dict[AnnotationId, Former]]) -> None:
        self._looks_back = False
        try:
            found = done.result()
        except GlossatorError as error:
            self.trouble.emit(str(error))
            found = self._formers
        if found != self._formers:
            self._formers = found
            self._known.clear()
        self._list()
        self.listed.emit()

    def _is_valid(self, known: _Known) -> bool:
        annotation = self._workspace.annotation(known.annotation.id)
        report = self._workspace.report(known.annotation.report_id)
        if annotation is None or report is None or report.sha256 != known.sha256:
            return False
        return _WHERE(annotation) == _WHERE(known.annotation)

    def _next(self) -> None:
        """Look for the next passage of which nothing is known, the wanted one first."""
        if self._is_busy or self._looks_back or not self._is_active or self._workspace.is_closed:
            return
        first = [self._first] if self._first in self._rows else []
        for annotation_id in (*first, *self._rows):
            annotation = self._workspace.annotation(annotation_id)
            report = self._workspace.report(annotation.report_id) if annotation else None
            if annotation is None or report is None or self.doubt(annotation_id) is not None:
                continue
            if self._library.reading(report.id) is None:
                self._library.open(report.id)
                continue
            self._is_busy = True
            former = self._formers.get(annotation_id)
            asked = _THREAD.submit(self._archive.doubt, report, annotation, former)
            self._library.when_done(asked, partial(self._came, report))
            return

    def _came(self, report: Report, done: Future[Doubt | None]) -> None:
        self._is_busy = False
        try:
            doubt = done.result()
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return
        if doubt is None:
            return
        self._known[doubt.annotation.id] = _Known(doubt.annotation, report.sha256, doubt)
        self.found.emit(doubt.annotation.id)
        QTimer.singleShot(0, self, self._next)


_WHERE = attrgetter("segments", "quote", "status")
