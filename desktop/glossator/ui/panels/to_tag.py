"""The panel of paragraphs to tag: those without a theme, or those that a theme may have missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from glossator.app.models.to_tag import ToTagModel
from glossator.domain.text.counted import counted
from glossator.ui.panels.card_column import foot_button, lay_out
from glossator.ui.panels.passage_head import Heading
from glossator.ui.panels.to_tag_view import ToTagView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QHideEvent, QShowEvent

    from glossator.app.untagged import Untagged
    from glossator.app.workspace import Workspace
    from glossator.domain.ranking.suggest import Suggestion
    from glossator.domain.records import Theme

ALL_TAGGED = "Every paragraph of the reports that have been read has a theme."
NONE_MISSED = "No untagged paragraph is like this theme. Its definition and examples say what is."
LOOKING = "Looking for paragraphs like this theme …"


class ToTagPanel(QWidget):
    """Lists paragraphs; T tags one, a click goes there.

    Signals:
        go_wanted: Row; show its paragraph.
        tag_wanted: Row; open the tagging box for it.
        take_wanted: Row; tag it with the theme that it was suggested for.
        aside_wanted: Row; don't suggest it again for this theme.
        hidden: It is not looked at any more.
    """

    go_wanted = Signal(object)
    tag_wanted = Signal(object)
    take_wanted = Signal(object)
    aside_wanted = Signal(object)
    hidden = Signal()

    def __init__(self, workspace: Workspace, untagged: Untagged) -> None:
        super().__init__()
        self._workspace = workspace
        self._untagged = untagged
        self.theme: Theme | None = None
        """The theme whose misses are listed; None while all untagged paragraphs are."""
        self.model = ToTagModel(workspace, untagged, self)
        self.heading = Heading()
        self.view = ToTagView(self.model)
        self.go = foot_button("Go there", "Show this paragraph (Space)")
        self.take = foot_button("Tag", "Tag this paragraph with the theme (T or Enter)")
        self.tag = foot_button("Tag …", "Open the tagging box for this paragraph (T)")
        self.aside = foot_button("Set aside", "Don't suggest this paragraph again (Delete)")
        self._build()
        self._connect()
        self._say()

    def _build(self) -> None:
        lay_out(self, (self.heading,), self.view, (self.go, self.take, self.tag, self.aside))

    def _connect(self) -> None:
        self.view.go_wanted.connect(self.go_wanted)
        self.view.tag_wanted.connect(self._tag)
        self.view.enter_pressed.connect(self._enter)
        self.view.aside_wanted.connect(self._set_aside)
        self.view.current_changed.connect(self._offer)
        self.go.clicked.connect(lambda: self._ask(self.go_wanted))
        self.take.clicked.connect(lambda: self._ask(self.take_wanted))
        self.tag.clicked.connect(lambda: self._ask(self.tag_wanted))
        self.aside.clicked.connect(lambda: self._ask(self.aside_wanted))
        self.model.listed.connect(self._listed)

    def show_untagged(self) -> None:
        """List all paragraphs without a theme."""
        self.theme = None
        self.model.list_untagged()
        self._say()

    def show_suggested(self, theme: Theme, suggested: Sequence[Suggestion] | None) -> None:
        """List what a theme may have missed; None while that is being found out."""
        self.theme = theme
        self.model.list_suggested(suggested or ())
        self._say()
        if suggested is None:
            self.view.setAccessibleDescription(LOOKING)

    def focus_list(self) -> None:
        """Let the user walk through the paragraphs."""
        if self.view.current() is None:
            first = next((n for n in range(self.model.rowCount()) if self._is_paragraph(n)), 0)
            self.view.setCurrentIndex(self.model.index(first, 0))
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        """Override QWidget::showEvent: what is looked at is up to date."""
        super().showEvent(event)
        self._untagged.begin()
        self.model.set_active(active=True)
        self._say()

    def hideEvent(self, event: QHideEvent) -> None:
        """Override QWidget::hideEvent."""
        super().hideEvent(event)
        self.model.set_active(active=False)
        self.hidden.emit()

    def _is_paragraph(self, number: int) -> bool:
        row = self.model.row_at(number)
        return row is not None and row.unit is not None

    def _tag(self, row: object) -> None:
        if not self._workspace.read_only:
            (self.tag_wanted if self.theme is None else self.take_wanted).emit(row)

    def _enter(self, row: object) -> None:
        if self.theme is None:
            self.go_wanted.emit(row)
        else:
            self._tag(row)

    def _set_aside(self, row: object) -> None:
        if self.theme is not None:
            self.aside_wanted.emit(row)

    def _ask(self, signal: SignalInstance) -> None:
        row = self.view.current()
        if row is not None:
            signal.emit(row)

    def _listed(self) -> None:
        # What is listed may come after the keyboard did.
        if self.view.hasFocus() and self.view.current() is None:
            self.focus_list()
        self._say()

    def _say(self) -> None:
        count = self.model.paragraphs
        if self.theme is None:
            total = self._untagged.count.total
            self.heading.set_text("Not yet tagged", f"{count} of {total} paragraphs")
            empty = ALL_TAGGED
        else:
            what = counted(count, "paragraph")
            self.heading.set_text(f"Like {self.theme.name}", what)
            empty = NONE_MISSED
        self.view.setAccessibleDescription(empty)
        self._offer()

    def _offer(self) -> None:
        """Enable what can be done."""
        has_row, writable = self.view.current() is not None, not self._workspace.read_only
        self.go.setEnabled(has_row)
        for button in (self.take, self.tag, self.aside):
            button.setEnabled(has_row and writable)
        self.take.setVisible(self.theme is not None)
        self.aside.setVisible(self.theme is not None)
