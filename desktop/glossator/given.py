"""Files that users give: their names as text, and the bytes of ordinary ones."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 1_000_000_000
"""Bytes of a file: more than that SQLite keeps in no cell."""

_JOINERS = "\u200c\u200d"
"""Not printed, but Persian, Hindi and some emoji are written with them."""


def file_name(path: Path) -> str:
    """Return the name of a file as text on one line, whatever bytes it is made of.

    What can't be shown, or would turn about what is shown, is replaced by a mark.
    """
    name = os.fsencode(path.name).decode("utf-8", "replace")
    return "".join(one if one.isprintable() or one in _JOINERS else "\ufffd" for one in name)


def read_ordinary(path: Path, most: int = LARGEST) -> bytes:
    """Return the bytes of an ordinary file.

    What has no end, or waits for somebody to write to it, is not begun.

    Args:
        path: The file, or a link to it.
        most: Bytes that it may have.

    Raises:
        OSError: It can't be read, is a folder, pipe, socket or device, or is too large;
            `strerror` says what.
    """
    with open(path, "rb", opener=_at_once) as file:
        said = os.fstat(file.fileno())
        if not stat.S_ISREG(said.st_mode):
            raise OSError(errno.EINVAL, "it is a pipe or device, not a file")
        # Some grow while they are read, or say that they are empty, as those of the system do.
        data: bytes = b"" if said.st_size > most else file.read(most + 1) or b""
    if max(said.st_size, len(data)) > most:
        raise OSError(errno.EFBIG, f"it is larger than {most / 1e9:g} GB")
    return data


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting for who may write to it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
