"""Sees which way and how fast a view goes, and what it will show next."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from glossator.domain.pages.ahead import pages_ahead
from glossator.domain.pages.layout import PageMode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from glossator.ui.pages.area import PageArea

REST = 0.5
"""Seconds between two looks after which a view counts as having stood."""


class Lookout:
    """Watches one view; it must look whenever the view may have moved."""

    def __init__(self, view: PageArea) -> None:
        self._view = view
        self._looked = 0.0
        self._stood = 0
        self._down = True
        self._speed = 0.0

    def look(self) -> None:
        """See how far the view went since the last look."""
        now, stands = time.monotonic(), self._view.verticalScrollBar().value()
        seconds, by = now - self._looked, stands - self._stood
        self._looked, self._stood = now, stands
        if by:
            self._down = by > 0
        self._speed = abs(by) / self._row_height() / seconds if 0 < seconds < REST else 0.0

    def pages(self) -> Iterator[int]:
        """Yield the pages that are worth drawing before they are seen, the next one first."""
        layout = self._view.layout_
        return pages_ahead(
            self._view.visible_pages(),
            len(layout.boxes),
            down=self._down,
            speed=self._speed,
            across=self._across(),
        )

    def _across(self) -> int:
        return 2 if self._view.layout_.mode is PageMode.FACING else 1

    def _row_height(self) -> float:
        layout = self._view.layout_
        rows = -(-len(layout.boxes) // self._across())
        return max(layout.height / max(rows, 1), 1.0)
