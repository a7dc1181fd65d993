"""Files of other tools, read with what their formats need: nothing of the project is touched."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from glossator.domain.errors import DocumentError, InvalidInputError, PasswordNeededError
from glossator.exchange import csv_import
from glossator.exchange.readers import reader_of
from glossator.storage.foreign import ForeignTables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from glossator.domain.incoming.plan import Incoming
    from glossator.exchange.csv_import import Table
    from glossator.exchange.pdf_import import OpenMarked


def read_file(path: Path, open_marked: OpenMarked) -> Incoming:
    """Return what a file holds, by the ending of its name.

    Args:
        path: The file, or the folder of a project that is one.
        open_marked: Opens a PDF, as `marked_pdfs.opener` does.

    Raises:
        InvalidInputError: It can't be read, or there is no reader for it.
        DocumentError: It is a PDF that can't be read.
    """
    with _named(path.name):
        return reader_of(path.name).read(path, ForeignTables, open_marked)


def read_table(path: Path) -> Table | None:
    """Return the cells of a table, None of a file that is none.

    Raises:
        InvalidInputError: It can't be read, or there is no reader for it.
    """
    reader = reader_of(path.name)
    with _named(path.name):
        return csv_import.read_table(reader.data(path)) if reader.is_table else None


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Name the file in every refusal, since there may be several; a password is asked for it."""
    try:
        yield
    except PasswordNeededError:
        raise
    except (InvalidInputError, DocumentError) as error:
        if f"“{name}”" in str(error):
            raise
        raise type(error)(f"“{name}”: {error}") from error
