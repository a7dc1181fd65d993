"""Turning the wheel over a view of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

NO_KEYS = Qt.KeyboardModifier.NoModifier


def turn_wheel(
    view: QAbstractScrollArea,
    notches: float,
    modifiers: Qt.KeyboardModifier = NO_KEYS,
    *,
    pixels: int = 0,
) -> None:
    """Turn the wheel up by notches, or a touchpad by pixels, over the middle of a view."""
    port = view.viewport()
    middle = QPointF(port.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(port.mapToGlobal(middle.toPoint())),
        QPoint(0, pixels),
        QPoint(0, round(120 * notches)),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(port, event)
