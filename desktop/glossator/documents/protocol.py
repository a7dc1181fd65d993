"""What a document process is asked and what it answers.

A frame is a length and that many bytes. A request is one JSON object. A reply is the
request's number, a status and a body: JSON, with raw numbers after it where a page's
text needs them. Nothing is ever unpickled, so a process that a hostile file has taken
over can send wrong answers but can't run code in the window's process.
"""

from __future__ import annotations

import json
import struct
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from glossator.documents.watch import Place, Step
from glossator.domain.errors import DocumentError, PasswordNeededError
from glossator.domain.pages.geometry import PageBox, Rect  # noqa: TC001  (the codec reads the hints)
from glossator.domain.ranking.counterparts import Pair  # noqa: TC001  (as above)

if TYPE_CHECKING:
    from collections.abc import Mapping

READY = 0
"""Number of the first frame of a process, which answers no request."""

_REPLY = struct.Struct("<IB")
_PLACE = struct.Struct("<BI")


class Op(StrEnum):
    """The requests."""

    ATTACH = "attach"
    DETACH = "detach"
    WARM = "warm"
    OPEN = "open"
    LINKS = "links"
    PAGE_TEXT = "page_text"
    READ = "read"
    MATCH = "match"
    SUGGEST = "suggest"
    FIND = "find"
    ANNOTATE = "annotate"
    MARKS = "marks"
    DRAW = "draw"
    CLIP = "clip"


class Status(IntEnum):
    """How a request went."""

    DONE = 0
    REFUSED = 1
    PASSWORD = 2
    PROGRESS = 3
    """The answer is yet to come; this tells where the process is."""


class Priority(IntEnum):
    """How soon a picture is wanted."""

    VISIBLE = 0
    NEAR = 1
    BACKGROUND = 2


class OutlineEntry(NamedTuple):
    """One bookmark of the file.

    Attributes:
        level: Depth, 1 is outermost.
        title: Its words on one line.
        page: Zero-based page index.
        y: Distance from the page's upper edge in view space, or None for the whole page.
    """

    level: int
    title: str
    page: int
    y: float | None


class DocumentInfo(NamedTuple):
    """What is known of a document once it is open.

    Attributes:
        n_pages: Number of pages, at least 1.
        media_type: Such as `application/pdf`.
        boxes: Visible box and rotation of each page; (0, 0, width, height) where the
            format has no user space.
        labels: Printed label of each page, counted from 1 where the file has none.
        outline: The file's own bookmarks.
        title, author, subject, created: The file's own metadata on one line each;
            `created` in ISO form where it can be read as a date.
        repaired: The file was damaged and has been repaired on opening: parts may lack.
    """

    n_pages: int
    media_type: str
    boxes: tuple[PageBox, ...]
    labels: tuple[str, ...]
    outline: tuple[OutlineEntry, ...] = ()
    title: str = ""
    author: str = ""
    subject: str = ""
    created: str = ""
    repaired: bool = False


class Link(NamedTuple):
    """A place on a page that leads elsewhere. It is never followed by itself.

    Attributes:
        rect: Where it stands, in PDF user space.
        page: Zero-based page it leads to in the same document, or None.
        point: Point on that page in view space, or None.
        uri: Address outside the document, or empty.
    """

    rect: Rect
    page: int | None = None
    point: tuple[float, float] | None = None
    uri: str = ""


class Matched(NamedTuple):
    """Which passages of a document and others are alike.

    Attributes:
        done: Whether that is all. Otherwise the process has used the time of one request
            for preparing, and is to be asked again.
        among: How many passages are ranked together.
        pairs: A pair for each other document.
    """

    done: bool
    among: int
    pairs: tuple[Pair, ...] = ()


class ProtocolError(Exception):
    """A process answered with something that is no answer; it can't be trusted further."""


def request_frame(number: int, op: Op, **arguments: object) -> bytes:
    """Return the bytes of a request."""
    return json.dumps({"id": number, "op": op, **arguments}).encode()


def parse_request(frame: bytes) -> dict[str, Any]:
    """Return the arguments of a request, with `id` and `op`."""
    found: dict[str, Any] = json.loads(frame)
    return found


def reply_frame(number: int, status: Status, body: bytes) -> bytes:
    """Return the bytes of a reply."""
    return _REPLY.pack(number, status) + body


def parse_reply(frame: bytes) -> tuple[int, Status, memoryview]:
    """Return the number, status and body of a reply.

    Raises:
        ProtocolError: The frame is no reply.
    """
    try:
        number, status = _REPLY.unpack_from(frame)
        return number, Status(status), memoryview(frame)[_REPLY.size :]
    except (struct.error, ValueError) as error:
        raise ProtocolError("a frame that is no reply") from error


def refusal(error: DocumentError, detail: str = "") -> tuple[Status, bytes]:
    """Return the status and body that carry an error, with its cause for the log."""
    status = Status.PASSWORD if isinstance(error, PasswordNeededError) else Status.REFUSED
    return status, json.dumps({"sentence": str(error), "detail": detail}).encode()


def progress(place: Place) -> tuple[Status, bytes]:
    """Return the status and body that tell where a reading is."""
    return Status.PROGRESS, _PLACE.pack(*place)


def parse_progress(body: memoryview) -> Place:
    """Return where a reading is.

    Raises:
        ProtocolError: The body tells no place.
    """
    try:
        step, page = _PLACE.unpack(body)
        return Place(Step(step), page)
    except (struct.error, ValueError) as error:
        raise ProtocolError("a progress to no place") from error


def parse_refusal(status: Status, body: memoryview) -> DocumentError:
    """Return the error that a refusal carries.

    Raises:
        ProtocolError: The body is no refusal.
    """
    try:
        said: Mapping[str, object] = json.loads(bytes(body))
        sentence, detail = str(said["sentence"]), str(said["detail"])
    except (ValueError, TypeError, KeyError) as error:
        raise ProtocolError("a refusal without a sentence") from error
    kind = PasswordNeededError if status is Status.PASSWORD else DocumentError
    refused = kind(sentence)
    if detail:
        refused.add_note(detail)
    return refused
