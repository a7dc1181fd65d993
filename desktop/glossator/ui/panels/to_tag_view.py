"""The list of paragraphs that may want a theme, as cards below the names of their reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QWidget

from glossator.ui import paint
from glossator.ui.panels import card as cards
from glossator.ui.panels import similar_card
from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.tall_list import TallList

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QPaintEvent

    from glossator.app.models.to_tag import Row, ToTagModel

LINE = "\u2028"
"""Between the reason and the words of a paragraph: a new line."""
OWN_KEYS = frozenset((Qt.Key.Key_T, Qt.Key.Key_Space, Qt.Key.Key_Delete))
"""Keys that mean something else here than in the rest of the window."""


class ToTagView(TallList):
    """Shows paragraphs; the current one is shown whole.

    Signals:
        go_wanted: Row; it was clicked, or the space bar was pressed on it.
        enter_pressed: Row; the Enter key.
        tag_wanted: Row; the T key.
        aside_wanted: Row; the Delete key.
        current_changed: Another row is the current one, or none.
    """

    go_wanted = Signal(object)
    enter_pressed = Signal(object)
    tag_wanted = Signal(object)
    aside_wanted = Signal(object)
    current_changed = Signal()

    def __init__(self, model: ToTagModel, parent: QWidget | None = None) -> None:
        self._paragraphs = model
        self._fonts = cards.Fonts.of(QGuiApplication.font())
        self._kept: dict[str, similar_card.SimilarCard] = {}
        self._whole: str | None = None
        self._stays = ""
        super().__init__(model, parent)
        self.setAccessibleName("Paragraphs to tag")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(lambda index: self._ask(index, self.go_wanted))
        self.selectionModel().currentChanged.connect(self._current_moved)
        model.modelAboutToBeReset.connect(self._remember_current)
        model.modelReset.connect(self._find_current)
        model.listed.connect(self.viewport().update)

    def current(self) -> Row | None:
        """Return the current paragraph."""
        row = self._paragraphs.row_at(self.currentIndex().row())
        return row if row is not None and row.unit is not None else None

    # What a tall list asks for

    def usual_height(self) -> int:
        """Override TallList.usual_height."""
        quote, foot = cards.line_height(self._fonts.quote), cards.line_height(self._fonts.foot)
        return round(5 * quote + foot + 2 * (cards.PAD + cards.OUTSIDE) + cards.GAP)

    def measured_height(self, row: int) -> int:
        """Override TallList.measured_height."""
        found = self._paragraphs.row_at(row)
        card = self._card(found) if found else None
        return card.height if card else round(cards.line_height(self._fonts.foot) + 16)

    def forget_heights(self) -> None:
        """Override TallList.forget_heights."""
        self._kept.clear()
        super().forget_heights()

    def _card(self, row: Row) -> similar_card.SimilarCard | None:
        if row.unit is None:
            return None
        card = self._kept.get(row.key)
        if card is None:
            names = (row.citation, f"{row.score:.2f}" if row.words else "")
            lead = f"{row.reason}{LINE}" if row.words else ""
            card = self._kept[row.key] = similar_card.lay_out(
                lead + row.unit.text,
                similar_card.quiet(len(lead), self.palette()),
                names,
                [],
                self.viewport().width(),
                self._fonts,
                whole=row.key == self._whole,
            )
        return card

    # What Qt calls

    def event(self, event: QEvent) -> bool:
        """Override QObject::event: keep the keys that mean something here; another font."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() in OWN_KEYS and not event.modifiers():
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
        signals = {
            Qt.Key.Key_Return: self.enter_pressed,
            Qt.Key.Key_Enter: self.enter_pressed,
            Qt.Key.Key_Space: self.go_wanted,
            Qt.Key.Key_T: self.tag_wanted,
            Qt.Key.Key_Delete: self.aside_wanted,
        }
        signal = signals.get(Qt.Key(event.key()))
        if signal is not None and not event.modifiers():
            self._ask(self.currentIndex(), signal)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        painter = QPainter(self.viewport())
        for number in self.rows_in_view():
            index = self._paragraphs.index(number, 0)
            area, row = QRectF(self.visualRect(index)), self._paragraphs.row_at(number)
            if row is None or not area.intersects(QRectF(event.rect())):
                continue
            is_current = index == self.currentIndex()
            look = cards.Look(selected=is_current, focused=is_current and self.hasFocus())
            card = self._card(row)
            if card is not None:
                similar_card.draw(painter, card, area, self.palette(), self._fonts, look)
            else:
                painter.setFont(paint.bold(self._fonts.foot))
                painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
                paint.draw_text(painter, area.adjusted(cards.OUTSIDE + 2, 4, -4, 0), row.said)
        painter.end()
        if not self._paragraphs.rowCount():
            draw_empty(self, self.accessibleDescription())
        super().paintEvent(event)

    # Inside

    def _ask(self, index: QModelIndex, signal: SignalInstance) -> None:
        row = self._paragraphs.row_at(index.row())
        if row is not None and row.unit is not None:
            signal.emit(row)

    def _current_moved(self, current: QModelIndex) -> None:
        before, row = self._whole, self._paragraphs.row_at(current.row())
        self._whole = row.key if row else None
        for key in (before, self._whole):
            if key is not None:
                self._kept.pop(key, None)
        self.viewport().update()
        self.current_changed.emit()

    def _remember_current(self) -> None:
        row = self.current()
        self._stays = row.key if row else ""

    def _find_current(self) -> None:
        """Stay on the paragraph that was current where the new list has it too."""
        self._kept.clear()
        number = self._paragraphs.row_of(self._stays) if self._stays else -1
        if number >= 0:
            self.setCurrentIndex(self._paragraphs.index(number, 0))
        else:
            self._whole = None
            self.current_changed.emit()
