"""The index of who is named: a table of names by reports, and the places of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QSplitter,
    QTabBar,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.mentions import MentionModel
from glossator.app.models.rows import Row
from glossator.domain.text.counted import counted
from glossator.domain.trace.mentions import MentionKind
from glossator.ui.panels.filter_field import FilterField
from glossator.ui.trace.pair import Side
from glossator.ui.trace.row_view import RowView
from glossator.ui.widgets import paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from glossator.app.settings import Value
    from glossator.domain.records import Report
    from glossator.domain.reports.structure import Unit
    from glossator.domain.trace.mentions import Entry

KINDS = {
    None: "All",
    MentionKind.STATE: "States",
    MentionKind.BODY: "Bodies",
    MentionKind.INSTRUMENT: "Instruments",
    MentionKind.SYMBOL: "Documents",
}
LEAST_NAME, COUNT_WIDTH = 180, 112
"""Logical pixels."""
LOOKING = "Looking through the reports for who is named …"
NOBODY = "The reports name nobody on the list, or no report has been read yet."
CHOOSE = "Choose a name to see where it stands, or a figure for the places in one report."


class _Table(QTableView):
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: Escape goes back to reading."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent."""
        super().resizeEvent(event)
        self.fit_names()

    def fit_names(self) -> None:
        """Give the names what the figures leave, so that nothing is scrolled without need."""
        header = self.horizontalHeader()
        figures = header.length() - header.sectionSize(0)
        self.setColumnWidth(0, max(self.viewport().width() - figures, LEAST_NAME))


class MentionsPage(QWidget):
    """Shows who is named.

    Signals:
        wanted: What is to be done (`go`) with a place.
        left: The way back to reading.
    """

    wanted = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = MentionModel()
        self._units: Mapping[str, Mapping[str, Unit]] = {}
        self._sides: list[Side] = []
        self.kinds = QTabBar(drawBase=False, expanding=False)
        self.field = FilterField("Filter by name", "Filter the names")
        self.table = _Table()
        self.places = RowView("Places of the chosen name")
        self.count = QLabel(LOOKING, textFormat=Qt.TextFormat.PlainText)
        self.title = QLabel(CHOOSE, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._build()
        self.kinds.currentChanged.connect(lambda _: self._narrow())
        self.field.textChanged.connect(lambda _: self._narrow())
        self.field.down.connect(self.table.setFocus)
        self.field.entered.connect(self.table.setFocus)
        for widget in (self.field, self.table, self.places):
            widget.left.connect(self.left)
        self.table.selectionModel().currentChanged.connect(self._show_places)
        self.places.entered_row.connect(self._go)
        self.places.clicked.connect(lambda _: self._go(self.places.key()))

    def _build(self) -> None:
        for words in KINDS.values():
            self.kinds.addTab(words)
        self.kinds.setAccessibleName("Kinds of names")
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("Who is named, by report")
        table.setFrameShape(QTableView.Shape.NoFrame)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 10)
        table.horizontalHeader().setDefaultSectionSize(COUNT_WIDTH)
        table.horizontalHeader().setHighlightSections(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setTabKeyNavigation(False)
        paint.Calm(table)
        left, right = QWidget(autoFillBackground=True), QWidget(autoFillBackground=True)
        for half in (left, right):
            half.setBackgroundRole(QPalette.ColorRole.Window)
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 6, 0, 0)
        for widget in (self.kinds, self.field, self.count):
            column.addWidget(widget)
        column.addWidget(table, 1)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(10, 10, 0, 0)
        beside.addWidget(self.title)
        beside.addWidget(self.places, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(left)
        halves.addWidget(right)
        halves.setStretchFactor(0, 2)
        halves.setStretchFactor(1, 1)
        halves.setSizes([860, 480])
        halves.setHandleWidth(1)
        halves.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(halves)

    def show_entries(
        self,
        entries: Sequence[Entry],
        units: Mapping[str, Mapping[str, Unit]],
        reports: Sequence[Report],
    ) -> None:
        """Show who is named.

        Args:
            entries: The names.
            units: The units of each report, by SHA-256.
            reports: The reports in the order of their dates.
        """
        self._units = units
        present = [one for one in reports if one.sha256 in units]
        self.model.show(entries, present)
        self.table.setColumnWidth(1, COUNT_WIDTH // 2)
        self.table.fit_names()
        self._narrow()
        if not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def choose(self, name: str, column: int = 0) -> bool:
        """Choose a name; tell whether it is listed."""
        for row, entry in enumerate(self.model.entries):
            if entry.name == name:
                self.table.setCurrentIndex(self.model.index(row, column))
                return True
        return False

    def focus(self) -> None:
        """Give the keyboard to the filter."""
        self.field.setFocus()

    def remembered(self) -> dict[str, Value]:
        """Return how the page stands, as the settings keep it."""
        return {"kind": self.kinds.currentIndex(), "words": self.field.text()}

    def restore(self, kept: object) -> None:
        """Stand as it stood before."""
        if isinstance(kept, dict):
            kind = kept.get("kind")
            self.kinds.setCurrentIndex(kind if isinstance(kind, int) and kind < len(KINDS) else 0)
            self.field.setText(str(kept.get("words", "")))

    def _narrow(self) -> None:
        kind = list(KINDS)[self.kinds.currentIndex()]
        self.model.narrow(kind, self.field.text())
        total = len(self.model.entries)
        self.count.setText(counted(total, "name") if total else NOBODY)
        self._show_places(self.table.currentIndex())

    def _show_places(self, index: QModelIndex, *_: object) -> None:
        self._sides = []
        if not index.isValid() or index.row() >= len(self.model.entries):
            self.title.setText(CHOOSE)
            self.places.show_rows((), "")
            return
        entry = self.model.entries[index.row()]
        only = self.model.report(index.column())
        forms = self.model.forms(entry)
        rows, named = [], 0
        for report in self.model.reports if only is None else (only,):
            counts: dict[str, int] = {}
            for unit_id in entry.places.get(report.sha256, ()):
                counts[unit_id] = counts.get(unit_id, 0) + 1
                named += 1
            for unit_id, count in counts.items():
                side = Side(report, self._units[report.sha256][unit_id])
                times = f"{count} times" if count > 1 else report.year
                text = _around(side.unit.text, forms)
                rows.append(Row(side.citation, text, times, len(self._sides)))
                self._sides.append(side)
        where = f" in {only.name}" if only else ""
        times, places = counted(named, "time"), counted(len(rows), "place")
        self.title.setText(f"{entry.name}{where}: {times} in {places}")
        self.places.show_rows(rows, f"{entry.name} is not named{where}.")

    def _go(self, key: object) -> None:
        if isinstance(key, int) and key < len(self._sides):
            self.wanted.emit("go", self._sides[key])


def _around(text: str, forms: Iterable[str]) -> str:
    """Return a text from a little before a name on, in the first of its forms that it has."""
    at = next((at for form in forms if (at := text.find(form)) >= 0), 0)
    start = text.rfind(" ", 0, max(at - 30, 0)) + 1
    return "… " + text[start:] if start else text
