"""Families of like passages: the list, the ribbon, and the chosen link in two columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from glossator.app.models.rows import Row
from glossator.domain.text.word_diff import word_diff
from glossator.domain.trace.book import Book
from glossator.domain.trace.families import Member
from glossator.ui.panels.filter_field import FilterField
from glossator.ui.trace.choice import SectionChoice
from glossator.ui.trace.pair import Pair, PairView, Side
from glossator.ui.trace.ribbon import COLUMN, Ribbon, link_said
from glossator.ui.trace.row_view import RowView

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from glossator.app.settings import Value
    from glossator.domain.records import ReportId
    from glossator.domain.trace.families import Family

OWN = -1
"""Number under which the family of one passage stands while families are not whole."""

FAMILY_PARTS = 2
"""A family is remembered by the report and the unit of its first passage."""

NARROW = 1080
"""Width in logical pixels below which the two columns stand under the ribbon."""

NONE_FOUND = "No family has these words, report and section."
NOTHING = (
    "No passage comes back in another report yet. A family appears here once two reports share "
    "wording, or say the same in other words."
)


class FamiliesPage(QWidget):
    """Shows the families of a book.

    Signals:
        wanted: What is to be done (`go`, `tag`, `copy`) with a side.
        left: The way back to reading.
    """

    wanted = Signal(str, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._book = Book()
        self._rows: list[Row] = []
        self._own: Family | None = None
        self._link = 0
        self._revealed: tuple[Member, ...] = ()
        self.field = FilterField("Filter by words or citation", "Filter the families")
        self.only = SectionChoice(
            ("Only families of this report", "Only families of this section"),
            whole="All sections",
            every="All reports",
        )
        self._wanted: tuple[str, str] | None = None
        self._unasked: tuple[str, str] | None = None
        self.list = RowView("Families of like passages")
        self.ribbon = Ribbon()
        self.pair = PairView()
        self.count = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._build()
        self.field.textChanged.connect(lambda _: self._list())
        self.field.down.connect(self.list.setFocus)
        self.field.entered.connect(self.list.setFocus)
        self.field.left.connect(self.left)
        self.list.left.connect(self.left)
        self.only.changed.connect(self._list)
        self.list.chosen.connect(self._choose)
        self.list.entered_row.connect(lambda _: self._go())
        self.ribbon.family_wanted.connect(self.choose)
        self.ribbon.link_wanted.connect(self._choose_link)
        self.pair.wanted.connect(self.wanted)
        self.pair.step_wanted.connect(self._step)

    def _build(self) -> None:
        left = QWidget(autoFillBackground=True)
        left.setBackgroundRole(QPalette.ColorRole.Window)
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 8, 10, 0)
        for widget in (self.field, self.only.report, self.only.section, self.count):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        scroll = QScrollArea()
        scroll.setWidget(self.ribbon)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        self._right = QSplitter(Qt.Orientation.Horizontal)
        self._right.addWidget(scroll)
        self._right.addWidget(self.pair)
        self._whole = QSplitter(Qt.Orientation.Horizontal)
        self._whole.addWidget(left)
        self._whole.addWidget(self._right)
        self._whole.setStretchFactor(1, 1)
        self._whole.setSizes([280, 1100])
        self._right.setSizes([600, 500])
        for splitter in (self._whole, self._right):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)

    # What is shown

    def show_book(self, book: Book) -> None:
        """Show what is known now; what the user chose stays chosen, else the first is."""
        kept = self._wanted or self._chosen()
        if [one.report.id for one in book.reports] != [one.report.id for one in self._book.reports]:
            self._own = None
        self.only.show_book(book)
        if book is not self._book:
            known = zip(book.families, book.titles, strict=True)
            self._rows = [Row(_size(one), *title, n) for n, (one, title) in enumerate(known)]
        self._book = book
        self._list()
        number = self._number(*kept) if kept is not None and kept != self._unasked else None
        if number is not None and self.list.choose(number):
            self._wanted = None
        else:
            self.choose(next(iter(self._keys()), OWN))
            self._unasked = self._chosen()

    def show_family(self, report_id: ReportId, unit_id: str, found: Family | None) -> bool:
        """Choose the family of a passage; tell whether it has one.

        Args:
            report_id: The report.
            unit_id: The passage.
            found: Its counterparts as they were found for it alone.
        """
        known = self._number(report_id, unit_id)
        self._own = found if known is None else None
        self.field.clear()
        self.only.choose()
        self._list()
        if known is None and found is None:
            return False
        self.choose(OWN if known is None else known)
        return True

    def families(self) -> dict[int, Family]:
        """Return the families that are listed, by number."""
        return {key: self._family(key) for key in self._keys()}

    def choose(self, number: int) -> None:
        """Choose a family."""
        self.list.choose(number)

    @property
    def book(self) -> Book:
        """What the page shows."""
        return self._book

    def focus(self) -> None:
        """Give the keyboard to the list."""
        self.list.setFocus()

    def let_go(self) -> None:
        """Choose no longer the family that was chosen before the restart."""
        self._wanted = None

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return how the page stands, as the settings keep it."""
        chosen = self._wanted or self._chosen()
        return {
            "words": self.field.text(),
            "only": self.only.remembered(),
            "family": list(chosen or ()),
        }

    def restore(self, kept: object) -> None:
        """Stand as it stood before; the family is chosen once it is there."""
        if not isinstance(kept, dict):
            return
        self.field.setText(str(kept.get("words", "")))
        self.only.restore(kept.get("only"))
        chosen = kept.get("family")
        if isinstance(chosen, list) and len(chosen) == FAMILY_PARTS:
            self._wanted = str(chosen[0]), str(chosen[1])

    # Inside

    def _family(self, number: int) -> Family:
        if number == OWN:
            assert self._own is not None
            return self._own
        return self._book.families[number]

    def _keys(self) -> list[int]:
        return [row.key for row in self.list.rows.rows if isinstance(row.key, int)]

    def _chosen(self) -> tuple[str, str] | None:
        """Return the report and the unit of the chosen family's first passage."""
        number = self.list.key()
        if not isinstance(number, int):
            return None
        first = self._family(number).members[0]
        return self._book.reports[first.report].report.id, first.unit_id

    def _number(self, report_id: str, unit_id: str) -> int | None:
        """Return the number of a passage's family, None where it has none."""
        place = self._book.place_of(report_id)
        return None if place is None else self._book.places.get(Member(place, unit_id))

    def _list(self) -> None:
        book = self._book
        numbers = [OWN] if self._own is not None else []
        numbers += book.chosen(self.field.text(), self.only.place, self.only.headings)
        rows = [self._row(number) for number in numbers]
        total = len(book.families)
        shown = f"{len(rows):,} of {total:,}" if len(rows) != total else f"{total:,}"
        self.count.setText(f"{shown} {'family' if total == 1 else 'families'}, the largest first")
        self.list.show_rows(rows, NONE_FOUND if total else NOTHING)
        self.ribbon.show_book(book, self.families())
        self._choose(self.list.key())

    def _row(self, number: int) -> Row:
        if number != OWN:
            return self._rows[number]
        family, book = self._family(OWN), self._book
        words, years = book.first_words(family), book.years(family)
        return Row(_size(family), words, years, OWN)

    def _choose(self, number: object) -> None:
        self._link = 0
        if isinstance(number, int):
            family = self._family(number)
            # The link that changed least tells most at a glance.
            self._link = max(
                range(len(family.links)), key=lambda n: family.links[n][2].kept, default=0
            )
        self._show_link()

    def _choose_link(self, number: int, link: int) -> None:
        self.choose(number)
        self._link = link
        self._show_link()

    def _step(self, step: int) -> None:
        number = self.list.key()
        if isinstance(number, int):
            self._link = (self._link + step) % len(self._family(number).links)
            self._show_link()

    def _show_link(self) -> None:
        number = self.list.key()
        if not isinstance(number, int):
            self._revealed = ()
            self.ribbon.choose(None)
            self.pair.show_pair(None)
            return
        family = self._family(number)
        a, b, _ = family.links[self._link]
        old, new = (self._side(family.members[n]) for n in (a, b))
        said = link_said(self._book, family, family.links[self._link])
        count = len(family.links)
        if count > 1:
            said += f"  (link {self._link + 1} of {count})"
        pieces = word_diff(old.unit.text, new.unit.text)
        self.ribbon.choose(number, self._link)
        self.pair.show_pair(Pair(said, old, new, pieces))
        ends = family.members[a], family.members[b]
        if ends != self._revealed:
            self._revealed = ends
            QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        """Bring the chosen link into view, once the ribbon has its width; else let it be."""
        for end in reversed(self._revealed):
            self._scroll.ensureVisible(round(self.ribbon.place(end).x()), 0, COLUMN // 2, 0)

    def _side(self, member: Member) -> Side:
        return Side(self._book.reports[member.report].report, self._book.unit(member))

    def _go(self) -> None:
        if self.pair.pair is not None:
            self.wanted.emit("go", self.pair.pair.new)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Override QWidget::resizeEvent: in a narrow window the columns stand below."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._right.orientation() is not wanted:
            self._right.setOrientation(wanted)
            self._right.setSizes([500, 400] if narrow else [600, 500])


def _size(family: Family) -> str:
    return f"{len(family.members)} passages"
