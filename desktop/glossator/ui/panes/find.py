"""Finds words in one pane: keeps the hits, shows them on the pages, walks through them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from glossator.app.finding import Patterns
from glossator.app.library import THREADS
from glossator.domain.errors import InvalidInputError
from glossator.domain.text.counted import counted
from glossator.domain.text.find import MOST, check
from glossator.domain.text.running import part_running
from glossator.ui.announce import announce
from glossator.ui.panes.find_bar import LISTED, FindBar

if TYPE_CHECKING:
    from glossator.app.library import Library
    from glossator.ui.panes.pane import Pane

SLOW = 250
"""Milliseconds after which it is said that something is being found."""
DELAY = 120
"""Milliseconds after the last letter before a long report is searched."""


class PaneFind(QObject):
    """The find bar of a pane and its hits."""

    def __init__(self, pane: Pane, library: Library) -> None:
        super().__init__(pane)
        self._pane = pane
        self._library = library
        self.bar = FindBar(pane)
        self._hits: list[tuple[int, int]] = []
        self._running = 0
        """Hits in heads and feet, which are told but not walked through."""
        self._current: int | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._find)
        self.bar.changed.connect(lambda: self._soon.start(self._delay()))
        self.bar.stepped.connect(self.step)
        self.bar.picked.connect(self._show)
        self.bar.closed.connect(self._closed)
        self._patterns = Patterns(
            library, pane.report_id, found=self._found, failed=self._tell_trouble
        )
        pane.destroyed.connect(self._patterns.drop)
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self.bar.show_finding)

    def open(self) -> None:
        """Open the bar, with the selected words if they are few."""
        searchable = self._library.searchable(self._pane.report_id)
        if searchable is not None:  # in short steps, between which the window has its turn
            THREADS.submit(searchable.prepare)
        self.bar.open(self._pane.view.selecting.few_words())

    def step(self, step: int) -> None:
        """Go to the next hit or the one before, round at the ends."""
        if self._soon.isActive():
            self._soon.stop()
            self._find()
        elif self._hits:
            self._show(((self._current or 0) + step) % len(self._hits))
            self._announce_step()

    def _delay(self) -> int:
        reading = self._library.reading(self._pane.report_id)
        return DELAY if reading and len(reading.starts) > 200 else 0

    def _find(self) -> None:
        searchable = self._library.searchable(self._pane.report_id)
        if self.bar.isHidden() or searchable is None:
            return
        query = self.bar.query()
        self._patterns.drop()
        try:
            check(query)
        except InvalidInputError as error:
            self._tell_trouble(str(error))
            return
        if query.regex and query.words.strip():
            self._slow.start()
            self._patterns.find(query)
        else:
            self._found(searchable.find(query))

    def _tell_trouble(self, sentence: str) -> None:
        self._slow.stop()
        self._hits, self._running = [], 0
        self._take_hits(None)
        self.bar.show_trouble(sentence)

    def _found(self, hits: list[tuple[int, int]]) -> None:
        self._slow.stop()
        searchable = self._library.searchable(self._pane.report_id)
        if self.bar.isHidden() or searchable is None:
            return
        reading = self._library.reading(self._pane.report_id)
        running: list[tuple[int, int]] = []
        if reading is not None:
            hits, running = part_running(searchable.text, reading, hits)
        self._hits, self._running = hits, len(running)
        lines = []
        for hit in self._hits[:LISTED] if reading else []:
            before, words, after = searchable.context(hit, 36)
            label = reading.label(reading.page_of(hit[0])) if reading else ""
            lines.append(f"p. {label}   …{before}{words}{after}…")
        self.bar.show_list(lines, self._running)
        self._take_hits(self._first_from_here())
        if self._hits:
            self._show(self._current or 0)
        self._announce()

    def _first_from_here(self) -> int | None:
        if not self._hits:
            return None
        here = self._pane.reading_offset()
        at = bisect_left(self._hits, (here or 0, 0))
        return at % len(self._hits)

    def _take_hits(self, current: int | None) -> None:
        self._current = current
        self._pane.show_hits(self._hits, current)
        count = len(self._hits)
        more = count + self._running >= MOST
        self.bar.show_count(current, count, self._running, more=more)

    def _show(self, index: int) -> None:
        self._take_hits(index)
        self.bar.mark_row(index)
        self._pane.show_range(*self._hits[index])

    def _announce(self) -> None:
        reading = self._library.reading(self._pane.report_id)
        if self._hits and reading is not None and self._current is not None:
            page = reading.label(reading.page_of(self._hits[self._current][0]))
            many = counted(len(self._hits), "hit")
            heads = f", {self._running} more in heads and feet" if self._running else ""
            announce(self._pane, f"{many}, page {page}{heads}")
        elif self.bar.query().words.strip():
            announce(self._pane, "No hits")

    def _announce_step(self) -> None:
        reading = self._library.reading(self._pane.report_id)
        if reading is not None and self._current is not None:
            page = reading.label(reading.page_of(self._hits[self._current][0]))
            announce(self._pane, f"{self._current + 1} of {len(self._hits)}, page {page}")

    def _closed(self) -> None:
        self._slow.stop()
        self._patterns.drop()
        self._hits, self._running = [], 0
        self._take_hits(None)
        self._pane.view.setFocus()
