"""Where the pages of a report stand when they are shown together.

Scene space is logical pixels from the top left of all pages as they are laid out. A
`Place` names a point of a page in the page's own view space, whatever the layout, its
scale and its turn, so that it survives all of them.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.pages.geometry import Rect

if TYPE_CHECKING:
    from glossator.domain.pages.geometry import PageBox

GAP = 14.0
"""Logical pixels between two pages, and above the first and below the last."""

SPINE = 4.0
"""Logical pixels between two pages that face each other."""

FULL_SCALE = 96 / 72
"""Logical pixels a point at 100 per cent: Qt counts 96 logical pixels an inch."""

MIN_SCALE, MAX_SCALE = 0.25 * FULL_SCALE, 8 * FULL_SCALE
"""The same at 25 and 800 per cent."""


class PageMode(StrEnum):
    """How the pages are laid out."""

    CONTINUOUS = "continuous"
    SINGLE = "single"
    FACING = "facing"


class Place(NamedTuple):
    """A point of a page: zero-based page, x and y in points of its view space."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Rows of one or two pages, one below the other.

    Attributes:
        boxes: The page boxes as the file has them.
        scale: Logical pixels a point.
        mode: One page or two in a row, and whether one row is to be seen at a time.
        cover: Of facing pages, the first stands alone on the right.
        turn: Clockwise degrees by which every page is turned for the reader.
        room: Logical pixels; in SINGLE mode a row takes no less height than this, the
            height of the viewport, so that only one is seen.
        width, height: Extent of the scene in logical pixels, gaps included.
        spine: Where the edge between facing pages is across, in logical pixels; the middle
            of the scene in the other modes.
        shown: The page boxes, turned.
    """

    boxes: tuple[PageBox, ...]
    scale: float
    mode: PageMode = PageMode.CONTINUOUS
    cover: bool = True
    turn: int = 0
    room: float = 0.0
    width: float = field(init=False, compare=False)
    height: float = field(init=False, compare=False)
    spine: float = field(init=False, compare=False)
    shown: tuple[PageBox, ...] = field(init=False, compare=False, repr=False)
    _firsts: tuple[int, ...] = field(init=False, compare=False, repr=False)
    _starts: tuple[float, ...] = field(init=False, compare=False, repr=False)
    _tops: tuple[float, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Lay the pages out once."""
        shown = tuple(box.turned(self.turn) for box in self.boxes) if self.turn else self.boxes
        firsts = self._first_pages()
        heights = [box.height * self.scale for box in shown]
        if self.mode is PageMode.FACING:
            rows = [
                max(heights[a:b]) for a, b in zip(firsts, (*firsts[1:], len(shown)), strict=False)
            ]
        else:
            rows = heights
        if self.mode is PageMode.SINGLE:
            # Whole pixels, since a scroll bar counts them.
            steps = [math.ceil(max(row + 2 * GAP, self.room)) for row in rows]
            starts = tuple(accumulate(steps, initial=0.0))
            tops = tuple(
                start + (step - row) / 2
                for start, step, row in zip(starts, steps, rows, strict=False)
            )
        else:
            starts = tops = tuple(accumulate((row + GAP for row in rows), initial=GAP))
        left, right = self._column_widths(shown)
        for name, value in (
            ("shown", shown),
            ("_firsts", firsts),
            ("_starts", starts),
            ("_tops", tops),
            ("spine", GAP + left),
            ("width", left + right + 2 * GAP),
            ("height", starts[-1]),
        ):
            object.__setattr__(self, name, value)

    # Rows

    def row_at(self, y: float) -> range:
        """Return the pages of the row at a height of the scene; in a gap, of the one above."""
        return self._row(self._row_index(y))

    def row_of(self, page: int) -> range:
        """Return the pages of the row a page stands in."""
        return self._row(bisect_right(self._firsts, page) - 1)

    def row_after(self, page: int, step: int) -> int:
        """Return the first page of the row some rows on from that of a page."""
        index = bisect_right(self._firsts, page) - 1 + step
        return self._firsts[min(max(index, 0), len(self._firsts) - 1)] if self._firsts else 0

    def page_at(self, y: float) -> int:
        """Return the first page of the row at a height of the scene."""
        return self.row_at(y).start

    def visible(self, top: float, bottom: float) -> range:
        """Return the pages that may show between two heights of the scene."""
        if not self.boxes:
            return range(0)
        first = self._row_index(top)
        last = min(max(bisect_left(self._starts, bottom) - 1, first), len(self._firsts) - 1)
        return range(self._row(first).start, self._row(last).stop)

    # Places

    def page_rect(self, page: int) -> Rect:
        """Return a page's rectangle in the scene."""
        box = self.shown[page]
        width, height = box.width * self.scale, box.height * self.scale
        if self.mode is not PageMode.FACING:
            left, top = (self.width - width) / 2, self._tops[page]
            return Rect(left, top, left + width, top + height)
        left = self.spine + (SPINE / 2 if self._is_right(page) else -SPINE / 2 - width)
        index = bisect_right(self._firsts, page) - 1
        row = self._row(index)
        tallest = max(self.shown[one].height for one in row) * self.scale
        top = self._tops[index] + (tallest - height) / 2
        return Rect(left, top, left + width, top + height)

    def place(self, x: float, y: float) -> Place:
        """Return the place of a point of the scene; it may lie outside its page."""
        row = self.row_at(y)
        page = row[-1] if len(row) > 1 and x >= self.spine else row.start
        rect = self.page_rect(page)
        seen = (x - rect.x0) / self.scale, (y - rect.y0) / self.scale
        return Place(page, *self._unturned(page, *seen))

    def point(self, place: Place) -> tuple[float, float]:
        """Return the point of the scene where a place stands."""
        page = min(place.page, len(self.boxes) - 1)
        rect = self.page_rect(page)
        x, y = self._turned(page, place.x, place.y)
        return rect.x0 + x * self.scale, rect.y0 + y * self.scale

    def matrix(self, page: int) -> tuple[float, float, float, float, float, float]:
        """Return what brings points of a page's view space to the scene.

        In the order of PDF and SVG: x' = a x + c y + e, y' = b x + d y + f.
        """
        if not self.turn:
            rect = self.page_rect(page)
            return self.scale, 0.0, 0.0, self.scale, rect.x0, rect.y0
        (e, f), right, below = (self.point(Place(page, x, y)) for x, y in ((0, 0), (1, 0), (0, 1)))
        return right[0] - e, right[1] - f, below[0] - e, below[1] - f, e, f

    def rect(self, page: int, rect: Rect) -> Rect:
        """Return where a rectangle of a page's view space stands in the scene."""
        corners = Place(page, rect.x0, rect.y0), Place(page, rect.x1, rect.y1)
        return Rect.around((self.point(corners[0]), self.point(corners[1])))

    # Scrolling

    def held(self, y: float, height: float, page: int | None = None) -> float:
        """Return the top of a viewport nearest to a height of the scene.

        Args:
            y: The top that is wished for.
            height: That of the viewport.
            page: One that is to be in view; by default the one in the viewport's middle.
        """
        if self.mode is not PageMode.SINGLE or not self.boxes:
            return min(max(y, 0.0), max(self.height - height, 0.0))
        if page is None:
            page = self.page_at(y + height / 2)
        low, high = self._stops(page, height)
        return min(max(y, low), high)

    def reached(self, y: float, by: float, height: float) -> float:
        """Return the top of a viewport after scrolling down (or up, where `by` is negative).

        Where one page is seen at a time, scrolling stops at its end and goes on from there to
        the next one.
        """
        if self.mode is not PageMode.SINGLE or not self.boxes:
            return self.held(y + by, height)
        page = self.page_at(y + height / 2)
        low, high = self._stops(page, height)
        if by > 0 and y >= high and page + 1 < len(self.boxes):
            return self._stops(page + 1, height)[0]
        if by < 0 and y <= low and page:
            return self._stops(page - 1, height)[1]
        return min(max(y + by, low), high)

    # Scale

    def scaled(self, scale: float) -> PageLayout:
        """Return the same pages at another scale, held between the limits."""
        held = min(max(scale, MIN_SCALE), MAX_SCALE)
        return self if held == self.scale else replace(self, scale=held)

    def scale_for_width(self, width: float) -> float:
        """Return the scale at which the widest row fills a width in logical pixels."""
        points = self._points_across()
        spare = 2 * GAP + (SPINE if self.mode is PageMode.FACING else 0.0)
        return min(max((width - spare) / points, MIN_SCALE), MAX_SCALE) if points else 1.0

    def scale_for_page(self, width: float, height: float) -> float:
        """Return the scale at which every row fits a viewport in logical pixels whole."""
        tallest = max((box.height for box in self.shown), default=0.0)
        if tallest <= 0:
            return 1.0
        fitting = min(max((height - 2 * GAP) / tallest, MIN_SCALE), MAX_SCALE)
        return min(fitting, self.scale_for_width(width))

    # Inside

    def _first_pages(self) -> tuple[int, ...]:
        count = len(self.boxes)
        if self.mode is not PageMode.FACING:
            return tuple(range(count))
        return (0, *range(1, count, 2)) if self.cover and count else tuple(range(0, count, 2))

    def _row(self, index: int) -> range:
        firsts = self._firsts
        if not firsts:
            return range(0)
        end = firsts[index + 1] if index + 1 < len(firsts) else len(self.boxes)
        return range(firsts[index], end)

    def _row_index(self, y: float) -> int:
        index = bisect_right(self._starts, y) - 1
        return min(max(index, 0), max(len(self._firsts) - 1, 0))

    def _is_right(self, page: int) -> bool:
        return page % 2 == (0 if self.cover else 1)

    def _column_widths(self, shown: tuple[PageBox, ...]) -> tuple[float, float]:
        """Return the widths left and right of the spine, in logical pixels."""
        if self.mode is not PageMode.FACING:
            widest = max((box.width for box in shown), default=0.0) * self.scale
            return widest / 2, widest / 2
        sides = [0.0, 0.0]
        for page, box in enumerate(shown):
            side = int(self._is_right(page))
            sides[side] = max(sides[side], box.width)
        left, right = (side * self.scale + SPINE / 2 for side in sides)
        return left, right

    def _points_across(self) -> float:
        spine = SPINE if self.mode is PageMode.FACING else 0.0
        return (self.width - 2 * GAP - spine) / self.scale

    def _stops(self, page: int, height: float) -> tuple[float, float]:
        """Return the first and the last top of a viewport that shows one page alone."""
        low, end = self._starts[page], self._starts[page + 1]
        return low, max(low, end - height)

    def _turned(self, page: int, x: float, y: float) -> tuple[float, float]:
        if not self.turn:
            return x, y
        return self.shown[page].to_view(*self.boxes[page].to_user(x, y))

    def _unturned(self, page: int, x: float, y: float) -> tuple[float, float]:
        if not self.turn:
            return x, y
        return self.boxes[page].to_view(*self.shown[page].to_user(x, y))
