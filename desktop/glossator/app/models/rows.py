"""Rows of words for the lists of the trace view."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from glossator.app.tips import tip

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """What a row of a list says.

    Attributes:
        head: In front, strong.
        text: A passage, or its beginning.
        side: At the right end, quiet.
        key: What it stands for.
    """

    head: str
    text: str
    side: str = ""
    key: object = None


class RowModel(QAbstractListModel):
    """A list of rows, replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows; the same ones change nothing."""
        if tuple(rows) == self.rows:
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def find(self, key: object) -> QModelIndex:
        """Return the index of the row that stands for something, an invalid one if none does."""
        found = (n for n, row in enumerate(self.rows) if row.key == key)
        return self.index(next(found, -1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Override QAbstractItemModel::data."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ". ".join(part for part in (row.head, row.text, row.side) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(row.text)
        return None
