"""Bookmarks where one reads: set, gone to, walked through, shown on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from glossator.domain import bookmarks
from glossator.domain.records import Bookmark, BookmarkId

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.library import Library
    from glossator.app.view_state import ViewState
    from glossator.app.workspace import Workspace
    from glossator.domain.edits import EditSet
    from glossator.ui.panes.pane import Pane
    from glossator.ui.panes.panes import Panes


class Bookmarking(QObject):
    """Keeps the bookmarks of the panes.

    Signals:
        said: A short sentence about what was done, for the status line.
    """

    said = Signal(str)

    def __init__(self, workspace: Workspace, library: Library, panes: Panes) -> None:
        super().__init__(panes)
        self._workspace = workspace
        self._library = library
        self._panes = panes
        self._stood: dict[Pane, tuple[BookmarkId, ViewState]] = {}
        workspace.changed.connect(self._changed)
        panes.opened.connect(self._show_in)
        panes.changed.connect(self._forget_closed)

    def handlers(
        self, guarded: Callable[[Callable[[], object]], None]
    ) -> dict[str, Callable[[], object]]:
        """Return what the actions do, in the active pane.

        Args:
            guarded: Does something that may be refused.
        """
        return {
            "bookmark": lambda: guarded(lambda: self._with_pane(self.toggle)),
            "next_bookmark": lambda: self._with_pane(lambda pane: self.step(pane, 1)),
            "previous_bookmark": lambda: self._with_pane(lambda pane: self.step(pane, -1)),
        }

    def toggle(self, pane: Pane) -> None:
        """Bookmark the place that is read in a pane, or take its bookmark away.

        Raises:
            ProjectError: It could not be written.
        """
        place = pane.view.reading_place()
        if place is None:
            return
        there = self._here(pane, place)
        if there is not None:
            self._workspace.do(bookmarks.delete_bookmark(there))
            self.said.emit(f"Bookmark deleted: {there.name}")
            return
        made = Bookmark(
            BookmarkId(self._workspace.make_id()),
            pane.report_id,
            self._name(pane, place[0]),
            page=place[0],
            top=place[1],
            created=self._workspace.now(),
        )
        self._workspace.do(bookmarks.set_bookmark(made))
        self._stood[pane] = made.id, pane.view.state()
        self.said.emit(f"Bookmarked: {made.name}")

    def step(self, pane: Pane, step: int) -> None:
        """Go to the next (1) or previous (-1) bookmark of a pane's report."""
        place = pane.view.reading_place()
        if place is None:
            return
        known = self._workspace.bookmarks(pane.report_id)
        here = self._here(pane, place)
        if here is not None:
            place = here.page, here.top
        found = bookmarks.neighbour(known, *place, step)
        if found is None:
            self.said.emit("This report has no bookmarks; Ctrl+B sets one.")
        else:
            self._go(pane, found)

    def go_to(self, bookmark: Bookmark) -> None:
        """Show a bookmark's place in the pane that holds its report, opened if need be."""
        self._go(self._panes.show_report(bookmark.report_id), bookmark)

    def _with_pane(self, act: Callable[[Pane], None]) -> None:
        if self._panes.active is not None:
            act(self._panes.active)

    def _go(self, pane: Pane, bookmark: Bookmark) -> None:
        pane.go_to_height(bookmark.page, bookmark.top)
        self._stood[pane] = bookmark.id, pane.view.state()
        self.said.emit(f"Bookmark: {bookmark.name}")

    def _here(self, pane: Pane, place: tuple[int, float]) -> Bookmark | None:
        """Return the bookmark that was just gone to or that stands at a place.

        At either end of a report a place can't come to the reading line.
        """
        known = self._workspace.bookmarks(pane.report_id)
        stood, state = self._stood.get(pane, (None, None))
        if state == pane.view.state():
            same = next((one for one in known if one.id == stood), None)
            if same is not None:
                return same
        return bookmarks.at_place(known, *place)

    def _name(self, pane: Pane, page: int) -> str:
        reading, offset = self._library.reading(pane.report_id), pane.reading_offset()
        unit = reading.structure.at(offset) if reading and offset is not None else None
        return bookmarks.name_of_place(unit, reading.label(page) if reading else str(page + 1))

    def _changed(self, edits: EditSet) -> None:
        if any(True for _ in edits.of(Bookmark)):
            for pane in self._panes.all():
                self._show_in(pane)

    def _show_in(self, pane: Pane) -> None:
        pane.view.set_bookmarks(self._workspace.bookmarks(pane.report_id))
        pane.map.update()

    def _forget_closed(self) -> None:
        panes = self._panes.all()
        self._stood = {pane: stood for pane, stood in self._stood.items() if pane in panes}
