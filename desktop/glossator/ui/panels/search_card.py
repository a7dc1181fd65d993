"""A hit of a search as it is drawn: its words with what was found marked, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextCharFormat,
    QTextLayout,
)

from glossator.domain.search.results import Hit, HitKind, snippet
from glossator.ui.panels import card as cards
from glossator.ui.panels.similar_card import set_lines
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.search.words import Span
    from glossator.ui.panels.card import Fonts, Look

LINES = 3
"""Lines of a hit that is not chosen."""
LINES_CHOSEN = 8
HEAD_PAD = 5
TAGGED = 0.30
"""Share of a theme's colour behind the words that would be tagged with it."""


@dataclass(frozen=True, slots=True)
class SearchCard:
    """A hit, placed from the upper left corner of its row.

    Attributes:
        height: Of the row.
        text: Its words, laid out.
        text_at: Where they begin.
        foot: Where it says where the hit stands.
        place: That.
    """

    height: int
    text: QTextLayout
    text_at: QPointF
    foot: QRectF
    place: str


def place_of(hit: Hit) -> str:
    """Return where a hit stands, in a line: paragraph, page, section."""
    if hit.kind is HitKind.THEME:
        return hit.label
    label = f"note on {hit.label or 'a passage'}" if hit.kind is HitKind.NOTE else hit.label
    if hit.kind is HitKind.HEADING:
        label = f"heading {hit.label}".strip()
    section = hit.section[-1] if hit.section else ""
    return " · ".join(part for part in (label, f"p. {hit.page}", section) if part)


def lay_out(
    hit: Hit,
    tagged: tuple[Sequence[Span], str],
    width: int,
    fonts: Fonts,
    palette: QPalette,
    *,
    chosen: bool,
) -> SearchCard:
    """Place what is shown of a hit.

    Args:
        hit: The hit.
        tagged: Which of its words would be tagged, and the colour; empty for none.
        width: Of the list, in logical pixels.
        fonts: The faces.
        palette: The colours.
        chosen: Whether more of it is shown.
    """
    left = cards.OUTSIDE + cards.PAD
    room = width - 2 * left
    most = LINES_CHOSEN if chosen or tagged[1] else LINES
    letters = int(most * room / QFontMetricsF(fonts.quote).averageCharWidth())
    text, marks = snippet(hit.text, hit.marks, letters)
    shift = _shift(hit.text, text)
    spans = [(max(a - shift, 0), min(b - shift, len(text))) for a, b in tagged[0]]
    formats = [*_tagged(spans, tagged[1], palette), *_marked(marks, palette)]
    layout, high = set_lines(text, formats, fonts.quote, room, most)
    top = cards.OUTSIDE + 5.0
    foot = QRectF(left, top + high + 1, room, cards.line_height(fonts.foot))
    return SearchCard(
        height=round(foot.bottom() + 5 + cards.OUTSIDE),
        text=layout,
        text_at=QPointF(left, top),
        foot=foot,
        place=place_of(hit),
    )


def _shift(whole: str, shown: str) -> int:
    """Return how many characters of a text are left out before what is shown."""
    if not shown.startswith("… "):
        return 0
    return whole.index(shown[2:].removesuffix(" …")) - 2


def _marked(marks: Sequence[Span], palette: QPalette) -> list[QTextLayout.FormatRange]:
    face = QTextCharFormat()
    face.setFontWeight(QFont.Weight.Bold)
    base = palette.color(QPalette.ColorRole.Base)
    face.setBackground(paint.mixed(base, paint.accent(palette), 0.20))
    return [_range(span, face) for span in marks]


def _tagged(spans: Sequence[Span], colour: str, palette: QPalette) -> list[QTextLayout.FormatRange]:
    if not colour:
        return []
    face = QTextCharFormat()
    base = palette.color(QPalette.ColorRole.Base)
    face.setBackground(paint.mixed(base, QColor(colour), TAGGED))
    return [_range(span, face) for span in spans if span[0] < span[1]]


def _range(span: Span, face: QTextCharFormat) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = span[0], span[1] - span[0]
    found.format = face
    return found


def draw(
    painter: QPainter, card: SearchCard, area: QRectF, palette: QPalette, fonts: Fonts, look: Look
) -> None:
    """Draw a hit; `area` is its row in the list."""
    base = cards.draw_frame(painter, area, palette, look)
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    card.text.draw(painter, area.topLeft() + card.text_at)
    painter.setFont(fonts.foot)
    painter.setPen(paint.muted(palette, base))
    paint.draw_text(painter, card.foot.translated(area.topLeft()), card.place)


def head_height(fonts: Fonts) -> int:
    """Return the height of the line that names a report."""
    return round(cards.line_height(fonts.note) + 2 * HEAD_PAD + 3)


def draw_head(
    painter: QPainter,
    names: tuple[str, str, str],
    area: QRectF,
    palette: QPalette,
    fonts: Fonts,
) -> None:
    """Draw the line that names a report.

    Args:
        painter: Of the list.
        names: The symbol with its year, the title, and what was found.
        area: The row.
        palette: The colours.
        fonts: The faces.
    """
    window, text = (
        palette.color(QPalette.ColorRole.Window),
        palette.color(QPalette.ColorRole.WindowText),
    )
    name, title, count = names
    inside = area.adjusted(cards.OUTSIDE + 3, HEAD_PAD + 3, -cards.OUTSIDE - 5, -HEAD_PAD)
    found = count[:1].isdigit()
    font = paint.bold(fonts.note)
    quiet = paint.muted(palette, window)
    wide = paint.text_width(font if found else fonts.note, count) + 4
    painter.setFont(font if found else fonts.note)
    painter.setPen(text if found else quiet)
    edge = QRectF(inside.right() - wide, inside.top(), wide, inside.height())
    paint.draw_text(painter, edge, count)
    painter.setFont(font)
    painter.setPen(text if found else quiet)
    room = QRectF(inside)
    room.setRight(edge.left() - 8)
    paint.draw_text(painter, room, name)
    room.setLeft(room.left() + paint.text_width(font, name) + 8)
    painter.setFont(fonts.note)
    painter.setPen(quiet)
    if room.width() > 40:
        paint.draw_text(painter, room, title)
