"""How two fingers zoom the pages of a view, on a touchpad or on the screen itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QGestureEvent, QPinchGesture

if TYPE_CHECKING:
    from PySide6.QtGui import QNativeGestureEvent

    from glossator.ui.pages.area import PageArea

GESTURES = (QEvent.Type.NativeGesture, QEvent.Type.Gesture)
"""The events of a viewport that may be pinches."""
LEAST = 0.2
"""What one step may shrink the pages to; a touchpad reports a change, which may be any number."""


class Pinching:
    """Zooms one view about the fingers, and moves it along with them.

    A touchpad tells of a pinch as the system understands it; on a touch screen Qt makes one
    of the touches.
    """

    def __init__(self, view: PageArea) -> None:
        self._view = view
        view.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def event(self, event: QEvent) -> bool:
        """Zoom if an event of the viewport is a pinch; tell whether it is."""
        if event.type() == QEvent.Type.NativeGesture:
            return self._on_touchpad(cast("QNativeGestureEvent", event))
        if event.type() == QEvent.Type.Gesture:
            gesture = cast("QGestureEvent", event).gesture(Qt.GestureType.PinchGesture)
            if isinstance(gesture, QPinchGesture):
                self._on_screen(gesture)
                return True
        return False

    def _on_touchpad(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        # Qt gives what is added to the scale, 0.1 for a tenth larger.
        self._view.zoom_by(max(1.0 + event.value(), LEAST), event.position())
        return True

    def _on_screen(self, gesture: QPinchGesture) -> None:
        view, port = self._view, self._view.viewport()
        before = QPointF(port.mapFromGlobal(gesture.lastCenterPoint()))
        now = QPointF(port.mapFromGlobal(gesture.centerPoint()))
        moved = now - before
        with view.by_hand():
            for bar, by in (
                (view.horizontalScrollBar(), moved.x()),
                (view.verticalScrollBar(), moved.y()),
            ):
                bar.setValue(bar.value() - round(by))
        if gesture.changeFlags() & QPinchGesture.ChangeFlag.ScaleFactorChanged:
            view.zoom_by(max(gesture.scaleFactor(), LEAST), now)
