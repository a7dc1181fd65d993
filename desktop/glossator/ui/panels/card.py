"""A passage as a card: where everything stands on it, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextLayout,
    QTextOption,
)

from glossator.domain.records import Status
from glossator.ui import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.models.passages import ThemeMark
    from glossator.domain.records import Annotation

QUOTE_LINES = 4
NOTE_LINES = 3
OUTSIDE = 3
"""Half the gap between two cards."""
PAD = 9
BAR = 3
TEXT_AT = PAD + BAR + 7
GAP = 5
CHIP_ROWS = 2
LONGEST = 700
"""Characters of a text that are laid out; more never fit on a card."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces of a card."""

    quote: QFont
    note: QFont
    foot: QFont

    @classmethod
    def of(cls, font: QFont) -> Fonts:
        """Return the faces that go with the system's font."""
        return cls(paint.serif(font), font, paint.small(font))


@dataclass(frozen=True, slots=True)
class Chip:
    """A theme's name, or how many more there are, at its place on the card."""

    text: str
    colour: str
    area: QRectF


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on a card, placed from the card's upper left corner.

    Attributes:
        height: Of the card, the gap to its neighbours included.
        quote, note: Lines of text.
        quote_top, note_top: Where the first of them begins.
        foot: Where the citation stands.
        place: The citation.
        chips: The themes.
        colours: Of the themes, for the bar at the left.
        doubt: What is to be said about the passage's place, or nothing.
    """

    height: int
    quote: tuple[str, ...]
    note: tuple[str, ...]
    quote_top: float
    note_top: float
    foot: QRectF
    place: str
    chips: tuple[Chip, ...]
    colours: tuple[str, ...]
    doubt: str = ""


class Look(NamedTuple):
    """How a card is drawn that is selected, or that the keyboard is at."""

    selected: bool = False
    focused: bool = False


def lines(text: str, font: QFont, width: float, most: int) -> tuple[str, ...]:
    """Break a text into lines that fit a width, the last one elided where it goes on."""
    text = " ".join(text[:LONGEST].split())
    if not text:
        return ()
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[tuple[int, int]] = []
    while (line := layout.createLine()).isValid() and len(found) <= most:
        line.setLineWidth(width)
        found.append((line.textStart(), line.textLength()))
    layout.endLayout()
    broken = [text[start : start + length].rstrip() for start, length in found]
    if len(broken) > most:
        rest = text[found[most - 1][0] :]
        broken[most - 1 :] = [
            QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        ]
    return tuple(broken)


def place_of(annotation: Annotation, year: str) -> str:
    """Return the citation as a card has it: with the page, else the year."""
    cites_page = annotation.citation.endswith(f"p. {annotation.page + 1}")
    detail = year if cites_page else f"p. {annotation.page + 1}"
    return " · ".join(part for part in (annotation.citation, detail) if part)


def lay_out(
    annotation: Annotation, themes: Sequence[ThemeMark], year: str, width: int, fonts: Fonts
) -> Card:
    """Place what a card shows of an annotation."""
    room = width - 2 * OUTSIDE - TEXT_AT - PAD
    quote = lines(f"“{annotation.quote}”", fonts.quote, room, QUOTE_LINES)
    if quote and not quote[-1].endswith("”"):
        quote = (*quote[:-1], quote[-1].removesuffix("…").rstrip(" ,;:") + " …”")
    note = lines(annotation.note, fonts.note, room, NOTE_LINES)
    quote_top = OUTSIDE + PAD - 1.0
    note_top = quote_top + len(quote) * line_height(fonts.quote) + GAP
    below = note_top + (len(note) * line_height(fonts.note) + GAP if note else 0.0)
    place = place_of(annotation, year)
    foot_high = paint.chip_size(fonts.foot, "X").height()
    left = OUTSIDE + TEXT_AT
    foot = QRectF(left, below, room, foot_high)
    place_wide = QFontMetricsF(fonts.foot).horizontalAdvance(place)
    chips, rows = _chips(themes, fonts.foot, foot, place_wide + 10)
    beside = bool(chips) and chips[0].area.top() == foot.top()
    if chips and beside:
        foot.setWidth(chips[0].area.left() - left - 8)
    bottom = foot.top() + (rows * (foot_high + 3) - 3 if rows else foot_high)
    return Card(
        height=round(bottom + PAD + OUTSIDE),
        quote=quote,
        note=note,
        quote_top=quote_top,
        note_top=note_top,
        foot=foot,
        place=place,
        chips=chips,
        colours=tuple(mark.colour for mark in themes),
        doubt="" if annotation.status is Status.ATTACHED else str(annotation.status),
    )


def line_height(font: QFont) -> float:
    """Return the distance from one line to the next: a little air for reading."""
    return round(QFontMetricsF(font).height() * 1.06)


def _chips(
    themes: Sequence[ThemeMark], font: QFont, foot: QRectF, taken: float
) -> tuple[tuple[Chip, ...], int]:
    """Place the chips: beside the citation where all fit, else in rows below it."""
    sizes = [paint.chip_size(font, mark.name) for mark in themes]
    total = sum(size.width() + 4 for size in sizes) - 4
    if not themes:
        return (), 1
    step = foot.height() + 3
    beside = total <= foot.width() - taken
    top = foot.top() if beside else foot.top() + step
    x = foot.right() - total if beside else foot.left()
    row = 0
    chips: list[Chip] = []
    for n, (mark, size) in enumerate(zip(themes, sizes, strict=True)):
        width = min(size.width(), foot.width())
        if x + width > foot.right() + 0.5 and x > foot.left():
            row, x = row + 1, foot.left()
        if row == CHIP_ROWS:
            last = chips.pop()
            more = f"+ {len(themes) - n + 1}"
            wide = max(paint.chip_size(font, more).width(), 30)
            chips.append(
                Chip(more, "", QRectF(last.area.left(), last.area.top(), wide, size.height()))
            )
            row -= 1
            break
        chips.append(
            Chip(mark.name, mark.colour, QRectF(x, top + row * step, width, size.height()))
        )
        x += width + 4
    return tuple(chips), row + 1 if beside else row + 2


def draw(
    painter: QPainter, card: Card, area: QRectF, palette: QPalette, fonts: Fonts, look: Look
) -> None:
    """Draw a card; `area` is its row in the list."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = area.adjusted(OUTSIDE, OUTSIDE, -OUTSIDE, -OUTSIDE)
    base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    edge = QPen(paint.hairline(palette), 1)
    if look.selected or look.focused:
        edge = QPen(paint.accent(palette), 2 if look.selected else 1)
    if look.focused:
        base = paint.mixed(base, paint.accent(palette), 0.06)
    inset = edge.widthF() / 2
    painter.setPen(edge)
    painter.setBrush(base)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)
    _draw_bar(painter, card, QRectF(box.left() + PAD, box.top() + PAD, BAR, box.height() - 2 * PAD))
    left = area.left() + OUTSIDE + TEXT_AT
    painter.setPen(text)
    _draw_lines(painter, card.quote, fonts.quote, QPointF(left, area.top() + card.quote_top))
    _draw_lines(painter, card.note, fonts.note, QPointF(left, area.top() + card.note_top))
    painter.setFont(fonts.foot)
    painter.setPen(paint.muted(palette, base))
    place = f"{card.doubt}: {card.place}" if card.doubt else card.place
    paint.draw_text(painter, card.foot.translated(area.topLeft()), place)
    for chip in card.chips:
        at = chip.area.translated(area.topLeft())
        if chip.colour:
            paint.draw_chip(painter, at, chip.text, chip.colour, palette)
        else:
            painter.setPen(paint.muted(palette, base))
            paint.draw_text(painter, at.adjusted(4, 0, 0, 0), chip.text)


def _draw_bar(painter: QPainter, card: Card, area: QRectF) -> None:
    """Draw the themes' colours one above the other."""
    painter.setPen(Qt.PenStyle.NoPen)
    share = area.height() / max(len(card.colours), 1)
    for i, colour in enumerate(card.colours):
        painter.setBrush(QColor(colour))
        painter.drawRect(QRectF(area.left(), area.top() + i * share, area.width(), share))


def _draw_lines(painter: QPainter, texts: Sequence[str], font: QFont, at: QPointF) -> None:
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    high = line_height(font)
    for i, text in enumerate(texts):
        painter.drawText(QPointF(at.x(), at.y() + i * high + metrics.ascent()), text)
