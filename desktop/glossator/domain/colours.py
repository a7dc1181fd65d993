"""Theme colours: read, mix, compare, and choose so that people can tell them apart.

Colours are `#RRGGBB`. How far two colours are apart is measured in OKLab, times 100 (2 is
just noticeable side by side), for normal sight and as people without working red or green
cones see them (Machado, Oliveira and Fernandes 2009); the smallest of the three counts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import count
from math import atan2, cos, dist, hypot, radians, sin
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Triple: TypeAlias = tuple[float, float, float]
Matrix: TypeAlias = tuple[Triple, Triple, Triple]

PAPER = "#FFFFFF"
INK = "#000000"
DARK_WINDOW = "#1E1E1E"
"""The ground that bars stand on in the dark window."""

HIGHLIGHT = 0.6
"""Share of a theme's colour in a highlight on paper."""

PALETTE = (
    "#D81800",
    "#78B4FC",
    "#0C6CC0",
    "#CCE400",
    "#F08478",
    "#9CE4FC",
    "#6C84FC",
    "#CC6084",
    "#54CCC0",
    "#3C9CC0",
    "#E4D89C",
    "#18783C",
    "#C02490",
    "#D8B424",
    "#6048FC",
    "#CC8400",
)
"""Sixteen colours at least 8.8 apart for everyone (5.3 as highlights), 11.6 for normal sight.

Found by a maximin search over a grid of colours that carry black text as a highlight
(contrast of at least 4.5) and stand out as a bar on the dark window (3) and on paper (1.4).
The order keeps the first ones, which a small theme tree uses, furthest apart.
"""

KIN_STEP = 0.07
"""Difference in OKLab lightness between a theme and its first children."""

_PROTAN: Matrix = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
_DEUTAN: Matrix = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
_TO_CONES: Matrix = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_OKLAB: Matrix = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_OKLAB: Matrix = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES: Matrix = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def parse(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0-255, of `#RRGGBB` or `#RGB` in any letter case.

    Raises:
        ValueError: It is no such colour.
    """
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", digits):
        raise ValueError(f"not a colour: {colour!r}")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def text(rgb: Sequence[float]) -> str:
    """Return `#RRGGBB` for red, green and blue, 0-255; what lies outside is clipped."""
    return "#" + "".join(f"{min(max(round(part), 0), 255):02X}" for part in rgb)


@lru_cache(maxsize=4096)
def mix(ground: str, colour: str, share: float) -> str:
    """Return what is seen where a colour covers a ground with an opacity of `share`."""
    pairs = zip(parse(ground), parse(colour), strict=True)
    return text([below * (1 - share) + above * share for below, above in pairs])


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG): 0 for black, 1 for white."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=4096)
def contrast(one: str, other: str) -> float:
    """Return the contrast ratio (WCAG) of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def highlight(colour: str) -> str:
    """Return a theme's colour as a highlight on paper."""
    return mix(PAPER, colour, HIGHLIGHT)


def is_legible(colour: str) -> bool:
    """Tell whether a theme's colour serves as highlight, as bar in the dark and on paper."""
    return (
        contrast(highlight(colour), INK) >= 4.5
        and contrast(colour, DARK_WINDOW) >= 3
        and contrast(colour, PAPER) >= 1.25
    )


def difference(one: str, other: str) -> float:
    """Return how far apart two colours are for normal sight, in hundredths of OKLab."""
    return 100 * dist(_seen(one)[0], _seen(other)[0])


def safe_difference(one: str, other: str) -> float:
    """Return how far apart two colours are for whoever tells them apart least well."""
    return 100 * min(map(dist, _seen(one), _seen(other)))


def next_colour(used: Iterable[str]) -> str:
    """Return a colour for a new theme: the one furthest from those in use.

    The palette comes first; when all of it is taken, its lighter and darker kin.
    """
    taken = {text(parse(colour)) for colour in used}
    candidates: list[str] = [colour for colour in PALETTE if colour not in taken]
    if not taken:
        return PALETTE[0]
    if not candidates:
        candidates = [kin(colour, n) for colour in PALETTE for n in range(4)]
    return max(candidates, key=lambda one: min(safe_difference(one, other) for other in taken))


@lru_cache(maxsize=4096)
def kin(colour: str, n: int) -> str:
    """Return the colour of the n-th child (from 0) of a theme: its hue, lighter or darker.

    Children alternate lighter and darker as far as they stay legible; where a theme has
    more children than that gives, the hue turns by 30 degrees for each further round.
    """
    for turn in count():
        shades = list(_shades(colour, 30 * turn))
        if n < len(shades):
            return shades[n]
        n -= len(shades)
        if turn == 12:
            break
    return text(parse(colour))


def _shades(colour: str, turn: float) -> Iterator[str]:
    lightness, a, b = _oklab(_linear(colour))
    chroma, hue = hypot(a, b), atan2(b, a) + radians(turn)
    for step in range(1, 6):
        for sign in (1, -1):
            shade = _in_gamut(lightness + sign * step * KIN_STEP, chroma, hue)
            if is_legible(shade) and difference(shade, colour) >= 100 * KIN_STEP / 2:
                yield shade


def _in_gamut(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour, made paler until the screen can show it."""
    if not 0 < lightness < 1:
        return PAPER if lightness >= 1 else INK
    linear = (0.0, 0.0, 0.0)
    for share in range(20, -1, -1):
        kept = chroma * share / 20
        cones = _times(_FROM_OKLAB, (lightness, kept * cos(hue), kept * sin(hue)))
        red, green, blue = (part**3 for part in cones)
        linear = _times(_FROM_CONES, (red, green, blue))
        if all(-0.0005 <= part <= 1.0005 for part in linear):
            break
    return text([_encoded(part) for part in linear])


@lru_cache(maxsize=4096)
def _seen(colour: str) -> tuple[Triple, Triple, Triple]:
    """Return a colour in OKLab as seen normally and without red or green cones."""
    linear = _linear(colour)
    protan, deutan = _times(_PROTAN, linear), _times(_DEUTAN, linear)
    return _oklab(linear), _oklab(protan), _oklab(deutan)


def _linear(colour: str) -> Triple:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in parse(colour))
    )
    return red, green, blue


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return 255 * (12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


def _oklab(linear: Triple) -> Triple:
    long, middle, short = (
        max(part, 0.0) ** (1 / 3)
        for part in _times(_TO_CONES, (_unit(linear[0]), _unit(linear[1]), _unit(linear[2])))
    )
    return _times(_TO_OKLAB, (long, middle, short))


def _unit(part: float) -> float:
    return min(max(part, 0.0), 1.0)


def _times(matrix: Matrix, vector: Triple) -> Triple:
    x, y, z = (row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2] for row in matrix)
    return x, y, z
