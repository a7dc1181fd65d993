"""Passages to choose from by ticks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from glossator.app.tips import tip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()


class Passage(NamedTuple):
    """A passage to choose.

    Attributes:
        key: Names it among the others.
        citation: Its address.
        words: What it says, on one line.
    """

    key: object
    citation: str
    words: str


class TickedPassages(QAbstractListModel):
    """Passages of which some are ticked."""

    def __init__(
        self,
        passages: Sequence[Passage],
        ticked: Collection[object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Make the rows; all are ticked unless it is said which."""
        super().__init__(parent)
        self._passages = tuple(passages)
        self._ticked = [ticked is None or one.key in ticked for one in self._passages]

    @property
    def ticked(self) -> tuple[object, ...]:
        """The keys of the passages that are ticked."""
        pairs = zip(self._passages, self._ticked, strict=True)
        return tuple(one.key for one, on in pairs if on)

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick some rows, or take their ticks away."""
        for row in rows:
            if self._ticked[row] is not on:
                self._ticked[row] = on
                index = self.index(row)
                self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return 0 if parent.isValid() else len(self._passages)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractItemModel::flags."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        ticked = Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren
        return usual | ticked if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        if not index.isValid():
            return None
        one = self._passages[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{one.citation}\n{one.words}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{one.citation}: {one.words}"
            case Qt.ItemDataRole.ToolTipRole:
                return tip(one.words)
            case Qt.ItemDataRole.CheckStateRole:
                on = self._ticked[index.row()]
                return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Override QAbstractItemModel::setData."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick([index.row()], on=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True
