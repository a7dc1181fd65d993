"""Zip files of other programs, opened without trusting them.

Nothing is extracted by name: members are read into memory, so a name with `..` or a link
can't reach outside. Such names are refused all the same, since no honest program writes
them. The limits are set against files that are small and unpack to fill a disk: 512 MB of
one letter are half a megabyte as a zip.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, BinaryIO, Self, cast

from glossator.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_MEMBERS = 10_000
LARGEST_WHOLE = 4 * 2**30
"""Bytes of all members together, unpacked."""

MOST_RATIO = 200
"""How many times larger than packed a member may be."""

SMALL = 2**20
"""Bytes up to which a member may be packed any number of times smaller."""

BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError
)  # fmt: skip
"""What the standard library raises where a packing is damaged, encrypted or unknown."""


_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What exchange files are packed with; others may ask for gigabytes of memory to unpack a byte."""


class Archive:
    """A zip file whose members can be read one by one.

    Args:
        name: The file's name, for sentences.
        data: Its bytes.

    Raises:
        InvalidInputError: It is no zip file, is damaged, or has what an honest one has not.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except BROKEN as error:
            raise self._refusal("is no zip archive or is damaged") from error
        members = [one for one in self._zip.infolist() if not one.is_dir()]
        if len(members) > MOST_MEMBERS:
            raise self._refusal(f"has more than {MOST_MEMBERS:,} files in it")
        if sum(one.file_size for one in members) > LARGEST_WHOLE:
            raise self._refusal("unpacks to more than 4 GiB")
        self._members: dict[str, zipfile.ZipInfo] = {}
        for one in members:
            self._refuse_unsafe(one)
            self._members[one.filename.replace("\\", "/")] = one

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the members, folders parted by `/`."""
        return iter(self._members)

    def size(self, member: str) -> int:
        """Return how many bytes a member has, unpacked."""
        return self._members[member].file_size

    def read(self, member: str) -> bytes:
        """Return the bytes of a member.

        Raises:
            InvalidInputError: It is damaged or encrypted.
        """
        try:
            return self._zip.read(self._members[member])
        except BROKEN as error:
            raise self.damaged(member) from error

    def open(self, member: str) -> BinaryIO:
        """Return a stream of a member's bytes; reading it may raise `BROKEN`.

        Raises:
            InvalidInputError: It is damaged or encrypted.
        """
        try:
            return cast("BinaryIO", self._zip.open(self._members[member]))
        except BROKEN as error:
            raise self.damaged(member) from error

    def damaged(self, member: str) -> InvalidInputError:
        """Return the error for a member that can't be unpacked."""
        return self._refusal(f"is damaged or encrypted: “{member}” can't be unpacked")

    def _refuse_unsafe(self, one: zipfile.ZipInfo) -> None:
        name = one.filename.replace("\\", "/")
        path = PurePosixPath(name)
        if path.is_absolute() or PureWindowsPath(name).drive or ".." in path.parts:
            raise self._refusal(f"has a file that would lie outside of it: “{name}”")
        if one.compress_type not in _METHODS:
            raise self._refusal(f"has a file packed in a way that is not read: “{name}”")
        if stat.S_ISLNK(one.external_attr >> 16):
            raise self._refusal(f"has a link in it: “{name}”")
        if one.file_size > max(SMALL, MOST_RATIO * one.compress_size):
            raise self._refusal(
                f"has a file that unpacks to more than {MOST_RATIO} times: “{name}”"
            )
        if name in self._members:
            raise self._refusal(f"has two files named “{name}”")

    def _refusal(self, what: str) -> InvalidInputError:
        return InvalidInputError(f"“{self._name}” {what}. Nothing was imported.")
