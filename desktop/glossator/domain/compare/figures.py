"""Passages counted by two of their properties: themes by reports, and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.compare.axes import by_date
from glossator.domain.compare.counts import Ledger, per_1000
from glossator.domain.compare.table import Measure, Table
from glossator.domain.steps import complete

if TYPE_CHECKING:
    from collections.abc import Generator

    from glossator.domain.compare.axes import Corpus
    from glossator.domain.compare.table import Axis, Head
    from glossator.domain.records import AnnotationId
    from glossator.domain.reports.extents import Entry


def tabulate(
    corpus: Corpus, rows: Axis, columns: Axis, measure: Measure, ledger: Ledger | None = None
) -> Table:
    """Count passages by two of their properties; a ledger knows what was counted before."""
    return complete(tabulating(corpus, rows, columns, measure, ledger or Ledger()))


def tabulating(
    corpus: Corpus, rows: Axis, columns: Axis, measure: Measure, ledger: Ledger
) -> Generator[None, None, Table]:
    """Count in steps of a few milliseconds, so that a window can do other things between."""
    lines = yield from ledger.counting(corpus, rows, columns, measure)
    down, across = corpus.divided(rows), corpus.divided(columns)
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
    standing = corpus.divided(rows).of_head(row_key, corpus.tally)
    listed: list[list[Entry]] = [[] for _ in (*across.heads, None)]
    for one, place in zip(standing, across.places(standing), strict=True):
        for column in place:
            listed[column].append(one)
    rank = {report.id: i for i, report in enumerate(by_date(corpus.reports))}
    found = []
    for head, ours in zip(across.heads, listed, strict=False):
        ours.sort(key=lambda one: (rank.get(one.report_id, len(rank)), one.start, one.id))
        found.append(PassageColumn(head, tuple(one.id for one in ours)))
    return tuple(found)
