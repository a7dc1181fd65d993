"""One writer to a project: a lock that goes with the process that holds it.

The lock is the operating system's, on a small file beside the project
(`.NAME.glossator.lock`) that says who holds it, so a crash leaves no lock behind; at most
the small file, which the next one takes over.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import socket
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path

_LOCKED_BYTE = 1 << 30
"""Windows keeps others from reading locked bytes, so the lock stands behind the words."""

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}


class Holder(NamedTuple):
    """Who holds a lock.

    Attributes:
        who: The name the user works under, or empty.
        host: Name of the machine.
        pid: Number of the process.
        since: ISO 8601 UTC.
    """

    who: str
    host: str
    pid: int
    since: str

    def sentence(self, now: datetime) -> str:
        """Say who has the project open, the time in the zone of `now`."""
        who = self.who or "Another window"
        where = f" on {self.host}" if self.host else ""
        return f"{who}{where} has it open{self._since(now)}."

    def _since(self, now: datetime) -> str:
        try:
            since = datetime.fromisoformat(self.since).astimezone(now.tzinfo)
        except ValueError:
            return ""
        pattern = "%H:%M" if since.date() == now.date() else "%Y-%m-%d %H:%M"
        return f" since {since.strftime(pattern)}"


class LockTakenError(Exception):
    """Someone else holds the lock; the message is a sentence that says who."""


class WriterLock:
    """The right to write a project. Make it with `acquire`, give it back with `release`."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor: int | None = descriptor

    @classmethod
    def acquire(cls, project: Path, who: str = "") -> WriterLock:
        """Take the lock of a project without waiting.

        Args:
            project: The project file, links followed.
            who: Name the user works under, shown to whoever comes second.

        Raises:
            LockTakenError: Another process, or another window of this one, holds it.
            OSError: The lock file can't be made, or the file system has no locks.
        """
        path = lock_path(project)
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | _NO_INHERIT, 0o666)
            try:
                _lock(descriptor)
                if not _is_still_at(descriptor, path):
                    os.close(descriptor)
                    continue
                _write_holder(descriptor, who)
            except OSError as error:
                os.close(descriptor)
                if error.errno in _TAKEN:
                    raise LockTakenError(_read_holder(path)) from error
                raise
            return cls(path, descriptor)

    def sign(self, who: str) -> None:
        """Write down another name for whoever comes second.

        Raises:
            OSError: It can't be written; the lock holds all the same.
        """
        if self._descriptor is not None:
            _write_holder(self._descriptor, who)

    def release(self) -> None:
        """Give the lock back and take its file away; a second call does nothing."""
        if self._descriptor is None:
            return
        # Taken away before it is unlocked: whoever opened it meanwhile sees that the file
        # is no longer there and makes a new one. Windows can't, and leaves it lying.
        with contextlib.suppress(OSError):
            self._path.unlink()
        _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None


def lock_path(project: Path) -> Path:
    """Return where the lock of a project file lies."""
    return project.with_name(f".{project.name}.lock")


_NO_INHERIT = getattr(os, "O_NOINHERIT", 0)

if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _is_still_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _write_holder(descriptor: int, who: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    holder = Holder(who, socket.gethostname(), os.getpid(), since)
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(holder._asdict(), ensure_ascii=False).encode())


def _read_holder(path: Path) -> str:
    """Return the sentence about the holder; without a name where it can't be read."""
    now = datetime.now().astimezone()
    try:
        holder = Holder(**json.loads(path.read_bytes()))
        return holder.sentence(now)
    except (OSError, ValueError, TypeError):
        return Holder("", "", 0, "").sentence(now)
