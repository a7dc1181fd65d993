"""The heads of the compared table: themes as a tree on the left, reports across the top."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QMouseEvent, QPainter, QPalette, QPolygonF
from PySide6.QtWidgets import QHeaderView, QTableView

from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from glossator.app.models.compare import CompareModel
    from glossator.domain.compare.table import Head

INDENT = 16.0
ARROW = 18.0
"""Logical pixels that a level of the tree is set in, and that its arrow takes."""

SQUARE = 20.0
MARKS = 18
"""Height of the colour and the arrow above a theme's name."""

HEAD_LINES = 3
ROW_HEAD_LEAST, ROW_HEAD_MOST = 180, 340
ROW_HEAD_SHARE = 0.37
"""Bounds of the width of the rows' names: logical pixels, and a share of the table."""


class RowHeads(QHeaderView):
    """The rows' names with their colours, set in and folded as the tree is.

    Signals:
        fold_wanted: Row whose arrow was pressed.
        row_wanted: Row that was clicked beside its arrow.
    """

    fold_wanted = Signal(int)
    row_wanted = Signal(int)

    def __init__(self, model: CompareModel, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._heads = model
        self._table = table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Rows")
        model.modelReset.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint: as wide as the longest name, within bounds."""
        font, rows = self.font(), range(self._heads.rowCount())
        widths = (
            self._name_at(row) + paint.text_width(font, _name(self._heads.row_head(row))) + 12
            for row in rows
        )
        most = min(ROW_HEAD_MOST, round(self._table.width() * ROW_HEAD_SHARE))
        wide = max(min(round(max(widths, default=0)), most), ROW_HEAD_LEAST)
        return QSize(wide, self.length())

    def paintSection(self, painter: QPainter, area: QRect, row: int) -> None:
        """Override QHeaderView::paintSection."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._table.palette()
        ground = palette.color(QPalette.ColorRole.Base)
        painter.fillRect(area, ground)
        box = QRectF(area).adjusted(4, 1, -3, -1)
        if self._table.currentIndex().row() == row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(paint.mixed(ground, paint.accent(palette), paint.SELECTED))
            painter.drawRoundedRect(box, 4, 4)
        head = self._heads.row_head(row)
        text = palette.color(QPalette.ColorRole.Text)
        painter.setFont(self.font())
        if head is None:
            painter.setPen(paint.muted(palette))
        else:
            self._paint_marks(painter, box, head, paint.muted(palette))
            painter.setPen(text)
        left = box.left() + self._name_at(row) - 8
        name = QRectF(left, box.top(), box.right() - left - 4, box.height())
        paint.draw_text(painter, name, _name(head))
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget::mouseReleaseEvent: the arrow folds, the name chooses the row."""
        super().mouseReleaseEvent(event)
        row = self.logicalIndexAt(event.position().toPoint())
        if row < 0 or event.button() is not Qt.MouseButton.LeftButton:
            return
        if (
            self._heads.has_below(self._heads.row_head(row))
            and event.position().x() < self._name_at(row) - SQUARE
        ):
            self.fold_wanted.emit(row)
        else:
            self.row_wanted.emit(row)

    def _name_at(self, row: int) -> float:
        """Return where a name begins, in logical pixels from the left edge."""
        head = self._heads.row_head(row)
        if head is None:
            return 12 + ARROW
        colour = SQUARE if head.colour else 0.0
        return 8 + ARROW + head.depth * INDENT + colour

    def _paint_marks(self, painter: QPainter, box: QRectF, head: Head, ink: QColor) -> None:
        left, middle = box.left() + head.depth * INDENT, box.center().y()
        if self._heads.has_below(head):
            is_open = self._heads.is_open(head)
            _draw_arrow(painter, QPointF(left + 9, middle), ink, is_open=is_open)
        if head.colour:
            paint.draw_square(painter, QPointF(left + ARROW + 7, middle), head.colour)


class ColumnHeads(QHeaderView):
    """Year and symbol of each report, or what else the columns are.

    Signals:
        fold_wanted: Column whose arrow was pressed.
        sort_wanted: Column that was clicked beside its arrow.
    """

    fold_wanted = Signal(int)
    sort_wanted = Signal(int)

    def __init__(self, model: CompareModel, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._heads = model
        self._table = table
        self.sorted_by = -1
        """The column that rows are sorted by, -1 for none."""
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Columns")
        self._longest: float | None = None
        self._has_above = False
        model.modelReset.connect(self._forget)

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint: room for the longest name, at most three lines."""
        if self._longest is None:
            self._longest, self._has_above = self._measured()
        room = max(self.sectionSize(0) - 12, 40)
        lines = min(int(self._longest // room) + 1, HEAD_LINES) + self._has_above
        high = QFontMetricsF(self.font()).height()
        return QSize(self.length(), round(max(lines, 2) * high + 12))

    def changeEvent(self, event: QEvent) -> None:
        """Override QWidget::changeEvent: names are measured again in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_longest"):
            self._forget()

    def _measured(self) -> tuple[float, bool]:
        """Return the width of the longest name, and whether something stands above names."""
        columns = range(self._heads.columnCount())
        heads = [head for i in columns if (head := self._heads.column_head(i))]
        longest = max((paint.text_width(self.font(), head.label) for head in heads), default=0.0)
        return longest, any(head.above or head.colour for head in heads)

    def _forget(self) -> None:
        self._longest = None
        self.updateGeometry()

    def paintSection(self, painter: QPainter, area: QRect, column: int) -> None:
        """Override QHeaderView::paintSection."""
        painter.save()
        palette = self._table.palette()
        painter.fillRect(area, palette.color(QPalette.ColorRole.Base))
        head = self._heads.column_head(column)
        quiet, text = paint.muted(palette), palette.color(QPalette.ColorRole.Text)
        painter.setFont(self.font())
        high = QFontMetricsF(self.font()).height()
        box = QRectF(area).adjusted(4, 4, -4, -5)
        middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
        painter.setPen(quiet)
        if head is None:
            painter.drawText(box, middle, "All")
        else:
            if head.above:
                above = QRectF(box.left(), box.top(), box.width(), high)
                paint.draw_text(painter, above, head.above, Qt.AlignmentFlag.AlignHCenter)
                box.setTop(above.bottom())
            painter.setPen(text)
            if head.colour:
                self._paint_marks(painter, QPointF(box.center().x(), box.top() + 6), head, quiet)
                box.setTop(box.top() + 13)
                painter.setPen(text)
            painter.drawText(box, middle | Qt.TextFlag.TextWordWrap, self._fitted(head, box))
        if column == self.sorted_by:
            _draw_sorted(painter, QPointF(area.center().x(), area.bottom() - 2), quiet)
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Override QWidget::mouseReleaseEvent: a theme's marks fold, its name sorts."""
        column = self.logicalIndexAt(event.position().toPoint())
        head = self._heads.column_head(column)
        if self._heads.has_below(head) and event.position().y() < MARKS:
            self.fold_wanted.emit(column)
        elif column >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.sort_wanted.emit(column)
        super().mouseReleaseEvent(event)

    def _paint_marks(self, painter: QPainter, at: QPointF, head: Head, ink: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_below = self._heads.has_below(head)
        paint.draw_square(painter, at + QPointF(7, 0) if has_below else at, head.colour, 9)
        if has_below:
            is_open = self._heads.is_open(head)
            _draw_arrow(painter, at - QPointF(7, 0), ink, is_open=is_open)

    def _fitted(self, head: Head, box: QRectF) -> str:
        """Return as many words of a name, or parts of a symbol, as have room."""
        metrics = QFontMetricsF(self.font())
        flags = int(Qt.TextFlag.TextWordWrap)
        words = _PART.findall(head.label)
        for count in range(len(words), 0, -1):
            text = "".join(words[:count]) + ("…" if count < len(words) else "")
            needed = metrics.boundingRect(box, flags, text)
            if needed.height() <= box.height() + 1 and needed.width() <= box.width() + 1:
                return text
        return metrics.elidedText(head.label, Qt.TextElideMode.ElideRight, box.width())


_PART = re.compile(r"[^ /]*[ /]+|[^ /]+")


def _name(head: Head | None) -> str:
    return " ".join(part for part in (head.above, head.label) if part) if head else "All"


def _draw_arrow(painter: QPainter, centre: QPointF, ink: QColor, *, is_open: bool) -> None:
    x, y = centre.x(), centre.y()
    if is_open:
        points = [QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]
    else:
        points = [QPointF(x - 2, y - 4), QPointF(x + 3, y), QPointF(x - 2, y + 4)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(points))


def _draw_sorted(painter: QPainter, foot: QPointF, ink: QColor) -> None:
    """Draw the mark that the rows stand with the largest figure of this column first."""
    x, y = foot.x(), foot.y()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([QPointF(x - 4, y - 4), QPointF(x + 4, y - 4), QPointF(x, y)]))
