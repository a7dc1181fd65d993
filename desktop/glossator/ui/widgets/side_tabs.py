"""The tabs of a panel at the side: they stand closer where the panel is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QStyleOption

LEAST = 4
"""Logical pixels beside the words of a tab, left and right together."""

NARROWEST = 170
"""Logical pixels of a panel; names that have no room then are shortened."""

_SPACE = QStyle.PixelMetric.PM_TabBarTabHSpace


class _Closer(QProxyStyle):
    """The style of the program, with another space beside the words of a tab."""

    def __init__(self) -> None:
        super().__init__(QApplication.style().name())
        self.usual = QApplication.style().pixelMetric(_SPACE)
        self.space = self.usual

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Override QProxyStyle.pixelMetric."""
        if metric == _SPACE:
            return self.space
        return super().pixelMetric(metric, option, widget)


class _LaterPanel(QWidget):
    """The place of a panel that is made when it is first shown."""

    def __init__(self, panel: Callable[[], QWidget]) -> None:
        super().__init__()
        self._panel: Callable[[], QWidget] | None = panel
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self) -> None:
        """Make the panel, unless it is there."""
        if self._panel is not None:
            wanted, self._panel = self._panel, None
            panel = wanted()
            self._column.addWidget(panel)
            # A layout would show it a turn later, too late for who gives it the keyboard.
            panel.show()

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget.showEvent."""
        self.fill()
        super().showEvent(event)


class SideTabs(QTabWidget):
    """Tabs that are all in view at any width; only in the narrowest are names shortened."""

    def __init__(self) -> None:
        super().__init__(documentMode=True)
        self._closer: _Closer | None = None
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumWidth(NARROWEST)

    def add_later(self, name: str, panel: Callable[[], QWidget]) -> None:
        """Add a tab whose panel is made when it is first shown."""
        self.addTab(_LaterPanel(panel), name)

    def show_tab(self, name: str) -> None:
        """Show a tab by its name; its panel is there at once."""
        index = next(index for index in range(self.count()) if self.tabText(index) == name)
        place = self.widget(index)
        if isinstance(place, _LaterPanel):
            place.fill()
        self.setCurrentIndex(index)

    def tabInserted(self, index: int) -> None:
        """Override QTabWidget.tabInserted: its name is seen whole where a hand rests on it."""
        self.setTabToolTip(index, self.tabText(index))
        super().tabInserted(index)
        if self.isVisible():  # before, it has no width of its own
            self._stand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        self._stand()
        super().resizeEvent(event)

    def _stand(self) -> None:
        bar = self.tabBar()
        if self._closer is None:
            if bar.sizeHint().width() <= self.width():
                return
            # Only now, since a style in Python is asked hundreds of times for each tab.
            self._closer = _Closer()
            self._closer.setParent(self)
            bar.setStyle(self._closer)
        measure = bar.fontMetrics()
        names = [self.tabText(index) for index in range(self.count())]
        words = sum(measure.horizontalAdvance(name) for name in names)
        # Styles take a pixel or two for their frames.
        spare = (self.width() - words) // max(len(names), 1) - 2
        self._closer.space = min(max(spare, LEAST), self._closer.usual)
