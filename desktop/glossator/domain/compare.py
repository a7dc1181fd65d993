"""Passages counted by two of their properties: themes by reports, and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.compare_axes import among, by_date
from glossator.domain.compare_counts import counting, per_1000
from glossator.domain.compare_table import Measure, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Generator

    from glossator.domain.compare_axes import Corpus
    from glossator.domain.compare_table import Axis, Head
    from glossator.domain.extents import Entry
    from glossator.domain.records import AnnotationId, ReportId


def tabulate(corpus: Corpus, rows: Axis, columns: Axis, measure: Measure) -> Table:
    """Count passages by two of their properties."""
    steps = tabulating(corpus, rows, columns, measure)
    while True:
        try:
            next(steps)
        except StopIteration as done:
            table: Table = done.value
            return table


def tabulating(
    corpus: Corpus, rows: Axis, columns: Axis, measure: Measure
) -> Generator[None, None, Table]:
    """Count in steps of a few milliseconds, so that a window can do other things between."""
    down = corpus.divided(rows)
    yield
    across = corpus.divided(columns)
    yield
    lines = yield from counting(corpus.tally, down, across, measure)
    if measure is Measure.PER_1000:
        lines = per_1000(lines, down.heads, across.heads, corpus.words)
    return Table(
        row_axis=rows,
        column_axis=columns,
        measure=measure,
        rows=down.heads,
        columns=across.heads,
        cells=tuple(tuple(line[:-1]) for line in lines[:-1]),
        row_totals=tuple(line[-1] for line in lines[:-1]),
        column_totals=tuple(lines[-1][:-1]),
        total=lines[-1][-1],
    )


class PassageColumn(NamedTuple):
    """The passages of one row and column, oldest report first, then in order of place."""

    head: Head
    ids: tuple[AnnotationId, ...]


def passages(
    corpus: Corpus, rows: Axis, row_key: str | None, columns: Axis
) -> tuple[PassageColumn, ...]:
    """Return the passages behind the figures of a row, column by column.

    Args:
        corpus: What is compared.
        rows: What the rows are.
        row_key: The row; None for the passages of all rows.
        columns: What the columns are.
    """
    across = corpus.divided(columns)
    rank = {report.id: i for i, report in enumerate(by_date(corpus.reports))}
    found = []
    for head, numbers in zip(
        across.heads, among(across, _of_row(corpus, rows, row_key)), strict=True
    ):
        listed = [one for number in numbers if (one := corpus.tally.entries[number]) is not None]
        listed.sort(key=lambda one: _place(one, rank))
        found.append(PassageColumn(head, tuple(one.id for one in listed)))
    return tuple(found)


def _place(one: Entry, rank: dict[ReportId, int]) -> tuple[int, int, str]:
    return rank.get(one.report_id, len(rank)), one.start, one.id


def _of_row(corpus: Corpus, axis: Axis, key: str | None) -> set[int]:
    """Return the numbers of the passages of a row, of all rows for None."""
    rows = corpus.divided(axis)
    chosen: list[Collection[int]] = [
        members
        for head, members in zip(rows.heads, rows.members, strict=True)
        if key in (None, head.key)
    ]
    return set[int]().union(*chosen)
