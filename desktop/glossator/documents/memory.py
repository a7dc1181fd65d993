"""Blocks of memory that are shared with document processes.

A block has no name: it is an open file without a folder entry, handed over through the
socket, so that it vanishes with the last process that holds it, however that ends. On
Linux it is sealed: no process can shrink it under the window's feet, and a document can
be written by nobody once it is filled.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import sys
import tempfile
from typing import TYPE_CHECKING

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_MADV_POPULATE_WRITE = 23
_PIECE = 1 << 20


class Block:
    """A file descriptor of so many bytes of memory.

    Attributes:
        fd: The descriptor; a process that gets a copy can map it.
        size: Number of bytes.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self.fd = _anonymous_file()
        try:
            os.ftruncate(self.fd, size)
            self._seal("F_SEAL_SHRINK", "F_SEAL_GROW")
        except OSError:
            self.close()
            raise

    @classmethod
    def holding(cls, pieces: Iterable[bytes], size: int) -> Block:
        """Return a block of some bytes that nobody can change any more.

        They are written, not copied into a mapping: that takes less than half as long, since
        the system need not clear the memory first, nor be asked for it page by page.

        Raises:
            ValueError: There are more or fewer of them than `size`.
        """
        block = cls(size)
        try:
            block._write(pieces)
            block._seal("F_SEAL_WRITE", "F_SEAL_SEAL")
        except BaseException:
            block.close()
            raise
        return block

    def map(self) -> mmap.mmap:
        """Return the block's bytes for reading and writing."""
        return mmap.mmap(self.fd, self.size)

    def pieces(self) -> Iterator[bytes]:
        """Yield all bytes, piece by piece."""
        with mmap.mmap(self.fd, self.size, mmap.MAP_PRIVATE, mmap.PROT_READ) as mapped:
            for start in range(0, self.size, _PIECE):
                yield mapped[start : start + _PIECE]

    def close(self) -> None:
        """Let go of the descriptor. What is mapped stays until it is dropped."""
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1

    def _write(self, pieces: Iterable[bytes]) -> None:
        """Write as many bytes as there is room for."""
        written = 0
        for piece in pieces:
            if written + len(piece) > self.size:
                raise ValueError(f"more than {self.size} bytes")
            done = 0
            while done < len(piece):  # a system writes two gigabytes at a time at the most
                done += os.write(self.fd, memoryview(piece)[done:])
            written += done
        if written != self.size:
            raise ValueError(f"{written} bytes in place of {self.size}")

    def _seal(self, *names: str) -> None:
        if not hasattr(fcntl, "F_ADD_SEALS"):
            return
        seals = sum(getattr(fcntl, name) for name in names)
        with contextlib.suppress(PermissionError):  # a temporary file has no seals
            fcntl.fcntl(self.fd, fcntl.F_ADD_SEALS, seals)


def map_readable(fd: int, size: int) -> mmap.mmap:
    """Return the bytes of a received descriptor, for reading, and close the descriptor.

    The mapping is private, since Linux before 6.7 gives no shared one of a sealed file;
    its pages are shared all the same, as nobody writes to them.
    """
    try:
        return mmap.mmap(fd, size, flags=mmap.MAP_PRIVATE, prot=mmap.PROT_READ)
    finally:
        os.close(fd)


def map_writable(fd: int, size: int) -> mmap.mmap:
    """Return the bytes of a received descriptor, and close the descriptor."""
    try:
        return mmap.mmap(fd, size)
    finally:
        os.close(fd)


def populate(mapped: mmap.mmap, start: int, size: int) -> None:
    """Have the system lay out a part of a block at once, where it can.

    Page by page, as it is written to, that takes 4 ms longer for a picture of 8 MB.
    """
    first = start - start % mmap.PAGESIZE
    if sys.platform == "linux":
        with contextlib.suppress(OSError):  # before Linux 5.14
            mapped.madvise(_MADV_POPULATE_WRITE, first, size + start - first)


def _anonymous_file() -> int:
    """Return a descriptor of an empty file that has no name."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("glossator", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with tempfile.TemporaryFile(prefix="glossator") as file:
        return os.dup(file.fileno())
