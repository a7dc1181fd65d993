"""Whether the packed parts of a PDF can be unpacked to their end, and whether that is right.

MuPDF takes what it gets: it reads past a wrong checksum, and it hides what the reader of
JPEG pictures complains about.
"""

from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ZLIB = ("FlateDecode", "Fl")
_JPEG = ("DCTDecode", "DCT")
_BASE_85 = ("ASCII85Decode", "A85")
_BASE_16 = ("ASCIIHexDecode", "AHx")

_START, _END = b"\xff\xd8", b"\xff\xd9"
"""Of a JPEG picture."""
_SMALLER = 8
"""By how much a JPEG picture is made smaller when it is only tried: nearly no memory is needed."""
_MOST_PIXELS = 2**27
"""Of the JPEG pictures that are tried; of a larger one the coefficients may not fit into memory."""

_MOST_UNPACKED = 2**28
_STEP = 2**20
_SPACE = b"\x00\t\n\x0c\r "


def can_be_unpacked(filters: Sequence[str], packed: bytes) -> bool:
    """Tell whether a stream can be unpacked to its end, as far as can be told.

    What is packed by zlib ends with a checksum. What has none is only known to be wrong where
    the packed data themselves are impossible.

    Args:
        filters: The names of the ways in which it is packed, the outermost first.
        packed: Its bytes.
    """
    match filters:
        case [name, *inner] if name in _BASE_85 + _BASE_16:
            bytes_ = _from_letters(packed, 16 if name in _BASE_16 else 85)
            return bytes_ is not None and can_be_unpacked(inner, bytes_)
        case [name, *_] if name in _ZLIB:
            return _unpacks(packed)
        case [name] if name in _JPEG:
            return is_jpeg(packed)
        case _:
            return True


def _from_letters(packed: bytes, base: int) -> bytes | None:
    """Return the bytes that are written in letters (ISO 32000-1, 7.4.2 and 7.4.3).

    None where they can't be. Many writers leave out the mark of the end.
    """
    letters = packed.partition(b">" if base == 16 else b"~>")[0]
    try:
        if base == 85:
            return base64.a85decode(letters.strip(_SPACE).removeprefix(b"<~"), ignorechars=_SPACE)
        digits = letters.translate(None, _SPACE)
        return base64.b16decode(digits + b"0" * (len(digits) % 2), casefold=True)
    except ValueError:
        return None


def is_jpeg(packed: bytes) -> bool:
    """Tell whether a JPEG picture can be decoded without a complaint.

    A picture whose colours are other ones than they were can be that, too.
    """
    if not packed.startswith(_START) or _END not in packed:
        return False
    import simplejpeg  # and numpy with it, which few documents need

    try:
        height, width, colours, _ = simplejpeg.decode_jpeg_header(packed)
    except ValueError:
        return True  # of a kind that this decoder doesn't know
    if int(height) * int(width) > _MOST_PIXELS:
        return True
    mode = "CMYK" if colours in ("CMYK", "YCCK") else "GRAY"
    try:
        simplejpeg.decode_jpeg(
            packed, mode, fastdct=True, min_height=1, min_width=1, min_factor=_SMALLER
        )
    except ValueError:
        return False
    return True


def _unpacks(packed: bytes) -> bool:
    """Tell whether what zlib has packed can be unpacked to its end; nothing of it is kept."""
    unpack = zlib.decompressobj()
    done = 0
    try:
        while packed and not unpack.eof and done < _MOST_UNPACKED:
            done += len(unpack.decompress(packed, _STEP))
            packed = unpack.unconsumed_tail
    except zlib.error:
        return False
    return unpack.eof or done >= _MOST_UNPACKED
