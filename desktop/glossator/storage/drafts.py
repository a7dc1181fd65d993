"""Files made under a hidden name beside their place, that take their name when they are whole."""

from __future__ import annotations

import contextlib
import os
import re
from hashlib import file_digest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def of(target: Path) -> Path:
    """Return the hidden name under which this process makes a file."""
    return target.with_name(f".{target.name}.{os.getpid()}.new")


def discard(draft: Path) -> None:
    """Remove a draft that came to nothing, and SQLite's journal of it."""
    draft.unlink(missing_ok=True)
    draft.with_name(f"{draft.name}-journal").unlink(missing_ok=True)


def sweep(target: Path) -> None:
    """Remove the drafts of a file that processes have left which ended half way."""
    _remove_left(target.parent, re.escape(target.name))


def sweep_folder(folder: Path) -> None:
    """Remove such drafts of all files of a folder."""
    _remove_left(folder, ".*")


def _remove_left(folder: Path, name: str) -> None:
    pattern = re.compile(rf"\.{name}\.(\d+)\.new(-journal)?")
    for draft in list(folder.iterdir()):
        left = pattern.fullmatch(draft.name)
        if left and not _is_running(int(left[1])):
            draft.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return False  # a file that is open can't be removed there
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def place(draft: Path, target: Path) -> None:
    """Give a finished file its name, never over another.

    Raises:
        FileExistsError: Something has that name.
    """
    try:
        os.link(draft, target)
    except FileExistsError:
        raise
    except OSError:  # no hard links on this file system
        if target.exists():
            raise FileExistsError(target) from None
        draft.rename(target)
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Make sure that names given in a folder reach the disk."""
    with contextlib.suppress(OSError):  # Windows has no folders to flush
        flush(folder)


def flush(path: Path) -> None:
    """Make sure that a file reaches the disk.

    Raises:
        OSError: It doesn't.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
