"""Prepares each pane that opens: how one reads in it, and who listens to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from glossator.app.view_state import ViewState
from glossator.ui.pages.reading_aids import ReadingAids

if TYPE_CHECKING:
    from glossator.app.settings import Settings
    from glossator.ui.panes.pane import Pane
    from glossator.ui.reading_room import ReadingRoom


class NewPanes(QObject):
    """Keeps the panes as the user prefers them, and their wishes heard."""

    def __init__(self, room: ReadingRoom, settings: Settings) -> None:
        super().__init__(room)
        self._room = room
        self._settings = settings
        room.panes.opened.connect(self._opened)
        self.take_settings()

    def take_settings(self) -> None:
        """Let one read as the user now prefers, in the panes there are and in new ones."""
        panes = self._room.panes
        panes.new_state = ViewState(cover=self._settings.flag("facing_cover"))
        for pane in panes.all():
            self._prepare(pane)

    def _prepare(self, pane: Pane) -> None:
        moving = pane.view.moving
        moving.smooth = self._settings.flag("smooth_scrolling")
        moving.by_letters = self._settings.flag("letter_scrolling")
        pane.view.caret.switch(on=self._settings.flag("caret_browsing"))

    def _opened(self, pane: Pane) -> None:
        room = self._room
        self._prepare(pane)
        room.tagging.watch(pane)
        pane.view.adjusted.connect(lambda one, to: room.adjuster.adjust(one, to))
        pane.view.letter_pressed.connect(room.letter_pressed)
        pane.menu_wanted.connect(room.pane_menu_wanted)
        aids = ReadingAids(pane, room.library, room.passages.images)
        aids.symbol_wanted.connect(room.references.show_symbol)
        aids.address_wanted.connect(room.references.offer_address)
