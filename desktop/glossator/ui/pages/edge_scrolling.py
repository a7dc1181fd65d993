"""Scrolling while the mouse drags something beyond what shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.ui.pages.view import PageView

EDGE = 36
"""Logical pixels from the edge of the viewport at which a drag scrolls."""


class EdgeScroller:
    """Scrolls a view while the mouse is held at its upper or lower edge, the faster the further.

    Args:
        view: What is scrolled.
        then: Called after each step with the point of the viewport that is dragged to.
    """

    def __init__(self, view: PageView, then: Callable[[QPointF], None]) -> None:
        self._view = view
        self._then = then
        self._timer = QTimer(view, interval=30)
        self._timer.timeout.connect(self._scroll)

    def drag_to(self, point: QPointF) -> None:
        """Scroll from now on if a point is at an edge, and no more if it isn't."""
        beyond = point.y() < EDGE or point.y() > self._view.viewport().height() - EDGE
        if beyond and not self._timer.isActive():
            self._timer.start()
        elif not beyond:
            self._timer.stop()

    def stop(self) -> None:
        """Scroll no more."""
        self._timer.stop()

    def _scroll(self) -> None:
        view = self._view
        point = QPointF(view.viewport().mapFromGlobal(view.cursor().pos()))
        height = view.viewport().height()
        past = min(point.y() - EDGE, 0) + max(point.y() - (height - EDGE), 0)
        view.scroll_by(round(past / 2))
        self._then(QPointF(point.x(), min(max(point.y(), 0), height - 1)))
