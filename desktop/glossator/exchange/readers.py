"""The formats that passages and themes can come in from.

A format is one row of a table; its module is imported only when it reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

from glossator.domain.errors import InvalidInputError
from glossator.exchange.folders import files_of
from glossator.given import read_ordinary

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from glossator.domain.incoming.plan import Incoming
    from glossator.exchange.pdf_import import OpenMarked
    from glossator.exchange.tables import OpenTables

LARGEST = 2**31 - 1
"""Bytes of the largest file that is read, as large as REFI-QDA allows a project to be."""


class Given(StrEnum):
    """What a format's function is given besides the file's name."""

    BYTES = "its bytes"
    TABLES = "its tables"
    FILES = "the files of its folder"
    MARKS = "its marks and pages"


@dataclass(frozen=True, slots=True)
class Reader:
    """One format.

    Attributes:
        suffixes: Endings of its files, in small letters.
        name: What it is called in a dialog.
        function: Module and function that read it, `module:function`, below this package.
        given: What the function is given.
        is_table: Whether a user may say which column holds what.
    """

    suffixes: tuple[str, ...]
    name: str
    function: str
    given: Given = Given.BYTES
    is_table: bool = False

    def read(self, path: Path, open_tables: OpenTables, open_marked: OpenMarked) -> Incoming:
        """Read a file.

        Args:
            path: The file.
            open_tables: Opens a database, given its name and bytes.
            open_marked: Opens a PDF, given its name and bytes.

        Raises:
            InvalidInputError: It can't be read, or is not of this format.
        """
        read = self._function()
        if self.given is Given.FILES:
            name, files = files_of(path)
            with files:
                return read(name, files, open_tables)
        name, data = path.name, self.data(path)
        if self.given is Given.BYTES:
            return read(name, data)
        opens: Any = open_tables if self.given is Given.TABLES else open_marked
        with opens(name, data) as opened:
            return read(name, opened)

    def _function(self) -> Callable[..., Incoming]:
        module, _, function = self.function.partition(":")
        found: Any = getattr(import_module(f"glossator.exchange.{module}"), function)
        return found  # type: ignore[no-any-return]

    def data(self, path: Path) -> bytes:
        """Return the bytes of a file.

        Raises:
            InvalidInputError: It can't be read, or is too large.
        """
        try:
            return read_ordinary(path, LARGEST)
        except OSError as error:
            why = error.strerror or error
            raise InvalidInputError(f"Can't read “{path.name}”: {why}.") from error


READERS: tuple[Reader, ...] = (
    Reader((".themes.csv", ".taguette.csv"), "Themes (CSV)", "codebook:read_csv"),
    Reader((".themes.json",), "Themes (JSON)", "codebook:read_json"),
    Reader((".csv", ".tsv"), "Table (CSV)", "csv_import:read_csv", is_table=True),
    Reader(
        (".jsonld", ".json"), "Web Annotation, Hypothesis",
        "web_annotation_import:read_web_annotation",
    ),
    Reader((".qdpx",), "REFI-QDA project", "refi.reader:read_qdpx"),
    Reader((".qdc",), "REFI-QDA codebook", "refi.reader:read_qdc"),
    Reader((".sqlite3",), "Taguette project", "taguette:read_taguette", Given.TABLES),
    Reader((".pdf",), "Annotated PDF", "pdf_import:read_marked", Given.MARKS),
    Reader((".qda", ".zip"), "QualCoder project", "qualcoder.reader:read_qualcoder", Given.FILES),
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


def is_of_another_tool(name: str) -> bool:
    """Tell by a file's name whether it is work of another tool; a PDF is a report first."""
    return any(
        name.casefold().endswith(one.suffixes) for one in READERS if one.given is not Given.MARKS
    )
