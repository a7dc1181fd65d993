"""The document processes as the window and the command line use them.

Every method returns at once. Results come as futures, pictures through `on_picture`;
both are completed through `deliver`, so that a window can have them on its own thread.
A caller whose `deliver` waits for that thread must not block it with `result()`.
"""

from __future__ import annotations

import math
import threading
import time
from concurrent.futures import Future
from typing import TYPE_CHECKING, Self, TypeVar

from glossator.documents.codec import decode, decode_info, decode_page_text, decode_reading
from glossator.documents.delivery import Delivery
from glossator.documents.jobs import Job, Queue, Source
from glossator.documents.limits import Limits
from glossator.documents.matching import decode_matched, encode_passages
from glossator.documents.memory import Block
from glossator.documents.pictures import Picture, Pictures
from glossator.documents.process import DocumentProcess, places
from glossator.documents.protocol import (
    DocumentInfo,
    Link,
    Matched,
    Op,
    OutlineEntry,
    Priority,
    Status,
    parse_refusal,
)
from glossator.domain.errors import DocumentError
from glossator.domain.tiling import TileKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from glossator.domain.counterparts import Passage
    from glossator.domain.page_text import PageText, ReportText
    from glossator.domain.structure import Structure

__all__ = [
    "DocumentInfo",
    "DocumentPool",
    "Limits",
    "Link",
    "OutlineEntry",
    "Picture",
    "Priority",
    "TileKey",
    "open_bytes",
]

T = TypeVar("T")

EMPTY = "The file is empty."
CLOSED = "The document has been closed."
NOT_OPEN = "The document is not open."
NO_SUCH_PAGE = "The document has no such page."
PASSAGES = "passages"
"""The name of what `offer` hands over, which no document has."""

NO_PROCESS = "The part of Glossator that reads documents can't be started."


class DocumentPool:
    """Documents, opened and drawn in processes of their own."""

    def __init__(
        self,
        *,
        renderers: int = 2,
        readers: int = 1,
        limits: Limits = Limits(),  # noqa: B008  (frozen)
        arena_bytes: int = 256 * 2**20,
        deliver: Callable[[Callable[[], None]], None] | None = None,
    ) -> None:
        self.on_picture: Callable[[TileKey], None] = lambda _key: None
        self.on_trouble: Callable[[str, int | None, str], None] = lambda *_: None
        self._limits = limits
        self._delivery = Delivery(deliver)
        self._lock = threading.Condition(threading.RLock())
        self._sources: dict[str, Source] = {}
        self._queue = Queue()
        self._pictures = Pictures(arena_bytes if renderers else 0)
        self._processes = [
            DocumentProcess(name, lanes, depth, self._pictures.block, limits)
            for name, lanes, depth in places(renderers, readers)
        ]
        self._watch: threading.Thread | None = None
        self._wakes_at = math.inf
        self._closing = False

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    # -- life ----------------------------------------------------------------

    def start(self) -> None:
        """Start the processes; returns at once. Starting twice does nothing."""
        with self._lock:
            if self._watch is not None or self._closing:
                return
            self._watch = threading.Thread(
                target=self._watch_clock, name="glossator watch", daemon=True
            )
            for process in self._processes:
                process.start(self)
            self._watch.start()

    def shutdown(self) -> None:
        """End all processes and give back all memory. What is still asked for fails."""
        with self._lock:
            self._closing = True
            self._lock.notify_all()
            for process in self._processes:
                process.close()
        for process in self._processes:
            process.join()
        for name in list(self._sources):
            self.close(name)
        self._pictures.close()

    def memory(self) -> dict[str, int]:
        """Return the bytes of each process's own memory, and of the pictures in use."""
        with self._lock:
            found = {process.name: process.memory() for process in self._processes}
            found["pictures"] = self._pictures.used
            return found

    def pids(self) -> dict[str, int | None]:
        """Return the number of each process, for tests that do them harm."""
        with self._lock:
            return {process.name: process.pid for process in self._processes}

    # -- documents -----------------------------------------------------------

    def open(
        self,
        document: str,
        data: Callable[[memoryview], None],
        size: int,
        *,
        name: str = "",
        password: str = "",
    ) -> Future[DocumentInfo]:
        """Open a document. One that is open, or on its way, is not opened again.

        Args:
            document: What to call it from here on.
            data: Fills a block of `size` bytes with the file; called before this returns.
            size: Bytes of the file.
            name: Its file name, whose suffix helps to tell the format.
            password: For an encrypted one.
        """
        with self._lock:
            known = self._sources.get(document)
            if known is not None:
                return known.info
        info: Future[DocumentInfo] = Future()
        if size <= 0:
            info.set_exception(DocumentError(EMPTY))
            return info
        source = Source(document, name, password, Block.filled(size, data), info)
        with self._lock:
            self._sources[document] = source
        self._add(Job(Op.OPEN, source, None, info, decode_info))
        return info

    def close(self, document: str) -> None:
        """Forget a document with its pictures; what is still asked of it fails."""
        self._forget(document, DocumentError(CLOSED))

    def _forget(self, document: str, reason: DocumentError) -> None:
        """Close a document and fail what is still asked of it."""
        with self._lock:
            source = self._sources.pop(document, None)
            if source is None:
                return
            source.closed = True
            waiting = self._queue.remove_where(lambda job: job.source is source)
            waiting += [
                job for process in self._processes for job in process.in_flight
                if job.source is source
            ]  # fmt: skip
            for process in self._processes:
                process.detach(source)
            self._pictures.drop_document(document)
            source.block.close()
        for job in waiting:
            self._fail(job, reason)

    def page_text(self, document: str, page: int) -> Future[PageText]:
        """Return the text of a page with the place of every character."""
        return self._ask(Op.PAGE_TEXT, document, page, decode_page_text)

    def read(self, document: str) -> Future[tuple[ReportText, Structure]]:
        """Return the text of the whole document and its structure."""
        return self._ask(Op.READ, document, None, decode_reading)

    def links(self, document: str, page: int) -> Future[tuple[Link, ...]]:
        """Return the links of a page."""
        return self._ask(Op.LINKS, document, page, lambda body: decode(tuple[Link, ...], body))

    # -- passages ------------------------------------------------------------

    def offer(self, passages_by_document: Mapping[str, Sequence[Passage]]) -> None:
        """Hand over what is to be compared, in place of what was offered before.

        The process keeps what it has prepared of documents that are offered again; what is
        still asked of the former offer fails. Comparing is quickest one document after the
        other in the order given here, each with those before it.
        """
        data = encode_passages(passages_by_document)
        self.close(PASSAGES)
        block = Block.filled(len(data), lambda view: view.__setitem__(slice(None), data))
        with self._lock:
            self._sources[PASSAGES] = Source(PASSAGES, "", "", block, Future())

    def match(self, document: str, others: Sequence[str]) -> Future[Matched]:
        """Compare a document's passages with those of others, all of them offered before.

        Takes some tenths of a second, so that text and readings need not wait. If the
        answer is not `done`, ask again.
        """
        more: dict[str, object] = {"document": document, "others": list(others)}
        return self._ask(Op.MATCH, PASSAGES, None, decode_matched, more)

    # -- pictures ------------------------------------------------------------

    @property
    def visible(self) -> frozenset[TileKey]:
        """The pictures on the screen, which are never overwritten. Assign a new set."""
        return self._pictures.visible

    @visible.setter
    def visible(self, keys: Iterable[TileKey]) -> None:
        with self._lock:
            self._pictures.visible = frozenset(keys)
            self._pump()

    def picture(self, key: TileKey) -> Picture | None:
        """Return a picture if it is drawn, and count it as used."""
        with self._lock:
            source = self._sources.get(key.document)
            if source is None or source.boxes is None:
                return None
            return self._pictures.get(key, source.boxes)

    def nearest(
        self, document: str, page: int, rotation: int = 0, scale: float = math.inf
    ) -> Picture | None:
        """Return a picture of the whole page at the scale nearest to one, or None.

        Without a scale, the largest.
        """
        with self._lock:
            source = self._sources.get(document)
            if source is None or source.boxes is None or not 0 <= page < len(source.boxes):
                return None
            return self._pictures.nearest(document, page, source.boxes, rotation, scale)

    def request(self, key: TileKey, priority: Priority, generation: int) -> None:
        """Ask for a picture; `on_picture` tells when it is drawn.

        Nothing happens for one that is drawn, being drawn or refused. The visible come
        first, of those the newest generation, of those the first asked for.
        """
        with self._lock:
            source = self._sources.get(key.document)
            if source is None or key in self._pictures or (Op.DRAW, key.page) in source.refused:
                return
            self._queue.add(
                Job(Op.DRAW, source, key.page, key=key, priority=priority, generation=generation)
            )
            self._pump()

    def drop_before(self, generation: int) -> None:
        """Forget the pictures asked for before a generation and not begun."""
        with self._lock:
            self._queue.drop_before(generation)

    # -- the way to the processes (with the lock) ------------------------------

    def _ask(
        self,
        op: Op,
        document: str,
        page: int | None,
        decoded: Callable[[memoryview], T],
        more: dict[str, object] | None = None,
    ) -> Future[T]:
        """Queue a job for a document and return its future."""
        future: Future[T] = Future()
        with self._lock:
            source = self._sources.get(document)
            if source is None:
                future.set_exception(DocumentError(NOT_OPEN))
                return future
        self._add(Job(op, source, page, future, decoded, more=more or {}))
        return future

    def _add(self, job: Job) -> None:
        """Queue a job, or fail it at once if it can't be done."""
        with self._lock:
            error = self._refusal(job)
            if error is None:
                self._queue.add(job)
                self._pump()
        if error is not None:
            self._fail(job, error)

    def _refusal(self, job: Job) -> DocumentError | None:
        """Return why a job won't be tried, or None."""
        if self._closing or job.source.closed:
            return DocumentError(CLOSED)
        if all(process.given_up for process in self._processes):
            return DocumentError(NO_PROCESS)
        boxes, page = job.source.boxes, job.page
        if boxes is not None and page is not None and not 0 <= page < len(boxes):
            return DocumentError(NO_SUCH_PAGE)
        return job.source.refused.get(job.target) or job.source.refused.get((Op.OPEN, None))

    def _pump(self) -> None:
        """Give waiting jobs to processes that have room, the idlest first."""
        while not self._closing:
            idle = [p for p in self._processes if p.ready and len(p.in_flight) < p.depth]
            for process in sorted(idle, key=lambda p: len(p.in_flight)):
                job = self._queue.take(process.lanes, self._accept)
                if job is not None:
                    self._send(process, job)
                    break
            else:
                return

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
            if job.op not in (Op.OPEN, Op.MATCH):
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
            case Op.DRAW if job.key is not None:
                return self._pictures.order(job.key, boxes[job.key.page])
            case _:
                return job.more

    # -- the way back (from the threads of the processes) ----------------------

    def replied(self, process: DocumentProcess, status: Status, body: memoryview) -> None:
        """Take the answer to the first job in flight; see `Owner`."""
        if not process.ready:
            with self._lock:
                process.ready = True
                process.restart_clock()
                self._pump()
            return
        job = process.in_flight[0]
        error = parse_refusal(status, body) if status is not Status.DONE else None
        result = job.decode(body) if error is None else None
        with self._lock:
            process.in_flight.popleft()
            process.restart_clock()
            if error is None and isinstance(result, DocumentInfo):
                job.source.boxes = result.boxes
            if job.key is not None:
                self._settle(job, job.key, error)
            self._pump()
            self._mind(process)
        if error is not None:
            self._fail(job, error)
        else:
            self._succeed(job, result)

    def ended(self, process: DocumentProcess, *, again: bool) -> None:
        """Have the jobs of a process that is gone done anew; see `Owner`."""
        with self._lock:
            jobs = list(process.in_flight)
            process.in_flight.clear()
            process.attached.clear()
            process.ready = False
            if again:
                process.deadline = time.monotonic() + self._limits.start_seconds
                self._mind(process)
            culprit = jobs[0] if jobs and not self._closing else None
            if culprit is not None:
                self._strike(process, culprit)
            process.overran = False
            for job in jobs:
                if job.key is not None:
                    self._pictures.drop(job.key)
                if job.op is not Op.WARM:
                    self._queue.add(job)
            lost = self._queue.remove_where(lambda job: self._refusal(job) is not None)
            failed = [(job, self._refusal(job) or DocumentError(CLOSED)) for job in lost]
            self._pump()
        for job, reason in failed:
            self._fail(job, reason)

    def _settle(self, job: Job, key: TileKey, error: DocumentError | None) -> None:
        """Keep a picture that is drawn, give up the place of one that isn't."""
        if error is not None or job.source.closed:
            self._pictures.drop(key)
        else:
            self._pictures.keep(key)
        if error is not None:
            job.source.refused[job.target] = error

    def _strike(self, process: DocumentProcess, job: Job) -> None:
        """Count a strike against a job's page, and refuse it if it was the last."""
        if job.source.strike(job.target) < self._limits.strikes:
            return
        what = "The document" if job.page is None else "This page"
        if process.overran:
            fault = f"takes longer than {process.seconds(job):g} seconds to read"
        else:
            fault = "makes the document reader fail"
        job.source.refused[job.target] = DocumentError(f"{what} {fault}; it is left out.")

    # -- results (without the lock) --------------------------------------------

    def _succeed(self, job: Job, result: object) -> None:
        key, future = job.key, job.future
        if key is not None:  # told even if closed meanwhile: it may have been opened anew
            self._delivery.call(lambda: self.on_picture(key))
        elif future is not None and self._claim(job):
            self._delivery.result(future, result)

    def _fail(self, job: Job, error: DocumentError) -> None:
        source, page, future = job.source, job.page, job.future
        claimed = self._claim(job)
        if job.op is Op.OPEN and self._sources.get(source.name) is source:
            self._forget(source.name, error)
        if future is not None and claimed:
            self._delivery.error(future, error)
        elif page is not None and page not in source.told and not self._gone(source):
            source.told.add(page)
            self._delivery.call(lambda: self.on_trouble(source.name, page, str(error)))

    def _gone(self, source: Source) -> bool:
        """Tell whether nobody wants to hear of a document any more."""
        return source.closed or self._closing

    def _claim(self, job: Job) -> bool:
        """Tell whether a job's result is still to be passed on, and see that it is once."""
        with self._lock:
            first = not job.finished
            job.finished = True
            return first

    # -- the clock -------------------------------------------------------------

    def _mind(self, process: DocumentProcess) -> None:
        """Wake the clock's thread if a process must be done before it would wake."""
        if process.deadline < self._wakes_at:
            self._lock.notify_all()

    def _watch_clock(self) -> None:
        """End each process that has passed its deadline."""
        with self._lock:
            while not self._closing:
                now = time.monotonic()
                for process in self._processes:
                    if process.deadline <= now:
                        process.overran = True
                        process.kill()
                self._wakes_at = min((p.deadline for p in self._processes), default=math.inf)
                wait = None if math.isinf(self._wakes_at) else max(0.0, self._wakes_at - now)
                self._lock.wait(wait)


def open_bytes(
    pool: DocumentPool, document: str, data: bytes, *, name: str = "", password: str = ""
) -> Future[DocumentInfo]:
    """Open a document whose bytes are at hand."""

    def fill(view: memoryview) -> None:
        view[:] = data

    return pool.open(document, fill, len(data), name=name, password=password)
