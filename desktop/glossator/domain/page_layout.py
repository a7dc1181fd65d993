"""Where the pages of a report stand when they are shown below each other.

Scene space is logical pixels from the top left of the whole column of pages. A `Place`
names a point of a page in view space, so it survives zooming.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.geometry import Rect

if TYPE_CHECKING:
    from glossator.domain.geometry import PageBox

GAP = 14.0
"""Logical pixels between two pages, and above the first and below the last."""

MIN_SCALE, MAX_SCALE = 0.25, 8.0
"""Logical pixels a point at 25 and 800 per cent, taking 72 logical pixels an inch."""


class Place(NamedTuple):
    """A point of a page: zero-based page, x and y in points of its view space."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Pages in one column, each centred.

    Attributes:
        boxes: The page boxes, already turned for a view rotation.
        scale: Logical pixels a point.
        width, height: Extent of the scene in logical pixels, gaps included.
    """

    boxes: tuple[PageBox, ...]
    scale: float
    width: float = field(init=False)
    height: float = field(init=False)
    _tops: tuple[float, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the pages out once."""
        steps = (box.height * self.scale + GAP for box in self.boxes)
        tops = tuple(accumulate(steps, initial=GAP))
        widest = max((box.width for box in self.boxes), default=0.0)
        object.__setattr__(self, "_tops", tops)
        object.__setattr__(self, "width", widest * self.scale + 2 * GAP)
        object.__setattr__(self, "height", tops[-1])

    def page_rect(self, page: int) -> Rect:
        """Return a page's rectangle in the scene."""
        box, top = self.boxes[page], self._tops[page]
        left = (self.width - box.width * self.scale) / 2
        return Rect(left, top, left + box.width * self.scale, top + box.height * self.scale)

    def visible(self, top: float, bottom: float) -> range:
        """Return the pages that show between two heights of the scene."""
        if not self.boxes:
            return range(0)
        first = max(bisect_right(self._tops, top) - 1, 0)
        last = min(max(bisect_right(self._tops, bottom), first + 1), len(self.boxes))
        return range(first, last)

    def page_at(self, y: float) -> int:
        """Return the page at a height of the scene; in a gap, the page above it."""
        return min(max(bisect_right(self._tops, y) - 1, 0), max(len(self.boxes) - 1, 0))

    def place(self, x: float, y: float) -> Place:
        """Return the place of a point of the scene; it may lie outside its page."""
        page = self.page_at(y)
        rect = self.page_rect(page)
        return Place(page, (x - rect.x0) / self.scale, (y - rect.y0) / self.scale)

    def point(self, place: Place) -> tuple[float, float]:
        """Return the point of the scene where a place stands."""
        rect = self.page_rect(min(place.page, len(self.boxes) - 1))
        return rect.x0 + place.x * self.scale, rect.y0 + place.y * self.scale

    def scaled(self, scale: float) -> PageLayout:
        """Return the same pages at another scale, held between the limits."""
        return PageLayout(self.boxes, min(max(scale, MIN_SCALE), MAX_SCALE))

    def scale_for_width(self, width: float) -> float:
        """Return the scale at which the widest page fills a width in logical pixels."""
        widest = max((box.width for box in self.boxes), default=0.0)
        if widest <= 0:
            return 1.0
        return min(max((width - 2 * GAP) / widest, MIN_SCALE), MAX_SCALE)
