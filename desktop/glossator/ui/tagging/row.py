"""Draws a row of the tagging box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from glossator.domain.themes import PATH_SEPARATOR

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

WIDTH = 380
"""Of the box, in logical pixels, where letters are not larger than usual."""
THEME_ROLE = Qt.ItemDataRole.UserRole
HINT_ROLE = Qt.ItemDataRole.UserRole + 1
COLOUR_ROLE = Qt.ItemDataRole.UserRole + 2


class TaggingRow(QStyledItemDelegate):
    """A row of the box: colour, path with the theme's own name in bold, hint."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Override QStyledItemDelegate.sizeHint."""
        del index
        return QSize(WIDTH - 40, option.fontMetrics.height() + 12)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Override QStyledItemDelegate.paint."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette: QPalette = option.palette
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            shade = QColor(palette.color(QPalette.ColorRole.Highlight))
            shade.setAlphaF(0.18)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade)
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 5, 5)
        colour = index.data(COLOUR_ROLE)
        if colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            square = QRect(rect.left() + 8, rect.center().y() - 5, 11, 11)
            painter.drawRoundedRect(square, 2.5, 2.5)
        hint = index.data(HINT_ROLE) or ""
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(muted)
        area = rect.adjusted(27 if colour else 8, 0, -8, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, hint)
        area.setRight(area.right() - option.fontMetrics.horizontalAdvance(hint) - 10)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        self._paint_path(painter, option, area, str(index.data()), bold=bool(colour))
        painter.restore()

    @staticmethod
    def _paint_path(
        painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, *, bold: bool
    ) -> None:
        head, _, name = text.rpartition(PATH_SEPARATOR)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        font = option.font
        font.setBold(bold)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(name)
        font.setBold(False)
        painter.setFont(font)
        room = max(area.width() - width, 0)
        lead = painter.fontMetrics().elidedText(
            f"{head} / " if head else "", Qt.TextElideMode.ElideMiddle, room
        )
        painter.drawText(area, flags, lead)
        area = area.adjusted(painter.fontMetrics().horizontalAdvance(lead), 0, 0, 0)
        font.setBold(bold)
        painter.setFont(font)
        shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, flags, shown)
