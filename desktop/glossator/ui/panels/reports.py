"""The panel of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QMenu, QVBoxLayout, QWidget

from glossator.app.models.reports import ReportModel
from glossator.domain import intents
from glossator.domain.project_intents import MEMO, write_memo
from glossator.ui.panels.dialogs import DescriptionDialog, MemoDialog
from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.report_row import ReportRow
from glossator.ui.panels.row_list import RowList
from glossator.ui.panels.theme_foot import DefinitionBox

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from glossator.app.desk import Desk
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.errors import GlossatorError
    from glossator.domain.records import Report, ReportId

EMPTY = "No reports yet. Drop PDF files here or use File > Add report."


class ReportView(RowList):
    """The list of reports; one is dragged out of it into the panes."""

    def __init__(self, reports: ReportModel, parent: QWidget | None = None) -> None:
        super().__init__(reports, "Reports", parent)
        self.setItemDelegate(ReportRow(reports))
        self.setAccessibleDescription(EMPTY)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        super().paintEvent(event)
        if not self.model().rowCount():
            draw_empty(self, EMPTY)


class ReportPanel(QWidget):
    """Lists the reports, opens, describes and removes them.

    Signals:
        trouble: A sentence for the user; an edit was refused.
        edition_wanted: ReportId; a new file is to be put in the place of its own.
    """

    trouble = Signal(str)
    edition_wanted = Signal(object)

    def __init__(self, workspace: Workspace, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._desk = desk
        self._reports = ReportModel(workspace, self)
        self.view = ReportView(self._reports)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view)
        self.memo = DefinitionBox(read_only=workspace.read_only)
        self.memo.show_report(None)
        column.addWidget(self.memo)
        self.memo.edit_wanted.connect(self.write_memo)
        self.view.selectionModel().currentChanged.connect(self._show_memo)
        workspace.changed.connect(lambda _: self._show_memo())
        self.view.doubleClicked.connect(self._open)
        self.view.wanted.connect(self._open)
        self.view.delete_wanted.connect(self._remove_row)
        self.view.customContextMenuRequested.connect(self._open_menu)

    def describe(self, report: Report) -> None:
        """Ask what a report is called and when it was issued."""
        answer = DescriptionDialog.ask(report, self)
        if answer is not None:
            self._do(intents.describe_report(report, **answer._asdict()))

    def write_memo(self, report_id: ReportId) -> None:
        """Ask what the analyst thinks of a report as a whole."""
        report = self._workspace.report(report_id)
        memo = MemoDialog.ask(f"Memo of {report.name}", report.memo, self) if report else None
        if report is not None and memo is not None:
            self._do(intents.write_report_memo(report, memo))

    def write_project_memo(self) -> None:
        """Ask what the analyst thinks of the project as a whole; kept in the project."""
        known = self._workspace.fact(MEMO)
        memo = MemoDialog.ask("Memo of the project", known.text if known else "", self)
        if memo is not None and not self._workspace.read_only:
            self._do(write_memo(known, memo))

    def remove(self, report: Report) -> None:
        """Take a report with its annotations out of the project."""
        workspace = self._workspace
        annotations, bookmarks = workspace.annotations(report.id), workspace.bookmarks(report.id)
        self._do(intents.remove_report(report, annotations, bookmarks))

    def menu(self, report: Report) -> QMenu:
        """Return the context menu of a report."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Open", lambda: self._desk.report_wanted.emit(report.id))
        if not self._workspace.read_only:
            menu.addAction("Describe …", lambda: self.describe(report))
            menu.addAction("Replace the file …", lambda: self.edition_wanted.emit(report.id))
            menu.addAction("Memo …", lambda: self.write_memo(report.id))
            menu.addSeparator()
            menu.addAction("Remove", lambda: self.remove(report))
        return menu

    def _do(self, edits: EditSet) -> None:
        self._workspace.carry_out(edits, self._tell)

    def _tell(self, error: GlossatorError | None) -> None:
        if error is not None:
            self.trouble.emit(str(error))

    def _show_memo(self, *_: object) -> None:
        self.memo.show_report(self._reports.report_at(self.view.currentIndex()))

    def _open(self, index: QModelIndex) -> None:
        report = self._reports.report_at(index)
        if report is not None:
            self._desk.report_wanted.emit(report.id)

    def _remove_row(self, index: QModelIndex) -> None:
        report = self._reports.report_at(index)
        if report is not None:
            self.remove(report)

    def _open_menu(self, at: QPoint) -> None:
        report = self._reports.report_at(self.view.indexAt(at))
        if report is not None:
            self.menu(report).popup(self.view.viewport().mapToGlobal(at))
