"""Write a file whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, BinaryIO

from glossator.domain.errors import CancelledError, ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_stop: ContextVar[Callable[[], bool]] = ContextVar("stop", default=lambda: False)

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
def stoppable(is_stopped: Callable[[], bool]) -> Iterator[None]:
    """Let what is written in the block be stopped up to the moment it takes its name.

    Args:
        is_stopped: Asked when a file is whole; true leaves what was at the target.
    """
    token = _stop.set(is_stopped)
    try:
        yield
    finally:
        _stop.reset(token)


@contextmanager
def replacing(target: Path) -> Iterator[BinaryIO]:
    """Give a stream whose bytes replace the target when the block ends without error.

    They go to a temporary file beside it, reach the disk, and then take its name. A link
    stays a link. Whatever fails, the old file is untouched and no other is left.

    Raises:
        ExportError: The target can't be written.
        CancelledError: It was stopped, see `stoppable`.
    """
    target = target.resolve()
    part = target.with_name(f".glossator-{secrets.token_hex(6)}.part")
    try:
        _refuse_unwritable(target)
        with part.open("xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if _stop.get()():
            raise CancelledError("Cancelled. Nothing was written.")
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


def _refuse_unwritable(target: Path) -> None:
    """Raise what opening the target would: renaming over it asks nobody's leave."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is no ordinary file")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
