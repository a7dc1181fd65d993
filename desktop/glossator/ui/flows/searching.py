"""Leads from what a search has found to the pages, to themes, and back to reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.app.bulk_tagging import BulkTagging
from glossator.app.models.ticked import Passage
from glossator.app.searching import Searching
from glossator.domain import intents
from glossator.domain.errors import GlossatorError
from glossator.domain.records import SavedSearch, SavedSearchId
from glossator.domain.text.hit_places import placed, wording
from glossator.ui.panels.search import SearchPanel
from glossator.ui.panels.ticked_list import TagPreview

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from glossator.app.desk import Desk
    from glossator.app.library import Library
    from glossator.app.marker import Marker
    from glossator.app.models.search_rows import Row
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.domain.records import ThemeId
    from glossator.domain.search.results import Hit
    from glossator.domain.text.hit_places import Extent
    from glossator.ui.panes.panes import Panes


class Search(QObject):
    """Keeps the search of an open project and does what its panel asks for.

    Signals:
        trouble: A sentence.
        said: A short sentence for the status line.
    """

    trouble = Signal(str)
    said = Signal(str)

    def __init__(
        self, panes: Panes, workspace: Workspace, library: Library, desk: Desk, marker: Marker
    ) -> None:
        super().__init__(panes)
        self._panes = panes
        self._workspace = workspace
        self._library = library
        self._desk = desk
        self.searching = Searching(workspace, library)
        self.panel = SearchPanel(workspace, self.searching)
        self.tagging = BulkTagging(workspace, library, marker)
        self.panel.go_wanted.connect(self._go)
        self.panel.tag_wanted.connect(self._tag)
        self.panel.delete_wanted.connect(lambda one: self._do(lambda: intents.delete_search(one)))
        self.searching.cleared.connect(self._clear_marks)
        self.tagging.progress.connect(self.said)
        self.tagging.done.connect(self.said)
        self.tagging.refused.connect(self.trouble)

    def close(self) -> None:
        """Let the project's file go."""
        self.tagging.cancel()
        self.searching.close()

    def leave(self) -> None:
        """Take the marks off the pages and give the keyboard back to them."""
        self._clear_marks()
        if self._panes.active is not None:
            self._panes.active.view.setFocus()

    def keep(self) -> None:
        """Keep what is searched; its name is what was typed."""
        text = self.panel.field.text().strip()
        search = SavedSearch(SavedSearchId(self._workspace.make_id()), text, text)
        self._do(lambda: intents.save_search(self._workspace.saved_searches(), search))
        self.said.emit(f"Kept the search {intents.quoted(text)}")

    def rename(self, search: SavedSearch, name: str) -> None:
        """Call a saved search something else."""
        self._do(lambda: intents.rename_search(self._workspace.saved_searches(), search, name))

    def read_all(self, then: Callable[[list[Hit]], None]) -> None:
        """Read all that was found; a function is called with it."""
        self.panel.rows.read(self.panel.rows.hit_rows(), then)

    def _go(self, row: Row) -> None:
        self.panel.rows.read([row], self._show)

    def _show(self, hits: Sequence[Hit]) -> None:
        for hit in hits:
            if hit.theme_id is not None:
                self._desk.choose_theme(hit.theme_id)
            elif hit.annotation_id is not None:
                self._desk.go_to_annotation(hit.annotation_id)
            else:
                self._show_unit(hit)

    def _show_unit(self, hit: Hit) -> None:
        if hit.report_id is None or self._workspace.report(hit.report_id) is None:
            return
        pane = self._panes.show_report(hit.report_id)
        reading = self._library.reading(hit.report_id)
        searchable = self._library.searchable(hit.report_id)
        if reading is None or searchable is None:
            return
        unit = next((one for one in reading.structure.units if one.id == hit.unit_id), None)
        if unit is None:
            return
        places = placed(searchable.text, reading.structure, unit, hit.marks)
        marks = [place for place in places if place is not None]
        self._clear_marks()
        pane.show_hits(marks, 0 if marks else None)
        if marks:
            pane.show_range(*marks[0])
        else:
            pane.jump_to_unit(unit)

    def _clear_marks(self) -> None:
        for pane in self._panes.all():
            pane.show_hits((), None)

    def _tag(self, rows: Sequence[Row], extent: Extent, theme_id: ThemeId) -> None:
        self.panel.rows.read(rows, lambda hits: self._preview(hits, extent, theme_id))

    def _preview(self, hits: Sequence[Hit], extent: Extent, theme_id: ThemeId) -> None:
        """Show what would be tagged; what is left ticked is."""
        if theme_id not in self._workspace.tree:
            return
        found = [self._passage(number, hit, extent) for number, hit in enumerate(hits)]
        passages = [one for one in found if one is not None]
        preview = TagPreview(self._workspace.tree[theme_id], passages, parent=self.panel)
        preview.chosen.connect(
            lambda chosen: self.tagging.tag([hits[number] for number in chosen], extent, theme_id)
        )
        preview.open()

    def _passage(self, number: int, hit: Hit, extent: Extent) -> Passage | None:
        """Return a hit as it would be tagged; of a note, its passage."""
        if hit.annotation_id is not None:
            one = self._workspace.annotation(hit.annotation_id)
            return Passage(number, one.citation, one.quote) if one else None
        report = self._workspace.report(hit.report_id) if hit.report_id else None
        if report is None:
            return None
        cited = ", ".join(part for part in (report.name, hit.label) if part)
        return Passage(number, cited, wording(hit, extent))

    def _do(self, edits: Callable[[], EditSet]) -> None:
        try:
            self._workspace.do(edits())
        except GlossatorError as error:
            self.trouble.emit(str(error))
