"""The paragraphs that may want a theme, as a Qt model: those without any, or a theme's misses."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from glossator.domain.coverage import name_of
from glossator.domain.records import Report

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from glossator.app.models.theme_rows import Index
    from glossator.app.untagged import Untagged
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.ranking.suggest import Suggestion
    from glossator.domain.reports.structure import Unit

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, or the heading above those of a report.

    Attributes:
        report: The report.
        unit: The paragraph; None for the heading.
        words: What a suggestion rests on, as the paragraph writes it.
        score: How like the theme it is, 0 to 1.
        said: The words of a heading.
    """

    report: Report
    unit: Unit | None = None
    words: tuple[str, ...] = ()
    score: float = 0.0
    said: str = ""

    @property
    def key(self) -> str:
        """What the row is about, however it is written."""
        return name_of(self.report.id, self.unit.id if self.unit else "")

    @property
    def citation(self) -> str:
        """The address of the paragraph."""
        return f"{self.report.name}, {self.unit.label}" if self.unit else self.report.name

    @property
    def reason(self) -> str:
        """Why the paragraph is suggested, or empty."""
        return ", ".join(self.words)


class ToTagModel(QAbstractListModel):
    """Lists all untagged paragraphs by report, or what was suggested for a theme.

    Signals:
        listed: The list is another.
    """

    listed = Signal()

    def __init__(
        self, workspace: Workspace, untagged: Untagged, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._untagged = untagged
        self._suggested: Sequence[Suggestion] | None = None
        self._rows: list[Row] = []
        self._active = False
        untagged.changed.connect(self.refresh)
        workspace.changed.connect(self._absorb)

    def set_active(self, *, active: bool) -> None:
        """Follow what happens, or leave off until it is looked at again."""
        self._active = active
        self.refresh()

    def list_untagged(self) -> None:
        """List the untagged paragraphs of all reports."""
        self._suggested = None
        self.refresh()

    def list_suggested(self, suggested: Sequence[Suggestion]) -> None:
        """List paragraphs that were suggested, named by `coverage.name_of`."""
        self._suggested = tuple(suggested)
        self.refresh()

    def drop(self, row: Row) -> None:
        """Take a suggested paragraph off the list."""
        self.drop_named((row.key,))

    def drop_named(self, names: Collection[str]) -> None:
        """Take suggested paragraphs off the list."""
        if self._suggested is not None and names:
            self.list_suggested([one for one in self._suggested if one.id not in names])

    def refresh(self) -> None:
        """Bring the rows up to date."""
        if self._active:
            self._become(self._made())

    def row_at(self, row: int) -> Row | None:
        """Return what a row says."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: str) -> int:
        """Return the row with a key, -1 where there is none."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    @property
    def paragraphs(self) -> int:
        """How many paragraphs are listed."""
        return sum(1 for row in self._rows if row.unit is not None)

    # What Qt asks for

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractListModel::rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel::data."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or role not in _TEXT_ROLES:
            return None
        if row.unit is None:
            return row.said
        reason = f" Suggested by: {row.reason}." if row.words else ""
        return f"{row.citation}. {row.unit.text}{reason}"

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Override QAbstractListModel::flags: a heading can't be chosen."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled
        return enabled | Qt.ItemFlag.ItemIsSelectable if row.unit else enabled

    # Inside

    def _made(self) -> list[Row]:
        reports = sorted(self._workspace.reports(), key=attrgetter("date", "position"))
        coverage = self._untagged.coverage
        if self._suggested is not None:
            rows = []
            for one in self._suggested:
                for report in reports:
                    unit = coverage.units(report.id).get(one.id.removeprefix(f"{report.id} "))
                    if unit is not None and one.id == name_of(report.id, unit.id):
                        rows.append(Row(report, unit, one.words, one.score))
            return rows
        rows = []
        for report in reports:
            if report.id not in coverage:
                continue
            count = coverage.count(report.id)
            if not count.untagged:
                continue
            said = f"{report.name}: {count.untagged} of {count.total} paragraphs"
            rows.append(Row(report, said=said))
            rows += [Row(report, unit) for unit in coverage.untagged(report.id)]
        return rows

    def _become(self, rows: list[Row]) -> None:
        """Show other rows; where some only went, exactly those are taken away."""
        if rows == self._rows:
            return
        wanted = [row.key for row in rows]
        staying = set(wanted)
        if [row.key for row in self._rows if row.key in staying] != wanted:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        else:
            for number in range(len(self._rows) - 1, -1, -1):
                if self._rows[number].key not in staying:
                    self.beginRemoveRows(QModelIndex(), number, number)
                    del self._rows[number]
                    self.endRemoveRows()
            changed = [n for n, row in enumerate(rows) if row != self._rows[n]]
            self._rows = rows
            for number in changed:
                self.dataChanged.emit(self.index(number, 0), self.index(number, 0))
        self.listed.emit()

    def _absorb(self, edits: EditSet) -> None:
        if any(isinstance(change.record, Report) for change in edits.changes):
            self.refresh()


_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
