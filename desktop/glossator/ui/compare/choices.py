"""The row above the table: what is compared, in which order, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from glossator.domain.compare.rows import BY_NAME, BY_TOTAL, IN_ORDER
from glossator.domain.compare.table import AXES, MEASURES, Axis, Measure

if TYPE_CHECKING:
    from collections.abc import Iterable

ORDERS = {IN_ORDER: "as they are", BY_TOTAL: "largest first", BY_NAME: "by name"}
FIELD_LEAST, FIELD_MOST = 60, 130
"""Logical pixels: a field in a narrow window is no wider than what it shows, but within these."""

BY_COLUMN = "by a column"


class Choices(QWidget):
    """What is shown, as a row of fields.

    Signals:
        changed: Other rows, columns or figures are wanted.
        order_wanted: IN_ORDER, BY_TOTAL or BY_NAME.
        filled_wanted: Whether only rows with a passage are wanted.
        left: The way back to reading was pressed.
    """

    changed = Signal()
    order_wanted = Signal(str)
    filled_wanted = Signal(bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = _field("Rows", [(axis, AXES[axis]) for axis in Axis])
        self._columns = _field("Columns", [(axis, AXES[axis]) for axis in Axis])
        self._cells = _field("Cells", list(MEASURES.items()))
        self._order = _field("Order of the rows", list(ORDERS.items()))
        self._filled = QCheckBox("Only with passages")
        self._back = QPushButton("Back to reading   Esc")
        self._back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.out = QPushButton("Export")
        self.out.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.out.setAccessibleName("Export the table, the plot or the passages")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(6)
        for words, field in (
            ("Rows:", self._rows),
            ("Columns:", self._columns),
            ("Cells:", self._cells),
            ("Order:", self._order),
        ):
            label = QLabel(words, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(8)
        row.addWidget(self._filled)
        row.addStretch(1)
        row.addWidget(self.out)
        row.addWidget(self._back)
        for field in (self._rows, self._columns, self._cells):
            field.activated.connect(lambda _: self.changed.emit())
        self._order.activated.connect(lambda _: self.order_wanted.emit(self._order.currentData()))
        self._filled.clicked.connect(self.filled_wanted)
        self._back.clicked.connect(self.left)

    def chosen(self) -> tuple[Axis, Axis, Measure]:
        """Return what is wanted: rows, columns, figures."""
        return (
            Axis(self._rows.currentData()),
            Axis(self._columns.currentData()),
            Measure(self._cells.currentData()),
        )

    def show_chosen(self, rows: Axis, columns: Axis, measure: Measure) -> None:
        """Show what is compared."""
        for field, value in ((self._rows, rows), (self._columns, columns), (self._cells, measure)):
            field.setCurrentIndex(field.findData(value))

    def show_arrangement(self, order: str, *, only_filled: bool) -> None:
        """Show how the rows are arranged."""
        self._filled.setChecked(only_filled)
        extra = self._order.findText(BY_COLUMN)
        if order in ORDERS:
            self._order.setCurrentIndex(self._order.findData(order))
            if extra >= 0:
                self._order.removeItem(extra)
            return
        if extra < 0:
            self._order.addItem(BY_COLUMN, order)
            extra = self._order.count() - 1
        self._order.setItemData(extra, order)
        self._order.setCurrentIndex(extra)


def _field(name: str, entries: Iterable[tuple[str, str]]) -> QComboBox:
    field = QComboBox()
    field.setAccessibleName(name)
    field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    for value, words in entries:
        field.addItem(words, str(value))
    field.currentTextChanged.connect(lambda _: _narrow(field))
    _narrow(field)
    return field


def _narrow(field: QComboBox) -> None:
    """Let a field become as narrow as what it shows."""
    words = [field.itemText(n) for n in range(field.count())]
    longest, shown = (
        max(map(field.fontMetrics().horizontalAdvance, some), default=0)
        for some in (words, [field.currentText()])
    )
    wanted = field.sizeHint().width() - longest + shown
    field.setMinimumWidth(max(FIELD_LEAST, min(wanted, FIELD_MOST)))
