"""The list of passages as cards."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from glossator.ui.panels import card as cards
from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.tall_list import TallList

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from glossator.app.areas import AreaImages
    from glossator.app.models.passages import PassageModel, ThemeMark
    from glossator.domain.records import Annotation, AnnotationId

KEPT = 400
"""Cards kept laid out."""


class CardView(TallList):
    """Shows passages; a click or the arrow keys choose one.

    Signals:
        chosen: AnnotationId; it was clicked, or the keyboard went to it.
        delete_wanted: The Delete key was pressed.
    """

    OWN_KEYS = frozenset((Qt.Key.Key_Delete, Qt.Key.Key_Space))

    chosen = Signal(object)
    delete_wanted = Signal()

    def __init__(
        self, passages: PassageModel, images: AreaImages, parent: QWidget | None = None
    ) -> None:
        self._passages = passages
        self._images = images
        self._kept: OrderedDict[
            AnnotationId, tuple[Annotation, list[ThemeMark], str, cards.Card]
        ] = OrderedDict()
        self._fonts = cards.Fonts.of(QGuiApplication.font())
        super().__init__(passages, parent)
        self.setAccessibleName("Passages")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.clicked.connect(self._clicked)
        images.made.connect(self.viewport().update)

    def show_chosen(self, annotation_id: AnnotationId | None) -> None:
        """Mark a passage as the chosen one, and bring it into view; None marks none."""
        index = self._passages.index_of(annotation_id)
        if not index.isValid():
            self.clearSelection()
        elif index != self.currentIndex() or not self.selectionModel().isSelected(index):
            self.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.scrollTo(index)

    def selected(self) -> list[Annotation]:
        """Return the selected passages in order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        found = (self._passages.annotation_at(row) for row in rows)
        return [one for one in found if one is not None]

    # What a tall list asks for

    def usual_height(self) -> int:
        """Override TallList.usual_height."""
        quote, foot = cards.line_height(self._fonts.quote), cards.line_height(self._fonts.foot)
        return round(3 * quote + foot + 2 * (cards.PAD + cards.OUTSIDE) + cards.GAP)

    def measured_height(self, row: int) -> int:
        """Override TallList.measured_height."""
        card = self._card(row)
        return card.height if card else self.usual_height()

    def _card(self, row: int) -> cards.Card | None:
        annotation = self._passages.annotation_at(row)
        if annotation is None:
            return None
        themes, year = self._passages.themes(annotation), self._passages.year(annotation)
        kept = self._kept.get(annotation.id)
        if kept is not None and kept[0] is annotation and kept[1:3] == (themes, year):
            self._kept.move_to_end(annotation.id)
            return kept[3]
        card = cards.lay_out(annotation, themes, year, self._card_width(), self._fonts)
        self._kept[annotation.id] = (annotation, themes, year, card)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return card

    def _image(self, card: cards.Card) -> QImage | None:
        """Return the picture of an area as sharp as the screen is; None until it is there."""
        if not card.digest:
            return None
        size = card.picture.size() * self.devicePixelRatioF()
        return self._images.image(card.digest, round(size.width()), round(size.height()))

    def _card_width(self) -> int:
        return self.viewport().width()

    def look_changed(self) -> None:
        """Override TallList.look_changed."""
        self._fonts = cards.Fonts.of(self.font())
        super().look_changed()

    def forget_heights(self) -> None:
        """Override TallList.forget_heights."""
        self._kept.clear()
        super().forget_heights()

    # What Qt calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        before = self.currentIndex()
        match event.key():
            case Qt.Key.Key_Delete:
                self.delete_wanted.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space:
                self._choose(before)
            case _:
                super().keyPressEvent(event)
                if self.currentIndex() != before and not event.modifiers() & _EXTENDING:
                    self._choose(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        painter = QPainter(self.viewport())
        selection = self.selectionModel()
        for row in self.rows_in_view():
            index = self._passages.index(row, 0)
            area = QRectF(self.visualRect(index))
            card = self._card(row)
            if card is not None and area.intersects(QRectF(event.rect())):
                look = cards.Look(
                    selected=selection.isSelected(index),
                    focused=self.hasFocus() and index == self.currentIndex(),
                )
                image = self._image(card)
                cards.draw(painter, card, area, self.palette(), self._fonts, look, image)
        painter.end()
        if not self._passages.rowCount():
            draw_empty(self, self.accessibleDescription())
        super().paintEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if not QGuiApplication.keyboardModifiers() & _EXTENDING:
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        annotation = self._passages.annotation_at(index.row())
        if annotation is not None:
            self.chosen.emit(annotation.id)


_EXTENDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
