"""The passages to re-attach, as a Qt model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from glossator.app.tips import tip
from glossator.domain.anchoring.doubts import FATES

if TYPE_CHECKING:
    from glossator.app.models.theme_rows import Index
    from glossator.app.reattaching import Reattaching
    from glossator.app.workspace import Workspace
    from glossator.domain.records import AnnotationId

_NOWHERE = QModelIndex()


class DoubtModel(QAbstractListModel):
    """One row a passage: its citation, what became of it, its words.

    Signals:
        listed: The list is another.
    """

    listed = Signal()

    def __init__(
        self, workspace: Workspace, reattaching: Reattaching, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._reattaching = reattaching
        self._rows: list[AnnotationId] = list(reattaching.rows)
        reattaching.listed.connect(self._renew)

    def id_at(self, row: int) -> AnnotationId | None:
        """Return the passage of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, annotation_id: AnnotationId | None) -> int:
        """Return the row of a passage, -1 where it is not listed."""
        return self._rows.index(annotation_id) if annotation_id in self._rows else -1

    # What Qt asks for

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractListModel::rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel::data."""
        annotation_id = self.id_at(index.row()) if index.isValid() else None
        annotation = self._workspace.annotation(annotation_id) if annotation_id else None
        if annotation is None or role not in _TEXT_ROLES:
            return None
        fate = FATES[annotation.status].value
        words = "area" if annotation.is_area else f"“{annotation.quote}”"
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{annotation.citation}\n{fate} · {words}"
        said = f"{annotation.citation}: {fate}. {words}"
        return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said

    # Inside

    def _renew(self) -> None:
        rows = list(self._reattaching.rows)
        staying = set(rows)
        if [one for one in self._rows if one in staying] == rows:
            # Some only went: what is current stays so.
            for number in range(len(self._rows) - 1, -1, -1):
                if self._rows[number] not in staying:
                    self.beginRemoveRows(QModelIndex(), number, number)
                    del self._rows[number]
                    self.endRemoveRows()
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        self.listed.emit()


_TEXT_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
