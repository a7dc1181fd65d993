"""Dark paper for reading at night: its colours, and highlights that text is read on.

A colour of the page keeps its hue; its lightness is turned round, so that black ink on
white paper becomes `INK` on `PAPER`. A mark is then shone upon it as from a second lamp
(the blend mode "screen"): the paper takes its colour, the ink becomes a little lighter, and
what lies between the two stays between them, as the edges of letters do.
"""

from __future__ import annotations

from functools import lru_cache

from glossator.domain import colours

PAPER = "#1E1E1E"
"""White paper at night; also the ground that themes' bars stand out on."""

INK = "#E5E5E5"
"""Black ink at night."""

PAPER_LIGHTNESS, INK_LIGHTNESS = 11.2, 90.9
"""CIE lightness of both."""

LEGIBLE = 4.5
"""Least contrast of ink with any ground (WCAG AA)."""

CALM = 8.0
"""Least contrast of ink with a highlight, so that two upon each other are legible too."""

_STEPS = 20


def turned(lightness: float) -> float:
    """Return the CIE lightness at night of what has a lightness, 0 to 100, by day."""
    return INK_LIGHTNESS - (INK_LIGHTNESS - PAPER_LIGHTNESS) * lightness / 100


def turned_back(lightness: float) -> float:
    """Return the CIE lightness by day, 0 to 100, of what has a lightness at night."""
    by_day = 100 * (INK_LIGHTNESS - lightness) / (INK_LIGHTNESS - PAPER_LIGHTNESS)
    return min(max(by_day, 0.0), 100.0)


@lru_cache(maxsize=1024)
def light(colour: str, share: float, contrast: float = CALM) -> str:
    """Return what is to be screened onto the page, so that paper becomes `ground`."""
    pairs = zip(colours.parse(ground(colour, share, contrast)), colours.parse(PAPER), strict=True)
    return colours.text([255 - 255 * (255 - wanted) / (255 - paper) for wanted, paper in pairs])


def screened(below: str, above: str) -> str:
    """Return what is seen where a colour is screened onto another."""
    pairs = zip(colours.parse(below), colours.parse(above), strict=True)
    return colours.text([255 - (255 - one) * (255 - other) / 255 for one, other in pairs])


@lru_cache(maxsize=1024)
def ground(colour: str, share: float, contrast: float = CALM) -> str:
    """Return a colour mixed into the paper, as much of it as ink can be read on.

    Args:
        colour: `#RRGGBB`.
        share: Opacity that is aimed at, 0 to 1.
        contrast: Least contrast of the ink with the result.
    """
    for step in range(_STEPS, 0, -1):
        mixed = colours.mix(PAPER, colour, share * step / _STEPS)
        if colours.contrast(mixed, INK) >= contrast:
            return mixed
    return PAPER
