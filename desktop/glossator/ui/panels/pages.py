"""The panel of pages: small pictures of the active report's pages with their marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from glossator.app.images import as_image
from glossator.app.models.pages import PageModel
from glossator.domain import colours
from glossator.domain.pages import night
from glossator.domain.pages.tiling import TileKey
from glossator.ui.panels.empty import draw_empty
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QPaintEvent, QResizeEvent

    from glossator.app.library import Library
    from glossator.app.models.theme_rows import Index
    from glossator.domain.pages.geometry import PageBox
    from glossator.ui.pages.view import PageView

EMPTY = "Open a report to see its pages here: double-click it in Reports."
WIDTH = 96
"""Logical pixels across the widest page."""
GAP = 8
"""Logical pixels around a page."""
SPARE = 8
"""Logical pixels beside the columns."""
MARK = 0.55
"""Opacity of a mark on a page this small."""
THIN = 2.0
"""Least height of a mark in logical pixels."""


class PageThumb(QStyledItemDelegate):
    """A small page with its marks and its label; the page that is read is framed."""

    def __init__(self, pages: PageList) -> None:
        super().__init__(pages)
        self._pages = pages

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Override QStyledItemDelegate::sizeHint."""
        del option, index
        return self._pages.gridSize()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Override QStyledItemDelegate::paint."""
        view, page = self._pages.source, index.row()
        if view is None or page >= len(view.layout_.shown):
            return
        area = self._pages.page_area(option.rect, view.layout_.shown[page])
        painter.save()
        painter.fillRect(area, QColor(night.PAPER if view.night else colours.PAPER))
        self._paint_picture(painter, area, page)
        self._paint_marks(painter, area, page)
        self._paint_edge(painter, area, option, is_read=page == self._pages.read)
        self._paint_label(painter, option, index)
        painter.restore()

    def _paint_picture(self, painter: QPainter, area: QRectF, page: int) -> None:
        key, pool = self._pages.key(page), self._pages.library.pool
        if key is None:
            return
        picture = pool.picture(key) or pool.nearest(
            key.document, page, key.rotation, key.scale, night=key.night
        )
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, as_image(picture))

    def _paint_marks(self, painter: QPainter, area: QRectF, page: int) -> None:
        view = self._pages.source
        if view is None or not view.marks_shown:
            return
        box, shown = view.box(page), view.layout_.shown[page]
        scale = area.width() / shown.width
        painter.setClipRect(area)
        for mark in view.marks.get(page, ()):
            colour = QColor(mark.colours[0])
            colour.setAlphaF(MARK)
            for rect in mark.rects:
                x0, y0, x1, y1 = shown.rect_to_view(box.rect_to_user(rect))
                wide, high = max((x1 - x0) * scale, THIN), max((y1 - y0) * scale, THIN)
                line = QRectF(area.x() + x0 * scale, area.y() + y0 * scale, wide, high)
                painter.fillRect(line, colour)
        painter.setClipping(False)

    def _paint_edge(
        self, painter: QPainter, area: QRectF, option: QStyleOptionViewItem, *, is_read: bool
    ) -> None:
        quiet = paint.muted(option.palette)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(quiet, 1) if not is_read else QPen(paint.accent(option.palette), 3))
        painter.drawRect(area.adjusted(-1.5, -1.5, 1.5, 1.5) if is_read else area)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(option.palette.text().color(), 1, Qt.PenStyle.DotLine))
            painter.drawRect(area.adjusted(-4.5, -4.5, 4.5, 4.5))

    def _paint_label(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        is_read = index.row() == self._pages.read
        font = paint.small(option.font)
        painter.setFont(paint.bold(font) if is_read else font)
        ground = option.palette.base().color()
        painter.setPen(
            option.palette.text().color() if is_read else paint.muted(option.palette, ground)
        )
        row = QRectF(option.rect)
        high = self._pages.label_height
        label = QRectF(row.x(), row.bottom() - high, row.width(), high)
        paint.draw_text(painter, label, str(index.data()), Qt.AlignmentFlag.AlignHCenter)


class PageList(QListView):
    """The small pages in as many columns as there is room for.

    Only those that show are drawn, after all that a pane wants.

    Signals:
        wanted: A page was clicked, or Enter pressed on it.
    """

    wanted = Signal(int)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.source: PageView | None = None
        self.read = -1
        self.pages = PageModel(self._passages, self)
        self.setModel(self.pages)
        self.setItemDelegate(PageThumb(self))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Pages of the report")
        self.setAccessibleDescription(EMPTY)
        paint.Calm(self)
        self.clicked.connect(lambda index: self.wanted.emit(index.row()))
        library.picture_ready.connect(self._picture_came)

    @property
    def label_height(self) -> float:
        """Logical pixels that a page's label takes."""
        return QFontMetricsF(paint.small(self.font())).height() + 2

    def lay_out(self) -> None:
        """Make the cells fit the largest page, and spread the columns over the width."""
        shown = self.source.layout_.shown if self.source else ()
        tallest = max((box.height for box in shown), default=1.0) * self._scale()
        # A list keeps some pixels back beside its cells, and wraps a row that needs them.
        wide = self.viewport().width() - SPARE
        columns = max(wide // (WIDTH + 2 * GAP), 1)
        high = round(min(tallest, 3 * WIDTH) + 2 * GAP + self.label_height)
        size = QSize(max(wide // columns, 1), high)
        if size != self.gridSize():
            self.setGridSize(size)

    def page_area(self, cell: QRect, box: PageBox) -> QRectF:
        """Return where a page stands in its cell."""
        scale = self._scale()
        wide, high = box.width * scale, box.height * scale
        room = cell.height() - self.label_height
        x = cell.x() + (cell.width() - wide) / 2
        return QRectF(round(x), round(cell.y() + (room - high) / 2), round(wide), round(high))

    def key(self, page: int) -> TileKey | None:
        """Return the name of a page's small picture."""
        view = self.source
        report = self.library.report(view.report_id) if view else None
        if view is None or report is None:
            return None
        scale = round(self._scale() * self.devicePixelRatioF(), 4)
        return TileKey(report.sha256, page, scale, view.layout_.turn, night=view.night)

    def show_read(self, page: int) -> None:
        """Frame the page that is read, and keep it in sight unless the mouse is here."""
        if page == self.read:
            return
        self.read = page
        index = self.pages.index(page, 0)
        if not self.hasFocus():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        if not self.underMouse():
            self.scrollTo(index)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: Enter goes to the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.wanted.emit(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent: ask for the pictures of what shows."""
        keys = (self.key(page) for page in self._visible())
        self.library.show_small(self, frozenset(key for key in keys if key is not None))
        super().paintEvent(event)
        if not self.pages.rowCount():
            draw_empty(self, self.accessibleDescription())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent."""
        super().resizeEvent(event)
        self.lay_out()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget::hideEvent: nothing is wanted any more."""
        self.library.hide(self)
        super().hideEvent(event)

    def _scale(self) -> float:
        shown = self.source.layout_.shown if self.source else ()
        return WIDTH / max((box.width for box in shown), default=float(WIDTH))

    def _visible(self) -> range:
        """Return the pages that show; cells stand in rows from the upper left."""
        cell, port = self.gridSize(), self.viewport()
        columns = max(port.width() // max(cell.width(), 1), 1)
        top = self.verticalScrollBar().value()
        first = top // max(cell.height(), 1) * columns
        last = ((top + port.height()) // max(cell.height(), 1) + 1) * columns
        return range(first, min(last, self.pages.rowCount()))

    def _passages(self, page: int) -> int:
        return self.source.marks.count(page) if self.source else 0

    def _picture_came(self, key: TileKey) -> None:
        if self.isVisible() and key == self.key(key.page):
            self.update(self.pages.index(key.page, 0))


class PagePanel(QWidget):
    """Shows the pages of the report in the active pane.

    Signals:
        page_wanted: A page to go to.
    """

    page_wanted = Signal(int)

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.list = PageList(library)
        self.list.wanted.connect(self.page_wanted)
        self._soon = QTimer(self, singleShot=True, interval=40)
        self._soon.timeout.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.list)

    def show_view(self, view: PageView | None) -> None:
        """Show the pages of another view, or of none."""
        if view is not self.list.source:
            if self.list.source is not None:
                self.list.source.moved.disconnect(self._moved)
                self.list.source.marked.disconnect(self._marked)
            self.list.source = view
            self.list.read = -1
            if view is not None:
                view.moved.connect(self._moved)
                view.marked.connect(self._marked)
        self._take()

    def _moved(self) -> None:
        self._soon.start()

    def _marked(self) -> None:
        self.list.viewport().update()

    def _take(self) -> None:
        """Take over what may have changed: the pages, their labels, how they are turned."""
        view = self.list.source
        count = len(view.layout_.boxes) if view else 0
        reading = self._library.reading(view.report_id) if view else None
        labels = [reading.label(page) if reading else str(page + 1) for page in range(count)]
        self.list.pages.set_labels(labels)
        self.list.lay_out()
        if view is not None and count:
            self.list.show_read(view.page)
