"""Handles at the ends of the chosen passage, and around the chosen area, to adjust it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from glossator.domain import adjusting
from glossator.domain.adjusting import End
from glossator.domain.area import Area, area_of
from glossator.domain.errors import NotReadYetError
from glossator.domain.pages.geometry import Rect
from glossator.domain.text import selection
from glossator.domain.text.caret import Caret
from glossator.ui.pages.drawing_area import moved_within, paint_frame
from glossator.ui.pages.edge_scrolling import EdgeScroller
from glossator.ui.pages.selecting import Selected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QMouseEvent

    from glossator.domain.adjusting import Stretch
    from glossator.domain.records import Annotation, AnnotationId
    from glossator.domain.text.page_text import Role
    from glossator.ui.pages.view import PageView

KNOB = 5.0
"""Radius of a handle's knob, in logical pixels."""
REACH = 9.0
"""How near the mouse must be to a handle, in logical pixels."""
ROOMY = 70.0
"""Least width or height of an area, in logical pixels, at which its edges have handles too."""

Point = tuple[float, float]

_CORNERS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
}


class Handle(NamedTuple):
    """One handle where it stands in the viewport.

    Attributes:
        page: The page it stands on.
        knob: Where its knob is.
        stem: The line at the end of the passage; a point for an area's.
        end: Which end of a passage it moves, None for an area's.
        across, down: Which edges of an area it moves: -1 the left or upper one, 1 the right
            or lower one; both 0 move the whole.
    """

    page: int
    knob: QPointF
    stem: QLineF
    end: End | None = None
    across: int = 0
    down: int = 0

    def distance(self, point: QPointF) -> float:
        """Return how far a point is from it, in logical pixels."""
        return min(_length(point - self.knob), _to_line(self.stem, point))


class Handles:
    """The handles of the annotation that is chosen in a view, and dragging them."""

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._annotation: Annotation | None = None
        self._held: Handle | None = None
        self._from = QPointF()
        self._grip = QPointF()
        self._roles: list[Role] = []
        self._stretches: list[Stretch] = []
        self._rect: Rect | None = None
        self._to: Sequence[Stretch] | Area | None = None
        self._scroller = EdgeScroller(view, self._drag_to)

    def show(self, annotation: Annotation | None) -> None:
        """Have handles for an annotation of the view's report, or none."""
        if annotation != self._annotation:
            self.give_up()
            self._annotation = annotation
            self._view.viewport().update()

    @property
    def adjusting(self) -> AnnotationId | None:
        """The annotation that is being adjusted; its highlight stands for nothing now."""
        if self._held is None or self._to is None or self._annotation is None:
            return None
        return self._annotation.id

    def all(self) -> list[Handle]:
        """Return the handles that show."""
        annotation = self._annotation
        if annotation is None or not self._view.marks_shown or not self._view.layout_.boxes:
            return []
        if annotation.is_area:
            return list(self._around(annotation))
        found = (self._at_end(annotation, end) for end in End)
        return [one for one in found if one is not None]

    def give_up(self) -> bool:
        """Let go without a change; tell whether a handle was held."""
        held = self._held is not None
        self._held = self._rect = self._to = None
        self._scroller.stop()
        if held:
            self._view.selecting.clear()
            self._view.viewport().update()
        return held

    # The mouse

    def press(self, event: QMouseEvent) -> bool:
        """Take the handle under the mouse; tell whether there is one."""
        handle, annotation = self._under(event.position()), self._annotation
        if handle is None or annotation is None:
            return False
        self._view.selecting.clear()
        self._held, self._to = handle, None
        self._from = QPointF(*self._view.to_scene(event.position()))
        self._grip = event.position() - handle.stem.center()
        if annotation.is_area:
            self._rect = self._area_rect(annotation)
            return True
        reading = self._view.library.reading(annotation.report_id)
        if reading is None:
            self._held = None
            return True
        self._stretches = adjusting.stretches_of(annotation.segments, reading.starts)
        try:
            self._roles = adjusting.roles_of(
                lambda page: self._view.library.page_text(annotation.report_id, page),
                self._stretches,
            )
        except NotReadYetError:
            self._held = None
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Drag the handle that is held; tell whether nothing else is to be done."""
        if self._held is None:
            handle = None if event.buttons() else self._under(event.position())
            if handle is not None:
                self._view.viewport().setCursor(self._cursor(handle))
            return handle is not None
        self._scroller.drag_to(event.position())
        self._drag_to(event.position())
        return True

    def release(self) -> bool:
        """Let go of the handle; tell whether one was held."""
        if self._held is None:
            return False
        annotation, to = self._annotation, self._to
        self.give_up()
        if annotation is not None and to is not None:
            self._view.adjusted.emit(annotation.id, to)
        return True

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint the handles of a page, and the area that is being adjusted."""
        colour = self._view.palette().color(QPalette.ColorRole.Highlight)
        if isinstance(self._to, Area) and self._to.page == page and self._rect is not None:
            shown = self._view.box(page).rect_to_view(self._to.rect)
            paint_frame(painter, self._view.rect_on_viewport(page, shown).toRect(), colour)
        if self._held is not None:
            return
        for handle in self.all():
            if handle.page == page:
                _paint_handle(painter, handle, colour)

    # Where they stand

    def _at_end(self, annotation: Annotation, end: End) -> Handle | None:
        view = self._view
        part = annotation.segments[0 if end is End.BEGIN else -1]
        if part.page not in view.visible_pages():
            return None
        stroke = self._stroke(annotation, end)
        if stroke is None:
            return None
        box = view.box(part.page)
        shown = (box.to_view(*point) for point in stroke)
        top, bottom = (
            view.rect_on_viewport(part.page, Rect(x, y, x, y)).topLeft() for x, y in shown
        )
        out = QLineF(bottom, top) if end is End.BEGIN else QLineF(top, bottom)
        out.setLength(out.length() + KNOB)
        return Handle(part.page, out.p2(), QLineF(top, bottom), end)

    def _stroke(self, annotation: Annotation, end: End) -> tuple[Point, Point] | None:
        """Return the upper and the lower point of an end of a passage, in user space."""
        part = annotation.segments[0 if end is End.BEGIN else -1]
        reading = self._view.library.reading(annotation.report_id)
        text = self._view.library.known_text(annotation.report_id, part.page)
        if reading is None or text is None:
            return None
        at = (part.start if end is End.BEGIN else part.end) - reading.starts[part.page]
        rect = selection.caret_rect(text, at) if 0 <= at <= len(text.text) else None
        if rect is None:
            return None
        x0, y0, x1, y1 = rect
        match text.lines[text.line_index(at)].rotation:
            case 90:
                return (x1, y0), (x0, y0)
            case 180:
                return (x0, y0), (x0, y1)
            case 270:
                return (x0, y0), (x1, y0)
            case _:
                return (x0, y1), (x0, y0)

    def _around(self, annotation: Annotation) -> Iterator[Handle]:
        page = annotation.page
        place = self._view.rect_on_viewport(page, self._area_rect(annotation))
        for across, down in product((-1, 0, 1), repeat=2):
            narrow = (not across and place.width() < ROOMY) or (not down and place.height() < ROOMY)
            if narrow and (across or down):
                continue
            at = place.center() + QPointF(across * place.width(), down * place.height()) / 2
            yield Handle(page, at, QLineF(at, at), None, across, down)

    def _area_rect(self, annotation: Annotation) -> Rect:
        area = area_of(annotation.segments[0])
        return self._view.box(area.page).rect_to_view(area.rect)

    def _under(self, point: QPointF) -> Handle | None:
        near = [(one.distance(point), index) for index, one in enumerate(self.all())]
        distance, index = min(near, default=(REACH + 1, 0))
        return self.all()[index] if distance <= REACH else None

    def _cursor(self, handle: Handle) -> Qt.CursorShape:
        if handle.end is None:
            return _CORNERS[handle.across, handle.down]
        upright = abs(handle.stem.dy()) >= abs(handle.stem.dx())
        return Qt.CursorShape.SizeHorCursor if upright else Qt.CursorShape.SizeVerCursor

    # Dragging

    def _drag_to(self, point: QPointF) -> None:
        if self._held is None or self._annotation is None:
            return
        moved = QPointF(*self._view.to_scene(point)) - self._from
        if self._to is None and moved.manhattanLength() < QApplication.startDragDistance() / 2:
            return
        if self._rect is not None:
            self._drag_area(self._annotation, self._held, self._rect, moved)
        elif self._held.end is not None:
            # A knob stands off its line; what follows the hand is the end of the passage.
            self._drag_end(self._annotation, self._held.end, point - self._grip)
        self._view.viewport().update()

    def _drag_area(
        self, annotation: Annotation, handle: Handle, rect: Rect, moved: QPointF
    ) -> None:
        view, box = self._view, self._view.box(annotation.page)
        seen = view.rect_on_viewport(annotation.page, rect)
        if not handle.across and not handle.down:
            seen = moved_within(seen, moved, view.page_rect(annotation.page))
        else:
            seen.adjust(
                moved.x() if handle.across < 0 else 0,
                moved.y() if handle.down < 0 else 0,
                moved.x() if handle.across > 0 else 0,
                moved.y() if handle.down > 0 else 0,
            )
        there = view.rect_on_page(annotation.page, seen.normalized())
        area = Area(annotation.page, box.rect_to_user(there)).within(box)
        if area.is_large_enough:
            self._to = area

    def _drag_end(self, annotation: Annotation, end: End, point: QPointF) -> None:
        view = self._view
        place = view.place_at(point)
        text = view.library.page_text(annotation.report_id, place.page)
        if text is None:
            return
        user = view.box(place.page).to_user(place.x, place.y)
        offset = selection.caret_at(text, *user, self._roles[0 if end is End.BEGIN else -1])
        if offset is None:
            return
        self._to = adjusting.with_end(self._stretches, end, (place.page, offset))
        view.selecting.preview(
            [
                Selected(Caret(*low), Caret(*high), role)
                for (low, high), role in zip(self._to, self._roles, strict=True)
            ]
        )


def _paint_handle(painter: QPainter, handle: Handle, colour: QColor) -> None:
    """Paint a handle in the accent colour, ringed in white, so that it shows on any ground."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if handle.end is not None:
        painter.setPen(QPen(QColor(255, 255, 255, 150), 3))
        painter.drawLine(handle.stem)
        painter.setPen(QPen(colour, 1.6))
        painter.drawLine(handle.stem)
    painter.setPen(QPen(Qt.GlobalColor.white, 1.6))
    painter.setBrush(colour)
    knob = QRectF(handle.knob.x() - KNOB, handle.knob.y() - KNOB, 2 * KNOB, 2 * KNOB)
    if handle.end is not None:
        painter.drawEllipse(knob)
        return
    painter.drawRect(knob.adjusted(1, 1, -1, -1))
    if not handle.across and not handle.down:
        arm = KNOB + 4
        painter.setPen(QPen(colour, 2))
        for x, y in ((arm, 0.0), (0.0, arm)):
            painter.drawLine(handle.knob - QPointF(x, y), handle.knob + QPointF(x, y))


def _length(point: QPointF) -> float:
    return QLineF(QPointF(), point).length()


def _to_line(line: QLineF, point: QPointF) -> float:
    """Return the distance of a point from a stretch of line."""
    length = line.length()
    if not length:
        return _length(point - line.p1())
    along = QPointF.dotProduct(point - line.p1(), line.p2() - line.p1()) / length**2
    return _length(point - line.pointAt(min(max(along, 0.0), 1.0)))
