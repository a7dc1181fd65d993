"""A list of passages as cards, of which the current one is shown whole."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QFrame, QWidget

from glossator.ui.panels import card as cards
from glossator.ui.panels import similar_card
from glossator.ui.panels.empty import draw_empty
from glossator.ui.panels.tall_list import TallList

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtCore import QAbstractListModel, SignalInstance
    from PySide6.QtGui import QPaintEvent


class CardList(TallList):
    """Shows cards, and rows that have none; stays on what was current when it is filled anew.

    Signals:
        current_changed: Another row is the current one, or none.
    """

    current_changed = Signal()

    OWN_KEYS: ClassVar[frozenset[Qt.Key]] = frozenset((Qt.Key.Key_Space,))

    def __init__(
        self,
        model: QAbstractListModel,
        listed: SignalInstance,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        """Make the list.

        Args:
            model: The rows.
            listed: Emitted where what rows say is something else.
            name: For a screen reader.
            parent: The widget it is in.
        """
        self._fonts = cards.Fonts.of(QGuiApplication.font())
        self._kept: dict[Hashable, tuple[object, similar_card.SimilarCard]] = {}
        self._whole: Hashable = None
        self._stays: Hashable = None
        super().__init__(model, parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.selectionModel().currentChanged.connect(self._current_moved)
        model.modelAboutToBeReset.connect(self._remember_current)
        model.modelReset.connect(self._find_current)
        listed.connect(self.viewport().update)

    # What a list of cards asks for

    @abstractmethod
    def key_at(self, row: int) -> Hashable:
        """Return what names a row also when it is listed anew, None where it can't stay."""

    @abstractmethod
    def row_of_key(self, key: Hashable) -> int:
        """Return the row with a key, -1 where there is none."""

    @abstractmethod
    def laid_out(self, row: int, *, whole: bool) -> similar_card.SimilarCard | None:
        """Lay a row's card out, whole or only its beginning; None where it has none."""

    def shown_with(self, row: int) -> object:
        """Return what a card is laid out with, and anew if it changes."""
        del row
        return None

    @abstractmethod
    def plain_height(self, row: int) -> int:
        """Return the height of a row without a card."""

    @abstractmethod
    def draw_plain(self, painter: QPainter, row: int, area: QRectF, look: cards.Look) -> None:
        """Draw a row without a card."""

    # What a tall list asks for

    def usual_height(self) -> int:
        """Override TallList.usual_height."""
        quote, foot = cards.line_height(self._fonts.quote), cards.line_height(self._fonts.foot)
        return round(5 * quote + foot + 2 * (cards.PAD + cards.OUTSIDE) + cards.GAP)

    def measured_height(self, row: int) -> int:
        """Override TallList.measured_height."""
        card = self._card(row)
        return card.height if card else self.plain_height(row)

    def look_changed(self) -> None:
        """Override TallList.look_changed."""
        self._fonts = cards.Fonts.of(self.font())
        super().look_changed()

    def forget_heights(self) -> None:
        """Override TallList.forget_heights."""
        self._kept.clear()
        super().forget_heights()

    # What Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Override QWidget::paintEvent."""
        painter = QPainter(self.viewport())
        for row in self.rows_in_view():
            index = self.model().index(row, 0)
            area = QRectF(self.visualRect(index))
            if not area.intersects(QRectF(event.rect())):
                continue
            is_current = index == self.currentIndex()
            look = cards.Look(selected=is_current, focused=is_current and self.hasFocus())
            card = self._card(row)
            if card is not None:
                similar_card.draw(painter, card, area, self.palette(), self._fonts, look)
            else:
                self.draw_plain(painter, row, area, look)
        painter.end()
        if not self.model().rowCount():
            draw_empty(self, self.accessibleDescription())
        super().paintEvent(event)

    # Inside

    def _card(self, row: int) -> similar_card.SimilarCard | None:
        key, stamp = self.key_at(row), self.shown_with(row)
        kept = self._kept.get(key)
        if kept is not None and kept[0] == stamp:
            return kept[1]
        card = self.laid_out(row, whole=key is not None and key == self._whole)
        if card is not None:
            self._kept[key] = (stamp, card)
        return card

    def _current_moved(self, current: QModelIndex) -> None:
        before, self._whole = self._whole, self.key_at(current.row())
        for key in (before, self._whole):
            self._kept.pop(key, None)
        self.viewport().update()
        self.current_changed.emit()

    def _remember_current(self) -> None:
        self._stays = self.key_at(self.currentIndex().row())

    def _find_current(self) -> None:
        """Stay on the passage that was current where the new list has it too."""
        self._kept.clear()
        row = self.row_of_key(self._stays) if self._stays is not None else -1
        if row >= 0:
            self.selectionModel().setCurrentIndex(
                self.model().index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        else:
            self._whole = None
            self.current_changed.emit()
