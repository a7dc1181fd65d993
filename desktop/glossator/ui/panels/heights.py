"""Where the rows of a long list stand when only those that were seen have been measured."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate


class Heights:
    """Heights of rows, and where each row begins.

    Rows that were not measured yet have the usual height.
    """

    def __init__(self, usual: int) -> None:
        self._usual = usual
        self._heights: list[int] = []
        self._sums: list[int] | None = None

    def __len__(self) -> int:
        return len(self._heights)

    @property
    def total(self) -> int:
        """Height of all rows together."""
        return self._tops[-1]

    def fill(self, count: int, usual: int) -> None:
        """Begin anew with rows that were not measured yet."""
        self._usual = usual
        self._heights = [usual] * count
        self._sums = None

    def insert(self, first: int, count: int) -> None:
        """Make room for rows before a row."""
        self._heights[first:first] = [self._usual] * count
        self._sums = None

    def remove(self, first: int, count: int) -> None:
        """Take rows away."""
        del self._heights[first : first + count]
        self._sums = None

    def measure(self, row: int, height: int) -> int:
        """Take in a measured height; return by how much it is more than was thought."""
        more = height - self._heights[row]
        if more:
            self._heights[row] = height
            self._sums = None
        return more

    def top(self, row: int) -> int:
        """Return where a row begins."""
        return self._tops[row]

    def height(self, row: int) -> int:
        """Return how high a row is."""
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """Return the row at a height, -1 above the first and below the last."""
        if not 0 <= y < self.total:
            return -1
        return bisect_right(self._tops, y) - 1

    @property
    def _tops(self) -> list[int]:
        if self._sums is None:
            self._sums = list(accumulate(self._heights, initial=0))
        return self._sums
