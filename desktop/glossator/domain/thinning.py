"""Which of many copies stay: close together of late, further apart long ago."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HOURS, DAYS, WEEKS = 6, 7, 4
NEWEST = 3
"""How many stay for the hours, days and weeks that have one, and the last in any case."""


def staying(moments: Sequence[str]) -> set[int]:
    """Return which copies stay, by their index.

    Of each hour, day and week the last copy stays, for a number of those that have one. Only
    the order in which they were made is asked, never the time it is now: a clock set back or
    forward neither removes a copy early nor keeps one for ever.

    Args:
        moments: When each was made, ISO 8601 UTC; the last made first, whatever its clock said.
    """
    kept = set(range(min(NEWEST, len(moments))))
    for name, limit in ((_hour, HOURS), (_day, DAYS), (_week, WEEKS)):
        kept.update(_last_of_each(moments, name, limit))
    return kept


def week_of(moment: str) -> str:
    """Return the week of a time as ISO 8601 names it: `2024-W34`."""
    year, week, _ = date.fromisoformat(moment[:10]).isocalendar()
    return f"{year}-W{week:02}"


def _last_of_each(moments: Sequence[str], name: Callable[[str], str], limit: int) -> list[int]:
    last, kept = "", list[int]()
    for index, moment in enumerate(moments):
        span = name(moment)
        if span != last and len(kept) < limit:
            kept.append(index)
        last = span
    return kept


def _hour(moment: str) -> str:
    return moment[:13]


def _day(moment: str) -> str:
    return moment[:10]


def _week(moment: str) -> str:
    return week_of(moment)
