"""The passages of other reports that are like the one that is read, as a Qt model."""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from glossator.app.models.passages import ThemeMark
from glossator.domain.ranking.similar import degree, touching, worth_showing
from glossator.domain.records import Report
from glossator.domain.text.beside import compare
from glossator.domain.text.word_diff import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.models.theme_rows import Index
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.ranking.counterparts import Match
    from glossator.domain.records import Annotation, AnnotationId, ReportId
    from glossator.domain.reports.structure import Unit
    from glossator.domain.text.beside import Comparison

_NOWHERE = QModelIndex()


class Sort(StrEnum):
    """The orders of the list."""

    DATE = "Oldest report first"
    LIKENESS = "Most alike first"


class RowKind(StrEnum):
    """What a row says of a report."""

    LIKE = "like"
    NOTHING = "nothing"
    PENDING = "pending"


class Source(NamedTuple):
    """The passage that others are compared with.

    Attributes:
        report_id: The report it stands in.
        unit: The paragraph, item or box.
        annotation_id: The chosen passage it was found by, or None.
    """

    report_id: ReportId
    unit: Unit
    annotation_id: AnnotationId | None = None


class Row(NamedTuple):
    """A passage like the source, or a report without one.

    Attributes:
        kind: Which of the two, or that the report is not compared yet.
        report: The other report.
        match: Its passage; where nothing is like the source, the nearest there is.
    """

    kind: RowKind
    report: Report
    match: Match | None = None

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same when the list is made anew."""
        return self.report.id, self.match.unit_id if self.match else ""


class SimilarModel(QAbstractListModel):
    """What all other reports have on the matter of one passage.

    Signals:
        listed: The list is another, or what its rows say.
    """

    listed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        library: Library,
        matching: Matching,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._library = library
        self._matching = matching
        self.source: Source | None = None
        self._sort = Sort.DATE
        self._rows: list[Row] = []
        self._found: Mapping[ReportId, list[Match]] | None = None
        self._compared: dict[tuple[str, str], Comparison] = {}
        self._units: dict[ReportId, dict[str, Unit]] = {}
        self._themes: dict[tuple[str, str], list[ThemeMark]] = {}
        workspace.changed.connect(self._absorb)
        matching.grown.connect(self.refresh)

    # What is listed

    def set_source(self, source: Source | None) -> None:
        """List what is like another passage."""
        if source == self.source:
            return
        moved = self.source is None or source is None or self.source[:2] != source[:2]
        self.source = source
        if moved:
            self._compared.clear()
            self.refresh()
        else:
            self.listed.emit()

    def set_sort(self, sort: Sort) -> None:
        """Put the rows in another order."""
        if sort is not self._sort:
            self._sort = sort
            self._list()

    def refresh(self) -> None:
        """Ask again what is like the source."""
        if self.source is None:
            self._found = None
            self._list()
            return
        source = self.source
        self._matching.find(
            source.report_id, source.unit.id, lambda found: self._take(source, found)
        )

    @property
    def is_waiting(self) -> bool:
        """Whether some reports are not compared with the source yet."""
        return any(row.kind is RowKind.PENDING for row in self._rows)

    def row_at(self, row: int) -> Row | None:
        """Return what a row says."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_of(self, key: tuple[str, str]) -> int:
        """Return the row with a key, -1 where there is none."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    # What a row tells

    def unit(self, row: Row) -> Unit | None:
        """Return the passage of a row, None where its report was read anew meanwhile."""
        if row.match is None:
            return None
        known = self._units.get(row.report.id)
        if known is None:
            reading = self._library.reading(row.report.id)
            units = reading.structure.units if reading else ()
            known = self._units[row.report.id] = {unit.id: unit for unit in units}
        return known.get(row.match.unit_id)

    def citation(self, row: Row) -> str:
        """Return the citation of a row's passage."""
        unit = self.unit(row)
        return f"{row.report.name}, {unit.label}" if unit else row.report.name

    def comparison(self, row: Row) -> Comparison | None:
        """Return how a row's passage differs from the source."""
        unit = self.unit(row)
        if unit is None or self.source is None:
            return None
        known = self._compared.get(row.key)
        if known is None:
            known = self._compared[row.key] = compare(
                self.source.unit.text, unit.text, silent=Wording.NEW
            )
        return known

    def themes(self, row: Row) -> list[ThemeMark]:
        """Return the themes that annotations within a row's passage carry, each once."""
        known = self._themes.get(row.key)
        if known is None:
            unit = self.unit(row)
            known = self._marks(self.annotations(row.report.id, unit)) if unit else []
            self._themes[row.key] = known
        return known

    def source_themes(self) -> list[ThemeMark]:
        """Return the themes of the chosen passage, else of all annotations in the source."""
        if self.source is None:
            return []
        return self._marks(self.annotations(*self.source))

    def annotations(
        self, report_id: ReportId, unit: Unit, annotation_id: AnnotationId | None = None
    ) -> list[Annotation]:
        """Return the annotations that touch a unit, or the one that is named."""
        if annotation_id is not None:
            chosen = self._workspace.annotation(annotation_id)
            return [chosen] if chosen else []
        return touching(self._workspace.annotations(report_id), unit)

    def sentence(self, row: Row) -> str:
        """Return what a row says that has no card."""
        assert self.source is not None
        what = f"like {self.source.unit.label or 'this passage'}"
        if row.kind is RowKind.PENDING:
            if self._workspace.read_only:
                return f"{row.report.name} is not compared: this project can only be read."
            return f"{row.report.name} is still being compared …"
        nearest = self.unit(row)
        if nearest is None or row.match is None:
            return f"Nothing in {row.report.name} is {what}."
        near = f"The nearest is {nearest.label} ({row.match.score:.2f})."
        return f"Nothing in {row.report.name} is {what}. {near}"

    def spoken(self, row: Row) -> str:
        """Return a row as it is read aloud."""
        unit = self.unit(row)
        if row.kind is not RowKind.LIKE or unit is None or row.match is None:
            return self.sentence(row)
        themes = ", ".join(mark.name for mark in self.themes(row))
        said = [
            self.citation(row),
            row.report.year,
            f"{degree(row.match.score)}, {row.match.score:.2f}",
        ]
        said += [f"themes: {themes}"] if themes else []
        return ". ".join(part for part in (*said, unit.text) if part)

    # What Qt asks for

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Override QAbstractListModel::rowCount."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Override QAbstractListModel::data."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or role not in _TEXT_ROLES:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(row)
        unit = self.unit(row)
        return unit.text if unit and row.kind is RowKind.LIKE else self.sentence(row)

    # Inside

    def _take(self, source: Source, found: Mapping[ReportId, list[Match]]) -> None:
        if self.source is not None and self.source[:2] == source[:2]:
            self._found = found
            self._list()

    def _list(self) -> None:
        rows = self._made()
        if rows == self._rows:
            return
        self.beginResetModel()
        self._rows = rows
        self._themes.clear()
        self._units.clear()
        self.endResetModel()
        self.listed.emit()

    def _made(self) -> list[Row]:
        if self.source is None or self._found is None:
            return []
        source, rows = self.source, []
        reports = (one for one in self._workspace.reports() if one.id != source.report_id)
        for report in sorted(reports, key=attrgetter("date", "position")):
            rows += _rows_of(report, self._found.get(report.id))
        if self._sort is Sort.LIKENESS:
            rows.sort(key=_likeness, reverse=True)
        return rows

    def _marks(self, annotations: list[Annotation]) -> list[ThemeMark]:
        tree = self._workspace.tree
        ids = dict.fromkeys(one for annotation in annotations for one in annotation.theme_ids)
        return [ThemeMark(one, tree[one].name, tree[one].colour) for one in ids if one in tree]

    def _absorb(self, edits: EditSet) -> None:
        self._themes.clear()
        if any(isinstance(change.record, Report) for change in edits.changes):
            self.refresh()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.listed.emit()


def _likeness(row: Row) -> float:
    return row.match.score if row.kind is RowKind.LIKE and row.match else 0.0


def _rows_of(report: Report, matches: list[Match] | None) -> list[Row]:
    if matches is None:
        return [Row(RowKind.PENDING, report)]
    shown = [Row(RowKind.LIKE, report, match) for match in worth_showing(matches)]
    return shown or [Row(RowKind.NOTHING, report, matches[0] if matches else None)]


_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
