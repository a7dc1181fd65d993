"""The button in the toolbar that says how panes follow each other, and lets it be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QAction, QResizeEvent

ICON_ONLY = Qt.ToolButtonStyle.ToolButtonIconOnly
WORDS_TOO = Qt.ToolButtonStyle.ToolButtonTextBesideIcon

BESIDE = 6
"""Logical pixels between the picture and the words."""


class FollowButton(QToolButton):
    """Switches following on and off, has a menu of its kinds, and names the one that is on.

    In a toolbar without room for the name it says less, or is a picture.
    """

    def __init__(self, switch: QAction, kinds: Iterable[QAction]) -> None:
        super().__init__()
        menu = QMenu(self)
        menu.addActions(list(kinds))
        self.setMenu(menu)
        self._switch = switch
        self.setDefaultAction(switch)
        switch.changed.connect(self._stand)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoRaise(True)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint: with all its words, also while they are left out."""
        size = super().sizeHint()
        # Qt leaves two spaces behind the words, which here part them from their arrow.
        spare = 2 * self.fontMetrics().horizontalAdvance(" ") if self._shown() else 0
        width = size.width() - spare - self._shown() + self._need(self._words()[0])
        return QSize(width, size.height())

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: without them."""
        return self.sizeHint() - QSize(self._need(self._words()[0]), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        """Say as much as there is room for."""
        room = self.width() - self.minimumSizeHint().width()
        words = next((one for one in self._words() if self._need(one) <= room), "")
        if words:
            self.setText(words)
        self.setToolButtonStyle(WORDS_TOO if words else ICON_ONLY)

    def _words(self) -> tuple[str, str]:
        words = self._switch.iconText()
        return words, words.partition(":")[0]

    def _shown(self) -> int:
        return self._need(self.text()) if self.toolButtonStyle() is WORDS_TOO else 0

    def _need(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + BESIDE
