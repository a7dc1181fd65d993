"""The button in the toolbar that looks like the field it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionFrame

from glossator.app.tips import tip

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

WORDS = ("Search, or find an action, theme or citation …", "Search or find …", "Find …")
"""What it says, the most first; what has no room gives way to the next."""
KEYS = "Ctrl+K"
WIDTH = 340
"""Logical pixels it takes where there are as many."""
INSET = 9
"""Logical pixels beside the words and the keys."""
APART = 14
"""Logical pixels between the words and the keys."""


class FindButton(QPushButton):
    """Says as much of what it finds as a toolbar of any width has room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Find anything")
        self.setToolTip(tip(f"{WORDS[0]} {KEYS}"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def words(self) -> str:
        """What there is room for."""
        return next((words for words in WORDS if self._need(words) <= self.width()), WORDS[-1])

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(max(WIDTH, self._need(WORDS[0])), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(self._need(WORDS[-1]), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Override QWidget.paintEvent: as the style draws a field that waits for words."""
        frame = QStyleOptionFrame()
        frame.initFrom(self)
        frame.lineWidth = self.style().pixelMetric(QStyle.PixelMetric.PM_DefaultFrameWidth)
        frame.state |= QStyle.StateFlag.State_Sunken
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, frame, painter, self)
        painter.setPen(self.palette().placeholderText().color())
        inner = self.rect().adjusted(INSET, 0, -INSET, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | middle, self.words)
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | middle, KEYS)
        painter.end()

    def _need(self, words: str) -> int:
        metrics = self.fontMetrics()
        shown = metrics.horizontalAdvance(words) + metrics.horizontalAdvance(KEYS)
        return shown + APART + 2 * INSET
