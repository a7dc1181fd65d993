"""Keeps the list of similar passages beside what is read, and does what it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer

from glossator.app.likewise import Likewise
from glossator.app.models.similar import Source
from glossator.domain.arrangement import Side
from glossator.domain.following import passage_at
from glossator.ui.panels.similar import SimilarPanel
from glossator.ui.panes.panes import MOST

if TYPE_CHECKING:
    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.marker import Marker
    from glossator.app.matching import Matching
    from glossator.app.models.similar import Row
    from glossator.app.workspace import Workspace
    from glossator.domain.records import Annotation, ReportId
    from glossator.ui.panes.pane import Pane
    from glossator.ui.panes.panes import Panes
    from glossator.ui.tagging.tagging import Tagging


class Similar(QObject):
    """Compares the passage that is read in the active pane with all other reports.

    That is what is selected there, else the chosen passage while it is in view, else the
    paragraph at the reading line. Going to a similar passage leaves the active pane as it
    is, so that the list stays.
    """

    def __init__(
        self,
        panes: Panes,
        workspace: Workspace,
        library: Library,
        desk: Desk,
        marker: Marker,
        matching: Matching,
        tagging: Tagging,
    ) -> None:
        super().__init__(panes)
        self._panes = panes
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self._tagging = tagging
        self.panel = SimilarPanel(workspace, library, matching)
        self.likewise = Likewise(workspace, library, marker)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._look)
        self.panel.installEventFilter(self)
        self.panel.go_wanted.connect(self._go)
        self.panel.tag_wanted.connect(self._tag)
        self.panel.likewise_wanted.connect(self._tag_likewise)
        panes.opened.connect(self._watch)
        panes.active_changed.connect(self._look_soon)
        desk.annotation_chosen.connect(self._look_soon)
        library.read.connect(self._look_soon)
        library.text_ready.connect(self._look_soon)

    def source(self) -> Source | None:
        """Return the passage that is read in the active pane."""
        pane = self._panes.active
        reading = self._library.reading(pane.report_id) if pane else None
        if pane is None or reading is None:
            return None
        annotation_id = None
        if pane.view.selecting:
            first = pane.view.selecting.stretches[0][0]
            offset: int | None = reading.starts[first.page] + first.offset
        else:
            chosen = self._desk.annotation_id
            annotation = self._workspace.annotation(chosen) if chosen else None
            if annotation is not None and _is_in_view(pane, annotation):
                offset, annotation_id = annotation.start, annotation.id
            else:
                offset = pane.reading_offset()
        unit = passage_at(reading.structure, offset) if offset is not None else None
        return Source(pane.report_id, unit, annotation_id) if unit else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject::eventFilter: a panel that comes to be seen is up to date."""
        if event.type() == QEvent.Type.Show:
            self._look_soon()
        return super().eventFilter(watched, event)

    def _watch(self, pane: Pane) -> None:
        pane.view.moved.connect(self._look_soon)
        pane.view.selection_changed.connect(self._look_soon)

    def _look_soon(self, *_: object) -> None:
        if self.panel.isVisible():
            self._soon.start()

    def _look(self) -> None:
        source = self.source()
        # While a page's text is on its way, what was read before stays listed.
        if source is not None or self._panes.active is None:
            self.panel.show_source(source)

    # What the panel asks for

    def _go(self, row: Row) -> Pane | None:
        unit = self.panel.model.unit(row)
        if unit is None:
            return None
        pane = self._beside(row.report.id)
        pane.jump_to_unit(unit)
        return pane

    def _tag(self, row: Row) -> None:
        pane, unit = self._go(row), self.panel.model.unit(row)
        reading = self._library.reading(row.report.id)
        if pane is not None and unit is not None and reading is not None:
            pane.view.selecting.select_unit(reading, unit)
            self._tagging.open_box(pane)

    def _tag_likewise(self, row: Row) -> None:
        unit = self.panel.model.unit(row)
        if unit is not None:
            themes = [mark.id for mark in self.panel.model.source_themes()]
            self.likewise.tag(row.report.id, unit, themes)

    def _beside(self, report_id: ReportId) -> Pane:
        """Return a pane with a report, opened beside the active one, which stays active."""
        reading = self._panes.active
        panes = [pane for pane in self._panes.all() if pane is not reading]
        shown = next((pane for pane in panes if pane.report_id == report_id), None)
        if shown is not None:
            return shown
        if len(panes) + 1 >= MOST:
            opened = self._panes.open_beside(report_id, panes[-1], None)
        else:
            opened = self._panes.open_beside(report_id, reading, Side.RIGHT)
        if reading is not None:
            self._panes.activate(reading)
        return opened


def _is_in_view(pane: Pane, annotation: Annotation) -> bool:
    if annotation.report_id != pane.report_id:
        return False
    view, port = pane.view, pane.view.viewport().rect()
    return any(
        view.viewport_rect(mark.page, mark.rects).intersects(port)
        for page in view.visible_pages()
        for mark in view.marks.get(page, ())
        if mark.annotation_id == annotation.id
    )
