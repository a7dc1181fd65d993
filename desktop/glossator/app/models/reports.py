"""The reports of a project as a Qt model."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, Qt

from glossator.app.models.mime import REPORT_MIME
from glossator.app.models.order import settled
from glossator.app.tips import tip
from glossator.domain.records import Annotation, Report
from glossator.domain.reports.damage import told
from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.app.models.theme_rows import Index
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import ReportId

_NOWHERE = QModelIndex()


class ReportRole(IntEnum):
    """What a row of the reports can tell."""

    ID = Qt.ItemDataRole.UserRole + 1
    SYMBOL = Qt.ItemDataRole.UserRole + 2
    TITLE = Qt.ItemDataRole.UserRole + 3
    YEAR = Qt.ItemDataRole.UserRole + 4
    PAGES = Qt.ItemDataRole.UserRole + 5
    PASSAGES = Qt.ItemDataRole.UserRole + 6


class ReportModel(QAbstractListModel):
    """The reports in the user's order, with how many passages each has."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._reports = workspace.reports()
        self._passages = {one.id: self._count(one.id) for one in self._reports}
        self._damages = workspace.project.damages()
        workspace.changed.connect(self._absorb)

    def index_of(self, report_id: ReportId | None) -> QModelIndex:
        """Return the index of a report, an invalid one where it is not there."""
        row = next((i for i, one in enumerate(self._reports) if one.id == report_id), -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def report_at(self, index: Index) -> Report | None:
        """Return the report of a row."""
        return self._reports[index.row()] if index.isValid() else None

    def passages(self, report: Report) -> int:
        """Return how many passages of a report are annotated."""
        return self._passages.get(report.id, 0)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() else len(self._reports)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        report, read = self.report_at(index), _READ.get(role)
        return read(self, report) if report is not None and read is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel::flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def mimeTypes(self) -> list[str]:
        """Override QAbstractItemModel::mimeTypes."""
        return [REPORT_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Override QAbstractItemModel::mimeData."""
        data = QMimeData()
        report = self.report_at(indexes[0]) if indexes else None
        if report is not None:
            data.setData(REPORT_MIME, report.id.encode())
            data.setText(report.name)
        return data

    def supportedDragActions(self) -> Qt.DropAction:
        """Override QAbstractItemModel::supportedDragActions."""
        return Qt.DropAction.CopyAction

    def _absorb(self, edits: EditSet) -> None:
        described = {after.id for before, after in edits.of(Report) if before and after}
        if any(True for _ in edits.of(Report)):
            self._arrange()
        for report_id in {
            record.report_id
            for change in edits.changes
            if isinstance(record := change.record, Annotation)
        }:
            count = self._count(report_id)
            if self._passages.get(report_id) != count and self._workspace.report(report_id):
                self._passages[report_id] = count
                described.add(report_id)
        for report_id in described:
            index = self.index_of(report_id)
            if index.isValid():
                self.dataChanged.emit(index, index, [])

    def _arrange(self) -> None:
        self._damages = self._workspace.project.damages()
        wanted = self._workspace.reports()
        ids = {one.id for one in wanted}
        for row in reversed(range(len(self._reports))):
            if self._reports[row].id not in ids:
                self.beginRemoveRows(_NOWHERE, row, row)
                self._passages.pop(self._reports.pop(row).id, None)
                self.endRemoveRows()
        stay = settled([one.id for one in self._reports], [one.id for one in wanted])
        place = 0
        for report in wanted:
            old = self.index_of(report.id).row()
            if old < 0:
                self.beginInsertRows(_NOWHERE, place, place)
                self._reports.insert(place, report)
                self._passages[report.id] = self._count(report.id)
                self.endInsertRows()
            elif report.id not in stay and place not in (old, old + 1):
                self.beginMoveRows(_NOWHERE, old, old, _NOWHERE, place)
                self._reports.insert(place - (old < place), self._reports.pop(old))
                self.endMoveRows()
            row = self.index_of(report.id).row()
            self._reports[row] = report
            place = row + 1

    def _count(self, report_id: ReportId) -> int:
        return sum(1 for _ in self._workspace.annotations(report_id))

    def spoken(self, report: Report) -> str:
        """Return the row as a screen reader says it."""
        title = report.title if report.symbol else ""
        parts = (report.name, report.year, title, self.size(report))
        return ", ".join(part for part in parts if part)

    def size(self, report: Report) -> str:
        """Return how long a report is and how much of it is annotated, in words."""
        pages, passages = report.n_pages, self.passages(report)
        return (
            f"{counted(pages, 'page')} · "
            f"{counted(passages, 'passage')}"
            f"{' · damaged' if self._is_damaged(report) else ''}"
        )

    def tip(self, report: Report) -> str:
        """Return the title of a report, and what is wrong with its file."""
        if not self._is_damaged(report):
            return tip(report.title)
        wrong = told(self._damages[report.sha256], report.n_pages)
        return tip(f"{report.title}\n{wrong}".strip())

    def _is_damaged(self, report: Report) -> bool:
        return report.sha256 in self._damages and self._damages[report.sha256].certain


_READ: dict[int, Callable[[ReportModel, Report], object]] = {
    Qt.ItemDataRole.DisplayRole: lambda _, report: report.name,
    Qt.ItemDataRole.ToolTipRole: ReportModel.tip,
    Qt.ItemDataRole.AccessibleTextRole: ReportModel.spoken,
    ReportRole.ID: lambda _, report: report.id,
    ReportRole.SYMBOL: lambda _, report: report.symbol,
    ReportRole.TITLE: lambda _, report: report.title,
    ReportRole.YEAR: lambda _, report: report.year,
    ReportRole.PAGES: lambda _, report: report.n_pages,
    ReportRole.PASSAGES: ReportModel.passages,
}
"""What each role reads from a report."""
