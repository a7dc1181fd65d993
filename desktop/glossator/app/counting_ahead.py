"""Passages counted before somebody wants to compare them, while nothing else is done.

With 200 reports and 20,000 passages the first look at a table would wait for more than a
second: the sizes of the reports are read, each passage is measured, and all are counted. The
tables that are likeliest are kept, and what is edited is counted when they are looked at.
"""

from __future__ import annotations

import gc
from collections import deque
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from collections.abc import Generator

    from glossator.app.comparison import Comparison
    from glossator.app.workspace import Workspace

SLICE = 0.003
"""Seconds of work between two turns of the event loop."""

PAUSE = 10
"""Milliseconds between two slices."""

QUIET = 2_000
"""Milliseconds without a change before it begins, and goes on after one."""

DONE = object()


class CountingAhead(QObject):
    """Has a comparison count ahead, little by little, again when much was changed."""

    def __init__(self, comparison: Comparison, workspace: Workspace) -> None:
        super().__init__(comparison)
        self._comparison = comparison
        self._workspace = workspace
        self._unasked = deque(one.id for one in workspace.reports())
        self._steps: Generator[None] | None = None
        self._is_kept = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        workspace.changed.connect(self._wait)
        self._wait()

    @property
    def is_done(self) -> bool:
        """Whether everything is counted."""
        return not self._timer.isActive()

    def _wait(self, _: object = None) -> None:
        self._steps = None
        self._timer.start(QUIET)

    def _go_on(self) -> None:
        if self._workspace.is_closed:
            return
        if self._unasked:
            # One at a time: what the user waits for is read by the same threads.
            self._comparison.ask_size(self._unasked.popleft())
        elif self._work(perf_counter() + SLICE):
            self._keep()
            return
        self._timer.start(PAUSE)

    def _keep(self) -> None:
        """Leave what was counted out when garbage is looked for: it stays, and takes 10 ms."""
        if not self._is_kept:
            self._is_kept = True
            gc.freeze()

    def _work(self, until: float) -> bool:
        """Work until a moment; tell whether all is done."""
        if not self._comparison.measure_passages(until):
            return False
        if self._steps is None:
            self._steps = self._comparison.counting_ahead()
        while perf_counter() <= until:
            if next(self._steps, DONE) is DONE:
                return True
        return False
