"""What is packed is told to be spoilt where that can be known."""

from __future__ import annotations

import base64
import random
import zlib

import pytest

from glossator.documents.engine import pymupdf
from glossator.documents.packed import can_be_unpacked, is_jpeg

WORDS = b"Words of a page. " * 40
PACKED = zlib.compress(WORDS)


def photograph(colours: pymupdf.Colorspace = pymupdf.csRGB) -> bytes:
    """Return a JPEG picture of 96 by 64 pixels in which nothing repeats."""
    dots = enumerate(random.Random(7).randbytes(96 * 64 * colours.n))
    pixels = bytes(at // 97 % 160 + dot % 90 for at, dot in dots)
    made: bytes = pymupdf.Pixmap(colours, 96, 64, pixels, False).tobytes("jpg")
    return made


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        (["FlateDecode"], PACKED),
        (["Fl"], PACKED),
        (["ASCII85Decode", "FlateDecode"], base64.a85encode(PACKED, wrapcol=72) + b"\n~>\n"),
        (["A85", "Fl"], b"<~" + base64.a85encode(PACKED) + b"~>"),
        (["ASCIIHexDecode", "FlateDecode"], PACKED.hex(" ").encode() + b">"),
        (["AHx", "Fl"], PACKED.hex().upper().encode()),
        (["DCTDecode"], photograph()),
        (["DCT"], photograph(pymupdf.csGRAY)),
        (["DCT"], photograph(pymupdf.csCMYK)),
        (["ASCIIHexDecode", "DCTDecode"], photograph().hex().encode() + b">"),
        (["LZWDecode"], b"of which nothing is known"),
    ],
)
def test_what_is_right_can_be_unpacked(filters: list[str], packed: bytes) -> None:
    assert can_be_unpacked(filters, packed)


@pytest.mark.parametrize(
    ("filters", "packed"),
    [
        (["FlateDecode"], PACKED[:-1]),
        (["FlateDecode"], PACKED[:-4] + b"none"),
        (["FlateDecode"], PACKED[:20] + bytes([PACKED[20] ^ 1]) + PACKED[21:]),
        (["A85", "FlateDecode"], base64.a85encode(PACKED[:-3]) + b"~>"),
        (["A85"], b"87cURD]i~vz"),
        (["AHx"], b"57 6f 72 6g>"),
        (["DCTDecode"], photograph()[:-200]),
        (["DCTDecode"], b"\0" + photograph()[1:]),
        (["AHx", "DCTDecode"], photograph()[:-200].hex().encode() + b">"),
    ],
)
def test_what_is_spoilt_is_told(filters: list[str], packed: bytes) -> None:
    assert not can_be_unpacked(filters, packed)


def test_a_photograph_that_lost_a_piece_is_told() -> None:
    """Mostly: a decoder can find its way again behind the piece."""
    whole = photograph()
    start = whole.index(b"\xff\xda") + 14
    pieces = range(start, len(whole) - 66, 64)
    told = [not is_jpeg(whole[:at] + bytes(64) + whole[at + 64 :]) for at in pieces]
    assert sum(told) > 0.8 * len(told) > 20
