"""The tabs of a panel at the side: they stand closer where the panel is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QTabWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOption, QWidget

LEAST = 8
"""Logical pixels beside the words of a tab, left and right together."""

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


class SideTabs(QTabWidget):
    """Tabs whose names can all be read at any width the panel may have."""

    def __init__(self) -> None:
        super().__init__(documentMode=True)
        self._closer = _Closer()
        self._closer.setParent(self)
        self.tabBar().setStyle(self._closer)
        self.setUsesScrollButtons(False)

    def tabInserted(self, index: int) -> None:
        """Override QTabWidget.tabInserted: the panel is wide enough for all names."""
        super().tabInserted(index)
        self._stand()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent."""
        self._stand()
        super().resizeEvent(event)

    def _stand(self) -> None:
        measure = self.tabBar().fontMetrics()
        names = [self.tabText(index) for index in range(self.count())]
        words = sum(measure.horizontalAdvance(name) for name in names)
        # Styles take a pixel or two for their frames.
        self.setMinimumWidth(words + (LEAST + 2) * len(names))
        spare = (self.width() - words) // max(len(names), 1) - 2
        self._closer.space = min(max(spare, LEAST), self._closer.usual)
