"""What is to be done by the document processes, and in which order."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import count
from typing import TYPE_CHECKING, Any

from glossator.documents.protocol import Op, Priority

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future

    from glossator.documents.memory import Block
    from glossator.documents.protocol import DocumentInfo
    from glossator.documents.watch import Place
    from glossator.domain.errors import DocumentError
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.pages.tiling import TileKey

_numbers = count(1)
OPENING: tuple[Op, int | None] = (Op.OPEN, None)
"""What strikes are counted for while a document is opened."""
_LONG = (Op.READ, Op.MATCH, Op.SUGGEST, Op.ANNOTATE, Op.MARKS)


class Lane(IntEnum):
    """Kinds of work; each process has the lanes it serves, in order."""

    VISIBLE = 0
    QUICK = 1
    AHEAD = 2
    LONG = 3


@dataclass(slots=True, eq=False)
class Source:
    """A document that is open in the pool.

    Attributes:
        name: What the caller calls it.
        file_name, password: For opening it in a process.
        block: Its bytes.
        info: What the caller waits for; set once it has been opened.
        boxes: Of its pages; None until it has been opened.
        strikes: How many processes a page (None: the opening) has brought down, and when the
            last, on the monotonic clock.
        refused: What won't be tried again, and why.
        skipped: What is left out when it is read through.
        told: Pages whose refusal has been told.
        number: A number never used again, by which processes know it.
    """

    name: str
    file_name: str
    password: str = field(repr=False)
    block: Block
    info: Future[DocumentInfo]
    boxes: tuple[PageBox, ...] | None = None
    strikes: dict[tuple[Op, int | None], tuple[int, float]] = field(default_factory=dict)
    refused: dict[tuple[Op, int | None], DocumentError] = field(default_factory=dict)
    skipped: set[Place] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    closed: bool = False
    number: int = field(default_factory=lambda: next(_numbers))

    def strike(self, target: tuple[Op, int | None], sent: float, now: float) -> int:
        """Count a strike and return how many there are now.

        Two processes that are ended at once, as by a system short of memory, may both have
        had the same page in hand; that says as much of the page as one would.

        Args:
            target: What was in hand.
            sent: When it was handed over, on the monotonic clock.
            now: The present.
        """
        count, last = self.strikes.get(target, (0, -math.inf))
        if sent > last:
            count += 1
            self.strikes[target] = count, now
        return count


@dataclass(slots=True, eq=False)
class Job:
    """One request.

    Attributes:
        op: What to do.
        source: The document.
        page: Zero-based page index, or None for the whole document.
        future: Who waits for the result; None for a picture or a first opening.
        decode: Makes the result of the reply's body.
        key: The picture's name.
        priority, generation: Of a picture.
        more: What a process must know beyond document and page.
        sent: When it was handed to a process, on the monotonic clock.
        at: Where a reading is.
        finished: Whether its result or failure has been passed on.
        number: Counts requests; the order within a lane.
    """

    op: Op
    source: Source
    page: int | None = None
    future: Future[Any] | None = None
    decode: Callable[[memoryview], Any] = bytes
    key: TileKey | None = None
    priority: Priority = Priority.VISIBLE
    generation: int = 0
    more: dict[str, object] = field(default_factory=dict)
    sent: float = 0.0
    at: Place | None = None
    finished: bool = False
    number: int = field(default_factory=lambda: next(_numbers))

    @property
    def lane(self) -> Lane:
        """The kind of work it is."""
        if self.op is Op.DRAW:
            return Lane.VISIBLE if self.priority is Priority.VISIBLE else Lane.AHEAD
        return Lane.LONG if self.op in _LONG else Lane.QUICK

    @property
    def target(self) -> tuple[Op, int | None]:
        """What strikes are counted for."""
        if self.op is Op.FIND:
            return self.op, self.number  # another query may well be found in the same text
        return (Op.OPEN if self.op is Op.WARM else self.op), self.page

    @property
    def order(self) -> tuple[int, int, int]:
        """Smaller is sooner: the more urgent, of those the newer wish, of those the first."""
        return self.priority, -self.generation, self.number


class Queue:
    """Jobs that wait for a process."""

    def __init__(self) -> None:
        self._jobs: list[Job] = []
        self._pictures: dict[TileKey, Job] = {}

    def __len__(self) -> int:
        return len(self._jobs) + len(self._pictures)

    @property
    def lanes(self) -> frozenset[Lane]:
        """The kinds of work that wait."""
        return frozenset(job.lane for job in (*self._jobs, *self._pictures.values()))

    def add(self, job: Job) -> None:
        """Add a job. A picture that waits already is not added but wished for anew."""
        if job.key is None:
            self._jobs.append(job)
        elif job.key not in self._pictures:
            self._pictures[job.key] = job
        else:
            waiting = self._pictures[job.key]
            waiting.priority = min(waiting.priority, job.priority)
            waiting.generation = max(waiting.generation, job.generation)

    def take(self, lanes: Sequence[Lane], accept: Callable[[Job], bool]) -> Job | None:
        """Remove and return the first job of the first lane that has one.

        Args:
            lanes: In the order of preference.
            accept: Asked for each candidate in turn; a job it declines stays.
        """
        for lane in lanes:
            jobs = self._pictures.values() if lane in (Lane.VISIBLE, Lane.AHEAD) else self._jobs
            for job in sorted((job for job in jobs if job.lane is lane), key=lambda job: job.order):
                if accept(job):
                    self._remove(job)
                    return job
        return None

    def drop_before(self, generation: int) -> None:
        """Forget the pictures that were wished for before a generation."""
        self._pictures = {
            key: job for key, job in self._pictures.items() if job.generation >= generation
        }

    def remove_where(self, condition: Callable[[Job], bool]) -> list[Job]:
        """Remove and return all jobs that meet a condition."""
        found = [job for job in (*self._jobs, *self._pictures.values()) if condition(job)]
        for job in found:
            self._remove(job)
        return found

    def _remove(self, job: Job) -> None:
        if job.key is None:
            self._jobs.remove(job)
        else:
            del self._pictures[job.key]
