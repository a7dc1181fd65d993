"""Themes against themes: the figures of the passages that carry both."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations_with_replacement
from typing import TYPE_CHECKING

from glossator.domain.compare_table import Measure

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from glossator.domain.compare_axes import Several
    from glossator.domain.compare_table import Value
    from glossator.domain.tally import Tally

BATCH = 1000
"""Passages counted in one step."""


def counting_pairs(
    tally: Tally, themes: Several, measure: Measure
) -> Generator[None, None, list[list[Value]]]:
    """Count each pair of themes once, in steps of a few milliseconds.

    The figure of a theme with itself is also its total.

    Returns:
        Figures row by row; last the totals, of each row and of each column.
    """
    carried = _carried(tally, themes)
    yield
    lines = [[0] * (len(themes.heads) + 1) for _ in range(len(themes.heads) + 1)]
    if measure is Measure.PARAGRAPHS:
        total = yield from _add_paragraphs(lines, _by_paragraph(tally, carried))
    else:
        weights = tally.words if measure is Measure.WORDS else [1] * len(carried)
        total = yield from _add_passages(lines, carried, weights)
    return _mirrored(lines, total)


def _add_passages(
    lines: list[list[int]], carried: Sequence[list[int]], weights: Sequence[int]
) -> Generator[None, None, int]:
    """Add the weight of each passage to the pairs of its themes, and return that of all."""
    total = 0
    for number, (ours, weight) in enumerate(zip(carried, weights, strict=True)):
        for i, first in enumerate(ours):
            line = lines[first]
            for second in ours[i:]:
                line[second] += weight
        total += weight if ours else 0
        if not number % BATCH:
            yield
    return total


def _add_paragraphs(
    lines: list[list[int]], groups: Sequence[Sequence[list[int]]]
) -> Generator[None, None, int]:
    """Add each paragraph to the pairs of its passages' themes, and return how many there are."""
    for number, passages in enumerate(groups):
        for first, second in _pairs_of_all(passages):
            lines[first][second] += 1
        if not number % BATCH:
            yield
    return len(groups)


def _carried(tally: Tally, themes: Several) -> list[list[int]]:
    """Return for each passage the numbers of its themes, ascending."""
    carried: list[list[int]] = [[] for _ in tally.entries]
    for theme, members in enumerate(themes.members):
        for number in members:
            carried[number].append(theme)
    return carried


def _by_paragraph(tally: Tally, carried: Sequence[list[int]]) -> list[list[list[int]]]:
    """Return for each paragraph that has a passage the themes of each of its passages."""
    groups: defaultdict[int, list[list[int]]] = defaultdict(list)
    for ours, touched in zip(carried, tally.paragraphs, strict=True):
        if ours:
            for paragraph in touched:
                groups[paragraph].append(ours)
    return list(groups.values())


def _pairs_of_all(groups: Sequence[list[int]]) -> Iterable[tuple[int, int]]:
    """Return each pair that some group has, once; the first theme is not behind."""
    pairs = (combinations_with_replacement(ours, 2) for ours in groups)
    return next(pairs) if len(groups) == 1 else set(chain.from_iterable(pairs))


def _mirrored(lines: Sequence[list[int]], total: int) -> list[list[Value]]:
    """Return the whole table of the figures on and above its diagonal."""
    width = len(lines) - 1
    for row in range(width):
        for column in range(row):
            lines[row][column] = lines[column][row]
        lines[row][width] = lines[width][row] = lines[row][row]
    lines[width][width] = total
    return [[*line] for line in lines]
