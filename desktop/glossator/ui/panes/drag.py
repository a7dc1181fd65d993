"""A pane is taken by its head and dragged to another place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication

from glossator.app.models.mime import PANE_MIME

if TYPE_CHECKING:
    from glossator.ui.panes.pane import Pane

DATA = b"pane"
"""What is dragged is the source of the drag; the data says nothing more."""


class PaneDrag(QObject):
    """Begins a drag once the mouse has left the place where it pressed a pane's head."""

    def __init__(self, pane: Pane) -> None:
        super().__init__(pane)
        self._pane = pane
        self._pressed: QPoint | None = None
        pane.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: what the head's labels leave to the pane."""
        if isinstance(event, QMouseEvent):
            self._follow(event)
        return super().eventFilter(watched, event)

    def _follow(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            in_head = point.y() < self._pane.view.mapTo(self._pane, QPoint()).y()
            is_left = event.button() == Qt.MouseButton.LeftButton
            self._pressed = point if in_head and is_left else None
            if self._pressed is not None:
                self._pane.activated.emit()
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif event.type() == QEvent.Type.MouseMove and self._is_far(point):
            at, self._pressed = self._pressed, None
            self._drag(at or point)

    def _is_far(self, point: QPoint) -> bool:
        """Tell whether the mouse is far enough from where it pressed the head."""
        if self._pressed is None:
            return False
        return (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()

    def _drag(self, at: QPoint) -> None:
        pane = self._pane
        data = QMimeData()
        data.setData(PANE_MIME, DATA)
        drag = QDrag(pane)
        drag.setMimeData(data)
        head = QRect(0, 0, pane.width(), pane.view.mapTo(pane, QPoint()).y())
        drag.setPixmap(pane.grab(head))
        drag.setHotSpot(at)
        drag.exec(Qt.DropAction.MoveAction)
