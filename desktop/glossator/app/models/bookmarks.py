"""The bookmarks of a report as a Qt model."""

from __future__ import annotations

from bisect import bisect_left
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from glossator.app.tips import tip
from glossator.domain.bookmarks import rename_bookmark
from glossator.domain.errors import GlossatorError
from glossator.domain.records import Bookmark, Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.models.theme_rows import Index
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import BookmarkId, ReportId

_NOWHERE = QModelIndex()


class BookmarkRole(IntEnum):
    """What a row of the bookmarks can tell, beside its name."""

    ID = Qt.ItemDataRole.UserRole + 1
    PAGE = Qt.ItemDataRole.UserRole + 2


class BookmarkModel(QAbstractListModel):
    """The bookmarks of one report in the order of their places; names can be edited.

    Signals:
        refused: A sentence; a name could not be written.
    """

    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._report_id: ReportId | None = None
        self._labels: Sequence[str] = ()
        self._bookmarks: list[Bookmark] = []
        workspace.changed.connect(self._absorb)

    def show_report(self, report_id: ReportId | None, labels: Sequence[str] = ()) -> None:
        """Show the bookmarks of a report.

        Args:
            report_id: The report, None for none.
            labels: Printed labels of its pages, where they are known.
        """
        if report_id == self._report_id and tuple(labels) == tuple(self._labels):
            return
        self.beginResetModel()
        self._report_id, self._labels = report_id, labels
        self._bookmarks = self._workspace.bookmarks(report_id) if report_id else []
        self.endResetModel()

    def bookmark_at(self, index: Index) -> Bookmark | None:
        """Return the bookmark of a row."""
        return self._bookmarks[index.row()] if index.isValid() else None

    def index_of(self, bookmark_id: BookmarkId) -> QModelIndex:
        """Return the index of a bookmark, an invalid one where it is not there."""
        rows = (row for row, one in enumerate(self._bookmarks) if one.id == bookmark_id)
        return self.index(next(rows, -1), 0)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() else len(self._bookmarks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        bookmark = self.bookmark_at(index)
        if bookmark is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return bookmark.name
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                said = f"{bookmark.name}, page {self._label(bookmark)}"
                return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
            case BookmarkRole.ID:
                return bookmark.id
            case BookmarkRole.PAGE:
                return self._label(bookmark)
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractItemModel::setData: rename the bookmark."""
        bookmark = self.bookmark_at(index)
        if bookmark is None or role != Qt.ItemDataRole.EditRole:
            return False
        try:
            self._workspace.do(rename_bookmark(bookmark, str(value)))
        except GlossatorError as error:
            self.refused.emit(str(error))
            return False
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel::flags."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self._workspace.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    def _label(self, bookmark: Bookmark) -> str:
        known = bookmark.page < len(self._labels)
        return self._labels[bookmark.page] if known else str(bookmark.page + 1)

    def _absorb(self, edits: EditSet) -> None:
        if any(after is None and one == self._report_id for one, after in _reports(edits)):
            self.show_report(None)
        for before, after in edits.of(Bookmark):
            bookmark = after or before
            if bookmark is None or bookmark.report_id != self._report_id:
                continue
            row = self.index_of(bookmark.id).row()
            if after is None:
                self._remove(row)
            elif row < 0:
                self._insert(after)
            else:
                self._bookmarks[row] = after
                self.dataChanged.emit(self.index(row, 0), self.index(row, 0), [])

    def _insert(self, bookmark: Bookmark) -> None:
        row = bisect_left(self._bookmarks, _order(bookmark), key=_order)
        self.beginInsertRows(_NOWHERE, row, row)
        self._bookmarks.insert(row, bookmark)
        self.endInsertRows()

    def _remove(self, row: int) -> None:
        if row >= 0:
            self.beginRemoveRows(_NOWHERE, row, row)
            del self._bookmarks[row]
            self.endRemoveRows()


def _order(bookmark: Bookmark) -> tuple[int, float, str]:
    return bookmark.page, bookmark.top, bookmark.created


def _reports(edits: EditSet) -> list[tuple[ReportId, Report | None]]:
    changes = ((before or after, after) for before, after in edits.of(Report))
    return [(report.id, after) for report, after in changes if report is not None]
