"""Figures over time: where they stand on the two axes, and what the axes say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from glossator.domain.compare.table import Axis

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from glossator.domain.compare.table import Table
    from glossator.domain.records import Report

STEPS = (1, 2, 5, 10)
"""Distances of grid lines, times a power of ten."""


@dataclass(frozen=True, slots=True)
class Point:
    """One figure.

    Attributes:
        when: Year and the part of it that has passed: 2024.64.
        value: The figure.
        label: What the report, or the year, is called.
    """

    when: float
    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one theme, oldest first.

    Attributes:
        key: Of its row or column.
        name: What it is called.
        colour: Its colour, or empty.
    """

    key: str
    name: str
    colour: str
    points: tuple[Point, ...]


def over_time(
    table: Table, keys: Collection[str], reports: Mapping[str, Report]
) -> tuple[Series, ...]:
    """Return the figures of some rows, in the order of the table.

    Reports without a date and figures that can't be told are left out.

    Args:
        table: Its columns are reports, or years.
        keys: The rows.
        reports: The project's reports by id.
    """
    by_year = table.column_axis is Axis.YEAR
    dates = [when(head.key) if by_year else _dated(reports.get(head.key)) for head in table.columns]
    found = []
    for head, line in zip(table.rows, table.cells, strict=True):
        if head.key in keys:
            points = tuple(
                Point(when, value, column.label)
                for when, value, column in zip(dates, line, table.columns, strict=True)
                if when is not None and value is not None
            )
            found.append(Series(head.key, head.label, head.colour, points))
    return tuple(found)


@lru_cache(maxsize=1024)
def when(text: str) -> float | None:
    """Return a date as a year and the part of it that has passed, None where it is none.

    A year stands at its middle, a month at its middle.
    """
    parts = text.split("-")
    try:
        year, month, day = (int(parts[i]) if i < len(parts) else 0 for i in range(3))
        if not month:
            return date(year, 1, 1).year + 0.5
        first = date(year, month, day or 15)
    except ValueError:
        return None
    return year + (first.timetuple().tm_yday - 1) / 366


def nice_ticks(most: float, wanted: int = 4, *, whole: bool = False) -> list[float]:
    """Return round figures from 0 to at least the largest one, about as many as wanted.

    Args:
        most: The largest figure.
        wanted: How many grid lines there should be above 0.
        whole: Only whole figures.
    """
    if most <= 0:
        return [0.0, 1.0]
    size = 10 ** floor(log10(most / wanted))
    step = next(size * one for one in STEPS if size * one * wanted >= most)
    if whole:
        step = max(step, 1)
    return [step * number for number in range(ceil(most / step - 1e-9) + 1)]


def year_marks(dates: Iterable[float], apart: float) -> list[tuple[int, float]]:
    """Return the years in which there are figures, each with the middle of its dates.

    Args:
        dates: When the figures are of.
        apart: Years that two marks need between them. The first and the last are told before
            those between them, which are left out where they come too close.
    """
    years: dict[int, list[float]] = defaultdict(list)
    for one in sorted(set(dates)):
        years[floor(one)].append(one)
    marks = [(year, (own[0] + own[-1]) / 2) for year, own in years.items()]
    kept: list[tuple[int, float]] = []
    for mark in (*marks[:1], *marks[:0:-1]):
        if all(abs(mark[1] - at) >= apart for _, at in kept):
            kept.append(mark)
    return sorted(kept)


def spread(dates: Sequence[float]) -> tuple[float, float]:
    """Return where the axis of time begins and ends: a little before and after the dates."""
    low, high = min(dates), max(dates)
    room = max((high - low) * 0.05, 0.5)
    return low - room, high + room


def _dated(report: Report | None) -> float | None:
    return when(report.date) if report and report.date else None
