"""The documents that are open in a pool, and what becomes of all that is asked of them."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, TypeVar

from glossator.documents.codec import decode_info
from glossator.documents.dispatch import CLOSED, Dispatch
from glossator.documents.jobs import Job, Source
from glossator.documents.memory import Block
from glossator.documents.protocol import Op
from glossator.domain.errors import DocumentError, PasswordNeededError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from glossator.documents.delivery import Delivery
    from glossator.documents.limits import Limits
    from glossator.documents.pictures import Pictures
    from glossator.documents.protocol import DocumentInfo
    from glossator.domain.pages.geometry import PageBox
    from glossator.domain.pages.tiling import TileKey

T = TypeVar("T")

EMPTY = "The file is empty."
NOT_OPEN = "The document is not open."


class Shelf:
    """Keeps documents under their names, asks the processes, and hands the answers on.

    Args:
        drawn: Told of each picture that is drawn.
        trouble: Told once of each page that can't be shown, and why. Both by `delivery`.

    Attributes:
        dispatch: The way to the processes.
        lock: Guards everything here and there.
    """

    def __init__(
        self,
        renderers: int,
        readers: int,
        limits: Limits,
        pictures: Pictures,
        delivery: Delivery,
        *,
        drawn: Callable[[TileKey], None],
        trouble: Callable[[str, int, str], None],
    ) -> None:
        self._sources: dict[str, Source] = {}
        self._pictures = pictures
        self._delivery = delivery
        self._drawn = drawn
        self._trouble = trouble
        self.dispatch = Dispatch(
            renderers, readers, limits, pictures, succeeded=self._succeed, failed=self._fail
        )
        self.lock = self.dispatch.lock

    # -- what is there ---------------------------------------------------------

    def find(self, document: str) -> Source | None:
        """Return an open document, or one on its way."""
        return self._sources.get(document)

    def boxes(self, document: str) -> tuple[PageBox, ...]:
        """Return the boxes of a document's pages, empty while they are not known."""
        source = self._sources.get(document)
        return source.boxes or () if source is not None else ()

    def open(
        self,
        document: str,
        pieces: Iterable[bytes],
        size: int,
        *,
        name: str,
        password: str,
        boxes: tuple[PageBox, ...],
    ) -> Future[DocumentInfo]:
        """Open a document; see `DocumentPool.open`."""
        with self.lock:
            known = self._sources.get(document)
            if known is not None:
                return known.info
        info: Future[DocumentInfo] = Future()
        if size <= 0:
            info.set_exception(DocumentError(EMPTY))
            return info
        block = Block.holding(pieces, size)
        source = Source(document, name, password, block, info, boxes or None)
        with self.lock:
            self._sources[document] = source
        self.dispatch.add(Job(Op.OPEN, source, None, info, decode_info))
        return info

    def put(self, name: str, pieces: Iterable[bytes], size: int, *, like: Source | None) -> Source:
        """Keep bytes for the processes under a name that no document has.

        Args:
            name: Replaces what had that name; what is still asked of it fails.
            pieces: The bytes.
            size: How many there are.
            like: The document these bytes are an order for, if any.
        """
        self.close(name)
        block = Block.holding(pieces, size)
        if like is None:
            source = Source(name, "", "", block, Future())
        else:
            source = Source(like.name, like.file_name, like.password, block, like.info, like.boxes)
        with self.lock:
            self._sources[name] = source
        return source

    def close(self, document: str) -> None:
        """Forget a document with its pictures; what is still asked of it fails."""
        self._forget(document, DocumentError(CLOSED))

    def close_all(self) -> None:
        """Forget all documents."""
        for name in list(self._sources):
            self.close(name)

    # -- what is asked ---------------------------------------------------------

    def ask(
        self,
        op: Op,
        document: str,
        page: int | None,
        decoded: Callable[[memoryview], T],
        more: dict[str, object] | None = None,
    ) -> Future[T]:
        """Queue a job for a document and return its future."""
        future: Future[T] = Future()
        with self.lock:
            source = self._sources.get(document)
            if source is None:
                future.set_exception(DocumentError(NOT_OPEN))
                return future
        self.dispatch.add(Job(op, source, page, future, decoded, more=more or {}))
        return future

    def _forget(self, document: str, reason: DocumentError) -> None:
        """Close a document and fail what is still asked of it."""
        with self.lock:
            source = self._sources.pop(document, None)
            if source is None:
                return
            source.closed = True
            waiting = self.dispatch.withdraw(source)
            self._pictures.drop_document(document)
            source.block.close()
        for job in waiting:
            self._fail(job, reason)

    # -- what is answered (without the lock) -----------------------------------

    def _succeed(self, job: Job, result: object) -> None:
        key, future = job.key, job.future
        if key is not None:  # told even if closed meanwhile: it may have been opened anew
            self._delivery.call(lambda: self._drawn(key))
        elif future is not None and self._claim(job):
            self._delivery.result(future, result)

    def _fail(self, job: Job, error: DocumentError) -> None:
        source, page, future = job.source, job.page, job.future
        claimed = self._claim(job)
        if job.op is Op.OPEN and self._sources.get(source.name) is source:
            self._forget(source.name, error)
        if future is not None and claimed:
            self._delivery.error(future, error)
        elif page is not None and page not in source.told and self._is_told(source, error):
            source.told.add(page)
            self._delivery.call(lambda: self._trouble(source.name, page, str(error)))

    def _is_told(self, source: Source, error: DocumentError) -> bool:
        """Tell whether somebody wants to hear that a picture can't be drawn.

        Nobody does of a document that is gone, and of a password the opening tells.
        """
        gone = source.closed or self.dispatch.closing
        return not gone and not isinstance(error, PasswordNeededError)

    def _claim(self, job: Job) -> bool:
        """Tell whether a job's result is still to be passed on, and see that it is once."""
        with self.lock:
            first = not job.finished
            job.finished = True
            return first
