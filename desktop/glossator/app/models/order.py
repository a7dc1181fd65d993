"""Which rows stay, go and move when one order becomes another."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

K = TypeVar("K")


def settled(old: Sequence[K], new: Sequence[K]) -> set[K]:
    """Return as many items as possible that need not move when `old` becomes `new`.

    It is a longest common subsequence, found as the longest ascending run of the new places
    of the old items; items of only one of the two are left out.
    """
    place = {item: i for i, item in enumerate(new)}
    lasts: list[int] = []
    chain: list[tuple[K, int]] = []
    previous: list[int] = []
    ends: list[int] = []
    for item in old:
        at = place.get(item)
        if at is None:
            continue
        length = bisect_left(lasts, at)
        lasts[length : length + 1] = [at]
        ends[length : length + 1] = [len(chain)]
        previous.append(ends[length - 1] if length else -1)
        chain.append((item, at))
    kept: set[K] = set()
    i = ends[-1] if ends else -1
    while i >= 0:
        kept.add(chain[i][0])
        i = previous[i]
    return kept


def ranges(rows: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of the runs of neighbours among ascending rows."""
    first = last = -1
    for row in rows:
        if first >= 0 and row == last + 1:
            last = row
            continue
        if first >= 0:
            yield first, last
        first = last = row
    if first >= 0:
        yield first, last
