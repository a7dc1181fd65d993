"""The headings of a report as a Qt model."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt

from glossator.app.tips import tip
from glossator.domain.reports.structure import UnitKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.models.theme_rows import Index
    from glossator.domain.reports.structure import Structure, Unit

_NOWHERE = QModelIndex()


class ContentsRole(IntEnum):
    """What a row of the contents can tell, beside the words of the heading."""

    OFFSET = Qt.ItemDataRole.UserRole + 1
    PAGE = Qt.ItemDataRole.UserRole + 2
    PARAGRAPHS = Qt.ItemDataRole.UserRole + 3


@dataclass(slots=True, eq=False)
class _Heading:
    unit: Unit
    parent: int
    row: int
    paragraphs: str = ""
    children: list[int] = field(default_factory=list)

    @property
    def words(self) -> str:
        return f"{self.unit.number} {self.unit.title}".strip()


class ContentsModel(QAbstractItemModel):
    """Headings with their paragraphs and pages.

    A heading is known by its place in the list of all headings in reading order.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: list[_Heading] = []
        self._starts: list[int] = []
        self._top: list[int] = []

    def set_structure(self, structure: Structure | None) -> None:
        """Show the headings of a report; None shows nothing."""
        self.beginResetModel()
        self._headings, self._top = [], []
        if structure is not None:
            self._build(structure.of_kind(UnitKind.HEADING))
            self._number(structure.of_kind(UnitKind.PARAGRAPH))
        self._starts = [one.unit.start for one in self._headings]
        self.endResetModel()

    def index_at(self, offset: int) -> QModelIndex:
        """Return the heading an offset of the report's text stands under."""
        number = bisect_right(self._starts, offset) - 1
        return self._index(number) if number >= 0 else QModelIndex()

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Override QAbstractItemModel::index."""
        children = self._children(parent)
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: Index = _NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Override QAbstractItemModel::parent."""
        above = self._headings[int(index.internalId())].parent if index.isValid() else -1
        return self._index(above) if above >= 0 else QModelIndex()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::rowCount."""
        return len(self._children(parent))

    def columnCount(self, _parent: Index = _NOWHERE) -> int:
        """Override QAbstractItemModel::columnCount."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractItemModel::data."""
        if not index.isValid():
            return None
        heading = self._headings[int(index.internalId())]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading.words
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                place = f"page {heading.unit.page + 1}"
                words = ", ".join(
                    part for part in (heading.words, heading.paragraphs, place) if part
                )
                return tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
            case ContentsRole.OFFSET:
                return heading.unit.start
            case ContentsRole.PAGE:
                return heading.unit.page
            case ContentsRole.PARAGRAPHS:
                return heading.paragraphs
            case _:
                return None

    def _children(self, parent: Index) -> list[int]:
        if parent.column() > 0:
            return []
        return self._headings[int(parent.internalId())].children if parent.isValid() else self._top

    def _index(self, number: int) -> QModelIndex:
        return self.createIndex(self._headings[number].row, 0, number)

    def _build(self, units: Sequence[Unit]) -> None:
        above: list[int] = []
        for number, unit in enumerate(units):
            while above and self._headings[above[-1]].unit.level >= unit.level:
                above.pop()
            parent = above[-1] if above else -1
            siblings = self._headings[parent].children if above else self._top
            self._headings.append(_Heading(unit, parent, len(siblings)))
            siblings.append(number)
            above.append(number)

    def _number(self, paragraphs: Sequence[Unit]) -> None:
        """Say which paragraphs stand under each heading and those below it."""
        starts = [unit.start for unit in paragraphs]
        for number, heading in enumerate(self._headings):
            following = (
                one.unit.start
                for one in self._headings[number + 1 :]
                if one.unit.level <= heading.unit.level
            )
            first = bisect_right(starts, heading.unit.start)
            end = next(following, None)
            last = len(starts) if end is None else bisect_right(starts, end - 1)
            labels = [unit.number for unit in paragraphs[first:last] if unit.number]
            heading.paragraphs = _paragraphs(labels)


def _paragraphs(labels: Sequence[str]) -> str:
    numbers = [label.rstrip(".") for label in labels]
    if len(numbers) < 2:
        return f"para. {numbers[0]}" if numbers else ""
    return f"paras. {numbers[0]}–{numbers[-1]}"
