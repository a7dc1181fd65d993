"""The plot of what is compared, as a picture for a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from glossator.domain.errors import InvalidInputError
from glossator.ui.compare.plot_painting import Painting, Plot
from glossator.ui.widgets.look import palette

if TYPE_CHECKING:
    from PySide6.QtGui import QFont

PLOT_SIZE = QSize(900, 520)
"""Size of a plot that goes out, in logical pixels."""

SHARPNESS = 2
"""Pixels a logical pixel in a PNG."""


def drawn(plot: Plot, font: QFont, suffix: str) -> bytes:
    """Return a plot as a picture in the light palette, whatever the window's is.

    Args:
        plot: What to draw.
        font: Of its texts.
        suffix: `.svg` or `.png`.

    Raises:
        InvalidInputError: It is another.
    """
    if suffix not in (".svg", ".png"):
        raise InvalidInputError("Can't write the plot: give a name that ends in .svg or .png.")
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    area = QRectF(0, 0, PLOT_SIZE.width(), PLOT_SIZE.height())
    painting = Painting(plot, area, font, palette(dark=False))
    if suffix == ".svg":
        drawing = QSvgGenerator()
        drawing.setOutputDevice(buffer)
        drawing.setSize(PLOT_SIZE)
        drawing.setViewBox(area)
        drawing.setTitle(plot.title)
        drawing.setDescription("Glossator")
        painter = QPainter(drawing)
        painting.paint(painter)
        painter.end()
    else:
        picture = QImage(PLOT_SIZE * SHARPNESS, QImage.Format.Format_RGB32)
        picture.setDevicePixelRatio(SHARPNESS)
        painter = QPainter(picture)
        painting.paint(painter)
        painter.end()
        picture.save(buffer, "PNG")  # type: ignore[call-overload]
    buffer.close()
    return bytes(data.data())
