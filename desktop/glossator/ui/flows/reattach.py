"""Leads through the passages to re-attach: list, pages and selection together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout

from glossator.app.reattaching import Reattaching
from glossator.domain.errors import GlossatorError, InvalidInputError
from glossator.ui.panels.doubts import DoubtPanel
from glossator.ui.tagging.tagging import has_selected, select_nothing

if TYPE_CHECKING:
    from glossator.domain.anchoring.doubts import Place
    from glossator.domain.records import AnnotationId
    from glossator.ui.panes.pane import Pane
    from glossator.ui.reading_room import ReadingRoom


class Reattach(QObject):
    """Does what the panel of passages to re-attach asks for.

    Signals:
        said: A short sentence for the status line.
        trouble: A sentence; nothing was changed.
        opened: The list is to be seen.
        changed: What the panel offers is another.
    """

    said = Signal(str)
    trouble = Signal(str)
    opened = Signal()
    changed = Signal()

    def __init__(self, room: ReadingRoom) -> None:
        super().__init__(room)
        self._panes = room.panes
        self._workspace = room.workspace
        self._desk = room.desk
        self._tagging = room.tagging
        self._holder = room.below
        self._marked: Pane | None = None
        self._reattaching = Reattaching(
            room.workspace, room.library, room.marker, room.area_pictures
        )
        self.panel = DoubtPanel(room.workspace, self._reattaching)
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self._reattaching.said.connect(self.said)
        self._reattaching.trouble.connect(self.trouble)
        self.panel.shown.connect(self._show)
        self.panel.attach_wanted.connect(self._attach)
        self.panel.left.connect(self.close)
        self.panel.said.connect(self.said)
        self.panel.chosen_changed.connect(self.changed)
        self._desk.annotation_chosen.connect(self.panel.choose)

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return not self._holder.isHidden()

    @property
    def can_attach(self) -> bool:
        """Whether a passage of the list could stand where something is selected."""
        return self.is_open and self.panel.chosen() is not None

    def open(self) -> None:
        """Show the list of passages to re-attach."""
        self.opened.emit()
        self._holder.show()
        self.panel.focus_list()
        # Words are selected now to be attached; T still opens the box.
        self._tagging.is_held = True
        self.changed.emit()

    def close(self) -> None:
        """Hide the list and give the keyboard back to the pages."""
        pane = self._panes.active
        if pane is not None:
            pane.view.setFocus()
        self._holder.hide()
        self._tagging.is_held = False
        self.changed.emit()

    def attach_chosen(self) -> None:
        """Let the chosen passage stand where the analyst has selected something."""
        self._attach(self.panel.chosen())

    # Inside

    def _show(self, annotation_id: AnnotationId | None, place: Place | None) -> None:
        """Choose a passage and bring a place of it into view, its words lit."""
        if self._marked is not None and self._marked in self._panes.all():
            self._marked.show_hits([], None)
        self._marked = None
        annotation = self._workspace.annotation(annotation_id) if annotation_id else None
        if annotation is None:
            return
        self._desk.choose_annotation(annotation.id)
        pane = self._panes.show_report(annotation.report_id)
        if place is None:
            return
        if place.is_current:
            pane.show_annotation(annotation.id)
            return
        pane.go_to_offset(place.stretches[0][0])
        pane.show_hits(place.stretches, 0)
        self._marked = pane

    def _attach(self, annotation_id: AnnotationId | None) -> None:
        annotation = self._workspace.annotation(annotation_id) if annotation_id else None
        pane = self._panes.active
        if annotation is None:
            return
        try:
            if pane is None or not has_selected(pane) or pane.report_id != annotation.report_id:
                report = self._workspace.report(annotation.report_id)
                what = "Draw an area" if annotation.is_area else "Select the words"
                where = report.name if report else "its report"
                raise InvalidInputError(f"{what} in {where} where the passage stands first.")
            parts, png = self._tagging.segments(pane), self._tagging.picture(pane)
        except GlossatorError as error:
            self.trouble.emit(str(error))
            return
        select_nothing(pane)
        self._reattaching.attach(annotation.id, parts, png)
