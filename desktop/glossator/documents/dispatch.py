"""The way to the document processes and back: who does what next, and what if one fails."""

from __future__ import annotations

import math
import threading
import time
from typing import TYPE_CHECKING

from glossator.documents.codec import decode
from glossator.documents.crew import Crew
from glossator.documents.jobs import OPENING, Job, Queue
from glossator.documents.process import DocumentProcess, places
from glossator.documents.protocol import DocumentInfo, Op, Status, parse_progress, parse_refusal
from glossator.documents.watch import Place, Step
from glossator.domain.errors import DocumentError
from glossator.domain.guards import Guards

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.documents.jobs import Source
    from glossator.documents.limits import Limits
    from glossator.documents.pictures import Pictures
    from glossator.documents.spawning import Spawned
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.pages.tiling import TileKey

CLOSED = "The document has been closed."
MOST_SKIPPED = 4
"""Pages that are left out of a reading, or not looked at; with more the report is refused."""
NO_SUCH_PAGE = "The document has no such page."
NO_PROCESS = "The part of Glossator that reads documents can't be started."


class Dispatch:
    """Gives waiting jobs to the processes, takes their answers and ends those that hang.

    Args:
        pictures: Where the processes draw.
        succeeded: Told of each job that is done, with its result.
        failed: Told of each that can't be, with the reason. Both are called without the
            lock, from the threads of the processes.

    Attributes:
        lock: Guards everything here, the sources and the pictures.
        queue: The jobs that wait.
        processes: Readers first.
        closing: Whether all is being ended.
    """

    def __init__(
        self,
        renderers: int,
        readers: int,
        limits: Limits,
        pictures: Pictures,
        *,
        succeeded: Callable[[Job, object], None],
        failed: Callable[[Job, DocumentError], None],
    ) -> None:
        self.lock = threading.Condition(threading.RLock())
        self.queue = Queue()
        self.processes = [
            DocumentProcess(name, lanes, depth, pictures.block, limits)
            for name, lanes, depth in places(renderers, readers)
        ]
        self.closing = False
        self._crew = Crew(self.processes)
        self._limits = limits
        self._pictures = pictures
        self._succeeded = succeeded
        self._failed = failed
        self._watch: threading.Thread | None = None
        self._wakes_at = math.inf

    def start(self, *, all_at_once: bool, early: Spawned | None = None) -> None:
        """Start the first process and more as they are needed, or all; returns at once.

        Starting twice does nothing. A process that is running already becomes the first.
        """
        with self.lock:
            if self._watch is not None or self.closing:
                return
            self._watch = threading.Thread(
                target=self._watch_clock, name="glossator watch", daemon=True
            )
            for process in self.processes if all_at_once else (self._crew.first,):
                process.start(self, early if process is self._crew.first else None)
            self._watch.start()
            self.pump()

    def shutdown(self) -> None:
        """End all processes, and wait until they have ended."""
        with self.lock:
            self.closing = True
            self.lock.notify_all()
            for process in self.processes:
                process.close()
        for process in self.processes:
            process.join()

    def add(self, job: Job) -> None:
        """Queue a job, or fail it at once if it can't be done."""
        with self.lock:
            error = self._refusal(job)
            if error is None:
                self.queue.add(job)
                self.pump()
        if error is not None:
            self._failed(job, error)

    def withdraw(self, source: Source) -> list[Job]:
        """Take a document from the queue and the processes; return what was asked of it."""
        with self.lock:
            waiting = self.queue.remove_where(lambda job: job.source is source)
            for process in self.processes:
                waiting += [job for job in process.in_flight if job.source is source]
                process.detach(source)
            return waiting

    # -- the way there (with the lock) -----------------------------------------

    def _refusal(self, job: Job) -> DocumentError | None:
        """Return why a job won't be tried, or None."""
        if self.closing or job.source.closed:
            return DocumentError(CLOSED)
        if all(process.given_up for process in self.processes):
            return DocumentError(NO_PROCESS)
        boxes, page = job.source.boxes, job.page
        if boxes is not None and page is not None and not 0 <= page < len(boxes):
            return DocumentError(NO_SUCH_PAGE)
        return job.source.refused.get(job.target) or job.source.refused.get(OPENING)

    def pump(self) -> None:
        """Give waiting jobs to processes that have room, the idlest first."""
        while not self.closing:
            idle = [p for p in self.processes if p.ready and len(p.in_flight) < p.depth]
            for process in sorted(idle, key=lambda p: len(p.in_flight)):
                job = self.queue.take(process.lanes, self._accept)
                if job is not None:
                    self._send(process, job)
                    break
            else:
                self._call_more(time.monotonic())
                return

    def _call_more(self, now: float) -> None:
        """Start another process, now or when too much has waited for too long."""
        if self._watch is None:
            return
        process = self._crew.wanted(self.queue.lanes, now)
        if process is not None:
            process.start(self)
        if self._crew.due < self._wakes_at:
            self.lock.notify_all()

    def _accept(self, job: Job) -> bool:
        """Tell whether a job can be begun; reserve the place of a picture."""
        if job.key is None:
            return True
        boxes, page = job.source.boxes, job.key.page
        return (
            boxes is not None and page < len(boxes) and self._pictures.reserve(job.key, boxes[page])
        )

    def _send(self, process: DocumentProcess, job: Job) -> None:
        """Hand a job to a process, with the document if it is new there."""
        source = job.source
        if source.number not in process.attached:
            process.attach(source)
            if job.op not in (Op.OPEN, Op.MATCH, Op.SUGGEST, Op.FIND, Op.ANNOTATE):
                process.send(Job(Op.WARM, source), {})
        process.send(job, self._arguments(job))
        self._mind(process)

    def _arguments(self, job: Job) -> dict[str, object]:
        """Return what a process must know beyond document and page."""
        boxes = job.source.boxes or ()
        match job.op:
            case Op.LINKS if job.page is not None and boxes:
                box = boxes[job.page]
                return {"box": (box.x0, box.y0, box.x1, box.y1, box.rotation)}
            case Op.READ:  # what has ended a process once is read without being drawn
                return {
                    "drawing": job.target not in job.source.strikes,
                    "skipped": sorted(job.source.skipped),
                }
            case Op.DRAW if job.key is not None:
                return self._pictures.order(job.key, boxes[job.key.page])
            case _:
                return job.more

    # -- the way back (from the threads of the processes) ----------------------

    def replied(self, process: DocumentProcess, status: Status, body: memoryview) -> None:
        """Take the answer to the first job in flight; see `Owner`."""
        if not process.ready:
            guards = decode(Guards, body)
            with self.lock:
                process.guards = guards
                process.ready = True
                process.restart_clock()
                self.pump()
            return
        if status is Status.PROGRESS:
            place = parse_progress(body)
            with self.lock:
                process.go_on(place)
                self._mind(process)
            return
        job = process.in_flight[0]
        error = parse_refusal(status, body) if status is not Status.DONE else None
        result = job.decode(body) if error is None else None
        with self.lock:
            process.in_flight.popleft()
            process.restart_clock()
            if job.target == OPENING:  # a page may be drawn at one scale and fail at another
                job.source.strikes.pop(OPENING, None)
            if error is None and isinstance(result, DocumentInfo):
                self._learn(job.source, result.boxes)
            if job.key is not None:
                self._settle(job, job.key, error)
            self.pump()
            self._mind(process)
        if error is not None:
            self._failed(job, error)
        else:
            self._succeeded(job, result)

    def ended(self, process: DocumentProcess, *, again: bool) -> None:
        """Have the jobs of a process that is gone done anew; see `Owner`."""
        with self.lock:
            jobs = list(process.in_flight)
            process.in_flight.clear()
            process.attached.clear()
            process.ready = False
            if again:
                process.deadline = time.monotonic() + self._limits.start_seconds
                self._mind(process)
            culprit = jobs[0] if jobs and not self.closing else None
            if culprit is not None:
                self._strike(process, culprit)
            process.overran = False
            for job in jobs:
                if job.key is not None:
                    self._pictures.drop(job.key)
                if job.op is not Op.WARM:
                    self.queue.add(job)
            lost = self.queue.remove_where(lambda job: self._refusal(job) is not None)
            failed = [(job, self._refusal(job) or DocumentError(CLOSED)) for job in lost]
            self.pump()
        for job, reason in failed:
            self._failed(job, reason)

    def _learn(self, source: Source, boxes: tuple[PageBox, ...]) -> None:
        """Take the boxes of a document's pages from the file, whatever was thought of them."""
        if source.boxes is not None and source.boxes != boxes:
            self._pictures.drop_document(source.name)
        source.boxes = boxes

    def _settle(self, job: Job, key: TileKey, error: DocumentError | None) -> None:
        """Keep a picture that is drawn, give up the place of one that isn't."""
        if error is not None or job.source.closed:
            self._pictures.drop(key)
        else:
            boxes = job.source.boxes or ()
            self._pictures.keep(key, boxes[key.page] if key.page < len(boxes) else None)
        if error is not None:
            job.source.refused[job.target] = error

    def _strike(self, process: DocumentProcess, job: Job) -> None:
        """Count a strike against a job's page, and refuse it if it was the last."""
        if job.op is Op.FIND:  # would only take as long again
            job.source.refused[job.target] = DocumentError(
                f"This takes longer than {process.seconds(job):g} seconds to find."
                " Make the regular expression simpler."
            )
            return
        if job.at is not None and self._leave_out(job.source, job.at, job.sent):
            return
        if job.source.strike(job.target, job.sent, time.monotonic()) < self._limits.strikes:
            return
        what = "The document" if job.page is None else "This page"
        if process.overran:
            fault = f"takes longer than {process.seconds(job):g} seconds to read"
        else:
            fault = "makes the document reader fail"
        job.source.refused[job.target] = DocumentError(f"{what} {fault}; it is left out.")

    def _leave_out(self, source: Source, place: Place, sent: float) -> bool:
        """Count a strike against a page of a reading; tell whether to read on without it.

        Its text is left out after as many strikes as any page; what is only looked at besides,
        at once.
        """
        if place.step is Step.REST:
            return False
        if place.step is Step.TEXT:
            strikes = source.strike((Op.READ, place.page), sent, time.monotonic())
            if strikes < self._limits.strikes:
                return True
        source.skipped.add(place)
        return len(source.skipped) <= MOST_SKIPPED

    # -- the clock -------------------------------------------------------------

    def _mind(self, process: DocumentProcess) -> None:
        """Wake the clock's thread if a process must be done before it would wake."""
        if process.deadline < self._wakes_at:
            self.lock.notify_all()

    def _watch_clock(self) -> None:
        """End each process that has passed its deadline; start those that are due."""
        with self.lock:
            while not self.closing:
                now = time.monotonic()
                for process in self.processes:
                    if process.deadline <= now:
                        process.overran = True
                        process.kill()
                if self._crew.due <= now:
                    self._call_more(now)
                self._wakes_at = min(self._crew.due, *(p.deadline for p in self.processes))
                wait = None if math.isinf(self._wakes_at) else max(0.0, self._wakes_at - now)
                self.lock.wait(wait)
