"""The panel of passages: heading and filters, cards, note."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from glossator.app.areas import AreaImages
from glossator.app.models.passage_query import Query, Scope
from glossator.app.models.passages import PassageModel
from glossator.app.models.words import wanted_words
from glossator.domain import intents
from glossator.domain.records import Annotation, ReportId
from glossator.domain.text.counted import counted
from glossator.ui.later import Later
from glossator.ui.panels.card_column import set_in
from glossator.ui.panels.card_view import CardView
from glossator.ui.panels.note import NoteEditor
from glossator.ui.panels.passage_head import ACTIVE, ALL, PassageHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.desk import Desk
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.errors import GlossatorError
    from glossator.domain.records import AnnotationId, Theme, ThemeId
    from glossator.ui.panels.search_tag import TagBar

HEADINGS = {
    Scope.ALL: "All passages",
    Scope.UNTAGGED: "Noted without a theme",
    Scope.DETACHED: "To re-attach",
}
EMPTY = {
    Scope.ALL: "No passages yet. Select text in a report to tag it; choose a theme to list only "
    "its passages.",
    Scope.THEME: "No passages for this theme yet. Select text in a report and press Enter in the "
    "box that opens, or drop the selection on the theme.",
    Scope.UNTAGGED: "Every passage has a theme. Passages that you note or mark without one are "
    "listed here.",
    Scope.DETACHED: "Every passage stands where it should. Passages that are not found for sure "
    "in a changed report are listed here.",
}


class PassagePanel(QWidget):
    """Lists passages, walks through them, edits their notes and tags.

    Signals:
        trouble: A sentence for the user; an edit was refused.
        listed_changed: `listed_annotations` are others, or in another order.
    """

    trouble = Signal(str)
    listed_changed = Signal()

    def __init__(self, workspace: Workspace, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._desk = desk
        self._scope = Scope.ALL
        self._row = -1
        self._analysts = {one.analyst for one in workspace.annotations()}
        self._passages = PassageModel(workspace, self)
        self.head = PassageHead()
        self.images = AreaImages(workspace, self)
        self.view = CardView(self._passages, self.images)
        self.note = NoteEditor(workspace)
        self._build()
        self._connect()
        self._offer()
        self._list_theme(desk.theme_id)
        self._show_chosen(desk.annotation_id)

    def _build(self) -> None:
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setHandleWidth(5)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(set_in(self.view))
        splitter.addWidget(self.note)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([600, 190])
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.head.changed.connect(self._ask)
        self.head.field.down.connect(self._to_list)
        self.head.field.entered.connect(self._go_to_first)
        self.view.chosen.connect(self.go_to)
        self.view.delete_wanted.connect(lambda: self.delete(self.view.selected()))
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().selectionChanged.connect(self._preview)
        self.note.trouble.connect(self.trouble)
        self.note.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self._passages.listed.connect(self._listed)
        self._desk.theme_chosen.connect(self._list_theme)
        self._desk.annotation_chosen.connect(self._show_chosen)
        self._desk.report_active.connect(lambda _report_id: self._ask())
        self._workspace.changed.connect(self._absorb)

    @Later
    def bar(self) -> TagBar:
        """What asks for the theme of the passages listed."""
        from glossator.ui.panels.search_tag import TagBar

        bar = TagBar(self._workspace, extents=False)
        bar.changed.connect(self._preview)
        bar.confirmed.connect(self._tag_listed)
        bar.left.connect(self._leave_bar)
        self._column.addWidget(bar)
        return bar

    # What the window's actions call

    @property
    def lists_any(self) -> bool:
        """Whether any passage is listed."""
        return self._passages.rowCount() > 0

    def listed_annotations(self) -> list[AnnotationId]:
        """Return what is listed, in order."""
        return self._passages.ids()

    def offered(self) -> list[AnnotationId]:
        """Return the selected passages if there are several, else all that are listed."""
        selected = [one.id for one in self.view.selected()]
        return selected if len(selected) > 1 else self.listed_annotations()

    def open_bar(self) -> None:
        """Ask for a theme for the selected passages if there are several, else for all listed."""
        self.bar.open()
        self._preview()

    def set_scope(self, scope: Scope) -> None:
        """List all passages, those without a theme, or those to re-attach."""
        self._desk.choose_theme(None)
        self._scope = scope
        self._ask()

    def next_passage(self, step: int) -> None:
        """Go on to the next passage of the list, or back with -1; round at the ends."""
        count, row = self._passages.rowCount(), self._passages.row_of(self._desk.annotation_id)
        if not count:
            return
        if row < 0 and self._row >= 0:
            # The passage that was chosen has left the list; its successor took its row.
            row = self._row - (step > 0)
        elif row < 0:
            row = -1 if step > 0 else 0
        annotation = self._passages.annotation_at((row + step) % count)
        if annotation is not None:
            self.go_to(annotation.id)

    def flush(self) -> None:
        """Write what is being typed in the note."""
        self.note.flush()

    def focus_note(self) -> None:
        """Let the user type in the note of the chosen passage."""
        self.note.focus_note()

    def focus_filter(self) -> None:
        """Let the user type into the filter."""
        self.head.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.head.field.selectAll()

    # What the menu and the keys of the list call

    def go_to(self, annotation_id: AnnotationId) -> None:
        """Choose a passage and bring it into view."""
        self._desk.go_to_annotation(annotation_id)

    def edit_note(self, annotation_id: AnnotationId) -> None:
        """Choose a passage and let the user type its note."""
        self._desk.choose_annotation(annotation_id)
        self.note.focus_note()

    def copy(self, chosen: Sequence[Annotation], *, cited: bool) -> None:
        """Copy quotations, with their citations or without."""
        from glossator.ui.pages.copying import cited_passages, put_on_clipboard

        put_on_clipboard(cited_passages(self._workspace, chosen), cited=cited)

    def tag(self, chosen: Sequence[Annotation], theme: Theme) -> None:
        """Give passages a theme."""
        now = self._workspace.now()
        self._workspace.work_out(lambda: intents.tag(chosen, theme, now), len(chosen), self._tell)

    def untag(self, chosen: Sequence[Annotation], theme: Theme) -> None:
        """Take a theme from passages."""
        now = self._workspace.now()
        self._workspace.work_out(lambda: intents.untag(chosen, theme, now), len(chosen), self._tell)

    def delete(self, chosen: Sequence[Annotation]) -> None:
        """Delete passages and choose the one that takes the place of the first."""
        if not chosen or self._workspace.read_only:
            return
        self.flush()
        row = self._passages.row_of(chosen[0].id)
        present = [self._workspace.annotation(one.id) for one in chosen]
        edits = intents.delete_annotations([one for one in present if one is not None])
        self._workspace.carry_out(edits, partial(self._deleted, row))

    def _deleted(self, row: int, error: GlossatorError | None) -> None:
        if error is not None:
            self.trouble.emit(str(error))
            return
        following = self._passages.annotation_at(min(row, self._passages.rowCount() - 1))
        self._desk.choose_annotation(following.id if following else None)

    # Inside

    def _to_tag(self) -> list[Annotation]:
        found = (self._workspace.annotation(one) for one in self.offered())
        return [one for one in found if one is not None]

    def _preview(self, *_: object) -> None:
        """Say what the bar would tag."""
        bar = PassagePanel.bar.made(self)
        if bar is None or bar.isHidden():
            return
        ones, theme = self._to_tag(), bar.theme()
        lacking = sum(1 for one in ones if theme is not None and theme.id not in one.theme_ids)
        what = "selected" if len(self.view.selected()) > 1 else "listed"
        said = counted(len(ones), f"{what} passage")
        if theme is not None:
            had = len(ones) - lacking
            said = f"Tags {lacking} of {said}" + (f"; {had} had it already" if had else "")
        bar.show_count(said)

    def _tag_listed(self) -> None:
        theme = self.bar.theme()
        if theme is None:
            return
        ones = self._to_tag()
        lacking = [one for one in ones if theme.id not in one.theme_ids]
        self._leave_bar()
        if lacking:
            from glossator.app.models.ticked import Passage
            from glossator.ui.panels.ticked_list import TagPreview

            passages = [Passage(one.id, one.citation, one.quote) for one in lacking]
            preview = TagPreview(theme, passages, len(ones) - len(lacking), self)
            preview.chosen.connect(lambda chosen: self._tag_chosen(chosen, theme))
            preview.open()

    def _tag_chosen(self, chosen: Sequence[AnnotationId], theme: Theme) -> None:
        found = (self._workspace.annotation(one) for one in chosen)
        if theme.id in self._workspace.tree:
            self.tag([one for one in found if one is not None], theme)

    def _leave_bar(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.hide()

    def _tell(self, error: GlossatorError | None) -> None:
        if error is not None:
            self.trouble.emit(str(error))

    def _list_theme(self, theme_id: ThemeId | None) -> None:
        self._scope = Scope.ALL if theme_id is None else Scope.THEME
        self._ask()

    def _ask(self) -> None:
        """List what the heading and the filters say."""
        report = self.head.chosen_report()
        # While no report is read, "Report being read" lists nothing rather than everything.
        report_id = (self._desk.report_id or ReportId("")) if report == ACTIVE else report
        before = self._passages.query
        self._passages.set_query(
            Query(
                scope=self._scope,
                theme_id=self._desk.theme_id if self._scope is Scope.THEME else None,
                report_id=None if report == ALL else ReportId(report_id),
                analyst=self.head.chosen_analyst(),
                words=wanted_words(self.head.field.text()),
                sort=self.head.chosen_sort(),
            )
        )
        if self._passages.query != before:
            self.view.show_chosen(self._desk.annotation_id)
        self._say()

    def _listed(self) -> None:
        self._preview()
        self._say()
        self.listed_changed.emit()

    def _say(self) -> None:
        """Say what is listed, and what an empty list would have."""
        tree, theme_id = self._workspace.tree, self._desk.theme_id
        name = HEADINGS.get(self._scope, "")
        if self._scope is Scope.THEME and theme_id is not None and theme_id in tree:
            name = tree[theme_id].name
        count = self._passages.rowCount()
        self.head.heading.set_text(name, counted(count, "passage"))
        query = self._passages.query
        is_narrowed = query.words or query.report_id is not None or query.analyst is not None
        self.view.setAccessibleDescription(
            "No passage fits. Clear the filter above, or choose all reports."
            if is_narrowed
            else EMPTY[self._scope]
        )

    def _show_chosen(self, annotation_id: AnnotationId | None) -> None:
        self.view.show_chosen(annotation_id)
        self.note.show_annotation(annotation_id)
        row = self._passages.row_of(annotation_id)
        if row >= 0:
            self._row = row

    def _offer(self) -> None:
        self.head.set_reports(self._workspace.reports())
        self.head.set_analysts(sorted(self._analysts))

    def _absorb(self, edits: EditSet) -> None:
        chosen = self._desk.annotation_id
        for change in edits.changes:
            after = change.after
            if after is None and change.record.id == chosen:
                self._desk.choose_annotation(None)
            elif isinstance(after, Annotation):
                self._analysts.add(after.analyst)
        self._offer()
        self._say()

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self._passages.index(0, 0))

    def _go_to_first(self) -> None:
        first = self._passages.annotation_at(0)
        if first is not None:
            self.go_to(first.id)

    def _open_menu(self, at: QPoint) -> None:
        chosen = self.view.selected()
        if chosen:
            from glossator.ui.panels.passage_menu import build_menu

            menu = build_menu(
                self, chosen, self._workspace.tree, read_only=self._workspace.read_only
            )
            menu.popup(self.view.viewport().mapToGlobal(at))
