"""Damages files as disks, networks and programs do, the same way each time."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from glossator.documents.engine import pymupdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Harm = Callable[[bytes, random.Random], bytes]

_BLOCK = 512
_STREAM = re.compile(rb"stream\r?\n(.{64,}?)endstream", re.DOTALL)
_OBJECT = re.compile(rb"(?<![0-9])(\d+) 0 obj\b(.*?)endobj", re.DOTALL)


def cut(share: float) -> Harm:
    """Keep that share of the file, as a download does that breaks off."""
    return lambda data, _: data[: int(len(data) * share)]


def cut_last(count: int) -> Harm:
    """Leave out the last bytes."""
    return lambda data, _: data[:-count]


def tail_of_zeros(data: bytes, _: random.Random) -> bytes:
    """Keep the size, but not the second half, as a disk does that was full."""
    half = len(data) // 2
    return data[:half] + bytes(len(data) - half)


def flip(count: int) -> Harm:
    """Change single bits anywhere."""

    def harm(data: bytes, chance: random.Random) -> bytes:
        changed = bytearray(data)
        for _ in range(count):
            changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(changed)

    return harm


def overwrite(count: int) -> Harm:
    """Set bytes anywhere to any value."""

    def harm(data: bytes, chance: random.Random) -> bytes:
        changed = bytearray(data)
        for _ in range(count):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(changed)

    return harm


def lose_block(fill: int | None) -> Harm:
    """Set one block of the disk to a value, or leave it out."""

    def harm(data: bytes, chance: random.Random) -> bytes:
        start = chance.randrange(max(1, len(data) // _BLOCK)) * _BLOCK
        lost = data[start : start + _BLOCK]
        instead = b"" if fill is None else bytes([fill]) * len(lost)
        return data[:start] + instead + data[start + len(lost) :]

    return harm


def swap_blocks(data: bytes, chance: random.Random) -> bytes:
    """Exchange two blocks of the disk."""
    blocks = [data[at : at + _BLOCK] for at in range(0, len(data), _BLOCK)]
    one, other = chance.randrange(len(blocks)), chance.randrange(len(blocks))
    blocks[one], blocks[other] = blocks[other], blocks[one]
    return b"".join(blocks)


def lose_xref(data: bytes, _: random.Random) -> bytes:
    """Leave out the table that says where the objects are, and what follows."""
    at = data.rfind(b"startxref")
    return data[: data.rfind(b"xref", 0, at)] if at > 0 else data


def wrong_xref(data: bytes, _: random.Random) -> bytes:
    """Say that the table is where it isn't."""
    return re.sub(rb"startxref\s+\d+", b"startxref\n7", data)


def line_ends(data: bytes, _: random.Random) -> bytes:
    """Change line ends, as a transfer does that takes the file for text."""
    return data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def high_bits(data: bytes, _: random.Random) -> bytes:
    """Drop the eighth bit of each byte, as old mail does."""
    return bytes(byte & 0x7F for byte in data)


def as_utf8(data: bytes, _: random.Random) -> bytes:
    """Read as Latin-1 and write as UTF-8, as an editor does."""
    return data.decode("latin-1").encode("utf-8")


def spoil_stream(data: bytes, chance: random.Random) -> bytes:
    """Change a byte in the middle of a packed part, all else being right."""
    spans = [found.span(1) for found in _STREAM.finditer(data)]
    if not spans:
        return data
    start, end = chance.choice(spans)
    at = chance.randrange(start + 8, end - 8)
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def empty_stream(data: bytes, chance: random.Random) -> bytes:
    """Blank out the second half of a packed part."""
    spans = [found.span(1) for found in _STREAM.finditer(data)]
    if not spans:
        return data
    start, end = chance.choice(spans)
    middle = (start + end) // 2
    return data[:middle] + bytes(end - middle) + data[end:]


def lose_object(data: bytes, chance: random.Random) -> bytes:
    """Blank out an object that is not packed with others."""
    spans = [found.span() for found in _OBJECT.finditer(data)]
    if not spans:
        return data
    start, end = chance.choice(spans)
    return data[:start] + b" " * (end - start) + data[end:]


HARMS: dict[str, Harm] = {
    **{f"cut at {share:.1%}": cut(share) for share in (0.02, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999)},
    **{f"last {count} bytes lost": cut_last(count) for count in (3, 8, 20, 100)},
    "second half zeros": tail_of_zeros,
    **{f"{count} bits flipped": flip(count) for count in (1, 5, 50)},
    **{f"{count} bytes set": overwrite(count) for count in (1, 10, 100)},
    "block of zeros": lose_block(0),
    "block of ones": lose_block(255),
    "block left out": lose_block(None),
    "blocks swapped": swap_blocks,
    "no table": lose_xref,
    "table elsewhere": wrong_xref,
    "line ends": line_ends,
    "seven bits": high_bits,
    "as UTF-8": as_utf8,
    "part spoilt": spoil_stream,
    "part half empty": empty_stream,
    "object blank": lose_object,
}
"""What can happen to a file, by a name that says it."""


def spoil_page(data: bytes, page: int) -> bytes:
    """Blank out the second half of the instructions of a page, which stand packed in the file."""
    with pymupdf.Document(stream=data) as document:
        part = document.xref_stream_raw(document[page].get_contents()[-1])
    half = len(part) // 2
    return data.replace(part, part[:half] + bytes(len(part) - half), 1)


def damaged(data: bytes, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield the name and result of every harm that changes a file."""
    for name, harm in HARMS.items():
        changed = harm(data, random.Random(f"{seed} {name}"))
        if changed != data:
            yield name, changed
