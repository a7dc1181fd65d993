"""Figures over time, painted: a line a theme, a mark a report or a year."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)

from glossator.domain.colours import PALETTE
from glossator.domain.compare.heat import line_colour
from glossator.domain.compare.rows import spoken
from glossator.domain.compare.table import AXES, MEASURES, Axis, Measure
from glossator.domain.compare.timeline import Point, Series, nice_ticks, spread, year_marks
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

MARK = 4.5
"""Radius of a mark, in logical pixels."""

YEAR = 40.0
"""Logical pixels that the name of a year takes."""

LINES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)
SHAPES = 4
"""Marks and lines differ too, so that no colour need be told apart."""

MOST_SERIES = 8


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn.

    Attributes:
        series: The lines, at most MOST_SERIES are drawn.
        measure: What the figures are.
        axis: What the lines are of.
        time: Whether a mark stands for a report or a year.
    """

    series: tuple[Series, ...]
    measure: Measure
    axis: Axis = Axis.THEME
    time: Axis = Axis.REPORT

    @property
    def title(self) -> str:
        """What the plot shows."""
        names = [one.name for one in self.series]
        what = (
            names[0]
            if len(names) == 1
            else f"{len(names)} {AXES[self.axis]}"
            if names
            else "Figures"
        )
        return f"{what} over time"

    @property
    def subtitle(self) -> str:
        """What the figures are."""
        said = MEASURES[self.measure]
        return f"{said}, year by year" if self.time is Axis.YEAR else said

    @property
    def dates(self) -> list[float]:
        """The moments at which there are figures."""
        return [point.when for one in self.series for point in one.points]


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure at its place on the plot."""

    at: QPointF
    series: Series
    point: Point

    def said(self, measure: Measure) -> str:
        """Return the figure in words."""
        year, label = str(int(self.point.when)), self.point.label
        when = year if label == year else f"{year} {label}"
        return f"{self.series.name}, {when}: {spoken(self.point.value, measure)}"


class Painting:
    """Places a plot within an area and paints it; made anew for each size.

    Args:
        plot: What to draw.
        area: Where.
        font: Of its texts.
        palette: Its colours.
    """

    def __init__(self, plot: Plot, area: QRectF, font: QFont, palette: QPalette) -> None:
        self.plot = plot
        self.area = area
        self._font, self._small, self._bold = font, paint.small(font), paint.bold(font)
        self._palette = palette
        self._base = palette.color(QPalette.ColorRole.Base)
        self._text = palette.color(QPalette.ColorRole.Text)
        self._quiet = paint.muted(palette)
        self._line = QFontMetricsF(font).height()
        self._series = plot.series[:MOST_SERIES]
        most = max((point.value for one in self._series for point in one.points), default=0)
        self._ticks = nice_ticks(most, whole=plot.measure is not Measure.PER_1000)
        self._keys = self._placed_keys()
        self._field = self._placed_field()
        self.spots = self._placed_spots() if plot.dates else []

    def paint(self, painter: QPainter, hovered: int = -1) -> None:
        """Paint it; the spot with a number is made larger."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.area, self._base)
        self._paint_titles(painter)
        if not self.spots:
            return
        self._paint_axes(painter)
        for number, one in enumerate(self._series):
            ours = [spot for spot in self.spots if spot.series is one]
            self._paint_line(painter, number, ours)
        self._paint_keys(painter)
        if 0 <= hovered < len(self.spots):
            self._paint_hovered(painter, self.spots[hovered])

    # Places

    def _placed_keys(self) -> list[QRectF]:
        """Return where the names of the lines stand, in rows below the plot."""
        if len(self._series) < 2:
            return []
        metrics = QFontMetricsF(self._small)
        left, right = self.area.left() + 14, self.area.right() - 14
        x, y, boxes = left, 0.0, list[QRectF]()
        for one in self._series:
            wide = min(metrics.horizontalAdvance(one.name) + 34, right - left)
            if x + wide > right and x > left:
                x, y = left, y + self._line
            boxes.append(QRectF(x, y, wide, self._line))
            x += wide + 10
        shift = self.area.bottom() - y - self._line - 8
        return [box.translated(0, shift) for box in boxes]

    def _placed_field(self) -> QRectF:
        metrics = QFontMetricsF(self._small)
        labels = max(metrics.horizontalAdvance(self._tick(value)) for value in self._ticks)
        foot = self._keys[0].top() - 6 if self._keys else self.area.bottom() - 8
        top = self.area.top() + 12 + 2 * self._line + 14
        bottom = max(foot - self._line - 6, top + 40)
        left = self.area.left() + 14 + labels + 8
        return QRectF(left, top, max(self.area.right() - 18 - left, 40), bottom - top)

    def _placed_spots(self) -> list[Spot]:
        low, high = spread(self.plot.dates)
        field, top = self._field, self._ticks[-1]
        return [
            Spot(
                QPointF(
                    field.left() + field.width() * (point.when - low) / (high - low),
                    field.bottom() - field.height() * point.value / top,
                ),
                one,
                point,
            )
            for one in self._series
            for point in one.points
        ]

    # Strokes

    def _paint_titles(self, painter: QPainter) -> None:
        left, top = self.area.left() + 14, self.area.top() + 12
        wide = self.area.width() - 28
        painter.setPen(self._text)
        painter.setFont(self._bold)
        paint.draw_text(painter, QRectF(left, top, wide, self._line), self.plot.title)
        painter.setPen(self._quiet)
        painter.setFont(self._small)
        below = QRectF(left, top + self._line, wide, self._line)
        paint.draw_text(painter, below, self.plot.subtitle)

    def _paint_axes(self, painter: QPainter) -> None:
        field = self._field
        painter.setFont(self._small)
        for value in self._ticks:
            y = field.bottom() - field.height() * value / self._ticks[-1]
            painter.setPen(QPen(paint.hairline(self._palette), 1))
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y))
            painter.setPen(self._quiet)
            label = QRectF(field.left() - 88, y - self._line / 2, 80, self._line)
            painter.drawText(label, _RIGHT, self._tick(value))
        low, high = spread(self.plot.dates)
        scale = field.width() / (high - low)
        painter.setPen(self._quiet)
        for year, at in year_marks(self.plot.dates, YEAR / scale):
            x = field.left() + (at - low) * scale
            label = QRectF(x - YEAR / 2, field.bottom() + 5, YEAR, self._line)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(year))

    def _paint_line(self, painter: QPainter, number: int, spots: Sequence[Spot]) -> None:
        colour = self._colour(number)
        style = LINES[number % len(LINES)]
        painter.setPen(QPen(colour, 2.2, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        # One line of many points takes the painter far longer than as many lines.
        painter.drawLines([QLineF(one.at, other.at) for one, other in pairwise(spots)])
        for spot in spots:
            _draw_mark(painter, spot.at, number, colour, MARK)

    def _paint_keys(self, painter: QPainter) -> None:
        painter.setFont(self._small)
        for number, (box, one) in enumerate(zip(self._keys, self._series, strict=False)):
            colour, y = self._colour(number), box.center().y()
            painter.setPen(QPen(colour, 2, LINES[number % len(LINES)]))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.left() + 22, y))
            _draw_mark(painter, QPointF(box.left() + 11, y), number, colour, MARK - 0.5)
            painter.setPen(self._text)
            paint.draw_text(painter, box.adjusted(29, 0, 0, 0), one.name)

    def _paint_hovered(self, painter: QPainter, spot: Spot) -> None:
        number = self._series.index(spot.series)
        _draw_mark(painter, spot.at, number, self._colour(number), MARK + 2)
        painter.setPen(QPen(self._text, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(spot.at, MARK + 5, MARK + 5)

    def _colour(self, number: int) -> QColor:
        own = self._series[number].colour or PALETTE[number % len(PALETTE)]
        return QColor(line_colour(own, self._base.name()))

    def _tick(self, value: float) -> str:
        return f"{value:,g}" if value < 1000 else f"{value:,.0f}"


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _draw_mark(painter: QPainter, at: QPointF, number: int, colour: QColor, size: float) -> None:
    """Draw a circle, square, diamond or triangle."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    x, y = at.x(), at.y()
    shape = number % SHAPES
    if shape == 0:
        painter.drawEllipse(at, size, size)
    elif shape == 1:
        painter.drawRect(QRectF(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8))
    elif shape == 2:
        far = size * 1.35
        points = [
            QPointF(x, y - far),
            QPointF(x + far, y),
            QPointF(x, y + far),
            QPointF(x - far, y),
        ]
        painter.drawPolygon(QPolygonF(points))
    else:
        far = size * 1.2
        foot = y + far * 0.8
        points = [QPointF(x, y - far), QPointF(x + far, foot), QPointF(x - far, foot)]
        painter.drawPolygon(QPolygonF(points))
