"""Projects of other programs that are a folder, packed or not, opened without trusting them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from glossator.domain.errors import InvalidInputError
from glossator.exchange.archives import MOST_MEMBERS, Archive
from glossator.exchange.replacing import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 2**31 - 1
"""Bytes of the largest file of a folder that is read."""

_ZIP = b"PK\x03\x04"


class Files(Protocol):
    """The files of a folder, by their names with the folders parted by `/`."""

    def __enter__(self) -> Self:
        """Begin to use them."""

    def __exit__(self, *_: object) -> None:
        """End using them."""

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""

    def read(self, member: str) -> bytes:
        """Return the bytes of a file; one that can't be read is an `InvalidInputError`."""


class Folder:
    """A folder on the disk; links are not followed, so nothing outside of it is read.

    Raises:
        InvalidInputError: It can't be read, or has too many files in it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._members = {}
        for folder, _, names in os.walk(path, onerror=self._refuse):
            for name in names:
                file = Path(folder, name)
                if file.is_file() and not file.is_symlink():
                    self._members[file.relative_to(path).as_posix()] = file
            if len(self._members) > MOST_MEMBERS:
                raise self._refusal(f"has more than {MOST_MEMBERS:,} files in it")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the files, folders parted by `/`."""
        return iter(self._members)

    def read(self, member: str) -> bytes:
        """Return the bytes of a file.

        Raises:
            InvalidInputError: It can't be read, or is too large.
        """
        file = self._members[member]
        try:
            if file.stat().st_size > LARGEST:
                raise self._refusal(f"has a file of more than 2 GiB: “{member}”")
            return file.read_bytes()
        except OSError as error:
            raise self._refusal(f"has a file that can't be read: “{member}”") from error

    def _refuse(self, error: OSError) -> None:
        raise self._refusal(f"can't be read: {reason(error)}") from error

    def _refusal(self, what: str) -> InvalidInputError:
        return InvalidInputError(f"“{self._path.name}” {what}. Nothing was imported.")


def files_of(path: Path) -> tuple[str, Files]:
    """Return the name and the files of a project that is a folder.

    Args:
        path: The folder, a zip archive of it, or a file in it.

    Raises:
        InvalidInputError: It can't be read, or is made to do harm.
    """
    if path.is_dir():
        return path.name, Folder(path)
    try:
        with path.open("rb") as stream:
            begins = stream.read(len(_ZIP))
            if begins == _ZIP or path.suffix.casefold() == ".zip":
                return path.name, Archive(path.name, begins + stream.read(LARGEST))
    except OSError as error:
        raise InvalidInputError(f"Can't read “{path.name}”: {reason(error)}.") from error
    return path.absolute().parent.name, Folder(path.absolute().parent)
