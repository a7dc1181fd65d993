"""The pages of a report as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from glossator.app.tips import tip

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from glossator.app.models.theme_rows import Index

_NOWHERE = QModelIndex()


class PageModel(QAbstractListModel):
    """One row a page: its printed label, and for a screen reader how many passages it has.

    Args:
        passages: Returns how many passages stand on a page.
    """

    def __init__(self, passages: Callable[[int], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passages = passages
        self._labels: tuple[str, ...] = ()

    def set_labels(self, labels: Sequence[str]) -> None:
        """Show other pages, by their printed labels."""
        if tuple(labels) != self._labels:
            self.beginResetModel()
            self._labels = tuple(labels)
            self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() else len(self._labels)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._labels[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            count = self._passages(index.row())
            passages = {0: "", 1: ", 1 passage"}.get(count, f", {count} passages")
            said = f"Page {self._labels[index.row()]}{passages}"
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None
