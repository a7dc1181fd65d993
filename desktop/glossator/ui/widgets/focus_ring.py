"""A ring around the control that the keyboard has come to."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import isValid

WIDTH = 2.0
"""Of the ring in logical pixels."""
_GONE = (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress, QEvent.Type.Hide)
_MOVED = (QEvent.Type.Move, QEvent.Type.Resize)


class FocusRing(QWidget):
    """Shows where the keyboard is after Tab or F6, until the mouse is used or focus goes on.

    Styles mark the focus of some controls faintly and of pages and lists not at all; this one
    ring looks the same everywhere and is not there for those who use the mouse.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._around: QWidget | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_around(self, widget: QWidget | None) -> None:
        """Show around a control of the window."""
        self._let_go()
        if widget is None or widget.window() is not self.window():
            return
        self._around = widget
        for watched in _parts(widget):
            watched.installEventFilter(self)
        self._place()
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject.eventFilter: go where the control goes, and with its focus."""
        del watched
        if event.type() in _GONE:
            self._let_go()
        elif event.type() in _MOVED:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget.paintEvent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), WIDTH))
        half = WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 3, 3)
        painter.end()

    def _place(self) -> None:
        if self._around is not None and isValid(self._around):
            corner = self._around.mapTo(self.window(), QPoint())
            whole = self._around.rect().translated(corner).adjusted(-1, -1, 1, 1)
            self.setGeometry(whole.intersected(self.window().rect()))

    def _let_go(self) -> None:
        # PySide forgets Qt's own tabs and fields with whatever stood before them in the order
        # of Tab, though they live on; a filter that is left there does nothing.
        if self._around is not None and isValid(self._around):
            for watched in _parts(self._around):
                watched.removeEventFilter(self)
        self._around = None
        self.hide()


def _parts(widget: QWidget) -> list[QWidget]:
    """Return what of a control gets the mouse."""
    return [widget, widget.viewport()] if isinstance(widget, QAbstractScrollArea) else [widget]
