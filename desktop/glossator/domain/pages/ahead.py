"""Which pages are drawn before they are seen: those a reader comes to next."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

AHEAD, BEHIND = 2, 1
"""Rows of pages drawn on the way, and on the way back, while nothing moves."""

SECONDS = 0.5
"""How far ahead in time is drawn while the pages move."""

MOST = 8
"""Rows of pages drawn ahead at the most; at a fling the way is too long to draw it all."""


def pages_ahead(
    visible: range, count: int, *, down: bool, speed: float = 0.0, across: int = 1
) -> Iterator[int]:
    """Yield the pages around those that show, the one that is seen soonest first.

    Args:
        visible: The pages that show.
        count: Pages of the report.
        down: Which way it goes, or went last.
        speed: Rows of pages a second.
        across: Pages in a row.
    """
    ahead = min(AHEAD + int(speed * SECONDS), MOST) * across
    behind = BEHIND * across
    below, above = (ahead, behind) if down else (behind, ahead)
    after = range(visible.stop, min(visible.stop + below, count))
    before = range(visible.start - 1, max(visible.start - above, 0) - 1, -1)
    yield from (after if down else before)
    yield from (before if down else after)
