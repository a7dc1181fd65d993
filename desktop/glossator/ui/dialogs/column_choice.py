"""Lets the user say which column of a foreign table holds what, with its first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableWidget, QTableWidgetItem

from glossator.exchange.csv_import import guess_columns

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from glossator.exchange.csv_import import Table

NAMES = {
    "quote": "Quotation",
    "themes": "Themes",
    "note": "Note",
    "symbol": "Report: symbol",
    "title": "Report: title",
    "file_name": "Report: file",
    "sha256": "Report: SHA-256",
    "analyst": "Analyst",
    "created": "Created",
    "modified": "Modified",
    "before": "Words before",
    "after": "Words after",
    "start": "Start",
    "end": "End",
    "id": "Annotation id",
}
"""What the fields of a table are called, as a user looks for them."""

ROWS = 4
"""Rows shown of a table."""

CELL = 160
"""Characters shown of a cell."""


class ColumnChoice(QTableWidget):
    """The first rows of a table; above each column a box that says what it holds.

    Signals:
        changed: Another column holds something else now.
    """

    changed = Signal()

    def __init__(self, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(1 + min(ROWS, len(table.rows)), len(table.heading), parent)
        self.setAccessibleName("Columns of the table")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its boxes have it
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalHeaderLabels(list(table.heading))
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        known = {column: field for field, column in guess_columns(table.heading).items()}
        self.boxes: list[QComboBox] = []
        for column, heading in enumerate(table.heading):
            box = QComboBox()
            box.setAccessibleName(f"What “{heading}” holds")
            box.addItem("—", "")
            for field, name in NAMES.items():
                box.addItem(name, field)
            box.setCurrentIndex(box.findData(known.get(column, "")))
            box.currentIndexChanged.connect(lambda _, box=box: self._chosen(box))
            box.installEventFilter(self)
            self.boxes.append(box)
            self.setCellWidget(0, column, box)
            self.setColumnWidth(column, 150)
            for row, cells in enumerate(table.rows[:ROWS], 1):
                self.setItem(row, column, QTableWidgetItem(cells[column][:CELL]))
        height = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        self.setFixedHeight(height + sum(map(self.rowHeight, range(self.rowCount()))) + 14)

    def sizeHint(self) -> QSize:
        """Override QTableWidget::sizeHint: no higher than its rows."""
        return super().sizeHint().boundedTo(self.maximumSize())

    def eventFilter(self, box: QObject, event: QEvent) -> bool:
        """Override QObject::eventFilter: a box that Tab comes to is seen."""
        if event.type() == QEvent.Type.FocusIn and box in self.boxes:
            self.scrollTo(self.model().index(0, self.boxes.index(box)))
        return super().eventFilter(box, event)

    def columns(self) -> dict[str, int]:
        """Return which column holds what, as the boxes say."""
        found = ((str(box.currentData()), place) for place, box in enumerate(self.boxes))
        return {field: place for field, place in found if field}

    def _chosen(self, box: QComboBox) -> None:
        """Take what a column holds now away from the column that held it before."""
        for other in self.boxes:
            if other is not box and box.currentData() and other.currentData() == box.currentData():
                with QSignalBlocker(other):
                    other.setCurrentIndex(0)
        self.changed.emit()
