"""The formats that passages and themes can come in from.

A format is one row of a table; its module is imported only when it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from glossator.domain.errors import InvalidInputError
from glossator.exchange.replacing import reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from glossator.domain.incoming import Incoming

    Read: TypeAlias = "Callable[[str, bytes], Incoming]"

LARGEST = 2**31 - 1
"""Bytes of the largest file that is read, as large as REFI-QDA allows a project to be."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    Attributes:
        suffixes: Endings of its files, in small letters.
        name: What it is called in a dialog.
        function: Module and function that read it, `module:function`, below this package;
            given the file's name and bytes.
        is_table: Whether a user may say which column holds what.
    """

    suffixes: tuple[str, ...]
    name: str
    function: str
    is_table: bool = False

    def read(self, path: Path) -> Incoming:
        """Read a file.

        Raises:
            InvalidInputError: It can't be read, or is not of this format.
        """
        data = self.data(path)
        module, _, function = self.function.partition(":")
        read: Read = getattr(import_module(f"glossator.exchange.{module}"), function)
        return read(path.name, data)

    def data(self, path: Path) -> bytes:
        """Return the bytes of a file.

        Raises:
            InvalidInputError: It can't be read, or is too large.
        """
        try:
            if path.stat().st_size > LARGEST:
                raise InvalidInputError(f"“{path.name}” is larger than 2 GiB. Nothing was read.")
            return path.read_bytes()
        except OSError as error:
            raise InvalidInputError(f"Can't read “{path.name}”: {reason(error)}.") from error


READERS: tuple[Reader, ...] = (
    Reader((".themes.csv", ".taguette.csv"), "Themes (CSV)", "codebook:read_csv"),
    Reader((".themes.json",), "Themes (JSON)", "codebook:read_json"),
    Reader((".csv", ".tsv"), "Table (CSV)", "csv_import:read_csv", is_table=True),
    Reader(
        (".jsonld", ".json"), "Web Annotation, Hypothesis", "web_annotation:read_web_annotation"
    ),
    Reader((".qdpx",), "REFI-QDA project", "refi_import:read_qdpx"),
    Reader((".qdc",), "REFI-QDA codebook", "refi_import:read_qdc"),
)  # fmt: skip


def reader_of(name: str) -> Reader:
    """Return the reader for a file by its ending.

    Raises:
        InvalidInputError: There is none for it.
    """
    lower = name.casefold()
    for one in READERS:
        if lower.endswith(one.suffixes):
            return one
    endings = ", ".join(sorted(suffix for one in READERS for suffix in one.suffixes))
    raise InvalidInputError(f"Can't import “{name}”: its name should end in one of {endings}.")
