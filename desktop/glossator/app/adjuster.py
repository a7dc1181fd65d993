"""Moves the ends of passages and the edges of areas that are marked already."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.attempt import Attempt
from glossator.domain import adjusting, intents
from glossator.domain.adjusting import End, Stride
from glossator.domain.area import Area, area_of
from glossator.domain.errors import NotReadYetError
from glossator.domain.pages.geometry import Rect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.app.areas import AreaPictures
    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.marker import Marker
    from glossator.app.workspace import Workspace
    from glossator.domain.adjusting import Stretch
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.records import Annotation, AnnotationId, Segment
    from glossator.domain.text.page_text import PageText

NUDGE = 6.0
"""Points that a key moves the edge of an area."""

STEPS = {
    "end_later": (End.END, Stride.WORD, 1),
    "end_earlier": (End.END, Stride.WORD, -1),
    "end_sentence_later": (End.END, Stride.SENTENCE, 1),
    "end_sentence_earlier": (End.END, Stride.SENTENCE, -1),
    "begin_earlier": (End.BEGIN, Stride.WORD, -1),
    "begin_later": (End.BEGIN, Stride.WORD, 1),
    "begin_sentence_earlier": (End.BEGIN, Stride.SENTENCE, -1),
    "begin_sentence_later": (End.BEGIN, Stride.SENTENCE, 1),
}
"""The actions that move an end of the chosen passage."""


class Adjuster(QObject):
    """Lets annotations stand for more or less than they did.

    What must be read or drawn first is waited for; only the last wish counts then.

    Signals:
        said: A short sentence for the status line.
        trouble: A sentence; the passage stays as it was.
    """

    said = Signal(str)
    trouble = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        marker: Marker,
        desk: Desk,
        pictures: AreaPictures,
    ) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._library = library
        self._marker = marker
        self._desk = desk
        self._pictures = pictures
        self._attempt = Attempt(self.said, self.trouble)
        self._moved_to: tuple[AnnotationId, Area] | None = None
        for came in (library.read, library.text_ready, library.opened, pictures.drawn):
            came.connect(self._make_again)

    def adjust(self, annotation_id: AnnotationId, to: Sequence[Stretch] | Area) -> None:
        """Let an annotation stand for other stretches of text, or for another area."""
        if isinstance(to, Area):
            self._moved_to = annotation_id, to
            self._attempt.make(lambda: self._adjust_area(annotation_id, to))
        else:
            self._attempt.make(lambda: self._adjust_text(annotation_id, to))

    def step(self, end: End, stride: Stride, by: int) -> None:
        """Move an end of the chosen passage by a word or sentence, or an edge of an area."""
        chosen = self._desk.annotation_id
        if chosen is not None:
            self._attempt.make(lambda: self._step(chosen, end, stride, by))

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do that move an end of the chosen passage."""
        return {action: partial(self.step, *step) for action, step in STEPS.items()}

    # Inside

    def _make_again(self, *_: object) -> None:
        self._attempt.make_again()

    def _adjust_text(self, annotation_id: AnnotationId, stretches: Sequence[Stretch]) -> None:
        annotation = self._workspace.annotation(annotation_id)
        if annotation is None:
            return
        stood = adjusting.stretches_of(annotation.segments, self._starts(annotation))
        roles = adjusting.roles_of(lambda page: self._text(annotation, page), stood)
        parts = self._marker.segments(annotation.report_id, stretches, roles)
        self._write(annotation, parts)

    def _adjust_area(self, annotation_id: AnnotationId, area: Area) -> None:
        annotation = self._workspace.annotation(annotation_id)
        if annotation is None or area == area_of(annotation.segments[0]):
            return
        parts = (self._marker.area_segment(annotation.report_id, area),)
        png = self._pictures.want(annotation.report_id, area)
        if png is None:
            raise NotReadYetError("The picture of the area is being drawn …")
        self._moved_to = None
        self._write(annotation, parts, self._workspace.project.store_picture(png))

    def _step(self, annotation_id: AnnotationId, end: End, stride: Stride, by: int) -> None:
        annotation = self._workspace.annotation(annotation_id)
        if annotation is None:
            return
        if annotation.is_area:
            self._nudge(annotation, end, stride, by)
            return
        starts = self._starts(annotation)
        stretches = adjusting.stretches_of(annotation.segments, starts)
        at = adjusting.stepped(
            lambda page: self._library.page_text(annotation.report_id, page),
            len(starts),
            stretches,
            end,
            stride,
            by,
        )
        self._adjust_text(annotation_id, adjusting.with_end(stretches, end, at))

    def _nudge(self, annotation: Annotation, end: End, stride: Stride, by: int) -> None:
        """Move an edge of an area: the left or upper one, or the right or lower one."""
        boxes = self._library.boxes(annotation.report_id)
        area = area_of(annotation.segments[0])
        if self._moved_to is not None and self._moved_to[0] == annotation.id:
            area = self._moved_to[1]
        moved = nudged(area, boxes[area.page], end, stride, by)
        if moved.is_large_enough:
            self.adjust(annotation.id, moved)

    def _write(self, annotation: Annotation, parts: tuple[Segment, ...], picture: str = "") -> None:
        source = self._marker.source(annotation.report_id)
        now = self._workspace.now()
        edits = intents.adjust_passage(annotation, source, parts, now, picture)
        self._workspace.do(edits)
        adjusted = self._workspace.annotation(annotation.id)
        if edits and adjusted is not None:
            self.said.emit(f"Adjusted: {adjusted.citation}; Ctrl+Z takes it back.")

    def _starts(self, annotation: Annotation) -> tuple[int, ...]:
        reading = self._library.reading(annotation.report_id)
        if reading is None:
            self._library.open(annotation.report_id)
            raise NotReadYetError("The report is still being read …")
        return reading.starts

    def _text(self, annotation: Annotation, page: int) -> PageText:
        text = self._library.page_text(annotation.report_id, page)
        if text is None:
            self._library.open(annotation.report_id)
            raise NotReadYetError("The pages are still being read …")
        return text


def nudged(area: Area, box: PageBox, end: End, stride: Stride, by: int) -> Area:
    """Return an area with one edge moved, within its page.

    Args:
        area: The area.
        box: Its page's box.
        end: The left and upper edges, or the right and lower ones.
        stride: A word moves the left or right edge, a sentence the upper or lower one.
        by: 1 to the right or down, -1 to the left or up.
    """
    x0, y0, x1, y1 = box.rect_to_view(area.rect)
    far = by * NUDGE
    across, down = (far, 0.0) if stride is Stride.WORD else (0.0, far)
    if end is End.BEGIN:
        moved = Rect(min(x0 + across, x1), min(y0 + down, y1), x1, y1)
    else:
        moved = Rect(x0, y0, max(x1 + across, x0), max(y1 + down, y0))
    return replace(area, rect=box.rect_to_user(moved)).within(box)
