"""Draw a part of a page straight into shared memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.documents.engine import mupdf

if TYPE_CHECKING:
    from glossator.domain.tiling import PixelRect


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
    area = mupdf.FzIrect(*tile)
    pixmap = mupdf.fz_new_pixmap_with_bbox_and_data(
        mupdf.FzColorspace(mupdf.FzColorspace.Fixed_BGR),
        area,
        mupdf.FzSeparations(),
        1,
        mupdf.python_mutable_buffer_data(target),
    )
    mupdf.fz_clear_pixmap_with_value(pixmap, 0xFF)
    bounds = mupdf.fz_bound_display_list(display_list)
    matrix = _matrix(bounds, page_size, rotation)
    device = mupdf.fz_new_draw_device(mupdf.FzMatrix(), pixmap)
    try:
        scissor = mupdf.FzRect(*map(float, tile))  # leaves out what lies beside the tile
        mupdf.fz_run_display_list(display_list, device, matrix, scissor, mupdf.FzCookie())
    finally:
        mupdf.fz_close_device(device)


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
