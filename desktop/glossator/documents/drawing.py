"""Draw a part of a page straight into shared memory."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from glossator.documents.engine import mupdf
from glossator.domain.pages.tiling import PixelRect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.pages.geometry import Rect

_ROWS = 32
"""Rows of paper laid at a time."""

_PIXEL = 4

MOST_PIECES = 12
"""Pieces that are drawn one by one around pictures; each walks through the whole page."""


def draw(
    display_list: mupdf.FzDisplayList,
    target: memoryview,
    tile: PixelRect,
    *,
    page_size: tuple[int, int],
    rotation: int,
) -> None:
    """Draw a tile as BGRX on white.

    MuPDF writes into the target itself; its alpha stays at 255 throughout, since nothing
    drawn upon an opaque ground can make it less so.

    Args:
        display_list: The page, in view space.
        target: Exactly the bytes of the tile, row by row without gaps.
        tile: Where the tile lies in the whole page's picture.
        page_size: Width and height of the whole page's picture in pixels.
        rotation: Clockwise degrees in addition to the page's own.
    """
    pixmap = _pixmap(target, tile, mupdf.FzColorspace(mupdf.FzColorspace.Fixed_BGR))
    mupdf.fz_clear_pixmap_with_value(pixmap, 0xFF)
    bounds = mupdf.fz_bound_display_list(display_list)
    _run(display_list, pixmap, _matrix(bounds, page_size, rotation), tile)


def draw_at_night(
    display_list: mupdf.FzDisplayList,
    target: memoryview,
    tile: PixelRect,
    *,
    page_size: tuple[int, int],
    rotation: int,
    pictures: Sequence[Rect],
) -> None:
    """Draw a tile as BGRX with dark paper and light ink.

    Args:
        display_list: The page, in view space.
        target: Exactly the bytes of the tile, row by row without gaps.
        tile: Where the tile lies in the whole page's picture.
        page_size: Width and height of the whole page's picture in pixels.
        rotation: Clockwise degrees in addition to the page's own.
        pictures: Parts of the page, in view space, that are drawn as by day.
    """
    from glossator.documents.night import night_paper, night_space

    matrix = _matrix(mupdf.fz_bound_display_list(display_list), page_size, rotation)
    by_day = [part for one in pictures if (part := _part(one, matrix, tile)) is not None]
    _lay_paper(target, tile, tile, night_paper())
    pixmap = _pixmap(target, tile, night_space())
    for part in around(tile, by_day):
        _run(display_list, pixmap, matrix, part)
    pixmap = _pixmap(target, tile, mupdf.FzColorspace(mupdf.FzColorspace.Fixed_BGR))
    for part in by_day:
        _lay_paper(target, tile, part, b"\xff" * _PIXEL)
        _run(display_list, pixmap, matrix, part)


def around(tile: PixelRect, parts: Sequence[PixelRect]) -> list[PixelRect]:
    """Return rectangles that make up a tile without some parts of it.

    It takes long to turn the colours of a picture that is drawn over in the end. Where the
    tile would fall into too many pieces, it is returned whole.
    """
    edges = sorted({tile.y0, tile.y1, *(y for part in parts for y in (part.y0, part.y1))})
    found: list[PixelRect] = []
    for top, bottom in pairwise(edges):
        left = tile.x0
        for part in sorted(part for part in parts if part.y0 <= top and bottom <= part.y1):
            if part.x0 > left:
                found.append(PixelRect(left, top, part.x0, bottom))
            left = max(left, part.x1)
        if left < tile.x1:
            found.append(PixelRect(left, top, tile.x1, bottom))
    return found if len(found) <= MOST_PIECES else [tile]


def _part(picture: Rect, matrix: mupdf.FzMatrix, tile: PixelRect) -> PixelRect | None:
    """Return the pixels of a tile that a part of the page touches, or None."""
    place = mupdf.fz_transform_rect(mupdf.FzRect(*picture), matrix)
    part = PixelRect(
        max(math.floor(place.x0), tile.x0),
        max(math.floor(place.y0), tile.y0),
        min(math.ceil(place.x1), tile.x1),
        min(math.ceil(place.y1), tile.y1),
    )
    return part if part.width > 0 and part.height > 0 else None


def _pixmap(target: memoryview, tile: PixelRect, space: mupdf.FzColorspace) -> mupdf.FzPixmap:
    """Return a pixmap whose pixels are the target's bytes."""
    pixmap: mupdf.FzPixmap = mupdf.fz_new_pixmap_with_bbox_and_data(
        space,
        mupdf.FzIrect(*tile),
        mupdf.FzSeparations(),
        1,
        mupdf.python_mutable_buffer_data(target),
    )
    return pixmap


def _run(
    display_list: mupdf.FzDisplayList,
    pixmap: mupdf.FzPixmap,
    matrix: mupdf.FzMatrix,
    part: PixelRect,
) -> None:
    """Draw a part of the page upon what the pixmap holds."""
    device = mupdf.fz_new_draw_device_with_bbox(mupdf.FzMatrix(), pixmap, mupdf.FzIrect(*part))
    try:
        scissor = mupdf.FzRect(*map(float, part))  # leaves out what lies beside it
        mupdf.fz_run_display_list(display_list, device, matrix, scissor, mupdf.FzCookie())
    finally:
        mupdf.fz_close_device(device)


def _lay_paper(target: memoryview, tile: PixelRect, part: PixelRect, pixel: bytes) -> None:
    """Fill a part of a tile with one colour.

    MuPDF does so quickly for white and black only, and takes longer for any other colour
    than for drawing a page of text.
    """
    row = pixel * part.width
    if part.width == tile.width:
        start, end = ((y - tile.y0) * len(row) for y in (part.y0, part.y1))
        sheet = row * _ROWS
        for at in range(start, end, len(sheet)):
            until = min(at + len(sheet), end)
            target[at:until] = sheet[: until - at]
        return
    for y in range(part.y0 - tile.y0, part.y1 - tile.y0):
        start = (y * tile.width + part.x0 - tile.x0) * _PIXEL
        target[start : start + len(row)] = row


def _matrix(bounds: mupdf.FzRect, size: tuple[int, int], rotation: int) -> mupdf.FzMatrix:
    """Return what maps the page's bounds upon the whole picture, edge upon edge."""
    width = bounds.x1 - bounds.x0
    height = bounds.y1 - bounds.y0
    turned = rotation % 180 != 0
    x = (size[1] if turned else size[0]) / width
    y = (size[0] if turned else size[1]) / height
    moved: mupdf.FzMatrix = mupdf.fz_concat(
        mupdf.FzMatrix(1, 0, 0, 1, -bounds.x0, -bounds.y0), mupdf.FzMatrix(x, 0, 0, y, 0, 0)
    )
    match rotation % 360:
        case 90:
            turn = mupdf.FzMatrix(0, 1, -1, 0, size[0], 0)
        case 180:
            turn = mupdf.FzMatrix(-1, 0, 0, -1, size[0], size[1])
        case 270:
            turn = mupdf.FzMatrix(0, -1, 1, 0, 0, size[1])
        case _:
            return moved
    whole: mupdf.FzMatrix = mupdf.fz_concat(moved, turn)
    return whole
