"""Which document processes run: one at first, more where its work is too much for it.

Each takes a quarter of a second of the processor to start and 30 to 70 MB, which the first
page of a report would wait for.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from glossator.documents.jobs import Lane

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.documents.process import DocumentProcess

PATIENCE = 0.4
"""Seconds for which work may wait without a pause before another process helps."""


class Crew:
    """The processes, started and not yet started.

    Attributes:
        processes: All of them.
        due: When the next one is to be started unless nothing waits meanwhile, on the
            monotonic clock.
    """

    def __init__(self, processes: Sequence[DocumentProcess]) -> None:
        self.processes = processes
        self.due = math.inf

    @property
    def first(self) -> DocumentProcess:
        """The one to start with: it draws, and does all that is quick."""
        return next((p for p in self.processes if Lane.VISIBLE in p.lanes), self.processes[0])

    def wanted(self, lanes: frozenset[Lane], now: float) -> DocumentProcess | None:
        """Return a process that is to be started now.

        Args:
            lanes: Of the work that waits.
            now: On the monotonic clock.
        """
        spare = [p for p in self.processes if not p.is_started and lanes.intersection(p.lanes)]
        serving = [p for p in self.processes if p.is_started and not p.given_up]
        served = frozenset(lane for process in serving for lane in process.lanes)
        for process in spare:
            if lanes.intersection(process.lanes) - served:
                return process
        if not spare or not all(process.ready for process in serving):
            self.due = math.inf
            return None
        self.due = min(self.due, now + PATIENCE)
        if now < self.due:
            return None
        self.due = math.inf
        return spare[0]
