"""What a file says about itself before SQLite touches it.

A file that isn't ours, or that a newer program wrote, is refused from its first 100 bytes:
nothing is opened, locked or rolled back.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from glossator.domain.errors import ProjectError
from glossator.storage.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"SQLite format 3\0"
_LENGTH = 100
_LOGGED = 2


class FileHeader(NamedTuple):
    """The fields of a SQLite file's header that matter here.

    Attributes:
        page_size: Bytes a page.
        n_pages: Pages the file should have; 0 where the header doesn't know.
        version: Format of the project.
        application_id: Which program's file it is.
        logged: Whether it is kept with a write-ahead log, which another tool may have set.
    """

    page_size: int
    n_pages: int
    version: int
    application_id: int
    logged: bool


def check_file(path: Path) -> FileHeader:
    """Read the header of a project and refuse what can't be opened.

    Args:
        path: The project file.

    Raises:
        ProjectError: It is missing, a folder, empty, cut short, no SQLite file, another
            program's or a newer program's; each with its own sentence.
        OSError: It can't be read.
    """
    name = path.name
    if path.is_dir():
        raise ProjectError(f"“{name}” is a folder, not a project. Choose a file inside it.")
    if not path.exists():
        raise ProjectError(
            f"There is no project “{name}” in {path.parent}. Check the name, or make a new one."
        )
    with path.open("rb") as file:
        start = file.read(_LENGTH)
    if not start:
        raise ProjectError(f"“{name}” is empty: it holds no project. Look for another copy of it.")
    if not start.startswith(_MAGIC[: len(start)]):
        raise ProjectError(
            f"“{name}” is not a Glossator project. It was not changed; choose another file."
        )
    if len(start) < _LENGTH:
        raise ProjectError(_cut_short(name))
    header = _parse(start)
    _refuse_foreign(header, name)
    # With a journal beside it the file is in the midst of a save; SQLite sets that right.
    interrupted = path.with_name(f"{name}-journal").exists()
    if not interrupted:
        refuse_newer(header.version, name)
        if path.stat().st_size < header.n_pages * header.page_size:
            raise ProjectError(_cut_short(name))
    return header


def refuse_newer(version: int, name: str) -> None:
    """Refuse a project whose format this program doesn't know.

    Raises:
        ProjectError: It is newer.
    """
    if version > VERSION:
        raise ProjectError(
            f"“{name}” was saved by a newer Glossator: its format is {version}, this program"
            f" reads formats up to {VERSION}. It was not changed. Install a newer Glossator"
            " to open it."
        )


def _parse(start: bytes) -> FileHeader:
    (page_size,) = struct.unpack_from(">H", start, 16)
    change_counter, n_pages = struct.unpack_from(">II", start, 24)
    (version,) = struct.unpack_from(">I", start, 60)
    (application_id,) = struct.unpack_from(">I", start, 68)
    (valid_for,) = struct.unpack_from(">I", start, 92)
    return FileHeader(
        65_536 if page_size == 1 else page_size,
        n_pages if change_counter == valid_for else 0,
        version,
        application_id,
        start[18] == _LOGGED,
    )


def _refuse_foreign(header: FileHeader, name: str) -> None:
    if header.application_id != APPLICATION_ID:
        raise ProjectError(
            f"“{name}” is a database of another program, not a Glossator project. It was not"
            " changed; choose another file."
        )


def _cut_short(name: str) -> str:
    return (
        f"“{name}” is cut short: its end is missing, as after a broken download or copy."
        " It was not changed. Copy it again from where it came."
    )
