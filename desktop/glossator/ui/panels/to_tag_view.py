"""The list of paragraphs that may want a theme, as cards below the names of their reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette

from glossator.ui.panels import card as cards
from glossator.ui.panels import similar_card
from glossator.ui.panels.card_list import CardList
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from glossator.app.models.to_tag import Row, ToTagModel

LINE = "\u2028"
"""Between the reason and the words of a paragraph: a new line."""


class ToTagView(CardList):
    """Shows paragraphs, and above them how many their report has.

    Signals:
        go_wanted: Row; it was clicked, or the space bar was pressed on it.
        enter_pressed: Row; the Enter key.
        tag_wanted: Row; the T key.
        aside_wanted: Row; the Delete key.
    """

    go_wanted = Signal(object)
    enter_pressed = Signal(object)
    tag_wanted = Signal(object)
    aside_wanted = Signal(object)

    OWN_KEYS: ClassVar[frozenset[Qt.Key]] = frozenset(
        (Qt.Key.Key_T, Qt.Key.Key_Space, Qt.Key.Key_Delete)
    )

    def __init__(self, model: ToTagModel, parent: QWidget | None = None) -> None:
        self._paragraphs = model
        super().__init__(model, model.listed, "Paragraphs to tag", parent)
        self.clicked.connect(lambda index: self._ask(index, self.go_wanted))

    def current(self) -> Row | None:
        """Return the current paragraph."""
        return self._paragraph(self.currentIndex().row())

    # What a list of cards asks for

    def key_at(self, row: int) -> Hashable:
        """Override CardList.key_at."""
        found = self._paragraph(row)
        return found.key if found else None

    def row_of_key(self, key: Hashable) -> int:
        """Override CardList.row_of_key."""
        return self._paragraphs.row_of(str(key))

    def laid_out(self, row: int, *, whole: bool) -> similar_card.SimilarCard | None:
        """Override CardList.laid_out."""
        found = self._paragraph(row)
        if found is None or found.unit is None:
            return None
        lead = f"{found.reason}{LINE}" if found.words else ""
        return similar_card.lay_out(
            lead + found.unit.text,
            similar_card.quiet(len(lead), self.palette()),
            (found.citation, f"{found.score:.2f}" if found.words else ""),
            [],
            self.viewport().width(),
            self._fonts,
            whole=whole,
        )

    def plain_height(self, row: int) -> int:
        """Override CardList.plain_height."""
        del row
        return round(cards.line_height(self._fonts.foot) + 16)

    def draw_plain(self, painter: QPainter, row: int, area: QRectF, look: cards.Look) -> None:
        """Override CardList.draw_plain."""
        del look
        found = self._paragraphs.row_at(row)
        painter.setFont(paint.bold(self._fonts.foot))
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        said = found.said if found else ""
        paint.draw_text(painter, area.adjusted(cards.OUTSIDE + 2, 4, -4, 0), said)

    # What Qt calls

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

    # Inside

    def _paragraph(self, row: int) -> Row | None:
        found = self._paragraphs.row_at(row)
        return found if found is not None and found.unit is not None else None

    def _ask(self, index: QModelIndex, signal: SignalInstance) -> None:
        row = self._paragraph(index.row())
        if row is not None:
            signal.emit(row)
