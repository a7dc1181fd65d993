"""The panel of similar passages: what is read, and what other reports have like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QWidget,
)

from glossator.app.models.similar import RowKind, SimilarModel, Sort
from glossator.app.tips import tip
from glossator.domain.text.counted import counted
from glossator.ui.panels.card_column import foot_button, lay_out
from glossator.ui.panels.passage_head import Heading
from glossator.ui.panels.similar_view import SimilarView

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from glossator.app.library import Library
    from glossator.app.matching import Matching
    from glossator.app.models.similar import Row, Source
    from glossator.app.workspace import Workspace
    from glossator.domain.reports.structure import Unit

NO_SOURCE = (
    "Passages of other reports that are like the paragraph you read are listed here. "
    "Open a report to begin."
)
ALONE = "The project has no other report. Add one to see what it has like this paragraph."
LOOKING = "Looking for passages like this one …"
MARKS = (
    "In a passage reworded, new words are underlined and those that went are struck through; "
    "in others, words that both have are set bolder."
)


class SimilarPanel(QWidget):
    """Lists what other reports have like one passage.

    Signals:
        go_wanted: Row; show its passage.
        tag_wanted: Row; open the tagging box for its passage.
        likewise_wanted: Row; tag its passage as the one that is read.
        can_tag_changed: Whether a passage can be tagged likewise may have changed.
    """

    go_wanted = Signal(object)
    tag_wanted = Signal(object)
    likewise_wanted = Signal(object)
    can_tag_changed = Signal()

    def __init__(self, workspace: Workspace, library: Library, matching: Matching) -> None:
        super().__init__()
        self._workspace = workspace
        self.model = SimilarModel(workspace, library, matching, self)
        self.heading = Heading()
        self.sort = QComboBox()
        self.marks = QCheckBox("Mark words")
        self.view = SimilarView(self.model)
        self.go = foot_button("Go there", "Show this passage beside what you read (Enter)")
        self.tag = foot_button("Tag …", "Open the tagging box for this passage")
        self.likewise = foot_button("Tag likewise", "")
        self._build()
        self._connect()
        self._say()

    def _build(self) -> None:
        for sort in Sort:
            self.sort.addItem(sort.value, sort)
        self.sort.setAccessibleName("Order of the similar passages")
        self.sort.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.sort.setMinimumContentsLength(5)
        self.marks.setChecked(True)
        self.marks.setToolTip(MARKS)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        choices.addWidget(self.sort, 1)
        choices.addWidget(self.marks)
        lay_out(self, (self.heading, choices), self.view, (self.go, self.tag, self.likewise))

    def _connect(self) -> None:
        self.sort.currentIndexChanged.connect(
            lambda: self.model.set_sort(Sort(self.sort.currentData()))
        )
        self.marks.toggled.connect(lambda shown: self.view.mark_words(shown=shown))
        self.view.go_wanted.connect(self.go_wanted)
        self.view.current_changed.connect(self._offer)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.go.clicked.connect(lambda: self._ask(self.go_wanted))
        self.tag.clicked.connect(lambda: self._ask(self.tag_wanted))
        self.likewise.clicked.connect(self.tag_likewise)
        self.model.listed.connect(self._say)

    # What the window's actions call

    def show_source(self, source: Source | None) -> None:
        """List what is like another passage."""
        self.model.set_source(source)
        self._say()

    @property
    def can_tag_likewise(self) -> bool:
        """Whether the current passage can be given the themes of the one that is read."""
        return (
            self._current() is not None
            and not self._workspace.read_only
            and bool(self.model.source_themes())
        )

    def tag_likewise(self) -> None:
        """Give the current passage the themes of the one that is read."""
        if self.can_tag_likewise:
            self._ask(self.likewise_wanted)

    def focus_list(self) -> None:
        """Let the user walk through the passages."""
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Inside

    def _current(self) -> tuple[Row, Unit] | None:
        row = self.view.current()
        unit = self.model.unit(row) if row else None
        return (row, unit) if row and unit else None

    def _ask(self, signal: SignalInstance) -> None:
        current = self._current()
        if current is not None:
            signal.emit(current[0])

    def _say(self) -> None:
        source = self.model.source
        rows = [self.model.row_at(n) for n in range(self.model.rowCount())]
        count = sum(1 for row in rows if row and row.kind is RowKind.LIKE)
        detail = counted(count, "passage")
        if source is None:
            self.heading.set_text("Similar passages", "nothing read yet")
            empty = NO_SOURCE
        else:
            report = self._workspace.report(source.report_id)
            name = f"{report.name}, {source.unit.label}" if report else source.unit.label
            self.heading.set_text(f"Like {name}", detail)
            self.heading.setToolTip(tip(f"{name}: {source.unit.text}"))
            empty = LOOKING if len(self._workspace.reports()) > 1 else ALONE
        self.view.setAccessibleDescription(empty)
        self._offer()

    def _offer(self) -> None:
        """Enable what can be done, and say what would be."""
        has_passage, names = self._current() is not None, self.model.source_themes()
        self.go.setEnabled(has_passage)
        self.tag.setEnabled(has_passage and not self._workspace.read_only)
        self.likewise.setEnabled(self.can_tag_likewise)
        themes = ", ".join(mark.name for mark in names)
        self.likewise.setToolTip(
            tip(f"Tag this passage as the one you read: {themes}")
            if names
            else "The passage you read has no themes yet"
        )
        self.can_tag_changed.emit()

    def _open_menu(self, at: QPoint) -> None:
        if self._current() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in (self.go, self.tag, self.likewise):
            menu.addAction(button.text(), button.click).setEnabled(button.isEnabled())
        menu.popup(self.view.viewport().mapToGlobal(at))
