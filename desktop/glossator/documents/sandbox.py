"""What a document process gives up before it looks at a file."""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import signal
import sys
from pathlib import Path

from glossator.documents.landlock import give_up_files
from glossator.documents.seccomp import give_up_calls
from glossator.domain.guards import Guards

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

_PR_SET_NO_NEW_PRIVS = 38
_PAGE = mmap.PAGESIZE
_PACKAGES = ("site-packages", "dist-packages")
_SYSTEM = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/proc/self")


def confine(memory_bytes: int) -> Guards:
    """Lower this process's rank and what it may do, as far as the system can.

    It yields to the window, dumps no core, writes no file, takes no more address space
    than given (0: no limit). On Linux it gives up the network, other programs and all files
    but those that Python itself is made of. None of this can be taken back.

    Returns:
        What of it holds here.
    """
    if hasattr(os, "nice"):
        os.nice(5)
    if resource is not None:
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_FSIZE, 0)
        if memory_bytes:
            _limit(resource.RLIMIT_AS, memory_bytes)
    memory = _holds_memory(memory_bytes)
    if not _gain_no_privileges():
        return Guards(memory=memory)
    return Guards(files=give_up_files(_needed()), calls=give_up_calls(), memory=memory)


def _holds_memory(memory_bytes: int) -> bool:
    """Tell whether the system keeps this process to its address space."""
    found = 0
    if resource is not None:
        found = resource.getrlimit(resource.RLIMIT_AS)[0]
    return 0 < found <= memory_bytes


def _gain_no_privileges() -> bool:
    """Give up what programs can grant to who starts them; the rest depends on it."""
    if sys.platform != "linux":
        return False
    try:
        done: int = ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    except (OSError, AttributeError):
        return False
    return done == 0


def _needed() -> list[str]:
    """Return where Python and libraries find what they import only when it is wanted.

    Where the program was started is searched too, but that may be an analyst's own folder.
    """
    ours = str(Path(__file__).parents[2])
    packages = [entry for entry in sys.path if Path(entry).name in _PACKAGES]
    return [ours, *packages, sys.prefix, sys.base_prefix, *_SYSTEM]


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
