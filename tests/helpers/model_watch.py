"""Watches the signals of a Qt model, and whether they tell the whole truth."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QModelIndex, Qt

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel

Shape: TypeAlias = list[tuple[object, "Shape"]]


def shape(
    model: QAbstractItemModel,
    role: int = Qt.ItemDataRole.DisplayRole,
    parent: QModelIndex | None = None,
) -> Shape:
    """Return what the rows of a model say under a role, as a tree."""
    above = parent if parent is not None else QModelIndex()
    indexes = [model.index(row, 0, above) for row in range(model.rowCount(above))]
    return [(index.data(role), shape(model, role, index)) for index in indexes]


class ModelWatch:
    """Collects the names of the signals that a model emits."""

    def __init__(self, model: QAbstractItemModel) -> None:
        self.seen: list[str] = []
        model.modelReset.connect(lambda: self.seen.append("reset"))
        model.layoutChanged.connect(lambda: self.seen.append("layout"))
        model.rowsMoved.connect(lambda _p, a, _b, _q, c: self.seen.append(f"move {a} {c}"))
        model.rowsInserted.connect(lambda _p, a, b: self.seen.append(f"insert {a}-{b}"))
        model.rowsRemoved.connect(lambda _p, a, b: self.seen.append(f"remove {a}-{b}"))
        model.dataChanged.connect(lambda a, b: self.seen.append(f"change {a.row()}-{b.row()}"))

    def rows(self) -> list[str]:
        """Return the signals about rows that came, went or moved; forget all."""
        found = [one for one in self.seen if not one.startswith("change")]
        self.seen.clear()
        return found


class Mirror:
    """A list kept up from a model's row signals alone."""

    def __init__(self, model: QAbstractItemModel, role: int) -> None:
        self._model = model
        self._role = role
        self.rows: list[object] = []
        self._fill()
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.rowsMoved.connect(self._move)
        model.modelReset.connect(self._fill)
        model.layoutChanged.connect(self._fill)

    def _fill(self) -> None:
        self.rows = [self._read(row) for row in range(self._model.rowCount())]

    def _read(self, row: int) -> object:
        return self._model.index(row, 0).data(self._role)

    def _insert(self, _parent: QModelIndex, first: int, last: int) -> None:
        self.rows[first:first] = [self._read(row) for row in range(first, last + 1)]

    def _remove(self, _parent: QModelIndex, first: int, last: int) -> None:
        del self.rows[first : last + 1]

    def _move(
        self, _parent: QModelIndex, first: int, _last: int, _to: QModelIndex, row: int
    ) -> None:
        item = self.rows.pop(first)
        self.rows.insert(row - (first < row), item)
