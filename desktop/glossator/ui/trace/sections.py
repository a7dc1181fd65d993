"""A section of one report held against a later one: what stands, what changed, what is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.rows import Row
from glossator.app.tips import tip
from glossator.domain.ranking.similar import degree
from glossator.domain.trace.book import Book, Line, Standing, tally
from glossator.ui.trace.choice import SectionChoice
from glossator.ui.trace.families import NARROW
from glossator.ui.trace.pair import Pair, PairView, Side
from glossator.ui.trace.row_view import RowView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from glossator.app.settings import Value
    from glossator.domain.records import Report

WHOLE = "The whole report"
TWO = "Two reports that have been read are needed to hold one against the other."
EMPTY = "Nothing here: choose other sections, or tick what is hidden above."


class SectionsPage(QWidget):
    """Shows what became of the passages of a section.

    Signals:
        asked: Other reports or sections are wanted: ids of the earlier and the later, and the
            headings of both sections.
        wanted: What is to be done (`go`, `tag`, `copy`) with a side.
        left: The way back to reading.
    """

    asked = Signal(str, str, tuple, tuple)
    wanted = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._book = Book()
        self.lines: tuple[Line, ...] = ()
        self.earlier = SectionChoice(
            ("The earlier report", "Section of the earlier report"), whole=WHOLE
        )
        self.later = SectionChoice(
            ("The later report", "Section of the later report"), whole=WHOLE, usual=-1
        )
        self.list = RowView("What became of the passages")
        self.pair = PairView(steps=False)
        self.kinds: dict[Standing, QCheckBox] = {}
        self._build()
        for choice in (self.earlier, self.later):
            choice.changed.connect(self._ask)
        self.list.chosen.connect(self._show_line)
        self.list.left.connect(self.left)
        self.list.entered_row.connect(lambda _: self._go())
        self.pair.wanted.connect(self.wanted)

    def _build(self) -> None:
        fields = QGridLayout()
        fields.setContentsMargins(12, 8, 12, 4)
        for row, (words, choice) in enumerate(
            (("What of", self.earlier), ("stands in", self.later))
        ):
            label = QLabel(words, textFormat=Qt.TextFormat.PlainText)
            label.setBuddy(choice.report)
            fields.addWidget(label, row, 0)
            fields.addWidget(choice.report, row, 1)
            fields.addWidget(choice.section, row, 2)
        fields.setHorizontalSpacing(8)
        fields.setColumnStretch(1, 1)
        fields.setColumnStretch(2, 2)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(12, 0, 12, 6)
        for kind in Standing:
            button = self.kinds[kind] = QCheckBox()
            button.setChecked(kind is not Standing.NEW)
            button.setToolTip(tip(f"Show or hide passages: {kind.value}"))
            button.clicked.connect(lambda _: self._list())
            buttons.addWidget(button)
            buttons.addSpacing(10)
        buttons.addStretch(1)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.addWidget(self.list)
        self._halves.addWidget(self.pair)
        self._halves.setStretchFactor(1, 1)
        self._halves.setSizes([420, 800])
        self._halves.setHandleWidth(1)
        self._halves.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(2)
        whole.addLayout(fields)
        whole.addLayout(buttons)
        whole.addWidget(self._halves, 1)
        self._name_kinds()

    # What is shown

    def show_book(self, book: Book) -> None:
        """Offer the reports there are; what was chosen stays chosen."""
        self._book = book
        for choice in (self.earlier, self.later):
            choice.show_book(book)
        self._ask()

    def compare(
        self,
        earlier: str,
        later: str,
        old: tuple[str, ...] = (),
        new: tuple[str, ...] = (),
    ) -> None:
        """Hold a section of a report against one of another."""
        self.earlier.choose(earlier, old)
        self.later.choose(later, new)
        self._ask()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Show what was found."""
        self.lines = lines
        self._name_kinds()
        self._list()

    def shown(self) -> list[Line]:
        """Return the lines of the kinds that are shown."""
        return [one for one in self.lines if self.kinds[one.standing].isChecked()]

    def reports(self) -> tuple[Report, Report] | None:
        """Return the earlier report and the later."""
        old, new = self.earlier.place, self.later.place
        if old is None or new is None:
            return None
        return self._book.reports[old].report, self._book.reports[new].report

    def title(self) -> str:
        """Return what is held against what, in words."""
        parts = []
        for choice in (self.earlier, self.later):
            parts.append(", ".join([choice.report.currentText(), *choice.headings[-1:]]))
        return f"What of {parts[0]} stands in {parts[1]}"

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return how the page stands, as the settings keep it."""
        return {
            "earlier": self.earlier.remembered(),
            "later": self.later.remembered(),
            "kinds": [kind.value for kind, button in self.kinds.items() if button.isChecked()],
        }

    def restore(self, kept: object) -> None:
        """Stand as it stood before."""
        if not isinstance(kept, dict):
            return
        self.earlier.restore(kept.get("earlier"))
        self.later.restore(kept.get("later"))
        kinds = kept.get("kinds")
        if isinstance(kinds, list):
            for kind, button in self.kinds.items():
                button.setChecked(kind.value in kinds)
            self._list()

    # Inside

    def _ask(self) -> None:
        reports = self.reports()
        if reports is None or reports[0].id == reports[1].id:
            self.show_lines(())
            return
        self.asked.emit(
            reports[0].id,
            reports[1].id,
            self.earlier.headings,
            self.later.headings,
        )

    def _name_kinds(self) -> None:
        counts = tally(self.lines)
        for kind, button in self.kinds.items():
            words = "stand as they were" if kind is Standing.STANDS else kind.value
            button.setText(f"{counts[kind]:,} {words}")

    def _list(self) -> None:
        rows = []
        for line in self.shown():
            labels = " → ".join(one.label for one in (line.old, line.new) if one)
            if line.likest is not None:
                labels += f", nearest {line.likest.label}"
            first = line.old or line.new
            assert first is not None
            key = (line.trace.old, line.trace.new)
            rows.append(Row(line.standing.value, first.text, labels, key))
        self.list.show_rows(rows, EMPTY if len(self._book.reports) > 1 else TWO)
        self._show_line(self.list.key())

    def _show_line(self, key: object) -> None:
        reports = self.reports()
        found = (one for one in self.lines if (one.trace.old, one.trace.new) == key)
        line = next(found, None)
        if line is None or reports is None:
            self.pair.show_pair(None)
            return
        old, new = reports
        said = line.standing.value.capitalize()
        if line.old and line.new:
            said += f": {line.trace.kept:.0%} of the shorter wording kept"
        likest = None
        if line.likest is not None:
            likest = Side(old if line.old is None else new, line.likest)
        self.pair.show_pair(
            Pair(
                said,
                Side(old, line.old) if line.old else None,
                Side(new, line.new) if line.new else None,
                line.pieces,
                self._absence(line),
                likest,
            )
        )

    def _absence(self, line: Line) -> str:
        """Return what is said where one side is missing; likeness of words proves no more."""
        choice = self.later if line.new is None else self.earlier
        again = " again" if line.new is None else ""
        said = (
            f"Nothing in {choice.said} was found to say this{again}, in these words or in others."
        )
        if line.likest is None:
            return said
        near = f"{degree(line.likeness)}, {line.likeness:.2f}"
        verdict = line.standing.value
        return f"{said} Read what is nearest ({near}) before you call its matter {verdict}:"

    def _go(self) -> None:
        if self.pair.pair is not None:
            self.wanted.emit("go", self.pair.pair.new or self.pair.pair.old)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent: in a narrow window the columns stand below."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._halves.orientation() is not wanted:
            self._halves.setOrientation(wanted)
            self._halves.setSizes([300, 400] if narrow else [420, 800])
