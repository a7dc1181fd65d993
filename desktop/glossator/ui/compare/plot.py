"""The plot of figures over time: the mouse and the keys tell them one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QToolTip, QWidget

from glossator.app.tips import tip
from glossator.domain.compare.table import Measure
from glossator.ui.compare.plot_painting import Painting, Plot, Spot
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent

REACH = 12.0
"""Logical pixels: how near the mouse must come to a mark."""


class PlotView(QWidget):
    """The plot beside the table; arrows and the mouse tell exact figures.

    Signals:
        spot_wanted: (key, name of the report or year) of a figure that was clicked.
    """

    spot_wanted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(220, 170)
        self.setAccessibleName("Figures over time")
        self._plot = Plot((), Measure.PASSAGES)
        self._why = ""
        self._at = -1

    @property
    def plot(self) -> Plot:
        """What is drawn."""
        return self._plot

    @property
    def spots(self) -> list[Spot]:
        """The figures at their places."""
        return self._painting().spots

    def show_plot(self, plot: Plot, why: str = "") -> None:
        """Draw other figures; where there are none, say why."""
        if (plot, why) == (self._plot, self._why):
            return
        self._plot, self._why, self._at = plot, why, -1
        said = "; ".join(spot.said(plot.measure) for spot in self.spots[:60])
        self.setAccessibleDescription(said or why)
        self.update()

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint."""
        return QSize(430, 300)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        del event
        painter = QPainter(self)
        painting = self._painting()
        painter.setFont(self.font())
        if not painting.spots:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
            painter.setPen(paint.muted(self.palette()))
            area = QRectF(self.rect()).adjusted(14, 12, -14, -8)
            painter.drawText(area, Qt.TextFlag.TextWordWrap, self._why)
        else:
            painting.paint(painter, self._at)
        if self.hasFocus():
            paint.draw_focus(painter, QRectF(self.rect()), self.palette())
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Override QWidget::mouseMoveEvent: the exact figure beside the mouse."""
        self._take(self._nearest(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget::mouseReleaseEvent: a figure leads to its passages."""
        self._want(self._nearest(event.position()))

    def leaveEvent(self, event: object) -> None:
        """Override QWidget::leaveEvent."""
        del event
        self._take(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Override QWidget::focusOutEvent."""
        super().focusOutEvent(event)
        self._take(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: arrows go from figure to figure."""
        count = len(self.spots)
        match event.key():
            case Qt.Key.Key_Right if count:
                self._take((self._at + 1) % count)
            case Qt.Key.Key_Left if count:
                self._take((self._at - 1) % count if self._at >= 0 else count - 1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._want(self._at)
            case _:
                super().keyPressEvent(event)

    def _painting(self) -> Painting:
        return Painting(self._plot, QRectF(self.rect()), self.font(), self.palette())

    def _nearest(self, at: QPointF) -> int:
        """Return the number of the spot under the mouse, -1 for none."""
        away = [(spot.at - at).manhattanLength() for spot in self.spots]
        best = min(range(len(away)), key=away.__getitem__, default=-1)
        return best if best >= 0 and away[best] <= REACH else -1

    def _take(self, number: int) -> None:
        if number == self._at:
            return
        self._at = number
        self.update()
        if number < 0:
            QToolTip.hideText()
            return
        spot = self.spots[number]
        said = spot.said(self._plot.measure)
        QToolTip.showText(self.mapToGlobal(spot.at.toPoint()), tip(said), self)
        self.setAccessibleDescription(said)

    def _want(self, number: int) -> None:
        if number >= 0:
            spot = self.spots[number]
            self.spot_wanted.emit(spot.series.key, spot.point.label)
