"""Rectangles, quads and the box of a page.

All kept geometry is in PDF user space: points of 1/72 inch, unrotated, y pointing up.
What is shown is in view space: points from the top left corner of the page as it is
displayed (crop box cut, rotation applied), y pointing down. `PageBox` is the one place
that converts between the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Self


class Rect(NamedTuple):
    """An upright rectangle with x0 <= x1 and y0 <= y1, in either space."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Extent along x, in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent along y, in points."""
        return self.y1 - self.y0

    @classmethod
    def around(cls, points: tuple[tuple[float, float], ...]) -> Self:
        """Return the smallest rectangle that holds all points."""
        xs = [x for x, _ in points]
        ys = [y for _, y in points]
        return cls(min(xs), min(ys), max(xs), max(ys))

    def united(self, other: Rect) -> Rect:
        """Return the smallest rectangle that holds both."""
        return Rect(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def contains(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside or on the edge."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1

    def distance2(self, x: float, y: float) -> float:
        """Return the squared distance from the point to the rectangle, 0 inside."""
        dx = max(self.x0 - x, 0.0, x - self.x1)
        dy = max(self.y0 - y, 0.0, y - self.y1)
        return dx * dx + dy * dy


class Quad(NamedTuple):
    """Four corners in PDF user space, in the order of a PDF's QuadPoints.

    Upper left, upper right, lower left, lower right, as the text runs.
    """

    x_ul: float
    y_ul: float
    x_ur: float
    y_ur: float
    x_ll: float
    y_ll: float
    x_lr: float
    y_lr: float

    @classmethod
    def of(cls, rect: Rect) -> Self:
        """Return the quad of an upright rectangle in user space."""
        return cls(rect.x0, rect.y1, rect.x1, rect.y1, rect.x0, rect.y0, rect.x1, rect.y0)

    @property
    def bounds(self) -> Rect:
        """The upright rectangle around the quad."""
        ax, ay, bx, by, cx, cy, dx, dy = self
        return Rect(
            min(ax, bx, cx, dx), min(ay, by, cy, dy), max(ax, bx, cx, dx), max(ay, by, cy, dy)
        )


@dataclass(frozen=True, slots=True)
class PageBox:
    """The visible box of a page in user space, and its rotation.

    Attributes:
        x0, y0, x1, y1: The crop box, in points of user space.
        rotation: Clockwise degrees at which the page is displayed: 0, 90, 180 or 270.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    rotation: int = 0

    @property
    def width(self) -> float:
        """Width as displayed, in points."""
        return self.y1 - self.y0 if self.rotation % 180 else self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height as displayed, in points."""
        return self.x1 - self.x0 if self.rotation % 180 else self.y1 - self.y0

    def to_view(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point of user space to view space."""
        match self.rotation:
            case 90:
                return y - self.y0, x - self.x0
            case 180:
                return self.x1 - x, y - self.y0
            case 270:
                return self.y1 - y, self.x1 - x
            case _:
                return x - self.x0, self.y1 - y

    def to_user(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point of view space to user space."""
        match self.rotation:
            case 90:
                return y + self.x0, x + self.y0
            case 180:
                return self.x1 - x, y + self.y0
            case 270:
                return self.x1 - y, self.y1 - x
            case _:
                return x + self.x0, self.y1 - y

    def rect_to_view(self, rect: Rect) -> Rect:
        """Convert an upright rectangle of user space to view space."""
        if not self.rotation:
            return Rect(rect.x0 - self.x0, self.y1 - rect.y1, rect.x1 - self.x0, self.y1 - rect.y0)
        return Rect.around((self.to_view(rect.x0, rect.y0), self.to_view(rect.x1, rect.y1)))

    def rect_to_user(self, rect: Rect) -> Rect:
        """Convert an upright rectangle of view space to user space."""
        return Rect.around((self.to_user(rect.x0, rect.y0), self.to_user(rect.x1, rect.y1)))

    def turned(self, degrees: int) -> PageBox:
        """Return the same box displayed at a further clockwise rotation."""
        if not degrees:
            return self  # asked several times for each page of every paint
        return PageBox(self.x0, self.y0, self.x1, self.y1, (self.rotation + degrees) % 360)
