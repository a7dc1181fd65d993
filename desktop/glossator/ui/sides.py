"""The pages in the middle and the panels on both sides of them: widths, tabs, what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from glossator.ui.widgets.side_tabs import SideTabs

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from glossator.app.settings import Settings, Value

MIDDLE = 760
"""Logical pixels for the pages for which the panels give up of theirs."""
NARROW = 200
"""Logical pixels down to which they do."""


class Sides(QSplitter):
    """Holds the tabs on the left and on the right, and keeps their widths in the settings."""

    def __init__(self, middle: QWidget, settings: Settings) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._settings = settings
        self.left = SideTabs()
        self.right = SideTabs()
        for widget in (self.left, middle, self.right):
            self.addWidget(widget)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.stand_aside(aside=False)
        self.splitterMoved.connect(self._remember_width)

    def show_left(self, name: str) -> None:
        """Show a tab on the left."""
        self.left.setVisible(True)
        self.left.show_tab(name)

    def show_right(self, name: str) -> None:
        """Show a tab on the right."""
        self.right.setVisible(True)
        self.right.show_tab(name)

    def toggle_left(self) -> None:
        """Show the panels on the left, or hide them."""
        self._toggle(self.left, "left_shown")

    def toggle_right(self) -> None:
        """Show the panels on the right, or hide them."""
        self._toggle(self.right, "right_shown")

    def stand_aside(self, *, aside: bool) -> None:
        """Leave the whole width to the middle, or show again what the settings say."""
        self.left.setVisible(not aside and self._settings.flag("left_shown"))
        self.right.setVisible(not aside and self._settings.flag("right_shown"))
        self._share_out()

    def remembered(self) -> dict[str, Value]:
        """Return which tabs are in front, as the settings keep it."""
        return {"tab": self.left.currentIndex(), "right_tab": self.right.currentIndex()}

    def restore(self, remembered: dict[str, Value]) -> None:
        """Stand as it stood before."""
        for tabs, key in ((self.left, "tab"), (self.right, "right_tab")):
            tab = remembered.get(key)
            if isinstance(tab, int):
                tabs.setCurrentIndex(tab)

    def _toggle(self, tabs: SideTabs, key: str) -> None:
        tabs.setVisible(not tabs.isVisible())
        self._settings.set(key, tabs.isVisible())
        self._share_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget.resizeEvent: a small window is the pages' first."""
        super().resizeEvent(event)
        self._share_out()

    def _share_out(self) -> None:
        """Give the panels the widths they were given, or less where the pages need it."""
        wished = [
            self._settings.number(key) if not tabs.isHidden() else 0
            for tabs, key in ((self.left, "left_width"), (self.right, "right_width"))
        ]
        spare = [max(width - NARROW, 0) for width in wished]
        lacking = min(max(MIDDLE - (self.width() - sum(wished)), 0), sum(spare))
        share = lacking / sum(spare) if lacking else 0.0
        left, right = (round(w - share * s) for w, s in zip(wished, spare, strict=True))
        self.setSizes([left, max(self.width() - left - right, 0), right])

    def _remember_width(self, _at: int, handle: int) -> None:
        """Keep the width of the panel that was moved, not what the other gave up."""
        left, _, right = self.sizes()
        key, width = ("left_width", left) if handle == 1 else ("right_width", right)
        self._settings.set(key, width)
