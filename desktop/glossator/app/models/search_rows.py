"""What a search found as the rows of a list: each report, and below it its hits."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from glossator.domain.text.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from glossator.app.searching import Answer, Searching
    from glossator.domain.records import Report
    from glossator.domain.search.results import Hit

AHEAD = 30
"""Hits read together with one that comes into view."""

_NO_INDEX = QModelIndex()


class RowKind(Enum):
    """What a row shows."""

    REPORT = auto()
    HIT = auto()
    THEMES = auto()
    THEME = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list.

    Attributes:
        kind: What it shows.
        report: The report it belongs to, None for themes.
        place: Of a hit, as in `Group`.
        count: Of a report or of the themes: how many hits.
        theme: Of a theme: its hit.
        is_read: Of a report: whether it could be searched.
    """

    kind: RowKind
    report: Report | None = None
    place: int = 0
    count: int = 0
    theme: Hit | None = None
    is_read: bool = True

    @property
    def is_hit(self) -> bool:
        """Whether it can be gone to."""
        return self.kind in (RowKind.HIT, RowKind.THEME)


class SearchRows(QAbstractListModel):
    """The rows of an answer; the words of a hit are read when its row comes into view.

    Signals:
        listed: The rows are others.
    """

    listed = Signal()

    def __init__(self, searching: Searching) -> None:
        super().__init__(searching)
        self._searching = searching
        self._rows: list[Row] = []
        self._hits: dict[int, Hit] = {}
        self._asked: set[int] = set()
        self.answer: Answer | None = None
        searching.answered.connect(self._take)
        searching.cleared.connect(lambda: self._take(None))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        """Override QAbstractItemModel.rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Override QAbstractItemModel.data: what a screen reader says of a row."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        hit = self.hit_at(index.row())
        if hit is None:
            return self.head(row) if not row.is_hit else None
        where = ", ".join(part for part in (hit.label, hit.page and f"page {hit.page}") if part)
        return f"{hit.text} ({where})"

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Override QAbstractItemModel.flags: only hits are chosen."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return shown | Qt.ItemFlag.ItemIsSelectable if row.is_hit else shown

    def row_at(self, number: int) -> Row | None:
        """Return a row."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def hit_at(self, number: int) -> Hit | None:
        """Return what a row holds, None for a head and while it is not read yet."""
        row = self.row_at(number)
        if row is None or row.kind is not RowKind.HIT:
            return row.theme if row else None
        found = self._hits.get(row.place)
        if found is None:
            self._want(number)
        return found

    def head(self, row: Row) -> str:
        """Return what is said of a report, or of the themes, as a whole."""
        if row.report is None:
            return "Themes"
        name = " ".join(part for part in (row.report.year, row.report.name) if part)
        if not row.is_read:
            return f"{name}: has not been read yet"
        return f"{name}: {counted(row.count, 'hit') if row.count else 'no hits'}"

    def step(self, number: int, step: int) -> int:
        """Return the next row from one on that is a hit, round at the ends; -1 for none."""
        count = len(self._rows)
        for distance in range(1, count + 1):
            other = (number + step * distance) % count
            if self._rows[other].is_hit:
                return other
        return -1

    def hit_rows(self) -> list[Row]:
        """Return all rows that are hits."""
        return [row for row in self._rows if row.is_hit]

    def read(self, rows: Sequence[Row], then: Callable[[list[Hit]], None]) -> None:
        """Read the words of all of some rows; a function is called with the hits, in order."""
        places = [row.place for row in rows if row.kind is RowKind.HIT]
        themes = [row.theme for row in rows if row.theme is not None]
        self._searching.read(places, lambda hits: then([*hits, *themes]))

    def _take(self, answer: Answer | None) -> None:
        rows = list(_rows(answer)) if answer is not None else []
        hits = dict(answer.hits) if answer is not None else {}
        if rows == self._rows:
            # The same was found again: words may have changed, the list stays where it is.
            self._hits, self._asked, self.answer = hits, set(), answer
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            self.listed.emit()
            return
        self.beginResetModel()
        self._rows, self._hits, self._asked, self.answer = rows, hits, set(), answer
        self.endResetModel()
        self.listed.emit()

    def _want(self, number: int) -> None:
        """Ask for the words of a row and those that follow, unless that was done."""
        if self._rows[number].place in self._asked:
            return
        near = [
            row.place
            for row in self._rows[number : number + AHEAD]
            if row.kind is RowKind.HIT
            and row.place not in self._hits
            and row.place not in self._asked
        ]
        self._asked.update(near)
        self._searching.read(near, self._came)

    def _came(self, hits: list[Hit]) -> None:
        self._hits.update((hit.place, hit) for hit in hits)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))


def _rows(answer: Answer) -> Iterable[Row]:
    for group in answer.found.groups:
        yield Row(RowKind.REPORT, group.report, count=len(group.places))
        for place in group.places:
            yield Row(RowKind.HIT, group.report, place)
    for report in answer.found.unread:
        yield Row(RowKind.REPORT, report, is_read=False)
    if answer.themes:
        yield Row(RowKind.THEMES, count=len(answer.themes))
        for hit in answer.themes:
            yield Row(RowKind.THEME, theme=hit)
