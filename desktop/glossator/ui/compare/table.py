"""The compared table: figures on colours as strong as they are large."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from glossator.domain.colours import mix
from glossator.domain.compare.heat import ink
from glossator.domain.compare.rows import BY_TOTAL, IN_ORDER
from glossator.domain.compare.table import Axis
from glossator.ui.compare.heads import ColumnHeads, RowHeads
from glossator.ui.panels.filter_field import FilterField
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from glossator.app.models.compare import CompareModel
    from glossator.domain.compare.rows import Arrangement
    from glossator.domain.compare.table import Head

ROW = 1.75
"""Height of a row relative to that of a line of text."""

COLUMN_LEAST, COLUMN_WORDY, COLUMN_MOST, TOTALS = 70, 128, 190, 56
"""Widths of columns in logical pixels."""

FAINT = 0.03
"""Share of its colour in the ground of a cell without passages."""

FOLD_KEYS = {Qt.Key.Key_Plus: True, Qt.Key.Key_Minus: False, Qt.Key.Key_Space: None}


class Look(NamedTuple):
    """What is the same for all cells of one painting."""

    base: QColor
    text: QColor
    quiet: QColor
    accent: QColor
    current: tuple[int, int]

    @classmethod
    def of(cls, palette: QPalette, current: QModelIndex) -> Look:
        """Take the colours of a palette."""
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        place = (current.row(), current.column())
        return cls(base, text, paint.muted(palette), paint.accent(palette), place)


class CellDelegate(QStyledItemDelegate):
    """Draws a figure on its colour."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Override QStyledItemDelegate::paint."""
        view = option.widget
        assert isinstance(view, CompareTable)
        look, row, column = view.look, index.row(), index.column()
        box = QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5)
        cells, is_total = view.cells, view.cells.is_total(row, column)
        colour = cells.colour(row, column) or look.accent.name()
        ground, figure = _tints(
            look.base.name(), look.text.name(), colour, cells.share(row, column)
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not is_total:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if (row, column) == look.current:
            painter.setPen(QPen(look.accent, 2 if view.hasFocus() else 1.4))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 4, 4)
        elif option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(look.accent, 1, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(look.quiet if is_total else figure)
        painter.setFont(view.font())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cells.text(row, column))


@lru_cache(maxsize=4096)
def _tints(base: str, text: str, colour: str, part: float) -> tuple[QColor, QColor]:
    """Return the ground of a cell, and the colour of the figure on it."""
    ground = mix(base, colour, part or FAINT)
    return QColor(ground), QColor(ink(ground if part else base, text))


class CompareTable(QTableView):
    """Arrows move over the cells, Enter opens one, Space folds a row, letters filter.

    Signals:
        opened: The current cell was clicked, or Enter was pressed on it.
        chosen_changed: Other rows are selected.
        arranged: Rows were folded, filtered or sorted.
    """

    opened = Signal()
    chosen_changed = Signal()
    arranged = Signal()

    def __init__(self, model: CompareModel) -> None:
        super().__init__()
        self.cells = model
        self.look = Look.of(self.palette(), QModelIndex())
        self.setModel(model)
        self.heads = RowHeads(model, self)
        self.tops = ColumnHeads(model, self)
        self.setVerticalHeader(self.heads)
        self.setHorizontalHeader(self.tops)
        self.setItemDelegate(CellDelegate(self))
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("Compared table")
        # It covers Qt's corner button, whose look belongs to another ground.
        self._corner = QWidget(self)
        self._corner.setAutoFillBackground(True)
        self._corner.setBackgroundRole(QPalette.ColorRole.Base)
        self.field = FilterField("Filter rows …", "Filter the rows of the table", self._corner)
        self.field.textChanged.connect(self._filter)
        self.field.down.connect(self.setFocus)
        self.field.entered.connect(self.setFocus)
        Plain(self)
        self.clicked.connect(lambda _: self.opened.emit())
        self.heads.fold_wanted.connect(lambda row: self.fold(row, is_open=None))
        self.heads.row_wanted.connect(self._take_row)
        self.tops.sort_wanted.connect(self._sort)
        self.tops.fold_wanted.connect(lambda column: self._turn(model.column_head(column)))
        self.heads.geometriesChanged.connect(self._place_field)
        self.tops.geometriesChanged.connect(self._place_field)
        model.modelReset.connect(self._fit)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        self.selectionModel().currentChanged.connect(lambda *_: self.heads.viewport().update())

    # What is chosen

    def current_keys(self) -> tuple[str | None, str | None] | None:
        """Return the keys of the current row and column, None for totals; None without a cell."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        row, column = self.cells.row_head(index.row()), self.cells.column_head(index.column())
        return row.key if row else None, column.key if column else None

    def chosen_rows(self) -> list[str]:
        """Return the keys of the selected rows, from the top."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        return [head.key for row in rows if (head := self.cells.row_head(row))]

    def choose(self, row_key: str | None, column_key: str | None) -> bool:
        """Make a cell the current one; tell whether its row and column are shown."""
        row, column = self.cells.row_of(row_key), self.cells.column_of(column_key)
        if row < 0 or column < 0:
            return False
        index = self.cells.index(row, column)
        self.setAutoScroll(False)
        self.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.setAutoScroll(True)
        self._reveal(index)
        return True

    def _reveal(self, index: QModelIndex) -> None:
        """Scroll to a cell; to one of the totals of the rows only up and down."""
        if self.cells.column_head(index.column()) is not None:
            self.scrollTo(index)
            return
        top = self.rowViewportPosition(index.row())
        if top < 0 or top + self.rowHeight(index.row()) > self.viewport().height():
            at = self.horizontalScrollBar().value()
            self.scrollTo(index)
            self.horizontalScrollBar().setValue(at)

    # Fold, filter, sort

    def arrange(self, how: Arrangement) -> None:
        """Arrange the rows otherwise; the current cell stays the current one."""
        keys = self.current_keys()
        self.cells.arrange(how)
        if keys is not None:
            self.choose(*keys)
        self.tops.sorted_by = self.cells.column_of(how.order) if how.order else -1
        self.tops.viewport().update()
        self.arranged.emit()

    def fold(self, row: int, *, is_open: bool | None) -> None:
        """Fold the rows below a row away, or show them; None turns it round."""
        self._turn(self.cells.row_head(row), is_open=is_open)

    def _turn(self, head: Head | None, *, is_open: bool | None = None) -> None:
        if head is None or not self.cells.has_below(head):
            return
        how = self.cells.arrangement
        wanted = head.key in how.shut if is_open is None else is_open
        shut = how.shut - {head.key} if wanted else how.shut | {head.key}
        self.arrange(replace(how, shut=shut))

    def _filter(self, words: str) -> None:
        self.arrange(replace(self.cells.arrangement, words=words))
        if words and not self.currentIndex().isValid() and self.cells.rowCount():
            self.setCurrentIndex(self.cells.index(0, 0))

    def _sort(self, column: int) -> None:
        head = self.cells.column_head(column)
        order = head.key if head else BY_TOTAL
        how = self.cells.arrangement
        self.arrange(replace(how, order=IN_ORDER if how.order == order else order))

    def _take_row(self, row: int) -> None:
        self.setCurrentIndex(self.cells.index(row, self.cells.columnCount() - 1))
        self.setFocus()
        self.opened.emit()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit()
        elif key in FOLD_KEYS:
            self.fold(self.currentIndex().row(), is_open=FOLD_KEYS[key])
        elif event.text().isalpha() and not event.modifiers() & _CHORD:
            self.field.setFocus()
            self.field.insert(event.text())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent."""
        super().resizeEvent(event)
        self._fit()
        if self.currentIndex().isValid():
            self._reveal(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent: a filter that nothing meets says so."""
        self.look = Look.of(self.palette(), self.currentIndex())
        super().paintEvent(event)
        if not self.cells.rowCount() and self.field.text():
            painter = QPainter(self.viewport())
            painter.setPen(paint.muted(self.palette()))
            area = self.viewport().rect().adjusted(12, 10, -8, 0)
            painter.drawText(area, Qt.TextFlag.TextWordWrap, f"No row has “{self.field.text()}”.")
            painter.end()

    def _fit(self) -> None:
        """Give the columns the width there is, and the rows the height of their text."""
        count = self.cells.columnCount()
        self.heads.setDefaultSectionSize(round(QFontMetricsF(self.font()).height() * ROW))
        if count > 1:
            room = (self.viewport().width() - TOTALS) // (count - 1)
            least = COLUMN_WORDY if self._is_wordy() else COLUMN_LEAST
            wide = min(max(room, least), COLUMN_MOST)
            if self.tops.defaultSectionSize() != wide:
                self.tops.setDefaultSectionSize(wide)
            # A column that stood where the totals stood before keeps their width.
            for column in range(count - 1):
                if self.tops.sectionSize(column) != wide:
                    self.tops.resizeSection(column, wide)
        if count:
            self.tops.resizeSection(count - 1, TOTALS)
        self.updateGeometries()
        self._place_field()

    def _is_wordy(self) -> bool:
        """Tell whether the columns have names of several words."""
        table = self.cells.table
        return table is not None and table.column_axis in (Axis.SECTION, Axis.THEME)

    def _place_field(self) -> None:
        """Put the field into the corner between the heads."""
        self._corner.setGeometry(0, 0, self.heads.width(), self.tops.height())
        self._corner.raise_()
        high = self.field.sizeHint().height()
        top = max(self.tops.height() - high - 4, 2)
        self.field.setGeometry(8, top, max(self.heads.width() - 16, 40), high)


class Plain(paint.OwnPalette):
    """Keeps the style from painting the selection, which the cells do.

    What is selected in the field above the rows is painted as everywhere.
    """

    def __init__(self, table: CompareTable) -> None:
        self._table = table
        super().__init__(table)

    def apply(self) -> None:
        """Override OwnPalette.apply."""
        palette = QGuiApplication.palette()
        base, light = palette.color(_ROLES.Base), palette.color(_ROLES.Highlight)
        for widget, colour in ((self._table, base), (self._table.field, light)):
            own = QPalette()
            own.setColor(_ROLES.Highlight, colour)
            widget.setPalette(own)
        for role in (_ROLES.Highlight, _ROLES.Window, _ROLES.Button):
            palette.setColor(role, base)
        for head in (self._table.verticalHeader(), self._table.horizontalHeader()):
            head.setPalette(palette)


_ROLES = QPalette.ColorRole
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
