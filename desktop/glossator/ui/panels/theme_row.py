"""Draws a row of the theme tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)

from glossator.app.models.themes import ThemeRole
from glossator.ui.panels.row_list import NamedRow
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from glossator.app.models.theme_rows import Index

SQUARE = 10
BARS = (30, 13)
NARROW_BARS = 20
LEAST_NAME = 16
"""Characters of a name that are left before the bars give way to it."""
MOST_BARS = 8
GAP = 8


class ThemeRow(NamedRow):
    """Colour square, name, key, counts by report as small bars, count of passages.

    Where there is no room for everything the bars first become narrow, then the name is
    elided down to `LEAST_NAME`, and only then do the bars give way.
    """

    KIND = "theme"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate::paint."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        row = QRectF(option.rect)
        centre = row.center().y()
        paint.draw_square(
            painter, QPointF(row.left() + SQUARE / 2, centre), index.data(ThemeRole.COLOUR), SQUARE
        )
        right = self._draw_figures(painter, option, index)
        self._draw_name(painter, option, index, right)
        painter.restore()

    def _draw_figures(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> float:
        """Draw the count and, where the name leaves room, the bars; return their left edge."""
        row = QRectF(option.rect)
        total = index.data(ThemeRole.TOTAL)
        width = max(paint.text_width(option.font, "000"), paint.text_width(option.font, str(total)))
        right = row.right() - GAP
        ground = _ground(option)
        quiet = paint.muted(option.palette, ground)
        painter.setFont(option.font)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text) if total else quiet)
        area = QRectF(right - width, row.top(), width, row.height())
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags, str(total))
        left = right - width - GAP
        wide, high = self._bars_width(option, index, left - row.left()), BARS[1]
        if not total or not wide:
            return left
        bars = QRectF(left - wide, row.center().y() - high / 2, wide, high)
        counts = index.data(ThemeRole.COUNTS)[-MOST_BARS:]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        paint.draw_bars(painter, bars, counts, paint.mixed(ground, quiet, 0.6))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return left - wide - GAP

    def _draw_name(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, right: float
    ) -> None:
        row = QRectF(option.rect)
        key = index.data(ThemeRole.KEY)
        side = _key_side(option) if key else 0.0
        room = right - row.left() - self.NAME_AT - (side + GAP if key else 0)
        width = min(paint.text_width(option.font, index.data()), room)
        archived = index.data(ThemeRole.ARCHIVED)
        painter.setPen(
            paint.muted(option.palette, _ground(option))
            if archived
            else option.palette.color(QPalette.ColorRole.Text)
        )
        if archived:
            slanted = QFont(option.font)
            slanted.setItalic(True)
            painter.setFont(slanted)
        name = QRectF(row.left() + self.NAME_AT, row.top(), max(room, 0), row.height())
        paint.draw_text(painter, name, index.data())
        if key:
            quiet = paint.muted(option.palette, _ground(option))
            painter.setFont(paint.small(option.font))
            at = QRectF(name.left() + width + GAP, row.center().y() - side / 2, side, side)
            paint.draw_key(painter, at, key, quiet, paint.hairline(option.palette))

    def _bars_width(self, option: QStyleOptionViewItem, index: Index, room: float) -> float:
        """Return how wide the bars are drawn; 0 where there is no room for them."""
        room -= self.NAME_AT + GAP
        name = self._name_width(option, index)
        if name + BARS[0] <= room:
            return BARS[0]
        least = LEAST_NAME * option.fontMetrics.averageCharWidth()
        return NARROW_BARS if min(name, least) + NARROW_BARS <= room else 0

    def _name_width(self, option: QStyleOptionViewItem, index: Index) -> float:
        width = paint.text_width(option.font, index.data())
        return width + (_key_side(option) + GAP if index.data(ThemeRole.KEY) else 0)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw what lies under a row: the tint of a selected one, the frame of the focused one."""
    area = QRectF(option.rect)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(area, option.palette.color(QPalette.ColorRole.Highlight))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        base = option.palette.color(QPalette.ColorRole.Base)
        painter.fillRect(area, paint.mixed(base, paint.accent(option.palette), 0.06))
    if option.state & QStyle.StateFlag.State_HasFocus:
        paint.draw_focus(painter, area.adjusted(-2, 0, 0, 0), option.palette)


def _ground(option: QStyleOptionViewItem) -> QColor:
    chosen = option.state & QStyle.StateFlag.State_Selected
    role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base
    return option.palette.color(role)


def _key_side(option: QStyleOptionViewItem) -> float:
    return QFontMetricsF(paint.small(option.font)).height() + 1
