"""Who is named, a row each, and how often in each report."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from glossator.app.tips import tip
from glossator.domain.theme_match import folded
from glossator.names import names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.records import Report
    from glossator.domain.trace.mentions import Entry, MentionKind

Index: TypeAlias = QModelIndex | QPersistentModelIndex

NONE = "·"
_NOWHERE = QModelIndex()


class MentionModel(QAbstractTableModel):
    """Name, how often in all, and a column a report."""

    def __init__(self) -> None:
        super().__init__()
        self.reports: tuple[Report, ...] = ()
        self.entries: tuple[Entry, ...] = ()
        self._all: tuple[Entry, ...] = ()
        self._plain: list[str] = []

    def show(self, entries: Sequence[Entry], reports: Sequence[Report]) -> None:
        """Take other names and reports; all are listed."""
        self.beginResetModel()
        self._all = self.entries = tuple(entries)
        self._plain = [folded("\n".join(self.forms(one))) for one in entries]
        self.reports = tuple(reports)
        self.endResetModel()

    def narrow(self, kind: MentionKind | None, words: str) -> None:
        """List only names of a kind that have some words in one of their forms.

        Letter case and accents are folded; what a name is known by counts (`UNODC`, `Turkey`).
        """
        wanted = folded(words).split()
        found = tuple(
            one
            for one, plain in zip(self._all, self._plain, strict=True)
            if (kind is None or one.kind is kind) and all(word in plain for word in wanted)
        )
        if found != self.entries:
            self.beginResetModel()
            self.entries = found
            self.endResetModel()

    def forms(self, entry: Entry) -> tuple[str, ...]:
        """Return how a text may write a name."""
        return names().forms(entry.kind, entry.name)

    def report(self, column: int) -> Report | None:
        """Return the report of a column, None for the names and the totals."""
        return self.reports[column - 2] if 2 <= column < len(self.reports) + 2 else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::columnCount."""
        return 0 if parent.isValid() else len(self.reports) + 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        if not index.isValid():
            return None
        entry, column = self.entries[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ToolTipRole and not column:
            return tip(entry.name)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if column == 0:
            return entry.name
        if column == 1:
            return f"{entry.count:,}"
        count = len(entry.places.get(self.reports[column - 2].sha256, ()))
        return f"{count:,}" if count else NONE

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Override QAbstractItemModel::headerData."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section < 2:
            return ("Named", "All")[section]
        report = self.reports[section - 2]
        return f"{report.year}\n{report.name}".strip()
