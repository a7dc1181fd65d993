"""The picture of an area of a page, as a PNG file small enough to be kept in a project."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glossator.documents.codec import PICTURE_BYTES, PICTURE_PIXELS
from glossator.documents.engine import mupdf, pymupdf

if TYPE_CHECKING:
    from glossator.domain.pages.geometry import Rect

RESOLUTION = 150
"""Dots an inch, where the file does not become too large."""

_POINTS = 72.0
_TRIES = 8


def clip(display_list: mupdf.FzDisplayList, area: Rect) -> bytes:
    """Return the picture of an area, without colour where the area has none.

    Noise makes the files of scans large; those are drawn anew in a lower resolution.

    Args:
        display_list: The page, in view space.
        area: In view space, from the upper left corner of the page.
    """
    wide, high = max(area.width, 1.0), max(area.height, 1.0)
    scale = min(RESOLUTION / _POINTS, math.sqrt(PICTURE_PIXELS / (wide * high)))
    png = b""
    for _ in range(_TRIES):
        png = _drawn(display_list, area, scale)
        if len(png) <= PICTURE_BYTES:
            break
        # The bytes of a noisy picture go with its pixels; a little less, to be done soon.
        scale *= 0.95 * math.sqrt(PICTURE_BYTES / len(png))
    return png


def _drawn(display_list: mupdf.FzDisplayList, area: Rect, scale: float) -> bytes:
    bounds = mupdf.fz_bound_display_list(display_list)
    left, top = bounds.x0 + area.x0, bounds.y0 + area.y0
    place = mupdf.FzIrect(
        math.floor(left * scale),
        math.floor(top * scale),
        max(math.ceil((left + area.width) * scale), math.floor(left * scale) + 1),
        max(math.ceil((top + area.height) * scale), math.floor(top * scale) + 1),
    )
    pixmap = mupdf.fz_new_pixmap_with_bbox(
        mupdf.FzColorspace(mupdf.FzColorspace.Fixed_RGB), place, mupdf.FzSeparations(), 0
    )
    mupdf.fz_clear_pixmap_with_value(pixmap, 0xFF)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)
    try:
        matrix = mupdf.FzMatrix(scale, 0, 0, scale, 0, 0)
        scissor = mupdf.FzRect(place)
        mupdf.fz_run_display_list(display_list, device, matrix, scissor, mupdf.FzCookie())
    finally:
        mupdf.fz_close_device(device)
    drawn = pymupdf.Pixmap(pixmap, 0)  # without transparency
    samples = drawn.samples
    if samples[0::3] == samples[1::3] == samples[2::3]:
        drawn = pymupdf.Pixmap(pymupdf.csGRAY, drawn)
    png: bytes = drawn.tobytes("png")
    return png
