"""One document process, seen from the window's process, and the thread that listens to it."""

from __future__ import annotations

import contextlib
import json
import logging
import math
import subprocess
import threading
import time
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from glossator.documents.channel import Channel, ChannelClosedError
from glossator.documents.jobs import Lane
from glossator.documents.protocol import (
    READY,
    Op,
    ProtocolError,
    Status,
    parse_reply,
    request_frame,
)
from glossator.documents.spawning import spawn
from glossator.documents.watch import Place, Step

if TYPE_CHECKING:
    from collections.abc import Sequence

    from glossator.documents.jobs import Job, Source
    from glossator.documents.limits import Limits
    from glossator.documents.memory import Block
    from glossator.documents.spawning import Spawned
    from glossator.domain.guards import Guards

_FALSE_STARTS = 3
_PARTING_SECONDS = 0.5

_log = logging.getLogger(__name__)


class Owner(Protocol):
    """What a process tells, each from its own thread and without the lock."""

    def replied(self, process: DocumentProcess, status: Status, body: memoryview) -> None:
        """The first job in flight is answered; ready, if there is none."""

    def ended(self, process: DocumentProcess, *, again: bool) -> None:
        """The process is gone; a new one follows, if it does so again."""


class DocumentProcess:
    """A place in the pool: one process, and its replacement when it ends.

    All attributes are guarded by the owner's lock.

    Attributes:
        name: For people.
        lanes: The work it takes, in order of preference.
        depth: How many jobs it may hold.
        in_flight: Jobs sent and not answered, in order.
        attached: Numbers of the documents it has been given.
        ready: Whether it takes jobs.
        guards: What it has given up; None until it has started once.
        deadline: When the job in hand must be done, on the monotonic clock.
        overran: Whether it was ended because the deadline passed.
        given_up: Whether it can't be started.
    """

    def __init__(
        self, name: str, lanes: Sequence[Lane], depth: int, arena: Block, limits: Limits
    ) -> None:
        self.name = name
        self.lanes = lanes
        self.depth = depth
        self.in_flight: deque[Job] = deque()
        self.attached: set[int] = set()
        self.ready = False
        self.guards: Guards | None = None
        self.deadline = math.inf
        self._due = math.inf
        self.overran = False
        self.given_up = False
        self._arena = arena
        self._limits = limits
        self._early: Spawned | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Channel | None = None
        self._closing = False
        self._thread: threading.Thread | None = None

    @property
    def is_started(self) -> bool:
        """Whether it has been started; it may still be on its way, or be replaced."""
        return self._thread is not None

    @property
    def pid(self) -> int | None:
        """The number of the process that runs now."""
        return self._process.pid if self._process is not None else None

    def start(self, owner: Owner, early: Spawned | None = None) -> None:
        """Start the process and the thread that listens to it; returns at once.

        Args:
            owner: Whom it tells.
            early: One that has been started already, to begin with.
        """
        self._early = early
        self.deadline = time.monotonic() + self._limits.start_seconds
        self._thread = threading.Thread(
            target=self._live, args=(owner,), name=f"glossator {self.name}", daemon=True
        )
        self._thread.start()

    def seconds(self, job: Job) -> float:
        """Return how long a job may take."""
        match job.op:
            case Op.OPEN | Op.WARM | Op.MATCH | Op.SUGGEST:
                return self._limits.open_seconds
            case Op.FIND:
                return self._limits.find_seconds
            case Op.READ | Op.ANNOTATE | Op.MARKS:
                return self._limits.read_seconds(len(job.source.boxes or ()))
            case _:
                return self._limits.page_seconds

    def send(self, job: Job, arguments: dict[str, object]) -> None:
        """Hand over a job. If the process has just ended, its thread will notice."""
        frame = request_frame(
            job.number,
            job.op,
            doc=job.source.number,
            page=job.page,
            alarm=math.ceil(self.seconds(job)) + 2,
            **arguments,
        )
        job.sent = time.monotonic()
        job.at = None
        self.in_flight.append(job)  # first: the answer may be quicker than this thread
        if len(self.in_flight) == 1:
            self.restart_clock()
        self._send(frame)

    def attach(self, source: Source) -> None:
        """Hand over a document's bytes."""
        frame = request_frame(
            0,
            Op.ATTACH,
            doc=source.number,
            size=source.block.size,
            name=source.file_name,
            password=source.password,
        )
        self.attached.add(source.number)
        self._send(frame, (source.block.fd,))

    def detach(self, source: Source) -> None:
        """Take a document away."""
        if source.number in self.attached:
            self.attached.discard(source.number)
            self._send(request_frame(0, Op.DETACH, doc=source.number))

    def restart_clock(self) -> None:
        """Set the deadline for the job that is in hand now."""
        if self.in_flight:
            self.deadline = time.monotonic() + self.seconds(self.in_flight[0])
        else:
            self.deadline = math.inf
        self._due = self.deadline

    def go_on(self, place: Place) -> None:
        """Set the deadline for the page at which a reading is now."""
        self.in_flight[0].at = place
        page_ends = math.inf if place.step is Step.REST else self._limits.page_seconds
        self.deadline = min(self._due, time.monotonic() + page_ends)

    def kill(self) -> None:
        """End the process at once; its thread takes note and replaces it."""
        self.deadline = math.inf
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Let the process end, without replacement."""
        self._closing = True
        if self._channel is not None:
            self._channel.close()

    def join(self) -> None:
        """Wait until the process and its thread have ended."""
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def memory(self) -> int:
        """Return the bytes of memory that are this process's own, where the system tells."""
        try:
            lines = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii").splitlines()
        except OSError:
            return 0
        kilobytes = {name: int(rest.split()[0]) for name, _, rest in map(_field, lines)}
        return 1024 * (kilobytes.get("VmRSS", 0) - kilobytes.get("RssShmem", 0))

    def _live(self, owner: Owner) -> None:
        """Start processes one after the other, and listen to each until it ends."""
        false_starts = 0
        while not self._closing:
            started = self._spawn() and self._listen(owner)
            self._bury()
            false_starts = 0 if started else false_starts + 1
            again = false_starts < _FALSE_STARTS and not self._closing
            self.given_up = not again
            owner.ended(self, again=again)
            if not again:
                return

    def _listen(self, owner: Owner) -> bool:
        """Pass on replies until the process ends; tell whether it ever got ready."""
        channel, started = self._channel, False
        try:
            while channel is not None:
                frame, _ = channel.receive()
                number, status, body = parse_reply(frame)
                awaited = [job.number for job in self.in_flight] if started else [READY]
                if number not in awaited[:1]:
                    return started
                owner.replied(self, status, body)
                started = True
        except (ChannelClosedError, ProtocolError):
            pass  # it has ended, or is to be ended since it can't be trusted
        return started

    def _spawn(self) -> bool:
        """Start a process, or take one that is there, and tell it what it may take."""
        early, self._early = self._early, None
        try:
            spawned = early or spawn()
        except OSError:
            _log.exception("A document process can't be started")
            return False
        self._process = spawned.process
        self._channel = Channel(spawned.end, self._limits.reply_bytes)
        sizes = {"arena": self._arena.size, "memory": self._limits.memory_bytes}
        self._send(json.dumps(sizes).encode(), (self._arena.fd,) if self._arena.size else ())
        if self._closing:  # asked to while it was being started
            self._channel.close()
        return True

    def _bury(self) -> None:
        """See to it that the process has ended, and let go of it."""
        process = self._process
        if process is None:
            return
        try:
            if not self._closing:
                process.kill()
            process.wait(_PARTING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._channel is not None:
            self._channel.close()

    def _send(self, frame: bytes, descriptors: Sequence[int] = ()) -> None:
        if self._channel is None:
            return
        # The listening thread notices a closed channel as well, and has the jobs done anew.
        with contextlib.suppress(ChannelClosedError):
            self._channel.send(frame, descriptors)


def places(renderers: int, readers: int) -> list[tuple[str, tuple[Lane, ...], int]]:
    """Return the name, lanes and depth of each process.

    Readers do what renderers do if there are none, and the other way round. Readers come
    first, so that they take the quick work before renderers do.
    """
    drawing: tuple[Lane, ...] = (Lane.VISIBLE, Lane.QUICK, Lane.AHEAD)
    reading: tuple[Lane, ...] = (Lane.QUICK, Lane.LONG)
    found = [(f"reader {n + 1}", reading, 1) for n in range(readers)]
    if not readers:
        drawing = (*drawing, Lane.LONG)
    found += [(f"renderer {n + 1}", drawing, 2) for n in range(renderers)]
    return found


def _field(line: str) -> tuple[str, str, str]:
    """Split a line of a status file into its name, the colon and the number."""
    name, colon, rest = line.partition(":")
    return name, colon, rest if rest.strip().endswith("kB") else "0"
