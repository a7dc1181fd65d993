"""Landlock: a process of Linux gives up files and connections for good.

The kernel's interface is three system calls and some numbers (`linux/landlock.h`; kernel
documentation, "Landlock: unprivileged access control"). Newer kernels know more rights; what
this one doesn't know can't be given up.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_PATH_BENEATH = 1

_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""How many rights over files there are from which version on; each is a bit."""
_TCP = 0b11
_TCP_SINCE = 4
_SCOPES = 0b11
"""Sockets without a file, and signals, of processes outside."""
_SCOPES_SINCE = 6


def version() -> int:
    """Return which Landlock the kernel has, 0 for none."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(_CREATE, None, 0, _VERSION))


def give_up_files(readable: Iterable[str]) -> bool:
    """Give up all files but for reading some, and all connections; tell whether it worked.

    What is open already stays open. The process must have given up new privileges before.

    Args:
        readable: Files and folders, with all that is in them; those that are missing are
            left out.
    """
    known = version()
    if not known:
        return False
    files = (1 << max(bits for since, bits in _FILE_RIGHTS.items() if since <= known)) - 1
    tcp = _TCP if known >= _TCP_SINCE else 0
    scopes = _SCOPES if known >= _SCOPES_SINCE else 0
    fields = struct.pack("=QQQ", files, tcp, scopes)[: 24 if scopes else 16 if tcp else 8]
    rules = _call(_CREATE, fields, len(fields), 0)
    if rules < 0:
        return False
    try:
        for path in dict.fromkeys(readable):
            _allow_reading(rules, path)
        return _call(_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def _allow_reading(rules: int, path: str) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rights = _READ_FILE | (_READ_FOLDER if os.path.isdir(path) else 0)  # noqa: PTH112
        _call(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call; return what it returns, which is negative if it failed."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    wide = (one if isinstance(one, bytes | None) else ctypes.c_long(one) for one in arguments)
    found: int = libc.syscall(ctypes.c_long(number), *wide)
    return found
