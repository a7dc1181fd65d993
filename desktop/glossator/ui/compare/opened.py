"""What the columns of passages show of a row that was opened."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.compare.heat import line_colour
from glossator.domain.compare.rows import absences
from glossator.domain.compare.table import Axis
from glossator.ui.compare.columns import Left, Shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.domain.compare.figures import PassageColumn
    from glossator.domain.compare.table import Head, Table
    from glossator.domain.records import Annotation, AnnotationId

ROOMY = 12
"""Up to so many columns each empty one is a column; of more, neighbours share one."""


class Opened(NamedTuple):
    """Columns, and which of them holds each column of the table.

    Attributes:
        columns: What is shown, from the left.
        places: The number of the column for each key of the table's columns.
        total: How many passages there are.
    """

    columns: list[Shown]
    places: dict[str, int]
    total: int


def opened(
    found: Sequence[PassageColumn],
    table: Table,
    row: Head | None,
    annotation: Callable[[AnnotationId], Annotation | None],
    *,
    ground: str,
    marked: bool,
) -> Opened:
    """Return what is shown of a row.

    Args:
        found: Its passages, column by column.
        table: The figures they belong to.
        row: Its head, None for all rows.
        annotation: Finds an annotation.
        ground: The colour that lines stand on.
        marked: Whether words that the column to the left has not are marked.
    """
    passages = [
        [one for each in column.ids if (one := annotation(each)) is not None] for column in found
    ]
    whole: list[Shown] = []
    heads = [column.head for column in found]
    left: Left | None = None
    for column, ours in zip(found, passages, strict=True):
        head = column.head
        name = " ".join(part for part in (head.above, head.label) if part)
        colour = (row.colour if row else "") or head.colour
        line = line_colour(colour, ground) if colour else ""
        said = "" if ours else absences(table.row_axis, row, table.column_axis, [head])
        places = tuple(_place(one, table.column_axis) for one in ours)
        year = head.above.partition(" ")[0]
        beside = left if marked else None
        whole.append(Shown(name, year, line, tuple(ours), places, said, beside))
        left = Left(name, tuple(ours)) if ours else left
    columns, numbers = _gathered(
        whole,
        lambda low, high: absences(table.row_axis, row, table.column_axis, heads[low:high]),
    )
    numbered = {column.head.key: place for column, place in zip(found, numbers, strict=True)}
    return Opened(columns, numbered, len({one.id for ours in passages for one in ours}))


def _place(annotation: Annotation, columns: Axis) -> str:
    """Return where a passage stands; what the head of its column says is left out."""
    if columns in (Axis.REPORT, Axis.SECTION) and annotation.paragraph:
        return annotation.paragraph
    return annotation.citation


def _gathered(
    whole: Sequence[Shown], said: Callable[[int, int], str]
) -> tuple[list[Shown], list[int]]:
    """Put empty neighbours into one column where there are many columns.

    Args:
        whole: One for each column of the table.
        said: Returns what is said of the empty columns from one number up to another.

    Returns:
        The columns, and the number of the column that each one given went into.
    """
    if len(whole) <= ROOMY:
        return list(whole), list(range(len(whole)))
    columns: list[Shown] = []
    numbers: list[int] = []
    for is_empty, group in groupby(whole, key=lambda one: not one.passages):
        run = list(group)
        if not is_empty or len(run) == 1:
            numbers += range(len(columns), len(columns) + len(run))
            columns += run
            continue
        sentence = said(len(numbers), len(numbers) + len(run))
        numbers += [len(columns)] * len(run)
        columns.append(Shown(f"{len(run)} without a passage", "", run[0].colour, (), (), sentence))
    return columns, numbers
