"""The drawn pictures: one block of shared memory that is the cache itself."""

from __future__ import annotations

import contextlib
import math
from typing import TYPE_CHECKING, NamedTuple

from glossator.documents.arena import Arena
from glossator.documents.memory import Block
from glossator.domain.pages.tiling import TileKey, page_pixels, tile_rect, tiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.domain.pages.geometry import PageBox

PIXEL = 4
"""Bytes a pixel: blue, green, red and 255."""


class Picture(NamedTuple):
    """A drawn tile. It is overwritten some time after its key stops being visible.

    Attributes:
        buffer: Blue, green, red and 255 for each pixel, row by row.
        width, height: In device pixels.
        stride: Bytes a row.
        key: What it shows.
    """

    buffer: memoryview
    width: int
    height: int
    stride: int
    key: TileKey


class Pictures:
    """Room for pictures. Not safe for threads; the pool holds its lock.

    Attributes:
        block: What is handed to the processes that draw.
        visible: Keys that must not be evicted.
    """

    def __init__(self, size: int) -> None:
        self.block = Block(size)
        self.visible: frozenset[TileKey] = frozenset()
        self._arena: Arena[TileKey] = Arena(size, lambda key: (key.document, key.page))
        self._map = self.block.map() if size else None
        self._pixels = memoryview(self._map or b"")

    def __contains__(self, key: TileKey) -> bool:
        """Tell whether a picture is drawn or being drawn."""
        return key in self._arena

    def is_drawn(self, key: TileKey) -> bool:
        """Tell whether a picture is drawn, without counting it as used."""
        place = self._arena.find(key)
        return place is not None and place.ready

    @property
    def used(self) -> int:
        """Bytes taken by pictures."""
        return sum(place.size for place in self._arena.places())

    def reserve(self, key: TileKey, box: PageBox) -> bool:
        """Make room for a picture; tell whether there is any."""
        size = _size(key, box)
        if size is None:
            return False  # a wish for what the page doesn't have; it dies with its generation
        return self._arena.reserve(key, size, self.visible) is not None

    def order(self, key: TileKey, box: PageBox) -> dict[str, object]:
        """Return what a process must know to draw a picture that has room."""
        place = self._arena.find(key)
        if place is None:
            raise KeyError(key)
        width, height = page_pixels(box, key.scale, key.rotation)
        return {
            "tile": tile_rect(key, box),
            "offset": place.offset,
            "width": width,
            "height": height,
            "rotation": key.rotation,
            "night": key.night,
        }

    def keep(self, key: TileKey, box: PageBox | None) -> None:
        """Count a picture as drawn, or give up its room.

        Args:
            key: Its name.
            box: Of its page as it is known now; it may be another one than when the room was
                reserved. None if the document has no such page.
        """
        place = self._arena.find(key)
        if place is None:
            return
        needed = _size(key, box) if box is not None else None
        if needed is None or needed > place.size:
            self._arena.release(key)
        else:
            place.ready = True

    def drop(self, key: TileKey) -> None:
        """Give up the room of a picture."""
        self._arena.release(key)

    def drop_document(self, document: str) -> None:
        """Give up the room of a document's drawn pictures."""
        self._arena.release_where(lambda key: key.document == document)

    def get(self, key: TileKey, boxes: Sequence[PageBox]) -> Picture | None:
        """Return a picture if it is drawn, and count it as used."""
        place = self._arena.get(key)
        if place is None:
            return None
        tile = tile_rect(key, boxes[key.page])
        end = place.offset + tile.width * tile.height * PIXEL
        pixels = self._pixels[place.offset : end].toreadonly()
        return Picture(pixels, tile.width, tile.height, tile.width * PIXEL, key)

    def nearest(self, like: TileKey, boxes: Sequence[PageBox]) -> Picture | None:
        """Return the picture of the whole page whose scale is nearest to that of a key.

        Turned as it is and as dark; None if there is none.
        """
        wholes = [
            place.key
            for place in self._arena.group(like)
            if place.ready
            and place.key._replace(scale=like.scale, column=0, row=0) == like
            and tiles(boxes[like.page], place.key.scale, like.rotation) == (1, 1)
        ]
        if not wholes:
            return None
        if math.isinf(like.scale):
            return self.get(max(wholes, key=lambda key: key.scale), boxes)
        return self.get(min(wholes, key=lambda key: abs(math.log(key.scale / like.scale))), boxes)

    def close(self) -> None:
        """Give the memory back, as soon as no picture is in use."""
        self._pixels.release()
        with contextlib.suppress(BufferError):  # a picture in use keeps the memory mapped
            if self._map is not None:
                self._map.close()
        self.block.close()


def _size(key: TileKey, box: PageBox) -> int | None:
    """Return the bytes of a picture, None for a tile that the page doesn't have."""
    try:
        tile = tile_rect(key, box)
    except ValueError:
        return None
    return tile.width * tile.height * PIXEL
