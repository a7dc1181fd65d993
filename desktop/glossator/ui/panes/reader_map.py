"""The map at the right edge of a pane: the whole report with a tick for every passage."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
)
from PySide6.QtWidgets import QToolTip, QWidget

from glossator.app.tips import tip
from glossator.domain.tick_places import MARGIN, TickPlaces
from glossator.ui.widgets.paint import accent

if TYPE_CHECKING:
    from glossator.domain.marks import Marks
    from glossator.domain.records import AnnotationId, ThemeId
    from glossator.domain.tick_places import Standing
    from glossator.ui.pages.view import PageView

WIDTH = 18
TICK = 3
PALE = 0.25
"""Opacity of the passages of other themes while one is chosen."""
FLAG = 4.5
"""Half the height of a bookmark's flag."""

PAUSE = 20
"""Milliseconds after which ticks follow: where thousands are, that takes a turn of its own."""

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PASSED_ON = (
    Qt.Key.Key_PageDown,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
)
"""Keys with which the pages move as if they had the keyboard."""


class ReaderMap(QWidget):
    """Shows where the passages of a report are and which part is in view; a click goes there.

    With the keyboard on it, the arrow keys go from passage to passage.

    Signals:
        passage_wanted: AnnotationId; go to it.
    """

    passage_wanted = Signal(object)

    def __init__(self, view: PageView) -> None:
        super().__init__(view)
        self._view = view
        self._drawn = QPixmap()
        self._drawn_for: tuple[object, ...] = ()
        self._ticks = TickPlaces()
        self._ticks_soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._ticks_soon.timeout.connect(self._take_ticks)
        self._chosen: list[tuple[int, str, bool]] = []
        self._chosen_id: AnnotationId | None = None
        self._chosen_among = self._ticks.spots
        self.setAccessibleName("Map of the report")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # the pane need not be painted
        self.setAccessibleDescription("Up and Down go from passage to passage.")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        view.moved.connect(self.update)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(WIDTH, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        groove = QColor(text)
        groove.setAlphaF(0.08)
        middle = self.width() // 2
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        # In whole pixels: drawn smooth, this alone costs a millisecond at every scroll.
        painter.fillRect(middle - 4, MARGIN, 8, self.height() - 2 * MARGIN, groove)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_thumb(painter, text, middle)
        self._paint_hits(painter, middle)
        painter.drawPixmap(0, 0, self._drawn_ticks())
        self._paint_chosen(painter)
        self._paint_bookmarks(painter)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mousePressEvent: go to the passage under the mouse, or the place."""
        self._go(event.position().y(), exact=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget.mouseMoveEvent."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().y(), exact=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget.keyPressEvent: go to a passage, or as the pages do."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._walk(_STEPS[key])
        elif key in _PASSED_ON:
            QCoreApplication.sendEvent(self._view, event)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Override QWidget.event: the tooltip counts the passages."""
        if event.type() == QEvent.Type.ToolTip:
            count = self._view.marks.count()
            said = f"{count} passages on these pages"
            QToolTip.showText(self.cursor().pos(), tip(said), self)
            return True
        return super().event(event)

    def _paint_thumb(self, painter: QPainter, text: QColor, middle: float) -> None:
        height = self._view.layout_.height
        if height <= 0 or not self._view.layout_.boxes:
            return
        top = self._view.verticalScrollBar().value()
        thumb = QColor(text)
        thumb.setAlphaF(0.22)
        painter.setBrush(thumb)
        y = self._y(top)
        span = max(self._y(top + self._view.viewport().height()) - y, 14.0)
        painter.drawRoundedRect(QRectF(middle - 5, y, 10, span), 5, 5)

    def _paint_hits(self, painter: QPainter, middle: float) -> None:
        layout = self._view.layout_
        colour = QColor("#E0A100")
        for page, hits in self._view.hits.items():
            text = self._view.library.known_text(self._view.report_id, page)
            rect = layout.page_rect(page)
            length = len(text.text) if text and text.text else 4000
            for start, _, current in hits:
                y = self._y(rect.y0 + rect.height * min(start / length, 1.0))
                painter.fillRect(QRectF(middle - 8, y, 16 if current else 4, 2), colour)

    def _paint_bookmarks(self, painter: QPainter) -> None:
        layout, right = self._view.layout_, float(self.width())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent(self.palette()))
        for bookmark in self._view.bookmarks if layout.boxes else ():
            box = self._view.box(bookmark.page)
            down = box.to_view(box.x0, box.y1 - bookmark.top)[1] * layout.scale
            y = self._y(layout.page_rect(bookmark.page).y0 + down)
            # A flag at the outer edge, where no tick stands.
            flag = [QPointF(right, y - FLAG), QPointF(right - FLAG, y), QPointF(right, y + FLAG)]
            painter.drawPolygon(flag)

    def _drawn_ticks(self) -> QPixmap:
        """Return all ticks in one picture: it is painted at every step of a scroll."""
        if not self._ticks.is_of(*self._standing()) and not self._ticks_soon.isActive():
            self._ticks_soon.start()
        spots, ratio = self._ticks.spots, self.devicePixelRatioF()
        if (spots, ratio, self.size()) != self._drawn_for:
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            for y, colour in spots.pale.items():
                self._paint_tick(painter, y, 4, colour, is_lit=False)
            for y, colour in spots.lit.items():
                self._paint_tick(painter, y, 4, colour, is_lit=True)
            painter.end()
            self._drawn_for = (spots, ratio, self.size())
        return self._drawn

    def _paint_chosen(self, painter: QPainter) -> None:
        """Paint the chosen passage, wider than the others and above them."""
        ticks, chosen = self._ticks, self._view.chosen
        if chosen != self._chosen_id or ticks.spots is not self._chosen_among:
            self._chosen_id, self._chosen_among = chosen, ticks.spots
            self._chosen = ticks.of(chosen) if chosen is not None else []
        for y, colour, is_lit in self._chosen:
            self._paint_tick(painter, y, 6, colour, is_lit=is_lit)

    def _paint_tick(
        self, painter: QPainter, y: int, wide: int, colour: str, *, is_lit: bool
    ) -> None:
        painter.fillRect(self.width() // 2 - wide, y, 2 * wide, TICK, _tick(colour, is_lit))

    def _follow(self) -> TickPlaces:
        """Return where the ticks stand now."""
        self._ticks.follow(*self._standing())
        return self._ticks

    def _take_ticks(self) -> None:
        self._follow()
        self.update()

    def _standing(self) -> tuple[Marks, Standing, frozenset[ThemeId] | None]:
        view = self._view
        return view.marks, (view.layout_, self.height()), view.lit

    def _y(self, scene: float) -> float:
        return MARGIN + scene / max(self._view.layout_.height, 1.0) * (self.height() - 2 * MARGIN)

    def _go(self, y: float, *, exact: bool) -> None:
        near = [(abs(at + TICK / 2 - y), one) for at, one in self._follow()]
        distance, nearest = min(near, key=lambda entry: entry[0], default=(99.0, None))
        if exact and nearest is not None and distance <= TICK + 1:
            self.passage_wanted.emit(nearest)
            return
        with self._view.by_hand():
            share = (y - MARGIN) / max(self.height() - 2 * MARGIN, 1)
            scene = share * self._view.layout_.height
            self._view.scroll_to(scene - self._view.viewport().height() / 2)

    def _walk(self, step: int) -> None:
        """Go to the passage after the chosen one, or before it; else to the nearest that way."""
        starts: dict[AnnotationId, int] = {}
        for y, one in self._follow():
            starts[one] = min(y, starts.get(one, y))
        order = sorted((y, one) for one, y in starts.items())
        view = self._view
        chosen = starts.get(view.chosen) if view.chosen is not None else None
        here = (
            (chosen, view.chosen)
            if chosen is not None and view.chosen is not None
            else (self._y(view.verticalScrollBar().value()), "")
        )
        ahead = [one for one in order if (one > here if step > 0 else one < here)]
        if ahead:
            self.passage_wanted.emit(ahead[0 if step > 0 else -1][1])


@lru_cache(maxsize=1024)
def _tick(colour: str, is_lit: bool) -> QColor:  # noqa: FBT001 - the cache wants it by place
    tick = QColor(colour)
    if not is_lit:
        tick.setAlphaF(PALE)
    return tick
