"""What a document process gives up before it looks at a file."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import signal
import sys
from pathlib import Path

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

_PR_SET_NO_NEW_PRIVS = 38
_PAGE = mmap.PAGESIZE


def confine(memory_bytes: int) -> None:
    """Lower this process's rank and what it may take, as far as the system can.

    It yields to the window, dumps no core, writes no file, takes no more address space
    than given (0: no limit) and gains no rights from a program that it might start.
    """
    if hasattr(os, "nice"):
        os.nice(5)
    if resource is not None:
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, 0)
        if memory_bytes:
            _limit(resource.RLIMIT_AS, memory_bytes)
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def end_in(seconds: int) -> None:
    """Let the system end this process after so many seconds; 0 takes that back.

    The window's own clock is quicker. This one is for a process that outlives the window
    while it is stuck in a page, where it can't see that the window has gone.
    """
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def own_memory() -> int:
    """Return the bytes of memory that this process has to itself; 0 where unknown."""
    try:
        _, resident, shared = Path("/proc/self/statm").read_text(encoding="ascii").split()[:3]
    except OSError:
        return 0
    return (int(resident) - int(shared)) * _PAGE


def _limit(what: int, value: int) -> None:
    with contextlib.suppress(OSError, ValueError):  # never raise a limit set from outside
        resource.setrlimit(what, (value, value))
