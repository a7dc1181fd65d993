"""The table that is compared, as a Qt model."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from glossator.app.tips import tip
from glossator.domain.compare.heat import largest, share
from glossator.domain.compare.rows import (
    Arrangement,
    arranged,
    changed_cells,
    parents,
    shown,
    shown_columns,
    spoken,
)

if TYPE_CHECKING:
    from glossator.app.models.theme_rows import Index
    from glossator.domain.compare.table import Head, Table, Value

_NOWHERE = QModelIndex()
ALL = "All"
"""Head of the last row and the last column."""

MANY = 64
"""Cells with other figures from which on the whole table is painted anew."""


class CompareModel(QAbstractTableModel):
    """The rows that are shown, with a last row and a last column of totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: Table | None = None
        self._how = Arrangement()
        self._rows: tuple[int, ...] = ()
        self._columns: tuple[int, ...] = ()
        self._parents: frozenset[str] = frozenset()
        self._most = 0.0

    @property
    def table(self) -> Table | None:
        """The figures."""
        return self._table

    @property
    def arrangement(self) -> Arrangement:
        """How the rows are shown."""
        return self._how

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the table's rows that are shown, without the totals."""
        return self._rows

    @property
    def columns(self) -> tuple[int, ...]:
        """The numbers of the table's columns that are shown, without the totals."""
        return self._columns

    def set_table(self, table: Table) -> None:
        """Show other figures; where the heads are the same, only the figures change."""
        before = self._table
        rows, columns = arranged(table, self._how), shown_columns(table, self._how)
        same = before is not None and (rows, columns) == (self._rows, self._columns)
        if same and before and (before.rows, before.columns) == (table.rows, table.columns):
            looks = before.measure, self._most
            self._table, self._most = table, largest(table)
            self._tell_changed(before, everywhere=looks != (table.measure, self._most))
            return
        self.beginResetModel()
        self._table, self._rows, self._columns = table, rows, columns
        self._most = largest(table)
        self._parents = parents(table.rows) | parents(table.columns)
        self.endResetModel()

    def _tell_changed(self, before: Table, *, everywhere: bool) -> None:
        """Name the cells that have other figures than before; all, where they are many."""
        assert self._table is not None
        found = changed_cells(before, self._table, self._rows, self._columns)
        changed = [] if everywhere else list(islice(found, MANY))
        if everywhere or len(changed) == MANY:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            if last.isValid():
                self.dataChanged.emit(self.index(0, 0), last, [])
            return
        for row, column in changed:
            index = self.index(row, column)
            self.dataChanged.emit(index, index, [])

    def arrange(self, how: Arrangement) -> None:
        """Fold, filter or sort the rows otherwise."""
        if how == self._how:
            return
        self.beginResetModel()
        self._how = how
        self._rows = arranged(self._table, how) if self._table else ()
        self._columns = shown_columns(self._table, how) if self._table else ()
        self.endResetModel()

    # Heads

    def row_head(self, row: int) -> Head | None:
        """Return the head of a row; None for the totals."""
        if self._table is None or not 0 <= row < len(self._rows):
            return None
        return self._table.rows[self._rows[row]]

    def column_head(self, column: int) -> Head | None:
        """Return the head of a column; None for the totals."""
        if self._table is None or not 0 <= column < len(self._columns):
            return None
        return self._table.columns[self._columns[column]]

    def row_of(self, key: str | None) -> int:
        """Return the row with a key, the totals for None; -1 where it is not shown."""
        rows = range(self.rowCount())
        wanted = (i for i in rows if (head.key if (head := self.row_head(i)) else None) == key)
        return next(wanted, -1)

    def column_of(self, key: str | None) -> int:
        """Return the column with a key, the totals for None; -1 where there is none."""
        columns = range(self.columnCount())
        heads = ((i, self.column_head(i)) for i in columns)
        return next((i for i, head in heads if (head.key if head else None) == key), -1)

    def has_below(self, head: Head | None) -> bool:
        """Tell whether a theme has others below it that can be folded away."""
        return head is not None and head.key in self._parents

    def is_open(self, head: Head) -> bool:
        """Tell whether what is below a theme is shown."""
        return bool(self._how.words.strip()) or head.key not in self._how.shut

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() or not self._rows else len(self._rows) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::columnCount."""
        return 0 if parent.isValid() or self._table is None else len(self._columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        table = self._table
        if table is None or not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = self.spoken(row, column)
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return Qt.AlignmentFlag.AlignCenter if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Override QAbstractItemModel::headerData."""
        across = orientation is Qt.Orientation.Horizontal
        head = self.column_head(section) if across else self.row_head(section)
        if role == Qt.ItemDataRole.DisplayRole:
            joined = _on_two_lines if across else _on_one_line
            return joined(head) if head else ALL
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            said = head.full or head.label if head else f"{ALL} together"
            return tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def value(self, row: int, column: int) -> Value:
        """Return a figure."""
        assert self._table is not None
        below, beyond = row >= len(self._rows), column >= len(self._columns)
        if below and beyond:
            return self._table.total
        if below:
            return self._table.column_totals[self._columns[column]]
        if beyond:
            return self._table.row_totals[self._rows[row]]
        return self._table.cells[self._rows[row]][self._columns[column]]

    def text(self, row: int, column: int) -> str:
        """Return a figure as its cell has it."""
        assert self._table is not None
        return shown(self.value(row, column), self._table.measure)

    def share(self, row: int, column: int) -> float:
        """Return the share of its colour in a cell's ground, 0 for no passage and totals."""
        total = self.is_total(row, column)
        return 0.0 if total else share(self.value(row, column), self._most)

    def colour(self, row: int, column: int) -> str:
        """Return the colour of a cell's theme, else empty."""
        heads = (self.row_head(row), self.column_head(column))
        return next((head.colour for head in heads if head and head.colour), "")

    def is_total(self, row: int, column: int) -> bool:
        """Tell whether a cell stands in the last row or column."""
        return row >= len(self._rows) or column >= len(self._columns)

    def spoken(self, row: int, column: int) -> str:
        """Return a cell as a screen reader says it."""
        assert self._table is not None
        down, across = self.row_head(row), self.column_head(column)
        names = (
            _on_one_line(down) if down else "all rows",
            _on_one_line(across) if across else "all",
        )
        return f"{', '.join(names)}: {spoken(self.value(row, column), self._table.measure)}"


def _on_two_lines(head: Head) -> str:
    return "\n".join(part for part in (head.above, head.label) if part)


def _on_one_line(head: Head) -> str:
    return " ".join(part for part in (head.above, head.label) if part)


def default_shut(table: Table) -> frozenset[str]:
    """Return the themes that are folded where nobody chose: all, so that it begins short."""
    return parents(table.rows) | parents(table.columns)
