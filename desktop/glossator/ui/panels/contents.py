"""The panel of contents: the headings of the report in the active pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.contents import ContentsModel, ContentsRole
from glossator.ui.panels.bookmarks import BookmarkPanel
from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.theme_row import draw_ground
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from glossator.app.desk import Desk
    from glossator.app.models.theme_rows import Index
    from glossator.app.workspace import Workspace
    from glossator.domain.records import ReportId
    from glossator.domain.reports.reading import Reading
    from glossator.domain.reports.structure import Structure

NO_REPORT = "Open a report to see its headings here: double-click it in Reports."
NOT_READ = "The headings come as soon as the report has been read through."
NO_HEADINGS = "This report has no headings. Go > Go to … finds pages and paragraphs."
GAP = 8


class ContentsRow(QStyledItemDelegate):
    """A heading with its page at the right; the one being read is bold with a bar beside it."""

    def __init__(self, view: ContentsView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate::sizeHint."""
        del index
        return QSize(120, option.fontMetrics.height() + 9)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate::paint."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_ground(painter, option)
        palette, row = option.palette, QRectF(option.rect)
        chosen = option.state & QStyle.StateFlag.State_Selected
        role = QPalette.ColorRole.Highlight if chosen else QPalette.ColorRole.Base
        page = str(index.data(ContentsRole.PAGE) + 1)
        painter.setFont(paint.small(option.font))
        painter.setPen(paint.muted(palette, palette.color(role)))
        width = QFontMetricsF(painter.font()).horizontalAdvance("000")
        area = QRectF(row.right() - width - GAP, row.top(), width, row.height())
        paint.draw_text(painter, area, page, Qt.AlignmentFlag.AlignRight)
        is_read = self._view.reading == index
        if is_read:
            mark = QRectF(0, row.top() + 4, 3, row.height() - 8)
            painter.fillRect(mark, paint.accent(palette))
        painter.setFont(paint.bold(option.font) if is_read else option.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        words = row.adjusted(2, 0, -width - 2 * GAP, 0)
        paint.draw_text(painter, words, index.data())
        painter.restore()


class ContentsView(QTreeView):
    """The tree of headings."""

    def __init__(self, contents: ContentsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reading = QPersistentModelIndex()
        self.setModel(contents)
        self.setItemDelegate(ContentsRow(self))
        self.setAccessibleName("Contents of the report")
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(14)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        paint.Calm(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: Enter goes there."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.clicked.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        super().paintEvent(event)
        if not self.model().rowCount():
            draw_empty(self, self.accessibleDescription())


class ContentsPanel(QWidget):
    """Shows the headings and bookmarks of one report and goes to them.

    Signals:
        trouble: A sentence for the user; an edit was refused.
    """

    trouble = Signal(str)

    def __init__(self, workspace: Workspace, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._report_id: ReportId | None = None
        self._structure: Structure | None = None
        self._contents = ContentsModel(self)
        self.view = ContentsView(self._contents)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.view, 1)
        self.bookmarks = BookmarkPanel(workspace)
        self.bookmarks.trouble.connect(self.trouble)
        column.addWidget(self.bookmarks)
        self.view.clicked.connect(self._go)
        self.set_structure(None, None)

    def set_structure(self, report_id: ReportId | None, structure: Structure | None) -> None:
        """Show the headings of a report; no structure says that it is still being read."""
        if report_id == self._report_id and structure is self._structure and structure:
            return
        self._report_id, self._structure = report_id, structure
        self._contents.set_structure(structure)
        self.view.reading = QPersistentModelIndex()
        missing = NOT_READ if structure is None else NO_HEADINGS
        self.view.setAccessibleDescription(missing if report_id else NO_REPORT)
        self.view.expandAll()

    def show_report(self, report_id: ReportId | None, reading: Reading | None) -> None:
        """Show the headings and bookmarks of a report."""
        self.set_structure(report_id, reading.structure if reading else None)
        self.bookmarks.show_report(report_id, reading.labels if reading else ())

    def set_reading_offset(self, offset: int) -> None:
        """Mark the heading that a place of the report's text stands under."""
        index = self._contents.index_at(offset)
        if index != self.view.reading:
            self.view.reading = QPersistentModelIndex(index)
            if index.isValid() and not self.view.underMouse():
                self.view.scrollTo(index)
            self.view.viewport().update()

    def _go(self, index: QModelIndex) -> None:
        if self._report_id is not None:
            self._desk.place_wanted.emit(self._report_id, index.data(ContentsRole.OFFSET))
