"""The document processes as the window and the command line use them.

Every method returns at once. Results come as futures, pictures through `on_picture`;
both are completed through `deliver`, so that a window can have them on its own thread.
A caller whose `deliver` waits for that thread must not block it with `result()`.
"""

from __future__ import annotations

import math
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Self

from glossator.documents.codec import (
    decode,
    decode_page_text,
    decode_picture,
    decode_reading,
)
from glossator.documents.delivery import Delivery
from glossator.documents.jobs import Job
from glossator.documents.limits import Limits
from glossator.documents.pictures import Picture, Pictures
from glossator.documents.protocol import (
    DocumentInfo,
    Link,
    Matched,
    Op,
    OutlineEntry,
    Priority,
)
from glossator.documents.shelf import Shelf
from glossator.domain.guards import Guards, all_of
from glossator.domain.pages.tiling import TileKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from concurrent.futures import Future

    from glossator.documents.finding import Hits
    from glossator.documents.spawning import Spawned
    from glossator.documents.suggesting import Answer
    from glossator.domain.incoming.found_marks import FoundMarks
    from glossator.domain.pages.geometry import PageBox, Rect
    from glossator.domain.pdf_marks import PdfMark, PdfPrint
    from glossator.domain.ranking.counterparts import Passage
    from glossator.domain.reports.structure import Structure
    from glossator.domain.text.find import Query
    from glossator.domain.text.page_text import PageText, ReportText

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

PASSAGES = "passages"
"""The name of what `offer` hands over, which no document has."""

TEXT = "text of"
"""How the names of texts begin that are found in; a document's own name follows."""

LESSON = "lesson"
"""The name of what `teach` hands over."""

ANNOTATED = "annotated"
"""How the names of documents begin that get marks; no document's own name does."""


class DocumentPool:
    """Documents, opened and drawn in processes of their own.

    Args:
        renderers, readers: How many processes draw, and how many read, at the most.
        limits: What they may take.
        arena_bytes: Room for pictures.
        deliver: Completes results, in a thread of the caller's choice.
        all_at_once: Whether all processes are started at the beginning, rather than one
            and the others when there is work for them.
    """

    def __init__(
        self,
        *,
        renderers: int = 2,
        readers: int = 1,
        limits: Limits = Limits(),  # noqa: B008  (frozen)
        arena_bytes: int = 256 * 2**20,
        deliver: Callable[[Callable[[], None]], None] | None = None,
        all_at_once: bool = False,
    ) -> None:
        self.on_picture: Callable[[TileKey], None] = lambda _key: None
        self.on_trouble: Callable[[str, int | None, str], None] = lambda *_: None
        self._all_at_once = all_at_once
        self._orders = count(1)
        self._pictures = Pictures(arena_bytes if renderers else 0)
        self._shelf = Shelf(
            renderers,
            readers,
            limits,
            self._pictures,
            Delivery(deliver),
            drawn=lambda key: self.on_picture(key),
            trouble=lambda document, page, why: self.on_trouble(document, page, why),
        )
        self._dispatch = self._shelf.dispatch
        self._lock = self._shelf.lock

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()

    # -- life ----------------------------------------------------------------

    def start(self, early: Spawned | None = None) -> None:
        """Start working; returns at once. Starting twice does nothing.

        Args:
            early: A process that was started before the pool was there.
        """
        self._dispatch.start(all_at_once=self._all_at_once, early=early)

    def shutdown(self) -> None:
        """End all processes and give back all memory. What is still asked for fails."""
        self._dispatch.shutdown()
        self._shelf.close_all()
        self._pictures.close()

    def memory(self) -> dict[str, int]:
        """Return the bytes of each process's own memory, and of the pictures in use."""
        with self._lock:
            found = {process.name: process.memory() for process in self._dispatch.processes}
            found["pictures"] = self._pictures.used
            return found

    def guards(self) -> Guards | None:
        """Return what every process that has started gave up; None while none has."""
        with self._lock:
            running = (process for process in self._dispatch.processes if process.is_started)
            return all_of(process.guards for process in running)

    def pids(self) -> dict[str, int | None]:
        """Return the number of each process, for tests that do them harm."""
        with self._lock:
            return {process.name: process.pid for process in self._dispatch.processes}

    # -- documents -----------------------------------------------------------

    def open(
        self,
        document: str,
        pieces: Iterable[bytes],
        size: int,
        *,
        name: str = "",
        password: str = "",
        boxes: tuple[PageBox, ...] = (),
    ) -> Future[DocumentInfo]:
        """Open a document. One that is open, or on its way, is not opened again.

        Args:
            document: What to call it from here on.
            pieces: The file, piece by piece; taken before this returns.
            size: Bytes of the file.
            name: Its file name, whose suffix helps to tell the format.
            password: For an encrypted one.
            boxes: Of its pages, where they are known from an earlier opening. Pictures are
                then drawn before all pages have been looked at. What the file says stands.

        Raises:
            ValueError: The pieces are not of that size.
        """
        return self._shelf.open(document, pieces, size, name=name, password=password, boxes=boxes)

    def close(self, document: str) -> None:
        """Forget a document with its pictures; what is still asked of it fails."""
        self._shelf.close(document)
        self._shelf.close(f"{TEXT} {document}")

    def page_text(self, document: str, page: int) -> Future[PageText]:
        """Return the text of a page with the place of every character."""
        return self._shelf.ask(Op.PAGE_TEXT, document, page, decode_page_text)

    def read(self, document: str) -> Future[tuple[ReportText, Structure]]:
        """Return the text of the whole document and its structure."""
        return self._shelf.ask(Op.READ, document, None, decode_reading)

    def links(self, document: str, page: int) -> Future[tuple[Link, ...]]:
        """Return the links of a page."""
        return self._shelf.ask(Op.LINKS, document, page, _decode_links)

    def marks(self, document: str) -> Future[FoundMarks]:
        """Return the marks that stand in a PDF, whoever put them there."""
        return self._shelf.ask(Op.MARKS, document, None, _decode_marks)

    def clip(self, document: str, page: int, area: Rect) -> Future[bytes]:
        """Return a PNG picture of an area of a page, of at most 200 kB.

        Args:
            document: An open document.
            page: Zero-based page index.
            area: In view space of the page.
        """
        return self._shelf.ask(Op.CLIP, document, page, decode_picture, {"area": tuple(area)})

    def annotated(
        self, document: str, marks: Sequence[PdfMark], printed: PdfPrint | None = None
    ) -> Future[bytes]:
        """Return a copy of an open document, as a PDF with marks in it.

        Its bytes are copied before this returns.

        Args:
            document: The document.
            marks: What is written into the copy.
            printed: For a copy to print, None for one to go on working with.
        """
        with self._lock:
            source = self._shelf.find(document)
            if source is None:
                return self._shelf.ask(Op.ANNOTATE, document, None, bytes)
            # Imported when wanted, here and below: they would hold up the start of the window.
            from glossator.documents.annotating import order

            size, pieces = order(marks, source.block.size, source.block.pieces(), printed)
            key = f"{ANNOTATED} {next(self._orders)}"
            self._shelf.put(key, pieces, size, like=source)
        future = self._shelf.ask(Op.ANNOTATE, key, None, bytes)
        future.add_done_callback(lambda _: self.close(key))
        return future

    def find(self, document: str, text: str, query: Query) -> Future[Hits]:
        """Find a regular expression; one that takes too long is given up with a sentence.

        Args:
            document: What the text is of; handed to the processes once for each.
            text: Its canonical text.
            query: What to find.
        """
        from glossator.documents.finding import decode_hits, encode_query, encode_text

        name = f"{TEXT} {document}"
        with self._lock:
            if self._shelf.find(name) is None:
                data = encode_text(text)
                self._shelf.put(name, (data,), len(data), like=None)
        decoded = partial(decode_hits, length=len(text))
        return self._shelf.ask(Op.FIND, name, None, decoded, encode_query(query))

    # -- passages ------------------------------------------------------------

    def offer(self, passages_by_document: Mapping[str, Sequence[Passage]]) -> None:
        """Hand over what is to be compared, in place of what was offered before.

        The process keeps what it has prepared of documents that are offered again; what is
        still asked of the former offer fails. Comparing is quickest one document after the
        other in the order given here, each with those before it.
        """
        from glossator.documents.matching import encode_passages

        passages = encode_passages(passages_by_document)
        self._shelf.put(PASSAGES, (passages,), len(passages), like=None)

    def match(self, document: str, others: Sequence[str]) -> Future[Matched]:
        """Compare a document's passages with those of others, all of them offered before.

        Takes some tenths of a second, so that text and readings need not wait. If the
        answer is not `done`, ask again.
        """
        from glossator.documents.matching import decode_matched

        more: dict[str, object] = {"document": document, "others": list(others)}
        return self._shelf.ask(Op.MATCH, PASSAGES, None, decode_matched, more)

    def teach(self, lesson: bytes) -> None:
        """Hand over what suggestions rest on; what is still asked by the former lesson fails."""
        self._shelf.put(LESSON, (lesson,), len(lesson), like=None)

    def suggest(
        self, without: Sequence[str | int], limit: int, *, text: str = "", theme: str = ""
    ) -> Future[Answer]:
        """Suggest themes for a text, or paragraphs for a theme; see `suggesting.Tutor`.

        Takes some tenths of a second. If the answer is not there yet, ask again.
        """
        from glossator.documents.suggesting import decode_answer

        more = {"without": list(without), "limit": limit, "text": text, "theme": theme}
        return self._shelf.ask(Op.SUGGEST, LESSON, None, decode_answer, more)

    # -- pictures ------------------------------------------------------------

    @property
    def visible(self) -> frozenset[TileKey]:
        """The pictures on the screen, which are never overwritten. Assign a new set."""
        return self._pictures.visible

    @visible.setter
    def visible(self, keys: Iterable[TileKey]) -> None:
        with self._lock:
            self._pictures.visible = frozenset(keys)
            self._dispatch.pump()

    @property
    def is_sharp(self) -> bool:
        """Whether there are pictures on the screen, and all of them are drawn."""
        with self._lock:
            return bool(self.visible) and all(map(self._pictures.is_drawn, self.visible))

    def picture(self, key: TileKey) -> Picture | None:
        """Return a picture if it is drawn, and count it as used."""
        with self._lock:
            boxes = self._shelf.boxes(key.document)
            return self._pictures.get(key, boxes) if boxes else None

    def nearest(
        self,
        document: str,
        page: int,
        rotation: int = 0,
        scale: float = math.inf,
        *,
        night: bool = False,
    ) -> Picture | None:
        """Return a picture of the whole page at the scale nearest to one, or None.

        Without a scale, the largest.
        """
        with self._lock:
            boxes = self._shelf.boxes(document)
            if not 0 <= page < len(boxes):
                return None
            like = TileKey(document, page, scale, rotation, night=night)
            return self._pictures.nearest(like, boxes)

    def request(self, key: TileKey, priority: Priority, generation: int) -> None:
        """Ask for a picture; `on_picture` tells when it is drawn.

        Nothing happens for one that is drawn, being drawn or refused. The visible come
        first, of those the newest generation, of those the first asked for.
        """
        with self._lock:
            source = self._shelf.find(key.document)
            if source is None or key in self._pictures or (Op.DRAW, key.page) in source.refused:
                return
            self._dispatch.queue.add(
                Job(Op.DRAW, source, key.page, key=key, priority=priority, generation=generation)
            )
            self._dispatch.pump()

    def is_refused(self, document: str, page: int) -> bool:
        """Tell whether a page will not be drawn any more, or its document is not open."""
        with self._lock:
            source = self._shelf.find(document)
            return source is None or (Op.DRAW, page) in source.refused

    def drop_before(self, generation: int) -> None:
        """Forget the pictures asked for before a generation and not begun."""
        with self._lock:
            self._dispatch.queue.drop_before(generation)


def open_bytes(
    pool: DocumentPool, document: str, data: bytes, *, name: str = "", password: str = ""
) -> Future[DocumentInfo]:
    """Open a document whose bytes are at hand."""
    return pool.open(document, (data,), len(data), name=name, password=password)


def _decode_links(body: memoryview) -> tuple[Link, ...]:
    return decode(tuple[Link, ...], body)


def _decode_marks(body: memoryview) -> FoundMarks:
    from glossator.domain.incoming.found_marks import FoundMarks

    return decode(FoundMarks, body)
