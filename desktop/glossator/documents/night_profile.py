"""An ICC profile of a screen whose lightness is turned round.

A page drawn for such a screen comes out with dark paper and light ink at the cost of
drawing it by day, for no pixel is touched twice: the engine converts each colour once,
where it is used. The profile has a table from Lab to red, green and blue and one back
(ICC.1:2001-04, `mft2`), from sRGB's primaries for D50 and CIE Lab.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.pages import night

if TYPE_CHECKING:
    from collections.abc import Callable

Triple: TypeAlias = tuple[float, float, float]

TO_SCREEN, FROM_SCREEN = 13, 7
"""Steps a side of the two tables. Greys of the first fall on its nodes: a = b = 0 is one."""

_D50 = (0.9642, 1.0, 0.8249)
_TO_XYZ = (
    (0.4360747, 0.3850649, 0.1430804),
    (0.2225045, 0.7168786, 0.0606169),
    (0.0139322, 0.0971045, 0.7141733),
)
_FROM_XYZ = (
    (3.1338561, -1.6168667, -0.4906146),
    (-0.9787684, 1.9161415, 0.0334540),
    (0.0719453, -0.2289914, 1.4052427),
)
_BEND = 6 / 29
_WHITE = 0xFF00 / 0xFFFF
"""Where lightness 100 stands among the 16 bits of the older Lab encoding."""
_HALVINGS = 6
_ROUNDING = 0.002
_HEADER = 128
_RELATIVE = 1


def night_profile() -> bytes:
    """Return the profile; the same bytes every time."""
    identity = (1, 0, 0, 0, 1, 0, 0, 0, 1)
    tags = {
        b"desc": _described(b"Glossator at night"),
        b"cprt": b"text\0\0\0\0No copyright\0",
        b"wtpt": b"XYZ \0\0\0\0" + _fixed(*_D50),
        b"A2B0": _table(FROM_SCREEN, _from_screen, identity),
        b"B2A0": _table(TO_SCREEN, _to_screen, identity),
    }
    start = _HEADER + 4 + 12 * len(tags)
    index, data = struct.pack(">I", len(tags)), b""
    for name, tag in tags.items():
        index += name + struct.pack(">II", start + len(data), len(tag))
        data += tag + b"\0" * (-len(tag) % 4)
    return _header(start + len(data)) + index + data


def _to_screen(x: float, y: float, z: float) -> Triple:
    """Return what a screen at night shows for a colour of the page in encoded Lab."""
    lightness = 100 * min(x / _WHITE, 1.0)
    a, b = (part * 0xFFFF / 256 - 128 for part in (y, z))
    return _shown(night.turned(lightness), a, b)


def _from_screen(red: float, green: float, blue: float) -> Triple:
    """Return the colour of the page in encoded Lab for what a screen at night shows."""
    lightness, a, b = _lab((red, green, blue))
    encoded_a, encoded_b = ((part + 128) * 256 / 0xFFFF for part in (a, b))
    return night.turned_back(lightness) / 100 * _WHITE, encoded_a, encoded_b


def _shown(lightness: float, a: float, b: float) -> Triple:
    """Return sRGB, 0 to 1, of a colour in Lab, made paler until a screen can show it."""
    linear = _linear(lightness, a, b)
    if not _can_be_shown(linear):
        paler, stronger = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = (paler + stronger) / 2
            if _can_be_shown(_linear(lightness, a * middle, b * middle)):
                paler = middle
            else:
                stronger = middle
        linear = _linear(lightness, a * paler, b * paler)
    red, green, blue = (_encoded(part) for part in linear)
    return red, green, blue


def _can_be_shown(linear: Triple) -> bool:
    return all(-_ROUNDING <= part <= 1 + _ROUNDING for part in linear)


def _linear(lightness: float, a: float, b: float) -> Triple:
    y = (lightness + 16) / 116
    roots = (y + a / 500, y, y - b / 200)
    xyz = [white * _cubed(root) for white, root in zip(_D50, roots, strict=True)]
    red, green, blue = (sum(map(float.__mul__, row, xyz)) for row in _FROM_XYZ)
    return red, green, blue


def _lab(rgb: Triple) -> Triple:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    x, y, z = (
        _root(sum(map(float.__mul__, row, linear)) / white)
        for row, white in zip(_TO_XYZ, _D50, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cubed(root: float) -> float:
    return root**3 if root > _BEND else 3 * _BEND**2 * (root - 4 / 29)


def _root(part: float) -> float:
    return float(part ** (1 / 3)) if part > _BEND**3 else part / (3 * _BEND**2) + 4 / 29


def _encoded(part: float) -> float:
    part = min(max(part, 0.0), 1.0)
    return float(12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055)


def _table(
    steps: int, look_up: Callable[[float, float, float], Triple], matrix: tuple[int, ...]
) -> bytes:
    """Return an `mft2` tag with straight curves around a cube of `steps` a side."""
    nodes = [node / (steps - 1) for node in range(steps)]
    values = [
        min(max(round(0xFFFF * part), 0), 0xFFFF)
        for x in nodes
        for y in nodes
        for z in nodes
        for part in look_up(x, y, z)
    ]
    straight = struct.pack(">6H", *(0, 0xFFFF) * 3)
    return b"".join(
        (
            b"mft2\0\0\0\0" + bytes((3, 3, steps, 0)) + _fixed(*matrix),
            struct.pack(">HH", 2, 2) + straight,
            struct.pack(f">{len(values)}H", *values) + straight,
        )
    )


def _header(size: int) -> bytes:
    """Return the header of a profile of so many bytes."""
    version, date = b"\x02\x40\0\0", struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    head = struct.pack(">I", size) + b"\0" * 4 + version + b"mntr3CLRLab " + date + b"acsp"
    rendering = struct.pack(">I", _RELATIVE) + _fixed(*_D50)
    return (head + b"\0" * 24 + rendering).ljust(_HEADER, b"\0")


def _described(name: bytes) -> bytes:
    """Return a `desc` tag: the name in ASCII, none in Unicode or Macintosh script."""
    return b"desc\0\0\0\0" + struct.pack(">I", len(name) + 1) + name + b"\0" * (1 + 4 + 4 + 3 + 67)


def _fixed(*numbers: float) -> bytes:
    return struct.pack(f">{len(numbers)}i", *(round(number * 0x10000) for number in numbers))
