"""Pictures for actions: line drawings in `resources/icons`, in the palette's text colour."""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from glossator.bundled import resource
from glossator.domain.colours import luminance, mix

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 18
"""Logical pixels a side of an icon."""

FADED = 0.55
"""Share of the ground in the colour of an icon that can't be used."""

MIDDLE = 0.18
"""Relative luminance of a grey as far from black as from white (WCAG)."""


def icon(name: str, colour: str) -> QIcon:
    """Return an icon drawn in a colour (`#RRGGBB`), sharp on the screens there are.

    Raises:
        FileNotFoundError: There is no such picture.
    """
    program = QGuiApplication.instance()
    ratio = program.devicePixelRatio() if isinstance(program, QGuiApplication) else 1.0
    return _icon(name, colour, ceil(ratio))


def faded(colour: str) -> str:
    """Return the colour of an icon whose action can't be used: half-way to the ground."""
    ground = "#FFFFFF" if luminance(colour) < MIDDLE else "#000000"
    return mix(colour, ground, FADED)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, ratio: int) -> QIcon:
    picture = _picture((_folder() / f"{name}.svg").read_bytes(), colour, ratio)
    found = QIcon()
    found.addPixmap(picture, QIcon.Mode.Normal)
    found.addPixmap(_tinted(picture, faded(colour)), QIcon.Mode.Disabled)
    return found


def _picture(drawing: bytes, colour: str, ratio: int) -> QPixmap:
    """Return a line drawing in a colour."""
    picture = QPixmap(SIDE * ratio, SIDE * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    coloured = QByteArray(drawing.replace(b"currentColor", colour.encode()))
    QSvgRenderer(coloured).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def _tinted(picture: QPixmap, colour: str) -> QPixmap:
    """Return a picture of one colour in another, which is quicker than drawing it anew."""
    tinted = QPixmap(picture)
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), QColor(colour))
    painter.end()
    return tinted


@cache
def _folder() -> Path:
    return resource("icons")
