"""A passage that is like another as a card: its words with what differs marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from glossator.domain.text.word_diff import Wording
from glossator.ui.panels import card as cards
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.models.passages import ThemeMark
    from glossator.domain.text.beside import Comparison
    from glossator.ui.panels.card import Chip, Fonts, Look

LINES = 7
"""Lines of a passage that is not chosen; the chosen one is shown whole."""

_KEPT_WORD = 24
"""Characters cut at most to make room for an ellipsis."""


@dataclass(frozen=True, slots=True)
class SimilarCard:
    """Everything on a card, placed from the card's upper left corner.

    Attributes:
        height: Of the card, the gap to its neighbours included.
        head: Where citation and degree stand.
        place: The citation and the year.
        degree: How much the passage is like the one that is read.
        text: Its words, laid out.
        text_at: Where they begin.
        chips: The themes.
        colours: Of the themes, for the bar at the left.
    """

    height: int
    head: QRectF
    place: str
    degree: str
    text: QTextLayout
    text_at: QPointF
    chips: tuple[Chip, ...]
    colours: tuple[str, ...]


def marked(comparison: Comparison, palette: QPalette) -> tuple[str, list[QTextLayout.FormatRange]]:
    """Return the words of a passage and how those that differ are set.

    In a passage reworded, what is new is underlined and what went is struck through; in
    any other, what both have in common is set bolder.
    """
    shown = {Wording.SAME} if not comparison.is_close else {Wording.NEW, Wording.OLD}
    faces = {
        Wording.SAME: QTextCharFormat(),
        Wording.NEW: QTextCharFormat(),
        Wording.OLD: QTextCharFormat(),
    }
    faces[Wording.SAME].setFontWeight(QFont.Weight.DemiBold)
    faces[Wording.NEW].setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    faces[Wording.NEW].setUnderlineColor(paint.accent(palette))
    faces[Wording.NEW].setBackground(
        paint.mixed(palette.color(QPalette.ColorRole.Base), paint.accent(palette), 0.10)
    )
    faces[Wording.OLD].setFontStrikeOut(True)
    faces[Wording.OLD].setForeground(paint.muted(palette))
    text, formats = "", []
    for piece in comparison.pieces:
        if piece.wording in shown:
            words = piece.text.strip()
            face = QTextLayout.FormatRange()
            face.start, face.length = len(text) + piece.text.index(words), len(words)
            face.format = faces[piece.wording]
            formats.append(face)
        text += piece.text
    return text, formats


def quiet(count: int, palette: QPalette) -> list[QTextLayout.FormatRange]:
    """Return how the first characters of a text are set that only explain it."""
    face = QTextLayout.FormatRange()
    face.start, face.length = 0, count
    look = QTextCharFormat()
    look.setForeground(paint.muted(palette))
    look.setFontItalic(True)
    face.format = look
    return [face]


def lay_out(
    text: str,
    formats: Sequence[QTextLayout.FormatRange],
    names: tuple[str, str],
    themes: Sequence[ThemeMark],
    width: int,
    fonts: Fonts,
    *,
    whole: bool,
) -> SimilarCard:
    """Place what a card shows.

    Args:
        text: The passage's words.
        formats: How some of them are set.
        names: The citation with the year, and the degree of likeness.
        themes: What its annotations carry.
        width: Of the card, in logical pixels.
        fonts: The faces.
        whole: All lines, however many.
    """
    room = width - 2 * cards.OUTSIDE - cards.TEXT_AT - cards.PAD
    left = cards.OUTSIDE + cards.TEXT_AT
    head = QRectF(left, cards.OUTSIDE + cards.PAD - 2, room, cards.line_height(fonts.foot))
    layout, high = set_lines(text, formats, fonts.quote, room, 0 if whole else LINES)
    top = head.bottom() + 3
    chip_high = paint.chip_size(fonts.foot, "X").height()
    # Chips stand in rows below their line; there is nothing else on it here.
    line = QRectF(left, top + high + cards.GAP - chip_high - 3, room, chip_high)
    chips, _ = cards.place_chips(themes, fonts.foot, line, room)
    bottom = max((chip.area.bottom() for chip in chips), default=top + high)
    return SimilarCard(
        height=round(bottom + cards.PAD + cards.OUTSIDE),
        head=head,
        place=names[0],
        degree=names[1],
        text=layout,
        text_at=QPointF(left, top),
        chips=chips,
        colours=tuple(mark.colour for mark in themes),
    )


def set_lines(
    text: str,
    formats: Sequence[QTextLayout.FormatRange],
    font: QFont,
    room: float,
    most: int,
) -> tuple[QTextLayout, float]:
    """Set words in lines; of more than `most` (0 is any number) the last one is elided."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(formats))
    step, high, count, end = cards.line_height(font), 0.0, 0, 0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        if most and count == most:
            layout.endLayout()
            return set_lines(_shortened(text[:end]), formats, font, room, 0)
        line.setLineWidth(room)
        line.setPosition(QPointF(0, high))
        high += step
        count += 1
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return layout, high


def _shortened(text: str) -> str:
    """Return a text that fills its lines with its last word given for an ellipsis."""
    text = text.rstrip()
    cut = text.rfind(" ")
    return text[: cut if cut > len(text) - _KEPT_WORD else -2].rstrip(" ,;:.") + " …"


def draw(
    painter: QPainter,
    card: SimilarCard,
    area: QRectF,
    palette: QPalette,
    fonts: Fonts,
    look: Look,
) -> None:
    """Draw a card; `area` is its row in the list."""
    base = cards.draw_frame(painter, area, palette, look)
    cards.draw_bar(painter, card.colours, area)
    quiet, head = paint.muted(palette, base), card.head.translated(area.topLeft())
    painter.setFont(fonts.foot)
    painter.setPen(quiet)
    wide = QFontMetricsF(fonts.foot).horizontalAdvance(card.degree)
    paint.draw_text(painter, head, card.degree, Qt.AlignmentFlag.AlignRight)
    painter.setFont(paint.bold(fonts.foot))
    paint.draw_text(painter, head.adjusted(0, 0, -wide - 8, 0), card.place)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    card.text.draw(painter, area.topLeft() + card.text_at)
    cards.draw_chips(painter, card.chips, area.topLeft(), palette, base)
