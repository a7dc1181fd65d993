"""Tables whose cells have lines of text: told from columns, and read cell by cell.

In a table every cell of a row begins at the same height, and what parts its rows goes across
all its columns. In columns of text such gaps fall where they may.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.documents.fragments import Fragment

_LEAST_ROWS = 3
_PARTED = 1.3
"""Least distance of two rows' lines, in distances of lines within a cell."""
_SAME_HEIGHT = 1.5
_LEAST_WIDTH = 5.0
"""Narrowest column with text in its cells, in sizes of its text."""

Cell = list["Fragment"]


def table_groups(slabs: Sequence[Cell], columns: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a table in reading order, rows of single lines kept together.

    Args:
        slabs: The lines of a band, cut where nothing crosses.
        columns: The same, by the gutters of the band.

    Returns:
        Nothing where the band is no table.
    """
    column_of = {id(f): index for index, column in enumerate(columns) for f in column}
    rows = [_cells(row, column_of) for row in _rows(slabs, _leading(columns))]
    if len(columns) < 2 or len(rows) < _LEAST_ROWS or not _is_table(rows, columns):
        return []
    groups: list[Cell] = []
    single = False
    for row in rows:
        cells = [row[index] for index in sorted(row)]
        if any(len(_heights(cell)) > 1 for cell in cells):
            groups.extend(cells)
            single = False
            continue
        line = [fragment for cell in cells for fragment in cell]
        if single:
            groups[-1].extend(line)
        else:
            groups.append(line)
        single = True
    return groups


def _leading(columns: Sequence[Cell]) -> float:
    """Return the distance of lines within a cell, 0 for columns of single lines."""
    steps = sorted(low - high for column in columns for high, low in pairwise(_heights(column)))
    return steps[len(steps) // 4] if steps else 0.0


def _rows(slabs: Sequence[Cell], leading: float) -> list[Cell]:
    """Join the slabs that stand no further apart than the lines of a cell."""
    rows: list[Cell] = [list(slabs[0])]
    for high, low in pairwise(slabs):
        if _heights(low)[0] - _heights(high)[-1] > _PARTED * leading:
            rows.append([])
        rows[-1].extend(low)
    return rows


def _cells(row: Cell, column_of: dict[int, int]) -> dict[int, Cell]:
    cells: dict[int, Cell] = {}
    for fragment in row:
        cells.setdefault(column_of[id(fragment)], []).append(fragment)
    return cells


def _is_table(rows: Sequence[dict[int, Cell]], columns: Sequence[Cell]) -> bool:
    """Tell whether rows begin level, some cells hold text, and no cell is itself parted."""
    shared = [row for row in rows if len(row) > 1]
    level = sum(_begins_level(row) for row in shared)
    ragged = any(len({len(_heights(cell)) for cell in row.values()}) > 1 for row in shared)
    with_text = {
        index
        for row in rows
        for index, cell in row.items()
        if len(_heights(cell)) > 1 and _width(columns[index]) >= _LEAST_WIDTH * cell[0].size
    }
    if len(shared) < _LEAST_ROWS - 1 or len(with_text) < 2 or not ragged:
        return False
    parted = sum(_size(row) for row in rows if _is_parted(row))
    return level >= 0.8 * len(shared) and parted <= 0.2 * sum(map(_size, rows))


def _begins_level(row: dict[int, Cell]) -> bool:
    tops = [_heights(cell)[0] for cell in row.values()]
    return max(tops) - min(tops) <= _SAME_HEIGHT


def _is_parted(row: dict[int, Cell]) -> bool:
    """Tell whether a cell has a gap of its own, as paragraphs of a column have."""
    steps = [low - high for cell in row.values() for high, low in pairwise(_heights(cell))]
    return bool(steps) and max(steps) > _PARTED * min(steps)


def _size(row: dict[int, Cell]) -> int:
    return sum(map(len, row.values()))


def _heights(cell: Cell) -> list[int]:
    return sorted({round(fragment.runs[0].baseline) for fragment in cell})


def _width(column: Cell) -> float:
    return max(f.extent.u1 for f in column) - min(f.extent.u0 for f in column)
