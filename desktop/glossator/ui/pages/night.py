"""Dark pages: switched by hand, or with the system's palette."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPalette

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.app.settings import Settings
    from glossator.ui.panes.panes import Panes

_DARK = 128
"""Lightness of the window, 0 to 255, below which the system's palette is a dark one."""


class Night(StrEnum):
    """When pages have dark paper, as the settings keep it."""

    OFF = "off"
    ON = "on"
    SYSTEM = "system"


class NightPages(QObject):
    """Tells the panes whether their pages are dark."""

    def __init__(self, panes: Panes, settings: Settings) -> None:
        super().__init__(panes)
        self._panes = panes
        self._settings = settings
        panes.installEventFilter(self)
        self._apply()

    @property
    def choice(self) -> Night:
        """What was chosen."""
        kept = self._settings.text("night")
        return Night(kept) if kept in tuple(Night) else Night.OFF

    def handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the actions do."""
        return {"night_pages": self.toggle, "night_with_system": self.toggle_system}

    def toggle(self) -> None:
        """Make the pages dark or bright, whatever the system's palette is."""
        self._choose(Night.OFF if self._panes.night else Night.ON)

    def toggle_system(self) -> None:
        """Let the pages be as dark as the window, or leave them as they are now."""
        if self.choice is Night.SYSTEM:
            self._choose(Night.ON if self._panes.night else Night.OFF)
        else:
            self._choose(Night.SYSTEM)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Override QObject::eventFilter: the system's palette may have turned dark."""
        if event.type() == QEvent.Type.PaletteChange:
            self._apply()
        return super().eventFilter(watched, event)

    def _choose(self, choice: Night) -> None:
        self._settings.set("night", choice.value)
        self._apply()

    def _apply(self) -> None:
        choice = self.choice
        window = self._panes.palette().color(QPalette.ColorRole.Window)
        dark = choice is Night.ON or (choice is Night.SYSTEM and window.lightness() < _DARK)
        self._panes.show_night(night=dark)
