"""How a page is cut into pictures.

A page whose picture fits in WHOLE pixels a side is one tile; a larger one is cut into a
grid of squares of TILE pixels. All sizes are whole device pixels counted from the upper
left corner of the page as it is shown, so that neighbouring tiles meet without a seam.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.pages.geometry import PageBox

TILE = 1024
"""Side of a tile of a large page, in device pixels."""

WHOLE = 2400
"""A page of at most this many device pixels a side is one tile."""

LARGEST = 64.0
"""More device pixels a point than are ever drawn, at 800 % on the finest of screens."""


class TileKey(NamedTuple):
    """The name of one picture.

    Attributes:
        document: Name of the document, as the caller opened it.
        page: Zero-based page index.
        scale: Device pixels a point.
        rotation: Clockwise degrees in addition to the page's own rotation.
        column, row: Place of the tile, counted from the upper left corner.
        night: Whether it has dark paper and light ink.
    """

    document: str
    page: int
    scale: float
    rotation: int = 0
    column: int = 0
    row: int = 0
    night: bool = False

    @classmethod
    def of(cls, kept: object) -> TileKey | None:
        """Return the name that was kept as a list, None where that is none."""
        match kept:
            case [str(a), int(b), float(c) | int(c), int(d), int(e), int(f), bool(g)]:
                return cls(a, b, c, d, e, f, g)
        return None


class PixelRect(NamedTuple):
    """A rectangle of device pixels, x1 and y1 exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Columns of pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Rows of pixels."""
        return self.y1 - self.y0


def page_pixels(box: PageBox, scale: float, rotation: int = 0) -> tuple[int, int]:
    """Return the width and height of the whole page's picture, at least one pixel each."""
    shown = box.turned(rotation)
    return max(1, round(shown.width * scale)), max(1, round(shown.height * scale))


def tiles(box: PageBox, scale: float, rotation: int = 0) -> tuple[int, int]:
    """Return the number of columns and rows of tiles that make up the page."""
    width, height = page_pixels(box, scale, rotation)
    if width <= WHOLE and height <= WHOLE:
        return 1, 1
    return -(-width // TILE), -(-height // TILE)


def is_tile(key: TileKey, boxes: Sequence[PageBox]) -> bool:
    """Tell whether a document of such pages has a picture of that name, of a sane size."""
    if not (0 <= key.page < len(boxes) and 0 < key.scale <= LARGEST and key.rotation % 90 == 0):
        return False
    columns, rows = tiles(boxes[key.page], key.scale, key.rotation)
    return 0 <= key.column < columns and 0 <= key.row < rows


def tile_rect(key: TileKey, box: PageBox) -> PixelRect:
    """Return where a tile lies in the whole page's picture.

    Raises:
        ValueError: The page has no such tile.
    """
    columns, rows = tiles(box, key.scale, key.rotation)
    if not (0 <= key.column < columns and 0 <= key.row < rows):
        raise ValueError(f"no tile {key.column}, {key.row} among {columns} by {rows}")
    width, height = page_pixels(box, key.scale, key.rotation)
    if (columns, rows) == (1, 1):
        return PixelRect(0, 0, width, height)
    x0, y0 = key.column * TILE, key.row * TILE
    return PixelRect(x0, y0, min(x0 + TILE, width), min(y0 + TILE, height))
