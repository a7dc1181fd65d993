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

    In a toolbar without room for the name it is a picture.
    """

    def __init__(self, switch: QAction, kinds: Iterable[QAction]) -> None:
        super().__init__()
        menu = QMenu(self)
        menu.addActions(list(kinds))
        self.setMenu(menu)
        self.setDefaultAction(switch)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAutoRaise(True)

    def sizeHint(self) -> QSize:
        """Override QWidget.sizeHint: with its words, also while they are left out."""
        size = super().sizeHint()
        if self.toolButtonStyle() is ICON_ONLY:
            size.setWidth(size.width() + self._words())
        return size

    def minimumSizeHint(self) -> QSize:
        """Override QWidget.minimumSizeHint: without them."""
        return self.sizeHint() - QSize(self._words(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        super().resizeEvent(event)
        has_room = self.width() >= self.sizeHint().width()
        self.setToolButtonStyle(WORDS_TOO if has_room else ICON_ONLY)

    def _words(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + BESIDE
