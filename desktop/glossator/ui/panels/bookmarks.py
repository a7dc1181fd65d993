"""The bookmarks of the report in the active pane, below its contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.bookmarks import BookmarkModel, BookmarkRole
from glossator.domain.bookmarks import delete_bookmark
from glossator.domain.errors import GlossatorError
from glossator.ui.panels.row_list import NamedRow, RowList
from glossator.ui.panels.theme_row import draw_ground
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.models.theme_rows import Index
    from glossator.app.workspace import Workspace
    from glossator.domain.records import ReportId

NONE_YET = "Ctrl+B bookmarks the place you read."
GAP = 8
MOST_ROWS = 7
"""Rows that show without scrolling."""


class BookmarkRow(NamedRow):
    """A bookmark's name with its page at the right."""

    KIND = "bookmark"

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate::paint."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        palette, row = option.palette, QRectF(option.rect)
        paint.draw_ribbon(painter, QRectF(row.left() + 6, row.center().y() - 5, 7, 10), palette)
        chosen = option.state & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base
        page = index.data(BookmarkRole.PAGE)
        painter.setFont(paint.small(option.font))
        painter.setPen(paint.muted(palette, palette.color(role)))
        width = paint.text_width(painter.font(), "000")
        area = QRectF(row.right() - width - GAP, row.top(), width, row.height())
        paint.draw_text(painter, area, page, Qt.AlignmentFlag.AlignRight)
        painter.setFont(option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        paint.draw_text(painter, row.adjusted(self.NAME_AT, 0, -width - 2 * GAP, 0), index.data())
        painter.restore()


class BookmarkView(RowList):
    """The list of bookmarks, as high as they need."""

    def __init__(self, bookmarks: BookmarkModel, parent: QWidget | None = None) -> None:
        super().__init__(bookmarks, "Bookmarks of the report", parent)
        self.setItemDelegate(BookmarkRow(self))
        self.setAccessibleDescription(NONE_YET)
        self.setEditTriggers(QListView.EditTrigger.EditKeyPressed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.clicked.connect(self.wanted)

    def sizeHint(self) -> QSize:
        """Override QWidget::sizeHint."""
        rows = min(self.model().rowCount(), MOST_ROWS)
        return QSize(120, rows * max(self.sizeHintForRow(0), 1))


class BookmarkPanel(QWidget):
    """Lists the bookmarks of one report; goes to them, renames and deletes them.

    Signals:
        wanted: Bookmark; go there.
        trouble: A sentence for the user; an edit was refused.
    """

    wanted = Signal(object)
    trouble = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._bookmarks = BookmarkModel(workspace, self)
        self._bookmarks.refused.connect(self.trouble)
        self.view = BookmarkView(self._bookmarks)
        head = QLabel("Bookmarks")
        head.setFont(paint.bold(head.font()))
        head.setContentsMargins(GAP, 4, GAP, 2)
        self._none = QLabel(NONE_YET, wordWrap=True)
        self._none.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._none.setContentsMargins(GAP, 0, GAP, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._none)
        column.addWidget(self.view)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.view.wanted.connect(self._go)
        self.view.delete_wanted.connect(self._delete)
        self.view.customContextMenuRequested.connect(self._open_menu)
        for changed in (
            self._bookmarks.rowsInserted,
            self._bookmarks.rowsRemoved,
            self._bookmarks.modelReset,
        ):
            changed.connect(self._fit)
        self._fit()

    def show_report(self, report_id: ReportId | None, labels: Sequence[str] = ()) -> None:
        """Show the bookmarks of a report."""
        self.setVisible(report_id is not None)
        self._bookmarks.show_report(report_id, labels)

    def menu(self, index: QModelIndex) -> QMenu:
        """Return the context menu of a bookmark."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Go there", lambda: self._go(index))
        if not self._workspace.read_only:
            menu.addAction("Rename", lambda: self.view.edit(index))
            menu.addSeparator()
            menu.addAction("Delete", lambda: self._delete(index))
        return menu

    def _fit(self) -> None:
        any_there = self._bookmarks.rowCount() > 0
        self._none.setVisible(not any_there)
        self.view.setVisible(any_there)
        self.view.setFixedHeight(self.view.sizeHint().height())

    def _go(self, index: QModelIndex) -> None:
        bookmark = self._bookmarks.bookmark_at(index)
        if bookmark is not None:
            self.wanted.emit(bookmark)

    def _delete(self, index: QModelIndex) -> None:
        bookmark = self._bookmarks.bookmark_at(index)
        if bookmark is None or self._workspace.read_only:
            return
        try:
            self._workspace.do(delete_bookmark(bookmark))
        except GlossatorError as error:
            self.trouble.emit(str(error))

    def _open_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid():
            self.menu(index).popup(self.view.viewport().mapToGlobal(at))
