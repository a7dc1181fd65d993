"""Pictures for actions: line drawings in `resources/icons`, in the palette's text colour."""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from glossator.bundled import resource

if TYPE_CHECKING:
    from pathlib import Path

SIDE = 18
"""Logical pixels a side of an icon."""


def icon(name: str, colour: str) -> QIcon:
    """Return an icon drawn in a colour (`#RRGGBB`), sharp on the screens there are.

    Raises:
        FileNotFoundError: There is no such picture.
    """
    program = QGuiApplication.instance()
    ratio = program.devicePixelRatio() if isinstance(program, QGuiApplication) else 1.0
    return _icon(name, colour, ceil(ratio))


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, ratio: int) -> QIcon:
    drawing = (_folder() / f"{name}.svg").read_bytes().replace(b"currentColor", colour.encode())
    picture = QPixmap(SIDE * ratio, SIDE * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    found = QIcon()
    found.addPixmap(picture, QIcon.Mode.Normal)
    found.addPixmap(_coloured(picture, _faded(colour)), QIcon.Mode.Disabled)
    return found


def _coloured(picture: QPixmap, colour: QColor) -> QPixmap:
    """Return the same lines in another colour."""
    coloured = QPixmap(picture)
    painter = QPainter(coloured)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(coloured.rect(), colour)
    painter.end()
    return coloured


def _faded(colour: str) -> QColor:
    parts = QColor(colour)
    return QColor((parts.red() + 128) // 2, (parts.green() + 128) // 2, (parts.blue() + 128) // 2)


@cache
def _folder() -> Path:
    return resource("icons")
