"""Areas of pages: a scan's words, a figure or a table, marked by a rectangle and its picture.

An area has no words of its own, so it is cited by its page, and by the paragraph it covers
or stands beside where there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from glossator.domain.pages.geometry import Quad, Rect
from glossator.domain.passage import CONTEXT, section_of
from glossator.domain.records import Segment
from glossator.domain.text.page_text import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.page_text import Line, PageText

SMALLEST = 4.0
"""Least width and height of an area, in points."""

_RANK = {Role.BODY: 0, Role.HEADING: 1, Role.FOOTNOTE: 2}


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a page.

    Attributes:
        page: Zero-based page index.
        rect: In PDF user space.
    """

    page: int
    rect: Rect

    @property
    def is_large_enough(self) -> bool:
        """Whether there is something to see in it."""
        return min(self.rect.width, self.rect.height) >= SMALLEST

    def within(self, box: PageBox) -> Area:
        """Return the part of it that lies on its page."""
        x0, x1 = sorted(min(max(x, box.x0), box.x1) for x in (self.rect.x0, self.rect.x1))
        y0, y1 = sorted(min(max(y, box.y0), box.y1) for y in (self.rect.y0, self.rect.y1))
        return Area(self.page, Rect(x0, y0, x1, y1))


def segment(area: Area, box: PageBox, text: PageText, base: int, structure: Structure) -> Segment:
    """Return the segment that stands for an area.

    Args:
        area: The rectangle, within its page.
        box: Its page's box, with the page's own rotation.
        text: Its page's text, which may be empty.
        base: Offset of the page's text in the report's.
        structure: The report's units.
    """
    line = line_beside(text, area.rect)
    unit = structure.at(base + line.start) if line is not None else None
    near = unit or structure.at(base + _above(text, area.rect))
    return Segment(
        page=area.page,
        start=base,
        end=base,
        exact="",
        after=text.text[:CONTEXT],
        quads=(quad_of(area.rect, box),),
        unit_id=unit.id if unit is not None else "",
        section=section_of(near),
    )


def area_of(part: Segment) -> Area:
    """Return the area that a segment stands for."""
    return Area(part.page, part.quads[0].bounds)


def quad_of(rect: Rect, box: PageBox) -> Quad:
    """Return a rectangle of user space with its corners named as the page is displayed."""
    view = box.rect_to_view(rect)
    corners = ((view.x0, view.y0), (view.x1, view.y0), (view.x0, view.y1), (view.x1, view.y1))
    return Quad(*(number for corner in corners for number in box.to_user(*corner)))


def depth(quad: Quad) -> float:
    """Return how far down its page a quad begins, to put those of one page in order."""
    x, y = quad.x_ll - quad.x_ul, quad.y_ll - quad.y_ul
    length = hypot(x, y) or 1.0
    return (quad.x_ul * x + quad.y_ul * y) / length


def line_beside(text: PageText, rect: Rect) -> Line | None:
    """Return the first line that an area covers, else one that stands level with it.

    A line of a neighbouring column does not count as beside it.
    """
    lines = [line for line in text.lines if line.role is not Role.RUNNING]
    touched = [one for one in lines if _meet(_along(one, rect)) and _meet(_across(one, rect))]
    if touched:
        return _first(touched)
    level = [one for one in lines if _meet(_along(one, rect))]
    for other in lines:
        if _meet(_across(other, rect)):
            level = [one for one in level if _meet(_across(one, other.rect))]
    return _first(level) if level else None


def _first(lines: Iterable[Line]) -> Line:
    return min(lines, key=lambda line: (_RANK[line.role], line.start))


def _above(text: PageText, rect: Rect) -> int:
    """Return the offset of the last line that ends above an area, 0 where there is none."""

    def is_above(line: Line) -> bool:
        match line.rotation:
            case 90:
                return line.rect.x0 >= rect.x1
            case 180:
                return line.rect.y1 <= rect.y0
            case 270:
                return line.rect.x1 <= rect.x0
            case _:
                return line.rect.y0 >= rect.y1

    body = (line.start for line in text.lines if line.role.flow == 0 and is_above(line))
    return max(body, default=0)


def _across(line: Line, rect: Rect) -> tuple[float, float, float, float]:
    """Return where a line and a rectangle begin and end in the direction of reading."""
    if line.rotation % 180:
        return line.rect.y0, line.rect.y1, rect.y0, rect.y1
    return line.rect.x0, line.rect.x1, rect.x0, rect.x1


def _along(line: Line, rect: Rect) -> tuple[float, float, float, float]:
    """Return the same from line to line."""
    if line.rotation % 180:
        return line.rect.x0, line.rect.x1, rect.x0, rect.x1
    return line.rect.y0, line.rect.y1, rect.y0, rect.y1


def _meet(ends: tuple[float, float, float, float]) -> bool:
    low, high, other_low, other_high = ends
    return low < other_high and other_low < high
