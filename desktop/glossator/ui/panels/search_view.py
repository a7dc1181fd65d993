"""The list of what a search has found, report by report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from glossator.app.models.search_rows import RowKind
from glossator.domain.text.hit_places import Extent, extents
from glossator.ui.panels import card as cards
from glossator.ui.panels import search_card
from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.tall_list import TallList

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QPaintEvent

    from glossator.app.models.search_rows import Row, SearchRows


_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_EXTENDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class SearchView(TallList):
    """Shows hits below their reports; a click or Enter goes to one.

    Signals:
        go_wanted: Row; go to its place.
        tag_wanted: T was pressed.
        left: Escape was pressed.
        chosen: The selected hits are others.
    """

    OWN_KEYS = frozenset((Qt.Key.Key_Space, Qt.Key.Key_T, Qt.Key.Key_Escape))

    go_wanted = Signal(object)
    tag_wanted = Signal()
    left = Signal()
    chosen = Signal()

    def __init__(self, found: SearchRows, parent: QWidget | None = None) -> None:
        self._found = found
        self._fonts = cards.Fonts.of(QGuiApplication.font())
        self._kept: dict[int, search_card.SearchCard] = {}
        self._current = -1
        self._preview: tuple[Extent, str] | None = None
        super().__init__(found, parent)
        self.setAccessibleName("Search results")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self._clicked)
        self.selectionModel().currentChanged.connect(self._current_moved)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        found.modelReset.connect(self._start_again)
        found.dataChanged.connect(lambda *_: self.forget_heights())

    def selected(self) -> list[Row]:
        """Return the hits that are selected, in order."""
        numbers = sorted(index.row() for index in self.selectedIndexes())
        rows = (self._found.row_at(number) for number in numbers)
        return [row for row in rows if row is not None and row.is_hit]

    def show_preview(self, preview: tuple[Extent, str] | None) -> None:
        """Show of every hit what would be tagged, in the colour of the theme; None shows none."""
        if preview != self._preview:
            self._preview = preview
            self.forget_heights()

    def go_on(self, step: int) -> None:
        """Go to the next hit or the one before, round at the ends."""
        number = self._found.step(self.currentIndex().row(), step)
        if number >= 0:
            index = self._found.index(number, 0)
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)
            self._go(index)

    # What a tall list asks for

    def usual_height(self) -> int:
        """Override TallList.usual_height."""
        quote, foot = cards.line_height(self._fonts.quote), cards.line_height(self._fonts.foot)
        return round(search_card.LINES * quote + foot + 2 * cards.OUTSIDE + 11)

    def measured_height(self, row: int) -> int:
        """Override TallList.measured_height."""
        found = self._found.row_at(row)
        if found is not None and not found.is_hit:
            return search_card.head_height(self._fonts)
        card = self._card(row)
        return card.height if card else self.usual_height()

    def look_changed(self) -> None:
        """Override TallList.look_changed."""
        self._fonts = cards.Fonts.of(self.font())
        super().look_changed()

    def forget_heights(self) -> None:
        """Override TallList.forget_heights."""
        self._kept.clear()
        super().forget_heights()

    def _card(self, number: int) -> search_card.SearchCard | None:
        kept = self._kept.get(number)
        if kept is not None:
            return kept
        hit = self._found.hit_at(number)
        if hit is None:
            return None
        tagged: tuple[tuple[tuple[int, int], ...], str] = ((), "")
        if self._preview is not None and hit.theme_id is None:
            tagged = (tuple(extents(hit, self._preview[0])), self._preview[1])
        width, chosen = self.viewport().width(), number == self._current
        card = search_card.lay_out(hit, tagged, width, self._fonts, self.palette(), chosen=chosen)
        self._kept[number] = card
        return card

    # What Qt calls

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Override QListView::moveCursor: the names of the reports are passed over."""
        found = super().moveCursor(action, modifiers)
        row = self._found.row_at(found.row())
        if row is None or row.is_hit:
            return found
        back = found.row() < self.currentIndex().row()
        number = found.row()
        while (row := self._found.row_at(number)) is not None and not row.is_hit:
            number += -1 if back else 1
        return self._found.index(number, 0) if row is not None else self.currentIndex()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        if event.key() in _GO and self.currentIndex().isValid():
            self._go(self.currentIndex())
        elif event.key() == Qt.Key.Key_T and not event.modifiers():
            self.tag_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        painter = QPainter(self.viewport())
        selection = self.selectionModel()
        for number in self.rows_in_view():
            index, row = self._found.index(number, 0), self._found.row_at(number)
            area = QRectF(self.visualRect(index))
            if row is None or not area.intersects(QRectF(event.rect())):
                continue
            if not row.is_hit:
                search_card.draw_head(painter, _names(row), area, self.palette(), self._fonts)
                continue
            card = self._card(number)
            if card is not None:
                look = cards.Look(
                    selected=selection.isSelected(index),
                    focused=self.hasFocus() and index == self.currentIndex(),
                )
                search_card.draw(painter, card, area, self.palette(), self._fonts, look)
        painter.end()
        if not self._found.rowCount():
            draw_empty(self, self.accessibleDescription())
        super().paintEvent(event)

    # Inside

    def _clicked(self, index: QModelIndex) -> None:
        if not QGuiApplication.keyboardModifiers() & _EXTENDING:
            self._go(index)

    def _go(self, index: QModelIndex) -> None:
        row = self._found.row_at(index.row())
        if row is not None:
            self.go_wanted.emit(row)

    def _current_moved(
        self, current: QModelIndex | QPersistentModelIndex, before: QModelIndex
    ) -> None:
        self._current = current.row()
        self._kept.pop(before.row(), None)
        self._kept.pop(current.row(), None)
        self.forget_heights()

    def _start_again(self) -> None:
        self._current = -1
        self._kept.clear()


def _names(row: Row) -> tuple[str, str, str]:
    """Return what stands on the line of a report: name, title, what was found."""
    if row.kind is RowKind.THEMES or row.report is None:
        return "Themes", "", str(row.count)
    report = row.report
    name = " ".join(part for part in (report.year, report.name) if part)
    title = report.title if report.title != report.name else ""
    found = str(row.count) if row.count else "says nothing on this"
    return name, title, found if row.is_read else "not read yet"
