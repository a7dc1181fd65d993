"""What the benchmarks measure with: a table of figures, and a watch on the event loop."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from PySide6.QtCore import Qt, QTimer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_benchmark.fixture import BenchmarkFixture

MB = 2**20
_SCHEDULED = Path("/proc/thread-self/schedstat")
"""Of this thread: nanoseconds on a processor, nanoseconds waiting for one, turns."""


class Measured(NamedTuple):
    """A line of a table, in the unit that its words name; no limit is 0.

    Attributes:
        what: What was measured, and its unit.
        value: The figure.
        limit: What it should stay below, or reach if `at_least`.
        at_least: Whether more is better.
    """

    what: str
    value: float
    limit: float = 0.0
    at_least: bool = False

    @property
    def is_over(self) -> bool:
        """Whether the limit is missed."""
        return self.value < self.limit if self.at_least else 0 < self.limit <= self.value


def print_table(title: str, lines: Sequence[Measured]) -> None:
    """Print what was measured, beside its limits."""
    print(f"\n\n{title:<66}{'measured':>10}{'limit':>10}")
    for line in lines:
        limit = f"{'>' if line.at_least else '<'} {line.limit:.1f}" if line.limit else "none"
        print(f"{line.what:<66}{line.value:>10.1f}{limit:>10}{'  OVER' if line.is_over else ''}")


ANSWERS = {5: 16.0, 200: 50.0}
"""Milliseconds that an answer may take, by the number of reports."""


class Answers:
    """How long searching, comparing, tracing and naming take, in a table a number of reports.

    Where something is measured in several ways, as a table in each of its measures, the
    slowest is told.
    """

    def __init__(self) -> None:
        self._slowest: dict[int, dict[str, float]] = {reports: {} for reports in ANSWERS}

    def note(self, reports: int, what: str, benchmark: BenchmarkFixture) -> None:
        """Take in the median of a benchmark."""
        stats = benchmark.stats
        if stats is not None:
            known = self._slowest[reports]
            known[what] = max(known.get(what, 0.0), 1000 * float(stats.stats.median))

    def tell(self) -> None:
        """Print the tables."""
        for reports, found in self._slowest.items():
            lines = [Measured(what, value, ANSWERS[reports]) for what, value in found.items()]
            if lines:
                print_table(f"Answers in {reports} reports, ms of the processor", lines)


def share_below(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of all lies."""
    ordered = sorted(values)
    return ordered[min(round(share * len(ordered)), len(ordered) - 1)]


def own_memory() -> int:
    """Return the bytes of memory that this process has to itself."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    kilobytes = {line.partition(":")[0]: line.split()[1] for line in lines if "kB" in line}
    return 1024 * (int(kilobytes["VmRSS"]) - int(kilobytes["RssShmem"]))


class Stalls:
    """Watches how long the event loop is away, with a timer of one millisecond.

    Args:
        fair: Leave out the time in which the thread could have gone on, but the system had
            given both processors to others. What holds up the program itself is counted.

    Attributes:
        gaps: Milliseconds between two turns.
        work: Milliseconds of the processor that this thread took between them; other than the
            gaps, they don't grow with what else runs on the machine.
    """

    def __init__(self, *, fair: bool = False) -> None:
        self.gaps: list[float] = []
        self.work: list[float] = []
        self._fair = fair
        self._waited = 0.0
        self._timer = QTimer(interval=1)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = self._worked = 0.0

    def __enter__(self) -> Self:
        self._waited = self._waiting()
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._tick()
        self._timer.stop()

    @property
    def longest(self) -> float:
        """The longest gap."""
        return max(self.gaps)

    def _tick(self) -> None:
        now, worked, waited = time.perf_counter(), time.thread_time(), self._waiting()
        self.gaps.append(1000 * (now - self._last - (waited - self._waited)))
        self.work.append(1000 * (worked - self._worked))
        self._last, self._worked, self._waited = now, worked, waited

    def _waiting(self) -> float:
        """Return for how many seconds this thread has waited for a processor."""
        if not self._fair or not _SCHEDULED.exists():
            return 0.0
        return int(_SCHEDULED.read_text(encoding="ascii").split()[1]) / 1e9
