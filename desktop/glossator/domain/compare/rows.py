"""Which rows of a table of figures are shown, in which order, and what is said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from glossator.domain.compare.table import Axis, Measure
from glossator.domain.text.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from glossator.domain.compare.table import Head, Table, Value

IN_ORDER = ""
BY_NAME = "name"
BY_TOTAL = "total"

NONE = "·"
"""Stands for no passage, so that a gap is seen as one."""

NAMED = 12
"""Empty columns that are named; of more their number is said."""

UNKNOWN = "–"
"""Stands for a figure that can't be told yet."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the rows of a table are shown.

    Attributes:
        order: IN_ORDER, BY_NAME, BY_TOTAL, or the key of a column, largest first. Themes
            stay below the one they belong to.
        shut: Keys of the rows whose rows below them are folded away.
        words: Only rows with all these words in their full name, and the rows above them;
            then nothing is folded.
        only_filled: Only rows with a passage; of columns, only themes with one, since a gap
            in a report or year is what is looked for.
    """

    order: str = IN_ORDER
    shut: frozenset[str] = frozenset()
    words: str = ""
    only_filled: bool = False


def arranged(table: Table, how: Arrangement) -> tuple[int, ...]:
    """Return the numbers of the rows that are shown, from the top."""
    below = _below(table.rows)
    wanted = _wanted(table, how)
    shut = frozenset[str]() if how.words.strip() else how.shut
    ranks = _ranks(table, how.order)

    def walk(parent: str | None) -> Iterator[int]:
        for row in sorted(below.get(parent, ()), key=lambda row: ranks[row]):
            if row in wanted:
                yield row
                key = table.rows[row].key
                if key not in shut:
                    yield from walk(key)

    return tuple(walk(None))


def shown_columns(table: Table, how: Arrangement) -> tuple[int, ...]:
    """Return the numbers of the columns that are shown: themes are folded as the rows are."""
    hidden: set[str] = set()
    for head in table.columns:
        if head.parent is not None and (head.parent in how.shut or head.parent in hidden):
            hidden.add(head.key)
    if how.only_filled and table.column_axis is Axis.THEME:
        totals = zip(table.columns, table.column_totals, strict=True)
        hidden.update(head.key for head, total in totals if total == 0)
    return tuple(i for i, head in enumerate(table.columns) if head.key not in hidden)


def changed_cells(
    before: Table, now: Table, rows: Sequence[int], columns: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield the places of the cells whose figures differ between two tables.

    Args:
        before: A table.
        now: Another with the same heads.
        rows: The numbers of those that are shown, behind which the totals stand.
        columns: The same of the columns.
    """
    for row, number in enumerate((*rows, None) if rows else ()):
        (old, old_total), (new, new_total) = _line(before, number), _line(now, number)
        if old != new:
            differ = (i for i, at in enumerate(columns) if old[at] != new[at])
            yield from ((row, column) for column in differ)
        if old_total != new_total:
            yield row, len(columns)


def _line(table: Table, row: int | None) -> tuple[tuple[Value, ...], Value]:
    """Return the figures of a row and its total, those of the totals for None."""
    if row is None:
        return table.column_totals, table.total
    return table.cells[row], table.row_totals[row]


def parents(rows: Sequence[Head]) -> frozenset[str]:
    """Return the keys of the rows that have rows below them."""
    return frozenset(key for key in _below(rows) if key is not None)


def spoken(value: Value, measure: Measure) -> str:
    """Return a figure with what it counts: `1 passage`, `0.61 passages per 1,000 words`."""
    if value is None:
        return "not known yet, as a report was not read"
    if measure is Measure.PER_1000:
        return f"{value:,.2f} passages per 1,000 words"
    noun = measure.value if value != 1 else measure.value.removesuffix("s")
    return f"{value:,} {noun}"


def shown(value: Value, measure: Measure) -> str:
    """Return a figure as a cell has it."""
    if value is None:
        return UNKNOWN
    if not value:
        return NONE
    return f"{value:,.2f}" if measure is Measure.PER_1000 else f"{value:,}"


def absence(row_axis: Axis, row: Head | None, column_axis: Axis, column: Head) -> str:
    """Return the sentence for a column without passages of a row (None: of any row)."""
    quoted = column_axis in (Axis.THEME, Axis.SECTION)
    name = f"“{column.label}”" if quoted else column.label
    if column_axis is Axis.SECTION:
        name = f"{name} of {column.above.partition(' ')[2]}"
    what = " ".join(part for part in ("has no passage", _phrase(row_axis, row)) if part)
    return f"{name} {what}."


def absences(row_axis: Axis, row: Head | None, column_axis: Axis, columns: Sequence[Head]) -> str:
    """Return the sentence for several columns without passages of a row."""
    if len(columns) == 1:
        return absence(row_axis, row, column_axis, columns[0])
    what = " ".join(
        part for part in ("None of these has a passage", _phrase(row_axis, row)) if part
    )
    names = "; ".join(_names(column_axis, columns[:NAMED]))
    more = len(columns) - NAMED
    return f"{what}: {names}{f'; and {more} more' if more > 0 else ''}."


def _names(axis: Axis, columns: Sequence[Head]) -> Iterator[str]:
    """Yield what columns are called; the report is named with the first of its sections."""
    before = None
    for head in columns:
        is_first = axis is Axis.SECTION and head.above != before
        yield f"{head.above.partition(' ')[2]}: {head.label}" if is_first else head.label
        before = head.above


def _phrase(axis: Axis, head: Head | None) -> str:
    if head is None:
        return ""
    return _PHRASES[axis].format(head.full if axis is Axis.SECTION else head.label)


_PHRASES = {
    Axis.THEME: "tagged “{}”",
    Axis.REPORT: "in {}",
    Axis.SECTION: "in {}",
    Axis.ANALYST: "by {}",
    Axis.YEAR: "from {}",
}


def _below(rows: Sequence[Head]) -> dict[str | None, list[int]]:
    keys = {head.key for head in rows}
    below: dict[str | None, list[int]] = {}
    for number, head in enumerate(rows):
        below.setdefault(head.parent if head.parent in keys else None, []).append(number)
    return below


def _wanted(table: Table, how: Arrangement) -> set[int]:
    """Return the rows that meet the conditions, with the rows above them."""
    words = [folded(word, case=True) for word in how.words.split()]
    numbers = {head.key: number for number, head in enumerate(table.rows)}
    wanted: set[int] = set()
    for number, head in enumerate(table.rows):
        if how.only_filled and table.row_totals[number] == 0:
            continue
        name = folded(head.full, case=True) if words else ""
        if all(word in name for word in words):
            at: int | None = number
            while at is not None and at not in wanted:
                wanted.add(at)
                at = numbers.get(table.rows[at].parent or "")
    return wanted


def _ranks(table: Table, order: str) -> list[tuple[float, str]]:
    if order == BY_NAME:
        return [(0.0, folded(head.label, case=True)) for head in table.rows]
    if order == BY_TOTAL:
        return [(-(value or 0), "") for value in table.row_totals]
    column = next((i for i, head in enumerate(table.columns) if order == head.key), None)
    if order == IN_ORDER or column is None:
        return [(0.0, "")] * len(table.rows)
    return [(-(line[column] or 0), "") for line in table.cells]
