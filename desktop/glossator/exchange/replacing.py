"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from glossator.domain.errors import ExportError
from glossator.domain.watching import tell

if sys.platform != "win32":
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FRESH = 60
"""Seconds for which a temporary file is left alone, whatever it looks like."""

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is used up",
    errno.EACCES: "you may not write there",
    errno.EPERM: "you may not write there",
    errno.EROFS: "the disk is read-only",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "the folder does not exist",
    errno.EISDIR: "it is a folder",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EFBIG: "the file grew too large",
}


def reason(error: OSError) -> str:
    """Return in a few words why writing failed."""
    return _REASONS.get(error.errno or 0) or error.strerror or "the system refused"


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes replace the target when the block ends without error.

    They go to a temporary file beside it, reach the disk, and then take its name. A link
    stays a link. Whatever fails, the old file is untouched and no other is left; only a program
    that is killed leaves the temporary file, which the next export into the folder takes away.

    Raises:
        ExportError: The target can't be written.
        CancelledError: Whoever watches has ended it, up to the moment it takes its name.
    """
    target = target.resolve()
    part = target.with_name(f".glossator-{secrets.token_hex(6)}.part")
    try:
        _refuse_unwritable(target)
        _remove_abandoned(target.parent)
        with part.open("xb") as stream:
            with suppress(OSError):  # where that can't be, nobody takes it away either
                _hold(stream)
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            tell(1, 1)
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    except OSError as error:
        raise ExportError(
            f"Can't write “{target}”: {reason(error)}. Nothing was changed."
        ) from error
    finally:
        with suppress(OSError):  # what went wrong before is what the user must hear of
            part.unlink(missing_ok=True)


def _hold(stream: BinaryIO) -> None:
    """Lock a file, so that other exports see that it is being written.

    Raises:
        OSError: Somebody holds it already, or files can't be locked there.
    """
    if sys.platform != "win32":  # there, nobody can remove a file that is open
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_abandoned(folder: Path) -> None:
    """Remove temporary files that killed programs have left; one in use stays."""
    for one in folder.glob(".glossator-*.part"):
        with suppress(OSError):
            if time.time() - one.stat().st_mtime >= FRESH:
                with one.open("rb") as stream:
                    _hold(stream)
                one.unlink()


def _refuse_unwritable(target: Path) -> None:
    """Raise what opening the target would: renaming over it asks nobody's leave."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is no ordinary file")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
