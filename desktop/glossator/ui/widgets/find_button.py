"""The button in the toolbar that looks like the field it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

WORDS = ("Search, or find an action, theme or citation …", "Search or find …", "Find …")
"""What it says, the most first; what has no room gives way to the next."""
KEYS = "   Ctrl+K"
WIDTH = 340
"""Logical pixels it takes where there are as many."""
BESIDE = 24
"""Logical pixels beside the words, left and right together."""


class FindButton(QPushButton):
    """Says as much of what it finds as a toolbar of any width has room for."""

    def __init__(self) -> None:
        super().__init__(WORDS[0] + KEYS)
        self.setAccessibleName("Find anything")
        self.setToolTip(WORDS[0] + KEYS)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint."""
        return QSize(max(WIDTH, self._need(WORDS[0])), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint."""
        return QSize(self._need(WORDS[-1]), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        fitting = (words for words in WORDS if self._need(words) <= self.width())
        self.setText(next(fitting, WORDS[-1]) + KEYS)

    def _need(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words + KEYS) + BESIDE
