"""The figures of passages that are divided in two ways.

Every figure, the totals too, measures a set of passages: a passage with two themes below
the same one counts once for that one, and once in each total.
"""

from __future__ import annotations

from collections import Counter
from math import inf
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.compare_axes import NOWHERE, Several, Single
from glossator.domain.compare_pairs import counting_pairs
from glossator.domain.compare_table import Measure, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Generator, Sequence

    from glossator.domain.compare_axes import Division
    from glossator.domain.compare_table import Head
    from glossator.domain.tally import Tally

Lines: TypeAlias = list[list[Value]]
"""Figures row by row; last the totals, of each row and of each column."""

Fold: TypeAlias = "Callable[[Collection[int]], list[Value]]"
"""Makes the figures of a row, its total last, of the numbers of its passages."""


def counting(
    tally: Tally, rows: Division, columns: Division, measure: Measure
) -> Generator[None, None, Lines]:
    """Count in steps of a few milliseconds.

    A passage that stands in no column is in no row either. Of rows and columns that are not
    the same, one at least divides the passages so that each has one head at most.
    """
    if rows is columns and isinstance(rows, Several):
        return (yield from counting_pairs(tally, rows, measure))
    if isinstance(columns, Several):
        lines = yield from counting(tally, columns, rows, measure)
        return [list(line) for line in zip(*lines, strict=True)]
    members = rows.members
    yield
    fold = _FOLDS[measure](tally, columns)
    yield
    lines = []
    for one in members:
        lines.append(fold(one))
        yield
    lines.append(fold(set[int]().union(*members)))
    return lines


def per_1000(
    lines: Lines, rows: Sequence[Head], columns: Sequence[Head], words: int | None
) -> Lines:
    """Divide figures by the text they were found in.

    Sections lie within reports and reports within years, so the text of a cell is the
    smaller of its row's and its column's.
    """
    across = [*(head.words for head in columns), inf]
    texts = {
        row: [_text(row, column, words) for column in across]
        for row in {inf, *(head.words for head in rows)}
    }
    down = [*(head.words for head in rows), inf]
    return [
        [
            1000 * (figure or 0) / text if text else None
            for figure, text in zip(line, texts[row], strict=True)
        ]
        for line, row in zip(lines, down, strict=True)
    ]


def _text(row: float | None, column: float | None, words: int | None) -> float | None:
    """Return the words of the text that a cell stands for."""
    if row is None or column is None:
        return None
    return words if row == column == inf else min(row, column)


# Rows against columns of which a passage has one at most


def _passages(_: Tally, columns: Single) -> Fold:
    width = len(columns.heads)
    place = columns.places.__getitem__

    def fold(members: Collection[int]) -> list[Value]:
        counts = Counter(map(place, members))
        elsewhere = counts.pop(NOWHERE, 0)
        return _line(counts, width, len(members) - elsewhere)

    return fold


def _words(tally: Tally, columns: Single) -> Fold:
    width = len(columns.heads)
    place, length = columns.places.__getitem__, tally.words.__getitem__

    def fold(members: Collection[int]) -> list[Value]:
        line = [0] * (width + 1)
        for column, words in zip(map(place, members), map(length, members), strict=True):
            line[column] += words
        # What stands nowhere was added up at the end.
        line[NOWHERE] = sum(line[:NOWHERE])
        return [*line]

    return fold


def _paragraphs(tally: Tally, columns: Single) -> Fold:
    """Count each paragraph once in a cell."""
    width = len(columns.heads)
    spots = _Spots(tally, columns)
    touched_by, home = spots.touched.__getitem__, spots.homes.__getitem__
    paragraph = spots.paragraphs.__getitem__
    are_paragraphs = len(spots.homes) == tally.paragraph_count

    def fold(members: Collection[int]) -> list[Value]:
        touched = set[int]().union(*map(touched_by, members))
        total = touched if are_paragraphs else set(map(paragraph, touched))
        return _line(Counter(map(home, touched)), width, len(total))

    return fold


class _Spots:
    """Paragraphs in columns.

    Nearly every paragraph counts for one column, and its spot has its own number; one that
    two analysts tagged, or that a passage reaches from the section before, has more.

    Attributes:
        touched: For each passage the spots that it touches.
        homes: For each spot its column.
        paragraphs: For each spot its paragraph.
    """

    def __init__(self, tally: Tally, columns: Single) -> None:
        self.homes = [NOWHERE] * tally.paragraph_count
        self.paragraphs = list(range(tally.paragraph_count))
        self.touched: list[tuple[int, ...]] = []
        self._more: dict[tuple[int, int], int] = {}
        homes = self.homes
        for touched, column in zip(tally.paragraphs, columns.places, strict=True):
            spots = touched if column != NOWHERE else ()
            for one in spots:
                if homes[one] == NOWHERE:
                    homes[one] = column
                elif homes[one] != column:
                    spots = tuple([self._spot(each, column) for each in touched])
                    break
            self.touched.append(spots)

    def _spot(self, paragraph: int, column: int) -> int:
        """Return the number of a paragraph in a column."""
        if self.homes[paragraph] in (NOWHERE, column):
            self.homes[paragraph] = column
            return paragraph
        spot = self._more.setdefault((paragraph, column), len(self.homes))
        if spot == len(self.homes):
            self.homes.append(column)
            self.paragraphs.append(paragraph)
        return spot


def _line(counts: Counter[int], width: int, total: int) -> list[Value]:
    line: list[Value] = [0] * width
    for column, count in counts.items():
        line[column] = count
    return [*line, total]


_FOLDS: dict[Measure, Callable[[Tally, Single], Fold]] = {
    Measure.PASSAGES: _passages,
    Measure.PARAGRAPHS: _paragraphs,
    Measure.WORDS: _words,
    Measure.PER_1000: _passages,
}
