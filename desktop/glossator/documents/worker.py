"""The main loop of a document process.

Started as a program of its own, it imports neither Qt nor the rest of Glossator. It
answers one request after the other until the window closes the socket.
"""

from __future__ import annotations

import gc
import json
import socket
import traceback
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from glossator.documents.channel import Channel, ChannelClosedError
from glossator.documents.codec import encode, encode_page_text
from glossator.documents.memory import map_readable, map_writable, populate
from glossator.documents.protocol import (
    READY,
    Op,
    Status,
    parse_request,
    progress,
    refusal,
    reply_frame,
)
from glossator.documents.sandbox import confine, end_in, own_memory
from glossator.domain.errors import DocumentError
from glossator.domain.pages.geometry import PageBox, Rect
from glossator.domain.pages.tiling import PixelRect

if TYPE_CHECKING:
    import mmap
    from collections.abc import Callable

    from glossator.documents.engine import mupdf, pymupdf
    from glossator.documents.finding import Finder
    from glossator.documents.matcher import Matcher
    from glossator.documents.suggesting import Tutor

OPEN_DOCUMENTS = 8
"""Documents that a process keeps open; others are opened again when wanted."""

DISPLAY_LISTS = 12
"""Pages whose drawing commands a process keeps, so that a new scale or tile is quick."""

_LONGEST_REQUEST = 2**20
_PIXEL = 4
_TIDY_ABOVE = 600 * 2**20
_PAGE_DAMAGED = "This page is damaged and can't be shown."
_TEXT_DAMAGED = "The text of this page is damaged and can't be read."


@dataclass(slots=True)
class _Source:
    """A document as it was handed over, and opened if it is in use."""

    data: mmap.mmap
    name: str
    password: str = field(repr=False)


class Worker:
    """The documents of this process and the answers it gives.

    Args:
        arena: Where it draws.
        tell: Sends a frame before the answer is there.
    """

    def __init__(self, arena: mmap.mmap | None, tell: Callable[[bytes], None]) -> None:
        self._arena = arena
        self.tell = tell
        self._sources: dict[int, _Source] = {}
        self._open: OrderedDict[int, tuple[pymupdf.Document, str]] = OrderedDict()
        self._lists: OrderedDict[tuple[int, int], mupdf.FzDisplayList] = OrderedDict()
        self._pictures: dict[tuple[int, int], tuple[Rect, ...]] = {}
        self._matcher: Matcher | None = None
        self._tutor: Tutor | None = None
        self._finder: Finder | None = None

    def attach(self, request: dict[str, Any], descriptor: int) -> None:
        """Take over the bytes of a document."""
        data = map_readable(descriptor, request["size"])
        self._sources[request["doc"]] = _Source(data, request["name"], request["password"])

    def detach(self, document: int) -> None:
        """Forget a document."""
        self._forget(document)
        if self._finder is not None:
            self._finder.forget(document)
        self._sources.pop(document, None)

    def answer(self, request: dict[str, Any]) -> bytes:
        """Return the body of the reply to a request.

        Raises:
            Exception: Whatever PyMuPDF raises, which is a wide choice.
        """
        of_words = {Op.MATCH: self._match, Op.SUGGEST: self._suggest, Op.FIND: self._find}
        if request["op"] in of_words:
            return of_words[request["op"]](request)
        if request["op"] == Op.ANNOTATE:
            from glossator.documents.annotating import annotated

            source = self._sources[request["doc"]]
            return annotated(source.data, source.name, source.password)
        match Op(request["op"]):
            case Op.WARM:
                self._document(request["doc"])
                return b""
            case Op.READ:
                return self._read(request)
            case Op.DRAW:
                self._draw(request)
                return b""
            case Op.CLIP:
                from glossator.documents.clipping import clip

                display_list = self._display_list(request["doc"], request["page"])
                return clip(display_list, Rect(*request["area"]))
            case _:
                return self._told(request)

    def _told(self, request: dict[str, Any]) -> bytes:
        """Return what is read in a document."""
        document, kind = self._document(request["doc"])
        match Op(request["op"]):
            case Op.OPEN:
                from glossator.documents.inspecting import inspect

                return encode(inspect(document, kind, self._sources[request["doc"]].data))
            case Op.LINKS:
                from glossator.documents.inspecting import page_links

                box = PageBox(*request["box"])
                return encode(page_links(document, request["page"], box))
            case Op.PAGE_TEXT:
                from glossator.documents.text import page_text

                return encode_page_text(page_text(document, request["page"]))
            case Op.MARKS:
                from glossator.documents.found_marks import found_marks

                return encode(found_marks(document))
            case other:
                raise ValueError(f"no answer to {other}")

    def _match(self, request: dict[str, Any]) -> bytes:
        """Compare a document's passages with those of others, all of which were offered."""
        from glossator.documents.matcher import Matcher
        from glossator.documents.matching import encode_matched

        if self._matcher is None:
            self._matcher = Matcher()
        self._matcher.take(request["doc"], self._sources[request["doc"]].data)
        return encode_matched(self._matcher.match(request["document"], request["others"]))

    def _suggest(self, request: dict[str, Any]) -> bytes:
        """Suggest themes or paragraphs by the lesson that was handed over."""
        from glossator.documents.suggesting import Tutor, encode_answer

        if self._tutor is None:
            self._tutor = Tutor()
        self._tutor.take(request["doc"], self._sources[request["doc"]].data)
        return encode_answer(self._tutor.suggest(request))

    def _read(self, request: dict[str, Any]) -> bytes:
        """Read a document through, opened anew: it warns of what is damaged only once."""
        from glossator.documents.opening import open_document
        from glossator.documents.structure import read_structure
        from glossator.documents.watch import Watch
        from glossator.documents.wholeness import find_damage, forget_warnings

        source = self._sources[request["doc"]]
        forget_warnings()
        document, _ = open_document(source.data, source.name, source.password)
        watch = Watch.of(document)
        watch.skipped = frozenset((step, page) for step, page in request["skipped"])
        watch.tell = lambda place: self.tell(reply_frame(request["id"], *progress(place)))
        pages = document.page_count
        text, structure = read_structure(document)
        damage = find_damage(document, source.data, pages, drawing=request["drawing"])
        return encode((text, replace(structure, damage=damage)))

    def _find(self, request: dict[str, Any]) -> bytes:
        """Find a regular expression in a text that was handed over."""
        from glossator.documents.finding import Finder, encode_hits

        if self._finder is None:
            self._finder = Finder()
        number = request["doc"]
        return encode_hits(self._finder.find(number, self._sources[number].data, request))

    def free_memory(self) -> None:
        """Drop everything that can be made again."""
        self._lists.clear()
        self._pictures.clear()
        for document in list(self._open):
            self._forget(document)
        from glossator.documents.engine import pymupdf

        pymupdf.TOOLS.store_shrink(100)

    def _document(self, number: int) -> tuple[pymupdf.Document, str]:
        """Return a document, opened if it isn't yet, and the key of its format."""
        found = self._open.get(number)
        if found is None:
            from glossator.documents.opening import open_document

            source = self._sources[number]
            found = self._open[number] = open_document(source.data, source.name, source.password)
            while len(self._open) > OPEN_DOCUMENTS:
                self._forget(next(iter(self._open)))
        self._open.move_to_end(number)
        return found

    def _forget(self, number: int) -> None:
        """Close a document, if it is open, and drop what was made of it."""
        for key in [key for key in self._lists if key[0] == number]:
            del self._lists[key]
            self._pictures.pop(key, None)
        self._open.pop(number, None)

    def _draw(self, request: dict[str, Any]) -> None:
        """Draw a tile into the arena."""
        from glossator.documents.drawing import draw, draw_at_night

        tile = PixelRect(*request["tile"])
        start, size = request["offset"], tile.width * tile.height * _PIXEL
        display_list = self._display_list(request["doc"], request["page"])
        if self._arena is None:
            raise ValueError("no arena to draw in")
        populate(self._arena, start, size)
        how: dict[str, Any] = {
            "page_size": (request["width"], request["height"]),
            "rotation": request["rotation"],
        }
        with memoryview(self._arena) as pixels:
            target = pixels[start : start + size]
            if request["night"]:
                pictures = self._pictures_of(request["doc"], request["page"])
                draw_at_night(display_list, target, tile, **how, pictures=pictures)
            else:
                draw(display_list, target, tile, **how)

    def _pictures_of(self, number: int, page: int) -> tuple[Rect, ...]:
        """Return where pictures stand on a page."""
        key = (number, page)
        if key not in self._pictures:
            from glossator.documents.night import pictures_of

            self._pictures[key] = pictures_of(self._display_list(number, page))
        return self._pictures[key]

    def _display_list(self, number: int, page: int) -> mupdf.FzDisplayList:
        """Return the drawing commands of a page, its annotations included."""
        key = (number, page)
        found = self._lists.get(key)
        if found is None:
            from glossator.documents.engine import mupdf

            document, _ = self._document(number)
            found = mupdf.fz_new_display_list_from_page(document[page].this)
            self._lists[key] = found
            while len(self._lists) > DISPLAY_LISTS:
                dropped, _ = self._lists.popitem(last=False)
                self._pictures.pop(dropped, None)
        self._lists.move_to_end(key)
        return found


def serve(channel: Channel, worker: Worker) -> None:
    """Answer requests until the window closes the channel."""
    while True:
        frame, descriptors = channel.receive()
        request = parse_request(frame)
        match request["op"]:
            case Op.ATTACH:
                worker.attach(request, descriptors[0])
            case Op.DETACH:
                worker.detach(request["doc"])
            case _:
                end_in(request["alarm"])
                status, body = _answered(worker, request)
                end_in(0)
                channel.send(reply_frame(request["id"], status, body))
                if own_memory() > _TIDY_ABOVE:
                    worker.free_memory()


def _answered(worker: Worker, request: dict[str, Any]) -> tuple[Status, bytes]:
    """Return the status and body of the reply to a request."""
    try:
        return Status.DONE, worker.answer(request)
    except DocumentError as error:
        return refusal(error)
    # PyMuPDF raises at least eight kinds of exception at bad files, without a common base;
    # every one must become an answer here, and a defect of ours too, with its cause.
    except Exception as error:  # noqa: BLE001
        from glossator.documents.opening import DAMAGED, TOO_LARGE, as_document_error

        text = request["op"] in (Op.PAGE_TEXT, Op.LINKS)
        sentence = _TEXT_DAMAGED if text else DAMAGED if request["page"] is None else _PAGE_DAMAGED
        refused = as_document_error(error, sentence)
        detail = "".join(traceback.format_exception(error, limit=-6))
        if str(refused) == TOO_LARGE:
            worker.free_memory()
        return refusal(refused, detail)


def main(descriptor: int) -> None:
    """Run a document process over an inherited socket.

    The first frame tells how many bytes of address space it may take (0: no limit) and how
    many the block for pictures has that comes with it (0: none).

    Args:
        descriptor: The socket.
    """
    channel = Channel(socket.socket(fileno=descriptor), _LONGEST_REQUEST, descriptors=1)
    gc.disable()
    # What first pages need, before the limits: it may write its bytecode.
    import glossator.documents.drawing
    import glossator.documents.inspecting
    import glossator.documents.text  # noqa: F401

    # Looking for garbage in what is imported, and stays, took an eighth of it.
    gc.freeze()
    gc.enable()
    try:
        frame, descriptors = channel.receive()
        sizes = json.loads(frame)
        guards = confine(sizes["memory"])
        arena = map_writable(descriptors[0], sizes["arena"]) if sizes["arena"] else None
        channel.send(reply_frame(READY, Status.DONE, encode(guards)))
        serve(channel, Worker(arena, channel.send))
    except ChannelClosedError:
        pass  # the window has gone, and so do we
