"""The picture of how the window was left, over the window that is not drawn to its end yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QPaintEvent

LONGEST = 1_500
"""Milliseconds for which the picture covers the window that is there already."""

LOOK = 5
"""Milliseconds between two looks whether the pages are sharp."""

_INPUT = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.Resize,
        QEvent.Type.DragEnter,
    )
)
"""What means that the window, not its picture, is wanted."""


class Curtain(QWidget):
    """Covers a window with its picture until the window is ready or is wanted.

    Behind it nothing is painted until it goes: a whole paint takes 15 milliseconds.
    """

    def __init__(self, frame: QWidget, picture: QImage, is_ready: Callable[[], bool]) -> None:
        super().__init__(frame)
        self._frame = frame
        self._picture = picture
        self._is_ready = is_ready
        self._looks = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(frame.size())
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        frame.window().windowHandle().installEventFilter(self)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: whoever does something wants the real window."""
        if event.type() in _INPUT:
            self._go()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        painter.drawImage(0, 0, self._picture)
        painter.end()

    def _look(self) -> None:
        self._looks += 1
        if self._looks * LOOK >= LONGEST or self._is_ready():
            self._go()

    def _go(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()
