"""How strongly a figure colours its cell."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from glossator.domain.colours import INK, PAPER, contrast, mix

if TYPE_CHECKING:
    from glossator.domain.compare.table import Table, Value

LEAST = 0.07
MOST = 0.66
"""Share of the theme's colour in the cell of the smallest and of the largest figure."""

STANDS_OUT = 3.0
"""Least contrast of a line or mark with its ground (WCAG 1.4.11)."""

LEGIBLE = 4.5
"""Least contrast of a number with its ground (WCAG AA)."""


def largest(table: Table) -> float:
    """Return the largest figure of the cells, 0 where there is none."""
    return max((max(filter(None, line), default=0) for line in table.cells), default=0)


def share(value: Value, most: float) -> float:
    """Return the share of its colour in a figure's cell, 0 for no passage.

    It grows with the root: between 1 and 4 passages the eye needs more help than between
    31 and 34.
    """
    if not value or not most:
        return 0.0
    return LEAST + (MOST - LEAST) * sqrt(min(value / most, 1.0))


def ink(ground: str, usual: str) -> str:
    """Return the colour of a number on a ground: the usual one where it can be read well."""
    if contrast(usual, ground) >= LEGIBLE:
        return usual
    return max((INK, PAPER), key=lambda one: contrast(one, ground))


def line_colour(colour: str, ground: str) -> str:
    """Return a theme's colour as a line that stands out from the ground (contrast of 3)."""
    far = max((INK, PAPER), key=lambda one: contrast(one, ground))
    for tenth in range(10):
        seen = mix(colour, far, tenth / 10)
        if contrast(seen, ground) >= STANDS_OUT:
            return seen
    return far
