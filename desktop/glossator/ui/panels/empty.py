"""What an empty list says instead of nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from glossator.ui.widgets.paint import muted

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView


def draw_empty(view: QAbstractItemView, sentence: str) -> None:
    """Write on a view's viewport what would be in it; call from its paintEvent."""
    viewport = view.viewport()
    painter = QPainter(viewport)
    ground = view.palette().color(viewport.backgroundRole())
    painter.setPen(muted(view.palette(), ground))
    area = QRectF(viewport.rect()).adjusted(16, 18, -16, -8)
    flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
    painter.drawText(area, flags, sentence)
    painter.end()
