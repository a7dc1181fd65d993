"""Pictures for actions: line drawings in `resources/icons`, in the palette's text colour."""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
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
    drawing = (_folder() / f"{name}.svg").read_bytes()
    found = QIcon()
    found.addPixmap(_picture(drawing, colour, ratio), QIcon.Mode.Normal)
    found.addPixmap(_picture(drawing, faded(colour), ratio), QIcon.Mode.Disabled)
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


@cache
def _folder() -> Path:
    return resource("icons")
