"""The reading order of the fragments of a page: across, or down its columns.

A page is cut into slabs (rows that don't overlap another), neighbouring slabs with a common
gutter make a band, and a band whose two sides both look like running text is read column by
column. A table with text in its cells is read cell by cell (`tables.py`). Everything else is
read row by row, so that a hanging number, a table's cells and the page number at the end of
a line of contents stay beside what they belong to.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from statistics import median
from typing import TYPE_CHECKING

from glossator.documents.tables import table_groups

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.documents.fragments import Fragment

Gap = tuple[float, float]

_GUTTER = 0.7
"""Least width of a gutter, in sizes of the text beside it."""
_NARROW = 9.0
"""Narrowest column of text, in sizes of its text."""
_TALL = 3
"""Rows that the taller side of a gutter has at least."""
_KEPT = 0.6
"""Part of a gutter that the lines above must leave free to count as above it."""
_DEEPEST = 4
_MOST_PARTS = 24
"""More parts than this are a chart or a list of figures."""


def in_columns(fragments: Sequence[Fragment], depth: int = 0) -> list[list[Fragment]]:
    """Return the fragments in groups to be read one after the other, each row by row."""
    if len(fragments) < 2 * _TALL - 2 or depth >= _DEEPEST:
        return [list(fragments)] if fragments else []
    size = median(fragment.size for fragment in fragments)
    groups: list[list[Fragment]] = []
    across = False
    for band in _bands(_slabs(fragments), _GUTTER * size):
        parts = _parts(band, _GUTTER * size)
        split = 1 < len(parts) <= _MOST_PARTS
        cells = table_groups(_slabs(band), parts) if split else []
        columns = _columns(band, parts) if split else [band]
        if cells:
            groups.extend(cells)
        elif len(columns) > 1:
            for column in columns:
                groups.extend(in_columns(column, depth + 1))
        elif across:
            groups[-1].extend(band)
        else:
            groups.append(band)
        across = len(columns) < 2 and not cells
    return groups


def _slabs(fragments: Sequence[Fragment]) -> list[list[Fragment]]:
    """Cut at every height that no fragment crosses with more than a fifth of its own."""
    slabs: list[list[Fragment]] = []
    reach = -math.inf
    for fragment in sorted(fragments, key=lambda f: _trimmed(f)[0]):
        top, bottom = _trimmed(fragment)
        if top >= reach:
            slabs.append([])
        slabs[-1].append(fragment)
        reach = max(reach, bottom)
    return slabs


def _trimmed(fragment: Fragment) -> Gap:
    _, v0, _, v1 = fragment.extent
    margin = 0.2 * (v1 - v0)
    return v0 + margin, v1 - margin


def _bands(slabs: list[list[Fragment]], least: float) -> list[list[Fragment]]:
    """Join neighbouring slabs as long as they leave a gutter free."""
    bands: list[list[list[Fragment]]] = []
    free: list[Gap] = []
    for slab in slabs:
        gaps = _gaps(slab, least)
        common = _common(free, gaps, least)
        ends_gutter = _inner(free) and not _common(_inner(free), gaps, least)
        begins_gutter = _inner(gaps) and not _inner(free) and not _keeps(gaps, common)
        if not bands or ends_gutter or begins_gutter:
            drawn = _drawn_in(bands[-1], slab, _inner(gaps)) if bands and begins_gutter else []
            bands.append([*drawn, slab])
            free = gaps
        else:
            bands[-1].append(slab)
            free = common
    return [[fragment for slab in band for fragment in slab] for band in bands if band]


def _drawn_in(
    band: list[list[Fragment]], slab: list[Fragment], gutters: list[Gap]
) -> list[list[Fragment]]:
    """Take from the end of a band the lines that begin the columns of the slab below it.

    The first line of one column may stand a little higher than that of the other.
    """
    drawn: list[list[Fragment]] = []
    top = min(fragment.extent.v0 for fragment in slab)
    while band:
        last = band[-1]
        close = top - max(f.extent.v1 for f in last) < 0.8 * last[0].size
        right = all(f.extent.u0 >= end - 1 for f in last for _, end in gutters)
        if not (close and right):
            break
        top = min(f.extent.v0 for f in last)
        drawn.insert(0, band.pop())
    return drawn


def _gaps(fragments: Sequence[Fragment], least: float) -> list[Gap]:
    """Return the stretches of u that no fragment covers, the outer ones without end."""
    gaps: list[Gap] = []
    reach = -math.inf
    for u0, _, u1, _ in sorted(fragment.extent for fragment in fragments):
        if u0 - reach >= least:
            gaps.append((reach, u0))
        reach = max(reach, u1)
    gaps.append((reach, math.inf))
    return gaps


def _common(one: list[Gap], other: list[Gap], least: float) -> list[Gap]:
    """Return what two lists of gaps, each in order, have in common."""
    found = []
    i = j = 0
    while i < len(one) and j < len(other):
        low, high = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if high - low >= least:
            found.append((low, high))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found


def _inner(gaps: list[Gap]) -> list[Gap]:
    return [gap for gap in gaps if math.isfinite(gap[0]) and math.isfinite(gap[1])]


def _keeps(gaps: list[Gap], common: list[Gap]) -> bool:
    """Tell whether what stands above leaves the better part of a slab's gutters free.

    Of each of them: behind the number of a heading is a gap too, often under free space.
    """
    return all(
        any(
            min(end, free_end) - max(start, free_start) >= _KEPT * (end - start)
            for free_start, free_end in common
        )
        for start, end in _inner(gaps)
    )


def _parts(band: list[Fragment], least: float) -> list[list[Fragment]]:
    """Split a band at its gutters."""
    gutters = _inner(_gaps(band, least))
    ends = [end - 0.01 for _, end in gutters]
    parts: list[list[Fragment]] = [[] for _ in range(len(gutters) + 1)]
    for fragment in band:
        parts[bisect_right(ends, fragment.extent.u0)].append(fragment)
    return parts


def _columns(band: list[Fragment], parts: list[list[Fragment]]) -> list[list[Fragment]]:
    """Return the parts that are columns; the whole band where they don't look like columns."""
    merged: list[list[Fragment]] = []
    for part in parts:
        if merged and not (_is_wide(merged[-1]) and _is_wide(part)):
            merged[-1].extend(part)
        else:
            merged.append(list(part))
    tallest = max(_height(part) for part in merged)
    return merged if len(merged) > 1 and tallest >= _TALL else [band]


def _is_wide(part: Sequence[Fragment]) -> bool:
    widths = sorted(fragment.extent.u1 - fragment.extent.u0 for fragment in part)
    size = median(fragment.size for fragment in part)
    rows = _height(part)
    if rows < _TALL:
        return widths[-1] >= 1.4 * _NARROW * size
    return widths[len(widths) // 2] >= _NARROW * size


def _height(part: Sequence[Fragment]) -> int:
    return len({round(fragment.runs[0].baseline) for fragment in part})
