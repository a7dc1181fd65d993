"""The list of passages that are like the one that is read, as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QTextLayout

from glossator.app.models.similar import Row, RowKind, SimilarModel
from glossator.domain.ranking.similar import degree
from glossator.ui.panels import card as cards
from glossator.ui.panels import similar_card
from glossator.ui.panels.card_list import CardList
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Hashable

    from PySide6.QtWidgets import QWidget

_GO = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class SimilarView(CardList):
    """Shows passages of other reports, and sentences on reports that have none.

    Signals:
        go_wanted: A row was clicked, or Enter was pressed on it.
    """

    go_wanted = Signal(object)

    def __init__(self, similar: SimilarModel, parent: QWidget | None = None) -> None:
        self._similar = similar
        self.marks_words = True
        super().__init__(similar, similar.listed, "Similar passages", parent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.clicked.connect(self._go)

    def current(self) -> Row | None:
        """Return the current row."""
        return self._similar.row_at(self.currentIndex().row())

    def mark_words(self, *, shown: bool) -> None:
        """Mark the words that differ or that both have, or show the passages plain."""
        self.marks_words = shown
        self.forget_heights()

    # What a list of cards asks for

    def key_at(self, row: int) -> Hashable:
        """Override CardList.key_at."""
        found = self._similar.row_at(row)
        return found.key if found else None

    def row_of_key(self, key: Hashable) -> int:
        """Override CardList.row_of_key."""
        return self._similar.row_of(cast("tuple[str, str]", key))

    def shown_with(self, row: int) -> object:
        """Override CardList.shown_with: the themes of the passage."""
        found = self._similar.row_at(row)
        return self._similar.themes(found) if found and found.kind is RowKind.LIKE else ()

    def laid_out(self, row: int, *, whole: bool) -> similar_card.SimilarCard | None:
        """Override CardList.laid_out."""
        found = self._similar.row_at(row)
        unit = self._similar.unit(found) if found else None
        if found is None or found.kind is not RowKind.LIKE or unit is None or found.match is None:
            return None
        text: str = unit.text
        formats: list[QTextLayout.FormatRange] = []
        comparison = self._similar.comparison(found) if self.marks_words else None
        if comparison is not None:
            text, formats = similar_card.marked(comparison, self.palette())
        cited = (self._similar.citation(found), found.report.year)
        names = (
            " · ".join(part for part in cited if part),
            f"{degree(found.match.score)} · {found.match.score:.2f}",
        )
        themes, width = self._similar.themes(found), self.viewport().width()
        return similar_card.lay_out(text, formats, names, themes, width, self._fonts, whole=whole)

    def plain_height(self, row: int) -> int:
        """Override CardList.plain_height."""
        found = self._similar.row_at(row)
        if found is None:
            return self.usual_height()
        room = self.viewport().width() - 2 * (cards.OUTSIDE + cards.PAD)
        text = cards.lines(self._similar.sentence(found), self._fonts.note, room, 6)
        return round(len(text) * cards.line_height(self._fonts.note) + 2 * cards.PAD)

    def draw_plain(self, painter: QPainter, row: int, area: QRectF, look: cards.Look) -> None:
        """Override CardList.draw_plain."""
        found = self._similar.row_at(row)
        if found is None:
            return
        window = self.palette().color(QPalette.ColorRole.Window)
        inside = area.adjusted(cards.OUTSIDE + cards.PAD, cards.PAD, -cards.OUTSIDE - cards.PAD, 0)
        painter.setFont(self._fonts.note)
        painter.setPen(paint.muted(self.palette(), window))
        high = cards.line_height(self._fonts.note)
        for n, text in enumerate(
            cards.lines(self._similar.sentence(found), self._fonts.note, inside.width(), 6)
        ):
            line = QRectF(inside.left(), inside.top() + n * high, inside.width(), high)
            paint.draw_text(painter, line, text)
        if look.selected:
            paint.draw_focus(painter, area.adjusted(1, 1, -1, -1), self.palette())

    # What Qt calls

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent."""
        if event.key() in _GO and self.currentIndex().isValid():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    # Inside

    def _go(self, index: QModelIndex) -> None:
        row = self._similar.row_at(index.row())
        if row is not None:
            self.go_wanted.emit(row)
