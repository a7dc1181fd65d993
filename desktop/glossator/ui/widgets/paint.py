"""What delegates and small widgets draw alike: quiet text, chips, squares, bars.

Every colour comes from the palette or from a theme, so light, dark and high contrast work.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)

from glossator.domain import colours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

LEGIBLE = 4.5
"""Least contrast of text with its ground (WCAG AA)."""

SMALL = 0.87
"""Size of secondary text relative to the system's font."""

SELECTED = 0.16
"""Share of the accent colour in the ground of a selected row."""

MEASURED = 4096
"""Texts whose measures are kept; measuring is what painting a row costs most."""

_WIDTHS: dict[tuple[str, str], float] = {}
_ELIDED: dict[tuple[str, str, int], str] = {}

SWATCH = 16
"""Edge of the picture of a colour, in logical pixels."""

CHIP = 0.42
"""Share of a theme's colour in the ground of its chip."""


def mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """Return what is seen where a colour covers a ground with an opacity of `share`."""
    return QColor(colours.mix(ground.name(), colour.name(), share))


def muted(palette: QPalette, ground: QColor | None = None) -> QColor:
    """Return the colour of secondary text: as quiet as it can be read well."""
    ground = ground or palette.color(QPalette.ColorRole.Base)
    return QColor(_muted(ground.name(), palette.color(QPalette.ColorRole.Text).name()))


@lru_cache(maxsize=64)
def _muted(ground: str, text: str) -> str:
    for step in range(60, 100, 4):
        quiet = colours.mix(ground, text, step / 100)
        if colours.contrast(quiet, ground) >= LEGIBLE:
            return quiet
    return text


def hairline(palette: QPalette) -> QColor:
    """Return the colour of fine lines between things."""
    window = palette.color(QPalette.ColorRole.Window)
    return mixed(window, palette.color(QPalette.ColorRole.WindowText), 0.17)


def accent(palette: QPalette) -> QColor:
    """Return the system's accent colour, whatever a view made of its selection."""
    del palette
    return QGuiApplication.palette().color(QPalette.ColorRole.Highlight)


def text_width(font: QFont, text: str) -> float:
    """Return how wide a line of text is, in logical pixels; measured once."""
    key = (font.key(), text)
    width = _WIDTHS.get(key)
    if width is None:
        if len(_WIDTHS) >= MEASURED:
            _WIDTHS.clear()
        width = _WIDTHS[key] = QFontMetricsF(font).horizontalAdvance(text)
    return width


def _elided(font: QFont, text: str, room: float) -> str:
    """Return text elided at its end where it is wider than the room; measured once."""
    if text_width(font, text) <= room:
        return text
    key = (font.key(), text, round(room))
    shown = _ELIDED.get(key)
    if shown is None:
        if len(_ELIDED) >= MEASURED:
            _ELIDED.clear()
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room)
        _ELIDED[key] = shown
    return shown


def small(font: QFont) -> QFont:
    """Return the font of secondary text."""
    quiet = QFont(font)
    if font.pointSizeF() > 0:
        quiet.setPointSizeF(font.pointSizeF() * SMALL)
    else:
        quiet.setPixelSize(max(round(font.pixelSize() * SMALL), 1))
    return quiet


def bold(font: QFont) -> QFont:
    """Return a font's bold kin."""
    heavy = QFont(font)
    heavy.setWeight(QFont.Weight.DemiBold)
    return heavy


def serif(font: QFont) -> QFont:
    """Return the font of quotations, as large as the given one."""
    quoted = QFont(font)
    quoted.setFamilies(["Noto Serif", "Source Serif 4", "Charter", "Georgia", "DejaVu Serif"])
    quoted.setStyleHint(QFont.StyleHint.Serif)
    return quoted


def chip_size(font: QFont, text: str) -> QSizeF:
    """Return how large the chip of a theme's name is."""
    metrics = QFontMetricsF(font)
    return QSizeF(metrics.horizontalAdvance(text) + 14, metrics.height() + 3)


def chip_colours(palette: QPalette, colour: str) -> tuple[QColor, QColor]:
    """Return the ground and the text colour of a theme's chip."""
    base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    ground = colours.mix(base.name(), colour, CHIP)
    if colours.contrast(text.name(), ground) >= LEGIBLE:
        return QColor(ground), text
    ink = max(colours.INK, colours.PAPER, key=lambda one: colours.contrast(one, ground))
    return QColor(ground), QColor(ink)


def draw_chip(
    painter: QPainter, area: QRectF, text: str, colour: str, palette: QPalette, right: float = 7
) -> None:
    """Draw a theme's name on its colour; too long a name is elided."""
    ground, ink = chip_colours(palette, colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(area, 4, 4)
    painter.setPen(ink)
    inside = area.adjusted(7, 0, -right, 0)
    draw_text(painter, inside, text)


def draw_text(
    painter: QPainter,
    area: QRectF,
    text: str,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line in the middle of an area, elided where it is too long."""
    # A hair of room: widths of text are rounded differently when drawn.
    shown = _elided(painter.font(), text, area.width() + 0.5)
    painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, shown)


def swatch(colour: str, widget: QWidget) -> QPixmap:
    """Return a small square of a colour, sharp on the screen of a widget."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(round(SWATCH * ratio), round(SWATCH * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_square(painter, QPointF(SWATCH / 2, SWATCH / 2), colour, SWATCH - 3)
    painter.end()
    return picture


def draw_square(painter: QPainter, centre: QPointF, colour: str, side: float = 10) -> None:
    """Draw the small square that stands for a theme, with an edge that shows on any ground."""
    fill = QColor(colour)
    painter.setPen(QPen(fill.darker(118), 1))
    painter.setBrush(fill)
    half = (side - 1) / 2
    painter.drawRoundedRect(
        QRectF(centre.x() - half, centre.y() - half, side - 1, side - 1), 2.5, 2.5
    )


def draw_ribbon(painter: QPainter, area: QRectF, palette: QPalette) -> None:
    """Draw the ribbon that stands for a bookmark, cut out at its lower end."""
    notch = area.width() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent(palette))
    painter.drawPolygon(
        [
            area.topLeft(),
            area.topRight(),
            area.bottomRight(),
            QPointF(area.center().x(), area.bottom() - notch),
            area.bottomLeft(),
        ]
    )


def draw_key(painter: QPainter, area: QRectF, key: str, ink: QColor, line: QColor) -> None:
    """Draw a key as it stands on a keyboard."""
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(ink)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, key)


def draw_bars(painter: QPainter, area: QRectF, counts: Sequence[int], colour: QColor) -> None:
    """Draw counts as bars on a common foot; none leaves a dot, so that gaps show."""
    if not counts:
        return
    step = area.width() / len(counts)
    width = max(step - 1.5, 1.0)
    most = max(*counts, 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for i, count in enumerate(counts):
        height = max(area.height() * count / most, 2.0) if count else 1.0
        painter.drawRect(QRectF(area.left() + i * step, area.bottom() - height, width, height))


def draw_focus(painter: QPainter, area: QRectF, palette: QPalette) -> None:
    """Draw the frame that says where the keyboard is."""
    painter.setPen(QPen(accent(palette), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(area.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)


class OwnPalette(QObject):
    """Gives a widget colours of its own, again whenever the system's palette changes."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        # Only windows get an event for it, and a widget with a palette of its own none at all.
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.paletteChanged.connect(self.apply)
        self.apply()

    def apply(self) -> None:
        """Give the widget its colours."""
        raise NotImplementedError


class Calm(OwnPalette):
    """Makes a view a quiet part of its panel.

    The ground is the window's, a selected row is tinted with the accent colour, its text
    keeps its colour.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        super().__init__(widget)

    def apply(self) -> None:
        """Override OwnPalette.apply."""
        palette = QGuiApplication.palette()
        window = palette.color(QPalette.ColorRole.Window)
        tint = mixed(window, palette.color(QPalette.ColorRole.Highlight), SELECTED)
        text = palette.color(QPalette.ColorRole.WindowText)
        for role, colour in (
            (QPalette.ColorRole.Base, window),
            (QPalette.ColorRole.Highlight, tint),
            (QPalette.ColorRole.HighlightedText, text),
            (QPalette.ColorRole.Text, text),
        ):
            palette.setColor(role, colour)
        self._widget.setPalette(palette)
