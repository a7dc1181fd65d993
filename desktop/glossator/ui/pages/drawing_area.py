"""Drawing the rectangle of an area on a page, with the mouse or the keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from glossator.domain.area import Area
from glossator.domain.pages.geometry import Rect
from glossator.ui.pages.edge_scrolling import EdgeScroller

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from glossator.domain.pages.layout import Place
    from glossator.ui.pages.view import PageView

STEP = 12.0
"""Points that an arrow key moves the rectangle, or with Shift its lower right corner."""

TINT = 0.1
"""Opacity of the accent colour within the rectangle."""

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class DrawingArea:
    """The rectangle that is being drawn, or was drawn last and is to be tagged.

    It is drawn with Alt held, on a page without text also without, and once after `arm`.
    """

    def __init__(self, view: PageView) -> None:
        self._view = view
        self._page = -1
        self._rect: Rect | None = None
        self._from: Place | None = None
        self._pressed_at = QPointF()
        self._is_held = False
        self.is_armed = False
        self._scroller = EdgeScroller(view, self._extend)

    @property
    def area(self) -> Area | None:
        """The area that was drawn, None while there is none."""
        if self._rect is None or self._from is not None:
            return None
        box = self._view.box(self._page)
        return Area(self._page, box.rect_to_user(self._rect)).within(box)

    @property
    def viewport_rect(self) -> QRect:
        """Where the rectangle stands in the viewport."""
        return (
            QRect() if self._rect is None else self._view.viewport_rect(self._page, (self._rect,))
        )

    def arm(self) -> None:
        """Let the next drag draw an area, wherever it begins."""
        self.clear()
        self._view.selecting.clear()
        self.is_armed = True
        self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Draw nothing."""
        had = self._rect is not None
        self._rect = self._from = None
        self._is_held = self.is_armed = False
        self._scroller.stop()
        if had:
            self._changed()

    def give_up(self) -> bool:
        """Stop drawing; tell whether there was anything to stop."""
        busy = self.is_armed or self._rect is not None
        self.clear()
        self._view.viewport().unsetCursor()
        return busy

    # The mouse

    def press(self, event: QMouseEvent) -> bool:
        """Begin a rectangle; tell whether nothing else is to be done."""
        armed = self.is_armed
        self.clear()
        self.is_armed = armed
        if not self._view.layout_.boxes:
            return False
        place = self._view.place_at(event.position())
        alone = armed or bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self._is_on_page(place) and (alone or self._is_bare(place.page)):
            self._from, self._pressed_at, self._is_held = place, event.position(), alone
        return armed

    def move(self, event: QMouseEvent) -> bool:
        """Extend the rectangle; tell whether nothing else is to be done."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._from is None:
            if self.is_armed:
                self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
            return self.is_armed
        point = event.position()
        far = (point - self._pressed_at).manhattanLength()
        if self._rect is None and far < QApplication.startDragDistance():
            return self._is_held
        if self._rect is None:
            self._view.selecting.cancel()
            self._view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        self._extend(point)
        self._scroller.drag_to(point)
        return True

    def release(self) -> bool:
        """End the rectangle; tell whether nothing else is to be done."""
        self._scroller.stop()
        self._from, held = None, self.is_armed
        if self._rect is None:
            return held
        self._finish()
        return True

    def key(self, event: QKeyEvent) -> bool:
        """Place the rectangle by the arrow keys and end it by Enter, once armed."""
        if not self.is_armed or not self._view.layout_.boxes:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rect is not None:
            self._finish()
            return True
        arrow = _ARROWS.get(Qt.Key(event.key()))
        if arrow is None:
            return False
        if self._rect is None:
            self._place_in_view()
        else:
            resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._nudge(STEP * arrow[0], STEP * arrow[1], resize=resize)
        return True

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint the rectangle if it is on a page."""
        if self._rect is None or page != self._page:
            return
        accent = self._view.palette().color(QPalette.ColorRole.Highlight)
        paint_frame(painter, self._view.rect_on_viewport(page, self._rect).toRect(), accent)

    # Inside

    def _finish(self) -> None:
        self.is_armed, self._from = False, None
        self._view.viewport().unsetCursor()
        area = self.area
        if area is None or not area.is_large_enough:
            self.clear()
            return
        self._changed()
        self._view.area_drawn.emit()

    def _extend(self, point: QPointF) -> None:
        if self._from is None:
            return
        start, box = self._from, self._view.box(self._from.page)
        corner = self._view.rect_on_page(start.page, QRectF(point, point))
        x, y = min(max(corner.x0, 0.0), box.width), min(max(corner.y0, 0.0), box.height)
        self._page, self._rect = start.page, Rect.around(((start.x, start.y), (x, y)))
        self._changed()

    def _place_in_view(self) -> None:
        """Put a rectangle into the middle of what shows of the page that is read."""
        view, page = self._view, self._view.page
        shown = view.page_rect(page).intersected(view.viewport().rect())
        wide, high = shown.width() / 4, shown.height() / 3
        self._page = page
        self._rect = view.rect_on_page(page, shown.adjusted(wide, high, -wide, -high))
        self._changed()

    def _nudge(self, across: float, down: float, *, resize: bool) -> None:
        assert self._rect is not None
        view, page = self._view, self._page
        shown, least = view.rect_on_viewport(page, self._rect), STEP * view.scale
        step = QPointF(across, down) * view.scale
        if resize:
            shown.setWidth(max(shown.width() + step.x(), least))
            shown.setHeight(max(shown.height() + step.y(), least))
            shown = shown.intersected(view.page_rect(page))
        else:
            shown = moved_within(shown, step, view.page_rect(page))
        self._rect = view.rect_on_page(page, shown)
        self._changed()
        view.show_rect(page, self._rect)

    def _is_on_page(self, place: Place) -> bool:
        box = self._view.box(place.page)
        return 0 <= place.x <= box.width and 0 <= place.y <= box.height

    def _is_bare(self, page: int) -> bool:
        """Tell whether a page has no text, so that a drag can mean nothing else."""
        text = self._view.library.page_text(self._view.report_id, page)
        return text is not None and not text.lines

    def _changed(self) -> None:
        self._view.viewport().update()
        self._view.selection_changed.emit()


def moved_within(rect: QRectF, step: QPointF, paper: QRectF) -> QRectF:
    """Return a rectangle moved by a step, or as far as the paper goes."""
    across = min(max(step.x(), paper.left() - rect.left()), paper.right() - rect.right())
    down = min(max(step.y(), paper.top() - rect.top()), paper.bottom() - rect.bottom())
    return rect.translated(across, down)


def paint_frame(painter: QPainter, place: QRect, colour: QColor) -> None:
    """Paint a rectangle that is being drawn: a tint, and a line that shows on any ground."""
    tint = QColor(colour)
    tint.setAlphaF(TINT)
    painter.setBrush(tint)
    painter.setPen(QPen(Qt.GlobalColor.white, 3))
    painter.drawRect(place)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine))
    painter.drawRect(place)
