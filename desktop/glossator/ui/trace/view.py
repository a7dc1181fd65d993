"""The trace view: families, sections held against each other, and who is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from glossator.app.tips import tip
from glossator.ui.trace import FAMILIES, MENTIONS, SECTIONS
from glossator.ui.trace.families import FamiliesPage
from glossator.ui.trace.mentions import MentionsPage
from glossator.ui.trace.sections import SectionsPage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossator.app.settings import Value
    from glossator.app.tracing import Tracing
    from glossator.app.workspace import Workspace
    from glossator.domain.records import ReportId
    from glossator.domain.trace.families import Family

NO_FAMILY = "Nothing in another report is like this passage."


class TraceView(QWidget):
    """Shows what the tracing found; forwards what is wanted.

    Signals:
        wanted: What is to be done (`go`, `tag`, `copy`) with a side.
        left: The user goes back to reading.
        export_wanted: What is shown is to go out.
        trouble: A sentence.
        changed: What is remembered of the view is out of date.
    """

    wanted = Signal(str, object)
    left = Signal()
    export_wanted = Signal()
    trouble = Signal(str)
    changed = Signal()

    def __init__(self, tracing: Tracing, workspace: Workspace) -> None:
        super().__init__()
        self.tracing = tracing
        self._workspace = workspace
        self.tabs = QTabBar(drawBase=False, expanding=False)
        self.families = FamiliesPage()
        self.sections = SectionsPage()
        self.mentions = MentionsPage()
        self.said = QLabel(textFormat=Qt.TextFormat.PlainText)
        self._stack = QStackedWidget()
        self._followed: tuple[ReportId, str] | None = None
        self._build()
        for page in (self.families, self.sections, self.mentions):
            page.wanted.connect(self.wanted)
            page.left.connect(self.left)
        for pair in (self.families.pair, self.sections.pair):
            pair.can_tag = not workspace.read_only
        families = self.families
        for going_on in (
            families.list.clicked,
            families.ribbon.family_wanted,
            families.ribbon.link_wanted,
            families.field.textEdited,
        ):
            going_on.connect(self._go_on)
        self.tabs.currentChanged.connect(self.show_page)
        self.sections.asked.connect(self._ask_lines)
        tracing.grown.connect(self._take)
        tracing.named.connect(self._take_names)

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.tabs.setAccessibleName("What is traced")
        for words, page in (
            ("Families", self.families),
            ("Section against section", self.sections),
            ("Who is named", self.mentions),
        ):
            self.tabs.addTab(words)
            self._stack.addWidget(page)
        out = QPushButton("Export …")
        out.setAccessibleName("Export what is shown")
        out.clicked.connect(self.export_wanted)
        back = QPushButton("Back to reading   Esc")
        back.clicked.connect(self.left)
        for button in (out, back):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout()
        row.setContentsMargins(8, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(self.tabs)
        row.addSpacing(10)
        self.said.setMinimumWidth(40)
        row.addWidget(self.said, 1)
        row.addWidget(out)
        row.addWidget(back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(row)
        whole.addWidget(self._stack, 1)

    @property
    def page(self) -> int:
        """Which page is shown: FAMILIES, SECTIONS or MENTIONS."""
        return self._stack.currentIndex()

    def show_page(self, page: int) -> None:
        """Show another page, and begin what it needs."""
        self.tabs.setCurrentIndex(page)
        self._stack.setCurrentIndex(page)
        if page == MENTIONS:
            self.tracing.want_names()
        else:
            self.tracing.want()
        self._say()
        self.changed.emit()

    def focus(self) -> None:
        """Give the keyboard to what the page begins with."""
        (self.families.focus, self.sections.list.setFocus, self.mentions.focus)[self.page]()

    def follow(self, report_id: ReportId, unit_id: str) -> None:
        """Show the family of a passage, as soon as its report is prepared."""
        self.show_page(FAMILIES)
        self._followed = report_id, unit_id
        self._look_for_family()

    # What is remembered

    def remembered(self) -> dict[str, Value]:
        """Return how the view stands, as the settings keep it."""
        return {
            "page": self.page,
            "families": self.families.remembered(),
            "sections": self.sections.remembered(),
            "mentions": self.mentions.remembered(),
        }

    def restore(self, kept: Mapping[str, Value]) -> None:
        """Stand as it stood before; what can't be read stays as it is for a new view."""
        self.families.restore(kept.get("families"))
        self.sections.restore(kept.get("sections"))
        self.mentions.restore(kept.get("mentions"))
        page = kept.get("page")
        if isinstance(page, int) and page in (FAMILIES, SECTIONS, MENTIONS):
            # What the page needs is begun when it is looked at.
            with QSignalBlocker(self.tabs):
                self.tabs.setCurrentIndex(page)
            self._stack.setCurrentIndex(page)

    # Inside

    def _go_on(self, *_: object) -> None:
        """Stop choosing the family that was asked for: the user has chosen another."""
        self._followed = None
        self.families.let_go()

    @property
    def _is_final(self) -> bool:
        """Whether nothing more will be known of any passage for now."""
        return self.tracing.is_whole and not self.tracing.book.waiting

    def _look_for_family(self) -> None:
        if self._followed is None or self.families.book.place_of(self._followed[0]) is None:
            return
        report_id, unit_id = self._followed
        if self._is_final:
            self._followed = None
        self.tracing.around(
            report_id, unit_id, lambda found: self._show_family(report_id, unit_id, found)
        )

    def _show_family(self, report_id: ReportId, unit_id: str, found: Family | None) -> None:
        shown = self.families.show_family(report_id, unit_id, found)
        if not shown and self._is_final:
            self.trouble.emit(NO_FAMILY)

    def _take(self) -> None:
        if self.families.book is not self.tracing.book:
            self.families.show_book(self.tracing.book)
            self.sections.show_book(self.tracing.book)
        self._say()
        self._look_for_family()

    def _take_names(self) -> None:
        reports = sorted(
            self._workspace.reports(), key=lambda one: (one.date or "9999", one.position)
        )
        self.mentions.show_entries(self.tracing.entries, self.tracing.mention_units, reports)

    def _ask_lines(
        self, earlier: ReportId, later: ReportId, old: tuple[str, ...], new: tuple[str, ...]
    ) -> None:
        self.tracing.lines(earlier, later, old, new, self.sections.show_lines)

    def _say(self) -> None:
        said = "" if self.page == MENTIONS else self.tracing.said
        self.said.setText(said)
        self.said.setToolTip(tip(said))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Override QWidget::keyPressEvent: Escape goes back to reading."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
