"""Turn values into bytes and back, taking nothing on trust.

A dataclass or named tuple becomes the JSON array of its fields. Decoding follows the
types of the fields and refuses whatever doesn't fit them, so that what comes out is as
sound as what our own code makes. The boxes of a page's characters travel as raw 32-bit
floats behind the JSON.
"""

from __future__ import annotations

import dataclasses
import json
import math
import struct
import sys
import types
from array import array
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from glossator.documents.protocol import DocumentInfo, ProtocolError
from glossator.domain.reports.structure import Structure
from glossator.domain.text.cleaning import is_clean
from glossator.domain.text.page_text import Line, PageText, ReportText

if TYPE_CHECKING:
    from collections.abc import Callable

    Decoder = Callable[[Any], Any]

T = TypeVar("T")

PICTURE_BYTES = 200_000
"""Size of the largest picture of an area that is kept."""

PICTURE_PIXELS = 2_400_000
"""A page of A4 at 150 dots an inch has 2.2 million; more take the window long to show."""

_LENGTH = struct.Struct("<I")
_PNG_HEAD = struct.Struct(">8sI4sII")
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def encode(value: object) -> bytes:
    """Return the bytes of a value made of dataclasses, tuples, enums and plain values."""
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False).encode()


def decode(kind: type[T], data: bytes | memoryview) -> T:
    """Return the value of a type that `encode` made into bytes.

    Raises:
        ProtocolError: The bytes don't hold such a value.
    """
    try:
        found: T = _known_decoder(kind)(json.loads(bytes(data), parse_constant=_no_constant))
    except (ValueError, TypeError, RecursionError) as error:
        raise ProtocolError(f"no {kind}: {error}") from error
    return found


def decode_info(data: bytes | memoryview) -> DocumentInfo:
    """Return what is known of a document.

    Raises:
        ProtocolError: The bytes don't hold it, or its pages don't add up.
    """
    info = decode(DocumentInfo, data)
    pages = info.n_pages
    if pages < 1 or len(info.boxes) != pages or len(info.labels) != pages:
        raise ProtocolError("pages that don't add up")
    if any(box.rotation not in (0, 90, 180, 270) for box in info.boxes):
        raise ProtocolError("a page askew")
    return info


def decode_reading(data: bytes | memoryview) -> tuple[ReportText, Structure]:
    """Return a document's text and structure.

    Raises:
        ProtocolError: The bytes don't hold them, or a unit lies outside the text.
    """
    text, structure = decode(tuple[ReportText, Structure], data)
    length = len(text.text)
    if not all(0 <= a <= b <= length for unit in structure.units for a, b in unit.spans):
        raise ProtocolError("a unit outside the text")
    return text, structure


def encode_page_text(text: PageText) -> bytes:
    """Return the bytes of a page's text."""
    head = encode((text.page, text.text, text.lines))
    boxes = array("f", text.boxes)
    if sys.byteorder == "big":
        boxes.byteswap()
    return _LENGTH.pack(len(head)) + head + boxes.tobytes()


def decode_page_text(data: bytes | memoryview) -> PageText:
    """Return the page's text that `encode_page_text` made into bytes.

    Raises:
        ProtocolError: The bytes don't hold a page's text, or a line or box lies outside.
    """
    view = memoryview(data)
    try:
        (length,) = _LENGTH.unpack_from(view)
    except struct.error as error:
        raise ProtocolError("a page's text without a head") from error
    head = view[_LENGTH.size : _LENGTH.size + length]
    page, text, lines = decode(tuple[int, str, tuple[Line, ...]], head)
    boxes = array("f")
    try:
        boxes.frombytes(view[_LENGTH.size + length :])
    except ValueError as error:
        raise ProtocolError("half a number") from error
    if sys.byteorder == "big":
        boxes.byteswap()
    if len(boxes) != 4 * len(text) or not math.isfinite(sum(boxes)):
        raise ProtocolError("boxes that don't fit the text")
    if not all(0 <= line.start <= line.end <= len(text) for line in lines):
        raise ProtocolError("a line outside the text")
    return PageText(page, text, boxes, lines)


def decode_picture(data: bytes | memoryview) -> bytes:
    """Return the PNG file of an area.

    Raises:
        ProtocolError: It is none, or larger than any that is made.
    """
    png = bytes(data)
    if not _PNG_HEAD.size < len(png) <= PICTURE_BYTES:
        raise ProtocolError("a picture of the wrong size")
    signature, _, chunk, width, height = _PNG_HEAD.unpack_from(png)
    if signature != _PNG_SIGNATURE or chunk != b"IHDR":
        raise ProtocolError("a file that is no picture")
    # Edges are rounded outwards, so there may be a row and a column more.
    if not 0 < (width - 2) * (height - 2) <= PICTURE_PIXELS and min(width, height) > 2:
        raise ProtocolError("a picture of too many pixels")
    return png


def _plain(value: object) -> object:
    """Return the value as JSON knows it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _decoder(kind: Any) -> Decoder:  # noqa: ANN401  (a type, or what stands for one)
    """Return the function that makes a value of a type from plain JSON."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional(kind)
    if origin is tuple:
        return _tuple(get_args(kind))
    if isinstance(kind, type):
        if issubclass(kind, Enum):
            return kind
        if dataclasses.is_dataclass(kind) or hasattr(kind, "_fields"):
            return _record(kind)
        return _scalar(kind)
    raise TypeError(f"no way to decode {kind}")


_known_decoder: Callable[[Any], Decoder] = cache(_decoder)


def _scalar(kind: type) -> Decoder:
    """Return a decoder that lets through exactly one of str, int, float and bool."""

    def decode_scalar(plain: object) -> object:
        if kind is float and type(plain) is int:
            return float(plain)
        if type(plain) is not kind:
            raise TypeError(f"{plain!r} is no {kind.__name__}")
        if isinstance(plain, str) and not is_clean(plain):
            raise ValueError("text with forbidden characters")
        if isinstance(plain, float) and not math.isfinite(plain):
            raise ValueError("a number without bounds")
        return plain

    return decode_scalar


def _optional(kind: object) -> Decoder:
    """Return the decoder of `X | None`."""
    (inner,) = (_decoder(part) for part in get_args(kind) if part is not type(None))
    return lambda plain: None if plain is None else inner(plain)


def _tuple(parts: tuple[Any, ...]) -> Decoder:
    """Return the decoder of `tuple[X, ...]` or of a tuple of fixed length."""
    if len(parts) == 2 and parts[1] is Ellipsis:
        item = _decoder(parts[0])
        return lambda plain: tuple(map(item, _listed(plain)))
    decoders = tuple(map(_decoder, parts))
    return lambda plain: tuple(
        inner(value) for inner, value in zip(decoders, _listed(plain), strict=True)
    )


def _record(kind: type[Any]) -> Decoder:
    """Return the decoder of a dataclass or named tuple."""
    hints = get_type_hints(kind)
    if dataclasses.is_dataclass(kind):
        names = [field.name for field in dataclasses.fields(kind)]
    else:
        names = list(kind._fields)
    decoders = [_decoder(hints[name]) for name in names]
    return lambda plain: kind(
        *(inner(value) for inner, value in zip(decoders, _listed(plain), strict=True))
    )


def _listed(plain: object) -> list[Any]:
    if not isinstance(plain, list):
        raise TypeError("no array")
    return plain
