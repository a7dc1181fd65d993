"""The list of passages that are like the one that is read, as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPalette, QTextLayout
from PySide6.QtWidgets import QFrame, QWidget

from glossator.app.models.similar import Row, RowKind, SimilarModel
from glossator.domain.similar import degree
from glossator.ui import paint
from glossator.ui.panels import card as cards
from glossator.ui.panels import similar_card
from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.tall_list import TallList

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from glossator.app.models.passages import ThemeMark

_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SimilarView(TallList):
    """Shows passages of other reports; the current one is shown whole.

    Signals:
        go_wanted: A row was clicked, or Enter was pressed on it.
        current_changed: Another row is the current one, or none.
    """

    go_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, similar: SimilarModel, parent: QWidget | None = None) -> None:
        self._similar = similar
        self._fonts = cards.Fonts.of(QGuiApplication.font())
        self._kept: dict[tuple[str, str], tuple[list[ThemeMark], similar_card.SimilarCard]] = {}
        self._whole: tuple[str, str] | None = None
        self._stays: tuple[str, str] | None = None
        self.marks_words = True
        super().__init__(similar, parent)
        self.setAccessibleName("Similar passages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self._go)
        self.selectionModel().currentChanged.connect(self._current_moved)
        similar.modelAboutToBeReset.connect(self._remember_current)
        similar.modelReset.connect(self._find_current)
        similar.listed.connect(self.viewport().update)

    def current(self) -> Row | None:
        """Return the current row."""
        return self._similar.row_at(self.currentIndex().row())

    def mark_words(self, *, shown: bool) -> None:
        """Mark the words that differ or that both have, or show the passages plain."""
        self.marks_words = shown
        self.forget_heights()

    # What a tall list asks for

    def usual_height(self) -> int:
        """Override TallList.usual_height."""
        quote, foot = cards.line_height(self._fonts.quote), cards.line_height(self._fonts.foot)
        return round(5 * quote + foot + 2 * (cards.PAD + cards.OUTSIDE) + cards.GAP)

    def measured_height(self, row: int) -> int:
        """Override TallList.measured_height."""
        found = self._similar.row_at(row)
        card = self._card(found) if found else None
        return card.height if card else self._sentence_height(found)

    def forget_heights(self) -> None:
        """Override TallList.forget_heights."""
        self._kept.clear()
        super().forget_heights()

    def _card(self, row: Row) -> similar_card.SimilarCard | None:
        unit = self._similar.unit(row)
        if row.kind is not RowKind.LIKE or unit is None or row.match is None:
            return None
        themes = self._similar.themes(row)
        kept = self._kept.get(row.key)
        if kept is not None and kept[0] == themes:
            return kept[1]
        text: str = unit.text
        formats: list[QTextLayout.FormatRange] = []
        comparison = self._similar.comparison(row) if self.marks_words else None
        if comparison is not None:
            text, formats = similar_card.marked(comparison, self.palette())
        place = " · ".join(part for part in (self._similar.citation(row), row.report.year) if part)
        names = (place, f"{degree(row.match.score)} · {row.match.score:.2f}")
        width, whole = self.viewport().width(), row.key == self._whole
        card = similar_card.lay_out(text, formats, names, themes, width, self._fonts, whole=whole)
        self._kept[row.key] = (themes, card)
        return card

    def _sentence_height(self, row: Row | None) -> int:
        if row is None:
            return self.usual_height()
        room = self.viewport().width() - 2 * (cards.OUTSIDE + cards.PAD)
        text = cards.lines(self._similar.sentence(row), self._fonts.note, room, 6)
        return round(len(text) * cards.line_height(self._fonts.note) + 2 * cards.PAD)

    # What Qt calls

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: the space bar goes to a passage here; another font."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                event.accept()
                return True
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._fonts = cards.Fonts.of(self.font())
            self.forget_heights()
        elif event.type() == QEvent.Type.PaletteChange:
            self._kept.clear()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        if event.key() in _GO and self.currentIndex().isValid():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        painter = QPainter(self.viewport())
        for number in self.rows_in_view():
            index = self._similar.index(number, 0)
            area, row = QRectF(self.visualRect(index)), self._similar.row_at(number)
            if row is None or not area.intersects(QRectF(event.rect())):
                continue
            is_current = index == self.currentIndex()
            look = cards.Look(selected=is_current, focused=is_current and self.hasFocus())
            card = self._card(row)
            if card is not None:
                similar_card.draw(painter, card, area, self.palette(), self._fonts, look)
            else:
                self._draw_sentence(painter, row, area, look)
        painter.end()
        if not self._similar.rowCount():
            draw_empty(self, self.accessibleDescription())
        super().paintEvent(event)

    def _draw_sentence(self, painter: QPainter, row: Row, area: QRectF, look: cards.Look) -> None:
        window = self.palette().color(QPalette.ColorRole.Window)
        inside = area.adjusted(cards.OUTSIDE + cards.PAD, cards.PAD, -cards.OUTSIDE - cards.PAD, 0)
        painter.setFont(self._fonts.note)
        painter.setPen(paint.muted(self.palette(), window))
        high = cards.line_height(self._fonts.note)
        for n, text in enumerate(
            cards.lines(self._similar.sentence(row), self._fonts.note, inside.width(), 6)
        ):
            line = QRectF(inside.left(), inside.top() + n * high, inside.width(), high)
            paint.draw_text(painter, line, text)
        if look.selected:
            paint.draw_focus(painter, area.adjusted(1, 1, -1, -1), self.palette())

    # Inside

    def _go(self, index: QModelIndex) -> None:
        row = self._similar.row_at(index.row())
        if row is not None:
            self.go_wanted.emit(row)

    def _current_moved(self, current: QModelIndex) -> None:
        before, row = self._whole, self._similar.row_at(current.row())
        self._whole = row.key if row else None
        for key in (before, self._whole):
            if key is not None:
                self._kept.pop(key, None)
        self.viewport().update()
        self.current_changed.emit()

    def _remember_current(self) -> None:
        row = self.current()
        self._stays = row.key if row else None

    def _find_current(self) -> None:
        """Stay on the passage that was current where the new list has it too."""
        self._kept.clear()
        number = self._similar.row_of(self._stays) if self._stays else -1
        if number >= 0:
            self.selectionModel().setCurrentIndex(
                self._similar.index(number, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        else:
            self._whole = None
            self.current_changed.emit()
