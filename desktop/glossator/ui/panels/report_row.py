"""Draws a report in the list of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from glossator.app.models.reports import ReportModel, ReportRole
from glossator.ui.panels.theme_row import draw_ground
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from glossator.app.models.theme_rows import Index

SIDE = 10
TOP = 8
GAP = 3


class ReportRow(QStyledItemDelegate):
    """Year, symbol, title and size, on three lines."""

    def __init__(self, reports: ReportModel) -> None:
        super().__init__(reports)
        self._reports = reports

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate::sizeHint."""
        del index
        quiet = QFontMetricsF(paint.small(option.font)).height()
        return QSize(120, round(option.fontMetrics.height() * 2 + quiet + 2 * (TOP + GAP)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate::paint."""
        report = self._reports.report_at(index)
        if report is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        palette = option.palette
        chosen = option.state & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base
        quiet = paint.muted(palette, palette.color(role))
        high = option.fontMetrics.height()
        line = QRectF(option.rect).adjusted(SIDE, TOP, -SIDE, 0)
        line.setHeight(high)
        left = self._draw_year(painter, option, line, index.data(ReportRole.YEAR))
        painter.setFont(paint.bold(option.font))
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        paint.draw_text(painter, line.adjusted(left, 0, 0, 0), report.name)
        line.translate(0, high + GAP)
        painter.setFont(option.font)
        paint.draw_text(painter, line, report.title if report.symbol else report.file_name)
        line.translate(0, high + GAP)
        painter.setFont(paint.small(option.font))
        painter.setPen(quiet)
        line.setHeight(QFontMetricsF(painter.font()).height())
        paint.draw_text(painter, line, self._reports.size(report))
        painter.restore()

    def _draw_year(
        self, painter: QPainter, option: QStyleOptionViewItem, line: QRectF, year: str
    ) -> float:
        """Draw the year on its chip; return how much room it took."""
        if not year:
            return 0.0
        font = paint.small(option.font)
        size = paint.chip_size(font, year)
        palette = option.palette
        ground = paint.mixed(
            palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text), 0.1
        )
        area = QRectF(line.left(), line.center().y() - size.height() / 2, *size.toTuple())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(area, 4, 4)
        painter.setFont(font)
        painter.setPen(paint.muted(palette, ground))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, year)
        return size.width() + 8
