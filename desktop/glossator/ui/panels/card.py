"""A passage as a card: where everything stands on it, and how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
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
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QImage

    from glossator.app.models.passages import ThemeMark
    from glossator.domain.records import Annotation

QUOTE_LINES = 4
PICTURE_HIGH = 132
"""Greatest height of an area's picture, in logical pixels."""
PICTURE_SCALE = 1.5
"""Logical pixels a point at most: small areas are not blown up."""
NOTE_LINES = 3
OUTSIDE = 3
"""Half the gap between two cards."""
PAD = 9
BAR = 3
TEXT_AT = PAD + BAR + 7
GAP = 5
CHIP_ROWS = 2
CHIP_GAP = 4
LONGEST = 700
"""Characters of a text that are laid out; more never fit on a card."""


class Fonts(NamedTuple):
    """The faces of a card."""

    quote: QFont
    note: QFont
    foot: QFont

    @classmethod
    def of(cls, font: QFont) -> Fonts:
        """Return the faces that go with the system's font."""
        return cls(paint.serif(font), font, paint.small(font))


class Chip(NamedTuple):
    """A theme's name, or how many more there are, at its place on the card."""

    text: str
    colour: str
    area: QRectF


@dataclass(frozen=True, slots=True)
class Card:
    """Everything on a card, placed from the card's upper left corner.

    Attributes:
        height: Of the card, the gap to its neighbours included.
        quote, note: Lines of text; an area has no quotation.
        quote_top, note_top: Where the first of them begins.
        picture: Where the picture of an area stands in place of the quotation, else empty.
        digest: SHA-256 of the picture, or empty.
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
    picture: QRectF = field(default_factory=QRectF)
    digest: str = ""


class Look(NamedTuple):
    """How a card is drawn that is selected, or that the keyboard is at."""

    selected: bool = False
    focused: bool = False


def lines(text: str, font: QFont, width: float, most: int, tail: str = "") -> tuple[str, ...]:
    """Break a text into lines that fit a width, the last one elided where it goes on.

    Args:
        text: Any text; line feeds count as spaces.
        font: What it is set in.
        width: Room for a line, in logical pixels.
        most: How many lines there may be.
        tail: Stands behind the ellipsis too.
    """
    is_cut = len(text) > LONGEST
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
    if len(broken) > most or is_cut:
        last = min(most, len(broken)) - 1
        broken[last:] = [_elided(text[found[last][0] :], font, width, tail)]
    return tuple(broken)


def _elided(text: str, font: QFont, width: float, tail: str) -> str:
    """Return as many whole words as fit before an ellipsis."""
    metrics, ending = QFontMetricsF(font), " …" + tail
    words = text.split(" ")
    count = 0
    while count < len(words) and (
        metrics.horizontalAdvance(" ".join(words[: count + 1]) + ending) <= width
    ):
        count += 1
    if not count:
        room = width - metrics.horizontalAdvance(tail)
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) + tail
    return " ".join(words[:count]).rstrip(" ,;:.") + ending


def place_of(annotation: Annotation, year: str) -> str:
    """Return the citation as a card has it: with the page, else the year."""
    cites_page = annotation.is_area or annotation.citation.endswith(f"p. {annotation.page + 1}")
    detail = year if cites_page else f"p. {annotation.page + 1}"
    return " · ".join(part for part in (annotation.citation, detail) if part)


def lay_out(
    annotation: Annotation, themes: Sequence[ThemeMark], year: str, width: int, fonts: Fonts
) -> Card:
    """Place what a card shows of an annotation."""
    room = width - 2 * OUTSIDE - TEXT_AT - PAD
    said = f"“{annotation.quote.strip()}”" if annotation.quote else ""
    quote = lines(said, fonts.quote, room, QUOTE_LINES, tail="”")
    note = lines(annotation.note, fonts.note, room, NOTE_LINES)
    quote_top = OUTSIDE + PAD - 1.0
    picture = _picture_place(annotation, QPointF(OUTSIDE + TEXT_AT, quote_top + 1), room)
    note_top = quote_top + len(quote) * line_height(fonts.quote) + GAP
    if annotation.is_area:
        note_top = picture.bottom() + GAP + 2
    below = note_top + (len(note) * line_height(fonts.note) + GAP if note else 0.0)
    place = place_of(annotation, year)
    foot_high = paint.chip_size(fonts.foot, "X").height()
    left = OUTSIDE + TEXT_AT
    foot = QRectF(left, below, room, foot_high)
    place_wide = QFontMetricsF(fonts.foot).horizontalAdvance(place)
    chips, rows = place_chips(themes, fonts.foot, foot, place_wide + 10)
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
        picture=picture,
        digest=annotation.picture,
    )


def _picture_place(annotation: Annotation, at: QPointF, room: float) -> QRectF:
    """Return where the picture of an area stands, as large as there is room and no larger."""
    if not annotation.is_area:
        return QRectF()
    shape = shape_of(annotation)
    scale = min(room / shape.width(), PICTURE_HIGH / shape.height(), PICTURE_SCALE)
    return QRectF(at, shape * scale)


def shape_of(annotation: Annotation) -> QSizeF:
    """Return the width and height of an area as it is displayed, in points."""
    quad = annotation.segments[0].quads[0]
    wide = hypot(quad.x_ur - quad.x_ul, quad.y_ur - quad.y_ul)
    high = hypot(quad.x_ll - quad.x_ul, quad.y_ll - quad.y_ul)
    return QSizeF(max(wide, 1.0), max(high, 1.0))


def line_height(font: QFont) -> float:
    """Return the distance from one line to the next: a little air for reading."""
    return round(QFontMetricsF(font).height() * 1.06)


def place_chips(
    themes: Sequence[ThemeMark], font: QFont, foot: QRectF, taken: float
) -> tuple[tuple[Chip, ...], int]:
    """Place the chips: beside the citation where all fit, else in rows below it.

    Returns:
        The chips, and how many rows they and the citation take.
    """
    sizes = [paint.chip_size(font, mark.name) for mark in themes]
    total = sum(size.width() + CHIP_GAP for size in sizes) - CHIP_GAP
    if not themes:
        return (), 1
    if total <= foot.width() - taken:
        x, chips = foot.right() - total, []
        for mark, size in zip(themes, sizes, strict=True):
            chips.append(Chip(mark.name, mark.colour, QRectF(x, foot.top(), *size.toTuple())))
            x += size.width() + CHIP_GAP
        return tuple(chips), 1
    rows = _rows([min(size.width(), foot.width()) for size in sizes], foot.width())
    step = foot.height() + 3
    chips = []
    for row, members in enumerate(rows[:CHIP_ROWS]):
        x, top = foot.left(), foot.top() + (row + 1) * step
        for n in members:
            width = min(sizes[n].width(), foot.width())
            mark = themes[n]
            chips.append(Chip(mark.name, mark.colour, QRectF(x, top, width, sizes[n].height())))
            x += width + CHIP_GAP
    if len(chips) < len(themes):
        chips[-1:] = _with_more(chips[-1], len(themes) - len(chips), font, foot.right())
    return tuple(chips), 1 + min(len(rows), CHIP_ROWS)


def _rows(widths: Sequence[float], room: float) -> list[list[int]]:
    """Return which chips stand together in a row."""
    rows: list[list[int]] = [[]]
    x = 0.0
    for n, width in enumerate(widths):
        if rows[-1] and x + width > room + 0.5:
            rows.append([])
            x = 0.0
        rows[-1].append(n)
        x += width + CHIP_GAP
    return rows


def _with_more(last: Chip, count: int, font: QFont, right: float) -> tuple[Chip, Chip]:
    """Return the last chip, narrowed to leave room for how many more there are."""
    more = f"+ {count}"
    width = QFontMetricsF(font).horizontalAdvance(more) + 8
    area = QRectF(last.area)
    area.setRight(min(area.right(), right - width - CHIP_GAP))
    left = area.right() + CHIP_GAP
    place = QRectF(left, area.top(), width, area.height())
    return Chip(last.text, last.colour, area), Chip(more, "", place)


def draw(
    painter: QPainter,
    card: Card,
    area: QRectF,
    palette: QPalette,
    fonts: Fonts,
    look: Look,
    image: QImage | None = None,
) -> None:
    """Draw a card; `area` is its row in the list, `image` the picture of an area."""
    base, text = draw_frame(painter, area, palette, look), palette.color(QPalette.ColorRole.Text)
    draw_bar(painter, card.colours, area)
    left = area.left() + OUTSIDE + TEXT_AT
    if not card.picture.isEmpty():
        _draw_picture(painter, card.picture.translated(area.topLeft()), image, palette)
    painter.setPen(text)
    _draw_lines(painter, card.quote, fonts.quote, QPointF(left, area.top() + card.quote_top))
    _draw_lines(painter, card.note, fonts.note, QPointF(left, area.top() + card.note_top))
    painter.setFont(fonts.foot)
    painter.setPen(paint.muted(palette, base))
    place = f"{card.doubt}: {card.place}" if card.doubt else card.place
    paint.draw_text(painter, card.foot.translated(area.topLeft()), place)
    draw_chips(painter, card.chips, area.topLeft(), palette, base)


def draw_frame(painter: QPainter, area: QRectF, palette: QPalette, look: Look) -> QColor:
    """Draw the paper of a card, marked where it is selected; return its colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = area.adjusted(OUTSIDE, OUTSIDE, -OUTSIDE, -OUTSIDE)
    base = palette.color(QPalette.ColorRole.Base)
    edge = QPen(paint.hairline(palette), 1)
    if look.selected or look.focused:
        edge = QPen(paint.accent(palette), 2 if look.selected else 1)
    if look.focused:
        base = paint.mixed(base, paint.accent(palette), 0.06)
    inset = edge.widthF() / 2
    painter.setPen(edge)
    painter.setBrush(base)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 6, 6)
    return base


def draw_chips(
    painter: QPainter, chips: Sequence[Chip], at: QPointF, palette: QPalette, base: QColor
) -> None:
    """Draw the names of the themes of a card whose upper left corner is given."""
    for chip in chips:
        area = chip.area.translated(at)
        if chip.colour:
            paint.draw_chip(painter, area, chip.text, chip.colour, palette)
        else:
            painter.setPen(paint.muted(palette, base))
            paint.draw_text(painter, area.adjusted(4, 0, 0, 0), chip.text)


def draw_bar(painter: QPainter, colours: Sequence[str], area: QRectF) -> None:
    """Draw the themes' colours one above the other at the left of a card."""
    painter.setPen(Qt.PenStyle.NoPen)
    inside = area.adjusted(OUTSIDE + PAD, OUTSIDE + PAD, -OUTSIDE, -OUTSIDE - PAD)
    share = inside.height() / max(len(colours), 1)
    for i, colour in enumerate(colours):
        painter.setBrush(QColor(colour))
        painter.drawRect(QRectF(inside.left(), inside.top() + i * share, BAR, share))


def _draw_picture(
    painter: QPainter, place: QRectF, image: QImage | None, palette: QPalette
) -> None:
    """Draw the picture of an area in a fine frame; paper until it is there."""
    painter.fillRect(place, Qt.GlobalColor.white)
    if image is not None and not image.isNull():
        painter.drawImage(place, image)
    painter.setPen(QPen(paint.hairline(palette), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(place)


def _draw_lines(painter: QPainter, texts: Sequence[str], font: QFont, at: QPointF) -> None:
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    high = line_height(font)
    for i, text in enumerate(texts):
        painter.drawText(QPointF(at.x(), at.y() + i * high + metrics.ascent()), text)
