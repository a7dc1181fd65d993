"""The themes of a passage as chips that can be taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from glossator.app.tips import tip
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from glossator.app.models.passages import ThemeMark

CROSS = 16
"""Width of the part of a chip that takes it off."""
GAP = 4


class ThemeChip(QAbstractButton):
    """A theme's name on its colour; the cross at its end is the button."""

    def __init__(self, mark: ThemeMark, *, fixed: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.mark = mark
        self._cross = 0 if fixed else CROSS
        self.setText(mark.name)
        self.setFont(paint.small(self.font()))
        self.setEnabled(not fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if fixed else Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"Remove the tag {mark.name}")
        self.setToolTip(tip(mark.name if fixed else f"Remove the tag “{mark.name}”"))

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint."""
        size = paint.chip_size(self.font(), self.text())
        return QSize(round(size.width()) + self._cross + 2, round(size.height()) + 1)

    def hitButton(self, at: QPoint) -> bool:
        """Override QAbstractButton::hitButton: the name removes nothing."""
        return self.rect().contains(at) and at.x() >= self.width() - self._cross - 3

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint.draw_chip(
            painter, area, self.text(), self.mark.colour, self.palette(), right=7 + self._cross
        )
        _, ink = paint.chip_colours(self.palette(), self.mark.colour)
        if self._cross:
            centre, arm = area.right() - CROSS / 2 - 1, 3.0
            middle = area.center().y()
            painter.setPen(QPen(ink, 1.8 if self.underMouse() else 1.2))
            for slope in (arm, -arm):
                painter.drawLine(
                    QRectF(centre - arm, middle - slope, 0, 0).topLeft(),
                    QRectF(centre + arm, middle + slope, 0, 0).topLeft(),
                )
        if self.hasFocus():
            paint.draw_focus(painter, QRectF(self.rect()).adjusted(-1, -1, 1, 1), self.palette())
        painter.end()


class ThemeChips(QWidget):
    """Chips in as many rows as they need.

    Signals:
        removed: ThemeId; its chip was taken off.
    """

    removed = Signal(object)

    def __init__(self, *, fixed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fixed = fixed
        self._chips: list[ThemeChip] = []
        self._marks: list[ThemeMark] = []
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Themes of the passage")
        self.setFixedHeight(0)

    def chips(self) -> list[ThemeChip]:
        """Return the chips in order."""
        return list(self._chips)

    def set_themes(self, marks: Sequence[ThemeMark]) -> None:
        """Show other themes."""
        if list(marks) == self._marks:
            return
        self._marks = list(marks)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._made(mark) for mark in marks]
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent."""
        super().resizeEvent(event)
        self._place()

    def _made(self, mark: ThemeMark) -> ThemeChip:
        chip = ThemeChip(mark, fixed=self._fixed, parent=self)
        chip.clicked.connect(lambda: self.removed.emit(mark.id))
        chip.show()
        return chip

    def _place(self) -> None:
        x = y = high = 0
        for chip in self._chips:
            size = chip.sizeHint().boundedTo(QSize(max(self.width(), 40), 99))
            if x and x + size.width() > self.width():
                x, y = 0, y + size.height() + GAP
            chip.setGeometry(x, y, size.width(), size.height())
            x += size.width() + GAP
            high = y + size.height()
        self.setFixedHeight(high)
