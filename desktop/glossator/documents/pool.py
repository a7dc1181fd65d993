"""The document processes as the window and the command line use them.

Every method returns at once. Results come as futures, pictures through `on_picture`;
both are completed through `deliver`, so that a window can have them on its own thread.
A caller whose `deliver` waits for that thread must not block it with `result()`.
"""

from __future__ import annotations

import contextlib
import logging
import math
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self, TypeVar

from glossator.documents.arena import Arena
from glossator.documents.codec import decode, decode_info, decode_page_text, decode_reading
from glossator.documents.jobs import Job, Lane, Queue, Source
from glossator.documents.limits import Limits
from glossator.documents.memory import Block
from glossator.documents.process import DocumentProcess
from glossator.documents.protocol import (
    DocumentInfo,
    Link,
    Op,
    OutlineEntry,
    Priority,
    Status,
    parse_refusal,
)
from glossator.domain.errors import DocumentError
from glossator.domain.tiling import TileKey, page_pixels, tile_rect, tiles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

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

PIXEL = 4

EMPTY = "The file is empty."
CLOSED = "The document has been closed."
NOT_OPEN = "The document is not open."
NO_SUCH_PAGE = "The document has no such page."
NO_PROCESS = "The part of Glossator that reads documents can't be started."

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn tile. It is overwritten some time after its key stops being visible.

    Attributes:
        buffer: Blue, green, red and 255 for each pixel, row by row.
        width, height: In device pixels.
        stride: Bytes a row.
        key: What it shows.
    """

    buffer: memoryview
    width: int
    height: int
    stride: int
    key: TileKey


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
        self._deliver_by = deliver or (lambda call: call())
        self._lock = threading.Condition(threading.RLock())
        self._sources: dict[str, Source] = {}
        self._queue = Queue()
        self._visible: frozenset[TileKey] = frozenset()
        self._block = Block(arena_bytes if renderers else 0)
        self._arena: Arena[TileKey] = Arena(self._block.size)
        self._map = self._block.map() if self._block.size else None
        self._pixels = memoryview(self._map or b"")
        self._processes = [
            DocumentProcess(name, lanes, depth, self._block, limits)
            for name, lanes, depth in _places(renderers, readers)
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
        self._pixels.release()
        with contextlib.suppress(BufferError):  # a picture in use keeps the memory mapped
            if self._map is not None:
                self._map.close()
        self._block.close()

    def memory(self) -> dict[str, int]:
        """Return the bytes of each process's own memory, and of the pictures in use."""
        with self._lock:
            found = {process.name: process.memory() for process in self._processes}
            found["pictures"] = sum(place.size for place in self._arena.places())
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
            self._arena.release_where(lambda key: key.document == document)
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

    # -- pictures ------------------------------------------------------------

    @property
    def visible(self) -> frozenset[TileKey]:
        """The pictures on the screen, which are never overwritten. Assign a new set."""
        return self._visible

    @visible.setter
    def visible(self, keys: Iterable[TileKey]) -> None:
        with self._lock:
            self._visible = frozenset(keys)
            self._pump()

    def picture(self, key: TileKey) -> Picture | None:
        """Return a picture if it is drawn, and count it as used."""
        with self._lock:
            source = self._sources.get(key.document)
            place = self._arena.get(key)
            if place is None or source is None or source.boxes is None:
                return None
            tile = tile_rect(key, source.boxes[key.page])
            end = place.offset + tile.width * tile.height * PIXEL
            pixels = self._pixels[place.offset : end].toreadonly()
            return Picture(pixels, tile.width, tile.height, tile.width * PIXEL, key)

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
            box = source.boxes[page]
            wholes = [
                place.key
                for place in self._arena.places()
                if place.ready
                and place.key[:2] == (document, page)
                and place.key.rotation == rotation
                and tiles(box, place.key.scale, rotation) == (1, 1)
            ]
            if not wholes:
                return None
            if math.isinf(scale):
                return self.picture(max(wholes, key=lambda key: key.scale))
            return self.picture(min(wholes, key=lambda key: abs(math.log(key.scale / scale))))

    def request(self, key: TileKey, priority: Priority, generation: int) -> None:
        """Ask for a picture; `on_picture` tells when it is drawn.

        Nothing happens for one that is drawn, being drawn or refused. The visible come
        first, of those the newest generation, of those the first asked for.
        """
        with self._lock:
            source = self._sources.get(key.document)
            if source is None or key in self._arena or (Op.DRAW, key.page) in source.refused:
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
        self, op: Op, document: str, page: int | None, decoded: Callable[[memoryview], T]
    ) -> Future[T]:
        """Queue a job for a document and return its future."""
        future: Future[T] = Future()
        with self._lock:
            source = self._sources.get(document)
            if source is None:
                future.set_exception(DocumentError(NOT_OPEN))
                return future
        self._add(Job(op, source, page, future, decoded))
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
        if job.source.boxes is None:
            return False
        try:
            tile = tile_rect(job.key, job.source.boxes[job.key.page])
        except (ValueError, IndexError):
            return False  # a wish for what the page doesn't have; it dies with its generation
        size = tile.width * tile.height * PIXEL
        return self._arena.reserve(job.key, size, self._visible) is not None

    def _send(self, process: DocumentProcess, job: Job) -> None:
        """Hand a job to a process, with the document if it is new there."""
        source = job.source
        if source.number not in process.attached:
            process.attach(source)
            if job.op is not Op.OPEN:
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
                box, key = boxes[job.key.page], job.key
                place = self._arena.find(key)
                width, height = page_pixels(box, key.scale, key.rotation)
                return {
                    "tile": tile_rect(key, box),
                    "offset": place.offset if place is not None else 0,
                    "width": width,
                    "height": height,
                    "rotation": key.rotation,
                }
            case _:
                return {}

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
                    self._arena.release(job.key)
                if job.op is not Op.WARM:
                    self._queue.add(job)
            lost = self._queue.remove_where(lambda job: self._refusal(job) is not None)
            failed = [(job, self._refusal(job) or DocumentError(CLOSED)) for job in lost]
            self._pump()
        for job, reason in failed:
            self._fail(job, reason)

    def _settle(self, job: Job, key: TileKey, error: DocumentError | None) -> None:
        """Keep a picture that is drawn, give up the place of one that isn't."""
        place = self._arena.find(key)
        if error is not None or job.source.closed or place is None:
            self._arena.release(key)
        else:
            place.ready = True
        if error is not None:
            job.source.refused[job.target] = error

    def _strike(self, process: DocumentProcess, job: Job) -> None:
        """Count a strike against a job's page, and refuse it if it was the last."""
        source, target = job.source, job.target
        source.strikes[target] = source.strikes.get(target, 0) + 1
        if source.strikes[target] < self._limits.strikes:
            return
        what = "The document" if job.page is None else "This page"
        if process.overran:
            seconds = f"{process.seconds(job):g} seconds"
            sentence = f"{what} takes longer than {seconds} to read; it is left out."
        else:
            sentence = f"{what} makes the document reader fail; it is left out."
        source.refused[target] = DocumentError(sentence)

    # -- results (without the lock) --------------------------------------------

    def _succeed(self, job: Job, result: object) -> None:
        key, future = job.key, job.future
        if key is not None:  # told even if closed meanwhile: it may have been opened anew
            self._deliver(lambda: self.on_picture(key))
        elif future is not None and self._claim(job):
            self._complete(future, lambda: future.set_result(result))

    def _fail(self, job: Job, error: DocumentError) -> None:
        source, page, future = job.source, job.page, job.future
        claimed = self._claim(job)
        if job.op is Op.OPEN and self._sources.get(source.name) is source:
            self._forget(source.name, error)
        if future is not None and claimed:
            self._complete(future, lambda: future.set_exception(error))
        elif page is not None and not source.closed and page not in source.told:
            source.told.add(page)
            self._deliver(lambda: self.on_trouble(source.name, page, str(error)))

    def _claim(self, job: Job) -> bool:
        """Tell whether a job's result is still to be passed on, and see that it is once."""
        with self._lock:
            first = not job.finished
            job.finished = True
            return first

    def _complete(self, future: Future[Any], complete: Callable[[], None]) -> None:
        """Complete a future by way of `deliver`, unless the caller has cancelled it."""

        def completed() -> None:
            if future.set_running_or_notify_cancel():
                complete()

        self._deliver(completed)

    def _deliver(self, call: Callable[[], None]) -> None:
        """Hand a call to the caller's thread; a fault in it must not end ours."""
        try:
            self._deliver_by(call)
        except Exception:  # noqa: BLE001  (logged)
            _log.exception("A result could not be delivered")

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


def _places(renderers: int, readers: int) -> list[tuple[str, tuple[Lane, ...], int]]:
    """Return the name, lanes and depth of each process.

    Readers do what renderers do if there are none, and the other way round. Readers come
    first, so that they take the quick work before renderers do.
    """
    drawing: tuple[Lane, ...] = (Lane.VISIBLE, Lane.QUICK, Lane.AHEAD)
    reading: tuple[Lane, ...] = (Lane.QUICK, Lane.LONG)
    places = [(f"reader {n + 1}", reading, 1) for n in range(readers)]
    if not readers:
        drawing = (*drawing, Lane.LONG)
    places += [(f"renderer {n + 1}", drawing, 2) for n in range(renderers)]
    return places
