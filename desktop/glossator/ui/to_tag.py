"""Leads from the paragraphs that may want a theme to the pages and to tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from glossator.app.untagged import Untagged
from glossator.ui.panels.to_tag import ToTagPanel

if TYPE_CHECKING:
    from glossator.app.library import Library
    from glossator.app.models.to_tag import Row
    from glossator.app.workspace import Workspace
    from glossator.ui.pane import Pane
    from glossator.ui.panes import Panes
    from glossator.ui.tagging import Tagging


class ToTag(QObject):
    """Does what the panel of paragraphs to tag asks for."""

    def __init__(
        self, panes: Panes, workspace: Workspace, library: Library, tagging: Tagging
    ) -> None:
        super().__init__(panes)
        self._panes = panes
        self._library = library
        self._tagging = tagging
        self.untagged = Untagged(workspace, library)
        self.panel = ToTagPanel(workspace, self.untagged)
        self.panel.go_wanted.connect(self._go)
        self.panel.tag_wanted.connect(self._tag)

    def _go(self, row: Row) -> Pane | None:
        if row.unit is None:
            return None
        pane = self._panes.show_report(row.report.id)
        pane.jump_to_unit(row.unit)
        return pane

    def _tag(self, row: Row) -> None:
        pane, reading = self._go(row), self._library.reading(row.report.id)
        if pane is not None and row.unit is not None and reading is not None:
            pane.view.selecting.select_unit(reading, row.unit)
            self._tagging.open_box(pane)
