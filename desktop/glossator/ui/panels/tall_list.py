"""A list of rows of different heights, as fast with ten thousand rows as with ten."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from glossator.ui.panels.heights import Heights
from glossator.ui.widgets.known_viewport import give_viewport

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractListModel
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from glossator.app.models.theme_rows import Index

LOOKS = (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange, QEvent.Type.PaletteChange)
"""Events after which rows look otherwise."""

STEP = 36
"""Logical pixels that a turn of the wheel or an arrow of the scroll bar moves."""


class TallList(QListView):
    """Shows rows of different heights and measures only those that come into view.

    Qt's own list measures every row before it shows one. What is not about geometry
    (selection, keyboard, screen readers) is left to it. What is in view stays in view when
    rows come and go above it.

    Attributes:
        OWN_KEYS: Keys that mean something else here than in the rest of the window.
    """

    OWN_KEYS: ClassVar[frozenset[Qt.Key]] = frozenset()

    def __init__(self, model: QAbstractListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._rows = model
        self._heights = Heights(self.usual_height())
        self._first = QPersistentModelIndex()
        self._hidden = 0
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.rowsMoved.connect(self._refill)
        model.layoutChanged.connect(self._refill)
        model.modelReset.connect(self._restart)
        self.setModel(model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._refill()

    @abstractmethod
    def usual_height(self) -> int:
        """Return the height of a row that was not measured yet."""

    @abstractmethod
    def measured_height(self, row: int) -> int:
        """Return the height of a row."""

    def look_changed(self) -> None:
        """Follow another font or palette."""
        self.forget_heights()

    def forget_heights(self) -> None:
        """Measure again: the font or the width is another."""
        self._refill()

    def rows_in_view(self) -> range:
        """Return the rows that show, all measured."""
        self._measure_in_view()
        first = self._heights.row_at(self.verticalOffset())
        if first < 0:
            return range(0)
        last = self._heights.row_at(self.verticalOffset() + self.viewport().height() - 1)
        return range(first, last + 1 if last >= 0 else len(self._heights))

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: keep the keys that mean something here; another look."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in self.OWN_KEYS and not event.modifiers():
                event.accept()
                return True
        elif event.type() in LOOKS:
            self.look_changed()
        return super().event(event)

    # Geometry, in Qt's words

    def visualRect(self, index: Index) -> QRect:
        """Override QListView::visualRect."""
        row = index.row()
        if not 0 <= row < len(self._heights):
            return QRect()
        top = self._heights.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._heights.height(row))

    def indexAt(self, at: QPoint) -> QModelIndex:
        """Override QListView::indexAt."""
        row = self._heights.row_at(at.y() + self.verticalOffset())
        return self._rows.index(row, 0) if row >= 0 else QModelIndex()

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Override QListView::scrollTo."""
        row = index.row()
        if not 0 <= row < len(self._heights):
            return
        high, bar = self.viewport().height(), self.verticalScrollBar()
        self._measure_around(row)
        self.updateGeometries()
        rect = self.visualRect(index)
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - high // 2)
        elif rect.top() < 0 or hint == QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= high:
            bar.setValue(bar.value() + min(rect.bottom() - high + 1, rect.top()))
        self._remember()

    def verticalOffset(self) -> int:
        """Override QListView::verticalOffset."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """Override QListView::horizontalOffset."""
        return 0

    def doItemsLayout(self) -> None:
        """Override QListView::doItemsLayout: nothing is laid out before it shows."""
        self.updateGeometries()
        self._stand()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Override QListView::updateGeometries."""
        high, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setSingleStep(STEP)
        bar.setPageStep(high)
        bar.setRange(0, max(self._heights.total - high, 0))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Override QListView::scrollContentsBy."""
        del dx, dy
        self.viewport().update()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Override QListView::setSelection: the rows that a rectangle touches."""
        area = rect.normalized().translated(0, self.verticalOffset())
        selection = QItemSelection()
        first = self._heights.row_at(max(area.top(), 0))
        last = self._heights.row_at(min(area.bottom(), self._heights.total - 1))
        if 0 <= first <= last:
            selection.select(self._rows.index(first, 0), self._rows.index(last, 0))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Override QListView::visualRegionForSelection."""
        region = QRegion()
        shown = self.viewport().rect()
        for part in selection.indexes():
            region = region.united(self.visualRect(part).intersected(shown))
        return region

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Override QListView::moveCursor."""
        del modifiers
        count, row = len(self._heights), self.currentIndex().row()
        if not count:
            return QModelIndex()
        actions = QAbstractItemView.CursorAction
        page = max(len(self.rows_in_view()) - 1, 1)
        target = {
            actions.MoveHome: 0,
            actions.MoveEnd: count - 1,
            actions.MovePageUp: row - page,
            actions.MovePageDown: row + page,
            actions.MoveUp: row - 1,
            actions.MovePrevious: row - 1,
            actions.MoveLeft: row,
            actions.MoveRight: row,
        }.get(action, row + 1)
        return self._rows.index(min(max(target, 0), count - 1), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.forget_heights()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent: subclasses draw, then call this."""
        del event
        self._remember()

    # Keeping the place

    def _insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._heights.insert(first, last - first + 1)
        self.scheduleDelayedItemsLayout()

    def _remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._heights.remove(first, last - first + 1)
        self.scheduleDelayedItemsLayout()

    def _refill(self) -> None:
        self._heights.fill(self._rows.rowCount(), self.usual_height())
        self.scheduleDelayedItemsLayout()

    def _restart(self) -> None:
        self._first = QPersistentModelIndex()
        self._refill()
        self.updateGeometries()
        self.verticalScrollBar().setValue(0)

    def _remember(self) -> None:
        """Remember which row shows at the top, and how much of it is hidden."""
        offset = self.verticalOffset()
        row = self._heights.row_at(offset) if offset else -1
        self._first = QPersistentModelIndex(self._rows.index(row, 0))
        self._hidden = offset - self._heights.top(row) if row >= 0 else 0

    def _stand(self) -> None:
        """Show the remembered row again where it was."""
        if self._first.isValid():
            top = self._heights.top(self._first.row())
            self.verticalScrollBar().setValue(top + self._hidden)

    def _measure_in_view(self) -> None:
        """Measure what shows; rows that came into view above push nothing down."""
        row = self._heights.row_at(self.verticalOffset())
        if row < 0:
            return
        known = self._first.row() if self._first.isValid() else row
        grown = grown_above = 0
        bottom = self.verticalOffset() + self.viewport().height()
        top = self._heights.top(row)
        while row < len(self._heights) and top < bottom:
            more = self._heights.measure(row, self.measured_height(row))
            grown += more
            if row < known:
                grown_above += more
                bottom += more
            top += self._heights.height(row)
            row += 1
        if grown:
            self.updateGeometries()
        if grown_above:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + grown_above)

    def _measure_around(self, row: int) -> None:
        """Measure a row and as many above and below it as may show together with it."""
        for step in (-1, 1):
            high, at = self.viewport().height(), row
            while high > 0 and 0 <= at < len(self._heights):
                self._heights.measure(at, self.measured_height(at))
                high -= self._heights.height(at)
                at += step
