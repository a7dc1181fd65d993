"""Pictures for actions: line drawings in `resources/icons`, in the palette's text colour."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from glossator.bundled import resource

SIDE = 18
"""Logical pixels a side of an icon."""


@lru_cache(maxsize=256)
def icon(name: str, colour: str) -> QIcon:
    """Return an icon drawn in a colour (`#RRGGBB`); it is drawn sharp at 1x, 2x and 3x.

    Raises:
        FileNotFoundError: There is no such picture.
    """
    drawing = resource(f"icons/{name}.svg").read_text("utf-8")
    found = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, _faded(colour))):
        renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", shade).encode()))
        for ratio in (1, 2, 3):
            found.addPixmap(_drawn(renderer, ratio), mode)
    return found


def _drawn(renderer: QSvgRenderer, ratio: int) -> QPixmap:
    picture = QPixmap(SIDE * ratio, SIDE * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, SIDE * ratio, SIDE * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _faded(colour: str) -> str:
    parts = QColor(colour)
    return QColor(
        (parts.red() + 128) // 2, (parts.green() + 128) // 2, (parts.blue() + 128) // 2
    ).name()
