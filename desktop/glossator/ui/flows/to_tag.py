"""Leads from the paragraphs that may want a theme to the pages and to tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.likewise import Likewise
from glossator.app.suggesting import Suggesting
from glossator.app.untagged import Untagged
from glossator.domain.errors import GlossatorError
from glossator.domain.project_intents import aside_of, names_aside, set_aside
from glossator.domain.records import Fact
from glossator.ui.panels.to_tag import ToTagPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.app.library import Library
    from glossator.app.marker import Marker
    from glossator.app.models.to_tag import Row
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.ranking.suggest import Suggestion
    from glossator.domain.records import ThemeId
    from glossator.ui.panes.pane import Pane
    from glossator.ui.panes.panes import Panes
    from glossator.ui.tagging.tagging import Tagging


class ToTag(QObject):
    """Does what the panel of paragraphs to tag asks for.

    Signals:
        trouble: A sentence; something could not be tagged or set aside.
    """

    trouble = Signal(str)

    def __init__(
        self,
        panes: Panes,
        workspace: Workspace,
        library: Library,
        marker: Marker,
        tagging: Tagging,
    ) -> None:
        super().__init__(panes)
        self._workspace = workspace
        self._panes = panes
        self._library = library
        self._tagging = tagging
        self.untagged = Untagged(workspace, library)
        self.suggesting = Suggesting(workspace, library, self.untagged)
        self._likewise = Likewise(workspace, library, marker)
        self.panel = ToTagPanel(workspace, self.untagged)
        self.panel.go_wanted.connect(self._go)
        self.panel.tag_wanted.connect(self._tag)
        self.panel.take_wanted.connect(self._take)
        self.panel.aside_wanted.connect(self._set_aside)
        self._likewise.trouble.connect(self.trouble)
        self.suggesting.learned.connect(self._look_again)
        workspace.changed.connect(self._absorb)

    def find_missed(self, theme_id: ThemeId) -> None:
        """List the paragraphs that a theme may have missed."""
        tree = self._workspace.tree
        if theme_id in tree:
            self.panel.show_suggested(tree[theme_id], None)
            self._look(theme_id)

    def _look_again(self) -> None:
        theme = self.panel.theme
        if theme is not None and self.panel.isVisible() and theme.id in self._workspace.tree:
            self._look(theme.id)

    def _look(self, theme_id: ThemeId) -> None:
        def show(found: Sequence[Suggestion]) -> None:
            tree = self._workspace.tree
            if self.panel.theme is not None and theme_id == self.panel.theme.id in tree:
                self.panel.show_suggested(tree[theme_id], found)

        self.suggesting.paragraphs_for(theme_id, show)

    def _take(self, row: Row) -> None:
        theme = self.panel.theme
        if theme is not None and row.unit is not None:
            self._likewise.tag(row.report.id, row.unit, [theme.id])
            self.panel.model.drop(row)

    def _set_aside(self, row: Row) -> None:
        theme = self.panel.theme
        if theme is None:
            return
        known = self._workspace.fact(aside_of(theme.id))
        try:
            self._workspace.do(set_aside(known, theme, row.key))
        except GlossatorError as error:
            self.trouble.emit(str(error))

    def _absorb(self, edits: EditSet) -> None:
        """Leave out what was set aside, and look again where that was taken back."""
        theme = self.panel.theme
        if theme is None:
            return
        for before, after in edits.of(Fact):
            if any(one and one.id == aside_of(theme.id) for one in (before, after)):
                had, has = set(names_aside(before)), set(names_aside(after))
                self.panel.model.drop_named(has - had)
                if had - has:
                    self._look_again()

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
