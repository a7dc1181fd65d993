"""A list of rows: a strong head, two lines of a passage, a quiet end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate

from glossator.app.models.rows import Row, RowModel
from glossator.ui.panels.empty import draw_empty
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtWidgets import QStyleOptionViewItem

LINES = 2
PADDING = 6
EDGE = 12


class RowDelegate(QStyledItemDelegate):
    """Paints a row."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Override QStyledItemDelegate::sizeHint."""
        del index
        font = option.font
        line = QFontMetricsF(font).lineSpacing()
        return QSize(120, round(line * (1 + LINES) + 2 * PADDING + 2))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Override QStyledItemDelegate::paint."""
        row = index.data(Qt.ItemDataRole.UserRole)
        assert isinstance(row, Row)
        palette, font = option.palette, option.font
        area, state = QRectF(option.rect), option.state
        painter.save()
        ground = palette.color(QPalette.ColorRole.Base)
        if state & QStyle.StateFlag.State_Selected:
            ground = palette.color(QPalette.ColorRole.Highlight)
            painter.fillRect(area, ground)
        ink = palette.color(QPalette.ColorRole.Text)
        quiet = paint.muted(palette, ground)
        inside = area.adjusted(EDGE, PADDING, -EDGE, -PADDING)
        line = QFontMetricsF(font).lineSpacing()
        top = QRectF(inside.left(), inside.top(), inside.width(), line)
        painter.setFont(paint.small(font))
        painter.setPen(quiet)
        taken = min(paint.text_width(painter.font(), row.side), inside.width() * 0.6)
        end = top.adjusted(top.width() - taken, 0, 0, 0)
        paint.draw_text(painter, end, row.side, Qt.AlignmentFlag.AlignRight)
        painter.setFont(paint.bold(font))
        painter.setPen(ink)
        paint.draw_text(painter, top.adjusted(0, 0, -taken - 10, 0), row.head)
        _draw_lines(painter, row.text, inside.adjusted(0, line + 1, 0, 0), paint.serif(font))
        painter.setPen(paint.hairline(palette))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            paint.draw_focus(painter, area, palette)
        painter.restore()


def _draw_lines(painter: QPainter, text: str, area: QRectF, font: QFont) -> None:
    painter.setFont(font)
    metrics = QFontMetricsF(painter.font())
    # The words that a line's end leaves over take up to a tenth of it.
    room = area.width() * (LINES - 0.2)
    shown = metrics.elidedText(text[:400], Qt.TextElideMode.ElideRight, room)
    painter.drawText(area, Qt.TextFlag.TextWordWrap, shown)


class RowView(QListView):
    """The list; choosing a row is enough, Enter or a double click goes on.

    Signals:
        chosen: Key of the row that is chosen, None where none is.
        entered_row: Key of the row that is to be gone to.
        left: Escape was pressed.
    """

    chosen = Signal(object)
    entered_row = Signal(object)
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.rows = RowModel()
        self.hint = ""
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.setUniformItemSizes(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        paint.Calm(self)
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(self._key(index)))

    def show_rows(self, rows: Sequence[Row], hint: str = "") -> None:
        """Show other rows; what was chosen stays chosen if it is still there."""
        before = self.key()
        self.hint = hint
        self.rows.show(rows)
        index = self.rows.find(before) if before is not None else self.rows.index(-1)
        self.setCurrentIndex(index if index.isValid() else self.rows.index(0))
        if not self.rows.rows:
            self.chosen.emit(None)
        self.viewport().update()

    def key(self) -> object:
        """Return what the chosen row stands for."""
        return self._key(self.currentIndex())

    def choose(self, key: object) -> bool:
        """Choose a row; tell whether it is there."""
        index = self.rows.find(key)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: Enter goes on, Escape goes back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key() is not None:
            self.entered_row.emit(self.key())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent: an empty list says why."""
        super().paintEvent(event)
        if not self.rows.rows and self.hint:
            draw_empty(self, self.hint)

    def _tell(self, current: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._key(current))

    def _key(self, index: QModelIndex | QPersistentModelIndex) -> object:
        return self.rows.rows[index.row()].key if index.isValid() else None
